/** 照片 of the visit, of its sites and its meetings. */
import type { Attachment } from '../../../shared/domain/attachments.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { fill } from '../../ui/fill.ts'
import { meetingName } from '../../ui/names.ts'
import { Empty, Section } from '../../ui/page.tsx'
import { PhotoTimesButton } from '../../ui/photo-times-button.tsx'
import { PhotoGrid } from '../../ui/photos.tsx'
import type { VisitContext } from './visit-context.ts'

const words = text.visits.photos

type Group = { key: string; name: string | null; site?: string; photos: Attachment[] }

type Props = {
  context: VisitContext
  /** Those of sites are drawn with the sites already. */
  withoutSites?: boolean
}

export function PhotosPart({ context: { id, page, photos }, withoutSites = false }: Props) {
  if (!page) return null
  const of = (test: (photo: Attachment) => boolean) => page.photos.filter(test)
  const groups: Group[] = [
    { key: 'visit', name: null, photos: of((photo) => !photo.site && !photo.meeting) },
    ...page.meetingItems.map((meeting) => ({
      key: meeting.id,
      name: meetingName(meeting),
      photos: of((photo) => photo.meeting === meeting.id),
    })),
    ...(withoutSites
      ? []
      : page.siteItems.map((site) => ({
          key: site.id,
          name: site.name,
          site: site.id,
          photos: of((photo) => photo.site === site.id && !photo.meeting),
        }))),
  ]
  // a site that was taken off the visit leaves its photos here
  const grouped = new Set(groups.flatMap((group) => group.photos.map((photo) => photo.id)))
  if (!withoutSites) groups[0]?.photos.push(...of((photo) => !grouped.has(photo.id)))
  const shown = groups.filter((group) => group.photos.length > 0)
  return (
    <Section
      title={words.title}
      note={fill(words.count, { count: shown.flatMap((group) => group.photos).filter((photo) => photo.sha256).length })}
      action={
        <span className="photo-actions">
          <PhotoTimesButton photos={shown.flatMap((group) => group.photos)} />
          <button type="button" className="link" onClick={() => void photos.choose({ visit: id })}>
            {text.capture.photos.add}
          </button>
        </span>
      }
    >
      {shown.length === 0 && <Empty title={words.empty}>{words.emptyHint}</Empty>}
      {shown.map((group) => (
        <div key={group.key} className="visit-photo-group">
          {group.name && <h3>{group.name}</h3>}
          <PhotoGrid
            photos={group.photos}
            onSupply={(instead) =>
              void photos.choose(
                {
                  visit: id,
                  ...(instead.site ? { site: instead.site } : {}),
                  ...(instead.meeting ? { meeting: instead.meeting } : {}),
                },
                instead,
              )
            }
          />
        </div>
      ))}
    </Section>
  )
}

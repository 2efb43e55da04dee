/** One 点位 with its photos; a photo dropped on it belongs to it. */
import { ImagePlus, X } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { SiteItem } from '../../../shared/views.ts'
import { IconButton } from '../../ui/button.tsx'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineRef } from '../../ui/inline-ref.tsx'
import { InlineRegion } from '../../ui/inline-region.tsx'
import { InlineText } from '../../ui/inline-text.tsx'
import { PhotoDrop } from '../../ui/photo-adding.tsx'
import { PhotoExpected, PhotoGrid } from '../../ui/photos.tsx'
import type { VisitContext } from './visit-context.ts'

const words = text.visits.sites
const fields = text.domain.fields.sites

type Props = { site: SiteItem; context: VisitContext; full: boolean; onRemove: () => void }

export function SiteCard({ site, context, full, onRemove }: Props) {
  const { id: visit, photos } = context
  const record = useRecord('sites', site.id)
  const region = typeof record.value('region') === 'string' ? String(record.value('region')) : undefined
  const name = site.name ?? text.common.unnamed
  const owner = { visit, site: site.id }
  const more = full || site.photos.length > 0
  return (
    <li>
      <PhotoDrop className="visit-site" name={name} onFiles={(files) => void photos.drop(owner, files)}>
        {site.photos.length ? (
          <PhotoGrid
            photos={full ? site.photos : site.photos.slice(0, 1)}
            editable={full}
            onSupply={(instead) => void photos.choose(owner, instead)}
          />
        ) : (
          <PhotoExpected name={name} onSupply={() => void photos.choose(owner)} />
        )}
        <div className="visit-site-name">
          <InlineText bind={record.bind('name')} label={fields.name} />
          {more && (
            <IconButton
              size="small"
              variant="text"
              icon={ImagePlus}
              label={fill(text.capture.photos.addTo, { name })}
              onClick={() => void photos.choose(owner)}
            />
          )}
          <IconButton size="small" variant="text" icon={X} label={fill(words.remove, { name })} onClick={onRemove} />
        </div>
        <InlineRef
          bind={record.bind('project')}
          label={fields.project}
          entity="projects"
          name={site.projectName}
          placeholder={`${fields.project}${text.common.missing}`}
          createWith={region ? { region } : undefined}
        />
        <div className="visit-site-kind">
          <InlineChoice bind={record.bind('kind')} label={fields.kind} choices={choicesOf(text.domain.siteKind)} />
        </div>
        {full && (
          <dl className="facts visit-facts">
            <dt>{fields.organization}</dt>
            <dd>
              <InlineRef
                bind={record.bind('organization')}
                label={fields.organization}
                entity="organizations"
                within={region}
                createWith={region ? { region } : undefined}
                placeholder={text.common.missing}
              />
            </dd>
            <dt>{words.region}</dt>
            <dd>
              <InlineRegion bind={record.bind('region')} label={words.region} />
            </dd>
          </dl>
        )}
      </PhotoDrop>
    </li>
  )
}

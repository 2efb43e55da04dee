/** 照片和附件 of the meeting: chosen, dropped or pasted. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingPage } from '../../../shared/views.ts'
import { fill } from '../../ui/fill.ts'
import { meetingName } from '../../ui/names.ts'
import { Empty, Section } from '../../ui/page.tsx'
import { PhotoDrop, PhotoProgress, usePhotoAdding, usePhotoPaste } from '../../ui/photo-adding.tsx'
import { PhotoTimesButton } from '../../ui/photo-times-button.tsx'
import { PhotoGrid } from '../../ui/photos.tsx'

const words = text.meetings.files

export function MeetingFiles({ page }: { page: MeetingPage }) {
  const adding = usePhotoAdding()
  // of a visit's symposium too: it hangs on the meeting, and the visit shows what its meetings have
  const owner = { meeting: page.id }
  usePhotoPaste(adding, owner)
  return (
    <PhotoDrop name={meetingName(page)} onFiles={(files) => void adding.drop(owner, files)}>
      <Section
        title={text.domain.nouns.attachments}
        note={page.photos.length > 0 && fill(words.count, { count: page.photos.length })}
        action={
          <span className="photo-actions">
            <PhotoTimesButton photos={page.photos} />
            <button type="button" className="link" onClick={() => void adding.choose(owner)}>
              {text.capture.photos.add}
            </button>
          </span>
        }
      >
        <PhotoProgress job={adding.job} />
        {page.photos.length === 0 ? (
          <Empty title={words.empty}>{words.emptyHint}</Empty>
        ) : (
          <PhotoGrid photos={page.photos} onSupply={(instead) => void adding.choose(owner, instead)} />
        )}
      </Section>
    </PhotoDrop>
  )
}

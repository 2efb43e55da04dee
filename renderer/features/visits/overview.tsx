/** 概况: the summary to read, then everything else in short. */
import { text } from '../../../shared/text/zh-cn.ts'
import { Promises } from '../../ui/promises.tsx'
import { ReadingProse } from '../../ui/reading-prose.tsx'
import { FindingsPart } from './findings-part.tsx'
import { MeetingsPart } from './meetings-part.tsx'
import { PhotosPart } from './photos-part.tsx'
import { SitesPart } from './sites-part.tsx'
import type { VisitContext } from './visit-context.ts'

const words = text.visits

export function Overview({ context }: { context: VisitContext }) {
  const { record, page } = context
  const ownPhotos = page?.photos.some((photo) => !photo.site) ?? false
  return (
    <>
      <div className="visit-summary">
        <ReadingProse bind={record.bind('summary')} label={words.summary} placeholder={words.summaryPlaceholder} />
      </div>
      {page && <Promises of={{ visit: page.id }} />}
      <MeetingsPart context={context} />
      <SitesPart context={context} />
      {ownPhotos && <PhotosPart context={context} withoutSites />}
      <FindingsPart context={context} />
    </>
  )
}

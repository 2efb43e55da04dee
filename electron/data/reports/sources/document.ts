import type { Attachment } from '../../../../shared/domain/attachments.ts'
import { partsOf } from '../../../../shared/domain/document-text.ts'
import { parsePaper } from '../../../../shared/domain/paper-text.ts'
import { longDate, longDates } from '../../../../shared/papers/dates.ts'
import type { OpinionData } from '../../../../shared/papers/lists.ts'
import { meetingTitle } from '../../../../shared/papers/minutes.ts'
import type { ReportData, Source } from '../../../../shared/papers/report.ts'
import { text } from '../../../../shared/text/zh-cn.ts'
import type { CitationItem } from '../../../../shared/views/documents.ts'
import { pictureTypes } from '../../attachments/kinds.ts'
import type { ReadableDb } from '../../db/open.ts'
import { citationItems, sectionsOf } from '../../db/views/citations.ts'
import { nameOf, rowOf, rowsOf } from '../../db/views/rows.ts'
import { idsWhere, photoOf } from './names.ts'

/** A document as it stands, or one of its versions. `null` where either is missing or deleted. */
export function reportData(db: ReadableDb, id: string, version?: string): ReportData | null {
  const document = rowOf(db, 'documents', id)
  if (!document) return null
  const row = version === undefined ? null : rowOf(db, 'versions', version)
  if (version !== undefined && row?.document !== id) return null
  const kept = row && partsOf(row.body ?? '')
  const sections = kept?.parts ?? sectionsOf(db, id).map(({ heading, body }) => ({ heading, body }))
  const figures = sections
    .flatMap(({ body }) => parsePaper(body ?? ''))
    .flatMap((block) => (block.kind === 'figure' ? block.attachment : []))
  return {
    title: kept?.title || document.title,
    recipient: document.recipient,
    issuer: document.issuer,
    issued: document.issued,
    sections,
    sources: new Map(
      citationItems(db, id).flatMap((item) => {
        const source = sourceOf(item)
        return source ? [[item.id, source] as const] : []
      }),
    ),
    photos: new Map(rowsOf(db, 'attachments', figures).map((attachment) => [attachment.id, photoOf(attachment)])),
  }
}

/** What an end note says of a citation's source; `null` where it is gone or has not come. */
function sourceOf({ source, ...citation }: CitationItem): Source | null {
  const { finding, statement, meetings, visits, attachment, indicator, origin, state } = source
  if (state === 'deleted' || state === 'awaited') return null
  const said = citation.finding ? (finding?.quote ?? finding?.summary) : statement?.text
  const places = meetings.length ? meetings.map(meetingWords) : visits.map(visitWords)
  const from = [
    attachment && (attachment.caption ?? attachment.name),
    indicator &&
      [indicator.name, indicator.period, `${indicator.value ?? ''}${indicator.unit ?? ''}`].filter(Boolean).join(comma),
    statement?.speaker,
    ...places,
    ...(places.length ? [] : [finding?.regionNames.map(({ name }) => name).join(text.common.listComma)]),
    indicator?.source,
    // the text it was taken from, where nobody noted a visit
    ...(places.length || !origin ? [] : [origin.source, longDate(origin.date)]),
  ]
  const photo = attachment ?? source.photos.find((one) => one.sha256 !== null && isDrawn(one))
  return {
    key: [finding?.id, !finding && statement?.id, attachment?.id, indicator?.id, citation.visit, citation.meeting].join(
      ' ',
    ),
    quote: said ?? null,
    from: from.flatMap((part) => part || []),
    photo: photo && isPicture(photo) ? photoOf(photo) : null,
  }
}

const comma = text.common.comma
const isPicture = ({ mediaType }: Attachment) => mediaType === null || mediaType.startsWith('image/')
/** A note shows what can be shown: no recording, no kind of picture that no window draws. */
const isDrawn = ({ mediaType }: Attachment) => mediaType === null || drawnTypes.has(mediaType)
const drawnTypes: ReadonlySet<string> = new Set(pictureTypes)
const meetingWords = (meeting: CitationItem['source']['meetings'][number]): string => {
  const title = meetingTitle(meeting)
  const { regionName } = meeting
  const named = regionName && !title.startsWith(regionName) ? regionName + title : title
  return [named, longDate(meeting.date, meeting.precision)].filter(Boolean).join(comma)
}
const visitWords = ({ regionName, start, end, precision }: CitationItem['source']['visits'][number]): string =>
  [regionName, longDates(start, end, precision)].filter(Boolean).join(comma)

/** A document's consultation: whom was asked, and every comment. */
export function opinionData(db: ReadableDb, document: string): OpinionData | null {
  const row = rowOf(db, 'documents', document)
  if (!row) return null
  const named = (id: string | null) => nameOf(db, 'organizations', id)
  const asked = rowsOf(db, 'consultations', idsWhere(db, 'consultations', 'document', document, 'sent'))
  return {
    title: row.title,
    asked: asked.map(({ organization, returned, none }) => ({
      organization: named(organization),
      returned,
      none: none === 1,
    })),
    opinions: rowsOf(db, 'opinions', idsWhere(db, 'opinions', 'document', document)).map((opinion) => ({
      ...opinion,
      organization: named(
        opinion.organization ?? asked.find(({ id }) => id === opinion.consultation)?.organization ?? null,
      ),
    })),
  }
}

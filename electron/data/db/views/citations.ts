import type { Attachment } from '../../../../shared/domain/attachments.ts'
import type { Citation } from '../../../../shared/domain/documents.ts'
import type { Entity } from '../../../../shared/domain/fields.ts'
import { contentsOf, parsePaper } from '../../../../shared/domain/paper-text.ts'
import { citedSentences } from '../../../../shared/domain/sentences.ts'
import type { CitationItem, CitedSource, WrittenInto } from '../../../../shared/views/documents.ts'
import { survivorOf } from '../merges.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { findingItems } from './finding-items.ts'
import { photosOfMeeting, photosOfVisit } from './photos.ts'
import { allRows, columnsOf, nameOf, plain, rowOf, rowsOf } from './rows.ts'
import { visitItems } from './visit-items.ts'

/** More photos are seen where they belong. */
const mostPhotos = 8
/** Every citation of a document, also those whose mark no sentence carries any more. */
export function citationItems(db: ReadableDb, document: string): CitationItem[] {
  const sql = `SELECT ${columnsOf('citations', 'c')} FROM citations c WHERE c.document = ? AND c.deleted = 0 ORDER BY c.id`
  const sources = sourceReader(db)
  return allRows(db, 'citations', sql, document).map((citation) => ({ ...citation, source: sources(citation) }))
}

/** Reads what citations point at; many point at the same. */
function sourceReader(db: ReadableDb): (citation: Citation) => CitedSource {
  const known = new Map<string, CitedSource>()
  return (citation) => {
    const key = targetsOf(citation).join(' ')
    let source = known.get(key)
    if (!source) {
      source = sourceOf(db, citation)
      known.set(key, source)
    }
    return source
  }
}

const targets = {
  finding: 'findings',
  statement: 'statements',
  visit: 'visits',
  meeting: 'meetings',
  attachment: 'attachments',
  indicator: 'indicators',
} as const satisfies Partial<Record<keyof Citation, Entity>>
const targetNames = Object.keys(targets) as (keyof typeof targets)[]
const targetsOf = (citation: Citation) => targetNames.map((name) => citation[name] ?? '')

function stateOf(db: ReadableDb, citation: Citation, survivor: string | null): CitedSource['state'] {
  const name = targetNames.find((one) => citation[one] !== null)
  if (!name) return 'deleted'
  const state = (entity: Entity, id: string) =>
    prepared(db, `SELECT deleted FROM ${entity} WHERE id = ?`).pluck().get(id) as 0 | 1 | undefined
  const id = survivor ?? (citation[name] as string)
  const deleted = state(targets[name], id)
  if (deleted === undefined) return 'awaited'
  if (deleted === 1) return 'deleted'
  return survivor !== null && survivor !== citation.finding ? 'merged' : 'here'
}

function sourceOf(db: ReadableDb, citation: Citation): CitedSource {
  const survivor = citation.finding === null ? null : survivorOf(db, citation.finding)
  const [finding = null] = survivor === null ? [] : findingItems(db, [survivor])
  const statement = rowOf(db, 'statements', citation.statement ?? finding?.statements[0] ?? null)
  const meetingIds = [citation.meeting, statement?.meeting, ...(finding?.meetings ?? [])]
  const meetings = rowsOf(db, 'meetings', [...new Set(meetingIds.flatMap((id) => id ?? []))])
  const attachment = rowOf(db, 'attachments', citation.attachment)
  const indicator = rowOf(db, 'indicators', citation.indicator)
  const visitIds = [
    citation.visit,
    attachment?.visit,
    indicator?.visit,
    ...(finding?.visits ?? []),
    ...meetings.map(({ visit }) => visit),
  ]
  const visits = visitItems(db, [...new Set(visitIds.flatMap((id) => id ?? []))])
  const campaign = finding?.campaign ?? visits[0]?.campaign ?? indicator?.campaign ?? null
  return {
    state: stateOf(db, citation, survivor),
    finding,
    statement: statement && {
      id: statement.id,
      meeting: statement.meeting,
      text: statement.text,
      speaker: nameOf(db, 'people', statement.speaker) ?? nameOf(db, 'organizations', statement.organization),
    },
    meetings: meetings.map(({ id, title, kind, number, date, precision, visit }) => ({
      ...{ id, title, kind, number, date, precision },
      regionName: nameOf(db, 'regions', rowOf(db, 'visits', visit)?.region ?? null),
    })),
    visits: visits.map(({ id, regionName, start, end, precision, leaderName, purpose }) => ({
      ...{ id, regionName, start, end, precision, leaderName, purpose },
    })),
    photos: photosAt(
      db,
      visits.map(({ id }) => id),
      meetings.filter(({ visit }) => visit === null).map(({ id }) => id),
    ),
    attachment: attachment && plain<'attachments'>(attachment),
    indicator: indicator && { ...plain<'indicators'>(indicator), regionName: nameOf(db, 'regions', indicator.region) },
    origin: originOf(db, campaign),
  }
}

function photosAt(db: ReadableDb, visits: readonly string[], meetings: readonly string[]): Attachment[] {
  const photos: Attachment[] = []
  for (const visit of visits) if (photos.length < mostPhotos) photos.push(...photosOfVisit(db, visit))
  for (const meeting of meetings) if (photos.length < mostPhotos) photos.push(...photosOfMeeting(db, meeting))
  return photos.slice(0, mostPhotos)
}

function originOf(db: ReadableDb, campaign: string | null): CitedSource['origin'] {
  const row = rowOf(db, 'campaigns', campaign)
  return row?.source ? { source: row.source, date: row.sourceDate } : null
}

/** The sections of a document in the order they stand in. */
export const sectionsOf = (db: ReadableDb, document: string) =>
  allRows(
    db,
    'sections',
    `SELECT ${columnsOf('sections', 's')} FROM sections s WHERE s.document = ? AND s.deleted = 0
     ORDER BY s."order" IS NULL, s."order", s.id`,
    document,
  )

/**
 * Where a record is cited, as the text stands now: a citation whose mark was taken out is not among them. A finding also stands where
 * one that was merged into it is cited; a photo where a finding of its visit or meeting is.
 */
export function writtenInto(db: ReadableDb, field: keyof typeof targets, ids: readonly string[]): WrittenInto[] {
  const sql = `SELECT ${columnsOf('citations', 'c')} FROM citations c JOIN documents d ON d.id = c.document
    WHERE c."${field}" IN (SELECT value FROM json_each(?)) AND c.deleted = 0 AND d.deleted = 0 ORDER BY c.document, c.id`
  const sentences = sentenceFinder(db)
  return allRows(db, 'citations', sql, JSON.stringify(ids)).flatMap((citation) => {
    const document = rowOf(db, 'documents', citation.document)
    if (!document) return []
    const { title, kind, stage } = document
    return sentences(document.id, citation.id).map((place) => ({
      citation: citation.id,
      document: document.id,
      ...{ title, kind, stage },
      ...place,
    }))
  })
}

type Place = Pick<WrittenInto, 'section' | 'heading' | 'sentence'>

/** Finds marks in the text; a document's text is taken apart once. */
function sentenceFinder(db: ReadableDb): (document: string, citation: string) => Place[] {
  const texts = new Map<string, Map<string, Place[]>>()
  return (document, citation) => {
    let places = texts.get(document)
    if (!places) {
      places = new Map()
      for (const { id, heading, body } of sectionsOf(db, document)) {
        for (const line of parsePaper(body ?? '').flatMap(contentsOf)) {
          for (const sentence of citedSentences(line)) {
            for (const mark of new Set(sentence.citations)) {
              const place = { section: id, heading, sentence: sentence.text.trim() }
              places.set(mark, [...(places.get(mark) ?? []), place])
            }
          }
        }
      }
      texts.set(document, places)
    }
    return places.get(citation) ?? []
  }
}

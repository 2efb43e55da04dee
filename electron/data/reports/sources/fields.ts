/** What a template may ask for beside a paper's own parts: fields of the record, and those the office added. */
import { longDate } from '../../../../shared/papers/dates.ts'
import type { ItineraryData } from '../../../../shared/papers/itinerary.ts'
import { type MeetingData, meetingTitle } from '../../../../shared/papers/minutes.ts'
import { type MeasureData, stageName } from '../../../../shared/papers/supervision.ts'
import { text } from '../../../../shared/text/zh-cn.ts'
import type { ReadableDb } from '../../db/open.ts'
import { prepared } from '../../db/prepared.ts'
import { rowOf } from '../../db/views/rows.ts'

export type Fields = Map<string, string>

/** The record's own words win over a field of the office's that is called the same. */
function fieldsOf(own: Fields, known: Record<string, string | readonly string[] | null | undefined>): Fields {
  for (const [name, value] of Object.entries(known)) {
    const said = typeof value === 'string' ? value : (value ?? []).join(text.common.listComma)
    if (said) own.set(name, said)
  }
  return own
}

export const documentFields = (db: ReadableDb, id: string | undefined): Fields =>
  fieldsOf(ownFields(db, 'document', id), {
    [text.papers.placeholders.number]: rowOf(db, 'documents', id ?? null)?.number,
  })

export function meetingFields(db: ReadableDb, id: string | undefined, data: MeetingData): Fields {
  const words = text.papers.minutes
  return fieldsOf(ownFields(db, 'meeting', id), {
    [text.domain.nouns.meetings]: meetingTitle(data),
    [words.time]: longDate(data.date, data.precision),
    [words.place]: data.place,
    [words.chair]: data.chair,
    [words.units]: data.organizations,
    [words.present]: data.attendees,
    [words.absent]: data.absent,
  })
}

export function itineraryFields(db: ReadableDb, id: string | undefined, data: ItineraryData): Fields {
  const words = text.papers.itinerary
  const own = new Map([...ownFields(db, 'team', data.whole ? id : data.teamId), ...ownFields(db, 'visit', id)])
  return fieldsOf(own, { [words.leader]: data.leader, [words.topics]: data.topics, [words.members]: data.members })
}

export function measureFields(db: ReadableDb, measure: MeasureData): Fields {
  const words = text.papers.supervision
  return fieldsOf(ownFields(db, 'measure', measure.id), {
    [words.title]: measure.title,
    [words.content]: measure.content,
    [words.owner]: measure.owner,
    [words.department]: measure.department,
    [words.person]: measure.person,
    [words.coOwners]: measure.coOwners,
    [words.assigned]: longDate(measure.assigned),
    [words.due]: longDate(measure.due),
    [words.stage]: stageName(measure.stage),
  })
}

/** The office's own fields of a record. */
function ownFields(
  db: ReadableDb,
  column: 'document' | 'meeting' | 'measure' | 'visit' | 'team',
  id: string | null | undefined,
): Fields {
  if (!id) return new Map()
  const sql = `SELECT f.name, v.value FROM customValues v JOIN customFields f ON f.id = v.field
    WHERE v."${column}" = ? AND v.deleted = 0 AND f.deleted = 0 AND v.value IS NOT NULL AND f.name IS NOT NULL`
  const rows = prepared(db, sql).all(id) as { name: string; value: string }[]
  return new Map(rows.map(({ name, value }) => [name.trim(), value]))
}

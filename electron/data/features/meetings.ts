import type { Input, Output } from '../../../shared/contract.ts'
import type { Meeting } from '../../../shared/domain/meetings.ts'
import type { PersonItem } from '../../../shared/views.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { anyLike, type Conditions, containing, wanted, where } from '../db/views/conditions.ts'
import { directivesOf } from '../db/views/directive-items.ts'
import { findingItems, findingsOfMeeting, shownFinding } from '../db/views/finding-items.ts'
import { livingMeeting, meetingItems } from '../db/views/meeting-items.ts'
import { photosOfMeeting, recordingsOfMeeting } from '../db/views/photos.ts'
import { allRows, columnsOf, countOf, nameOf, rowOf, rowsOf, usesOf } from '../db/views/rows.ts'
import { statementItem } from '../db/views/statement-items.ts'
import type { ReadHandlers } from '../handlers.ts'

type Filter = Input<'meetings.list'>

const ownText = ['m.title', 'm.place', 'm.agenda', 'm.minutes']
/** Each subquery runs once a search, not once a row. */
const textElsewhere = [
  `m.chair IN (SELECT id FROM people WHERE name LIKE ? ESCAPE '\\')`,
  `m.visit IN (SELECT v.id FROM regions r JOIN visits v ON v.region = r.id WHERE r.name LIKE ? ESCAPE '\\')`,
  `m.id IN (SELECT meeting FROM statements WHERE deleted = 0 AND text LIKE ? ESCAPE '\\')`,
  `m.id IN (SELECT meeting FROM directives WHERE deleted = 0 AND text LIKE ? ESCAPE '\\')`,
  `m.id IN (SELECT l.id FROM organizations o JOIN links l ON l.target = o.id AND l.entity = 'meetings'
     AND l.field = 'organizations' WHERE o.name LIKE ? ESCAPE '\\')`,
]
const textSql = `(${[anyLike(ownText), ...textElsewhere].join(' OR ')})`
const textPlaces = textSql.split('?').length - 1

function conditionsOf(filter: Filter): Conditions {
  const conditions: Conditions = { sql: [livingMeeting], values: [] }
  if (filter.campaign !== undefined) {
    const ofTeams = 'm.visit IN (SELECT v.id FROM teams t JOIN visits v ON v.team = t.id WHERE t.campaign = ?)'
    where(conditions, `(m.campaign = ? OR ${ofTeams})`, filter.campaign, filter.campaign)
  }
  if (filter.kind !== undefined) where(conditions, 'm.kind = ?', filter.kind)
  const text = wanted(filter.text)
  if (text) where(conditions, textSql, ...Array<string>(textPlaces).fill(containing(text)))
  return conditions
}

/** Meetings, the latest first, undated ones last. */
export function listMeetings(db: ReadableDb, input: Filter): Output<'meetings.list'> {
  const { sql, values } = conditionsOf(input)
  const from = `FROM meetings m WHERE ${sql.join(' AND ')}`
  const page = `SELECT m.id ${from} ORDER BY m.date IS NULL, m.date DESC, m.number DESC, m.id LIMIT ? OFFSET ?`
  const ids = prepared(db, page)
    .pluck()
    .all(...values, input.limit, input.offset) as string[]
  return { rows: meetingItems(db, ids), total: countOf(db, `SELECT count(*) ${from}`, ...values) }
}

function personItems(db: ReadableDb, ids: readonly string[]): PersonItem[] {
  const uses = usesOf(db, 'people', ids)
  return rowsOf(db, 'people', ids).map((person) => ({
    ...person,
    organizationName: nameOf(db, 'organizations', person.organization),
    uses: uses.get(person.id) ?? 0,
  }))
}

/** The questions of the team whose visit the meeting belongs to, one each. */
function outlineOf(db: ReadableDb, visit: string | null): string[] {
  const team = rowOf(db, 'teams', rowOf(db, 'visits', visit)?.team ?? null)
  return (team?.outline ?? '').split('\n').flatMap((line) => line.trim() || [])
}

/** Everything of one meeting, or `null` where it is missing or deleted. */
export function getMeetingPage(db: ReadableDb, { id }: Input<'meetings.page'>): Output<'meetings.page'> {
  const [item] = meetingItems(db, [id])
  if (!item) return null
  const spoken = `SELECT ${columnsOf('statements', 'x')} FROM statements x WHERE x.meeting = ? AND x.deleted = 0
    ORDER BY x."order" IS NULL, x."order", x.id`
  const findings = `SELECT f.id FROM findings f WHERE f.id IN (${findingsOfMeeting}) AND ${shownFinding(db)} ORDER BY f.updated, f.id`
  return {
    ...item,
    attendeeItems: personItems(db, item.attendees),
    absentItems: personItems(db, item.absent),
    organizationItems: rowsOf(db, 'organizations', item.organizations),
    statementItems: allRows(db, 'statements', spoken, id).map((statement) => statementItem(db, statement)),
    directiveItems: directivesOf(db, id),
    findingItems: findingItems(db, prepared(db, findings).pluck().all(id, id) as string[]),
    photos: photosOfMeeting(db, id),
    recordings: recordingsOfMeeting(db, id),
    outline: outlineOf(db, item.visit),
  }
}

/** Meetings that may be the one a user is about to record: same kind and number. */
export function meetingCandidates(db: ReadableDb, { kind, number }: Input<'meetings.candidates'>): Meeting[] {
  const sql = `SELECT ${columnsOf('meetings', 'm')} FROM meetings m WHERE m.kind = ? AND m.number = ? AND ${livingMeeting}
    ORDER BY m.date IS NULL, m.date DESC, m.id LIMIT 20`
  return allRows(db, 'meetings', sql, kind, number)
}

export const meetingReads = {
  'meetings.list': listMeetings,
  'meetings.page': getMeetingPage,
  'meetings.candidates': meetingCandidates,
} satisfies Partial<ReadHandlers>

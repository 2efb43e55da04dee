import { breachOfMeasure, type MeasureFacts } from '../../../../shared/domain/ledger-rules.ts'
import { nearDays, type Reminder } from '../../../../shared/domain/reminders.ts'
import { millisecondsOf } from '../../../../shared/sync/clock.ts'
import type { MeasureItem } from '../../../../shared/views/ledger.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { columnsOf, conflictCounts, namer, type Raw, reportedBy, toRow } from './rows.ts'
import { measureFacts } from './stage-facts.ts'

/** The last day of a deadline that names a month or a year only. */
const lastDay = `substr(m.due || substr('9999-12-31', length(m.due) + 1), 1, 10)`
const noted = `EXISTS (SELECT 1 FROM proceedings p WHERE p.measure = m.id AND p.kind = 'note' AND p.answers IS NULL AND p.deleted = 0)`
const isHalfGone = `m.assigned IS NOT NULL AND julianday(t.today) - julianday(m.assigned) > (julianday(${lastDay}) - julianday(m.assigned)) / 2`

/** How a measure `m` stands on the day `t.today` (shared/domain/reminders.ts), as SQL; the worse of two holds. */
export const reminderSql = `CASE WHEN m.stage IN ('closed', 'reviewed') THEN 'closed' WHEN m.stage = 'done' THEN 'done'
  WHEN m.due IS NULL THEN 'undated' WHEN ${lastDay} < t.today THEN 'overdue'
  WHEN ${isHalfGone} AND (m.stage IN ('proposed', 'assigned') OR NOT ${noted}) THEN 'behind'
  WHEN ${lastDay} <= date(t.today, '+${nearDays} days') THEN 'near' ELSE 'onTrack' END`

/** Binds one value: today, `YYYY-MM-DD`. */
export const measuresToday = 'measures m, (SELECT ? AS today) t'

/** Binds the measure: its extension that nobody has answered. */
export const openExtension = (measure: string) => `SELECT e.id FROM proceedings e
  WHERE e.measure = ${measure} AND e.kind = 'extension' AND e.deleted = 0 AND NOT EXISTS (${standingAnswer('e.id')})`

/** The answer to an extension that nobody has taken back. */
export const standingAnswer = (extension: string) => `SELECT a.id FROM proceedings a
  WHERE a.answers = ${extension} AND a.kind IN ('approval', 'refusal') AND a.deleted = 0
  AND NOT EXISTS (SELECT 1 FROM proceedings b WHERE b.answers = a.id AND b.deleted = 0)`

const page = `SELECT ${columnsOf('measures', 'm')}, m.updated, h.state AS handover, ${reminderSql} AS reminder,
  CAST(julianday(${lastDay}) - julianday(t.today) AS INTEGER) AS daysLeft,
  (SELECT x.due FROM proceedings x WHERE x.id = (${openExtension('m.id')} ORDER BY e.at DESC, e.id DESC LIMIT 1)) AS extension
  FROM json_each(?) j, (SELECT ? AS today) t JOIN measures m ON m.id = j.value LEFT JOIN handover h ON h.id = m.id
  WHERE m.deleted = 0 ORDER BY j.key`

const basisSql = `SELECT d.id, d.meeting, m.number, m.title,
  (SELECT count(*) FROM directives o WHERE o.meeting = d.meeting AND o.deleted = 0
   AND (o."order" < d."order" OR (o."order" IS d."order" AND o.id <= d.id))) AS place
  FROM json_each(?) j JOIN directives d ON d.id = j.value LEFT JOIN meetings m ON m.id = d.meeting
  WHERE d.deleted = 0 ORDER BY m.date, place`

/** The rows of the ledger, in the order of `ids`. `today`: `YYYY-MM-DD`. */
export function measureItems(db: ReadableDb, ids: readonly string[], today: string): MeasureItem[] {
  const list = JSON.stringify(ids)
  const conflicts = conflictCounts(db, 'measures', list)
  const nameOf = namer(db)
  const named = (entity: 'organizations' | 'teams' | 'regions', of: readonly string[]) =>
    of.map((id) => ({ id, name: nameOf(entity, id) }))
  const teamOf = teamNamer(db)
  return (prepared(db, page).all(list, today) as Raw[]).map((raw) => {
    const { handover, updated, reminder, daysLeft, extension, ...rest } = raw
    const measure = toRow('measures', rest)
    const facts = measureFacts(db, measure.id) as MeasureFacts
    return {
      ...measure,
      campaignName: nameOf('campaigns', measure.campaign),
      ownerName: nameOf('organizations', measure.owner),
      personName: nameOf('people', measure.person),
      coOwnerNames: named('organizations', measure.coOwners),
      teamNames: measure.teams.map((id) => ({ id, name: teamOf(id) })),
      regionNames: named('regions', measure.regions),
      basis: prepared(db, basisSql).all(JSON.stringify(measure.directives)) as MeasureItem['basis'],
      reminder: reminder as Reminder,
      daysLeft: daysLeft as number | null,
      proofs: facts.files + facts.documents,
      extension: extension as string | null,
      doubt: breachOfMeasure(facts),
      reported: reportedBy(handover as number | null),
      conflicts: conflicts.get(measure.id) ?? 0,
      updated: millisecondsOf(updated as number),
    }
  })
}

/** A team is called by its own name, else by who leads it. */
export function teamNamer(db: ReadableDb): (id: string) => string | null {
  const sql = 'SELECT coalesce(t.name, p.name) FROM teams t LEFT JOIN people p ON p.id = t.leader WHERE t.id = ?'
  return (id) => (prepared(db, sql).pluck().get(id) as string | null | undefined) ?? null
}

import { millisecondsOf } from '../../../../shared/sync/clock.ts'
import type { FindingItem } from '../../../../shared/views.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { columnsOf, conflictCounts, namer, type Raw, reportedBy, toRow } from './rows.ts'

/** Neither deleted nor merged into another. */
export const livingFinding = 'f.deleted = 0 AND f.mergedInto IS NULL'

/** Ids of a visit's findings (both `?`), those of its meetings included, as a subquery. */
export const findingsOfVisit = `SELECT id FROM links WHERE target = ? AND entity = 'findings' AND field = 'visits'
  UNION SELECT l.id FROM meetings m JOIN links l ON l.target = m.id AND l.entity = 'findings' AND l.field = 'meetings'
  WHERE m.visit = ? AND m.deleted = 0`

/** Ids of a meeting's findings (both `?`), those from its statements included, as a subquery. */
export const findingsOfMeeting = `SELECT id FROM links WHERE target = ? AND entity = 'findings' AND field = 'meetings'
  UNION SELECT l.id FROM statements s JOIN links l ON l.target = s.id AND l.entity = 'findings' AND l.field = 'statements'
  WHERE s.meeting = ? AND s.deleted = 0`

/** The rows of a list of findings, in the order of `ids`: two statements a page, and a name looked up once. */
export function findingItems(db: ReadableDb, ids: readonly string[]): FindingItem[] {
  const list = JSON.stringify(ids)
  const page = `SELECT ${columnsOf('findings', 'x')}, x.updated, h.state AS handover
    FROM json_each(?) j JOIN findings x ON x.id = j.value LEFT JOIN handover h ON h.id = x.id
    WHERE x.deleted = 0 ORDER BY j.key`
  const conflicts = conflictCounts(db, 'findings', list)
  const nameOf = namer(db)
  return (prepared(db, page).all(list) as Raw[]).map((raw) => {
    const { handover, updated, ...rest } = raw
    const finding = toRow('findings', rest)
    return {
      ...finding,
      teamName: nameOf('teams', finding.team),
      regionNames: finding.regions.map((id) => ({ id, name: nameOf('regions', id) })),
      reported: reportedBy(handover as number | null),
      conflicts: conflicts.get(finding.id) ?? 0,
      updated: millisecondsOf(updated as number),
    }
  })
}

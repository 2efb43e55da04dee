import type { FindingItem } from '../../../../shared/views.ts'
import type { ReadableDb } from '../open.ts'
import { conflictsOf, named, nameOf, reportedOf, rowOf } from './rows.ts'

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

/** The rows of a list of findings, in the order of `ids`. */
export function findingItems(db: ReadableDb, ids: readonly string[]): FindingItem[] {
  return ids.flatMap((id) => {
    const row = rowOf(db, 'findings', id)
    if (!row) return []
    const { updated, ...finding } = row
    return [
      {
        ...finding,
        teamName: nameOf(db, 'teams', finding.team),
        regionNames: named(db, 'regions', finding.regions),
        reported: reportedOf(db, id),
        conflicts: conflictsOf(db, 'findings', id),
        updated,
      },
    ]
  })
}

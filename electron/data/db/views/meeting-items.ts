import type { MeetingItem } from '../../../../shared/views.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { findingsOfMeeting, shownFinding } from './finding-items.ts'
import { conflictsOf, countOf, named, nameOf, type Raw, reportedOf, rowOf } from './rows.ts'

/** Neither deleted nor merged into another. */
export const livingMeeting = 'm.deleted = 0 AND m.mergedInto IS NULL'

/** The rows of a list of meetings, in the order of `ids`. A visit is named by its region and its team's leader. */
export function meetingItems(db: ReadableDb, ids: readonly string[]): MeetingItem[] {
  const visitSql = `SELECT r.name AS region, p.name AS leader FROM visits v LEFT JOIN regions r ON r.id = v.region
    LEFT JOIN teams t ON t.id = v.team LEFT JOIN people p ON p.id = t.leader WHERE v.id = ?`
  return ids.flatMap((id) => {
    const row = rowOf(db, 'meetings', id)
    if (!row) return []
    const { updated: _, ...meeting } = row
    const visit = meeting.visit === null ? undefined : (prepared(db, visitSql).get(meeting.visit) as Raw | undefined)
    const count = (table: 'statements' | 'directives') =>
      countOf(db, `SELECT count(*) FROM ${table} WHERE meeting = ? AND deleted = 0`, id)
    return [
      {
        ...meeting,
        visitName: [visit?.region, visit?.leader].filter(Boolean).join(' ') || null,
        regionName: (visit?.region as string | null | undefined) ?? null,
        chairName: nameOf(db, 'people', meeting.chair),
        organizationNames: named(db, 'organizations', meeting.organizations),
        statements: count('statements'),
        directives: count('directives'),
        findings: countOf(
          db,
          `SELECT count(*) FROM findings f WHERE f.id IN (${findingsOfMeeting}) AND ${shownFinding(db)}`,
          id,
          id,
        ),
        reported: reportedOf(db, id),
        conflicts: conflictsOf(db, 'meetings', id),
      },
    ]
  })
}

import { millisecondsOf } from '../../../../shared/sync/clock.ts'
import type { FindingItem } from '../../../../shared/views.ts'
import { cityCounter, membersOf } from '../merges.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { columnsOf, conflictCounts, countOf, elements, namer, type Raw, reportedBy, toRow } from './rows.ts'

const plain = 'f.deleted = 0 AND f.mergedInto IS NULL'
const withShown = 'f.deleted = 0 AND (f.mergedInto IS NULL OR f.id IN (SELECT id FROM merged WHERE survivor = id))'

/**
 * The condition on `f` for a finding that is shown: neither deleted nor under another. The plain one, which indexes answer, unless
 * something stays in sight although it was merged: into what is in the trash, has not come, or was merged back.
 */
export function shownFinding(db: ReadableDb): string {
  const some = prepared(db, 'SELECT EXISTS (SELECT 1 FROM merged WHERE survivor = id)').pluck().get()
  return some === 1 ? withShown : plain
}

/** Under which finding each of a subquery's ids is shown. */
const shownAs = (ids: string) =>
  `SELECT coalesce((SELECT m.survivor FROM merged m WHERE m.id = x.id), x.id) FROM (${ids}) x`

/** Ids of the findings that show what a visit found (both `?`), at its meetings too, as a subquery. */
export const findingsOfVisit =
  shownAs(`SELECT id FROM links WHERE target = ? AND entity = 'findings' AND field = 'visits'
  UNION SELECT l.id FROM meetings m JOIN links l ON l.target = m.id AND l.entity = 'findings' AND l.field = 'meetings'
  WHERE m.visit = ? AND m.deleted = 0`)

/** Ids of the findings that show what a meeting found (both `?`), from its statements too, as a subquery. */
export const findingsOfMeeting =
  shownAs(`SELECT id FROM links WHERE target = ? AND entity = 'findings' AND field = 'meetings'
  UNION SELECT l.id FROM statements s JOIN links l ON l.target = s.id AND l.entity = 'findings' AND l.field = 'statements'
  WHERE s.meeting = ? AND s.deleted = 0`)

/** The same for one statement; one `?`. */
export const findingsOfStatement = shownAs(
  "SELECT id FROM links WHERE target = ? AND entity = 'findings' AND field = 'statements'",
)

const ofTeam = `SELECT count(DISTINCT m.survivor) FROM findings g JOIN merged m ON m.id = g.id JOIN findings f ON f.id = m.survivor
  WHERE g.team = ? AND g.deleted = 0 AND g.mergedInto IS NOT NULL AND f.team IS NOT ?`

/** How many findings show what a team found: its own, and those of others that something of its own was merged into. */
export const countOfTeam = (db: ReadableDb, team: string): number =>
  countOf(db, `SELECT count(*) FROM findings f WHERE f.team = ? AND ${shownFinding(db)}`, team) +
  countOf(db, ofTeam, team, team)

/** The rows of a list of findings, in the order of `ids`: two statements a page, and a name looked up once. */
export function findingItems(db: ReadableDb, ids: readonly string[]): FindingItem[] {
  const list = JSON.stringify(ids)
  const page = `SELECT ${columnsOf('findings', 'x')}, x.updated, h.state AS handover
    FROM json_each(?) j JOIN findings x ON x.id = j.value LEFT JOIN handover h ON h.id = x.id
    WHERE x.deleted = 0 ORDER BY j.key`
  const conflicts = conflictCounts(db, 'findings', list)
  const nameOf = namer(db)
  const placesOf = (regions: string[]) => regions.map((id) => ({ id, name: nameOf('regions', id) }))
  const rows = (prepared(db, page).all(list) as Raw[]).map(({ handover, updated, ...raw }) => ({
    ...{ handover, updated },
    finding: toRow('findings', raw),
  }))
  const cities = cityCounter(db)(rows.map(({ finding }) => finding))
  const merged = mergedUnder(db, ids)
  return rows.map(({ handover, updated, finding }) => {
    const group = merged.get(finding.id)
    return {
      ...finding,
      teamName: nameOf('teams', finding.team),
      regionNames: placesOf(finding.regions),
      cities: cities.get(finding.id) ?? 0,
      merged: group
        ? {
            count: group.count,
            regionNames: placesOf([...new Set([...finding.regions, ...group.regions])]),
            topics: [...new Set([...finding.topics, ...group.topics])],
          }
        : null,
      reported: reportedBy(handover as number | null),
      conflicts: conflicts.get(finding.id) ?? 0,
      updated: millisecondsOf(updated as number),
    }
  })
}

type Group = { count: number; regions: string[]; topics: string[] }

/** What is merged into each of `ids`, taken together; those without are left out. */
function mergedUnder(db: ReadableDb, ids: readonly string[]): Map<string, Group> {
  const groups = new Map<string, Group>()
  const row = prepared(db, 'SELECT regions, topics FROM findings WHERE id = ?')
  for (const [survivor, members] of membersOf(db, ids)) {
    const rows = members.map((id) => row.get(id) as { regions: string | null; topics: string | null })
    groups.set(survivor, {
      count: members.length,
      regions: rows.flatMap(({ regions }) => elements(regions)),
      topics: rows.flatMap(({ topics }) => elements(topics)),
    })
  }
  return groups
}

import type { VisitItem } from '../../../../shared/views.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { findingsOfVisit, shownFinding } from './finding-items.ts'
import { photoCounts } from './photos.ts'
import { conflictsOf, countOf, elements, named, nameOf, type Raw, reportedOf, rowOf } from './rows.ts'

type TeamNames = { campaign: string | null; name: string | null; leader: string | null; topics: string[] }
const nobody: TeamNames = { campaign: null, name: null, leader: null, topics: [] }

function teamNames(db: ReadableDb, team: string | null): TeamNames {
  if (team === null) return nobody
  const sql = `SELECT t.campaign, t.name, p.name AS leader, t.topics FROM teams t LEFT JOIN people p ON p.id = t.leader WHERE t.id = ?`
  const raw = prepared(db, sql).get(team) as Raw | undefined
  return raw ? ({ ...raw, topics: elements(raw.topics) } as TeamNames) : nobody
}

/** The rows of a list of visits, in the order of `ids`. */
export function visitItems(db: ReadableDb, ids: readonly string[]): VisitItem[] {
  const teams = new Map<string | null, TeamNames>()
  return ids.flatMap((id) => {
    const row = rowOf(db, 'visits', id)
    if (!row) return []
    const { updated, ...visit } = row
    const team = teams.get(visit.team) ?? teamNames(db, visit.team)
    teams.set(visit.team, team)
    return [
      {
        ...visit,
        campaign: team.campaign,
        teamName: team.name,
        leaderName: team.leader,
        topics: team.topics,
        regionName: nameOf(db, 'regions', visit.region),
        hostNames: named(db, 'organizations', visit.hosts),
        siteCount: visit.sites.length,
        ...photoCounts(db, id),
        findingCount: countOf(
          db,
          `SELECT count(*) FROM findings f WHERE f.id IN (${findingsOfVisit}) AND ${shownFinding(db)}`,
          id,
          id,
        ),
        reported: reportedOf(db, id),
        conflicts: conflictsOf(db, 'visits', id),
        updated,
      },
    ]
  })
}

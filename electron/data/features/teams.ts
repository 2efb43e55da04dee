import type { Input, Output } from '../../../shared/contract.ts'
import type { Visit } from '../../../shared/domain/visits.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { countOfTeam } from '../db/views/finding-items.ts'
import { cityFinder } from '../db/views/regions.ts'
import { allRows, columnsOf, named, nameOf } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

/** Teams in their order. `visitedRegions` are cities, to be held against the teams' target `regions`. */
export function listTeams(db: ReadableDb, { campaign }: Input<'teams.list'>): Output<'teams.list'> {
  const order = 'ORDER BY t.campaign, t."order" IS NULL, t."order", t.id'
  const all = `SELECT ${columnsOf('teams', 't')} FROM teams t WHERE t.deleted = 0`
  const rows =
    campaign === undefined
      ? allRows(db, 'teams', `${all} ${order}`)
      : allRows(db, 'teams', `${all} AND t.campaign = ? ${order}`, campaign)
  const cityOf = cityFinder(db)
  return rows.map((team) => {
    const sql =
      'SELECT region, status, start FROM visits WHERE team = ? AND deleted = 0 ORDER BY start IS NULL, start, id'
    const visits = prepared(db, sql).all(team.id) as Pick<Visit, 'region' | 'status' | 'start'>[]
    const been = visits.filter(({ status }) => status !== 'planned' && status !== 'cancelled')
    return {
      ...team,
      leaderName: nameOf(db, 'people', team.leader),
      memberNames: named(db, 'people', team.members),
      regionNames: named(db, 'regions', team.regions),
      campaignName: nameOf(db, 'campaigns', team.campaign),
      visits: visits.length,
      plannedVisits: visits.filter(({ status }) => status === 'planned').length,
      undated: visits.filter(({ start }) => start === null).length,
      findings: countOfTeam(db, team.id),
      visitedRegions: [...new Set(been.flatMap(({ region }) => cityOf(region)?.id ?? region ?? []))],
    }
  })
}

export const teamReads = { 'teams.list': listTeams } satisfies Partial<ReadHandlers>

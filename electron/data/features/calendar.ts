import type { Input, Output } from '../../../shared/contract.ts'
import { clashesOf, type DatedVisit } from '../../../shared/domain/overlaps.ts'
import type { CalendarVisit } from '../../../shared/views/field.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { cityFinder } from '../db/views/regions.ts'
import { elements, namer } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

type Raw = {
  id: string
  start: string
  end: string
  region: string | null
  team: string | null
  leader: string | null
  teamName: string | null
  status: string | null
  inferred: number | null
  hosts: string | null
}

/** Visits with a day, in order; a cancelled one takes nobody's time. */
function datedVisits(db: ReadableDb, condition: string, ...values: string[]): Raw[] {
  const sql = `SELECT v.id, v.start, coalesce(v."end", v.start) AS "end", v.region, v.team, t.leader, t.name AS teamName, v.status,
      v.inferred, v.hosts
    FROM visits v LEFT JOIN teams t ON t.id = v.team
    WHERE v.deleted = 0 AND length(v.start) = 10 AND coalesce(v.status, '') <> 'cancelled' AND ${condition}
    ORDER BY v.start, v.id`
  return prepared(db, sql).all(...values) as Raw[]
}

function itemOf(db: ReadableDb): (raw: Raw) => CalendarVisit {
  const name = namer(db)
  return ({ id, start, end, region, team, leader, teamName, status, inferred }) => ({
    ...{ id, start, end, team, teamName, status },
    regionName: name('regions', region),
    leaderName: name('people', leader),
    inferred: inferred === 1,
  })
}

export function visitCalendar(db: ReadableDb, input: Input<'visits.calendar'>): Output<'visits.calendar'> {
  const { from, to, campaign = '', team = '' } = input
  const within = `v.start <= ? AND coalesce(v."end", v.start) >= ? AND (? = '' OR t.campaign = ?) AND (? = '' OR v.team = ?)`
  return datedVisits(db, within, to, from, campaign, campaign, team, team).map(itemOf(db))
}

/** Overlaps of a campaign's visits; of one visit those it takes part in, whatever the campaign. */
export function visitOverlaps(
  db: ReadableDb,
  { campaign, visit }: Input<'visits.overlaps'>,
): Output<'visits.overlaps'> {
  const rows = campaign === undefined ? datedVisits(db, '1') : datedVisits(db, 't.campaign = ?', campaign)
  const cityOf = cityFinder(db)
  const dated = rows.map(
    ({ id, team, region, hosts, start, end }): DatedVisit => ({
      ...{ id, team, start, end },
      city: cityOf(region)?.id ?? null,
      hosts: elements(hosts),
    }),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const shown = itemOf(db)
  const name = namer(db)
  return clashesOf(dated)
    .filter(({ visits }) => visit === undefined || visits.includes(visit))
    .slice(0, 200)
    .map(({ kind, subject, visits: [one, other] }) => ({
      kind,
      name: name(kind === 'unit' ? 'organizations' : 'regions', subject),
      visits: [shown(byId.get(one) as Raw), shown(byId.get(other) as Raw)],
    }))
}

export const calendarReads = {
  'visits.calendar': visitCalendar,
  'visits.overlaps': visitOverlaps,
} satisfies Partial<ReadHandlers>

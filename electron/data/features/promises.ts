import type { Input, Output } from '../../../shared/contract.ts'
import type { CityPromise } from '../../../shared/views/office.ts'
import type { Named } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { measureItems } from '../db/views/measure-items.ts'
import { cityFinder } from '../db/views/regions.ts'
import { elements, type Raw, rowOf } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'
import { localDate } from '../sync/proceedings.ts'

const mostShown = 500

/**
 * Cities a measure was promised to: those it names, else those of the findings it rests on, else those its teams went to. A province
 * stands for no city.
 */
function citiesOf(db: ReadableDb, measure: { regions: string[]; findings: string[]; teams: string[] }): string[] {
  const cityOf = cityFinder(db)
  const toCities = (regions: readonly string[]) => [...new Set(regions.flatMap((id) => cityOf(id)?.id ?? []))]
  const regionsIn = (entity: 'findings' | 'teams', ids: readonly string[]) =>
    (
      prepared(db, `SELECT regions FROM ${entity} WHERE id IN (SELECT value FROM json_each(?)) AND deleted = 0`)
        .pluck()
        .all(JSON.stringify(ids)) as (string | null)[]
    ).flatMap(elements)
  const named = toCities(measure.regions)
  if (named.length > 0) return named
  const found = toCities(regionsIn('findings', measure.findings))
  return found.length > 0 ? found : toCities(regionsIn('teams', measure.teams))
}

/** Which cities are asked about, and before which year. */
function askedFor(db: ReadableDb, input: Input<'promises.list'>): { cities: string[]; year: number | null } {
  const cityOf = cityFinder(db)
  const visit = rowOf(db, 'visits', input.visit ?? null)
  const team = rowOf(db, 'teams', input.team ?? visit?.team ?? null)
  const regions = visit ? [visit.region ?? ''] : (team?.regions ?? [])
  const year = rowOf(db, 'campaigns', team?.campaign ?? null)?.year ?? null
  return { cities: regions.flatMap((id) => cityOf(id)?.id ?? []), year }
}

const namedInOrder = (db: ReadableDb, cities: readonly string[]): Named[] =>
  prepared(db, 'SELECT id, name FROM regions WHERE id IN (SELECT value FROM json_each(?)) ORDER BY code, name').all(
    JSON.stringify(cities),
  ) as Named[]

/** What earlier years promised to the cities of a team, or to the city of a visit: the latest year first. */
export function listPromises(
  db: ReadableDb,
  input: Input<'promises.list'>,
  context: Pick<Context, 'now'>,
): Output<'promises.list'> {
  const { cities, year } = askedFor(db, input)
  if (cities.length === 0 || year === null) return []
  const sql = `SELECT m.id, m.regions, m.findings, m.teams, coalesce(c.year, m.year) AS year
    FROM measures m LEFT JOIN campaigns c ON c.id = m.campaign
    WHERE m.deleted = 0 AND coalesce(c.year, m.year) < ? ORDER BY 5 DESC, m."order" IS NULL, m."order", m.id`
  const found: { id: string; year: number; cities: string[] }[] = []
  for (const row of prepared(db, sql).all(year) as Raw[]) {
    const own = citiesOf(db, {
      ...{ regions: elements(row.regions), findings: elements(row.findings), teams: elements(row.teams) },
    }).filter((city) => cities.includes(city))
    if (own.length > 0) found.push({ id: row.id as string, year: row.year as number, cities: own })
    if (found.length === mostShown) break
  }
  const items = new Map(
    measureItems(
      db,
      found.map(({ id }) => id),
      localDate(context.now()),
    ).map((item) => [item.id, item]),
  )
  return found.flatMap(({ id, year: of, cities: own }): CityPromise[] => {
    const measure = items.get(id)
    return measure ? [{ measure, year: of, cities: namedInOrder(db, own) }] : []
  })
}

export const promiseReads = { 'promises.list': listPromises } satisfies Partial<ReadHandlers>

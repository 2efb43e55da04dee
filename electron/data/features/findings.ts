import type { Input, Output } from '../../../shared/contract.ts'
import { findingKinds, findingStages } from '../../../shared/domain/findings.ts'
import { standardTopics } from '../../../shared/domain/teams.ts'
import type { FindingGroup } from '../../../shared/views.ts'
import type { ReadableDb } from '../db/open.ts'
import {
  anyLike,
  type Conditions,
  containing,
  holds,
  holdsValues,
  subtree,
  wanted,
  where,
} from '../db/views/conditions.ts'
import { findingItems, findingsOfMeeting, findingsOfVisit, livingFinding } from '../db/views/finding-items.ts'
import { cityFinder } from '../db/views/regions.ts'
import { countOf, prepared } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

type ListInput = Input<'findings.list'>
type Filter = Omit<ListInput, 'sort' | 'descending' | 'offset' | 'limit'>

const textColumns = ['f.quote', 'f.summary', 'f.analysis']

/** `free` keeps the planner off the columns' own indexes, so that it walks `updated` and stops at the page's end. */
function conditionsOf(filter: Filter, free = ''): Conditions {
  const conditions: Conditions = { sql: [livingFinding], values: [] }
  const add = (sql: string, ...values: (string | number)[]) => where(conditions, sql, ...values)
  if (filter.campaign !== undefined) add(`${free}f.campaign = ?`, filter.campaign)
  if (filter.team !== undefined) add(`${free}f.team = ?`, filter.team)
  if (filter.kind !== undefined) add(`${free}f.kind = ?`, filter.kind)
  if (filter.stage !== undefined) add('f.stage = ?', filter.stage)
  if (filter.summarized === 'missing') add("(f.summary IS NULL OR f.summary = '')")
  if (filter.topic !== undefined) add(holds('f.topics'), ...holdsValues(filter.topic))
  if (filter.city !== undefined) {
    const ofRegions = `SELECT id FROM links WHERE target IN (${subtree}) AND entity = 'findings' AND field = 'regions'`
    add(`${free}f.id IN (${ofRegions})`, filter.city)
  }
  if (filter.visit !== undefined) add(`${free}f.id IN (${findingsOfVisit})`, filter.visit, filter.visit)
  if (filter.meeting !== undefined) add(`${free}f.id IN (${findingsOfMeeting})`, filter.meeting, filter.meeting)
  if (filter.unreported) add(`${free}f.id IN (SELECT id FROM handover WHERE state = 0 AND entity = 'findings')`)
  const text = wanted(filter.text)
  if (text) add(`(${anyLike(textColumns)})`, ...textColumns.map(() => containing(text)))
  return conditions
}

const rank = (column: string, values: readonly string[]) =>
  `CASE ${column} ${values.map((value, at) => `WHEN '${value}' THEN ${at}`).join(' ')} ELSE ${values.length} END`
const orders: Record<NonNullable<ListInput['sort']>, (direction: string) => string> = {
  updated: (d) => `f.updated ${d}, f.id ${d}`,
  kind: (d) => `${rank('f.kind', findingKinds)} ${d}, f.updated DESC, f.id DESC`,
  stage: (d) => `${rank('f.stage', findingStages)} ${d}, f.updated DESC, f.id DESC`,
}

/** With fewer hits than this, sorting them costs less than walking `updated` until a page is full. */
const walkFrom = 2000

/** A page of findings: newest first, or by kind or stage in the order of the enumeration. Merged ones are left out. */
export function listFindings(db: ReadableDb, input: ListInput): Output<'findings.list'> {
  const filtered = conditionsOf(input)
  const total = countOf(db, `SELECT count(*) FROM findings f WHERE ${filtered.sql.join(' AND ')}`, ...filtered.values)
  if (total <= input.offset) return { rows: [], total }
  const sort = input.sort ?? 'updated'
  const walk = sort === 'updated' && total >= walkFrom
  const { sql, values } = walk ? conditionsOf(input, '+') : filtered
  const order = orders[sort]((input.descending ?? sort === 'updated') ? 'DESC' : 'ASC')
  // ids only: a sorter that carried the long texts of every hit would cost more than reading the page's rows afterwards
  const page = `SELECT f.id FROM findings f WHERE ${sql.join(' AND ')} ORDER BY ${order} LIMIT ? OFFSET ?`
  const ids = prepared(db, page)
    .pluck()
    .all(...values, input.limit, input.offset) as string[]
  return { rows: findingItems(db, ids), total }
}

type Counted = { key: string | null; count: number }

/** How many findings of the filter have each element of a set column; `null` counts those with none. */
function bySet(db: ReadableDb, column: 'topics' | 'regions', { sql, values }: Conditions): Counted[] {
  const groups = `SELECT j.value AS key, count(DISTINCT f.id) AS count
    FROM findings f LEFT JOIN json_each(f.${column}) j WHERE ${sql.join(' AND ')} GROUP BY j.value`
  return prepared(db, groups).all(...values) as Counted[]
}

/** As `bySet` for regions, counted by city: a finding in two districts of one city counts once. */
function byCity(db: ReadableDb, { sql, values }: Conditions): FindingGroup[] {
  const cityOf = cityFinder(db)
  const sets = `SELECT f.regions AS key, count(*) AS count FROM findings f WHERE ${sql.join(' AND ')} GROUP BY f.regions`
  const groups = new Map<string | null, FindingGroup & { code: string }>()
  for (const { key, count } of prepared(db, sets).all(...values) as Counted[]) {
    const regions = key === null ? [] : (JSON.parse(key) as string[])
    const cities = new Map(regions.map((id) => [cityOf(id)?.id ?? id, cityOf(id)]))
    if (cities.size === 0) cities.set(null as never, null)
    for (const [id, city] of cities) {
      const group = groups.get(id) ?? {
        key: id,
        name: city?.name ?? regionName(db, id),
        count: 0,
        code: city?.code ?? '',
      }
      group.count += count
      groups.set(id, group)
    }
  }
  const last = ({ key, code }: { key: string | null; code: string }) => (key === null ? '￿' : code)
  return [...groups.values()]
    .sort((a, b) => (last(a) < last(b) ? -1 : last(a) > last(b) ? 1 : 0))
    .map(({ key, name, count }) => ({ key, name, count }))
}
const regionName = (db: ReadableDb, id: string | null): string | null =>
  id === null
    ? null
    : ((prepared(db, 'SELECT name FROM regions WHERE id = ?').pluck().get(id) as string | null | undefined) ?? null)

/**
 * Counts a group. Kinds and stages come all, in order, with 0 where there is none and without a name (the catalogue has it);
 * topics with the standing ones first; cities in code order. The key `null` holds what has no value.
 */
export function groupFindings(db: ReadableDb, { by, ...filter }: Input<'findings.groups'>): Output<'findings.groups'> {
  const conditions = conditionsOf(filter)
  if (by === 'city') return byCity(db, conditions)
  if (by === 'topic') {
    const place = (key: string | null) =>
      key === null
        ? Number.POSITIVE_INFINITY
        : ((standardTopics as readonly string[]).indexOf(key) + 100) % 100 || (key === standardTopics[0] ? 0 : 99)
    return bySet(db, 'topics', conditions)
      .sort((a, b) => place(a.key) - place(b.key))
      .map(({ key, count }) => ({ key, name: key, count }))
  }
  const sql = `SELECT f.${by} AS key, count(*) AS count FROM findings f WHERE ${conditions.sql.join(' AND ')} GROUP BY f.${by}`
  const counted = new Map(
    (prepared(db, sql).all(...conditions.values) as Counted[]).map(({ key, count }) => [key, count]),
  )
  const keys: readonly string[] = by === 'kind' ? findingKinds : findingStages
  const others = [...counted.keys()].filter((key) => key === null || !keys.includes(key))
  return [...keys, ...others].map((key) => ({ key, name: null, count: counted.get(key) ?? 0 }))
}

export const findingReads = {
  'findings.list': listFindings,
  'findings.groups': groupFindings,
} satisfies Partial<ReadHandlers>

import type { Input, Output } from '../../../shared/contract.ts'
import { findingKinds, findingStages } from '../../../shared/domain/findings.ts'
import { standardTopics } from '../../../shared/domain/teams.ts'
import type { FindingGroup } from '../../../shared/views.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { anyLike, type Conditions, containing, holds, holdsValues, wanted, where } from '../db/views/conditions.ts'
import { findingItems, findingsOfMeeting, findingsOfVisit, livingFinding } from '../db/views/finding-items.ts'
import { meetingItems } from '../db/views/meeting-items.ts'
import { cityFinder, regionPath } from '../db/views/regions.ts'
import { countOf, elements, nameOf, rowsOf } from '../db/views/rows.ts'
import { statementItem } from '../db/views/statement-items.ts'
import { visitItems } from '../db/views/visit-items.ts'
import type { ReadHandlers } from '../handlers.ts'

type ListInput = Input<'findings.list'>
type Filter = Omit<ListInput, 'sort' | 'descending' | 'offset' | 'limit'>

/** A region and what lies below it, as `byCity` counts: a county's finding belongs to its city, not to the province. One `?`. */
const ofCity = `WITH RECURSIVE sub(id) AS (SELECT ? UNION SELECT r.id FROM sub JOIN regions p ON p.id = sub.id
  AND p.level IS NOT 'province' JOIN regions r ON r.parent = p.id) SELECT id FROM sub`
const lacking = { kind: 'f.kind', city: 'f.regions', topic: 'f.topics', stage: 'f.stage' }
const textColumns = ['f.quote', 'f.summary', 'f.analysis']

/** `free` keeps the planner off the columns' own indexes, so that it walks `updated` and stops at the page's end. */
function conditionsOf(filter: Filter, free = ''): Conditions {
  const conditions: Conditions = { sql: [livingFinding], values: [] }
  const add = (sql: string, ...values: (string | number)[]) => where(conditions, sql, ...values)
  if (filter.campaign !== undefined) add(`${free}f.campaign = ?`, filter.campaign)
  if (filter.team !== undefined) add(`${free}f.team = ?`, filter.team)
  if (filter.kind !== undefined) add(`${free}f.kind = ?`, filter.kind)
  if (filter.stage !== undefined) add('f.stage = ?', filter.stage)
  if (filter.without !== undefined) add(`${lacking[filter.without]} IS NULL`)
  if (filter.summarized === 'missing') add("(f.summary IS NULL OR f.summary = '')")
  if (filter.topic !== undefined) add(holds('f.topics'), ...holdsValues(filter.topic))
  if (filter.city !== undefined) {
    const ofRegions = `SELECT id FROM links WHERE target IN (${ofCity}) AND entity = 'findings' AND field = 'regions'`
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

/** How many findings of the filter have each key; `keysOf` turns a set's elements into keys, none of them into `null`. */
function bySet(
  db: ReadableDb,
  column: 'topics' | 'regions',
  { sql, values }: Conditions,
  keysOf: (elements: string[]) => Iterable<string>,
): Counted[] {
  // many findings share few sets: each is taken apart once
  const sets = `SELECT f.${column} AS key, count(*) AS count FROM findings f WHERE ${sql.join(' AND ')} GROUP BY f.${column}`
  const counts = new Map<string | null, number>()
  for (const { key: set, count } of prepared(db, sets).all(...values) as Counted[]) {
    const keys = new Set<string | null>(keysOf(elements(set)))
    if (keys.size === 0) keys.add(null)
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + count)
  }
  return [...counts].map(([key, count]) => ({ key, count }))
}

/** Standing topics first, then typed ones, then none. */
function byTopic(db: ReadableDb, conditions: Conditions): FindingGroup[] {
  const counted = bySet(db, 'topics', conditions, (topics) => topics)
  const known: readonly (string | null)[] = standardTopics
  const others = counted.map(({ key }) => key).filter((key) => key !== null && !known.includes(key))
  const groups = [...known, ...others.sort(), null].map((key) => counted.find((group) => group.key === key))
  return groups.flatMap((group) => (group ? [{ ...group, name: group.key }] : []))
}

/** In code order; a finding in two districts of one city counts once, one of a whole province under the province. */
function byCity(db: ReadableDb, conditions: Conditions): FindingGroup[] {
  const cityOf = cityFinder(db)
  const counted = bySet(db, 'regions', conditions, (regions) => regions.map((id) => cityOf(id)?.id ?? id))
  return counted
    .map(({ key, count }) => {
      const region = regionPath(db, key).at(-1)
      return { code: key === null ? '~~' : (region?.code ?? '~'), group: { key, name: region?.name ?? null, count } }
    })
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
    .map(({ group }) => group)
}

/**
 * Counts a group. Kinds and stages come all, in order, with 0 where there is none and without a name (the catalogue has it);
 * topics with the standing ones first; cities in code order. The key `null` holds what has no value.
 */
export function groupFindings(db: ReadableDb, { by, ...filter }: Input<'findings.groups'>): Output<'findings.groups'> {
  const conditions = conditionsOf(filter)
  if (by === 'city') return byCity(db, conditions)
  if (by === 'topic') return byTopic(db, conditions)
  const sql = `SELECT f.${by} AS key, count(*) AS count FROM findings f WHERE ${conditions.sql.join(' AND ')} GROUP BY f.${by}`
  const counted = new Map(
    (prepared(db, sql).all(...conditions.values) as Counted[]).map(({ key, count }) => [key, count]),
  )
  const keys: readonly string[] = by === 'kind' ? findingKinds : findingStages
  const others = [...counted.keys()].filter((key) => key === null || !keys.includes(key))
  return [...keys, ...others].map((key) => ({ key, name: null, count: counted.get(key) ?? 0 }))
}

/** A finding with the records it comes from, or `null` where it is missing, deleted or merged into another. */
export function getFindingPage(db: ReadableDb, { id }: Input<'findings.page'>): Output<'findings.page'> {
  const [item] = findingItems(db, [id])
  if (!item || item.mergedInto !== null) return null
  return {
    ...item,
    campaignName: nameOf(db, 'campaigns', item.campaign),
    visitItems: visitItems(db, item.visits),
    meetingItems: meetingItems(db, item.meetings),
    statementItems: rowsOf(db, 'statements', item.statements).map((statement) => statementItem(db, statement)),
    siteItems: rowsOf(db, 'sites', item.sites),
  }
}

export const findingReads = {
  'findings.page': getFindingPage,
  'findings.list': listFindings,
  'findings.groups': groupFindings,
} satisfies Partial<ReadHandlers>

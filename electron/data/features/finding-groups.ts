import type { Input, Output } from '../../../shared/contract.ts'
import { findingKinds, findingStages } from '../../../shared/domain/findings.ts'
import { standardTopics } from '../../../shared/domain/teams.ts'
import type { FindingGroup } from '../../../shared/views.ts'
import { someMerged } from '../db/merges.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import type { Conditions } from '../db/views/conditions.ts'
import { findingConditions } from '../db/views/finding-filter.ts'
import { cityFinder, regionPath } from '../db/views/regions.ts'
import { elements } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

type Counted = { key: string | null; count: number }

/** How many findings of the filter have each key; `keysOf` turns a set's elements into keys, none of them into `null`. */
function bySet(
  db: ReadableDb,
  column: 'topics' | 'regions',
  { sql, values }: Conditions,
  keysOf: (elements: string[]) => Iterable<string>,
): Counted[] {
  const hasMerged = someMerged(db)
  const ofOne = hasMerged ? [...sql, 'f.id NOT IN (SELECT survivor FROM merged WHERE survivor <> id)'] : sql
  // many findings share few sets: each is taken apart once
  const sets = `SELECT f.${column} AS key, count(*) AS count FROM findings f WHERE ${ofOne.join(' AND ')} GROUP BY f.${column}`
  const counts = new Map<string | null, number>()
  const add = (elements: string[], count: number) => {
    const keys = new Set<string | null>(keysOf(elements))
    if (keys.size === 0) keys.add(null)
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + count)
  }
  for (const { key: set, count } of prepared(db, sets).all(...values) as Counted[]) add(elements(set), count)
  if (hasMerged) for (const union of groupSets(db, column, { sql, values })) add(union, 1)
  return [...counts].map(([key, count]) => ({ key, count }))
}

/** The elements each finding that others are merged into has together with those. */
function groupSets(db: ReadableDb, column: 'topics' | 'regions', { sql, values }: Conditions): Iterable<string[]> {
  const rows = `SELECT f.id, f.${column} AS own, g.${column} AS also FROM merged m JOIN findings f ON f.id = m.survivor
    JOIN findings g ON g.id = m.id WHERE m.survivor <> m.id AND ${sql.join(' AND ')}`
  const unions = new Map<string, string[]>()
  type Pair = { id: string; own: string | null; also: string | null }
  for (const { id, own, also } of prepared(db, rows).all(...values) as Pair[]) {
    unions.set(id, [...(unions.get(id) ?? elements(own)), ...elements(also)])
  }
  return unions.values()
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

/** What two cities or more say, and the rest. */
function bySpread(db: ReadableDb, { sql, values }: Conditions): FindingGroup[] {
  const all = sql.join(' AND ')
  const count = (condition: string) =>
    prepared(db, `SELECT count(*) FROM findings f WHERE ${condition}`)
      .pluck()
      .get(...values) as number
  const common = count(`${all} AND f.id IN (SELECT id FROM spread)`)
  return [
    { key: 'common', name: null, count: common },
    { key: 'single', name: null, count: count(all) - common },
  ]
}

/**
 * Counts a group. Kinds, stages and 共性 come all, in order, with 0 where there is none and without a name (the catalogue has it);
 * topics with the standing ones first; cities in code order. The key `null` holds what has no value.
 */
export function groupFindings(db: ReadableDb, { by, ...filter }: Input<'findings.groups'>): Output<'findings.groups'> {
  const conditions = findingConditions(db, filter)
  if (by === 'city') return byCity(db, conditions)
  if (by === 'topic') return byTopic(db, conditions)
  if (by === 'spread') return bySpread(db, conditions)
  const sql = `SELECT f.${by} AS key, count(*) AS count FROM findings f WHERE ${conditions.sql.join(' AND ')} GROUP BY f.${by}`
  const counted = new Map(
    (prepared(db, sql).all(...conditions.values) as Counted[]).map(({ key, count }) => [key, count]),
  )
  const keys: readonly string[] = by === 'kind' ? findingKinds : findingStages
  const others = [...counted.keys()].filter((key) => key === null || !keys.includes(key))
  return [...keys, ...others].map((key) => ({ key, name: null, count: counted.get(key) ?? 0 }))
}

/** Tags people typed, in order; read off their index one by one, as topics are. */
export function listTags(db: ReadableDb): Output<'tags.list'> {
  const sql = `WITH RECURSIVE sets(tags) AS (
      SELECT min(tags) FROM findings WHERE tags IS NOT NULL
      UNION ALL SELECT (SELECT min(f.tags) FROM findings f WHERE f.tags > sets.tags) FROM sets WHERE sets.tags IS NOT NULL
    )
    SELECT tags FROM sets WHERE tags IS NOT NULL AND EXISTS (SELECT 1 FROM findings f WHERE f.tags = sets.tags AND f.deleted = 0)`
  return [...new Set((prepared(db, sql).pluck().all() as string[]).flatMap(elements))].sort()
}

export const findingGroupReads = {
  'findings.groups': groupFindings,
  'tags.list': listTags,
} satisfies Partial<ReadHandlers>

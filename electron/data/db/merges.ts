/**
 * Who stands for merged findings, and how many cities say a finding: two tables that follow from the records, brought up to date at the
 * end of the transaction that changed those.
 */
import { citiesSaying, type MergeNode, type Said, survivorsOf } from '../../../shared/domain/merging.ts'
import type { ReadableDb, WritableDb } from './open.ts'
import { prepared } from './prepared.ts'
import { cityIdFinder } from './views/regions.ts'
import { elements } from './views/rows.ts'

/** Only what is merged or has several places or visits can be said by several cities. */
const candidates = `SELECT id FROM findings WHERE mergedInto IS NOT NULL
  UNION SELECT id FROM findings WHERE instr(regions, ',') > 0 OR instr(visits, ',') > 0`

/** What changed since the tables were last right. */
export type Stale = { findings: ReadonlySet<string>; visits: ReadonlySet<string>; regions: ReadonlySet<string> }

/** Brings both tables up to date; belongs to the caller's transaction. */
export function settleMerges(db: WritableDb, stale: Stale): void {
  const findings = new Set(stale.findings)
  const list = (ids: ReadonlySet<string>) => JSON.stringify([...ids])
  const add = (sql: string, ...values: string[]) => {
    for (const id of prepared(db, sql)
      .pluck()
      .all(...values) as string[])
      findings.add(id)
  }
  if (stale.visits.size > 0) add(ofVisits, list(stale.visits))
  // rare: a place moved to another city may hold further places, and be named by anything
  if (stale.regions.size > 0 && areNamed(db, list(stale.regions))) add(candidates)
  if (findings.size === 0) return
  const near = prepared(db, nearSql).all(list(findings)) as (Omit<MergeNode, 'living'> & { living: 0 | 1 })[]
  const survivors = survivorsOf(near.map((node) => ({ ...node, living: node.living === 1 })))
  const known = prepared(db, 'SELECT survivor FROM merged WHERE id = ?').pluck()
  const put = prepared(
    db,
    'INSERT INTO merged (id, survivor) VALUES (?, ?) ON CONFLICT DO UPDATE SET survivor = excluded.survivor',
  )
  const drop = prepared(db, 'DELETE FROM merged WHERE id = ?')
  const shown = new Set<string>()
  for (const { id, living } of near) {
    const survivor = survivors.get(id)
    const before = known.get(id) as string | undefined
    if (living === 1) shown.add(survivor ?? id)
    if (survivor === before) continue
    // less is shown under that one now
    if (before !== undefined) shown.add(before)
    if (survivor === undefined) drop.run(id)
    else put.run(id, survivor)
  }
  const hidden = near.filter(({ id, living }) => living === 0 || (survivors.get(id) ?? id) !== id).map(({ id }) => id)
  spreadAgain(db, shown, hidden)
}

function spreadAgain(db: WritableDb, shown: ReadonlySet<string>, hidden: readonly string[]): void {
  const cities = cityCounter(db)
  const spread = prepared(
    db,
    'INSERT INTO spread (id, cities) VALUES (?, ?) ON CONFLICT DO UPDATE SET cities = excluded.cities WHERE cities <> excluded.cities',
  )
  const narrow = prepared(db, 'DELETE FROM spread WHERE id = ?')
  for (const id of shown) {
    const count = cities(sourcesOf(db, [id])).get(id) ?? 0
    if (count >= 2) spread.run(id, count)
    else narrow.run(id)
  }
  for (const id of hidden) narrow.run(id)
}

const ofVisits = `SELECT l.id FROM links l JOIN findings f ON f.id = l.id
  WHERE l.target IN (SELECT value FROM json_each(?)) AND l.entity = 'findings' AND l.field = 'visits'
    AND (instr(f.visits, ',') > 0 OR f.mergedInto IS NOT NULL OR f.id IN (SELECT survivor FROM merged))`
const areNamed = (db: ReadableDb, list: string) =>
  prepared(
    db,
    `SELECT EXISTS (SELECT 1 FROM links WHERE target IN (SELECT value FROM json_each(?)))
       OR EXISTS (SELECT 1 FROM visits WHERE region IN (SELECT value FROM json_each(?)))
       OR EXISTS (SELECT 1 FROM regions WHERE parent IN (SELECT value FROM json_each(?)))`,
  )
    .pluck()
    .get(list, list, list) === 1

/** Everything one merge away, and again: who is shown can change for all of it. */
const nearSql = `WITH RECURSIVE near(id) AS (
    SELECT value FROM json_each(?)
    UNION SELECT f.mergedInto FROM near JOIN findings f ON f.id = near.id WHERE f.mergedInto IS NOT NULL
    UNION SELECT f.id FROM near JOIN findings f ON f.mergedInto = near.id
  ) SELECT f.id, f.mergedInto, f.deleted = 0 AS living FROM near JOIN findings f ON f.id = near.id`

/** Makes both tables anew, from all findings. */
export function remakeMerges(db: WritableDb): void {
  db.exec('DELETE FROM merged; DELETE FROM spread;')
  const findings = new Set(prepared(db, candidates).pluck().all() as string[])
  settleMerges(db, { findings, visits: new Set(), regions: new Set() })
}

/** The findings shown under each of `ids`, in the order they were made. Those without any are left out. */
export function membersOf(db: ReadableDb, ids: readonly string[]): Map<string, string[]> {
  const sql = `SELECT survivor, id FROM merged WHERE survivor IN (SELECT value FROM json_each(?)) AND id <> survivor ORDER BY id`
  const members = new Map<string, string[]>()
  for (const { survivor, id } of prepared(db, sql).all(JSON.stringify(ids)) as { survivor: string; id: string }[]) {
    const known = members.get(survivor)
    if (known) known.push(id)
    else members.set(survivor, [id])
  }
  return members
}

/** A finding with what is shown under it. */
export const groupOf = (db: ReadableDb, id: string): string[] => [id, ...(membersOf(db, [id]).get(id) ?? [])]

/** The finding a merged one is shown under; its own id where it is shown itself. */
export const survivorOf = (db: ReadableDb, id: string): string =>
  (prepared(db, 'SELECT survivor FROM merged WHERE id = ?').pluck().get(id) as string | undefined) ?? id

/** Whether anything is merged at all: most lists need not look further. */
export const someMerged = (db: ReadableDb): boolean =>
  prepared(db, 'SELECT EXISTS (SELECT 1 FROM merged)').pluck().get() === 1

type Sources = { id: string; regions: readonly string[]; visits: readonly string[] }

/** How many cities say each finding, with what is merged into it. Remembers the cities of regions: for one call. */
export function cityCounter(db: ReadableDb): (findings: readonly Sources[]) => Map<string, number> {
  const cityOf = cityIdFinder(db)
  const regionOf = prepared(db, 'SELECT region FROM visits WHERE id = ?').pluck()
  const said = ({ regions, visits }: Sources): Said => {
    // asked only where the places tell no city
    const asked = regions.some((region) => cityOf(region) !== null) ? [] : visits
    return { regions, visitRegions: asked.map((visit) => (regionOf.get(visit) as string | null | undefined) ?? null) }
  }
  return (findings) => {
    const members = membersOf(
      db,
      findings.map(({ id }) => id),
    )
    return new Map(
      findings.map((one) => {
        const merged = members.has(one.id) ? sourcesOf(db, members.get(one.id) ?? []) : []
        return [one.id, citiesSaying([one, ...merged].map(said), cityOf).size]
      }),
    )
  }
}

function sourcesOf(db: ReadableDb, ids: readonly string[]): Sources[] {
  const row = prepared(db, 'SELECT regions, visits FROM findings WHERE id = ?')
  return ids.map((id) => {
    const { regions, visits } = (row.get(id) ?? {}) as { regions?: string | null; visits?: string | null }
    return { id, regions: elements(regions), visits: elements(visits) }
  })
}

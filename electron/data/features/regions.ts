import type { Input, Output } from '../../../shared/contract.ts'
import type { Region } from '../../../shared/domain/regions.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { type Conditions, containing, startingWith, subtree, wanted, where } from '../db/views/conditions.ts'
import { regionPath } from '../db/views/regions.ts'
import { columnsOf } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

const most = 20
/** Zones and villages without a code come after the divisions. */
const byCode = 'r.code IS NULL, r.code, r.name, r.id'

/** Subdivisions in code order; `parent: null` gives the provinces. */
export function regionChildren(db: ReadableDb, { parent }: Input<'regions.children'>): Output<'regions.children'> {
  const leaf = 'NOT EXISTS (SELECT 1 FROM regions c WHERE c.parent = r.id AND c.deleted = 0) AS leaf'
  const sql = (condition: string) =>
    `SELECT ${columnsOf('regions', 'r')}, ${leaf} FROM regions r WHERE r.deleted = 0 AND ${condition} ORDER BY ${byCode}`
  const rows =
    parent === null ? prepared(db, sql('r.parent IS NULL')).all() : prepared(db, sql('r.parent = ?')).all(parent)
  return (rows as (Region & { leaf: 0 | 1 })[]).map((row) => ({ ...row, leaf: row.leaf === 1 }))
}

/**
 * At most 20 regions whose code begins with the typed digits, or whose name holds the typed text, beginnings first.
 * Earlier words narrow by ancestor: 盐城 亭湖.
 */
export function searchRegions(db: ReadableDb, { text, within }: Input<'regions.search'>): Output<'regions.search'> {
  const words = wanted(text)?.split(/\s+/) ?? []
  const word = words.pop() ?? ''
  if (word === '') return []
  const conditions: Conditions = { sql: ['r.deleted = 0'], values: [] }
  const digits = /^\d+$/.test(word)
  if (digits) where(conditions, "r.code LIKE ? ESCAPE '\\'", startingWith(word))
  else where(conditions, "r.name LIKE ? ESCAPE '\\'", containing(word))
  if (within !== undefined) where(conditions, `r.id IN (${subtree})`, within)
  const order = digits
    ? byCode
    : `r.name LIKE ? ESCAPE '\\' DESC, r.code LIKE '%0000' DESC, r.code LIKE '%00' DESC, ${byCode}`
  const values = digits ? conditions.values : [...conditions.values, startingWith(word)]
  const sql = `SELECT r.id FROM regions r WHERE ${conditions.sql.join(' AND ')} ORDER BY ${order}${words.length === 0 ? ` LIMIT ${most}` : ''}`
  const found: Output<'regions.search'> = []
  for (const id of prepared(db, sql)
    .pluck()
    .all(...values) as string[]) {
    const path = regionPath(db, id)
    const region = path.at(-1)
    if (!region || !words.every((w) => path.some((ancestor) => ancestor !== region && ancestor.name?.includes(w))))
      continue
    if (found.push({ ...region, path }) === most) break
  }
  return found
}

/** A region and its ancestors from the top down; empty where it has not arrived. */
export const getRegionPath = (db: ReadableDb, { id }: Input<'regions.path'>): Output<'regions.path'> =>
  regionPath(db, id)

export const regionReads = {
  'regions.children': regionChildren,
  'regions.search': searchRegions,
  'regions.path': getRegionPath,
} satisfies Partial<ReadHandlers>

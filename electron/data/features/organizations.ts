import type { Input, Output } from '../../../shared/contract.ts'
import type { ReadableDb } from '../db/open.ts'
import { anyLike, type Conditions, containing, startingWith, subtree, wanted, where } from '../db/views/conditions.ts'
import { allRows, columnsOf, countOf, nameOf, usesOf } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

const living = 'o.deleted = 0 AND o.mergedInto IS NULL'

/** Organizations by region, found by their or their region's name. */
export function listOrganizations(db: ReadableDb, input: Input<'organizations.list'>): Output<'organizations.list'> {
  const conditions: Conditions = { sql: [living], values: [] }
  const text = wanted(input.text)
  if (text) {
    const like = containing(text)
    where(conditions, `(${anyLike(['o.name', 'r.name'])})`, like, like)
  }
  const from = `FROM organizations o LEFT JOIN regions r ON r.id = o.region WHERE ${conditions.sql.join(' AND ')}`
  const sql = `SELECT ${columnsOf('organizations', 'o')} ${from}
    ORDER BY r.code IS NULL, r.code, o.name, o.id LIMIT ? OFFSET ?`
  const rows = allRows(db, 'organizations', sql, ...conditions.values, input.limit, input.offset)
  const ids = rows.map((row) => row.id)
  const uses = usesOf(db, 'organizations', ids)
  return {
    rows: rows.map((row) => ({ ...row, regionName: nameOf(db, 'regions', row.region), uses: uses.get(row.id) ?? 0 })),
    total: countOf(db, `SELECT count(*) ${from}`, ...conditions.values),
  }
}

/** At most 20 whose name holds the text; those of `region` or below come first, others stay reachable. */
export function searchOrganizations(
  db: ReadableDb,
  { text, region }: Input<'organizations.search'>,
): Output<'organizations.search'> {
  const near = region === undefined ? [] : [`o.region IN (${subtree}) DESC`]
  const sql = `SELECT ${columnsOf('organizations', 'o')} FROM organizations o
    WHERE ${living} AND o.name LIKE ? ESCAPE '\\'
    ORDER BY ${[...near, "o.name LIKE ? ESCAPE '\\' DESC", 'length(o.name)', 'o.name', 'o.id'].join(', ')} LIMIT 20`
  const word = text.trim()
  const values = [containing(word), ...(region === undefined ? [] : [region]), startingWith(word)]
  return allRows(db, 'organizations', sql, ...values)
}

export const organizationReads = {
  'organizations.list': listOrganizations,
  'organizations.search': searchOrganizations,
} satisfies Partial<ReadHandlers>

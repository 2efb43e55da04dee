import type { Input, Output } from '../../../shared/contract.ts'
import type { ReadableDb } from '../db/open.ts'
import { anyLike, type Conditions, containing, startingWith, wanted, where } from '../db/views/conditions.ts'
import { allRows, columnsOf, countOf, nameOf, usesOf } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

const living = 'p.deleted = 0 AND p.mergedInto IS NULL'

/** People by organization, found by name, title, phone or organization. */
export function listPeople(db: ReadableDb, input: Input<'people.list'>): Output<'people.list'> {
  const conditions: Conditions = { sql: [living], values: [] }
  const text = wanted(input.text)
  const columns = ['p.name', 'p.title', 'p.phone', 'o.name']
  if (text) where(conditions, `(${anyLike(columns)})`, ...columns.map(() => containing(text)))
  const from = `FROM people p LEFT JOIN organizations o ON o.id = p.organization WHERE ${conditions.sql.join(' AND ')}`
  const sql = `SELECT ${columnsOf('people', 'p')} ${from} ORDER BY o.name IS NULL, o.name, p.name, p.id LIMIT ? OFFSET ?`
  const rows = allRows(db, 'people', sql, ...conditions.values, input.limit, input.offset)
  const ids = rows.map((row) => row.id)
  const uses = usesOf(db, 'people', ids)
  return {
    rows: rows.map((row) => ({
      ...row,
      organizationName: nameOf(db, 'organizations', row.organization),
      uses: uses.get(row.id) ?? 0,
    })),
    total: countOf(db, `SELECT count(*) ${from}`, ...conditions.values),
  }
}

/** At most 20 whose name or title holds the text; those of `organization` come first, others stay reachable. */
export function searchPeople(db: ReadableDb, { text, organization }: Input<'people.search'>): Output<'people.search'> {
  const near = organization === undefined ? [] : ['p.organization IS ? DESC']
  const sql = `SELECT ${columnsOf('people', 'p')} FROM people p WHERE ${living} AND (${anyLike(['p.name', 'p.title'])})
    ORDER BY ${[...near, "p.name LIKE ? ESCAPE '\\' DESC", 'p.name', 'p.id'].join(', ')} LIMIT 20`
  const word = text.trim()
  const like = containing(word)
  const values = [like, like, ...(organization === undefined ? [] : [organization]), startingWith(word)]
  return allRows(db, 'people', sql, ...values).map((row) => ({
    ...row,
    organizationName: nameOf(db, 'organizations', row.organization),
  }))
}

export const peopleReads = { 'people.list': listPeople, 'people.search': searchPeople } satisfies Partial<ReadHandlers>

/** The WHERE clause of a filtered list: SQL from code, values always bound. */
export type Conditions = { sql: string[]; values: (string | number)[] }

/** Adds one condition; its `?` are bound to `values` in order. */
export function where(conditions: Conditions, sql: string, ...values: (string | number)[]): void {
  conditions.sql.push(sql)
  conditions.values.push(...values)
}

/** LIKE pattern that finds `text` anywhere, for `LIKE ? ESCAPE '\'`: what a user types is never a pattern. */
export const containing = (text: string): string => `%${startingWith(text)}`
/** LIKE pattern that finds values beginning with `text`. NUL goes: SQLite would take it for the pattern's end. */
export const startingWith = (text: string): string => `${text.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`

/** `(a LIKE ? OR b LIKE ? …)` over columns and subqueries; returns the SQL with one `?` a column. */
export const anyLike = (columns: readonly string[]): string =>
  columns.map((c) => `${c} LIKE ? ESCAPE '\\'`).join(' OR ')

/** Trimmed search text, or `undefined` where there is nothing to look for. */
export const wanted = (text: string | undefined): string | undefined => text?.replaceAll('\0', '').trim() || undefined

/** Ids of a region and everything below it, as a subquery with one `?`. UNION ends a cycle of parents. */
export const subtree =
  'WITH RECURSIVE sub(id) AS (SELECT ? UNION SELECT r.id FROM regions r JOIN sub ON r.parent = sub.id) SELECT id FROM sub'

/** A set column holds `?` (bound twice, see `holdsValues`): the cheap look first, the exact one for what passes. */
export const holds = (column: string): string =>
  `instr(${column}, ?) > 0 AND EXISTS (SELECT 1 FROM json_each(${column}) WHERE value = ?)`
/** The two values of `holds`: the element as JSON text and as it is. */
export const holdsValues = (element: string): [string, string] => [JSON.stringify(element), element]

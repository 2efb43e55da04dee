import type { Input, Output } from '../../../shared/contract.ts'
import type { ReadableDb } from '../db/open.ts'
import { containing, startingWith, subtree } from '../db/views/conditions.ts'
import { allRows, columnsOf } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

/** At most 20 sites whose name holds the text; those of `region` or below come first. */
export function searchSites(db: ReadableDb, { text, region }: Input<'sites.search'>): Output<'sites.search'> {
  const near = region === undefined ? [] : [`s.region IN (${subtree}) DESC`]
  const sql = `SELECT ${columnsOf('sites', 's')} FROM sites s WHERE s.deleted = 0 AND s.name LIKE ? ESCAPE '\\'
    ORDER BY ${[...near, "s.name LIKE ? ESCAPE '\\' DESC", 'length(s.name)', 's.name', 's.id'].join(', ')} LIMIT 20`
  const word = text.trim()
  return allRows(db, 'sites', sql, containing(word), ...(region === undefined ? [] : [region]), startingWith(word))
}

/** At most 20 projects whose name holds the text. */
export function searchProjects(db: ReadableDb, { text }: Input<'projects.search'>): Output<'projects.search'> {
  const sql = `SELECT ${columnsOf('projects', 'p')} FROM projects p WHERE p.deleted = 0 AND p.name LIKE ? ESCAPE '\\'
    ORDER BY length(p.name), p.name, p.id LIMIT 20`
  return allRows(db, 'projects', sql, containing(text.trim()))
}

export const siteReads = {
  'sites.search': searchSites,
  'projects.search': searchProjects,
} satisfies Partial<ReadHandlers>

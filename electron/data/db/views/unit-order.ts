import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'

/**
 * Units in the order a paper names them: province before city before county, among equals the charity federation first; else as they
 * were noted. A set has no order of its own.
 */
export const unitsInOrder = (db: ReadableDb, ids: readonly string[]): string[] =>
  prepared(
    db,
    `SELECT w.value FROM json_each(?) w LEFT JOIN organizations o ON o.id = w.value LEFT JOIN regions r ON r.id = o.region
     ORDER BY CASE r.level WHEN 'province' THEN 1 WHEN 'city' THEN 2 WHEN 'county' THEN 3 WHEN 'town' THEN 4
       WHEN 'community' THEN 5 ELSE 6 END, o.kind IS NOT 'charity', w.key`,
  )
    .pluck()
    .all(JSON.stringify(ids)) as string[]

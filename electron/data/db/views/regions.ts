import type { Region } from '../../../../shared/domain/regions.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { columnsOf } from './rows.ts'

/** Deeper than 省 市 县 镇 村; also ends a cycle of parents. */
const deepest = 12

/** A region and its ancestors, from the top down; empty where it has not arrived. */
export function regionPath(db: ReadableDb, id: string | null): Region[] {
  const path: Region[] = []
  const byId = prepared(db, `SELECT ${columnsOf('regions', 'r')} FROM regions r WHERE r.id = ?`)
  for (let next = id; next !== null && path.length < deepest; ) {
    const region = byId.get(next) as Region | undefined
    if (!region) break
    path.unshift(region)
    next = region.parent
  }
  return path
}

/**
 * The city a region belongs to: its ancestor (or itself) at level city. Where there is none (districts of 北京, counties
 * directly under a province) the division right below the province counts. `null` for a province and for an unknown region.
 */
export function cityIn(path: readonly Region[]): Region | null {
  return path.find((region) => region.level === 'city') ?? path.find((region) => region.level !== 'province') ?? null
}

/** `cityIn` by id, remembering what it found: for one call, regions can change after it. */
export function cityFinder(db: ReadableDb): (region: string | null) => Region | null {
  const known = new Map<string | null, Region | null>([[null, null]])
  return (region) => {
    let city = known.get(region)
    if (city === undefined) {
      city = cityIn(regionPath(db, region))
      known.set(region, city)
    }
    return city
  }
}

/** The id `cityFinder` answers with the whole region of, at a fraction of its cost: it walks no further up than the city. */
export function cityIdFinder(db: ReadableDb): (region: string | null) => string | null {
  const known = new Map<string, string | null>()
  const above = prepared(db, 'SELECT level, parent FROM regions WHERE id = ?')
  return (region) => {
    if (region === null) return null
    let city = known.get(region)
    if (city !== undefined) return city
    city = null
    for (let id: string | null = region, step = 0; id !== null && step < deepest; step++) {
      const row = above.get(id) as Pick<Region, 'level' | 'parent'> | undefined
      if (!row) break
      if (row.level !== 'province') city = id
      if (row.level === 'city') break
      id = row.parent
    }
    known.set(region, city)
    return city
  }
}

import type { ReadableDb, WritableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import type { Range } from './held.ts'

/** Stretches that touch or overlap become one: a package that repeats a year of bundles still takes a few rows. */
export function joinRanges(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => a.device - b.device || a.stream - b.stream || a.first - b.first)
  const joined: Range[] = []
  for (const range of sorted) {
    const before = joined.at(-1)
    if (before?.device === range.device && before.stream === range.stream && range.first <= before.last + 1)
      before.last = Math.max(before.last, range.last)
    else joined.push({ ...range })
  }
  return joined
}

/** Notes what a package of the history held; belongs to the transaction that enters the package. */
export function saveContents(db: WritableDb, id: string, ranges: readonly Range[], photos: readonly string[]): void {
  const addRange = prepared(
    db,
    'INSERT INTO packageRanges (package, device, stream, first, last) VALUES (?, ?, ?, ?, ?)',
  )
  for (const { device, stream, first, last } of joinRanges(ranges)) addRange.run(id, device, stream, first, last)
  const addPhoto = prepared(db, 'INSERT OR IGNORE INTO packagePhotos (package, sha256) VALUES (?, ?)')
  for (const sha256 of photos) addPhoto.run(id, sha256)
}

/** Stretches of the log that bundles known by their hashes cover. */
export function rangesOfBundles(db: ReadableDb, hashes: Iterable<string>): Range[] {
  const select = prepared(db, 'SELECT device, stream, first, last FROM bundles WHERE sha256 = ?')
  return [...hashes].flatMap((sha256) => (select.get(sha256) as Range | undefined) ?? [])
}

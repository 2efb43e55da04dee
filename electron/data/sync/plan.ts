import { entities } from '../../../shared/domain/nouns.ts'
import type { Holds } from '../../../shared/sync/manifest.ts'
import type { ReadableDb } from '../db/open.ts'
import { allPieces, type Piece } from './bundles.ts'
import { createCoverage } from './holds.ts'
import type { Interned } from './interned.ts'

/** `receipt`: nothing but the manifest, which tells what is held here. */
export type Scope = 'new' | 'all' | 'receipt'
export type Plan = {
  pieces: Piece[]
  changes: number
  /** Attachments that are here, smallest first: what does not fit any more waits for the next package. */
  attachments: { sha256: string; size: number }[]
}

/** Counting records means reading every line; beyond this the plan counts the records that are here, and weighs a sample of lines. */
const countedChanges = 30_000
const sampledLines = 500
/** A table of so many rows is looked through for records that were never written, such as the regions of the country. */
const readRows = 5000

/**
 * What a package for `peer` would hold. `new`: bundles that the peer's newest package did not say it has, and attachments that have
 * not travelled between the two; `all`: everything.
 */
export function planPackage(db: ReadableDb, ids: Interned, peer: string, scope: Scope): Plan {
  if (scope === 'receipt') return { pieces: [], attachments: [], changes: 0 }
  const text = db.prepare('SELECT holds FROM peers WHERE id = ?').pluck().get(peer) as string | null | undefined
  const covers = createCoverage(db, ids, scope === 'new' && text ? (JSON.parse(text) as Holds) : null)
  const streams = streamsFor(db, peer)
  const pieces = allPieces(db).filter((piece) => (streams?.includes(piece.stream) ?? true) && !covers(piece))
  const unsent = 'AND NOT EXISTS (SELECT 1 FROM sent s WHERE s.peer = ? AND s.sha256 = b.sha256)'
  const chosen = 'AND a.stream IN (SELECT value FROM json_each(?))'
  const attachments = db
    .prepare(
      `SELECT DISTINCT b.sha256, b.size FROM attachments a JOIN blobs b ON b.sha256 = a.sha256
       WHERE a.deleted = 0 ${scope === 'new' ? unsent : ''} ${streams ? chosen : ''} ORDER BY b.size, b.sha256`,
    )
    .all(...(scope === 'new' ? [peer] : []), ...(streams ? [JSON.stringify(streams)] : [])) as Plan['attachments']
  return { pieces, attachments, changes: pieces.reduce((sum, { first, last }) => sum + last - first + 1, 0) }
}

/** Streams that go to a peer as interned here, `base` always among them; `null`: all of them (sync rule 1: whole streams travel). */
export function streamsFor(db: ReadableDb, peer: string): number[] | null {
  const text = db.prepare('SELECT streams FROM peers WHERE id = ?').pluck().get(peer) as string | null | undefined
  if (!text) return null
  const wanted = db.prepare("SELECT n FROM streams WHERE id = 'base' OR id IN (SELECT value FROM json_each(?))")
  return wanted.pluck().all(text) as number[]
}

/** Records and bytes of a plan, for a person to see before exporting; of a large one about as many. It never takes long. */
export function measurePlan(db: ReadableDb, plan: Plan): { records: number; bytes: number } {
  const photos = plan.attachments.reduce((sum, { size }) => sum + size, 0)
  if (plan.changes > countedChanges) return { records: recordsHere(db), bytes: photos + aboutBytes(db, plan) }
  let bytes = photos
  const seen = new Set<string>()
  const lines = db.prepare(
    `SELECT octet_length(line) AS size, json_extract(line, '$.id') AS id FROM changes
     WHERE device = ? AND stream = ? AND seq BETWEEN ? AND ?`,
  )
  for (const { device, stream, first, last } of plan.pieces)
    for (const { size, id } of lines.iterate(device, stream, first, last) as Iterable<{ size: number; id: string }>) {
      bytes += size
      seen.add(id)
    }
  return { records: seen.size, bytes }
}

/** Records that were ever written. */
function recordsHere(db: ReadableDb): number {
  const count = (sql: string) => db.prepare(sql).pluck().get() as number
  return entities.reduce((sum, entity) => {
    const rows = count(`SELECT count(*) FROM ${entity}`)
    return sum + (rows > readRows ? rows : count(`SELECT count(*) FROM ${entity} WHERE meta IS NOT NULL`))
  }, 0)
}

/** From lines at even distances over the whole plan. */
function aboutBytes(db: ReadableDb, { pieces, changes }: Plan): number {
  const sizeAt = db
    .prepare('SELECT octet_length(line) FROM changes WHERE device = ? AND stream = ? AND seq = ? LIMIT 1')
    .pluck()
  let sampled = 0
  let bytes = 0
  let before = 0
  let next = 0
  for (const { device, stream, first, last } of pieces) {
    const length = last - first + 1
    for (; next < before + length; next += changes / sampledLines) {
      const size = sizeAt.get(device, stream, first + Math.floor(next - before)) as number | undefined
      if (size === undefined) continue
      sampled++
      bytes += size
    }
    before += length
  }
  return sampled === 0 ? 0 : Math.round((bytes / sampled) * changes)
}

/** Attachments that living records name and that are not here, but for those let go of on purpose. */
export const missingAttachments = (db: ReadableDb): string[] =>
  db
    .prepare(
      `SELECT DISTINCT a.sha256 FROM attachments a LEFT JOIN blobs b ON b.sha256 = a.sha256
       WHERE a.deleted = 0 AND b.sha256 IS NULL AND a.sha256 NOT IN (SELECT sha256 FROM cleaned) AND length(a.sha256) = 64 AND a.sha256 NOT GLOB '*[^0-9a-f]*' LIMIT 20000`,
    )
    .pluck()
    .all() as string[]

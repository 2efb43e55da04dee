import type { Holds } from '../../../shared/sync/manifest.ts'
import type { ReadableDb } from '../db/open.ts'
import { forksWithin, type Piece } from './bundles.ts'
import { heldRanges } from './held.ts'
import type { Interned } from './interned.ts'

const rangesPerStream = 10_000
const forksListed = 20_000

/** What this computer holds, as a manifest says it. What would not fit is left out: it is then sent here again, no more. */
export function ownHolds(db: ReadableDb, ids: Interned): Holds {
  const hashAt = firstHash(db)
  const streams = new Map<string, Holds['holds'][number]>()
  for (const { device, stream, first, last } of heldRanges(db)) {
    const key = `${device} ${stream}`
    let entry = streams.get(key)
    if (!entry) {
      entry = { device: ids.device(device), stream: ids.stream(stream), ranges: [] }
      streams.set(key, entry)
    }
    const hash = hashAt(device, stream, last)
    if (hash !== undefined && entry.ranges.length < rangesPerStream) entry.ranges.push([first, last, hash])
  }
  const forks = db
    .prepare(
      `SELECT DISTINCT c.device, c.stream, c.seq, c.hash FROM forks f
       JOIN changes c ON c.device = f.device AND c.stream = f.stream AND c.seq = f.seq LIMIT ${forksListed}`,
    )
    .all() as { device: number; stream: number; seq: number; hash: string }[]
  return {
    holds: [...streams.values()].filter((entry) => entry.ranges.length > 0),
    forks: forks.map((fork) => ({ ...fork, device: ids.device(fork.device), stream: ids.stream(fork.stream) })),
  }
}

/** Hash of the content that came first. */
function firstHash(db: ReadableDb) {
  const select = db
    .prepare(
      `SELECT hash FROM changes c WHERE device = ? AND stream = ? AND seq = ?
       AND NOT EXISTS (SELECT 1 FROM forks f WHERE f.device = c.device AND f.stream = c.stream AND f.seq = c.seq AND f.hash = c.hash)`,
    )
    .pluck()
  return (device: number, stream: number, seq: number) => select.get(device, stream, seq) as string | undefined
}

/**
 * The ranges of what a peer said it holds, by `device stream` as interned here. One whose last change differs from ours is not
 * believed: the device was copied, and what it wrote since is two histories (sync rule 11).
 */
export function believedRanges(db: ReadableDb, ids: Interned, { holds }: Holds): Map<string, [number, number][]> {
  const here = db.prepare('SELECT hash FROM changes WHERE device = ? AND stream = ? AND seq = ?').pluck()
  const ranges = new Map<string, [number, number][]>()
  for (const { device, stream, ranges: said } of holds) {
    const d = ids.knownDevice(device)
    const s = ids.knownStream(stream)
    if (d === undefined || s === undefined) continue
    const believed = said.filter(([, last, hash]) => {
      const ours = here.all(d, s, last) as string[]
      return ours.length === 0 || ours.includes(hash)
    })
    ranges.set(
      `${d} ${s}`,
      believed.map(([first, last]) => [first, last]),
    )
  }
  return ranges
}

/** Tells whether a peer that said it holds `holds` has a piece. */
export function createCoverage(db: ReadableDb, ids: Interned, holds: Holds | null): (piece: Piece) => boolean {
  if (!holds) return () => false
  const hashAt = firstHash(db)
  const ranges = believedRanges(db, ids, holds)
  const forks = new Set(holds.forks.map(({ device, stream, seq, hash }) => `${device} ${stream} ${seq} ${hash}`))
  return (piece) => {
    const held = ranges.get(`${piece.device} ${piece.stream}`)
    if (!held?.some(([first, last]) => first <= piece.first && last >= piece.last)) return false
    return forksWithin(db, piece).every(({ seq }) => {
      const hash = piece.picks[seq] ?? hashAt(piece.device, piece.stream, seq)
      return forks.has(`${ids.device(piece.device)} ${ids.stream(piece.stream)} ${seq} ${hash}`)
    })
  }
}

import type { Vector } from '../../../shared/sync/merge.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import type { Interned } from './interned.ts'

export type Range = { device: number; stream: number; first: number; last: number }

/** The highest sequence number held of a device's stream, holes or not; 0 where nothing is held. */
export function lastHeld(db: ReadableDb, device: number, stream: number): number {
  return (
    (prepared(db, 'SELECT max(last) FROM held WHERE device = ? AND stream = ?').pluck().get(device, stream) as
      | number
      | null) ?? 0
  )
}

/** Notes that `first..last` is held, joining ranges that touch; belongs to the caller's transaction. */
export function addHeld(db: WritableDb, device: number, stream: number, first: number, last: number): void {
  const extended = prepared(db, 'UPDATE held SET last = ? WHERE device = ? AND stream = ? AND last = ? - 1').run(
    last,
    device,
    stream,
    first,
  )
  const ranges = prepared(
    db,
    'SELECT first, last FROM held WHERE device = ? AND stream = ? AND last >= ? - 1 AND first <= ? + 1',
  ).all(device, stream, first, last) as {
    first: number
    last: number
  }[]
  if (extended.changes === 1 && ranges.length === 1) return
  const from = Math.min(first, ...ranges.map((range) => range.first))
  const to = Math.max(last, ...ranges.map((range) => range.last))
  prepared(db, 'DELETE FROM held WHERE device = ? AND stream = ? AND last >= ? - 1 AND first <= ? + 1').run(
    device,
    stream,
    first,
    last,
  )
  prepared(db, 'INSERT INTO held (device, stream, first, last) VALUES (?, ?, ?, ?)').run(device, stream, from, to)
}

/** All ranges held, in order. */
export const heldRanges = (db: ReadableDb): Range[] =>
  prepared(db, 'SELECT device, stream, first, last FROM held ORDER BY device, stream, first').all() as Range[]

/** The version vector a tombstone carries: for each device and stream the last seq before the first hole. */
export function vectorOf(db: ReadableDb, ids: Interned): Vector {
  const vector: Vector = {}
  for (const { device, stream, first, last } of heldRanges(db)) {
    if (first !== 1) continue
    const name = ids.device(device)
    vector[name] ??= {}
    vector[name][ids.stream(stream)] = last
  }
  return vector
}

/** Of ranges held here, what is left without those covered, named by `device stream`. */
export function withoutCovered(held: Range[], covered: Map<string, [number, number][]>): Range[] {
  return held.flatMap((range) => {
    const rest: Range[] = []
    let from = range.first
    const theirs = [...(covered.get(`${range.device} ${range.stream}`) ?? [])].sort((a, b) => a[0] - b[0])
    for (const [first, last] of theirs) {
      if (last < from || first > range.last) continue
      if (first > from) rest.push({ ...range, first: from, last: first - 1 })
      from = Math.max(from, last + 1)
    }
    if (from <= range.last) rest.push({ ...range, first: from })
    return rest
  })
}

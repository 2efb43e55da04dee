import { deletedField, type FieldWrite, type Json, partsOf, type Ref } from './change.ts'

/**
 * The merge state of one record: which writes are the leaves of each field (sync rule 3).
 *
 *     x ── y ── z        a write supersedes the parents it names;
 *      └── w             z and w are leaves: two values, a conflict until a person chooses
 */
export type RecordState = {
  /** HLC of every write that is a leaf of some field. */
  times: Map<Ref, number>
  /** Leaves of each field. */
  leaves: Map<string, Ref[]>
  /** Writes named as parents that have not arrived: superseded before they are known. */
  awaited: Map<string, Ref[]>
  /**
   * Highest seq of each device among the record's writes, tombstones apart: what a tombstone must have known (sync rule 4).
   * Keys are `device`, or `device stream` where the record is `mixed`.
   */
  seen: Map<string, number>
  /** Writes of the record came in several streams: a built-in record edited by two, or a sender that broke the rule. */
  mixed: boolean
}

export const emptyState = (): RecordState => ({
  times: new Map(),
  leaves: new Map(),
  awaited: new Map(),
  seen: new Map(),
  mixed: false,
})

/** Makes room for a second stream: what was seen so far was seen in `stream`. */
export function mixStreams(state: RecordState, stream: string): void {
  if (state.mixed) return
  state.mixed = true
  state.seen = new Map([...state.seen].map(([device, seq]) => [`${device} ${stream}`, seq]))
}

/**
 * Folds one write of a record into its state.
 * @param known tells whether a write that is no leaf has been folded before; consulted only for such parents
 * @returns the fields whose leaves changed
 */
export function foldWrite(
  state: RecordState,
  ref: Ref,
  hlc: number,
  fields: Record<string, FieldWrite>,
  known: (ref: Ref) => boolean,
  stream = '',
): string[] {
  const touched: string[] = []
  for (const name in fields) {
    const [, parents] = fields[name] as FieldWrite
    const leaves = state.leaves.get(name)
    if (leaves === undefined && parents.length === 0 && !state.awaited.has(name)) {
      state.leaves.set(name, [ref])
    } else {
      let left = leaves ?? []
      for (const parent of parents) {
        if (left.includes(parent)) left = left.filter((leaf) => leaf !== parent)
        else if (parent !== ref && !known(parent)) await_(state, name, parent)
      }
      if (!arrived(state, name, ref)) left = [...left, ref]
      state.leaves.set(name, left)
    }
    touched.push(name)
  }
  state.times.set(ref, hlc)
  see(state, ref, fields, stream)
  prune(state)
  return touched
}

/** Notes that a write belongs to the record: all `foldWrite` does where the same write came in another stream before. */
export function see(state: RecordState, ref: Ref, fields: Record<string, FieldWrite>, stream: string): void {
  for (const name in fields) {
    if (name === deletedField) continue
    const { device, seq } = partsOf(ref)
    const key = state.mixed ? `${device} ${stream}` : device
    if ((state.seen.get(key) ?? 0) < seq) state.seen.set(key, seq)
    return
  }
}

function await_(state: RecordState, name: string, parent: Ref): void {
  const list = state.awaited.get(name)
  if (!list) state.awaited.set(name, [parent])
  else if (!list.includes(parent)) list.push(parent)
}

/** True where a known write already supersedes `ref`; it is then no longer awaited. */
function arrived(state: RecordState, name: string, ref: Ref): boolean {
  const list = state.awaited.get(name)
  if (!list?.includes(ref)) return false
  if (list.length === 1) state.awaited.delete(name)
  else
    state.awaited.set(
      name,
      list.filter((other) => other !== ref),
    )
  return true
}

/** Forgets the times of writes that are no longer a leaf of any field. */
function prune(state: RecordState): void {
  if (state.times.size < 2) return
  const used = new Set<Ref>()
  for (const leaves of state.leaves.values()) for (const leaf of leaves) used.add(leaf)
  for (const ref of state.times.keys()) if (!used.has(ref)) state.times.delete(ref)
}

export type Leaf = { ref: Ref; hlc: number; value: Json }

/** Highest (HLC, device, seq) first: the first one shows (sync rule 3). */
export function byPrecedence(a: { ref: Ref; hlc: number }, b: { ref: Ref; hlc: number }): number {
  if (a.hlc !== b.hlc) return b.hlc - a.hlc
  const left = partsOf(a.ref)
  const right = partsOf(b.ref)
  if (left.device !== right.device) return left.device < right.device ? 1 : -1
  if (left.seq !== right.seq) return right.seq - left.seq
  return left.hash < right.hash ? 1 : -1
}

/** Values are equal where their JSON is: equal concurrent values are no conflict (I8). */
export const sameValue = (a: Json, b: Json): boolean =>
  a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))

/** The leaves with different values, highest first; one entry: no conflict. */
export function distinctLeaves(leaves: Leaf[]): Leaf[] {
  const sorted = [...leaves].sort(byPrecedence)
  return sorted.filter((leaf, index) => sorted.findIndex((other) => sameValue(other.value, leaf.value)) === index)
}

export type Vector = Record<string, Record<string, number>>

/**
 * Whether a record is deleted (sync rule 4): some tombstone's author knew every write of the record and every reference a child
 * made to it. A tombstone that did not, or that meets a restore, leaves the record visible with a conflict.
 */
export function judgeDeletion(
  tombstones: Json[],
  stream: string,
  seen: Map<string, number>,
  touches: Iterable<{ device: string; stream: string; seq: number }>,
): { deleted: boolean; conflict: boolean } {
  const vectors = tombstones.filter(
    (value): value is Vector => typeof value === 'object' && value !== null && !Array.isArray(value),
  )
  if (vectors.length === 0) return { deleted: false, conflict: false }
  if (vectors.length < tombstones.length) return { deleted: false, conflict: true }
  const outside = [...touches]
  const covers = (vector: Vector) =>
    [...seen].every(([key, seq]) => {
      const [device = '', own = stream] = key.split(' ')
      return knows(vector, device, own, seq)
    }) && outside.every((touch) => knows(vector, touch.device, touch.stream, touch.seq))
  const deleted = vectors.some(covers)
  return { deleted, conflict: !deleted }
}

const knows = (vector: Vector, device: string, stream: string, seq: number) => {
  const streams = Object.hasOwn(vector, device) ? vector[device] : undefined
  const last = streams && Object.hasOwn(streams, stream) ? streams[stream] : undefined
  return typeof last === 'number' && last >= seq
}

// ── compact form, one JSON text a record ─────────────────────────────────────

/**
 * `w` writes with their times; `f` the index (or indexes) of a field's leaves; `a` awaited; `s` seen, where leaves do not tell;
 * `m` mixed: then `s` tells all.
 */
type Compact = {
  w: [Ref, number][]
  f: Record<string, number | number[]>
  a?: Record<string, Ref[]>
  s?: Record<string, number>
  m?: 1
}

/** `encodeState` of a record whose only write is this one. */
export function encodeFirst(ref: Ref, hlc: number, fields: Record<string, FieldWrite>): string {
  let names = ''
  for (const name in fields) names += `${names ? ',' : ''}${JSON.stringify(name)}:0`
  return `{"w":[["${ref}",${hlc}]],"f":{${names}}}`
}

export function encodeState(state: RecordState): string {
  const index = new Map<Ref, number>()
  const w: Compact['w'] = []
  for (const [ref, hlc] of state.times) {
    index.set(ref, w.length)
    w.push([ref, hlc])
  }
  const f: Compact['f'] = {}
  for (const [name, leaves] of state.leaves) {
    f[name] =
      leaves.length === 1 ? (index.get(leaves[0] as Ref) as number) : leaves.map((leaf) => index.get(leaf) as number)
  }
  const compact: Compact = { w, f }
  if (state.awaited.size > 0) compact.a = Object.fromEntries(state.awaited)
  if (state.mixed) compact.m = 1
  const implied = state.mixed ? undefined : impliedSeen(state)
  for (const [device, seq] of state.seen) {
    if (implied?.get(device) !== seq) {
      compact.s ??= {}
      compact.s[device] = seq
    }
  }
  return JSON.stringify(compact)
}

export function decodeState(text: string): RecordState {
  const compact = JSON.parse(text) as Compact
  const leaves = new Map<string, Ref[]>()
  for (const name in compact.f) {
    const at = compact.f[name] as number | number[]
    leaves.set(name, typeof at === 'number' ? [compact.w[at]?.[0] as Ref] : at.map((one) => compact.w[one]?.[0] as Ref))
  }
  const state: RecordState = {
    times: new Map(compact.w),
    leaves,
    awaited: new Map(Object.entries(compact.a ?? {})),
    seen: new Map(),
    mixed: compact.m === 1,
  }
  if (!state.mixed) state.seen = impliedSeen(state)
  for (const [device, seq] of Object.entries(compact.s ?? {})) state.seen.set(device, seq)
  return state
}

/** What `seen` would be if only today's leaves had ever been written. */
function impliedSeen(state: RecordState): Map<string, number> {
  const seen = new Map<string, number>()
  for (const [name, leaves] of state.leaves) {
    if (name === deletedField) continue
    for (const leaf of leaves) {
      const { device, seq } = partsOf(leaf)
      if ((seen.get(device) ?? 0) < seq) seen.set(device, seq)
    }
  }
  return seen
}

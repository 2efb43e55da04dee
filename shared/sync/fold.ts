import type { Entity, Field } from '../domain/fields.ts'
import { fieldOf, nouns } from '../domain/nouns.ts'
import { deletedField, type FieldWrite, type Json, partsOf, type Ref } from './change.ts'
import {
  emptyState,
  encodeFirst,
  encodeState,
  foldWrite,
  judgeDeletion,
  type Leaf,
  mixStreams,
  type RecordState,
  see,
} from './merge.ts'
import { resolveField } from './resolve.ts'

export type Column = string | number | null
export type Conflict = { field: string; kind: 'value' | 'prose' | 'deletion'; incomplete: boolean; leaves: number }
export type Touch = { device: string; stream: string; seq: number }

/** What the fold needs to know of a record already held. `sets` are its set columns as they show. */
export type Held = {
  state: RecordState
  stream: string
  updated: number
  sets: Record<string, string[]>
  isNew: boolean
}

/** The outcome of a fold for one record, to be stored as a whole. */
export type Folded = {
  entity: string
  id: string
  /** False where this version does not know the noun: only its state is kept (sync rule 12). */
  known: boolean
  isNew: boolean
  stream: string
  /** The encoded merge state. */
  meta: string
  updated: number
  /** Only the columns that may have changed; sets as sorted arrays. */
  columns: Record<string, Column | string[]>
  /** Elements of sets of records that came (true) or went (false). */
  links: { field: string; target: string; present: boolean }[]
  /** Fields looked at: their conflict, or `null` where there is none (any more); left out for a record's first write. */
  conflicts: ReadonlyMap<string, Conflict | null>
  tombstoned: boolean
}

/** Where folded records live: SQLite in the product, memory in property tests; one suite runs against both. */
export type RecordStore = {
  load(entity: string, id: string): Held | undefined
  save(folded: Folded): void
  /** Whether a write has been folded before. */
  known(stream: string, ref: Ref): boolean
  read(stream: string, ref: Ref): { hlc: number; fields: Record<string, FieldWrite> } | undefined
  /** The streams a folded write came in: more than one where its author put it in several. */
  streamsOf?(ref: Ref): string[]
  isTombstoned(entity: string, id: string): boolean
  /** Writes by which other records point at this one. */
  touches(entity: string, id: string): Touch[]
  saveDeletion(entity: string, id: string, deleted: boolean, conflict: Conflict | null): void
}

type Write = { hlc: number; entity: string; id: string; fields: Record<string, FieldWrite> }
/** A record whose only write so far is in this batch: nearly all of an import, and nothing to merge. */
type First = { stream: string; ref: Ref; write: Write }
type Entry = Held & {
  entity: string
  id: string
  /** Writes folded in this batch, so that their values need not be read back. */
  hand: Map<Ref, { hlc: number; fields: Record<string, FieldWrite> }>
  touched: Set<string>
}

/** Folds changes into records, a batch at a time: `apply` any number, then `flush` once, within one transaction. */
export function createFold(store: RecordStore) {
  let batch = new Map<string, Entry | First>()
  let pointedAt = new Map<string, [string, string]>()

  /** Takes one change that has just entered the log. */
  function apply(stream: string, ref: Ref, write: Write): void {
    const key = write.entity + write.id
    noteTargets(write)
    let entry = batch.get(key)
    if (!entry) {
      const held = store.load(write.entity, write.id)
      if (!held && isFirst(write)) {
        batch.set(key, { stream, ref, write })
        return
      }
      entry = openEntry(write, held ?? { state: emptyState(), stream, updated: 0, sets: {}, isNew: true })
      batch.set(key, entry)
    } else if ('write' in entry) {
      const { stream, ref, write } = entry
      entry = openEntry(write, { state: emptyState(), stream, updated: 0, sets: {}, isNew: true })
      batch.set(key, entry)
      addWrite(entry, stream, ref, write)
    }
    addWrite(entry, stream, ref, write)
  }

  const openEntry = ({ entity, id }: Write, held: Held): Entry => ({
    ...held,
    entity,
    id,
    hand: new Map(),
    touched: new Set(),
  })

  function addWrite(entry: Entry, stream: string, ref: Ref, { hlc, fields }: Write): void {
    if (stream !== entry.stream) joinStream(entry, stream)
    if (hlc > entry.updated) entry.updated = hlc
    if (entry.state.mixed && (entry.hand.has(ref) || (store.streamsOf?.(ref).length ?? 0) > 1)) {
      see(entry.state, ref, fields, stream)
      return
    }
    noteFormerTargets(entry, fields)
    const known = (parent: Ref) => entry.hand.has(parent) || store.known(entry.stream, parent)
    for (const name of foldWrite(entry.state, ref, hlc, fields, known, stream)) entry.touched.add(name)
    entry.hand.set(ref, { hlc, fields })
  }

  /** A record with writes in several streams belongs to the lowest, whichever came first. */
  function joinStream(entry: Entry, stream: string): void {
    if (entry.state.leaves.size > 0) mixStreams(entry.state, entry.stream)
    if (entry.state.leaves.size === 0 || stream < entry.stream) entry.stream = stream
  }

  /** Deleted records that a write points at are judged again: a new child may keep them (sync rule 4). */
  function noteTargets({ entity, fields }: Write): void {
    for (const name in fields) {
      const field = fieldOf(entity, name)
      if (field?.kind !== 'ref' && field?.kind !== 'set') continue
      noteTarget(targetOf(field, name, fields[name]?.[0] ?? null))
    }
  }

  /** So are those it pointed at before: without this child their deletion may hold. */
  function noteFormerTargets({ entity, state, stream, hand }: Entry, fields: Record<string, FieldWrite>): void {
    for (const name in fields) {
      const field = fieldOf(entity, name)
      if (field?.kind !== 'ref') continue
      for (const ref of state.leaves.get(name) ?? []) {
        const write = hand.get(ref) ?? store.read(stream, ref)
        noteTarget(targetOf(field, name, write?.fields[name]?.[0] ?? null))
      }
    }
  }

  function noteTarget(target: [Entity, string] | undefined): void {
    if (target && store.isTombstoned(target[0], target[1])) pointedAt.set(target[0] + target[1], target)
  }

  /** Works out what every touched record shows, stores it, then judges deletions against the children now stored. */
  function flush(): { entity: string; id: string }[] {
    const touched: { entity: string; id: string }[] = []
    const judge = pointedAt
    for (const entry of batch.values()) {
      const folded = 'write' in entry ? foldFirst(entry) : foldEntry(entry, store)
      const { entity, id } = folded
      store.save(folded)
      touched.push({ entity, id })
      if (folded.tombstoned) judge.set(entity + id, [entity, id])
    }
    batch = new Map()
    pointedAt = new Map()
    for (const [entity, id] of judge.values()) judgeRecord(store, entity, id)
    return touched
  }

  return { apply, flush }
}

const isFirst = ({ fields }: Write): boolean => {
  for (const name in fields) if ((fields[name] as FieldWrite)[1].length > 0) return false
  return true
}

const noConflicts: ReadonlyMap<string, Conflict | null> = new Map()

/** The same outcome as `foldEntry` for a single write without parents, at a fraction of the work. */
function foldFirst({ stream, ref, write }: First): Folded {
  const { entity, id, hlc, fields } = write
  const folded: Folded = {
    entity,
    id,
    known: Object.hasOwn(nouns, entity),
    isNew: true,
    stream,
    meta: encodeFirst(ref, hlc, fields),
    updated: hlc,
    columns: {},
    links: [],
    conflicts: noConflicts,
    tombstoned: deletedField in fields,
  }
  for (const name in fields) addColumn(folded, {}, name, (fields[name] as FieldWrite)[0])
  return folded
}

function addColumn(folded: Folded, sets: Record<string, string[]>, name: string, value: Json): void {
  const field = fieldOf(folded.entity, name)
  if (!field) return
  if (field.kind === 'set') setElement(folded, sets, field, name, value === true)
  else folded.columns[name] = columnOf(field, value)
}

function foldEntry(entry: Entry, store: RecordStore): Folded {
  const { entity, state } = entry
  const read = (ref: Ref) => entry.hand.get(ref) ?? store.read(entry.stream, ref)
  const conflicts = new Map<string, Conflict | null>()
  const folded: Folded = {
    entity,
    id: entry.id,
    known: Object.hasOwn(nouns, entity),
    isNew: entry.isNew,
    stream: entry.stream,
    meta: encodeState(state),
    updated: entry.updated,
    columns: {},
    links: [],
    conflicts,
    tombstoned: state.leaves.has(deletedField),
  }
  for (const name of entry.touched) {
    if (name === deletedField) continue
    const field = fieldOf(entity, name)
    const leaves = leavesOf(state, name, read)
    const { value, conflict } = resolveField(name, field?.kind === 'prose', leaves, read)
    conflicts.set(name, conflict && { field: name, ...conflict })
    addColumn(folded, entry.sets, name, value)
  }
  return folded
}

function setElement(
  folded: Folded,
  sets: Record<string, string[]>,
  field: Field & { kind: 'set' },
  name: string,
  present: boolean,
): void {
  const slash = name.indexOf('/')
  const column = name.slice(0, slash)
  const element = name.slice(slash + 1)
  const current = (folded.columns[column] as string[] | undefined) ?? sets[column] ?? []
  const without = current.filter((other) => other !== element)
  folded.columns[column] = present ? [...without, element].sort() : without
  if (field.of !== 'text') folded.links.push({ field: column, target: element, present })
}

const leavesOf = (
  state: RecordState,
  name: string,
  read: (ref: Ref) => { hlc: number; fields: Record<string, FieldWrite> } | undefined,
): Leaf[] =>
  (state.leaves.get(name) ?? []).map((ref) => {
    const write = read(ref)
    return { ref, hlc: state.times.get(ref) ?? write?.hlc ?? 0, value: write?.fields[name]?.[0] ?? null }
  })

function judgeRecord(store: RecordStore, entity: string, id: string): void {
  const held = store.load(entity, id)
  if (!held) return
  const tombstones = leavesOf(held.state, deletedField, (ref) => store.read(held.stream, ref)).map((leaf) => leaf.value)
  if (tombstones.length === 0) return
  const { deleted, conflict } = judgeDeletion(tombstones, held.stream, held.state.seen, store.touches(entity, id))
  store.saveDeletion(
    entity,
    id,
    deleted,
    conflict ? { field: deletedField, kind: 'deletion', incomplete: false, leaves: tombstones.length } : null,
  )
}

/** The record a write points at, if its field is a reference. */
export function targetOf(field: Field | undefined, name: string, value: Json): [Entity, string] | undefined {
  if (field?.kind === 'ref' && typeof value === 'string') return [field.to, value]
  if (field?.kind === 'set' && field.of !== 'text') return [field.of, name.slice(name.indexOf('/') + 1)]
  return undefined
}

/** A logged value as its column holds it; a value of an unexpected type is shown as text rather than dropped (sync rule 12). */
export function columnOf(field: Field, value: Json): Column {
  if (value === null) return null
  if (field.kind === 'integer' || field.kind === 'flag') {
    if (typeof value === 'boolean') return value ? 1 : 0
    if (Number.isSafeInteger(value)) return value as number
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export const touchOf = (ref: Ref, stream: string): Touch => {
  const { device, seq } = partsOf(ref)
  return { device, stream, seq }
}

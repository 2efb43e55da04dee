import type { Entity, Field } from '../domain/fields.ts'
import { fieldOf, nouns } from '../domain/nouns.ts'
import { deletedField, type FieldWrite, type Json, partsOf, type Ref } from './change.ts'
import { emptyState, foldWrite, judgeDeletion, type Leaf, type RecordState } from './merge.ts'
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
  state: RecordState
  updated: number
  /** Only the columns that may have changed; sets as sorted arrays. */
  columns: Record<string, Column | string[]>
  /** Elements of sets of records that came (true) or went (false). */
  links: { field: string; target: string; present: boolean }[]
  /** Every field looked at: its conflict, or `null` where it has none (any more). */
  conflicts: Map<string, Conflict | null>
  tombstoned: boolean
}

/** Where folded records live: SQLite in the product, memory in property tests; one suite runs against both. */
export type RecordStore = {
  load(entity: string, id: string): Held | undefined
  save(folded: Folded): void
  /** Whether a write has been folded before. */
  known(stream: string, ref: Ref): boolean
  read(stream: string, ref: Ref): { hlc: number; fields: Record<string, FieldWrite> } | undefined
  isTombstoned(entity: string, id: string): boolean
  /** Writes by which other records point at this one. */
  touches(entity: string, id: string): Touch[]
  saveDeletion(entity: string, id: string, deleted: boolean, conflict: Conflict | null): void
}

type Entry = Held & {
  entity: string
  id: string
  /** Writes folded in this batch, so that their values need not be read back. */
  hand: Map<Ref, { hlc: number; fields: Record<string, FieldWrite> }>
  touched: Set<string>
}

/** Folds changes into records, a batch at a time: `apply` any number, then `flush` once, within one transaction. */
export function createFold(store: RecordStore) {
  let batch = new Map<string, Entry>()
  let pointedAt = new Map<string, [string, string]>()

  function entryOf(entity: string, id: string, stream: string): Entry {
    const key = entity + id
    let entry = batch.get(key)
    if (!entry) {
      const held = store.load(entity, id) ?? { state: emptyState(), stream, updated: 0, sets: {}, isNew: true }
      entry = { ...held, entity, id, hand: new Map(), touched: new Set() }
      batch.set(key, entry)
    }
    return entry
  }

  /** Takes one change that has just entered the log. */
  function apply(
    stream: string,
    ref: Ref,
    change: { hlc: number; entity: string; id: string; fields: Record<string, FieldWrite> },
  ): void {
    const { entity, id, hlc, fields } = change
    const entry = entryOf(entity, id, stream)
    const known = (parent: Ref) => entry.hand.has(parent) || store.known(entry.stream, parent)
    for (const name of foldWrite(entry.state, ref, hlc, fields, known)) entry.touched.add(name)
    entry.hand.set(ref, { hlc, fields })
    if (hlc > entry.updated) entry.updated = hlc
    for (const name in fields) {
      const field = fieldOf(entity, name)
      const target = targetOf(field, name, fields[name]?.[0] ?? null)
      if (target && store.isTombstoned(target[0], target[1])) pointedAt.set(target[0] + target[1], target)
    }
  }

  /** Works out what every touched record shows, stores it, then judges deletions against the children now stored. */
  function flush(): { entity: string; id: string }[] {
    const touched: { entity: string; id: string }[] = []
    const judge = pointedAt
    for (const entry of batch.values()) {
      const folded = foldEntry(entry, store)
      store.save(folded)
      touched.push({ entity: entry.entity, id: entry.id })
      if (folded.tombstoned) judge.set(entry.entity + entry.id, [entry.entity, entry.id])
    }
    batch = new Map()
    pointedAt = new Map()
    for (const [entity, id] of judge.values()) judgeRecord(store, entity, id)
    return touched
  }

  return { apply, flush }
}

function foldEntry(entry: Entry, store: RecordStore): Folded {
  const { entity, state } = entry
  const read = (ref: Ref) => entry.hand.get(ref) ?? store.read(entry.stream, ref)
  const folded: Folded = {
    entity,
    id: entry.id,
    known: Object.hasOwn(nouns, entity),
    isNew: entry.isNew,
    stream: entry.stream,
    state,
    updated: entry.updated,
    columns: {},
    links: [],
    conflicts: new Map(),
    tombstoned: state.leaves.has(deletedField),
  }
  for (const name of entry.touched) {
    if (name === deletedField) continue
    const field = fieldOf(entity, name)
    const leaves = leavesOf(state, name, read)
    const { value, conflict } = resolveField(name, field?.kind === 'prose', leaves, read)
    folded.conflicts.set(name, conflict && { field: name, ...conflict })
    if (!field) continue
    if (field.kind === 'set') setElement(entry, folded, field, name, value === true)
    else folded.columns[name] = columnOf(field, value)
  }
  return folded
}

function setElement(
  entry: Entry,
  folded: Folded,
  field: Field & { kind: 'set' },
  name: string,
  present: boolean,
): void {
  const slash = name.indexOf('/')
  const column = name.slice(0, slash)
  const element = name.slice(slash + 1)
  const current = (folded.columns[column] as string[] | undefined) ?? entry.sets[column] ?? []
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
    return Number.isSafeInteger(value) ? (value as number) : null
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export const touchOf = (ref: Ref, stream: string): Touch => {
  const { device, seq } = partsOf(ref)
  return { device, stream, seq }
}

import { hash } from 'node:crypto'
import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { fieldOf, nouns } from '../../../shared/domain/nouns.ts'
import { Refusal } from '../../../shared/result.ts'
import {
  type Change,
  deletedField,
  type FieldWrite,
  hashLength,
  type Json,
  lineOf,
  parseChange,
  partsOf,
  type Ref,
  refOf,
} from '../../../shared/sync/change.ts'
import { observe, tick } from '../../../shared/sync/clock.ts'
import { columnOf, createFold, type Held } from '../../../shared/sync/fold.ts'
import { emptyState, sameValue, type Vector } from '../../../shared/sync/merge.ts'
import { resolveField } from '../../../shared/sync/resolve.ts'
import { transaction, type WritableDb } from '../db/open.ts'
import { addHeld, lastHeld, vectorOf } from './held.ts'
import { createInterned } from './interned.ts'
import { createRecordStore } from './record-store.ts'

export type Value = string | number | null | string[]
/** `base`: what the editor was opened on (write references; for a set its elements). Left out: what is shown now. */
export type Edit = { value: Value; base?: string[] | undefined }
export type Written = {
  ref: Ref | null
  before: Record<string, Value>
  heads: Record<string, string[]>
  created: boolean
  entities: string[]
}

/** A bundle whose bytes have been verified: one author, one stream, contiguous seqs (sync rule 8). */
export type Bundle = { device: string; stream: string; first: number; last: number; sha256: string; lines: string[] }

export type ChangeLog = ReturnType<typeof createChangeLog>

export const hashOf = (line: string): string =>
  hash('sha256', line, 'base64url').slice(0, hashLength)

/**
 * The change log over one connection: the only place where synced records are written. Every write updates the row, appends the
 * change with its parents and moves the clock in one transaction.
 */
export function createChangeLog(db: WritableDb, device: string, now: () => number) {
  const ids = createInterned(db)
  const store = createRecordStore(db, ids)
  let fold = createFold(store)
  const selectClock = db.prepare("SELECT value FROM settings WHERE key = 'clock'").pluck()
  let clock = Number(selectClock.get() ?? 0)
  const insertLine = db.prepare(
    'INSERT OR IGNORE INTO changes (device, stream, seq, hash, line) VALUES (?, ?, ?, ?, ?)',
  )
  const saveClock = db.prepare(
    "INSERT INTO settings (key, value) VALUES ('clock', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  )
  const unreported = db.prepare(
    'INSERT INTO handover (id, entity, stream, state) VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET state = 0 WHERE state <> 0',
  )
  const selectRow = new Map<string, ReturnType<WritableDb['prepare']>>()
  const rowOf = (entity: Entity, id: string) => {
    let statement = selectRow.get(entity)
    if (!statement) {
      statement = db.prepare(`SELECT * FROM ${entity} WHERE id = ?`)
      selectRow.set(entity, statement)
    }
    return statement.get(id) as Record<string, Value> | undefined
  }

  /** After a rollback, or when another connection has written: what is cached is read afresh. */
  function reset(): void {
    ids.reset()
    store.reload()
    fold = createFold(store)
    clock = Number(selectClock.get() ?? 0)
  }

  function atomically<T>(work: () => T): T {
    try {
      return transaction(db, work)
    } catch (error) {
      reset()
      throw error
    }
  }

  /** Appends a change of this device and folds it; belongs to the caller's transaction. */
  function append(stream: string, entity: string, id: string, fields: Record<string, FieldWrite>): Ref {
    const d = ids.deviceNumber(device)
    const s = ids.streamNumber(stream)
    const seq = lastHeld(db, d, s) + 1
    clock = tick(clock, now())
    const change: Change = { seq, hlc: clock, entity, id, fields }
    const line = lineOf(change)
    const hash = hashOf(line)
    insertLine.run(d, s, seq, hash, line)
    addHeld(db, d, s, seq, seq)
    saveClock.run(String(clock))
    const ref = refOf(device, seq, hash)
    fold.apply(stream, ref, change)
    fold.flush()
    unreported.run(id, entity, s)
    return ref
  }

  /**
   * The end of an edit session: writes what differs, with the parents sync rule 3 asks for.
   * @throws Refusal `not-found` where the record lies in the trash, `bad-input` for a field the noun does not have
   */
  function write(entity: Entity, id: string, edits: Record<string, Edit>): Written {
    return atomically(() => {
      const held: Held | undefined = store.load(entity, id)
      const row = rowOf(entity, id)
      if (row?.deleted) throw new Refusal('not-found')
      const state = held?.state ?? emptyState()
      const before: Record<string, Value> = {}
      const fields: Record<string, FieldWrite> = {}
      for (const [name, edit] of Object.entries(edits)) {
        const field: Field | undefined = (nouns[entity].fields as Record<string, Field>)[name]
        if (!field) throw new Refusal('bad-input', {}, `${entity}.${name}`)
        if (field.kind === 'set') {
          const shown = row?.[name] ? (JSON.parse(row[name] as string) as string[]) : []
          before[name] = shown
          editSet(name, shown, edit, state.leaves, fields)
        } else {
          const shown = row?.[name] ?? null
          before[name] = shown
          const write = editField(name, field, shown, edit, held)
          if (write) fields[name] = write
        }
      }
      let ref: Ref | null = null
      if (Object.keys(fields).length > 0)
        ref = append(
          held && !held.isNew && row ? streamFor(held, row, entity, id, edits) : streamOf(entity, id, edits),
          entity,
          id,
          fields,
        )
      return {
        ref,
        before,
        heads: headsOf(entity, id, Object.keys(edits)),
        created: !row && ref !== null,
        entities: [entity],
      }
    })
  }

  function editField(
    name: string,
    field: Field,
    shown: Value,
    edit: Edit,
    held: Held | undefined,
  ): FieldWrite | undefined {
    const value = columnOf(field, edit.value as Json) as Json
    const leaves = held?.state.leaves.get(name) ?? []
    const stream = held?.stream ?? 'base'
    const own = leaves.filter((leaf) => partsOf(leaf).device === device)
    const base = edit.base
      ? edit.base.filter((ref) => leaves.includes(ref) || store.known(stream, ref))
      : shownHeads(name, field, held)
    const parents = [...new Set([...base, ...own])]
    const settles =
      leaves.length > 1 && leaves.every((leaf) => parents.includes(leaf)) && headsDiffer(name, field, held)
    if (sameValue(value, shown as Json) && !settles) return undefined
    return [value, parents]
  }

  const headsDiffer = (name: string, field: Field, held: Held | undefined) =>
    shownHeads(name, field, held).length < (held?.state.leaves.get(name)?.length ?? 0)

  /** Only the difference to what the editor was opened on is logged, one field an element. */
  function editSet(
    name: string,
    shown: string[],
    edit: Edit,
    leaves: Map<string, Ref[]>,
    fields: Record<string, FieldWrite>,
  ): void {
    const wanted = Array.isArray(edit.value) ? edit.value : []
    const base = edit.base ?? shown
    for (const element of new Set(wanted)) {
      if (!base.includes(element) && !shown.includes(element))
        fields[`${name}/${element}`] = [true, leaves.get(`${name}/${element}`) ?? []]
    }
    for (const element of new Set(base)) {
      if (!wanted.includes(element) && shown.includes(element))
        fields[`${name}/${element}`] = [false, leaves.get(`${name}/${element}`) ?? []]
    }
  }

  /** The leaves that hold the value shown: all of them where they agree or merge cleanly. */
  function shownHeads(name: string, field: Field, held: Held | undefined): Ref[] {
    const refs = held?.state.leaves.get(name) ?? []
    if (!held || refs.length < 2) return refs
    const leaves = leavesOf(held, name)
    const { value, conflict } = resolveField(name, field.kind === 'prose', leaves, (ref) =>
      store.read(held.stream, ref),
    )
    return conflict ? leaves.filter((leaf) => sameValue(leaf.value, value)).map((leaf) => leaf.ref) : refs
  }

  const leavesOf = (held: Held, name: string) =>
    (held.state.leaves.get(name) ?? []).map((ref) => {
      const write = store.read(held.stream, ref)
      return { ref, hlc: write?.hlc ?? 0, value: write?.fields[name]?.[0] ?? null }
    })

  /** What an editor sends back as `base`: write references, or the elements of a set. */
  function headsOf(entity: Entity, id: string, names: string[]): Record<string, string[]> {
    const held = store.load(entity, id)
    const heads: Record<string, string[]> = {}
    for (const name of names) {
      const field = (nouns[entity].fields as Record<string, Field>)[name]
      if (field) heads[name] = field.kind === 'set' ? (held?.sets[name] ?? []) : shownHeads(name, field, held)
    }
    return heads
  }

  /** An untouched built-in record joins the stream its noun names; any other stays in its own. */
  const streamFor = (
    held: Held,
    row: Record<string, Value>,
    entity: Entity,
    id: string,
    edits: Record<string, Edit>,
  ) => (row.meta === null ? streamOf(entity, id, edits) : held.stream)

  /** The stream a new record joins (sync rule 1). */
  function streamOf(entity: Entity, id: string, edits: Record<string, Edit>): string {
    const rule = nouns[entity].stream
    if (rule === 'own') return id
    if (rule === 'base') return 'base'
    for (const name of rule) {
      const field = fieldOf(entity, name) ?? (nouns[entity].fields as Record<string, Field>)[name]
      const value = edits[name]?.value
      const target = Array.isArray(value) ? value[0] : value
      const to = field?.kind === 'ref' ? field.to : field?.kind === 'set' && field.of !== 'text' ? field.of : undefined
      if (!to || typeof target !== 'string') continue
      const held = store.load(to, target)
      if (held) return held.stream
    }
    return 'base'
  }

  /** Writes a tombstone (or its revocation) naming all this computer knew (sync rule 4). */
  function mark(entity: Entity, recordIds: string[], value: 'remove' | 'restore'): number {
    return atomically(() => {
      const vector: Vector = value === 'remove' ? vectorOf(db, ids) : {}
      let count = 0
      for (const id of recordIds) {
        const row = rowOf(entity, id)
        const held = store.load(entity, id)
        if (!row || !held) continue
        const leaves = held.state.leaves.get(deletedField) ?? []
        if (value === 'remove' ? row.deleted === 1 : leaves.length === 0) continue
        const stream = row.meta === null ? streamOf(entity, id, {}) : held.stream
        append(stream, entity, id, { [deletedField]: [value === 'remove' ? vector : null, leaves] })
        count++
      }
      return count
    })
  }

  /** A person's choice among the leaves of a conflict: an ordinary write that names them all (sync rule 3). */
  function choose(entity: Entity, id: string, name: string, value: Json, leaves: Ref[]): Ref {
    return atomically(() => {
      const held = store.load(entity, id)
      if (!held) throw new Refusal('not-found')
      const current = held.state.leaves.get(name) ?? []
      const own = current.filter((leaf) => partsOf(leaf).device === device)
      const parents = [
        ...new Set([...leaves.filter((ref) => current.includes(ref) || store.known(held.stream, ref)), ...own]),
      ]
      return append(held.stream, entity, id, { [name]: [value, parents] })
    })
  }

  /**
   * Takes in a verified bundle: one transaction holds its changes, their merge and whatever `also` adds (sync rule 10).
   * What is already held is passed over; a second content for a held seq is kept beside it (sync rule 11).
   * @returns counts and the records touched
   */
  function receive(bundle: Bundle, also?: () => void) {
    return atomically(() => {
      const d = ids.deviceNumber(bundle.device)
      const s = ids.streamNumber(bundle.stream)
      let added = 0
      let flagged = 0
      for (const line of bundle.lines) {
        const change = parseChange(line)
        const hash = hashOf(line)
        if (insertLine.run(d, s, change.seq, hash, line).changes === 0) continue
        added++
        const seen = observe(clock, change.hlc, now())
        clock = seen.last
        if (seen.flagged) flagged++
        fold.apply(bundle.stream, refOf(bundle.device, change.seq, hash), change)
      }
      const touched = added > 0 ? fold.flush() : []
      if (added > 0) {
        addHeld(db, d, s, bundle.first, bundle.last)
        saveClock.run(String(clock))
      }
      also?.()
      return { added, flagged, touched }
    })
  }

  return { write, mark, choose, receive, headsOf, leavesOf, atomically, reset, store, ids, device }
}

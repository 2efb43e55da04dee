import { hash } from 'node:crypto'
import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import { Refusal } from '../../../shared/result.ts'
import {
  type Change,
  deletedField,
  type FieldWrite,
  hashLength,
  type Json,
  lineOf,
  parseChange,
  type Ref,
  refOf,
} from '../../../shared/sync/change.ts'
import { observe, tick } from '../../../shared/sync/clock.ts'
import {
  choiceOf,
  type Desk,
  deletionOf,
  type Edit,
  headsOf as shownHeadsOf,
  streamOf,
  type Value,
  writesOf,
} from '../../../shared/sync/edit.ts'
import { createFold, type Held } from '../../../shared/sync/fold.ts'
import { transaction, type WritableDb } from '../db/open.ts'
import { addHeld, lastHeld, vectorOf } from './held.ts'
import { createInterned } from './interned.ts'
import { createRecordStore } from './record-store.ts'
import { checkChoice, checkEdit, checkRemoval, checkWatched, watch } from './stage-guard.ts'

export type { Edit, Value }
export type Written = {
  ref: Ref | null
  before: Record<string, Value>
  heads: Record<string, string[]>
  created: boolean
  entities: string[]
}

/** A bundle whose bytes have been verified: one author, one stream, contiguous seqs (sync rule 8). */
export type Bundle = { device: string; stream: string; first: number; last: number; sha256: string; lines: string[] }

/** Changes kept in memory before their records are written: few enough to die young in the garbage collector. */
const foldedAtOnce = 1_000

export type ChangeLog = ReturnType<typeof createChangeLog>

export const hashOf = (line: string): string => hash('sha256', line, 'base64url').slice(0, hashLength)

/** A line that other computers would refuse must never enter the log. */
function isReadable(line: string): boolean {
  try {
    parseChange(line)
    return true
  } catch {
    return false
  }
}

const isSet = (entity: Entity, name: string): boolean =>
  (nouns[entity].fields as Record<string, Field>)[name]?.kind === 'set'

/**
 * The change log over one connection: the only place where synced records are written. Every write updates the row, appends the
 * change with its parents and moves the clock in one transaction.
 */
export function createChangeLog(db: WritableDb, device: string, now: () => number) {
  const ids = createInterned(db)
  const store = createRecordStore(db, ids)
  let fold = createFold(store)
  const selectClock = db.prepare("SELECT value FROM settings WHERE key = 'clock'").pluck()
  const selectOwnLast = db
    .prepare(
      `SELECT c.line FROM devices d JOIN held h ON h.device = d.n JOIN changes c ON c.device = h.device AND c.stream = h.stream AND c.seq = h.last
       WHERE d.id = ?`,
    )
    .pluck()
  /** The highest time adopted: what was received, saved with it, and the own last changes, which need no note beside them. */
  const readClock = () =>
    (selectOwnLast.all(device) as string[]).reduce(
      (highest, line) => Math.max(highest, parseChange(line).hlc),
      Number(selectClock.get() ?? 0),
    )
  let clock = readClock()
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
    clock = readClock()
  }

  let depth = 0

  function atomically<T>(work: () => T): T {
    depth++
    try {
      return transaction(db, () => {
        const result = work()
        // once, however many records one transaction holds
        if (depth === 1) store.settle()
        return result
      })
    } catch (error) {
      reset()
      throw error
    } finally {
      depth--
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
    if (!isReadable(line))
      throw new Refusal('bad-input', {}, `${entity} ${Object.keys(fields).join(' ').slice(0, 200)}`)
    const hash = hashOf(line)
    insertLine.run(d, s, seq, hash, line)
    addHeld(db, d, s, seq, seq)
    const ref = refOf(device, seq, hash)
    fold.apply(stream, ref, change)
    fold.flush()
    unreported.run(id, entity, s)
    return ref
  }

  /** A record as it stands here, for the decision what to write. */
  function deskOf(entity: Entity, id: string): Desk & { row: Record<string, Value> | undefined } {
    const held = store.load(entity, id)
    const row = rowOf(entity, id)
    const stream = held?.stream ?? 'base'
    return {
      device,
      held,
      row,
      deleted: row?.deleted === 1,
      shown: (name) => (isSet(entity, name) ? (held?.sets[name] ?? []) : (row?.[name] ?? null)),
      known: (ref) => store.known(stream, ref),
      read: (ref) => store.read(stream, ref),
    }
  }

  /** A record stays in its stream; a new one, or a built-in one still untouched, joins the stream its noun names. */
  const streamFor = (desk: ReturnType<typeof deskOf>, entity: Entity, id: string, edits: Record<string, Edit>) =>
    desk.held && desk.row?.meta !== null
      ? desk.held.stream
      : streamOf(
          entity,
          id,
          (name) => edits[name]?.value ?? desk.shown(name),
          (to, target) => store.load(to, target)?.stream,
        )

  /**
   * The end of an edit session: writes what differs. `step`: an operation that moves guarded fields by the rules, and has looked at them.
   * @throws Refusal `not-found` where the record lies in the trash, `bad-input` for a field the noun does not have, `rule-*`
   */
  function write(entity: Entity, id: string, edits: Record<string, Edit>, kind: 'edit' | 'step' = 'edit'): Written {
    return atomically(() => {
      const desk = deskOf(entity, id)
      if (desk.deleted) throw new Refusal('not-found')
      const names = Object.keys(edits)
      const before = Object.fromEntries(names.map((name) => [name, desk.shown(name)]))
      const fields = writesOf(desk, entity, edits)
      if (kind === 'edit') checkEdit(entity, desk.row, fields)
      const values = Object.fromEntries(names.map((name) => [name, edits[name]?.value ?? null]))
      const watched = watch(db, entity, id, desk.row, values)
      const ref = Object.keys(fields).length > 0 ? append(streamFor(desk, entity, id, edits), entity, id, fields) : null
      checkWatched(db, watched)
      return {
        ref,
        before,
        heads: headsOf(entity, id, names),
        created: !desk.row && ref !== null,
        entities: [entity],
      }
    })
  }

  /** What an editor sends back as `base`: write references, or the elements of a set. */
  const headsOf = (entity: Entity, id: string, names: string[]): Record<string, string[]> =>
    shownHeadsOf(deskOf(entity, id), entity, names)

  const leavesOf = (held: Held, name: string) =>
    (held.state.leaves.get(name) ?? []).map((ref) => {
      const write = store.read(held.stream, ref)
      return { ref, hlc: write?.hlc ?? 0, value: write?.fields[name]?.[0] ?? null }
    })

  /**
   * Writes tombstones, or their revocations, naming all this computer knew (sync rule 4).
   * @throws Refusal `rule-*`
   */
  function mark(entity: Entity, recordIds: string[], value: 'remove' | 'restore'): number {
    return atomically(() => {
      const vector = value === 'remove' ? vectorOf(db, ids) : null
      let count = 0
      for (const id of recordIds) {
        const desk = deskOf(entity, id)
        const deletion = desk.row && deletionOf(desk, vector)
        if (!deletion) continue
        if (value === 'remove') checkRemoval(entity, desk.row)
        const watched = watch(db, entity, id, desk.row, {})
        append(streamFor(desk, entity, id, {}), entity, id, { [deletedField]: deletion })
        checkWatched(db, watched)
        count++
      }
      return count
    })
  }

  /**
   * Writes a person's choice among the leaves of a conflict.
   * @throws Refusal `not-found` where the record is not here or lies in the trash, `rule-*`
   */
  function choose(entity: Entity, id: string, name: string, value: Json, leaves: Ref[]): Ref {
    return atomically(() => {
      const desk = deskOf(entity, id)
      if (!desk.held || desk.deleted) throw new Refusal('not-found')
      checkChoice(
        entity,
        name,
        value,
        leavesOf(desk.held, name).map((leaf) => leaf.value),
      )
      const [field, element] = name.split('/')
      const watched = watch(db, entity, id, desk.row, element === undefined ? {} : { [field as string]: [element] })
      const ref = append(streamFor(desk, entity, id, {}), entity, id, { [name]: choiceOf(desk, name, value, leaves) })
      checkWatched(db, watched)
      return ref
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
      const touched: { entity: string; id: string }[] = []
      for (const line of bundle.lines) {
        const change = parseChange(line)
        const hash = hashOf(line)
        if (insertLine.run(d, s, change.seq, hash, line).changes === 0) continue
        added++
        const seen = observe(clock, change.hlc, now())
        clock = seen.last
        if (seen.flagged) flagged++
        fold.apply(bundle.stream, refOf(bundle.device, change.seq, hash), change)
        if (added % foldedAtOnce === 0) touched.push(...fold.flush())
      }
      touched.push(...fold.flush())
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

import { hash } from 'node:crypto'
import Database from 'better-sqlite3'
import { migrate } from '../../electron/data/db/migrate.ts'
import type { WritableDb } from '../../electron/data/db/open.ts'
import { type Bundle, createChangeLog, hashOf } from '../../electron/data/sync/changes.ts'
import { digestOf } from '../../electron/data/sync/digest.ts'
import { rebuild } from '../../electron/data/sync/rebuild.ts'
import type { Entity } from '../../shared/domain/fields.ts'
import { entities, nouns } from '../../shared/domain/nouns.ts'
import {
  deletedField,
  type FieldWrite,
  type Json,
  lineOf,
  parseChange,
  type Ref,
  refOf,
} from '../../shared/sync/change.ts'
import { observe, tick } from '../../shared/sync/clock.ts'
import {
  choiceOf,
  type Desk,
  deletionOf,
  type Edit,
  headsOf,
  streamOf,
  type Value,
  writesOf,
} from '../../shared/sync/edit.ts'
import { type Conflict, createFold, type Held } from '../../shared/sync/fold.ts'
import { createLeafLines } from '../../shared/sync/leaves.ts'
import { decodeState, type Vector } from '../../shared/sync/merge.ts'
import { createMemoryStore, type Logged, type MemoryStore, type Shown } from './memory-store.ts'

/** One entry of a log as it travels. */
export type Entry = { device: string; stream: string; seq: number; line: string }
export type Fields = Record<string, FieldWrite>

/** A computer of the federation with a clock of its own. */
export type Replica = {
  device: string
  clock: { now: number }
  write(entity: Entity, id: string, edits: Record<string, Edit>): { ref: Ref | null; heads: Record<string, string[]> }
  mark(entity: Entity, ids: string[], value: 'remove' | 'restore'): number
  choose(entity: Entity, id: string, name: string, value: Json, leaves: Ref[]): Ref
  headsOf(entity: Entity, id: string, names: string[]): Record<string, string[]>
  load(entity: string, id: string): Held | undefined
  read(ref: Ref): { hlc: number; fields: Fields } | undefined
  receive(bundle: Bundle): { added: number; flagged: number }
  rows(): Shown[]
  conflicts(): (Conflict & { entity: string; id: string })[]
  entries(): Entry[]
  digest(): string
  rebuild(): void
}

const sha = 'x'.repeat(64)

/** A replica over the memory store: the product's fold and write logic, without SQLite. */
export function createMemoryReplica(device: string, clock: { now: number }): Replica & { store: MemoryStore } {
  const log = new Map<Ref, Logged>()
  const entries = new Map<Ref, Entry>()
  let store = createMemoryStore(log)
  let fold = createFold(store)
  let last = 0

  const enter = (author: string, stream: string, line: string): boolean => {
    const change = parseChange(line)
    const ref = refOf(author, change.seq, hashOf(line))
    if (entries.has(`${stream} ${ref}`)) return false
    entries.set(`${stream} ${ref}`, { device: author, stream, seq: change.seq, line })
    log.set(ref, { streams: [...(log.get(ref)?.streams ?? []), stream], change })
    fold.apply(stream, ref, change)
    return true
  }
  const append = (stream: string, entity: string, id: string, fields: Fields): Ref => {
    let seq = 0
    for (const entry of entries.values())
      if (entry.device === device && entry.stream === stream) seq = Math.max(seq, entry.seq)
    last = tick(last, clock.now)
    const line = lineOf({ seq: seq + 1, hlc: last, entity, id, fields })
    enter(device, stream, line)
    fold.flush()
    return refOf(device, seq + 1, hashOf(line))
  }
  const deskOf = (entity: Entity, id: string): Desk => {
    const row = store.rows.get(entity + id)
    return {
      device,
      held: store.load(entity, id),
      deleted: row?.deleted ?? false,
      shown: (name) =>
        (row?.columns[name] as Value) ??
        ((nouns[entity].fields as Record<string, { kind: string }>)[name]?.kind === 'set' ? [] : null),
      known: (ref) => log.has(ref),
      read: (ref) => log.get(ref)?.change,
    }
  }
  const streamFor = (desk: Desk, entity: Entity, id: string, edits: Record<string, Edit>) =>
    desk.held?.stream ??
    streamOf(
      entity,
      id,
      (name) => edits[name]?.value,
      (to, target) => store.load(to, target)?.stream,
    )

  return {
    device,
    clock,
    get store() {
      return store
    },
    write(entity, id, edits) {
      const desk = deskOf(entity, id)
      if (desk.deleted) throw new Error('deleted')
      const fields = writesOf(desk, entity, edits)
      const ref = Object.keys(fields).length > 0 ? append(streamFor(desk, entity, id, edits), entity, id, fields) : null
      return { ref, heads: headsOf(deskOf(entity, id), entity, Object.keys(edits)) }
    },
    mark(entity, ids, value) {
      const vector = value === 'remove' ? vectorOf([...entries.values()]) : null
      let count = 0
      for (const id of ids) {
        const desk = deskOf(entity, id)
        const deletion = desk.held && deletionOf(desk, vector)
        if (!deletion) continue
        append(streamFor(desk, entity, id, {}), entity, id, { [deletedField]: deletion })
        count++
      }
      return count
    },
    choose(entity, id, name, value, leaves) {
      const desk = deskOf(entity, id)
      if (desk.deleted) throw new Error('deleted')
      return append(streamFor(desk, entity, id, {}), entity, id, { [name]: choiceOf(desk, name, value, leaves) })
    },
    headsOf: (entity, id, names) => headsOf(deskOf(entity, id), entity, names),
    load: (entity, id) => store.load(entity, id),
    read: (ref) => log.get(ref)?.change,
    receive(bundle) {
      let added = 0
      let flagged = 0
      for (const line of bundle.lines) {
        if (!enter(bundle.device, bundle.stream, line)) continue
        added++
        const seen = observe(last, parseChange(line).hlc, clock.now)
        last = seen.last
        if (seen.flagged) flagged++
      }
      fold.flush()
      return { added, flagged }
    },
    rows: () => [...store.rows.values()],
    conflicts: () =>
      [...store.conflicts].map(([key, conflict]) => {
        const [entity = '', id = ''] = key.split(' ')
        return { ...conflict, entity, id }
      }),
    entries: () => [...entries.values()],
    digest: () => digestOfEntries([...entries.values()]),
    rebuild() {
      const all = [...entries.values()]
      entries.clear()
      log.clear()
      store = createMemoryStore(log)
      fold = createFold(store)
      for (const { device, stream, line } of all.sort((a, b) => (a.line < b.line ? -1 : 1))) enter(device, stream, line)
      fold.flush()
    },
  }
}

export function digestOfEntries(entries: Entry[]): string {
  const leaves = createLeafLines()
  for (const { device, seq, line } of entries) leaves.add(refOf(device, seq, hashOf(line)), parseChange(line))
  return hash(
    'sha256',
    leaves
      .lines()
      .map((line) => `${line}\n`)
      .join(''),
    'hex',
  )
}

function vectorOf(entries: Entry[]): Vector {
  const seqs = new Map<string, Set<number>>()
  for (const { device, stream, seq } of entries) {
    const key = `${device} ${stream}`
    seqs.set(key, (seqs.get(key) ?? new Set()).add(seq))
  }
  const vector: Vector = {}
  for (const [key, held] of seqs) {
    const [device = '', stream = ''] = key.split(' ')
    let end = 0
    while (held.has(end + 1)) end++
    if (end > 0) vector[device] = { ...vector[device], [stream]: end }
  }
  return vector
}

type ConflictRow = Omit<Conflict, 'incomplete'> & { entity: string; id: string; incomplete: number }

export function openMemoryDb(): WritableDb {
  const db = new Database(':memory:') as unknown as WritableDb
  migrate(db)
  return db
}

/** A replica over real SQLite: the product's change log. */
export function createSqliteReplica(
  device: string,
  clock: { now: number },
  db: WritableDb = openMemoryDb(),
  builtIns: (db: WritableDb) => void = () => undefined,
): Replica & { db: WritableDb; log: ReturnType<typeof createChangeLog> } {
  const log = createChangeLog(db, device, () => clock.now)
  const shown = (entity: string, row: Record<string, string | number | null>): Shown => {
    const { id, stream, updated, deleted, meta, ...columns } = row
    const fields = nouns[entity as Entity].fields as Record<string, { kind: string }>
    return {
      entity,
      id: String(id),
      stream: stream === null ? 'base' : log.ids.stream(stream as number),
      updated: updated as number,
      deleted: deleted === 1,
      meta: (meta as string | null) ?? '',
      columns: Object.fromEntries(
        Object.entries(columns).map(([name, value]) => [
          name,
          fields[name]?.kind === 'set' ? JSON.parse((value as string) ?? '[]') : value,
        ]),
      ),
    }
  }
  return {
    device,
    clock,
    db,
    log,
    write: log.write,
    mark: log.mark,
    choose: log.choose,
    headsOf: log.headsOf,
    load: log.store.load,
    read: (ref) => log.store.read('base', ref),
    receive: (bundle) => log.receive(bundle),
    rows: () => [
      ...entities.flatMap((entity) =>
        (db.prepare(`SELECT * FROM ${entity}`).all() as Record<string, string | number | null>[]).map((row) =>
          shown(entity, row),
        ),
      ),
      ...(db.prepare('SELECT * FROM unknowns').all() as { entity: string; id: string; meta: string }[]).map(
        ({ entity, id, meta }) => {
          const { stream, updated, state } = JSON.parse(meta)
          return { entity, id, stream, updated, deleted: false, meta: state, columns: {} }
        },
      ),
    ],
    conflicts: () =>
      (db.prepare('SELECT * FROM conflicts').all() as ConflictRow[]).map((row) => ({
        ...row,
        incomplete: row.incomplete === 1,
      })),
    entries: () =>
      db
        .prepare(
          `SELECT devices.id AS device, streams.id AS stream, seq, line FROM changes
           JOIN devices ON devices.n = changes.device JOIN streams ON streams.n = changes.stream`,
        )
        .all() as Entry[],
    digest: () => digestOf(db).digest,
    rebuild() {
      rebuild(db, builtIns)
      log.reset()
    },
  }
}

/** Writes what no editor of this version would, e.g. fields of a newer one: a change of its own, taken in like a received one. */
export function writeRaw(
  replica: Replica,
  stream: string,
  entity: string,
  id: string,
  fields: Fields,
  hlc?: number,
): Ref {
  const own = replica.entries().filter((entry) => entry.device === replica.device && entry.stream === stream)
  const seq = Math.max(0, ...own.map((entry) => entry.seq)) + 1
  const line = lineOf({ seq, hlc: hlc ?? tick(0, replica.clock.now), entity, id, fields })
  replica.receive({ device: replica.device, stream, first: seq, last: seq, sha256: sha, lines: [line] })
  return refOf(replica.device, seq, hashOf(line))
}

/**
 * Entries as bundles: runs of contiguous seqs of one author and stream, none longer than `longest`. A forked seq begins a run of its
 * own.
 */
export function bundlesOf(entries: Entry[], longest = 20_000): Bundle[] {
  const runs = new Map<string, Entry[][]>()
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
    const key = `${entry.device} ${entry.stream}`
    const list = runs.get(key) ?? []
    runs.set(key, list)
    const run = list.find((one) => one.length < longest && one.at(-1)?.seq === entry.seq - 1)
    if (run) run.push(entry)
    else list.push([entry])
  }
  return [...runs.values()].flat().map((run) => ({
    device: (run[0] as Entry).device,
    stream: (run[0] as Entry).stream,
    first: (run[0] as Entry).seq,
    last: (run.at(-1) as Entry).seq,
    sha256: sha,
    lines: run.map((entry) => entry.line),
  }))
}

const entryKey = (entry: Entry) => `${entry.device} ${entry.stream} ${entry.seq} ${entry.line}`

/** What `to` lacks of what `from` holds. */
export function lacking(from: Replica, to: Replica): Entry[] {
  const held = new Set(to.entries().map(entryKey))
  return from.entries().filter((entry) => !held.has(entryKey(entry)))
}

/** Hands all that the other lacks, both ways. */
export function exchange(a: Replica, b: Replica): void {
  for (const bundle of bundlesOf(lacking(a, b))) b.receive(bundle)
  for (const bundle of bundlesOf(lacking(b, a))) a.receive(bundle)
}

/** Everything a person could see, and the merge state behind it, in a form that compares. */
export function dumpOf(replica: Replica): string[] {
  const lines: string[] = []
  for (const row of replica.rows()) {
    const columns = Object.entries(row.columns)
      .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
      .sort(([a], [b]) => (a < b ? -1 : 1))
    lines.push(
      `${row.entity} ${row.id} ${row.stream} ${row.updated} ${row.deleted ? 'deleted' : ''} ${JSON.stringify(columns)} ${stateText(row.meta)}`,
    )
  }
  for (const { entity, id, field, kind, incomplete, leaves } of replica.conflicts())
    lines.push(`conflict ${entity} ${id} ${field} ${kind} ${incomplete} ${leaves}`)
  return lines.sort()
}

function stateText(meta: string): string {
  if (!meta) return ''
  const state = decodeState(meta)
  const sorted = <V>(map: Map<string, V>, each: (value: V) => unknown) =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, each(value)])
  return JSON.stringify([
    sorted(state.times, (hlc) => hlc),
    sorted(state.leaves, (refs) => [...refs].sort()),
    sorted(state.awaited, (refs) => [...refs].sort()),
    sorted(state.seen, (seq) => seq),
  ])
}

import type Database from 'better-sqlite3'
import type { Entity } from '../../../shared/domain/fields.ts'
import { entities, nouns } from '../../../shared/domain/nouns.ts'
import { deletedField, type FieldWrite, parseChange, partsOf, type Ref } from '../../../shared/sync/change.ts'
import {
  type Conflict,
  type Folded,
  type Held,
  type RecordStore,
  type Touch,
  touchOf,
} from '../../../shared/sync/fold.ts'
import { decodeState, emptyState } from '../../../shared/sync/merge.ts'
import { settleMerges } from '../db/merges.ts'
import type { WritableDb } from '../db/open.ts'
import type { Interned } from './interned.ts'

/** Set columns of every noun, and every field by which another noun points at it. */
const setColumns = Object.fromEntries(
  entities.map((entity) => [
    entity,
    Object.entries(nouns[entity].fields).flatMap(([name, field]) => (field.kind === 'set' ? [name] : [])),
  ]),
) as Record<Entity, string[]>
const pointers = Object.fromEntries(
  entities.map((target) => [
    target,
    entities.flatMap((entity) =>
      Object.entries(nouns[entity].fields).flatMap(([field, { kind, ...rest }]) =>
        kind === 'ref' && (rest as { to?: string }).to === target ? [{ entity, field }] : [],
      ),
    ),
  ]),
) as Record<Entity, { entity: Entity; field: string }[]>
const isEntity = (name: string): name is Entity => Object.hasOwn(nouns, name)

/** The key of a change in the log: device, stream, seq, hash. */
export type Place = [number, number, number, string]

export type SqliteRecordStore = RecordStore & {
  streamsOf(ref: Ref): string[]
  /** `isElsewhere`: children the caller answers for. */
  touches(entity: string, id: string, isElsewhere?: (child: Entity, childId: string) => boolean): Touch[]
  reload(): void
  settle(): void
  placesOf(ref: Ref): Place[]
}

/** The record store over SQLite; statements are prepared once, all writes belong to the caller's transaction. */
export function createRecordStore(db: WritableDb, ids: Interned): SqliteRecordStore {
  const prepared = new Map<string, Database.Statement>()
  const sql = (text: string) => {
    let statement = prepared.get(text)
    if (!statement) {
      statement = db.prepare(text)
      prepared.set(text, statement)
    }
    return statement
  }
  const selects = new Map<string, Database.Statement>()
  for (const entity of entities) {
    const columns = ['meta', 'stream', 'updated', ...setColumns[entity].map((name) => `"${name}"`)].join(', ')
    selects.set(entity, db.prepare(`SELECT ${columns} FROM ${entity} WHERE id = ?`))
  }
  const selectUnknown = db.prepare('SELECT meta FROM unknowns WHERE entity = ? AND id = ?')
  const selectLine = db
    .prepare('SELECT line FROM changes WHERE device = ? AND stream = ? AND seq = ? AND hash = ?')
    .pluck()
  const selectTombstones = db.prepare('SELECT entity || id FROM tombstones').pluck()
  let tombstoned = new Set(selectTombstones.all() as string[])
  const selectMergeTargets = db.prepare('SELECT DISTINCT mergedInto FROM findings WHERE mergedInto IS NOT NULL').pluck()
  /** Findings that others were merged into, here or not: whoever stands for those may change with them. */
  let mergeTargets = new Set(selectMergeTargets.all() as string[])
  const stale = { findings: new Set<string>(), visits: new Set<string>(), regions: new Set<string>() }

  /** Notes what lists of merged findings follow from, until `settle`. */
  function noteStale({ entity, id, isNew, columns }: Folded): void {
    if (entity === 'findings') {
      const { mergedInto, regions, visits } = columns
      if (typeof mergedInto === 'string') mergeTargets.add(mergedInto)
      const isSeveral = [regions, visits].some((set) => Array.isArray(set) && set.length > 1)
      const isChanged = !isNew && (regions !== undefined || visits !== undefined)
      if (mergedInto !== undefined || isSeveral || isChanged || mergeTargets.has(id)) stale.findings.add(id)
    } else if (entity === 'visits') {
      if (columns.region !== undefined) stale.visits.add(id)
    } else if (entity === 'regions' && (columns.parent !== undefined || columns.level !== undefined))
      stale.regions.add(id)
  }

  const lineOf = (stream: string, ref: Ref): string | undefined => {
    const { device, seq, hash } = partsOf(ref)
    const d = ids.knownDevice(device)
    if (d === undefined) return undefined
    const here = ids.knownStream(stream)
    const found = here === undefined ? undefined : selectLine.get(d, here, seq, hash)
    if (found !== undefined) return found as string
    // A record lives in one stream; only a sender that broke the rule makes the others worth a look.
    for (const other of ids.streams()) {
      if (other === here) continue
      const elsewhere = selectLine.get(d, other, seq, hash)
      if (elsewhere !== undefined) return elsewhere as string
    }
    return undefined
  }

  /** Where a write stands in the log, as its numbers; several places only if its author put it in several streams. */
  function placesOf(ref: Ref): Place[] {
    const { device, seq, hash } = partsOf(ref)
    const d = ids.knownDevice(device)
    if (d === undefined) return []
    return ids.streams().flatMap((s) => (selectLine.get(d, s, seq, hash) === undefined ? [] : [[d, s, seq, hash]]))
  }
  const streamsOf = (ref: Ref): string[] => placesOf(ref).map(([, stream]) => ids.stream(stream))

  function load(entity: string, id: string): Held | undefined {
    if (!isEntity(entity)) {
      const meta = selectUnknown.get(entity, id) as { meta: string } | undefined
      if (!meta) return undefined
      const { stream, updated, state } = JSON.parse(meta.meta) as { stream: string; updated: number; state: string }
      return { state: decodeState(state), stream, updated, sets: {}, isNew: false }
    }
    const row = selects.get(entity)?.get(id) as Record<string, string | number | null> | undefined
    if (!row) return undefined
    const sets: Record<string, string[]> = {}
    for (const name of setColumns[entity]) if (row[name]) sets[name] = JSON.parse(row[name] as string) as string[]
    return {
      state: row.meta ? decodeState(row.meta as string) : emptyState(),
      stream: row.stream === null ? 'base' : ids.stream(row.stream as number),
      updated: row.updated as number,
      sets,
      isNew: false,
    }
  }

  function save(folded: Folded): void {
    const { entity, id } = folded
    saveConflicts(folded)
    if (!folded.known) {
      const meta = JSON.stringify({ stream: folded.stream, updated: folded.updated, state: folded.meta })
      sql(
        'INSERT INTO unknowns (entity, id, meta) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET meta = excluded.meta',
      ).run(entity, id, meta)
      return
    }
    const names = Object.keys(folded.columns)
    const values = names.map((name) => {
      const value = folded.columns[name] as string | number | null | string[]
      return Array.isArray(value) ? (value.length === 0 ? null : JSON.stringify(value)) : value
    })
    const tail = [ids.streamNumber(folded.stream), folded.updated, folded.meta]
    if (folded.isNew) {
      const columns = names.map((name) => `, "${name}"`).join('')
      sql(
        `INSERT INTO ${entity} (stream, updated, meta, id${columns}) VALUES (?, ?, ?, ?${', ?'.repeat(names.length)})`,
      ).run(...tail, id, ...values)
    } else {
      const columns = names.map((name) => `, "${name}" = ?`).join('')
      sql(`UPDATE ${entity} SET stream = ?, updated = ?, meta = ?${columns} WHERE id = ?`).run(...tail, ...values, id)
    }
    for (const { field, target, present } of folded.links) {
      if (present)
        sql('INSERT OR IGNORE INTO links (target, entity, field, id) VALUES (?, ?, ?, ?)').run(
          target,
          entity,
          field,
          id,
        )
      else
        sql('DELETE FROM links WHERE target = ? AND entity = ? AND field = ? AND id = ?').run(target, entity, field, id)
    }
    noteStale(folded)
    if (folded.tombstoned && !tombstoned.has(entity + id)) {
      tombstoned.add(entity + id)
      sql('INSERT OR IGNORE INTO tombstones (entity, id) VALUES (?, ?)').run(entity, id)
    }
  }

  function saveConflicts({ entity, id, isNew, conflicts }: Folded): void {
    for (const [field, conflict] of conflicts) {
      if (conflict) putConflict(entity, id, conflict)
      else if (!isNew) dropConflict(entity, id, field)
    }
  }
  function putConflict(entity: string, id: string, conflict: Conflict): void {
    sql(
      `INSERT INTO conflicts (entity, id, field, kind, incomplete, leaves) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET kind = excluded.kind, incomplete = excluded.incomplete, leaves = excluded.leaves`,
    ).run(entity, id, conflict.field, conflict.kind, conflict.incomplete ? 1 : 0, conflict.leaves)
  }
  const dropConflict = (entity: string, id: string, field: string) =>
    sql('DELETE FROM conflicts WHERE entity = ? AND id = ? AND field = ?').run(entity, id, field)

  function touches(entity: string, id: string, isElsewhere?: (child: Entity, childId: string) => boolean): Touch[] {
    if (!isEntity(entity)) return []
    const found: Touch[] = []
    const collect = (child: Entity, childId: string, field: string) => {
      if (isElsewhere?.(child, childId)) return
      const held = load(child, childId)
      for (const ref of held?.state.leaves.get(field) ?? []) {
        for (const stream of held?.state.mixed ? streamsOf(ref) : [held?.stream ?? 'base'])
          found.push(touchOf(ref, stream))
      }
    }
    for (const pointer of pointers[entity]) {
      const rows = sql(`SELECT id FROM ${pointer.entity} WHERE "${pointer.field}" = ?`).pluck().all(id) as string[]
      for (const child of rows) collect(pointer.entity, child, pointer.field)
    }
    const linked = sql('SELECT entity, field, id FROM links WHERE target = ?').all(id) as {
      entity: Entity
      field: string
      id: string
    }[]
    for (const link of linked) collect(link.entity, link.id, `${link.field}/${id}`)
    return found
  }

  return {
    load,
    save,
    touches,
    known: (stream, ref) => lineOf(stream, ref) !== undefined,
    read(stream, ref): { hlc: number; fields: Record<string, FieldWrite> } | undefined {
      const line = lineOf(stream, ref)
      return line === undefined ? undefined : parseChange(line)
    },
    /** After a rollback, or when another connection has written. */
    reload: () => {
      tombstoned = new Set(selectTombstones.all() as string[])
      mergeTargets = new Set(selectMergeTargets.all() as string[])
      for (const ids of Object.values(stale)) ids.clear()
    },
    /** Before the transaction ends: brings up to date what follows from the records saved in it. */
    settle: () => {
      settleMerges(db, stale)
      for (const ids of Object.values(stale)) ids.clear()
    },
    placesOf,
    streamsOf,
    isTombstoned: (entity, id) => tombstoned.has(entity + id),
    saveDeletion(entity, id, deleted, conflict) {
      if (entity === 'findings') stale.findings.add(id)
      if (isEntity(entity)) sql(`UPDATE ${entity} SET deleted = ? WHERE id = ?`).run(deleted ? 1 : 0, id)
      if (conflict) putConflict(entity, id, conflict)
      else dropConflict(entity, id, deletedField)
    },
  }
}

import type { Field } from '../../shared/domain/fields.ts'
import { entities, nouns } from '../../shared/domain/nouns.ts'
import { type Change, deletedField, partsOf, type Ref } from '../../shared/sync/change.ts'
import type { Column, Conflict, RecordStore } from '../../shared/sync/fold.ts'
import { decodeState } from '../../shared/sync/merge.ts'

export type Logged = { streams: string[]; change: Change }
export type Shown = {
  entity: string
  id: string
  stream: string
  updated: number
  deleted: boolean
  meta: string
  columns: Record<string, Column | string[]>
}
export type MemoryStore = RecordStore & {
  rows: Map<string, Shown>
  conflicts: Map<string, Conflict>
  tombstones: Set<string>
}

const pointers = entities.flatMap((entity) =>
  Object.entries(nouns[entity].fields as Record<string, Field>).flatMap(([name, field]) =>
    field.kind === 'ref' || field.kind === 'set' ? [{ entity, name, field }] : [],
  ),
)

/** A record store without a database; `log` is what its owner has received so far. */
export function createMemoryStore(log: ReadonlyMap<Ref, Logged>): MemoryStore {
  const rows = new Map<string, Shown>()
  const conflicts = new Map<string, Conflict>()
  const tombstones = new Set<string>()
  const put = (entity: string, id: string, field: string, conflict: Conflict | null) => {
    if (conflict) conflicts.set(`${entity} ${id} ${field}`, conflict)
    else conflicts.delete(`${entity} ${id} ${field}`)
  }
  return {
    rows,
    conflicts,
    tombstones,
    load(entity, id) {
      const row = rows.get(entity + id)
      if (!row) return undefined
      const sets: Record<string, string[]> = {}
      for (const [name, value] of Object.entries(row.columns)) if (Array.isArray(value)) sets[name] = [...value]
      return { state: decodeState(row.meta), stream: row.stream, updated: row.updated, sets, isNew: false }
    },
    save({ entity, id, stream, updated, meta, columns, conflicts: found, tombstoned, known }) {
      const before = rows.get(entity + id)
      rows.set(entity + id, {
        entity,
        id,
        stream,
        updated,
        meta,
        deleted: before?.deleted ?? false,
        columns: { ...before?.columns, ...columns },
      })
      for (const [field, conflict] of found) put(entity, id, field, conflict)
      if (tombstoned && known) tombstones.add(entity + id)
    },
    known: (_stream, ref) => log.has(ref),
    read: (_stream, ref) => log.get(ref)?.change,
    streamsOf: (ref) => log.get(ref)?.streams ?? [],
    isTombstoned: (entity, id) => tombstones.has(entity + id),
    touches(target, id) {
      const found: { device: string; stream: string; seq: number }[] = []
      for (const row of rows.values()) {
        for (const { entity, name, field } of pointers) {
          if (entity !== row.entity) continue
          const value = row.columns[name]
          const isSet = field.kind === 'set'
          if (isSet ? !Array.isArray(value) || !value.includes(id) : field.to !== target || value !== id) continue
          for (const ref of decodeState(row.meta).leaves.get(isSet ? `${name}/${id}` : name) ?? []) {
            const { device, seq } = partsOf(ref)
            for (const stream of log.get(ref)?.streams ?? [row.stream]) found.push({ device, stream, seq })
          }
        }
      }
      return found
    },
    saveDeletion(entity, id, deleted, conflict) {
      const row = rows.get(entity + id)
      if (row && Object.hasOwn(nouns, entity)) row.deleted = deleted
      put(entity, id, deletedField, conflict)
    },
  }
}

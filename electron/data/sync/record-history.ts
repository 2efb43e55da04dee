import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { fieldOf } from '../../../shared/domain/nouns.ts'
import { deletedField, type FieldWrite, type Json, type Ref } from '../../../shared/sync/change.ts'
import { targetOf } from '../../../shared/sync/fold.ts'
import type { HistoryItem } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { stampOf } from '../db/views/stamps.ts'
import { titleOf } from '../db/views/titles.ts'

type Where = { entity: Entity; id: string }
type Write = { ref: Ref; hlc: number; field: string; write: FieldWrite; isLeaf: boolean }

/** Nobody reads further back in one look; the newest are kept. */
const itemsListed = 500

/** Every write of a record's fields that is here, followed from the leaves through their parents. */
export function writesOfRecord({ entity, id }: Where, context: Context): Write[] {
  const held = context.log.store.load(entity, id)
  const writes: Write[] = []
  for (const [field, leaves] of held?.state.leaves ?? []) {
    const open = [...leaves]
    const seen = new Set(open)
    for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
      const found = context.log.store.read(held?.stream ?? 'base', ref)
      const write = found?.fields[field]
      if (!found || !write) continue
      writes.push({ ref, hlc: found.hlc, field, write, isLeaf: leaves.includes(ref) })
      for (const parent of write[1]) {
        if (!seen.has(parent)) {
          seen.add(parent)
          open.push(parent)
        }
      }
    }
  }
  return writes
}

/** Everything ever written to a record, newest first. */
export function recordHistory(db: ReadableDb, where: Where, context: Context): HistoryItem[] {
  return writesOfRecord(where, context)
    .sort((a, b) => b.hlc - a.hlc)
    .slice(0, itemsListed)
    .map(({ ref, hlc, field, write: [value, parents], isLeaf }) => ({
      ...stampOf(db, ref, hlc),
      field,
      value: plain(field, value),
      shown: namesOf(db, fieldOf(where.entity, field), field, value),
      superseded: !isLeaf,
      chosen: parents.length > 1,
    }))
}

/** A tombstone carries a whole vector; a person reads that it was deleted. */
function plain(field: string, value: Json): string | number | null {
  if (field === deletedField) return value === null ? null : 'deleted'
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'string' || typeof value === 'number' || value === null ? value : JSON.stringify(value)
}

function namesOf(db: ReadableDb, field: Field | undefined, name: string, value: Json): string | null {
  const target = targetOf(field, name, value)
  if (target) return titleOf(db, target[0], target[1])
  return field?.kind === 'set' ? name.slice(name.indexOf('/') + 1) : null
}

/** Writes without an editor: a key that moves a row, a record that begins with one choice. */
import type { Entity } from '../../shared/domain/fields.ts'
import type { SaveAnswer } from '../../shared/views.ts'
import { call, failureOf, newId, queryClient, readKey } from '../api.ts'
import { showToast } from './toast-store.ts'
import { announceStep, type Edit, recordStep, type Value } from './undo.ts'

/** An id for a record that is about to be typed: known not to exist, so the first key need not wait for a read. */
export function freshId(entity: Entity): string {
  const id = newId()
  queryClient.setQueryData(readKey('records.get', { entity, id }), null)
  return id
}

/** For what is done in passing: the reason as a message. */
export function tellFailure(error: unknown) {
  const failure = failureOf(error)
  showToast({ message: failure.message + failure.next })
}

type Values = Record<string, Value>
/** `added`: elements to be put into sets, whatever else is in them. */
export type Saved = { entity: Entity; id: string; values: Values; added?: Record<string, string[]> }

const inputOf = ({ entity, id, values, added = {} }: Saved) => ({
  entity,
  id,
  fields: {
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
    // opened on an empty set, so only what came is written
    ...Object.fromEntries(Object.entries(added).map(([name, value]) => [name, { value, base: [] }])),
  },
})

function editOf({ entity, id, values, added = {} }: Saved, { before, created }: SaveAnswer): Edit {
  const was = (field: string, empty: Value) => before[field] ?? empty
  const changes = [
    ...Object.entries(values).map(([field, after]) => ({
      field,
      before: was(field, Array.isArray(after) ? [] : null),
      after,
    })),
    ...Object.entries(added).map(([field, elements]) => {
      const known = was(field, []) as string[]
      return { field, before: known, after: [...new Set([...known, ...elements])] }
    }),
  ]
  return { kind: 'edit', entity, id, created, changes }
}

/** Saves at once, with undo; a failure is told and answered with `false`. */
export async function saveNow(entity: Entity, id: string, values: Values): Promise<boolean> {
  const saved = { entity, id, values }
  try {
    recordStep(editOf(saved, await call('records.save', inputOf(saved))))
    return true
  } catch (error) {
    tellFailure(error)
    return false
  }
}

/**
 * Saves several records at once, all or none, as one step of undo. `message` is said with a way back; without one nothing is said. A
 * failure is told and answered with `false`.
 */
export async function saveAllNow(records: readonly Saved[], message?: string): Promise<boolean> {
  if (records.length === 0) return true
  try {
    const answers = await call('records.saveAll', { records: records.map(inputOf) })
    const edits = records.flatMap((saved, at) => (answers[at] ? [editOf(saved, answers[at])] : []))
    if (message === undefined) recordStep({ kind: 'edits', edits })
    else announceStep(message, { kind: 'edits', edits })
    return true
  } catch (error) {
    tellFailure(error)
    return false
  }
}

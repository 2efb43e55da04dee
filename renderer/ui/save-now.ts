/** Writes without an editor: a key that moves a row, a record that begins with one choice. */
import type { Entity } from '../../shared/domain/fields.ts'
import { call, failureOf, newId, queryClient, readKey } from '../api.ts'
import { showToast } from './toast-store.ts'
import { recordStep, type Value } from './undo.ts'

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

/** Saves at once, with undo; a failure is told and answered with `false`. */
export async function saveNow(entity: Entity, id: string, values: Record<string, Value>): Promise<boolean> {
  const fields = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  try {
    const answer = await call('records.save', { entity, id, fields })
    recordStep({
      kind: 'edit',
      entity,
      id,
      created: answer.created,
      changes: Object.entries(values).map(([field, after]) => ({
        field,
        before: answer.before[field] ?? (Array.isArray(after) ? [] : null),
        after,
      })),
    })
    return true
  } catch (error) {
    tellFailure(error)
    return false
  }
}

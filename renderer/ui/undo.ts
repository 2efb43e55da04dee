/** Undo and redo of saved work, across records. What is still being typed is the text field's own business. */
import { create } from 'zustand'
import type { Entity } from '../../shared/domain/fields.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { call, failureOf } from '../api.ts'
import { fill } from './fill.ts'
import { dismissToast, newToastKey, showToast } from './toast-store.ts'

export type Value = string | number | string[] | null
export type Edit = {
  kind: 'edit'
  entity: Entity
  id: string
  created: boolean
  changes: { field: string; before: Value; after: Value }[]
}
export type Step =
  | Edit
  /** Edits that were saved in one transaction. */
  | { kind: 'edits'; edits: Edit[] }
  | { kind: 'remove'; entity: Entity; ids: string[] }
  /** Work that is not an edit of fields: a choice in a conflict, a restore. */
  | { kind: 'action'; undo: () => Promise<unknown>; redo: () => Promise<unknown> }

const limit = 200

export const useUndo = create<{ done: Step[]; undone: Step[] }>(() => ({ done: [], undone: [] }))

export function recordStep(step: Step) {
  useUndo.setState(({ done }) => ({ done: [...done.slice(1 - limit), step], undone: [] }))
}

const written = ({ entity, id, changes }: Edit, side: 'before' | 'after') => ({
  entity,
  id,
  fields: Object.fromEntries(changes.map((change) => [change.field, { value: change[side] }])),
})
const write = (step: Edit, side: 'before' | 'after') => call('records.save', written(step, side))

async function writeAll(edits: readonly Edit[], backwards: boolean) {
  const kept = edits.filter(({ created }) => !created)
  if (kept.length > 0) {
    await call('records.saveAll', { records: kept.map((edit) => written(edit, backwards ? 'before' : 'after')) })
  }
  const made = edits.filter(({ created }) => created)
  for (const entity of new Set(made.map((edit) => edit.entity))) {
    const ids = made.filter((edit) => edit.entity === entity).map(({ id }) => id)
    await call(backwards ? 'records.remove' : 'records.restore', { entity, ids })
  }
}

async function apply(step: Step, backwards: boolean) {
  if (step.kind === 'edits') await writeAll(step.edits, backwards)
  else if (step.kind === 'action') await (backwards ? step.undo() : step.redo())
  else if (step.kind === 'remove') {
    await call(backwards ? 'records.restore' : 'records.remove', { entity: step.entity, ids: step.ids })
  } else if (step.created) {
    await call(backwards ? 'records.remove' : 'records.restore', { entity: step.entity, ids: [step.id] })
  } else await write(step, backwards ? 'before' : 'after')
}

/** The message a step was announced with: what is undone already offers no way back. */
const announced = new WeakMap<Step, number>()

let running: Promise<void> = Promise.resolve()

function move(from: 'done' | 'undone') {
  running = running.then(async () => {
    const stacks = useUndo.getState()
    const step = stacks[from].at(-1)
    if (!step) {
      if (from === 'done') showToast({ message: text.common.nothingToUndo })
      return
    }
    try {
      await apply(step, from === 'done')
      dismissToast(announced.get(step) ?? 0)
      const to = from === 'done' ? 'undone' : 'done'
      useUndo.setState((state) => ({
        ...state,
        [from]: state[from].filter((one) => one !== step),
        [to]: [...state[to], step],
      }))
      showToast({ message: from === 'done' ? text.common.undone : text.common.redone })
    } catch (error) {
      const failure = failureOf(error)
      showToast({ message: failure.message + failure.next })
    }
  })
  return running
}

export const undo = () => move('done')
export const redo = () => move('undone')

/** Says what was done, with a way back by the toast and by Ctrl+Z. */
export function announceStep(message: string, step: Step, undone: string = text.common.undone) {
  recordStep(step)
  const key = newToastKey()
  announced.set(step, key)
  const toast = {
    message,
    undo: async () => {
      if (!useUndo.getState().done.includes(step)) return
      await apply(step, true)
      useUndo.setState(({ done, undone: steps }) => ({
        done: done.filter((one) => one !== step),
        undone: [...steps, step],
      }))
      showToast({ message: undone })
    },
  }
  showToast(toast, key)
}

/** Writes a new record in one go. The answered function takes it back, as Ctrl+Z does. */
export async function createRecord(
  entity: Entity,
  id: string,
  values: Record<string, Value>,
): Promise<() => Promise<void>> {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== '')
  await call('records.save', {
    entity,
    id,
    fields: Object.fromEntries(given.map(([field, value]) => [field, { value }])),
  })
  const changes = given.map(([field, after]) => ({ field, before: Array.isArray(after) ? [] : null, after }))
  const step: Step = { kind: 'edit', entity, id, created: true, changes }
  recordStep(step)
  return takingBack(step, () => call('records.remove', { entity, ids: [id] }))
}

/** Records work that is no edit of fields. The answered function takes back this work, whatever was done after it. */
export function recordAction(undo: () => Promise<unknown>, redo: () => Promise<unknown>): () => Promise<void> {
  const step: Step = { kind: 'action', undo, redo }
  recordStep(step)
  return takingBack(step, undo)
}

const takingBack = (step: Step, undo: () => Promise<unknown>) => async () => {
  await undo()
  useUndo.setState((state) => ({ ...state, done: state.done.filter((one) => one !== step) }))
  showToast({ message: text.common.undone })
}

/** On their way to the trash: the key pressed twice removes once. */
const leaving = new Set<string>()

/** To the trash, with a way back. Where other records rest on them a person is asked first; `false`: they stay, or are gone already. */
export async function removeRecords(entity: Entity, wanted: string[]): Promise<boolean> {
  const ids = wanted.filter((id) => !leaving.has(`${entity}/${id}`))
  if (ids.length === 0) return false
  for (const id of ids) leaving.add(`${entity}/${id}`)
  try {
    const resting = await call('records.dependents', { entity, ids })
    if (resting.length > 0) {
      const { askBeforeRemoval } = await import('./resting-dialog.tsx')
      if (!(await askBeforeRemoval(resting, ids.length))) return false
    }
    const { removed } = await call('records.remove', { entity, ids })
    if (removed === 0) return false
    announceStep(
      fill(text.common.removed, { count: removed }),
      { kind: 'remove', entity, ids },
      fill(text.common.restored, { count: removed }),
    )
    return true
  } finally {
    for (const id of ids) leaving.delete(`${entity}/${id}`)
  }
}

/** Undo and redo of saved work, across records. What is still being typed is the text field's own business. */
import { create } from 'zustand'
import type { Entity } from '../../shared/domain/fields.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { call, failureOf } from '../api.ts'
import { fill } from './fill.ts'
import { showToast } from './toast-store.ts'

export type Value = string | number | string[] | null
export type Step =
  | {
      kind: 'edit'
      entity: Entity
      id: string
      created: boolean
      changes: { field: string; before: Value; after: Value }[]
    }
  | { kind: 'remove'; entity: Entity; ids: string[] }

const limit = 200

export const useUndo = create<{ done: Step[]; undone: Step[] }>(() => ({ done: [], undone: [] }))

export function recordStep(step: Step) {
  useUndo.setState(({ done }) => ({ done: [...done.slice(1 - limit), step], undone: [] }))
}

const write = (step: Extract<Step, { kind: 'edit' }>, side: 'before' | 'after') =>
  call('records.save', {
    entity: step.entity,
    id: step.id,
    fields: Object.fromEntries(step.changes.map((change) => [change.field, { value: change[side] }])),
  })

async function apply(step: Step, backwards: boolean) {
  if (step.kind === 'remove') {
    await call(backwards ? 'records.restore' : 'records.remove', { entity: step.entity, ids: step.ids })
  } else if (step.created) {
    await call(backwards ? 'records.remove' : 'records.restore', { entity: step.entity, ids: [step.id] })
  } else await write(step, backwards ? 'before' : 'after')
}

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

/** To the trash, with a way back. */
export async function removeRecords(entity: Entity, ids: string[]) {
  const { removed } = await call('records.remove', { entity, ids })
  const step: Step = { kind: 'remove', entity, ids }
  recordStep(step)
  showToast({
    message: fill(text.common.removed, { count: removed }),
    undo: async () => {
      const { restored } = await call('records.restore', { entity, ids })
      useUndo.setState((state) => ({ ...state, done: state.done.filter((one) => one !== step) }))
      showToast({ message: fill(text.common.restored, { count: restored }) })
    },
  })
}

/** Writing a person's choice, and taking it back. */
import { beginningsOf } from '../../../shared/domain/guarded.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { ConflictDetail, ConflictItem } from '../../../shared/views.ts'
import { call } from '../../api.ts'
import { fieldLabel } from '../../ui/field-values.ts'
import { fill } from '../../ui/fill.ts'
import { showToast } from '../../ui/toast-store.ts'
import { announceStep } from '../../ui/undo.ts'
import { conflictKey, reopen, rewrite, show, useExchange } from './store.ts'

const words = text.exchange.conflict
type Value = string | number | null

/** Names all leaves, so nothing of the conflict is left behind (sync rule 3). */
export async function chooseValue(detail: ConflictDetail, value: Value) {
  const { entity, id, field } = detail
  const key = conflictKey(detail)
  const leaves = useExchange.getState().reopened[key]?.leaves ?? detail.sides.map((side) => side.ref)
  const shownBefore = detail.sides[0]?.value ?? null
  const write = async (next: Value, parents: string[]) => {
    const answer = await call('conflicts.resolve', { entity, id, field, value: next, leaves: parents })
    taken = answer.proceeding
    return answer.heads[field] ?? []
  }
  let taken: string | undefined
  let heads = await write(value, leaves)
  if (isStepped(detail)) return settled(detail, taken)
  reopen(key, undefined)
  rewrite(key, undefined)
  announceStep(
    fill(words.chosen, { field: fieldLabel(entity, field) }),
    {
      kind: 'action',
      undo: async () => {
        heads = await write(shownBefore, heads)
        reopen(key, { detail: { ...detail, postponed: false }, leaves: heads })
        show({ kind: 'conflict', key })
      },
      redo: async () => {
        heads = await write(value, heads)
        reopen(key, undefined)
      },
    },
    words.reopened,
  )
}

/** What moves by steps is not written over: taking the choice back is a step of its own. */
const isStepped = ({ entity, field }: Pick<ConflictItem, 'entity' | 'field'>) =>
  beginningsOf(entity, field) !== undefined || (entity === 'measures' && field === 'due')

function settled(detail: ConflictDetail, proceeding: string | undefined) {
  const key = conflictKey(detail)
  reopen(key, undefined)
  rewrite(key, undefined)
  const message = fill(words.chosen, { field: fieldLabel(detail.entity, detail.field) })
  if (proceeding === undefined) return showToast({ message })
  const undo = async () => {
    await call('proceedings.undo', { ids: [proceeding], text: text.ledger.undone })
    showToast({ message: text.common.undone })
  }
  showToast({ message, ...(detail.entity === 'documents' ? {} : { undo }) })
}

type Chosen = { detail: ConflictDetail; value: Value; leaves: string[] }

/** What one computer wrote, in every one of these conflicts; those it has no writing in are left as they are. One step back undoes all. */
export async function chooseAll(items: readonly ConflictItem[], device: string) {
  const chosen: Chosen[] = []
  let settledCount = 0
  const write = async (one: Chosen, value: Value) => {
    const { entity, id, field } = one.detail
    const answer = await call('conflicts.resolve', { entity, id, field, value, leaves: one.leaves })
    one.leaves = answer.heads[field] ?? []
    return conflictKey(one.detail)
  }
  for (const item of items) {
    const { entity, id, field } = item
    const back = useExchange.getState().reopened[conflictKey(item)]
    const detail = back?.detail ?? (await call('conflicts.get', { entity, id, field }))
    const side = detail?.sides.find((one) => one.device === device)
    if (!detail || !side) continue
    const one = { detail, value: side.value, leaves: back?.leaves ?? detail.sides.map(({ ref }) => ref) }
    const key = await write(one, side.value)
    rewrite(key, undefined)
    reopen(key, undefined)
    settledCount++
    if (!isStepped(item)) chosen.push(one)
  }
  const skipped = items.length - settledCount
  announceStep(
    fill(skipped ? words.batchSkipped : words.batchDone, { count: settledCount, skipped }),
    {
      kind: 'action',
      undo: async () => {
        for (const one of chosen) {
          const key = await write(one, one.detail.sides[0]?.value ?? null)
          reopen(key, { detail: { ...one.detail, postponed: false }, leaves: one.leaves })
        }
      },
      redo: async () => {
        for (const one of chosen) reopen(await write(one, one.value), undefined)
      },
    },
    words.reopened,
  )
}

/** A deletion met an edit: either the record goes for good, knowing the edit, or the deletion is revoked (sync rule 4). */
export async function chooseDeletion({ entity, id, field, sides }: ConflictDetail, gone: boolean) {
  const remove = () => call('records.remove', { entity, ids: [id] })
  const restore = () => call('records.restore', { entity, ids: [id] })
  const leaves = sides.map((side) => side.ref)
  await call('conflicts.resolve', { entity, id, field, value: gone ? 1 : null, leaves })
  announceStep(gone ? words.gone : words.kept, {
    kind: 'action',
    undo: gone ? restore : remove,
    redo: gone ? remove : restore,
  })
}

export async function postpone(detail: ConflictDetail, postponed: boolean) {
  const { entity, id, field } = detail
  const key = conflictKey(detail)
  const back = useExchange.getState().reopened[key]
  if (back) reopen(key, { ...back, detail: { ...back.detail, postponed } })
  else await call('conflicts.postpone', { entity, id, field, postponed })
}

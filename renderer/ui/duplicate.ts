/** 再建一条同样的: a new record with the same fields, but for what belongs to the one it was made from. */
import type { Entity } from '../../shared/domain/fields.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { call, newId } from '../api.ts'
import { go } from './route.ts'
import { showFailure, showToast } from './toast-store.ts'
import { createRecord, type Value } from './undo.ts'

/** What a copy does not take over: its own story, and what was said or done once. */
const own = new Set([
  'mergedInto',
  'order',
  'number',
  'minutes',
  'summary',
  'evidence',
  'outcome',
  'outcomeNote',
  'assigned',
])
/** Where every record begins. */
const beginnings: Partial<Record<Entity, Record<string, Value>>> = {
  visits: { status: 'planned', start: null, end: null, precision: null, inferred: null },
  measures: { stage: 'proposed' },
  findings: { stage: 'raw' },
}

export async function duplicate(entity: Entity, id: string, page: string) {
  try {
    const view = await call('records.get', { entity, id })
    if (!view) return
    const values = Object.fromEntries(Object.entries(view.fields).filter(([name]) => !own.has(name)))
    const copy = newId()
    const undo = await createRecord(entity, copy, { ...values, ...beginnings[entity] })
    go(page, { id: copy })
    showToast({ message: text.common.duplicated, undo })
  } catch (error) {
    showFailure(error)
  }
}

/** Moving a row among its siblings: by Alt Shift ↑ ↓, from its menu, or by dragging. */
import type { KeyboardEvent } from 'react'
import type { Entity } from '../../shared/domain/fields.ts'
import { moveTo, type Ordered } from '../../shared/domain/order.ts'
import { isKey } from './key-map.ts'
import { saveAllNow } from './save-now.ts'

/** How far the key moves a row; `undefined`: it is another key. */
export const rowStep = (event: Parameters<typeof isKey>[0]): 1 | -1 | undefined =>
  isKey(event, 'record.rowUp') ? -1 : isKey(event, 'record.rowDown') ? 1 : undefined

/** The keys of a row that does nothing else with keys. */
export const rowKeys = (onMove: (by: 1 | -1) => void) => (event: KeyboardEvent) => {
  if (event.nativeEvent.isComposing || event.defaultPrevented) return
  const by = rowStep(event)
  if (!by) return
  event.preventDefault()
  event.stopPropagation()
  onMove(by)
}

/** Puts a row at a place among its siblings, as one step of undo. `false`: there is no such place, or it was not stored. */
export async function moveRow(entity: Entity, siblings: readonly Ordered[], id: string, to: number): Promise<boolean> {
  if (to < 0 || to >= siblings.length) return false
  return saveAllNow(moveTo(siblings, id, to).map((write) => ({ entity, id: write.id, values: { order: write.order } })))
}

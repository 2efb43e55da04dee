/** Conflicts as a person works through them. */
import type { ConflictItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { conflictKey, type Reopened, useExchange } from './store.ts'

/** Those to be asked come first, then the postponed, then those that wait for packages; one record's stay together. */
export function orderConflicts(items: readonly ConflictItem[]): ConflictItem[] {
  const rank = (item: ConflictItem) => (item.incomplete ? 2 : item.postponed ? 1 : 0)
  const best = new Map<string, number>()
  items.forEach((item, at) => {
    const key = `${rank(item)}/${item.entity}/${item.id}`
    if (!best.has(key)) best.set(key, at)
  })
  const place = (item: ConflictItem) => best.get(`${rank(item)}/${item.entity}/${item.id}`) ?? 0
  return [...items].sort((a, b) => rank(a) - rank(b) || place(a) - place(b))
}

export function withReopened(items: readonly ConflictItem[], reopened: Record<string, Reopened>): ConflictItem[] {
  const known = new Set(items.map(conflictKey))
  const back = Object.entries(reopened).flatMap(([key, { detail }]) => (known.has(key) ? [] : [detail]))
  return orderConflicts([...back, ...items])
}

export function useConflicts() {
  const { data, error, refetch } = useRead('conflicts.list', {})
  const reopened = useExchange((state) => state.reopened)
  const items = data && withReopened(data, reopened)
  const open = items?.filter((item) => !item.incomplete && !item.postponed) ?? []
  return {
    items,
    open,
    postponed: items?.filter((item) => item.postponed && !item.incomplete).length ?? 0,
    waiting: items?.filter((item) => item.incomplete).length ?? 0,
    error,
    refetch,
  }
}

export type ConflictGroup = { key: string; entity: ConflictItem['entity']; title: string; items: ConflictItem[] }

/** By record, in order of first appearance. */
export function groupConflicts(items: readonly ConflictItem[]): ConflictGroup[] {
  const groups = new Map<string, ConflictGroup>()
  for (const item of items) {
    const key = `${item.entity}/${item.id}`
    const group = groups.get(key)
    if (group) group.items.push(item)
    else groups.set(key, { key, entity: item.entity, title: item.title, items: [item] })
  }
  return [...groups.values()]
}

/** The conflict after `key` among those to be asked, going round; `undefined`: it was the last. */
export function nextAfter(open: readonly ConflictItem[], key: string): ConflictItem | undefined {
  const at = open.findIndex((item) => conflictKey(item) === key)
  const rest = [...open.slice(at + 1), ...open.slice(0, Math.max(0, at))]
  return rest.find((item) => conflictKey(item) !== key)
}

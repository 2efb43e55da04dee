import { digitKey } from '../../ui/key-map.ts'
import { useKey } from '../../ui/use-key.ts'

/** 1 2 3 anywhere on the page, but never while text is being written. */
export function useChoiceKeys(actions: Record<string, (() => void) | undefined>) {
  useKey((event) => {
    if (event.repeat) return false
    const target = event.target as HTMLElement | null
    if (target?.closest('input:not([type="radio"]), textarea')) return false
    const number = digitKey(event, 'exchange.choose')
    const action = number === undefined ? undefined : actions[number]
    if (!action) return false
    action()
    return true
  })
}

import { useKey } from '../../ui/use-key.ts'

/** 1 2 3 anywhere on the page, but never while text is being written. */
export function useChoiceKeys(actions: Record<string, (() => void) | undefined>) {
  useKey((event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false
    const target = event.target as HTMLElement | null
    if (target?.closest('input:not([type="radio"]), textarea')) return false
    const number = /^(?:Digit|Numpad)([123])$/.exec(event.code)?.[1]
    const action = number && actions[number]
    if (!action) return false
    action()
    return true
  })
}

import { useEffect } from 'react'

/** 1 2 3 anywhere on the page, but never while text is being written. */
export function useChoiceKeys(actions: Record<string, (() => void) | undefined>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.repeat) return
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
      const target = event.target as HTMLElement | null
      if (target?.closest('input:not([type="radio"]), textarea, [role="dialog"]')) return
      const number = /^(?:Digit|Numpad)([123])$/.exec(event.code)?.[1]
      const action = number && actions[number]
      if (!action) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

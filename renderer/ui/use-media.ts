/** Whether a media query holds, e.g. `(width >= 1600px)`: for what a style sheet alone cannot decide. */
import { useSyncExternalStore } from 'react'

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = globalThis.matchMedia?.(query)
      list?.addEventListener('change', changed)
      return () => list?.removeEventListener('change', changed)
    },
    () => globalThis.matchMedia?.(query)?.matches ?? false,
  )
}

/** look.md §5: lists beside records. */
export const isWide = '(min-width: 1600px)'
/** A small laptop at 150 %: panels fold. */
export const isNarrow = '(max-width: 999px)'

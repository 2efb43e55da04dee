/** A key of the page. `act` answers whether it was used; nothing is asked while composing or after another took the key. */
import { useEffect, useRef } from 'react'
import { isComposingKey } from './composing.ts'

export function useKey(act: (event: KeyboardEvent) => boolean) {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isComposingKey(event) || event.defaultPrevented) return
      if (document.querySelector('[aria-modal="true"]')) return
      if (latest.current(event)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** A key of the page. `act` answers whether it was used; nothing is asked while composing or after another took the key. */
import { useEffect, useRef } from 'react'
import { isComposingKey } from './composing.ts'

const modal = '[aria-modal="true"]'

/** What is modal stands beside the page: the page itself, which may be long, is not searched with every key. */
const isModalOpen = (): boolean =>
  [...document.body.children].some(
    (child) => child.id !== 'root' && (child.matches(modal) || child.querySelector(modal) !== null),
  )

export function useKey(act: (event: KeyboardEvent) => boolean) {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isComposingKey(event) || event.defaultPrevented) return
      if (isModalOpen()) return
      if (latest.current(event)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

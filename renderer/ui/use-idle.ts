/** For what may come after the page: true once the window has nothing better to do. */
import { useEffect, useState } from 'react'

const latest = 1000

export function useIdle(): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    if (typeof requestIdleCallback !== 'function') return setIdle(true)
    const handle = requestIdleCallback(() => setIdle(true), { timeout: latest })
    return () => cancelIdleCallback(handle)
  }, [])
  return idle
}

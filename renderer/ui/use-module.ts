/** A part of a page that comes in its own file, once it is shown: heavy libraries stay out of lists. */
import { useEffect, useState } from 'react'

const loaded = new Map<() => Promise<unknown>, unknown>()

/** `undefined` until it is here; `load` must be the same function each time. Throws what loading threw. */
export function useModule<M>(load: () => Promise<M>): M | undefined {
  const [, setArrived] = useState<() => Promise<M>>()
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    if (loaded.has(load)) return
    let here = true
    load().then(
      (module) => {
        loaded.set(load, module)
        if (here) setArrived(() => load)
      },
      (reason) => {
        if (here) setError(reason)
      },
    )
    return () => {
      here = false
    }
  }, [load])
  if (error) throw error
  return loaded.get(load) as M | undefined
}

/** Two texts compared in a worker; `null` while it is at it. */
import { useEffect, useRef, useState } from 'react'
import type { Compared } from './compare.ts'
import type { CompareAnswer, CompareRequest } from './compare-worker.ts'

export function useCompared(before: string | null, after: string | null): Compared | null {
  const worker = useRef<Worker | null>(null)
  const turn = useRef(0)
  const [compared, setCompared] = useState<Compared | null>(null)
  useEffect(() => {
    const made = new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module' })
    made.onmessage = ({ data }: MessageEvent<CompareAnswer>) => {
      if (data.turn === turn.current) setCompared(data.compared)
    }
    worker.current = made
    return () => {
      worker.current = null
      made.terminate()
    }
  }, [])
  useEffect(() => {
    setCompared(null)
    if (before === null || after === null) return
    turn.current++
    worker.current?.postMessage({ turn: turn.current, before, after } satisfies CompareRequest)
  }, [before, after])
  return compared
}

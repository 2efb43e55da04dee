/** One piece of printing under way: rows are read here, laid out by the main process; both can be stopped. */
import { useRef, useState } from 'react'
import { call, newId } from '../../api.ts'
import type { JobState } from '../progress.tsx'

export type PrintWork = {
  job: string
  tell: (step: string, done: number, total: number) => void
  isStopped: () => boolean
}
export type PrintJob = Omit<JobState, 'run'> & { run: (work: (job: PrintWork) => Promise<void>) => Promise<void> }

export function usePrintJob(): PrintJob {
  const current = useRef<{ id: string; stopped: boolean } | null>(null)
  const [state, setState] = useState<Pick<JobState, 'running' | 'progress' | 'error'>>({
    running: false,
    progress: null,
    error: null,
  })
  return {
    ...state,
    run: async (work) => {
      const own = { id: newId(), stopped: false }
      current.current = own
      setState({ running: true, progress: null, error: null })
      let error: unknown = null
      try {
        await work({
          job: own.id,
          tell: (step, done, total) => setState((old) => ({ ...old, progress: { job: own.id, step, done, total } })),
          isStopped: () => own.stopped,
        })
      } catch (failure) {
        if (!own.stopped) error = failure
      }
      if (current.current === own) setState({ running: false, progress: null, error })
    },
    cancel: () => {
      const own = current.current
      if (!own) return
      own.stopped = true
      call('page.stop', { job: own.id }).catch(() => {})
    },
    reset: () => setState((old) => ({ ...old, error: null })),
  }
}

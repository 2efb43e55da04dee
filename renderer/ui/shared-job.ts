/** Long work that outlives the page it was started on: leaving the page neither stops nor hides it. */
import { useMemo } from 'react'
import { create } from 'zustand'
import type { Events } from '../../shared/contract.ts'
import { call, newId, onEvent } from '../api.ts'
import type { JobState } from './progress.tsx'

type Shared = Pick<JobState, 'running' | 'progress' | 'error'> & { id: string | null }

const idle: Shared = { running: false, progress: null, error: null, id: null }
const useJobs = create<Record<string, Shared>>(() => ({}))

const update = (name: string, patch: Partial<Shared>) =>
  useJobs.setState((jobs) => ({ [name]: { ...idle, ...jobs[name], ...patch } }))

/** Work that is shown as `name`'s while it runs; a failure is thrown. */
export async function runShared<T>(name: string, work: (job: string) => Promise<T>): Promise<T> {
  const id = newId()
  update(name, { ...idle, id, running: true })
  const isCurrent = () => useJobs.getState()[name]?.id === id
  const stop = onEvent('progress', (progress: Events['progress']) => {
    if (progress.job === id && isCurrent()) update(name, { progress })
  })
  try {
    return await work(id)
  } catch (error) {
    if (isCurrent()) update(name, { error })
    throw error
  } finally {
    stop()
    if (isCurrent()) update(name, { running: false, id: null })
  }
}

/** As `useJob`, but everybody who names it sees the same work. */
export function useSharedJob(name: string): JobState {
  const { running, progress, error } = useJobs((jobs) => jobs[name] ?? idle)
  const actions = useMemo(
    () => ({
      // why it failed is in its state
      run: <T>(work: (job: string) => Promise<T>) => runShared(name, work).catch(() => undefined),
      cancel: () => {
        const { id } = useJobs.getState()[name] ?? idle
        if (id) call('jobs.cancel', { job: id }).catch(() => {})
      },
      reset: () => update(name, { error: null }),
    }),
    [name],
  )
  return { running, progress, error, ...actions }
}

/** The work under way, if any: its name and how far it is, 0 to 100; `null`: not known yet. */
export function useRunning(): { name: string; percent: number | null } | null {
  const name = useJobs((jobs) => Object.keys(jobs).find((one) => jobs[one]?.running) ?? null)
  const percent = useJobs((jobs) => percentOf(name === null ? null : (jobs[name]?.progress ?? null)))
  return name === null ? null : { name, percent }
}

const percentOf = (progress: Events['progress'] | null): number | null =>
  progress?.total ? Math.min(100, Math.floor((progress.done / progress.total) * 100)) : null

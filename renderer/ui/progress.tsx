/** Long work: its count and a way to stop it. */
import { useCallback, useRef, useState } from 'react'
import type { Events } from '../../shared/contract.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { call, newId, useEvent } from '../api.ts'
import { fill } from './fill.ts'
import './page.css'

export type JobState = {
  running: boolean
  progress: Events['progress'] | null
  error: unknown
  /** Runs `work` with a new job's id. Answers `undefined` where it failed or was cancelled; the reason is in `error`. */
  run: <T>(work: (job: string) => Promise<T>) => Promise<T | undefined>
  cancel: () => void
  reset: () => void
}

export function useJob(): JobState {
  const job = useRef<string | null>(null)
  const [running, setRunning] = useState(false)
  const [progress, setProgress] = useState<Events['progress'] | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEvent('progress', (event) => {
    if (event.job === job.current) setProgress(event)
  })
  const run = useCallback(async <T,>(work: (id: string) => Promise<T>) => {
    const id = newId()
    job.current = id
    setRunning(true)
    setProgress(null)
    setError(null)
    try {
      return await work(id)
    } catch (failure) {
      setError(failure)
      return undefined
    } finally {
      if (job.current === id) {
        job.current = null
        setRunning(false)
      }
    }
  }, [])
  const cancel = useCallback(() => {
    if (job.current) call('jobs.cancel', { job: job.current }).catch(() => {})
  }, [])
  const reset = useCallback(() => setError(null), [])
  return { running, progress, error, run, cancel, reset }
}

type PanelProps = {
  job: JobState
  label: string
  /** How far it is, in words; left out, what is counted are records. */
  count?: (done: number, total: number) => string
}

const countRecords = (done: number, total: number) => fill(text.common.progress, { done, total })

export function ProgressPanel({ job, label, count = countRecords }: PanelProps) {
  if (!job.running) return null
  const { done = 0, total = 0 } = job.progress ?? {}
  const steps: Record<string, string> = text.common.steps
  const step = steps[job.progress?.step ?? '']
  return (
    <div role="status" aria-label={label}>
      <p>{label}</p>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total || undefined}
        aria-valuenow={total ? done : undefined}
      >
        <span style={{ width: total ? `${Math.min(100, (done / total) * 100)}%` : 0 }} />
      </div>
      <div className="progress-line">
        <span>
          {step && `${step}${text.common.colon}`}
          {total ? count(done, total) : text.common.progressStart}
        </span>
        <button type="button" className="link" onClick={job.cancel}>
          {text.common.cancel}
        </button>
      </div>
    </div>
  )
}

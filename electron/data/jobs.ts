import { Worker } from 'node:worker_threads'
import type { Events } from '../../shared/contract.ts'
import { type FailureCode, Refusal } from '../../shared/result.ts'
import type { Jobs } from './context.ts'

/** data thread → worker */
export type ToWorker = { kind: 'go' } | { kind: 'cancel' } | { kind: 'answer'; id: number; text: string | null }
/** worker → data thread. `want` asks for the database, `release` hands it back; in between saves wait in the draft store. */
export type FromWorker =
  | { kind: 'progress'; step: string; done: number; total: number }
  | { kind: 'want' }
  | { kind: 'release'; changed: Events['changed'] | null }
  /** For the main process, which alone has a window to print from. */
  | { kind: 'ask'; id: number; what: 'print' | 'draw'; text: string }
  | { kind: 'done'; value: unknown }
  | { kind: 'failed'; code: FailureCode; values: Record<string, string | number>; detail?: string }
export type WorkerInput = {
  task: string
  input: unknown
  dataDir: string
  resourcesDir: string
  device: string
  appVersion: string
}

type Options = {
  script: string
  base: Omit<WorkerInput, 'task' | 'input'>
  announce: <E extends keyof Events>(event: E, payload: Events[E]) => void
  /** Asks the main process; `null` where it cannot. */
  ask: (what: 'print' | 'draw', text: string) => Promise<string | null>
  /** Called each time the database is free again, before a waiting worker gets it. */
  onRelease: () => void
}

type Changed = Events['changed']

/** Between two announcements of one task, ms: each makes the window read afresh, and small bundles come in by the hundred a second. */
const betweenChanges = 100

/** Announces the first change at once and gathers what follows. `tell` leaves nothing behind. */
function gatherChanges(announce: (changed: Changed) => void): { add(changed: Changed): void; tell(): void } {
  let held: Changed | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = Number.NEGATIVE_INFINITY
  function tell(): void {
    clearTimeout(timer)
    timer = undefined
    if (!held) return
    const changed = held
    held = null
    last = performance.now()
    announce(changed)
  }
  return {
    tell,
    add(changed) {
      const ids = held === null ? changed.ids : held.ids && changed.ids && [...held.ids, ...changed.ids]
      const entities = [...new Set([...(held?.entities ?? []), ...changed.entities])]
      held = ids ? { entities, ids } : { entities }
      const due = last + betweenChanges - performance.now()
      if (due <= 0) tell()
      else timer ??= setTimeout(tell, due)
    },
  }
}

/** Runs tasks in worker threads and lends them the database a bundle at a time. */
export function createJobs({ script, base, announce, ask, onRelease }: Options): Jobs & { close(): Promise<void> } {
  const running = new Map<string, Worker>()
  let holder: Worker | null = null
  const waiting: Worker[] = []
  let nameless = 0

  function lend(): void {
    if (holder) return
    const next = waiting.shift()
    if (!next) return
    holder = next
    next.postMessage({ kind: 'go' } satisfies ToWorker)
  }

  function release(worker: Worker): void {
    const queued = waiting.indexOf(worker)
    if (queued >= 0) waiting.splice(queued, 1)
    if (holder !== worker) return
    holder = null
    onRelease()
    lend()
  }

  function run<T>(task: string, input: unknown, job: string | undefined): Promise<T> {
    const key = job ?? `job-${++nameless}`
    return new Promise<T>((resolve, reject) => {
      const worker = new Worker(script, { workerData: { ...base, task, input } satisfies WorkerInput })
      running.set(key, worker)
      const changes = gatherChanges((changed) => announce('changed', changed))
      let settled = false
      const finish = (settle: () => void) => {
        if (settled) return
        settled = true
        running.delete(key)
        release(worker)
        changes.tell()
        settle()
      }
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'progress') {
          if (job) announce('progress', { job, step: message.step, done: message.done, total: message.total })
        } else if (message.kind === 'want') {
          waiting.push(worker)
          lend()
        } else if (message.kind === 'release') {
          release(worker)
          if (message.changed) changes.add(message.changed)
        } else if (message.kind === 'ask') {
          const { id } = message
          const answer = (text: string | null) => worker.postMessage({ kind: 'answer', id, text } satisfies ToWorker)
          ask(message.what, message.text).then(answer, () => answer(null))
        } else if (message.kind === 'done') finish(() => resolve(message.value as T))
        else finish(() => reject(new Refusal(message.code, message.values, message.detail)))
      })
      worker.on('error', (error) => finish(() => reject(error)))
      worker.on('exit', () => finish(() => reject(new Refusal('cancelled'))))
    })
  }

  return {
    run,
    cancel: (job) => running.get(job)?.postMessage({ kind: 'cancel' } satisfies ToWorker),
    holding: () => holder !== null,
    close: async () => {
      await Promise.all([...running.values()].map((worker) => worker.terminate()))
    },
  }
}

import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { Events } from '../../shared/contract.ts'
import { Refusal } from '../../shared/result.ts'
import { asRefusal } from './db/open.ts'
import type { FromWorker, ToWorker, WorkerInput } from './jobs.ts'
import { type TaskContext, tasks } from './tasks.ts'

/** A worker thread runs one task and ends. */
const { task, input, ...base } = workerData as WorkerInput
const port = parentPort
if (!port) throw new Error('runs as a worker thread only')
const send = (message: FromWorker) => port.postMessage(message)

let cancelled = false
let granted: (() => void) | null = null
const asked = new Map<number, (text: string | null) => void>()
/** Waits that end when the job is cancelled. */
const waits = new Set<() => void>()
const receive = (message: ToWorker) => {
  if (message.kind === 'cancel') {
    cancelled = true
    for (const stop of waits) stop()
  } else if (message.kind === 'answer') asked.get(message.id)?.(message.text)
  else granted?.()
}
port.on('message', receive)

/** At most ten a second: unthrottled progress makes the window stutter. */
let lastProgress = 0
const context: TaskContext = {
  ...base,
  progress(step, done, total) {
    const now = performance.now()
    if (now - lastProgress < 100 && done < total) return
    lastProgress = now
    send({ kind: 'progress', step, done, total })
  },
  throwIfCancelled() {
    // a loop that never yields still hears of it
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
      receive(next.message as ToWorker)
    if (cancelled) throw new Refusal('cancelled')
  },
  async ask(what, text) {
    const id = asked.size + 1
    let stop = () => {}
    const answer = new Promise<string | null>((resolve, reject) => {
      asked.set(id, resolve)
      stop = () => reject(new Refusal('cancelled'))
    })
    waits.add(stop)
    send({ kind: 'ask', id, what, text })
    return answer.finally(() => waits.delete(stop))
  },
  async withDatabase(work) {
    send({ kind: 'want' })
    await new Promise<void>((resolve) => {
      granted = resolve
    })
    let changed: Events['changed'] | null = null
    try {
      const answer = work()
      changed = answer.changed
      return answer.value
    } finally {
      send({ kind: 'release', changed })
    }
  },
}

const run = tasks[task as keyof typeof tasks] as
  | ((context: TaskContext, input: unknown) => Promise<unknown>)
  | undefined
Promise.resolve()
  .then(() => run?.(context, input))
  .then(
    (value) => send({ kind: 'done', value }),
    (error: unknown) => {
      const refusal = asRefusal(error)
      const detail = refusal?.detail ?? (error instanceof Error ? error.stack : String(error))
      send({
        kind: 'failed',
        code: refusal?.code ?? 'unexpected',
        values: refusal?.values ?? {},
        ...(detail ? { detail } : {}),
      })
    },
  )
  .finally(() => port.close())

/** Supervises the data process: one call at a time in, one answer out, a new process after a crash. */
import type { Asked, DataMessage } from '../../shared/contract.ts'
import type { DataPort } from './data-port.ts'
import { failureBody } from './failures.ts'

export type DataProcess = {
  /** The answer is the JSON text of a `Result`, unread. It never rejects. */
  call(operation: string, input: unknown): Promise<string>
  /** Lets it flush and close; after `patience` ms it is killed. */
  close(patience?: number): Promise<void>
}

type Options = {
  fork: () => DataPort
  onEvent: (event: string, payload: string) => void
  /** The operating system's key store and the printer; `null` where they cannot. */
  onAsk: (what: Asked, text: string) => Promise<string | null>
  /** Pauses before the 1st, 2nd, … restart in a row, ms; the last one repeats. */
  pauses?: readonly number[]
  /** A process that lived this long, ms, starts the row afresh. */
  steady?: number
}

type Request = { id: number; operation: string; input: unknown; answer: (body: string) => void }

/** So many starts in a row that never got ready: calls are refused at once instead of waiting. */
const hopeless = 4

export function superviseDataProcess(options: Options): DataProcess {
  const { fork, onEvent, onAsk, pauses = [0, 300, 1000, 3000, 10_000], steady = 30_000 } = options
  const waiting: Request[] = []
  const inFlight = new Map<number, Request>()
  let port: DataPort | null = null
  let ready = false
  /** It said why it cannot open the data folder: every call gets that answer, and there is no restart. */
  let failed: string | null = null
  let readyAt = 0
  let crashes = 0
  let everReady = false
  let closing: (() => void) | null = null
  let nextId = 1

  start()

  function start(): void {
    ready = false
    let current: DataPort
    try {
      current = fork()
    } catch (error) {
      console.error('data process:', error)
      port = null
      restartLater()
      return
    }
    port = current
    current.onMessage((message) => receive(current, message))
    current.onExit((code) => {
      if (port === current) exited(code)
    })
  }

  function receive(from: DataPort, message: DataMessage): void {
    if (from !== port) return
    switch (message.kind) {
      case 'ready':
        ready = true
        readyAt = Date.now()
        for (const request of waiting.splice(0)) post(request)
        if (everReady) onEvent('restarted', '{}')
        everReady = true
        break
      case 'failed':
        failed = message.body
        answerAll(failed)
        break
      case 'response': {
        const request = inFlight.get(message.id)
        inFlight.delete(message.id)
        request?.answer(message.body)
        break
      }
      case 'event':
        onEvent(message.event, message.payload)
        break
      case 'ask':
        void onAsk(message.what, message.text).then((text) => from.post({ kind: 'answer', id: message.id, text }))
        break
      case 'closed':
        closing?.()
        break
    }
  }

  function exited(code: number | null): void {
    const wasReady = ready
    port = null
    ready = false
    for (const request of inFlight.values()) request.answer(failureBody('data-restarted'))
    inFlight.clear()
    closing?.()
    if (closing || failed !== null) return
    console.error(`data process ended (${code ?? 'not started'})`)
    if (wasReady && Date.now() - readyAt >= steady) crashes = 0
    restartLater()
  }

  function restartLater(): void {
    const pause = pauses[Math.min(crashes, pauses.length - 1)] ?? 0
    crashes++
    if (isHopeless()) answerAll(failureBody('data-busy'))
    setTimeout(() => {
      if (!closing) start()
    }, pause)
  }

  function isHopeless(): boolean {
    return !ready && crashes >= hopeless
  }

  function answerAll(body: string): void {
    for (const request of [...inFlight.values(), ...waiting.splice(0)]) request.answer(body)
    inFlight.clear()
  }

  function post(request: Request): void {
    inFlight.set(request.id, request)
    port?.post({ kind: 'request', id: request.id, operation: request.operation, input: request.input })
  }

  return {
    call(operation, input) {
      if (failed !== null) return Promise.resolve(failed)
      if (closing) return Promise.resolve(failureBody('data-restarted'))
      if (isHopeless()) return Promise.resolve(failureBody('data-busy'))
      return new Promise((answer) => {
        const request = { id: nextId++, operation, input, answer }
        if (ready) post(request)
        else waiting.push(request)
      })
    },
    close(patience = 15_000) {
      // nothing is open where the folder could not be
      if (!port || failed !== null) {
        closing = () => {}
        port?.kill()
        return Promise.resolve()
      }
      const last = port
      return new Promise((done) => {
        const finish = () => {
          clearTimeout(timer)
          last.kill()
          closing = () => {}
          done()
        }
        const timer = setTimeout(finish, patience)
        closing = finish
        last.post({ kind: 'shutdown' })
      })
    },
  }
}

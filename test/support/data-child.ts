/** The built data process without a window: the wire protocol of `shared/contract.ts`, spoken as main speaks it. */
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../electron/launch/exec.mjs'
import type { DataMessage, DataRequest } from '../../shared/contract.ts'

export type DataChild = {
  /** The JSON text of a `Result`, as main hands it on. */
  ask(operation: string, input: unknown): Promise<string>
  /** The value, or throws the failure. */
  call<T = unknown>(operation: string, input?: unknown): Promise<T>
  onEvent(listener: (event: string, payload: string) => void): void
  close(): Promise<void>
}

export async function startDataChild(dataDir: string): Promise<DataChild> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const child = fork(join(root, 'out', 'data', 'index.cjs'), [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      SHANYAN_DATA_DIR: dataDir,
      SHANYAN_RESOURCES: join(root, 'resources'),
      SHANYAN_APP_VERSION: version,
    },
  })
  const waiting = new Map<number, (body: string) => void>()
  const listeners: ((event: string, payload: string) => void)[] = []
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  const post = (request: DataRequest) => child.send(request)
  let next = 1
  let closed = () => {}
  await new Promise<void>((ready, fail) => {
    child.once('exit', (code) => fail(new Error(`the data process ended with code ${code}`)))
    child.on('message', (message: DataMessage) => {
      if (message.kind === 'ready') ready()
      else if (message.kind === 'failed') fail(new Error(message.body))
      else if (message.kind === 'closed') closed()
      else if (message.kind === 'ask') post({ kind: 'answer', id: message.id, text: null })
      else if (message.kind === 'event') for (const listener of listeners) listener(message.event, message.payload)
      else {
        waiting.get(message.id)?.(message.body)
        waiting.delete(message.id)
      }
    })
  })
  const ask = (operation: string, input: unknown) =>
    new Promise<string>((answer) => {
      waiting.set(next, answer)
      post({ kind: 'request', id: next++, operation, input })
    })
  return {
    ask,
    async call<T>(operation: string, input: unknown = {}) {
      const result = JSON.parse(await ask(operation, input))
      if (!result.ok) throw new Error(`${operation}: ${result.error.message}`)
      return result.value as T
    },
    onEvent: (listener) => void listeners.push(listener),
    async close() {
      await new Promise<void>((done) => {
        closed = done
        void gone.then(done)
        post({ kind: 'shutdown' })
      })
      child.kill()
      await gone
    },
  }
}

/** The data process: owns the data folder, answers requests one message at a time. Runs as a utility process or as plain Node. */
import type { Asked, DataMessage, DataRequest } from '../../shared/contract.ts'
import { openData, workerScript } from './boot.ts'
import { dispatch, rankOf } from './dispatch.ts'
import { failureOf } from './failure.ts'
import { machineId } from './keys/witness.ts'
import { createQueue } from './queue.ts'

type Port = {
  on(event: 'message', listener: (message: { data: unknown }) => void): void
  postMessage(message: unknown): void
}
const utility = (process as unknown as { parentPort?: Port }).parentPort
// a main process that is gone hears nothing: its end is noticed elsewhere
const send = (message: DataMessage) => (utility ? utility.postMessage(message) : process.send?.(message, () => {}))

/** The operating system's key store and the printer of papers are in the main process. */
const asked = new Map<number, (text: string | null) => void>()
let lastAsked = 0
function askMain(what: Asked, text: string): Promise<string | null> {
  return new Promise((answer) => {
    const id = ++lastAsked
    asked.set(id, answer)
    send({ kind: 'ask', id, what, text })
  })
}
function answered(id: number, text: string | null): void {
  asked.get(id)?.(text)
  asked.delete(id)
}

let receive = (_message: DataRequest): void => undefined
const hear = (message: DataRequest) =>
  message.kind === 'answer' ? answered(message.id, message.text) : receive(message)
if (utility) utility.on('message', ({ data: message }) => hear(message as DataRequest))
else process.on('message', (message) => hear(message as DataRequest))

const env = (name: string) => process.env[name] ?? ''

async function start(): Promise<void> {
  let data: Awaited<ReturnType<typeof openData>>
  try {
    data = await openData({
      dataDir: env('SHANYAN_DATA_DIR'),
      resourcesDir: env('SHANYAN_RESOURCES'),
      appVersion: env('SHANYAN_APP_VERSION'),
      demo: env('SHANYAN_DEMO') === '1',
      worker: workerScript(__dirname),
      // after the answer to what caused it
      announce: (event, payload) =>
        setImmediate(() => send({ kind: 'event', event, payload: JSON.stringify(payload) })),
      restart: () => void data.close().finally(() => process.exit(0)),
      machine: machineId(),
      stateDir: env('SHANYAN_STATE_DIR'),
      print: askMain,
      systemSeal: { seal: (text) => askMain('seal', text), unseal: (text) => askMain('unseal', text) },
    })
  } catch (error) {
    send({ kind: 'failed', body: JSON.stringify({ ok: false, error: failureOf(error) }) })
    return
  }
  const answer = async (message: DataRequest) => {
    if (message.kind === 'shutdown') {
      await data.close()
      send({ kind: 'closed' })
      return
    }
    if (message.kind !== 'request') return
    send({ kind: 'response', id: message.id, body: await dispatch(message.operation, message.input, data) })
  }
  receive = createQueue<DataRequest>(
    // closing comes after what was written before it
    (message) => (message.kind === 'request' ? rankOf(message.operation) : 0),
    (message) => void answer(message),
  )
  // The main process was killed: commit what is durable anyway and let go of the folder.
  const leave = () => void data.close().finally(() => process.exit(0))
  if (!utility) process.on('disconnect', leave)
  // perhaps while the folder was being opened
  if (!utility && !process.connected) leave()
  send({ kind: 'ready' })
}

void start()

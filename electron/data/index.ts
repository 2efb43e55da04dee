/** The data process: owns the data folder, answers requests one message at a time. Runs as a utility process or as plain Node. */
import type { DataMessage, DataRequest } from '../../shared/contract.ts'
import { openData, workerScript } from './boot.ts'
import { dispatch, rankOf } from './dispatch.ts'
import { failureOf } from './failure.ts'
import { createQueue } from './queue.ts'

type Port = {
  on(event: 'message', listener: (message: { data: unknown }) => void): void
  postMessage(message: unknown): void
}
const utility = (process as unknown as { parentPort?: Port }).parentPort
const send = (message: DataMessage) => (utility ? utility.postMessage(message) : process.send?.(message))

const env = (name: string) => process.env[name] ?? ''

function start(): void {
  let data: ReturnType<typeof openData>
  try {
    data = openData({
      dataDir: env('SHANYAN_DATA_DIR'),
      resourcesDir: env('SHANYAN_RESOURCES'),
      appVersion: env('SHANYAN_APP_VERSION'),
      demo: env('SHANYAN_DEMO') === '1',
      worker: workerScript(__dirname),
      // after the answer to what caused it
      announce: (event, payload) =>
        setImmediate(() => send({ kind: 'event', event, payload: JSON.stringify(payload) })),
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
    send({ kind: 'response', id: message.id, body: await dispatch(message.operation, message.input, data) })
  }
  const receive = createQueue<DataRequest>(
    // closing comes after what was written before it
    (message) => (message.kind === 'request' ? rankOf(message.operation) : 0),
    (message) => void answer(message),
  )
  if (utility) utility.on('message', ({ data: message }) => receive(message as DataRequest))
  else {
    process.on('message', (message) => receive(message as DataRequest))
    // The main process was killed: commit what is durable anyway and let go of the folder.
    process.on('disconnect', () => void data.close().finally(() => process.exit(0)))
  }
  send({ kind: 'ready' })
}

start()

/** A thread that kills its own process: a signal from outside comes milliseconds late, and never inside a short transaction. */
import { Worker } from 'node:worker_threads'

/** The package that a receipt acknowledges, in the folder the receipt goes to. */
export const packageName = 'package.shanyan'

const code = `
  const { workerData, parentPort } = require('node:worker_threads')
  const flag = new Int32Array(workerData)
  parentPort.postMessage('ready')
  Atomics.wait(flag, 0, 0)
  Atomics.wait(flag, 1, 0, flag[2] / 1000)
  process.kill(flag[3], 'SIGKILL')
`

/** @returns begins to count; the process, or the group it leads, dies so many microseconds later, whatever it does then */
export async function createKiller(microseconds: number, pid: number = process.pid): Promise<() => void> {
  const flag = new Int32Array(new SharedArrayBuffer(16))
  flag[2] = microseconds
  flag[3] = pid
  const worker = new Worker(code, { eval: true, workerData: flag.buffer })
  await new Promise((ready) => worker.once('message', ready))
  worker.unref()
  return () => {
    Atomics.store(flag, 0, 1)
    Atomics.notify(flag, 0)
  }
}

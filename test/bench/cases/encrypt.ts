import { Worker } from 'node:worker_threads'
import { type Case, compareTimes } from '../measure.ts'
import type { Options } from '../options.ts'

const mebibytes = 256
const script = new URL('../encrypt-worker.ts', import.meta.url)

/** Sealing a stream for one recipient in a worker, against age-encryption's own stream in a worker. */
export const encryptCase = ({ rounds = 10 }: Options): Case => ({
  name: 'encrypt',
  results: ['encrypt'],
  async run() {
    const ours: number[] = []
    const theirs: number[] = []
    for (let round = 0; round < rounds; round++) {
      ours.push(await sealOnce('ours'))
      theirs.push(await sealOnce('age-encryption'))
    }
    const speed = Math.round((mebibytes / Math.min(...ours)) * 1000)
    return [
      compareTimes({
        ...{ name: 'encrypt', unit: 'ms', reference: 'age-encryption', by: 'min', gate: 1.1, goal: 0.7 },
        ...{ values: ours, references: theirs },
        note: `${mebibytes} MiB, ${speed} MiB/s`,
      }),
    ]
  },
})

function sealOnce(by: 'ours' | 'age-encryption'): Promise<number> {
  return new Promise((done, fail) => {
    const worker = new Worker(script, { workerData: { by, mebibytes } })
    worker.once('message', done)
    worker.once('error', fail)
  })
}

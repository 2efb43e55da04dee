/** Seals random bytes for nobody, counts what comes out, and tells the milliseconds it took. */
import { randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { Encrypter } from 'age-encryption'
import { createSealer, createSealKey } from '../../electron/data/sync/age.ts'
import { age } from '../support/packages.ts'

const { by, mebibytes } = workerData as { by: 'ours' | 'age-encryption'; mebibytes: number }
const piece = randomBytes(1024 * 1024)

async function ours(): Promise<number> {
  let length = 0
  const sealer = createSealer(await createSealKey({ recipients: [age] }), (bytes) => {
    length += bytes.length
  })
  for (let n = 0; n < mebibytes; n++) sealer.write(piece)
  sealer.finish()
  return length
}

async function theirs(): Promise<number> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(age)
  let left = mebibytes
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left-- > 0) controller.enqueue(piece)
      else controller.close()
    },
  })
  let length = 0
  const reader = (await encrypter.encrypt(source)).getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) length += next.value.length
  return length
}

await createSealKey({ recipients: [age] })
const began = performance.now()
const length = await (by === 'ours' ? ours() : theirs())
const took = performance.now() - began
if (length < mebibytes * piece.length) throw new Error('not all of it was sealed')
parentPort?.postMessage(took)

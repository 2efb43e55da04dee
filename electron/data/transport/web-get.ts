import type { IncomingMessage } from 'node:http'
import { Refusal } from '../../../shared/result.ts'
import { Different, openPartial, type PartialFile } from './local-file.ts'
import { isPackageName, largestFile } from './names.ts'
import type { Step } from './place.ts'
import { statusTrouble, throwIfCancelled } from './trouble.ts'
import type { WebFolder } from './web-folder.ts'
import { piecesOf } from './web-line.ts'

type Fetch = {
  name: string
  listed: ReadonlyMap<string, number> | undefined
  path: string
  step: Step
  signal: AbortSignal | undefined
}

/** Fetches a file, going on where a cut left off if the server can; where it cannot, or it is another file now, from the start. */
export async function fetchFile(folder: WebFolder, { name, listed, path, step, signal }: Fetch): Promise<void> {
  throwIfCancelled(signal)
  if (!isPackageName(name)) throw new Refusal('place-file', { file: name }, 'not a plain file name')
  const expected = listed?.get(name.normalize('NFC'))
  const partial = await openPartial(path, step)
  const fetch = { folder, partial, name, expected, signal }
  try {
    try {
      await fetchRest(fetch)
    } catch (error) {
      if (!(error instanceof Different)) throw error
      await partial.restart()
      await fetchRest(fetch)
    }
    await partial.finish()
  } finally {
    await partial.close()
  }
}

type Rest = {
  folder: WebFolder
  partial: PartialFile
  name: string
  expected: number | undefined
  signal: AbortSignal | undefined
}

async function fetchRest({ folder, partial, name, expected, signal }: Rest): Promise<void> {
  const wanted = partial.bytes() > 0
  const from = partial.from()
  const { status, message } = await folder.open(name, wanted ? { Range: `bytes=${from}-` } : {}, signal)
  const total = await totalOf({ status, message, partial, name, wanted, from })
  const size = total ?? expected
  try {
    if (size !== undefined && size > largestFile) throw new Refusal('package-too-large', { file: name })
    // Names are written once: another size than listed is a file somebody is still writing, or a lie.
    if (expected !== undefined && size !== expected)
      throw new Refusal('place-file', { file: name }, `${size} of ${expected} bytes`)
    if (size !== undefined && size < partial.bytes()) throw new Different('shorter than the part')
    for await (const piece of piecesOf(message, signal)) {
      await partial.write(piece)
      if (partial.bytes() > (size ?? largestFile))
        throw new Refusal('place-file', { file: name }, 'more than announced')
    }
  } finally {
    message.destroy()
  }
  if (size !== undefined && partial.bytes() !== size)
    throw new Refusal('place-file', { file: name }, `${partial.bytes()} of ${size} bytes`)
}

type Begun = {
  status: number
  message: IncomingMessage
  partial: PartialFile
  name: string
  wanted: boolean
  from: number
}

/** Bytes of the whole file, where the server says; a part that cannot be gone on with is thrown away first. */
async function totalOf({ status, message, partial, name, wanted, from }: Begun): Promise<number | undefined> {
  const { headers } = message
  if (status === 200) {
    if (wanted) await partial.restart()
    const length = headers['content-length']
    return length === undefined ? undefined : Number(length)
  }
  const range = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16})$/.exec(headers['content-range']?.trim() ?? '')
  if (status === 206 && wanted && range && Number(range[1]) === from) return Number(range[3])
  message.destroy()
  if (wanted && (status === 206 || status === 416)) throw new Different('not the range asked for')
  if (status === 404 || status === 410)
    throw new Refusal('place-file', { file: name }, `listed, and not there: ${status}`)
  throw statusTrouble({ status, headers, what: 'GET' }, false)
}

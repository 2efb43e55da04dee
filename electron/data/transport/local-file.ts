import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, stat } from 'node:fs/promises'
import { Refusal } from '../../../shared/result.ts'
import { asRefusal } from '../db/open.ts'
import type { Step } from './place.ts'

/** Bytes of a partial file that are asked for again and compared: proof that it is the same file's beginning. */
const overlap = 64 * 1024
const pieceSize = 256 * 1024

/** A package of this computer that is to be sent. */
export type LocalFile = {
  size: number
  /** The first `length` bytes, in pieces. */
  pieces(length?: number): AsyncIterable<Buffer>
  sha256(length?: number): Promise<string>
}

/** @throws Refusal `disk-*`, here and while reading */
export async function openLocal(path: string): Promise<LocalFile> {
  const { size } = await onDisk(() => stat(path))
  async function* pieces(length = size): AsyncIterable<Buffer> {
    if (length === 0) return
    let left = length
    try {
      for await (const piece of createReadStream(path, { end: length - 1, highWaterMark: pieceSize })) {
        left -= piece.length
        yield piece
      }
    } catch (error) {
      throw diskRefusal(error)
    }
    if (left > 0) throw new Refusal('disk-error', {}, 'shorter than it was')
  }
  const known = new Map<number, string>()
  return {
    size,
    pieces,
    async sha256(length = size) {
      const before = known.get(length)
      if (before) return before
      const hash = createHash('sha256')
      for await (const piece of pieces(length)) hash.update(piece)
      const digest = hash.digest('hex')
      known.set(length, digest)
      return digest
    },
  }
}

/** What is being fetched is not what the partial file began with. */
export class Different extends Error {}

/** A file that is being fetched; it keeps what has come when the rest does not. */
export type PartialFile = {
  /** From where the rest is asked for; the last bytes come again, to be compared. */
  from(): number
  bytes(): number
  /** Takes the bytes that follow `from()`. @throws Different */
  write(piece: Buffer): Promise<void>
  restart(): Promise<void>
  /** Flushes and gives the final name. */
  finish(): Promise<void>
  close(): Promise<void>
}

/** @throws Refusal `disk-*`, here and from its functions */
export async function openPartial(path: string, step: Step): Promise<PartialFile> {
  const partial = `${path}.part`
  let file: FileHandle | undefined = await onDisk(() => openOrCreate(partial))
  let bytes = (await onDisk(() => file!.stat())).size
  let known = await onDisk(() => lastBytes(file!, bytes))
  let from = bytes - known.length
  step(bytes)
  return {
    from: () => from,
    bytes: () => bytes,
    async write(piece) {
      const again = Math.min(known.length, piece.length)
      if (!known.subarray(0, again).equals(piece.subarray(0, again))) throw new Different('not the same file')
      known = known.subarray(again)
      const fresh = piece.subarray(again)
      if (fresh.length === 0) return
      await onDisk(() => writeAt(file!, fresh, bytes))
      bytes += fresh.length
      step(fresh.length)
    },
    async restart() {
      await onDisk(() => file!.truncate(0))
      step(-bytes)
      bytes = 0
      from = 0
      known = Buffer.alloc(0)
    },
    finish: () =>
      onDisk(async () => {
        await file!.sync()
        await file!.close()
        file = undefined
        await rename(partial, path)
      }),
    close: async () => {
      await file?.close().catch(() => {})
    },
  }
}

/** Not for appending: on Windows such a file cannot be cut. */
function openOrCreate(path: string): Promise<FileHandle> {
  return open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return open(path, 'wx+')
  })
}

async function writeAt(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten
}

async function lastBytes(file: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.min(size, overlap))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, size - bytes.length)
  return bytes.subarray(0, bytesRead)
}

/** This computer's own disk: its refusals are not the place's. */
async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw diskRefusal(error)
  }
}

const diskRefusal = (error: unknown) => asRefusal(error) ?? new Refusal('disk-error', {}, String(error))

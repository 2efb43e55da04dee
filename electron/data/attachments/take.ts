import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type FailureCode, Refusal } from '../../../shared/result.ts'
import { flushFolder } from '../db/flush-folder.ts'
import { attachmentPath, dataFiles } from '../db/folder.ts'
import { isStored } from '../sync/content-store.ts'
import type { TaskContext } from '../tasks.ts'
import { type Look, lookAt, readingTrouble } from './look.ts'

/** A file whose bytes lie in the content store now. */
export type Taken = Look & {
  sha256: string
  name: string
  /** The store had these bytes already, or an earlier file of the batch has. */
  known: boolean
}
/** A file that stays outside, and why. */
export type RefusedFile = { name: string; code: FailureCode }

/** Smaller ones keep reading, hashing and writing closer together: of 256 KiB to 2 MiB, half a megabyte took least. */
const pieceSize = 512 * 1024
/** Files that are read at the same time: while one is hashed, the others are read and written. */
const lanes = 3
/** Files that are being flushed while the next ones are read. */
const flushedAtOnce = 4

/** What one file cannot do to the others: the batch goes on without it. Trouble with our own disk ends it. */
const ofOneFile = new Set<FailureCode>(['photo-not-picture', 'photo-too-large', 'photo-unreadable', 'file-runnable'])

/**
 * Copies files into the content store, each hashed as it is read and flushed before it gets its name. A file that cannot be taken is
 * left out and named.
 * @throws Refusal that of the first file where none can be taken; `cancelled`, `disk-*`
 */
export async function takeFiles(
  context: TaskContext,
  { paths }: { paths: string[] },
): Promise<{ taken: Taken[]; refused: RefusedFile[] }> {
  const total = paths.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)
  const store = createStore(context.dataDir)
  // each in the place of its path, whichever is done first
  const taken: (Taken | undefined)[] = []
  const refused: (RefusedFile | undefined)[] = []
  const errors: unknown[] = []
  let ended: unknown
  let done = 0
  const step = (bytes: number) => {
    context.throwIfCancelled()
    done += bytes
    context.progress('photos', Math.min(done, total), total)
  }
  const waiting = paths.entries()
  const lane = async () => {
    const buffers: Buffers = [Buffer.allocUnsafeSlow(pieceSize), Buffer.allocUnsafeSlow(pieceSize)]
    for (const [at, path] of waiting) {
      if (ended) return
      try {
        const look = lookAt(path)
        taken[at] = { ...look, name: basename(path), ...(await store.take(path, buffers, step)) }
      } catch (error) {
        if (!(error instanceof Refusal && ofOneFile.has(error.code))) {
          ended ??= error
          return
        }
        errors[at] = error
        refused[at] = { name: basename(path), code: error.code }
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  await store.settle().catch((error: unknown) => {
    ended ??= error
  })
  if (ended) throw ended
  const isThere = <T>(one: T | undefined): one is T => one !== undefined
  const first = errors.find(isThere)
  if (first && !taken.some(isThere)) throw first
  // of the same bytes twice the earlier file is the new one, whichever was hashed first
  const earlier = new Set<string>()
  const inOrder = taken.filter(isThere).map((file) => {
    const known = file.known || earlier.has(file.sha256)
    earlier.add(file.sha256)
    return { ...file, known }
  })
  return { taken: inOrder, refused: refused.filter(isThere) }
}

type Buffers = readonly [Buffer, Buffer]
/** Told the bytes of each piece. */
type Step = (bytes: number) => void

/** Reading, hashing and writing one file overlap, and so do the flushes of several. */
function createStore(dataDir: string) {
  const folder = dataFiles(dataDir).attachments
  const fresh = new Set<string>()
  const folders = new Set<string>()
  const flushing = new Set<Promise<void>>()
  let failed: unknown

  async function take(path: string, buffers: Buffers, step: Step) {
    const source = await open(path, 'r').catch((error: unknown) => {
      throw readingTrouble(path, error)
    })
    const temporary = join(folder, `.${randomUUID()}.part`)
    let target: FileHandle | undefined
    try {
      target = await open(temporary, 'wx')
      const { sha256, size } = await copy(path, source, target, buffers, step)
      if (fresh.has(sha256) || isStored(dataDir, sha256, size)) {
        await target.close()
        target = undefined
        await rm(temporary, { force: true })
        return { sha256, size, known: !fresh.has(sha256) }
      }
      fresh.add(sha256)
      const kept = keep(target, temporary, sha256)
      target = undefined
      flushing.add(kept)
      void kept.finally(() => flushing.delete(kept))
      if (flushing.size >= flushedAtOnce) await Promise.race(flushing)
      if (failed) throw failed
      return { sha256, size, known: false }
    } catch (error) {
      await target?.close().catch(() => {})
      await rm(temporary, { force: true })
      throw error
    } finally {
      await source.close()
    }
  }

  async function copy(path: string, source: FileHandle, target: FileHandle, buffers: Buffers, step: Step) {
    const hash = createHash('sha256')
    const read = (at: number, into: Buffer) =>
      source.read(into, 0, pieceSize, at).catch((error: unknown) => {
        throw readingTrouble(path, error)
      })
    let at = 0
    let turn = 0
    let next = read(0, buffers[0])
    for (;;) {
      const { bytesRead } = await next
      if (bytesRead === 0) return { sha256: hash.digest('hex'), size: at }
      const piece = buffers[turn as 0 | 1].subarray(0, bytesRead)
      turn = 1 - turn
      next = read(at + bytesRead, buffers[turn as 0 | 1])
      // answered below; a failure meanwhile must not count as nobody's
      next.catch(() => {})
      const written = target.write(piece, 0, bytesRead, at)
      written.catch(() => {})
      hash.update(piece)
      at += (await written).bytesWritten
      step(bytesRead)
    }
  }

  /** Never rejects: what fails is told by the next file or at the end. */
  async function keep(target: FileHandle, temporary: string, sha256: string): Promise<void> {
    try {
      await target.sync()
      await target.close()
      const path = attachmentPath(dataDir, sha256)
      mkdirSync(dirname(path), { recursive: true })
      await rename(temporary, path)
      folders.add(dirname(path))
    } catch (error) {
      failed ??= error
      await target.close().catch(() => {})
      await rm(temporary, { force: true })
    }
  }

  return {
    take,
    /** @throws whatever kept a file from being flushed or named */
    async settle(): Promise<void> {
      await Promise.all(flushing)
      for (const one of folders) flushFolder(one)
      if (failed) throw failed
    },
  }
}

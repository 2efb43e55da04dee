import { createHash } from 'node:crypto'
import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../../../shared/result.ts'
import { flushFolder } from '../db/flush-folder.ts'
import { Different, type LocalFile, openLocal, openPartial, type PartialFile } from './local-file.ts'
import { isLeftover, isPackageName, temporaryName } from './names.ts'
import type { Place, Step } from './place.ts'
import { hashBack } from './read-back.ts'
import { diskTrouble, throwIfCancelled } from './trouble.ts'

/** What a folder is used through; tests make it fail. */
export type Disk = Pick<typeof fs, 'open' | 'readdir' | 'rename' | 'rm' | 'stat'>

/** A virus scanner holds a fresh file for a moment: the rename is tried again after so many milliseconds. */
const renameWaits = [300, 700]
const heldBy = new Set(['EBUSY', 'EPERM', 'EACCES'])
const pieceSize = 1024 * 1024

/** A folder, on this computer, a share or a stick. Its temporary file lies beside the final one: a rename never crosses disks. */
export function folderPlace(folder: string, disk: Disk = fs): Place {
  return {
    list: (signal) => refusing('', () => list(signal)),
    put: (path, name, step, signal) => refusing(name, () => put(path, name, step, signal)),
    get: (name, path, step, signal) => refusing(name, () => get(name, path, step, signal)),
  }

  async function refusing<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const isThere = await disk.stat(folder).then(
        (found) => found.isDirectory(),
        () => false,
      )
      throw diskTrouble(error, name, isThere)
    }
  }

  async function list(signal?: AbortSignal) {
    const files: { name: string; size: number }[] = []
    for (const entry of await disk.readdir(folder, { withFileTypes: true })) {
      throwIfCancelled(signal)
      // a link may lead anywhere
      if (!entry.isFile() || !isPackageName(entry.name)) continue
      const size = await sizeOf(join(folder, entry.name))
      if (size !== undefined) files.push({ name: entry.name, size })
    }
    return files
  }

  async function put(path: string, name: string, step: Step, signal?: AbortSignal) {
    throwIfCancelled(signal)
    if (!isPackageName(name)) throw new Refusal('place-file', { file: name }, 'not a name every system takes')
    const local = await openLocal(path)
    for (const left of await disk.readdir(folder))
      if (isLeftover(left, name)) await disk.rm(join(folder, left), { force: true }).catch(() => {})
    if (await isDelivered(local, name)) return step(local.size)
    const temporary = join(folder, temporaryName(name))
    let done = false
    try {
      const sha256 = await copy(local, temporary, step, signal)
      if ((await hashBack(temporary, disk)) !== sha256)
        throw new Refusal('place-file', { file: name }, 'reads back otherwise than written')
      throwIfCancelled(signal)
      // No rename of Node's refuses an existing name everywhere; what came since the first look is seen here.
      if (await isDelivered(local, name)) return
      await renamePatiently(temporary, join(folder, name))
      done = true
      flushFolder(folder)
    } finally {
      if (!done) await disk.rm(temporary, { force: true }).catch(() => {})
    }
  }

  /** @throws Refusal `place-taken` where the name stands for another content */
  async function isDelivered(local: LocalFile, name: string): Promise<boolean> {
    const final = join(folder, name)
    const found = await orAbsent(disk.stat(final))
    if (!found) return false
    const isSame =
      found.isFile() && found.size === local.size && (await hashBack(final, disk)) === (await local.sha256())
    if (!isSame) throw new Refusal('place-taken', { file: name })
    return true
  }

  async function copy(local: LocalFile, to: string, step: Step, signal?: AbortSignal): Promise<string> {
    // in a shared folder anybody may lay a link: the file must be new
    const file = await disk.open(to, 'wx')
    try {
      const hash = createHash('sha256')
      for await (const piece of local.pieces()) {
        throwIfCancelled(signal)
        await file.writeFile(piece)
        hash.update(piece)
        step(piece.length)
      }
      await file.sync()
      return hash.digest('hex')
    } finally {
      await file.close()
    }
  }

  async function renamePatiently(from: string, to: string): Promise<void> {
    for (const wait of renameWaits) {
      try {
        return await disk.rename(from, to)
      } catch (error) {
        if (!heldBy.has(String((error as NodeJS.ErrnoException).code))) throw error
        await sleep(wait)
      }
    }
    await disk.rename(from, to)
  }

  async function get(name: string, path: string, step: Step, signal?: AbortSignal) {
    throwIfCancelled(signal)
    if (!isPackageName(name)) throw new Refusal('place-file', { file: name }, 'not a plain file name')
    await disk.stat(folder)
    const partial = await openPartial(path, step)
    try {
      try {
        await fetchInto(partial, name, signal)
      } catch (error) {
        if (!(error instanceof Different)) throw error
        await partial.restart()
        await fetchInto(partial, name, signal)
      }
      await partial.finish()
    } finally {
      await partial.close()
    }
  }

  async function fetchInto(partial: PartialFile, name: string, signal?: AbortSignal): Promise<void> {
    const source = await orAbsent(disk.open(join(folder, name), 'r'))
    if (!source) throw new Refusal('place-file', { file: name }, 'listed, and not there')
    try {
      const { size } = await source.stat()
      if (size < partial.bytes()) throw new Different('shorter than the part')
      const piece = Buffer.allocUnsafe(pieceSize)
      for (let at = partial.from(); at < size; ) {
        throwIfCancelled(signal)
        const { bytesRead } = await source.read(piece, 0, piece.length, at)
        if (bytesRead === 0) throw new Refusal('place-file', { file: name }, 'ends early')
        await partial.write(piece.subarray(0, bytesRead))
        at += bytesRead
      }
    } finally {
      await source.close().catch(() => {})
    }
  }

  async function sizeOf(path: string): Promise<number | undefined> {
    return (await orAbsent(disk.stat(path)))?.size
  }
}

async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

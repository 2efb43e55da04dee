import { createHash, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { flushFolder } from '../db/flush-folder.ts'
import { attachmentPath, dataFiles } from '../db/folder.ts'

/** True where the store has these bytes, as far as name and size tell. */
export const isStored = (dataDir: string, sha256: string, size: number): boolean =>
  statSync(attachmentPath(dataDir, sha256), { throwIfNoEntry: false })?.size === size

/**
 * Writes bytes into the content store: temporary name, hash while writing, flush, rename. Stored once by hash.
 * @param expected the hash they must have, if it is known
 * @returns their SHA-256 and size; nothing is stored where `expected` differs
 * @throws errors of the file system
 */
export function storeContent(
  dataDir: string,
  pieces: Iterable<Uint8Array>,
  expected?: string,
): { sha256: string; size: number; known: boolean } {
  const folder = dataFiles(dataDir).attachments
  const temporary = join(folder, `.${randomUUID()}.part`)
  const hash = createHash('sha256')
  let size = 0
  let kept = false
  let fd: number | undefined = openSync(temporary, 'wx')
  try {
    for (const piece of pieces) {
      hash.update(piece)
      for (let done = 0; done < piece.length; ) done += writeSync(fd, piece, done, piece.length - done)
      size += piece.length
    }
    const sha256 = hash.digest('hex')
    if (expected !== undefined && sha256 !== expected) return { sha256, size, known: false }
    if (isStored(dataDir, sha256, size)) return { sha256, size, known: true }
    fsyncSync(fd)
    closeSync(fd)
    fd = undefined
    const path = attachmentPath(dataDir, sha256)
    mkdirSync(dirname(path), { recursive: true })
    renameSync(temporary, path)
    kept = true
    flushFolder(dirname(path))
    return { sha256, size, known: false }
  } finally {
    if (fd !== undefined) closeSync(fd)
    if (!kept) rmSync(temporary, { force: true })
  }
}

/** A file piece by piece; the same buffer every time. */
export function* piecesOf(fd: number, buffer: Buffer): Generator<Buffer> {
  for (let at = 0; ; ) {
    const read = readSync(fd, buffer, 0, buffer.length, at)
    if (read === 0) return
    at += read
    yield buffer.subarray(0, read)
  }
}

/** SHA-256 of a file, or `undefined` where it cannot be read. */
export function hashOfFile(path: string): string | undefined {
  let fd: number
  try {
    fd = openSync(path, 'r')
  } catch {
    return undefined
  }
  try {
    const hash = createHash('sha256')
    for (const piece of piecesOf(fd, Buffer.allocUnsafe(1024 * 1024))) hash.update(piece)
    return hash.digest('hex')
  } catch {
    return undefined
  } finally {
    closeSync(fd)
  }
}

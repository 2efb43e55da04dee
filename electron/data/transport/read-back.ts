import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { Disk } from './folder.ts'

/** Its memory lies on page boundaries, which reads past the cache ask for; no other buffer of Node promises that. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { Memory: new (size: { initial: number }) => { buffer: ArrayBuffer } }
}
const pages = 16
const block = 4096

/** SHA-256 of what the disk gives back, read past the page cache where the system can: a stick may not hold what it took. */
export async function hashBack(path: string, disk: Disk): Promise<string> {
  if (constants.O_DIRECT) {
    try {
      return await hashOf(await disk.open(path, constants.O_RDONLY | constants.O_DIRECT), true)
    } catch (error) {
      // not every file system can
      if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error
    }
  }
  return hashOf(await disk.open(path, 'r'), false)
}

async function hashOf(file: FileHandle, isDirect: boolean): Promise<string> {
  try {
    const hash = createHash('sha256')
    const piece = Buffer.from(new WebAssembly.Memory({ initial: pages }).buffer)
    for (let at = 0; ; ) {
      const { bytesRead } = await file.read(piece, 0, piece.length, at)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(piece.subarray(0, bytesRead))
      at += bytesRead
      // the end; a direct read from there, within a block, would be refused
      if (isDirect && bytesRead % block !== 0) return hash.digest('hex')
    }
  } finally {
    await file.close().catch(() => {})
  }
}

import { createHash } from 'node:crypto'
import { closeSync, constants, fdatasync, openSync, read } from 'node:fs'
import { promisify } from 'node:util'
import { chunk, openChunk, type Sealer, sealedChunk } from './age.ts'
import type { Written } from './zip-write.ts'

const readAt = promisify(read)
const flush = promisify(fdatasync)

/** Its memory lies on page boundaries, which reads past the cache ask for; no other buffer of Node promises that. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { Memory: new (size: { initial: number }) => { buffer: ArrayBuffer } }
}

const block = 4096
/** Bytes of one of the buffers a member is read back into; a photo fits. */
const slotSize = 8 * 1024 * 1024
const slots = 3
/** Of a member read at once; what was sealed of it, with the chunks it begins and ends in, fits a slot. */
const pieceSize = slotSize - 4 * sealedChunk - Math.ceil(slotSize / chunk) * (sealedChunk - chunk)
/** Written bytes that are flushed and read back together. */
const segmentSize = 64 * 1024 * 1024

/**
 * Reads back what was written and compares hashes while the next members are being copied (sync rule 9). Each stretch is flushed
 * first and, where the system allows it, read past the page cache: what is compared is what the stick gives back.
 */
export function createVerifier(path: string, writing: number, sealed: Sealer | null) {
  const { fd, direct } = openForReading(path)
  const memory = new WebAssembly.Memory({ initial: (slotSize * slots) / 65_536 })
  const free = Array.from({ length: slots }, (_, index) => Buffer.from(memory.buffer, index * slotSize, slotSize))
  const waiting: ((slot: Buffer<ArrayBuffer>) => void)[] = []
  const bad: string[] = []
  let segment: { entry: Written; sha256: string }[] = []
  let bytes = 0
  let running: Promise<unknown> = Promise.resolve()
  let failure: unknown

  const take = (): Promise<Buffer<ArrayBuffer>> => {
    const slot = free.pop()
    return slot ? Promise.resolve(slot) : new Promise((resolve) => waiting.push(resolve))
  }
  const give = (slot: Buffer<ArrayBuffer>) => {
    const next = waiting.shift()
    if (next) next(slot)
    else free.push(slot)
  }

  /** The content from `at` on, opened where it is sealed; `undefined` where it does not open. */
  async function content(
    slot: Buffer<ArrayBuffer>,
    at: number,
    length: number,
  ): Promise<Buffer<ArrayBuffer> | undefined> {
    if (!sealed || length === 0) return fill(slot, at, length)
    const first = Math.floor(at / chunk)
    const last = Math.floor((at + length - 1) / chunk)
    const from = sealed.start + first * sealedChunk
    const bytes = await fill(slot, from, Math.min((last - first + 1) * sealedChunk, sealed.end() - from))
    let filled = 0
    for (let counter = first, done = 0; counter <= last; counter++, done += sealedChunk) {
      const opened = openChunk(sealed.key, counter, counter === sealed.last(), bytes.subarray(done, done + sealedChunk))
      if (!opened) return undefined
      // what is opened is shorter than what was sealed: it never overtakes what is still to be read
      opened.copy(bytes, filled)
      filled += opened.length
    }
    return bytes.subarray(at - first * chunk, at - first * chunk + length)
  }

  /** Fills the slot with the file's bytes from `at` on; answers where they lie in it. */
  async function fill(slot: Buffer<ArrayBuffer>, at: number, length: number): Promise<Buffer<ArrayBuffer>> {
    const start = direct ? at - (at % block) : at
    const end = direct ? Math.min(start + slot.length, Math.ceil((at + length) / block) * block) : at + length
    let done = 0
    while (start + done < Math.min(end, at + length)) {
      const { bytesRead } = await readAt(fd, slot, done, end - start - done, start + done)
      if (bytesRead === 0) break
      done += bytesRead
    }
    return slot.subarray(at - start, Math.min(done, at - start + length))
  }

  async function check(entry: Written, sha256: string): Promise<void> {
    const slot = await take()
    try {
      // here rather than by an asynchronous digest: that one copies its input, and a process pays for each fresh page
      const hash = createHash('sha256')
      for (let done = 0; done < entry.size; done += pieceSize)
        hash.update((await content(slot, entry.start + done, Math.min(pieceSize, entry.size - done))) ?? '')
      const found = hash.digest('hex')
      if (found !== sha256) bad.push(sha256)
    } finally {
      give(slot)
    }
  }

  function start(isEnd: boolean): void {
    // a chunk that is not full yet is not in the file
    const isWritten = ({ entry }: { entry: Written }) =>
      isEnd || !sealed || entry.start + entry.size <= sealed.written()
    const members = segment.filter(isWritten)
    segment = segment.filter((member) => !isWritten(member))
    bytes = 0
    running = running
      .then(async () => {
        if (failure) return
        await flush(writing)
        await Promise.all(members.map(({ entry, sha256 }) => check(entry, sha256)))
      })
      .catch((error: unknown) => {
        failure ??= error
      })
  }

  return {
    /** Takes note of a member; a full segment is checked beside further writing. */
    add(entry: Written, sha256: string): void {
      segment.push({ entry, sha256 })
      bytes += entry.size
      if (bytes >= segmentSize) start(false)
    },
    /** Hashes that the file does not give back; empty: all is as it should be. */
    async finish(): Promise<string[]> {
      start(true)
      await running
      if (failure) throw failure
      return bad
    },
    async close(): Promise<void> {
      failure ??= new Error('closed')
      await running
      closeSync(fd)
    },
  }
}

function openForReading(path: string): { fd: number; direct: boolean } {
  if (constants.O_DIRECT) {
    try {
      return { fd: openSync(path, constants.O_RDONLY | constants.O_DIRECT), direct: true }
    } catch {
      // not every file system can
    }
  }
  return { fd: openSync(path, 'r'), direct: false }
}

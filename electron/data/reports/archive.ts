import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { crc32, createDeflateRaw, inflateRawSync } from 'node:zlib'
import { centralHeader, endRecord, localHeader, localLength, type Written } from '../sync/zip-write.ts'

const largest = 0xffff_ffff

/** An entry of a zip in memory, as it lies there. */
export type Packed = { name: string; crc: number; size: number; method: number; bytes: Uint8Array }

/**
 * Writes a zip of deflated and stored entries into an open file, one after the other; memory does not grow with them. Sizes are put
 * into the local headers when they are known, so that every reader is content.
 * @throws RangeError beyond 4 GiB
 */
export function createArchive(fd: number) {
  const entries: Written[] = []
  let at = 0

  const put = (bytes: Uint8Array, position = at) => {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, position + done)
    if (position === at) at += bytes.length
    if (at > largest) throw new RangeError('archive beyond 4 GiB')
  }
  const begin = (name: string): Written => {
    const entry: Written = { name, header: at, start: at + localLength + name.length, size: 0, crc: 0 }
    entries.push(entry)
    put(localHeader(entry))
    return entry
  }
  const end = (entry: Written) => put(localHeader(entry), entry.header)

  return {
    /** Copies an entry without unpacking it. */
    addPacked({ name, crc, size, method, bytes }: Packed): void {
      const entry = begin(name)
      put(bytes)
      end(Object.assign(entry, { size, crc }, method === 8 ? { packed: bytes.length } : {}))
    },
    /** Stores a file as it is: pictures do not get smaller. */
    addFile(name: string, path: string, buffer = Buffer.allocUnsafe(1024 * 1024)): void {
      const from = openSync(path, 'r')
      try {
        const entry = begin(name)
        for (let read = readSync(from, buffer); read > 0; read = readSync(from, buffer)) {
          const piece = buffer.subarray(0, read)
          entry.crc = crc32(piece, entry.crc)
          entry.size += read
          put(piece)
        }
        end(entry)
      } finally {
        closeSync(from)
      }
    },
    /** Deflates pieces as they come; while one is deflated in another thread the next is made. */
    async addPieces(name: string, pieces: Iterable<string>): Promise<void> {
      const entry: Written = { ...begin(name), packed: 0 }
      entries[entries.length - 1] = entry
      const deflate = createDeflateRaw({ level: 4 })
      const failed = new Promise<never>((_, fail) => deflate.once('error', fail))
      failed.catch(() => {})
      deflate.on('data', (bytes: Buffer) => {
        try {
          put(bytes)
          entry.packed = (entry.packed ?? 0) + bytes.length
        } catch (error) {
          deflate.destroy(error as Error)
        }
      })
      let waiting: Promise<unknown> | null = null
      for (const piece of pieces) {
        const bytes = Buffer.from(piece)
        entry.crc = crc32(bytes, entry.crc)
        entry.size += bytes.length
        await waiting
        waiting = Promise.race([failed, new Promise((done) => deflate.write(bytes, done))])
      }
      const ended = new Promise((done) => deflate.once('end', done))
      deflate.end()
      await Promise.race([failed, ended])
      end(entry)
    },
    finish(): void {
      const start = at
      for (const entry of entries) put(centralHeader(entry))
      put(endRecord(entries.length, at - start, start))
    },
  }
}
export type Archive = ReturnType<typeof createArchive>

/** The entries of a zip that one of our own libraries has just made in memory. */
export function entriesOf(zip: Buffer): Packed[] {
  const entries: Packed[] = []
  const tail = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let at = zip.readUInt32LE(tail + 16)
  for (let left = zip.readUInt16LE(tail + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28)
    const header = zip.readUInt32LE(at + 42)
    const start = header + localLength + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
    entries.push({
      name: zip.toString('latin1', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      size: zip.readUInt32LE(at + 24),
      bytes: zip.subarray(start, start + zip.readUInt32LE(at + 20)),
    })
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

/** An entry's content; only for small ones of our own making. */
export const contentOf = ({ method, bytes }: Packed): Buffer =>
  method === 8 ? inflateRawSync(bytes) : Buffer.from(bytes)

import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'

/** An entry as it lies in the file: `start` is where its bytes begin. */
export type Written = { name: string; start: number; size: number; crc: number; header: number }

const localLength = 30
const centralLength = 46
/** 1980-01-01 00:00, the zip epoch: file times are believed by nobody and give nothing away. */
export const dosDate = 0x21
/** 2.0, made on a system without file modes. */
export const version = 20

/**
 * Writes a zip of stored members one after the other into an open file: sizes and CRC stand in the local headers, there are no
 * data descriptors, no zip64 and no gaps. `buffer` is reused for copying; memory does not grow with the members.
 */
export function createZipWriter(fd: number, buffer: Buffer) {
  const entries: Written[] = []
  let at = 0

  function put(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, position + done)
  }

  function begin(name: string): { header: number; start: number } {
    const header = at
    at += localLength + Buffer.byteLength(name)
    return { header, start: at }
  }
  function end(name: string, header: number, start: number, crc: number): Written {
    const entry = { name, header, start, size: at - start, crc }
    put(localHeader(entry), header)
    entries.push(entry)
    return entry
  }

  return {
    /** Bytes written so far. */
    length: () => at,
    /** Bytes the directory will add. */
    tail: () => entries.reduce((sum, entry) => sum + centralLength + entry.name.length, 22),
    add(name: string, bytes: Buffer): Written {
      const { header, start } = begin(name)
      put(bytes, start)
      at += bytes.length
      return end(name, header, start, crc32(bytes))
    },
    /** Copies a file in; `step` is called after each piece with its bytes. */
    addFile(name: string, path: string, step: (bytes: number) => void): Written {
      const from = openSync(path, 'r')
      try {
        const { header, start } = begin(name)
        const { size } = fstatSync(from)
        let crc = 0
        for (let done = 0; done < size; ) {
          const read = readSync(from, buffer, 0, Math.min(buffer.length, size - done), done)
          if (read === 0) break
          const piece = buffer.subarray(0, read)
          crc = crc32(piece, crc)
          put(piece, at)
          at += read
          done += read
          step(read)
        }
        return end(name, header, start, crc)
      } finally {
        closeSync(from)
      }
    },
    /** Writes the directory; the file ends here. */
    finish(): void {
      const start = at
      for (const entry of entries) {
        const record = centralHeader(entry)
        put(record, at)
        at += record.length
      }
      put(endRecord(entries.length, at - start, start), at)
      at += 22
    },
  }
}

function localHeader({ name, size, crc }: Written): Buffer {
  const record = Buffer.alloc(localLength + name.length)
  record.writeUInt32LE(0x04034b50, 0)
  common(record, 4, size, crc, name)
  record.write(name, localLength, 'latin1')
  return record
}

function centralHeader({ name, size, crc, header }: Written): Buffer {
  const record = Buffer.alloc(centralLength + name.length)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(version, 4)
  common(record, 6, size, crc, name)
  record.writeUInt32LE(header, 42)
  record.write(name, centralLength, 'latin1')
  return record
}

/** The fields both headers share; names are ASCII by the whitelist. */
function common(record: Buffer, at: number, size: number, crc: number, name: string): void {
  record.writeUInt16LE(version, at)
  record.writeUInt16LE(dosDate, at + 8)
  record.writeUInt32LE(crc, at + 10)
  record.writeUInt32LE(size, at + 14)
  record.writeUInt32LE(size, at + 18)
  record.writeUInt16LE(name.length, at + 22)
}

function endRecord(count: number, size: number, start: number): Buffer {
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x06054b50, 0)
  record.writeUInt16LE(count, 8)
  record.writeUInt16LE(count, 10)
  record.writeUInt32LE(size, 12)
  record.writeUInt32LE(start, 16)
  return record
}

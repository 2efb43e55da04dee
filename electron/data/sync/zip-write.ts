import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { Refusal } from '../../../shared/result.ts'

/** An entry as it lies in the file: `start` is where its bytes begin; `packed` bytes where they are deflated. */
export type Written = { name: string; start: number; size: number; crc: number; header: number; packed?: number }

export const localLength = 30
const centralLength = 46
/** 1980-01-01 00:00, the zip epoch: file times are believed by nobody and give nothing away. */
export const dosDate = 0x21
/** 2.0, made on a system without file modes. */
export const version = 20

/**
 * Writes a zip of stored members one after the other, its bytes in order into `out`: sizes and CRC stand in the local headers, there
 * are no data descriptors, no zip64 and no gaps. `buffer` is reused for copying; memory does not grow with the members.
 */
export function createZipWriter(out: (bytes: Uint8Array) => void, buffer: Buffer) {
  const entries: Written[] = []
  let at = 0

  function put(bytes: Uint8Array): void {
    out(bytes)
    at += bytes.length
  }

  function begin(name: string, size: number, crc: number): Written {
    const header = at
    const entry = { name, header, start: header + localLength + name.length, size, crc }
    put(localHeader(entry))
    entries.push(entry)
    return entry
  }

  return {
    /** Bytes written so far. */
    length: () => at,
    /** Bytes the directory will add. */
    tail: () => entries.reduce((sum, entry) => sum + centralLength + entry.name.length, 22),
    add(name: string, bytes: Buffer): Written {
      const entry = begin(name, bytes.length, crc32(bytes))
      put(bytes)
      return entry
    },
    /** Copies a file in, one beyond `buffer` in a second reading: its CRC comes first. `step` is called after each piece with its bytes. */
    addFile(name: string, path: string, step: (bytes: number) => void): Written {
      const from = openSync(path, 'r')
      try {
        const { size } = fstatSync(from)
        let crc = 0
        for (const piece of piecesOf(from, size, buffer)) crc = crc32(piece, crc)
        const entry = begin(name, size, crc)
        const again = size > buffer.length ? piecesOf(from, size, buffer) : [buffer.subarray(0, size)]
        for (const piece of again) {
          put(piece)
          step(piece.length)
        }
        return entry
      } finally {
        closeSync(from)
      }
    },
    /** Writes the directory; the file ends here. */
    finish(): void {
      const start = at
      for (const entry of entries) put(centralHeader(entry))
      put(endRecord(entries.length, at - start, start))
    },
  }
}

/** A file's bytes through one buffer; a file that has become shorter is refused. */
function* piecesOf(fd: number, size: number, buffer: Buffer): Generator<Buffer> {
  for (let done = 0; done < size; ) {
    let filled = 0
    const wanted = Math.min(buffer.length, size - done)
    while (filled < wanted) {
      const read = readSync(fd, buffer, filled, wanted - filled, done + filled)
      if (read === 0) throw new Refusal('disk-error', {}, 'a file became shorter while it was read')
      filled += read
    }
    done += filled
    yield buffer.subarray(0, filled)
  }
}

export function localHeader(entry: Written): Buffer {
  const { name } = entry
  const record = Buffer.alloc(localLength + name.length)
  record.writeUInt32LE(0x04034b50, 0)
  common(record, 4, entry)
  record.write(name, localLength, 'latin1')
  return record
}

export function centralHeader(entry: Written): Buffer {
  const { name, header } = entry
  const record = Buffer.alloc(centralLength + name.length)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(version, 4)
  common(record, 6, entry)
  record.writeUInt32LE(header, 42)
  record.write(name, centralLength, 'latin1')
  return record
}

/** The fields both headers share; names are ASCII by the whitelist. */
function common(record: Buffer, at: number, { size, crc, name, packed }: Written): void {
  record.writeUInt16LE(version, at)
  if (packed !== undefined) record.writeUInt16LE(8, at + 4)
  record.writeUInt16LE(dosDate, at + 8)
  record.writeUInt32LE(crc, at + 10)
  record.writeUInt32LE(packed ?? size, at + 14)
  record.writeUInt32LE(size, at + 18)
  record.writeUInt16LE(name.length, at + 22)
}

export function endRecord(count: number, size: number, start: number): Buffer {
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x06054b50, 0)
  record.writeUInt16LE(count, 8)
  record.writeUInt16LE(count, 10)
  record.writeUInt32LE(size, 12)
  record.writeUInt32LE(start, 16)
  return record
}

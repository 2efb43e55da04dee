import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of a zip that may lie: what is left out is true. */
export type RawEntry = {
  name: string | Buffer
  data?: Buffer
  /** Overrides of the central directory record. */
  central?: Partial<Fields>
  /** Overrides of the local header. */
  local?: Partial<Fields> & { name?: string }
  deflate?: boolean
  /** Lies at the local header of an earlier entry. */
  at?: number
  attributes?: number
  madeBy?: number
  /** Bytes put between this entry's data and what follows. */
  after?: Buffer
  extra?: Buffer
}
type Fields = { flags: number; method: number; crc: number; packed: number; size: number; offset: number }
type End = Partial<{ count: number; here: number; size: number; start: number; disk: number; comment: Buffer }>

/** Builds a zip byte by byte. */
export function rawZip(entries: RawEntry[], end: End = {}, before: Buffer = Buffer.alloc(0)): Buffer {
  const parts: Buffer[] = [before]
  let at = before.length
  const central: Buffer[] = []
  for (const entry of entries) {
    const name = typeof entry.name === 'string' ? Buffer.from(entry.name) : entry.name
    const data = entry.data ?? Buffer.alloc(0)
    const packed = entry.deflate ? deflateRawSync(data) : data
    const fields: Fields = {
      flags: 0,
      method: entry.deflate ? 8 : 0,
      crc: crc32(data),
      packed: packed.length,
      size: data.length,
      offset: entry.at ?? at,
    }
    if (entry.at === undefined) {
      const localName = entry.local?.name === undefined ? name : Buffer.from(entry.local.name)
      const bytes = Buffer.concat([
        header(0x04034b50, { ...fields, ...entry.local }, localName.length),
        localName,
        packed,
        entry.after ?? Buffer.alloc(0),
      ])
      parts.push(bytes)
      at += bytes.length
    }
    central.push(directoryRecord({ ...fields, ...entry.central }, name, entry))
  }
  const directory = Buffer.concat(central)
  const comment = end.comment ?? Buffer.alloc(0)
  const tail = Buffer.alloc(22)
  tail.writeUInt32LE(0x06054b50, 0)
  tail.writeUInt16LE(end.disk ?? 0, 4)
  tail.writeUInt16LE(end.here ?? end.count ?? entries.length, 8)
  tail.writeUInt16LE(end.count ?? entries.length, 10)
  tail.writeUInt32LE(end.size ?? directory.length, 12)
  tail.writeUInt32LE(end.start ?? at, 16)
  tail.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...parts, directory, tail, comment])
}

function header(signature: number, { flags, method, crc, packed, size }: Fields, nameLength: number): Buffer {
  const bytes = Buffer.alloc(30)
  bytes.writeUInt32LE(signature, 0)
  bytes.writeUInt16LE(20, 4)
  bytes.writeUInt16LE(flags, 6)
  bytes.writeUInt16LE(method, 8)
  bytes.writeUInt16LE(0x21, 12)
  bytes.writeUInt32LE(crc >>> 0, 14)
  bytes.writeUInt32LE(packed, 18)
  bytes.writeUInt32LE(size, 22)
  bytes.writeUInt16LE(nameLength, 26)
  return bytes
}

function directoryRecord(fields: Fields, name: Buffer, { attributes = 0, madeBy = 0, extra }: RawEntry): Buffer {
  const bytes = Buffer.alloc(46)
  bytes.writeUInt32LE(0x02014b50, 0)
  bytes.writeUInt16LE((madeBy << 8) | 20, 4)
  header(0, fields, name.length).copy(bytes, 6, 4, 28)
  bytes.writeUInt16LE(extra?.length ?? 0, 30)
  bytes.writeUInt32LE(attributes >>> 0, 38)
  bytes.writeUInt32LE(fields.offset, 42)
  return Buffer.concat([bytes, name, extra ?? Buffer.alloc(0)])
}

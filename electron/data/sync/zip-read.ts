import { readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { Refusal } from '../../../shared/result.ts'
import {
  manifestName,
  memberKind,
  packageLimits,
  signatureLength,
  signatureName,
} from '../../../shared/sync/manifest.ts'
import { dosDate, version } from './zip-write.ts'

/** One checked entry; `start..start + size` are its bytes in the file. */
export type Entry = { name: string; size: number; crc: number; start: number }

const damaged = (why: string) => new Refusal('package-damaged', {}, `zip: ${why}`)
const hostile = (why: string) => new Refusal('package-hostile', {}, `zip: ${why}`)
const truncated = (why: string) => new Refusal('package-truncated', {}, `zip: ${why}`)
const foreign = (why: string) => new Refusal('package-foreign', {}, `zip: ${why}`)

/** Reads exactly `length` bytes. @throws Refusal `package-truncated` */
function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  for (let done = 0; done < length; ) {
    const read = readSync(fd, bytes, done, length - done, position + done)
    if (read === 0) throw truncated('short read')
    done += read
  }
  return bytes
}

/**
 * Reads the directory of a package and checks the whole structure before any content (sync rule 10): names on the whitelist,
 * nothing twice, stored, entries that tile the file from its first byte to the directory without gap or overlap. A package has one
 * form only, the one zip-write.ts gives it: every bit that differs is refused, also where zip tools repair or ignore it.
 * @param length bytes of the file
 * @throws Refusal `package-foreign`, `-truncated`, `-damaged`, `-hostile`, `-too-large`
 */
export function readDirectory(fd: number, length: number): Entry[] {
  if (length > packageLimits.file) throw new Refusal('package-too-large')
  if (length < 4) throw truncated(`${length} bytes`)
  if (readAt(fd, 0, 4).readUInt32LE(0) !== 0x04034b50) throw foreign('first bytes')
  if (length < 22) throw truncated(`${length} bytes`)
  const tail = readAt(fd, length - 22, 22)
  if (tail.readUInt32LE(0) !== 0x06054b50) {
    // An archive comment moves the end record forward; what was cut off has none at all.
    const look = Math.min(length, 65_557)
    const found = readAt(fd, length - look, look).lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
    if (found < 0) throw truncated('no end record')
    throw looksOurs(fd) ? hostile('bytes after the end record') : foreign('bytes after the end record')
  }
  const count = tail.readUInt16LE(10)
  const size = tail.readUInt32LE(12)
  const start = tail.readUInt32LE(16)
  if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) throw hostile('zip64')
  if (tail.readUInt16LE(20) !== 0) throw damaged('comment length')
  if (tail.readUInt16LE(4) !== 0 || tail.readUInt16LE(6) !== 0) throw hostile('several disks')
  if (tail.readUInt16LE(8) !== count) throw damaged('entry counts differ')
  if (count > packageLimits.members + 2) throw hostile(`${count} entries`)
  if (start + size !== length - 22) throw damaged('directory and end record do not meet')
  // 60,000 names on the whitelist need less; longer ones are not on it
  if (size > (packageLimits.members + 2) * 200) throw hostile('directory too long')
  const entries = parseDirectory(readAt(fd, start, size), count)
  if (!entries.some((entry) => entry.name === manifestName)) throw foreign('no manifest')
  checkNames(entries)
  checkTiling(fd, entries, start)
  return entries.map(({ header: _, ...entry }) => entry)
}

/** A manifest, bundle or attachment comes first in ours; other zips are not called tampered with. */
function looksOurs(fd: number): boolean {
  const name = readAt(fd, 30, 90).toString('latin1')
  return name.startsWith('bundles/') || name.startsWith('att/') || name.startsWith(manifestName)
}

type Raw = Entry & { header: number }

function parseDirectory(bytes: Buffer, count: number): Raw[] {
  const entries: Raw[] = []
  let at = 0
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged('directory record')
    const flags = bytes.readUInt16LE(at + 8)
    const method = bytes.readUInt16LE(at + 10)
    const packed = bytes.readUInt32LE(at + 20)
    const size = bytes.readUInt32LE(at + 24)
    const nameLength = bytes.readUInt16LE(at + 28)
    const extraLength = bytes.readUInt16LE(at + 30)
    const commentLength = bytes.readUInt16LE(at + 32)
    const madeBy = bytes.readUInt16LE(at + 4) >> 8
    const attributes = bytes.readUInt32LE(at + 38)
    const header = bytes.readUInt32LE(at + 42)
    const end = at + 46 + nameLength + extraLength + commentLength
    if (end > bytes.length) throw damaged('directory record too long')
    // latin1 keeps every byte: a name that is not plain ASCII cannot match the whitelist
    const name = bytes.toString('latin1', at + 46, at + 46 + nameLength)
    if (bytes.readUInt16LE(at + 34) !== 0) throw hostile('several disks')
    if (packed === 0xffffffff || size === 0xffffffff || header === 0xffffffff) throw hostile('zip64')
    if (flags & 0x2041) throw hostile('encrypted entry')
    if (flags !== 0) throw hostile(`flags ${flags.toString(16)}`)
    if (method !== 0) throw hostile(`method ${method}`)
    if (packed !== size) throw hostile('stored entry with two sizes')
    // unix: 0xa symbolic link, 0x4 directory; DOS: 0x10 directory
    if (madeBy === 3 && (attributes >>> 28 === 0xa || attributes >>> 28 === 4)) throw hostile('not a plain file')
    if (attributes & 0x10) throw hostile('not a plain file')
    if (attributes !== 0 || !asWritten(bytes, at + 6) || bytes.readUInt16LE(at + 4) !== version)
      throw damaged('directory record not as written')
    if (extraLength !== 0 || commentLength !== 0 || bytes.readUInt16LE(at + 36) !== 0)
      throw damaged('directory record not as written')
    entries.push({ name, size, crc: bytes.readUInt32LE(at + 16), start: 0, header })
    at = end
  }
  if (at !== bytes.length) throw damaged('directory length')
  return entries
}

/** Version, flags, method and time as the writer sets them; the same in both headers. */
const asWritten = (record: Buffer, at: number): boolean =>
  record.readUInt16LE(at) === version &&
  record.readUInt16LE(at + 2) === 0 &&
  record.readUInt16LE(at + 4) === 0 &&
  record.readUInt16LE(at + 6) === 0 &&
  record.readUInt16LE(at + 8) === dosDate

function checkNames(entries: Raw[]): void {
  const seen = new Set<string>()
  for (const { name, size } of entries) {
    const member = memberKind(name)
    if (name !== manifestName && name !== signatureName && !member)
      throw hostile(`name ${JSON.stringify(name.slice(0, 80))}`)
    if (seen.has(name)) throw hostile(`twice: ${name}`)
    seen.add(name)
    const limit = member
      ? member.kind === 'bundle'
        ? packageLimits.bundle
        : packageLimits.attachment
      : name === signatureName
        ? signatureLength
        : packageLimits.manifest
    if (size > limit) throw hostile(`too large: ${name}`)
  }
}

/** Local headers must say what the directory says, and lie side by side. */
function checkTiling(fd: number, entries: Raw[], end: number): void {
  const inOrder = [...entries].sort((a, b) => a.header - b.header)
  let at = 0
  inOrder.forEach((entry, index) => {
    if (entry.header !== at) throw hostile(entry.header < at ? 'entries overlap' : 'bytes between entries')
    const next = inOrder[index + 1]?.header ?? end
    if (at + 30 > end) throw hostile('entry outside')
    const local = readAt(fd, at, 30)
    const nameLength = local.readUInt16LE(26)
    if (local.readUInt32LE(0) !== 0x04034b50) throw damaged('local header')
    if (nameLength !== entry.name.length) throw hostile('two names')
    if (readAt(fd, at + 30, nameLength).toString('latin1') !== entry.name) throw hostile('two names')
    const [crc, packed, size] = [local.readUInt32LE(14), local.readUInt32LE(18), local.readUInt32LE(22)]
    if (crc !== entry.crc || packed !== entry.size || size !== entry.size) throw hostile('two sizes')
    if (local.readUInt16LE(8) !== 0) throw hostile('two methods')
    if (!asWritten(local, 4) || local.readUInt16LE(28) !== 0) throw damaged('local header not as written')
    entry.start = at + 30 + nameLength
    const gap = next - (entry.start + entry.size)
    if (gap !== 0) throw hostile(gap < 0 ? 'entries overlap' : 'bytes between entries')
    at = next
  })
  if (at !== end) throw hostile('bytes before the directory')
}

/**
 * A whole entry in memory: the manifest or a bundle, bounded by `packageLimits`. Its CRC is checked; its hash is the caller's.
 * @throws Refusal `package-damaged`, `package-truncated`
 */
export function readEntry(fd: number, entry: Entry): Buffer {
  const content = readAt(fd, entry.start, entry.size)
  if (crc32(content) !== entry.crc) throw damaged(`CRC of ${entry.name}`)
  return content
}

/** An entry piece by piece, for attachments; the buffer is reused. CRC is checked at the end. */
export function* readPieces(fd: number, entry: Entry, buffer: Buffer): Generator<Buffer> {
  let crc = 0
  for (let done = 0; done < entry.size; ) {
    const read = readSync(fd, buffer, 0, Math.min(buffer.length, entry.size - done), entry.start + done)
    if (read === 0) throw truncated('short read')
    const piece = buffer.subarray(0, read)
    crc = crc32(piece, crc)
    yield piece
    done += read
  }
  if (crc !== entry.crc) throw damaged(`CRC of ${entry.name}`)
}

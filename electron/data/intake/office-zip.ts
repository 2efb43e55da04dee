/** The zip inside .xlsx and .docx, opened with bounds: what is not asked for is never inflated. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl'
import { Refusal } from '../../../shared/result.ts'

const mebibyte = 1024 * 1024
/** Bytes unless said otherwise. */
export const officeLimits = {
  file: 100 * mebibyte,
  entries: 4_000,
  /** A part that is held in memory. */
  part: 16 * mebibyte,
  /** A part that is read piece by piece. */
  stream: 256 * mebibyte,
  /** Inflated to packed; office files stay below 100, and small parts may be anything. */
  ratio: 300,
  ratioFrom: mebibyte,
} as const

/** What long reading is given; both are called between pieces. */
export type Watch = {
  progress?: ((done: number, total: number) => void) | undefined
  /** @throws Refusal `cancelled` */
  throwIfCancelled?: (() => void) | undefined
}

export type OfficeZip = {
  names: readonly string[]
  has(name: string): boolean
  /** @throws Refusal as `openOffice`, also for a part above `officeLimits.part` */
  read(name: string): Promise<Buffer>
  /** Hands on the part piece by piece; its checksum is checked at the end. */
  each(name: string, piece: (bytes: Buffer) => void): Promise<void>
  close(): void
}

const kinds = { xlsx: 'xl/', docx: 'word/' } as const

/**
 * Opens an Office file and looks at its directory: no content is inflated yet.
 * @throws Refusal `file-unreadable`, `-too-large`, `-foreign`, `-old`, `-encrypted`, `-damaged`, `-hostile` with the file's name
 */
export async function openOffice(path: string, kind: keyof typeof kinds, watch: Watch = {}): Promise<OfficeZip> {
  const file = basename(path)
  const refuse = (code: 'damaged' | 'hostile' | 'foreign' | 'too-large', why: string) =>
    new Refusal(`file-${code}`, { file }, why)
  const fd = openFile(path)
  let zip: ZipFile
  const entries = new Map<string, Entry>()
  try {
    const { size } = fstatSync(fd)
    if (size > officeLimits.file) throw refuse('too-large', `${size} bytes`)
    checkHead(fd, file)
    zip = await fromFdPromise(fd, { autoClose: false })
    if (zip.entryCount > officeLimits.entries) throw refuse('hostile', `${zip.entryCount} entries`)
    for await (const entry of zip.eachEntry()) {
      watch.throwIfCancelled?.()
      if (entry.fileName.endsWith('/')) continue
      // two parts of one name: which one is meant depends on the reader
      if (entries.has(entry.fileName)) throw refuse('hostile', `twice: ${entry.fileName.slice(0, 80)}`)
      if (entry.isEncrypted()) throw new Refusal('file-encrypted', { file })
      entries.set(entry.fileName, entry)
    }
    const names = [...entries.keys()]
    if (!names.some((name) => name.startsWith(kinds[kind]))) throw refuse('foreign', names.slice(0, 5).join(' '))
  } catch (error) {
    closeSync(fd)
    throw error instanceof Refusal ? error : refuse('damaged', String(error))
  }

  async function each(name: string, piece: (bytes: Buffer) => void, most: number): Promise<void> {
    const entry = entries.get(name)
    if (!entry) throw refuse('damaged', `no ${name}`)
    const { uncompressedSize: full, compressedSize: packed } = entry
    if (full > most) throw refuse('too-large', `${name}: ${full} bytes`)
    if (full > officeLimits.ratioFrom && full > packed * officeLimits.ratio) throw refuse('hostile', `${name} inflates`)
    let refused: unknown
    try {
      let sum = 0
      const stream = await zip.openReadStreamPromise(entry)
      // yauzl ends a stream that gives another size than was said
      for await (const bytes of stream as AsyncIterable<Buffer>) {
        watch.throwIfCancelled?.()
        sum = crc32(bytes, sum)
        try {
          piece(bytes)
        } catch (error) {
          refused = error
          break
        }
      }
      if (!refused && sum !== entry.crc32) throw refuse('damaged', `checksum of ${name}`)
    } catch (error) {
      throw error instanceof Refusal ? error : refuse('damaged', `${name}: ${error}`)
    }
    // what the reader of the content says is its own
    if (refused) throw refused
  }

  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    each: (name, piece) => each(name, piece, officeLimits.stream),
    async read(name) {
      const pieces: Buffer[] = []
      await each(name, (bytes) => pieces.push(Buffer.from(bytes)), officeLimits.part)
      return Buffer.concat(pieces)
    },
    close: () => closeSync(fd),
  }
}

/** @throws Refusal `file-unreadable` */
export function openFile(path: string): number {
  try {
    const fd = openSync(path, 'r')
    if (fstatSync(fd).isFile()) return fd
    closeSync(fd)
  } catch {
    // said below
  }
  throw new Refusal('file-unreadable', { file: basename(path) })
}

function checkHead(fd: number, file: string): void {
  const head = Buffer.alloc(8)
  const length = readSync(fd, head, 0, 8, 0)
  if (length === 0) throw new Refusal('file-damaged', { file }, 'empty')
  if (head.readUInt32LE(0) === 0x04034b50) return
  // the container of .xls and .doc, and of .xlsx and .docx with a password
  if (head.toString('hex') === 'd0cf11e0a1b11ae1')
    throw new Refusal(/\.(xlsx|docx)$/i.test(file) ? 'file-encrypted' : 'file-old', { file })
  throw new Refusal('file-foreign', { file }, head.toString('hex'))
}

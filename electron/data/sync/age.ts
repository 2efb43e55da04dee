/**
 * Sealed files in the age format (age-encryption.org/v1, C2SP age.md). Headers are made and opened by age-encryption; the payload, an
 * AEAD stream of 64 KiB chunks, goes through the system's ChaCha20-Poly1305, about ten times as fast.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Stanza } from 'age-encryption'
import { Refusal } from '../../../shared/result.ts'

/** Loaded when the first file is sealed or opened: a start needs none of it. */
const library = () => import('age-encryption')

/** Who can open a file: holders of one of these keys, or of the passphrase. */
export type Lock = { recipients: string[] } | { passphrase: string }
/** What opens files: `AGE-SECRET-KEY-1…` identities, or a passphrase. */
export type Opening = { identities: readonly string[] } | { passphrase: string }
/** Reads a file's bytes at a position into a buffer; 0 at its end. */
export type ReadAt = (buffer: Buffer, offset: number, length: number, position: number) => number

export const chunk = 65_536
const tagLength = 16
export const sealedChunk = chunk + tagLength
const nonceLength = 16
const cipher = 'chacha20-poly1305'
const firstLine = 'age-encryption.org/v1\n'
/** Bytes; a header for a hundred recipients needs less. */
const longestHeader = 65_536

/** Bytes of a sealed file's payload, the nonce included, for so many bytes of content. */
export const sealedLength = (content: number): number =>
  nonceLength + content + Math.max(1, Math.ceil(content / chunk)) * tagLength

export type SealKey = { header: Buffer; fileKey: Uint8Array }

/** A fresh file key and the header that gives it to those who may open the file. */
export async function createSealKey(lock: Lock): Promise<SealKey> {
  const { Decrypter, Encrypter } = await library()
  const encrypter = new Encrypter()
  let fileKey: Uint8Array | undefined
  if ('passphrase' in lock) encrypter.setPassphrase(lock.passphrase)
  else {
    for (const recipient of lock.recipients) encrypter.addRecipient(recipient)
    encrypter.addRecipient({
      wrapFileKey(key): Stanza[] {
        fileKey = Uint8Array.from(key)
        return []
      },
    })
  }
  const whole = Buffer.from(await encrypter.encrypt(new Uint8Array()))
  const header = whole.subarray(0, whole.length - sealedLength(0))
  if ('passphrase' in lock) {
    const decrypter = new Decrypter()
    decrypter.addPassphrase(lock.passphrase)
    fileKey = await decrypter.decryptHeader(header)
  }
  if (!fileKey) throw new Error('no file key')
  return { header, fileKey }
}

const payloadKey = (fileKey: Uint8Array, nonce: Uint8Array) =>
  Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32))

/** 11 bytes of counter, then 1 for the last chunk. */
function nonceOf(counter: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(Math.floor(counter / 2 ** 32), 3)
  nonce.writeUInt32BE(counter % 2 ** 32, 7)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

function sealChunk(key: Buffer, counter: number, isLast: boolean, content: Uint8Array, out: Buffer): number {
  const seal = createCipheriv(cipher, key, nonceOf(counter, isLast), { authTagLength: tagLength })
  const sealed = seal.update(content)
  seal.final()
  sealed.copy(out)
  seal.getAuthTag().copy(out, sealed.length)
  return sealed.length + tagLength
}

/** @returns `undefined` where the chunk is not what was sealed */
export function openChunk(key: Buffer, counter: number, isLast: boolean, sealed: Buffer): Buffer | undefined {
  if (sealed.length < tagLength) return undefined
  const open = createDecipheriv(cipher, key, nonceOf(counter, isLast), { authTagLength: tagLength })
  open.setAuthTag(sealed.subarray(sealed.length - tagLength))
  const content = open.update(sealed.subarray(0, sealed.length - tagLength))
  try {
    open.final()
  } catch {
    return undefined
  }
  return content
}

export type Sealer = {
  write(bytes: Uint8Array): void
  finish(): void
  /** What a reader of the written file needs: where the chunks begin and end, their key, and which is the last one. */
  start: number
  end(): number
  key: Buffer
  last(): number | undefined
  /** Bytes of content that are in the file. */
  written(): number
}

/** Seals a stream of bytes into `put`, which gets the file's bytes in order. */
export function createSealer({ header, fileKey }: SealKey, put: (bytes: Uint8Array) => void): Sealer {
  const nonce = randomBytes(nonceLength)
  const key = payloadKey(fileKey, nonce)
  put(header)
  put(nonce)
  const full = Buffer.allocUnsafe(chunk)
  const out = Buffer.allocUnsafe(sealedChunk)
  let filled = 0
  let counter = 0
  let sealedBytes = 0
  let content = 0
  let last: number | undefined
  const start = header.length + nonceLength
  const close = (isLast: boolean) => {
    const length = sealChunk(key, counter++, isLast, full.subarray(0, filled), out)
    put(out.subarray(0, length))
    sealedBytes += length
    content += filled
    filled = 0
  }
  return {
    start,
    key,
    write(bytes) {
      for (let at = 0; at < bytes.length; ) {
        // a full chunk is closed by the byte after it: the last one may be full, and only the last one is marked
        if (filled === chunk) close(false)
        const piece = bytes.subarray(at, at + chunk - filled)
        full.set(piece, filled)
        filled += piece.length
        at += piece.length
      }
    },
    finish() {
      close(true)
      last = counter - 1
    },
    end: () => start + sealedBytes,
    last: () => last,
    written: () => content,
  }
}

/** True where the first bytes, at least 32, are those of an age file. */
export const looksSealed = (first: Buffer): boolean => first.toString('latin1', 0, firstLine.length) === firstLine

/**
 * Opens the header of a sealed file.
 * @returns the payload's key and where its chunks begin; `null` where none of the keys is meant, or the passphrase is wrong
 * @throws Refusal `package-damaged`, `package-truncated`
 */
export async function openSeal(read: ReadAt, opening: Opening): Promise<{ key: Buffer; start: number } | null> {
  const first = Buffer.alloc(longestHeader + nonceLength)
  let length = 0
  for (let got = -1; got !== 0 && length < first.length; length += got)
    got = read(first, length, first.length - length, length)
  const end = headerEnd(first.subarray(0, length))
  const header = first.subarray(0, end)
  const nonce = first.subarray(end, end + nonceLength)
  if (end + nonceLength > length) throw new Refusal('package-truncated', {}, 'age: no nonce')
  checkWork(header)
  const { Decrypter } = await library()
  const decrypter = new Decrypter()
  if ('passphrase' in opening) decrypter.addPassphrase(opening.passphrase)
  else for (const identity of opening.identities) decrypter.addIdentity(identity)
  let fileKey: Uint8Array
  try {
    fileKey = await decrypter.decryptHeader(header)
  } catch (error) {
    const why = String((error as Error).message)
    if (why.startsWith('no identity matched')) return null
    throw new Refusal('package-damaged', {}, `age: ${why}`)
  }
  return { key: payloadKey(fileKey, nonce), start: end + nonceLength }
}

/** What every age program writes; a try takes 256 MiB. */
const hardestWork = 18

/** @throws Refusal `package-damaged` for a passphrase that would take the memory of the computer */
function checkWork(header: Buffer): void {
  if (!asksPassphrase(header)) return
  const stanza = header.toString('latin1', firstLine.length).split('\n', 1)[0] ?? ''
  const work = /^-> scrypt \S+ ([1-9][0-9]?)$/.exec(stanza)?.[1]
  if (!work || Number(work) > hardestWork) throw new Refusal('package-damaged', {}, `age: ${stanza.slice(0, 80)}`)
}

/** True where a sealed file begins so, which a passphrase opens. */
export const asksPassphrase = (first: Buffer): boolean =>
  first.toString('latin1', firstLine.length, firstLine.length + 10) === '-> scrypt '

function headerEnd(first: Buffer): number {
  const mac = first.indexOf('\n--- ')
  const end = mac < 0 ? -1 : first.indexOf('\n', mac + 1)
  if (end >= 0) return end + 1
  throw first.length < longestHeader
    ? new Refusal('package-truncated', {}, 'age: header without end')
    : new Refusal('package-damaged', {}, 'age: header too long')
}

/**
 * Opens a sealed file piece by piece, each only after its end is verified; whether the last piece is the file's end shows at the end.
 * @param length bytes of the file
 * @throws Refusal `package-truncated`, `package-damaged`
 */
export function* openPieces(
  read: ReadAt,
  length: number,
  { key, start }: { key: Buffer; start: number },
): Generator<Buffer> {
  const sealed = Buffer.allocUnsafeSlow(sealedChunk)
  for (let at = start, counter = 0; ; counter++) {
    const wanted = Math.min(sealedChunk, length - at)
    let done = 0
    while (done < wanted) {
      const got = read(sealed, done, wanted - done, at + done)
      if (got === 0) throw new Refusal('package-truncated', {}, 'age: short read')
      done += got
    }
    at += wanted
    const isLast = at >= length
    const content = openChunk(key, counter, isLast, sealed.subarray(0, wanted))
    if (!content) {
      // mostly a copy that did not end; what to do is the same where the last chunk was changed
      throw isLast
        ? new Refusal('package-truncated', {}, `age: ends at chunk ${counter}`)
        : new Refusal('package-damaged', {}, `age: chunk ${counter}`)
    }
    if (isLast && content.length === 0 && counter > 0) throw new Refusal('package-damaged', {}, 'age: empty last chunk')
    yield content
    if (isLast) return
  }
}

import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { Refusal } from '../../../shared/result.ts'
import { type Change, parseChange } from '../../../shared/sync/change.ts'
import {
  type BundleHeader,
  type Manifest,
  manifestName,
  memberKind,
  packageLimits,
  parseBundleHeader,
  parseManifest,
  signatureLength,
  signatureName,
} from '../../../shared/sync/manifest.ts'
import { isDemoAuthor, isDemoChange } from '../builtin/demo-author.ts'
import { fingerprintOf, fingerprintOfDevice, isSignedBy } from '../keys/signing.ts'
import { sha256Of } from './bundles.ts'
import { type Entry, readDirectory, readEntry, readPieces } from './zip-read.ts'

export type Member = { entry: Entry; sha256: string }
/** An open package whose structure and manifest have been checked; its members have not. */
export type OpenPackage = {
  fd: number
  manifest: Manifest
  /** Of the manifest's bytes. */
  sha256: string
  bundles: Member[]
  attachments: Member[]
  close(): void
}
/** `signature`: by `header.key`, over all bytes before it. */
export type ReadBundle = { header: BundleHeader; lines: string[]; signature: string }

const damaged = (why: string) => new Refusal('package-damaged', {}, why)

/**
 * Opens a package: structure, manifest, and that the entries are just what the manifest names (sync rule 10).
 * @throws Refusal `package-*`
 */
export function openPackage(path: string): OpenPackage {
  const fd = openSync(path, 'r')
  try {
    const entries = new Map(readDirectory(fd, fstatSync(fd).size).map((entry) => [entry.name, entry]))
    const bytes = readEntry(fd, entries.get(manifestName) as Entry)
    const manifest = parseManifest(decode(bytes))
    const signature = entries.get(signatureName)
    if (!signature) throw new Refusal('package-forged', {}, 'no signature')
    checkSender(manifest, bytes, readEntry(fd, signature).toString('latin1'))
    entries.delete(manifestName)
    entries.delete(signatureName)
    const members = manifest.members.map(({ name, size, sha256 }) => {
      const entry = entries.get(name)
      if (!entry) throw damaged(`missing: ${name}`)
      if (entry.size !== size) throw new Refusal('package-hostile', {}, `size of ${name}`)
      entries.delete(name)
      return { entry, sha256, kind: memberKind(name)?.kind }
    })
    if (entries.size > 0) throw new Refusal('package-hostile', {}, `not in the manifest: ${[...entries.keys()][0]}`)
    return {
      fd,
      manifest,
      sha256: sha256Of(bytes),
      bundles: members.filter((member) => member.kind === 'bundle'),
      attachments: members.filter((member) => member.kind === 'attachment'),
      close: () => closeSync(fd),
    }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

/** The sender's key is the one its device is named after, and signed these very bytes. */
function checkSender({ sender }: Manifest, bytes: Uint8Array, signature: string): void {
  if (fingerprintOf(sender.key) !== fingerprintOfDevice(sender.device))
    throw new Refusal('package-forged', {}, 'key of another device')
  if (!isSignedBy(sender.key, bytes, signature)) throw new Refusal('package-forged', {}, 'signature of the manifest')
}

/**
 * Checks every byte of every member: CRC, hash, and that bundles hold the changes they announce.
 * @param known bundles verified before, by hash: their lines need no second look
 * @returns how many changes there are, and the bundles that were not known
 * @throws Refusal `package-*`; `step` may throw `cancelled`
 */
export function verifyMembers(
  { fd, bundles, attachments }: OpenPackage,
  known: (sha256: string) => boolean,
  step: (bytes: number) => void,
): { changes: number; fresh: BundleHeader[] } {
  let changes = 0
  const fresh: BundleHeader[] = []
  for (const member of bundles) {
    const bytes = readBundleBytes(fd, member)
    const { header, lines } = splitBundle(bytes)
    if (!known(member.sha256)) {
      checkBundleSignature(header, bytes)
      checkLines(header, lines)
      fresh.push(header)
    }
    changes += lines.length
    if (changes > packageLimits.changes) throw new Refusal('package-too-large')
    step(bytes.length)
  }
  const buffer = Buffer.allocUnsafeSlow(1024 * 1024)
  for (const { entry, sha256 } of attachments) {
    const hash = createHash('sha256')
    for (const piece of readPieces(fd, entry, buffer)) {
      hash.update(piece)
      step(piece.length)
    }
    if (hash.digest('hex') !== sha256) throw damaged(`hash of ${entry.name}`)
  }
  return { changes, fresh }
}

function checkBundleSignature({ key, device, first }: BundleHeader, bytes: Uint8Array): void {
  const end = bytes.length - signatureLength - 1
  const signature = Buffer.from(bytes.buffer, bytes.byteOffset + end, signatureLength).toString('latin1')
  if (!isSignedBy(key, bytes.subarray(0, end), signature))
    throw new Refusal('package-forged', {}, `signature of ${device} ${first}`)
}

/** A bundle whose hash is checked, split into lines; their content was checked by `verifyMembers`. */
export const readBundle = (fd: number, member: Member): ReadBundle => splitBundle(readBundleBytes(fd, member))

/** Who signed the bundles that are not known, without reading their lines. */
export const freshHeaders = ({ fd, bundles }: OpenPackage, known: (sha256: string) => boolean): BundleHeader[] =>
  bundles.flatMap(({ entry, sha256 }) => {
    if (known(sha256)) return []
    const first = Buffer.alloc(Math.min(longestHeader, entry.size))
    readSync(fd, first, 0, first.length, entry.start)
    return [parseBundleHeader(first.toString('utf8').split('\n')[0] ?? '')]
  })
/** Bytes. */
const longestHeader = 1000

function readBundleBytes(fd: number, { entry, sha256 }: Member): Buffer {
  const bytes = readEntry(fd, entry)
  if (sha256Of(bytes) !== sha256) throw damaged(`hash of ${entry.name}`)
  return bytes
}

/** Exported for the tests of damaged lines. */
export function splitBundle(bytes: Uint8Array): ReadBundle {
  const lines = decode(bytes).split('\n')
  if (lines.pop() !== '') throw damaged('bundle: no end of line')
  const signature = lines.pop() ?? ''
  if (signature.length !== signatureLength) throw damaged('bundle: no signature')
  const header = parseBundleHeader(lines.shift() ?? '')
  if (lines.length !== header.count) throw damaged(`bundle: ${lines.length} lines, ${header.count} announced`)
  return { header, lines, signature }
}

/** Every line a change, numbered without a gap; under the public key of the demonstration, only what that could have written. */
export function checkLines(header: BundleHeader, lines: string[]): void {
  const isDemo = isDemoAuthor(header.device)
  lines.forEach((line, index) => {
    const change: Change = parseChange(line)
    if (change.seq !== header.first + index)
      throw damaged(`bundle: ${change.seq} where ${header.first + index} belongs`)
    if (isDemo && !isDemoChange(header.device, change))
      throw new Refusal('package-forged', {}, `no change of the demonstration: ${change.seq}`)
  })
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw damaged('not UTF-8')
  }
}

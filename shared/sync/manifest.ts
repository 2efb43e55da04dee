/** `manifest.json` of a package: what it is, whose, for whom, and every member with size and hash (SPEC S-8). */
import * as z from 'zod/mini'
import { Refusal } from '../result.ts'
import { isDevice, isId, isStream, limits } from './change.ts'

export const packageFormat = 'shanyan-package'
export const packageVersion = 1
/** Packages that ask for a newer reader than this are refused whole (sync rule 12). */
export const readerVersion = 1

export const manifestName = 'manifest.json'
/** The sender's signature over the manifest's exact bytes: 86 characters of base64url. */
export const signatureName = 'manifest.sig'
/** Characters of a signature: 64 bytes in base64url. */
export const signatureLength = 86

const mebibyte = 1024 * 1024
/** Everything a reader accepts, so that memory and disk stay bounded for any input (I13). Sizes in bytes. */
export const packageLimits = {
  /** One byte below 4 GiB: FAT32, and no zip64 is needed. */
  file: 2 ** 32 - 1,
  manifest: 32 * mebibyte,
  /** A bundle's file; the longest line in UTF-8 fits. */
  bundle: 64 * mebibyte,
  /** Where a writer begins another bundle, unless one line is longer. */
  bundleTarget: 16 * mebibyte,
  attachment: 200 * mebibyte,
  members: 60_000,
  changes: 5_000_000,
} as const

const bundlePattern = /^bundles\/([0-9a-f]{64})\.jsonl$/
const attachmentPattern = /^att\/([0-9a-f]{64})$/

export const bundleName = (sha256: string): string => `bundles/${sha256}.jsonl`
export const attachmentName = (sha256: string): string => `att/${sha256}`

/** What a member's name says it is; `undefined`: not on the whitelist. */
export function memberKind(name: string): { kind: 'bundle' | 'attachment'; sha256: string } | undefined {
  const bundle = bundlePattern.exec(name)?.[1]
  if (bundle) return { kind: 'bundle', sha256: bundle }
  const attachment = attachmentPattern.exec(name)?.[1]
  return attachment ? { kind: 'attachment', sha256: attachment } : undefined
}

const count = z.int().check(z.minimum(0))
const short = z.string().check(z.maxLength(200))
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const uuid = z.string().check(z.refine(isId))
const device = z.string().check(z.refine(isDevice))
const stream = z.string().check(z.refine(isStream))
const role = z.enum(['laptop', 'headquarters'])
const lineHash = z.string().check(z.regex(/^[A-Za-z0-9_-]{16}$/))
const seq = z.int().check(z.minimum(1))
/** An Ed25519 public key, 32 bytes in base64url. */
export const isPublicKey = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value)
/** An X25519 recipient of the age format. */
export const isAgeRecipient = (value: unknown): value is string =>
  typeof value === 'string' && /^age1[02-9ac-hj-np-z]{58}$/.test(value)
const key = z.string().check(z.refine(isPublicKey))
const recipientKey = z.string().check(z.refine(isAgeRecipient))
/** `key`, `age`: of the device, as far as the one who says it knows; a sender always knows its own. */
const author = z.object({
  ...{ device, name: short, person: short, unit: short, role: z.nullable(role) },
  key: z.nullable(key),
  age: z.nullable(recipientKey),
})

const manifestSchema = z.object({
  format: z.literal(packageFormat),
  version: count,
  /** Version of the sender's database schema, for a person who looks for the cause of something odd. */
  schema: count,
  minimumReader: count,
  id: uuid,
  /** Counts the packages from this sender to this recipient, from 1; a receipt repeats the number before it, or 0. */
  number: count,
  /** Milliseconds since 1970 by the sender's clock. */
  created: count,
  sender: z.extend(author, { key, age: recipientKey }),
  /** By which the sender's former keys handed over to its present one. */
  successions: z.optional(
    z
      .array(z.object({ from: key, to: key, signature: z.string().check(z.length(signatureLength)) }))
      .check(z.maxLength(20)),
  ),
  /** `id` is the sender's own name for the recipient; `device` is known once something came from it. */
  recipient: z.object({ id: uuid, name: short, role, device: z.nullable(device) }),
  /** The package before this one; `sha256` of its manifest, which pins all its members. */
  previous: z.nullable(z.object({ id: uuid, number: seq, sha256 })),
  /** What became of the recipient's packages here, newest first: the receipt (sync rule 11). */
  receipts: z
    .array(
      z.object({
        package: uuid,
        /** Of that package's manifest. */
        sha256,
        state: z.enum(['imported', 'refused']),
        /** Why it was refused. */
        code: z.nullable(short),
        at: count,
      }),
    )
    .check(z.maxLength(1000)),
  /** Conflicts that wait at the sender for a person. */
  conflicts: count,
  /**
   * What the sender holds, each with all its attachments but those of `wants`: ranges `[first, last, hash of the change at last]`. The hash tells a
   * forked device apart: two copies that went separate ways differ in everything they wrote since.
   */
  holds: z
    .array(
      z.object({
        device,
        stream,
        ranges: z.array(z.tuple([seq, seq, lineHash])).check(z.minLength(1), z.maxLength(10_000)),
      }),
    )
    .check(z.maxLength(20_000)),
  /** Further contents held of forked sequence numbers. */
  forks: z.array(z.object({ device, stream, seq, hash: lineHash })).check(z.maxLength(20_000)),
  /** Attachments its records name and the sender does not have: sent again to it. */
  wants: z.array(sha256).check(z.maxLength(20_000)),
  /** Who the devices in its bundles are, as far as the sender knows. */
  authors: z.array(author).check(z.maxLength(10_000)),
  /** Every entry of the zip but the manifest itself. */
  members: z
    .array(z.object({ name: z.string().check(z.maxLength(100)), size: count, sha256 }))
    .check(z.maxLength(packageLimits.members)),
})

export type Manifest = z.infer<typeof manifestSchema>
export type Author = Manifest['authors'][number]
export type Succession = NonNullable<Manifest['successions']>[number]
export type Holds = Pick<Manifest, 'holds' | 'forks'>

/** The exact bytes are hashed and signed; nothing re-encodes them. */
export const manifestText = (manifest: Manifest): string => JSON.stringify(manifest)

/**
 * Reads a manifest from outside.
 * @throws Refusal `package-foreign`: not ours; `package-newer`: for a later reader; `package-damaged`: ours, and not well formed;
 * `package-hostile`: names or sizes no sender writes
 */
export function parseManifest(text: string): Manifest {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw new Refusal('package-damaged', {}, 'manifest: not JSON')
  }
  if (typeof data !== 'object' || data === null || (data as { format?: unknown }).format !== packageFormat)
    throw new Refusal('package-foreign', {}, 'manifest: another format')
  const { minimumReader } = data as { minimumReader?: unknown }
  if (typeof minimumReader === 'number' && minimumReader > readerVersion)
    throw new Refusal('package-newer', {}, `needs reader ${minimumReader}, this one is ${readerVersion}`)
  const parsed = manifestSchema.safeParse(data)
  if (!parsed.success)
    throw new Refusal('package-damaged', {}, `manifest: ${JSON.stringify(parsed.error.issues.slice(0, 3))}`)
  checkMembers(parsed.data.members)
  return parsed.data
}

function checkMembers(members: Manifest['members']): void {
  const seen = new Set<string>()
  for (const { name, size, sha256 } of members) {
    const member = memberKind(name)
    if (!member || member.sha256 !== sha256) throw hostile(`member ${name.slice(0, 80)}`)
    if (seen.has(name)) throw hostile(`member twice: ${name}`)
    seen.add(name)
    if (size > (member.kind === 'bundle' ? packageLimits.bundle : packageLimits.attachment))
      throw hostile(`member too large: ${name}`)
  }
}
const hostile = (why: string) => new Refusal('package-hostile', {}, why)

/** First line of a bundle's file; `first..last` without a gap, so `count` is `last - first + 1`. */
export type BundleHeader = {
  device: string
  stream: string
  first: number
  last: number
  count: number
  format: 1
  /** Whose signature ends the file; not the device's own where that one's key is lost (SPEC S-8.3). */
  key: string
}

export const bundleHeader = (device: string, stream: string, first: number, last: number, key: string): string =>
  JSON.stringify({ device, stream, first, last, count: last - first + 1, format: 1, key } satisfies BundleHeader)

/** @throws Refusal `package-damaged`; `package-newer` for a later bundle format */
export function parseBundleHeader(line: string): BundleHeader {
  let data: Partial<Record<keyof BundleHeader, unknown>> | null
  try {
    data = JSON.parse(line.slice(0, 1000)) as typeof data
  } catch {
    throw new Refusal('package-damaged', {}, 'bundle header: not JSON')
  }
  if (typeof data === 'object' && data !== null && typeof data.format === 'number' && data.format > 1)
    throw new Refusal('package-newer', {}, `bundle format ${data.format}`)
  const { device, stream, first, last, count, format, key } = data ?? {}
  if (
    format !== 1 ||
    !isDevice(device) ||
    !isStream(stream) ||
    !isSeq(first) ||
    !isSeq(last) ||
    last < first ||
    last - first + 1 !== count ||
    count > limits.bundle ||
    !isPublicKey(key)
  )
    throw new Refusal('package-damaged', {}, `bundle header: ${line.slice(0, 200)}`)
  return { device, stream, first, last, count, format, key }
}
const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1

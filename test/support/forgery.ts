import { attachmentName, bundleHeader, bundleName, manifestName, signatureName } from '../../shared/sync/manifest.ts'
import { age, type createAuthor, manifestFor, sha256Of } from './packages.ts'
import { rawZip } from './zip.ts'

export type Author = ReturnType<typeof createAuthor>
type Member = { name: string; data: Buffer }

export const bundleMember = (data: Buffer): Member => ({ name: bundleName(sha256Of(data)), data })
export const photoMember = (data: Buffer): Member => ({ name: attachmentName(sha256Of(data)), data })

export const senderOf = (by: Author, over: Record<string, unknown> = {}) => ({
  ...{ device: by.device, name: '外来', person: '', unit: '', role: 'laptop', key: by.key, age },
  ...over,
})

export type Forgery = {
  by: Author
  bundles?: Buffer[]
  photos?: Buffer[]
  /** What the manifest says otherwise. */
  manifest?: Record<string, unknown>
  /** The signature over the manifest; `null`: none. */
  sign?: ((manifest: Buffer) => string) | null
}

/** A package as anybody could make it with a hex editor and keys of his own; what is left out is true. */
export function forge({ by, bundles = [], photos = [], manifest = {}, sign = by.sign }: Forgery): Buffer {
  const members = [...bundles.map(bundleMember), ...photos.map(photoMember)]
  const bytes = Buffer.from(manifestFor(members, { sender: senderOf(by), ...manifest }))
  const signature = sign ? [{ name: signatureName, data: Buffer.from(sign(bytes), 'latin1') }] : []
  return rawZip([...members, { name: manifestName, data: bytes }, ...signature])
}

/** The bundle's parts, to be put together wrongly. */
export function partsOfBundle(file: Buffer): { header: string; lines: string[]; signature: string } {
  const [header = '', ...lines] = file.toString().split('\n')
  lines.pop()
  return { header, signature: lines.pop() ?? '', lines }
}
export const bundleOfParts = ({ header, lines, signature }: ReturnType<typeof partsOfBundle>): Buffer =>
  Buffer.from(`${[header, ...lines, signature].join('\n')}\n`)

/** The header as it stands, for other bounds, another device or key. */
export const headerLike = (header: string, over: Partial<Parameters<typeof JSON.stringify>[0]>): string => {
  const { device, stream, first, last, key } = { ...JSON.parse(header), ...over }
  return bundleHeader(device, stream, first, last, key)
}

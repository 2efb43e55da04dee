import { createHash } from 'node:crypto'
import { v4, v7 } from 'uuid'
import { transaction } from '../../electron/data/db/open.ts'
import { cardText } from '../../electron/data/keys/card.ts'
import { createSigningKey, fingerprintOf, signBytes } from '../../electron/data/keys/signing.ts'
import { decideTrust, notePending } from '../../electron/data/sync/trust.ts'
import { type Change, lineOf } from '../../shared/sync/change.ts'
import {
  attachmentName,
  bundleHeader,
  bundleName,
  type Manifest,
  manifestName,
  manifestText,
  packageFormat,
  signatureName,
} from '../../shared/sync/manifest.ts'
import type { Device } from './device.ts'
import type { RawEntry } from './zip.ts'

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A computer of the tests with a key of its own. */
export function createAuthor() {
  const { key, secret } = createSigningKey()
  const device = `${fingerprintOf(key)}.1`
  return { key, device, sign: (bytes: Uint8Array) => signBytes({ key, secret }, bytes) }
}
export const author = createAuthor()
export const sender = author.device
/** The age recipient of nobody: its key is not kept. */
export const age = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj'

/** The computer approves the author. */
export function approve({ data }: Pick<Device, 'data'>, who = author): void {
  transaction(data.db, () => {
    notePending(
      data.db,
      { device: who.device, name: '外来', person: '', unit: '', role: 'laptop', key: who.key, age },
      0,
    )
    decideTrust(data.db, fingerprintOf(who.key), 'approved', 0)
  })
}

/** The author's card, for a window that is to take in what the author signs. */
export const cardOf = (who = author): string =>
  cardText({ device: who.device, name: '外来', person: '', unit: '', role: 'laptop', key: who.key, age }, who.sign)

/** A bundle's file: its header, then the lines as they are given, signed. */
export const bundleFile = (
  lines: (string | Buffer)[],
  first = 1,
  device = sender,
  stream = 'base',
  by = author,
): Buffer => {
  const content = Buffer.concat([
    Buffer.from(`${bundleHeader(device, stream, first, first + lines.length - 1, by.key)}\n`),
    ...lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]),
  ])
  return Buffer.concat([content, Buffer.from(`${by.sign(content)}\n`)])
}

export const campaignLine = (seq: number, name = `活动${seq}`): string => {
  const change: Change = {
    seq,
    hlc: Date.UTC(2026, 0, 1) * 2048 + seq,
    entity: 'campaigns',
    id: v7(),
    fields: { name: [name, []] },
  }
  return lineOf(change)
}

export const manifestFor = (members: { name: string; data: Buffer }[], over: Record<string, unknown> = {}): string =>
  manifestText({
    format: packageFormat,
    version: 1,
    schema: 20,
    minimumReader: 1,
    id: v4(),
    number: 1,
    created: Date.UTC(2026, 0, 2),
    sender: { device: sender, name: '外来', person: '', unit: '', role: 'laptop', key: author.key, age },
    recipient: { id: v4(), name: '总会办公室', role: 'headquarters', device: null },
    previous: null,
    receipts: [],
    conflicts: 0,
    holds: [],
    forks: [],
    wants: [],
    authors: [],
    members: members.map(({ name, data }) => ({ name, size: data.length, sha256: sha256Of(data) })),
    ...over,
  } as Manifest)

export const signatureOf = (manifest: Buffer, by = author) => ({
  name: signatureName,
  data: Buffer.from(by.sign(manifest)),
})

/** Entries of a sound package: one bundle, one photo, the manifest and its signature; each part can be replaced. */
export function soundEntries(over: { bundle?: Buffer; manifest?: Record<string, unknown> } = {}) {
  const bundle = over.bundle ?? bundleFile([campaignLine(1), campaignLine(2)])
  const photo = Buffer.from('a picture, as far as a package is concerned')
  const members = [
    { name: bundleName(sha256Of(bundle)), data: bundle },
    { name: attachmentName(sha256Of(photo)), data: photo },
  ]
  const manifest = { name: manifestName, data: Buffer.from(manifestFor(members, over.manifest)) }
  type Whole = RawEntry & { data: Buffer }
  return [members[0], members[1], manifest, signatureOf(manifest.data)] as [Whole, Whole, Whole, Whole]
}

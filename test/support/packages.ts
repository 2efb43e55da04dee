import { createHash } from 'node:crypto'
import { v4, v7 } from 'uuid'
import { type Change, lineOf } from '../../shared/sync/change.ts'
import {
  attachmentName,
  bundleHeader,
  bundleName,
  type Manifest,
  manifestName,
  manifestText,
  packageFormat,
} from '../../shared/sync/manifest.ts'
import type { RawEntry } from './zip.ts'

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

export const sender = 'abcdefghijklmnop.1'

/** A bundle's file: its header, then the lines as they are given. */
export const bundleFile = (lines: (string | Buffer)[], first = 1, device = sender, stream = 'base'): Buffer =>
  Buffer.concat([
    Buffer.from(`${bundleHeader(device, stream, first, first + lines.length - 1)}\n`),
    ...lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]),
  ])

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
    version: 0,
    schema: 10,
    minimumReader: 0,
    id: v4(),
    number: 1,
    created: Date.UTC(2026, 0, 2),
    sender: { device: sender, name: '外来', person: '', unit: '', role: 'laptop' },
    recipient: { id: v4(), name: '总会办公室', role: 'headquarters', device: null },
    previous: null,
    holds: [],
    forks: [],
    wants: [],
    authors: [],
    members: members.map(({ name, data }) => ({ name, size: data.length, sha256: sha256Of(data) })),
    ...over,
  } as Manifest)

/** Entries of a sound package: one bundle, one photo, the manifest last; each part can be replaced. */
export function soundEntries(over: { bundle?: Buffer; manifest?: Record<string, unknown> } = {}) {
  const bundle = over.bundle ?? bundleFile([campaignLine(1), campaignLine(2)])
  const photo = Buffer.from('a picture, as far as a package is concerned')
  const members = [
    { name: bundleName(sha256Of(bundle)), data: bundle },
    { name: attachmentName(sha256Of(photo)), data: photo },
  ]
  const manifest = { name: manifestName, data: Buffer.from(manifestFor(members, over.manifest)) }
  return [members[0], members[1], manifest] as [
    RawEntry & { data: Buffer },
    RawEntry & { data: Buffer },
    RawEntry & { data: Buffer },
  ]
}

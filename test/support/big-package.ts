import { closeSync, openSync, writeSync } from 'node:fs'
import { v7 } from 'uuid'
import { createZipWriter } from '../../electron/data/sync/zip-write.ts'
import { lineOf } from '../../shared/sync/change.ts'
import { bundleName, manifestName } from '../../shared/sync/manifest.ts'
import { age, author, bundleFile, manifestFor, sha256Of, signatureOf } from './packages.ts'
import { digestOfEntries } from './replica.ts'

/** Writes members with the product's own writer. */
export function writeMembers(path: string, members: { name: string; data: Buffer }[]): void {
  const fd = openSync(path, 'wx')
  const put = (bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
  }
  const zip = createZipWriter(put, Buffer.alloc(64 * 1024))
  for (const { name, data } of members) zip.add(name, data)
  zip.finish()
  closeSync(fd)
}

/**
 * A package of whole bundles from one author, one new finding a change.
 * @returns the digest of a computer that holds it all and nothing else
 */
export function writeBigPackage(path: string, bundles: number, changes = 20_000, by = author): string {
  const { device } = by
  const entries: Parameters<typeof digestOfEntries>[0] = []
  const members = Array.from({ length: bundles }, (_, bundle) => {
    const first = bundle * changes + 1
    const lines = Array.from({ length: changes }, (_, index) => {
      const seq = first + index
      const fields = { quote: [`第 ${seq} 条原话`, []], kind: ['practice', []] } satisfies Record<string, [string, []]>
      const line = lineOf({ seq, hlc: Date.UTC(2026, 0, 1) * 2048 + seq, entity: 'findings', id: v7(), fields })
      entries.push({ device, stream: 'base', seq, line })
      return line
    })
    const data = bundleFile(lines, first, device, 'base', by)
    return { name: bundleName(sha256Of(data)), data }
  })
  const sender = { device, name: '外来', person: '', unit: '', role: 'laptop', key: by.key, age }
  const manifest = Buffer.from(manifestFor(members, { sender }))
  writeMembers(path, [...members, { name: manifestName, data: manifest }, signatureOf(manifest, by)])
  return digestOfEntries(entries)
}

/** Packages of every released format, made once by test/fixtures/packages/make.ts, open for ever (S-12.2). */
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { attachmentPath, dataFiles } from '../../../../electron/data/db/folder.ts'
import type { Entity } from '../../../../shared/domain/fields.ts'
import { packageVersion } from '../../../../shared/sync/manifest.ts'
import { cleanUp, type Device, openAs, openDevice, temporaryFolder } from '../../../support/device.ts'
import { sha256Of } from '../../../support/packages.ts'

afterEach(cleanUp)

const fixtures = join(import.meta.dirname, '../../../fixtures/packages')
const formats = readdirSync(fixtures).filter((name) => /^\d+$/.test(name))
type Expected = {
  passphrase: string
  digest: string
  changes: number
  authors: string[]
  records: Record<string, { fields: Record<string, unknown>; deleted: boolean }>
  conflicts: { entity: string; id: string; field: string; kind: string }[]
}

test('the present format is among them', () => {
  expect(formats.map(Number)).toContain(packageVersion)
})

describe.each(formats)('format %s', (format) => {
  const file = (name: string) => join(fixtures, format, name)
  const expected = JSON.parse(readFileSync(file('expected.json'), 'utf8')) as Expected

  /** A computer of today with the keys of then, that has taken the cards of then. */
  async function openWith(keys: string, cards: string[]): Promise<Device> {
    const dataDir = join(temporaryFolder(), 'data')
    mkdirSync(dataDir)
    copyFileSync(file(keys), dataFiles(dataDir).keys)
    const role = keys.startsWith('headquarters') ? 'headquarters' : 'laptop'
    const device = await openDevice('今天的电脑', role, { dataDir, stranger: true })
    for (const card of cards)
      await device.call('card.take', { text: readFileSync(file(`${card}.shanyan-card`), 'utf8') })
    return device
  }
  async function take(device: Device, name: string, passphrase?: string) {
    const [preview] = await device.call('packages.inspect', {
      paths: [file(name)],
      ...(passphrase ? { passphrase } : {}),
    })
    expect(preview?.failure).toBeNull()
    const staged = [preview?.staged as string]
    const [imported] = await device.call('packages.import', { staged, allowDeletes: true })
    expect(imported).toMatchObject({ imported: true })
    return preview
  }
  async function holdsAll(device: Device): Promise<void> {
    expect(await device.call('digest.get', {})).toEqual({ digest: expected.digest, changes: expected.changes })
    for (const [key, record] of Object.entries(expected.records)) {
      const [entity, id] = key.split('/') as [Entity, string]
      expect(await device.call('records.get', { entity, id })).toMatchObject(record)
    }
    expect(await device.call('conflicts.list', {})).toMatchObject(expected.conflicts)
    const authors = device.data.db
      .prepare('SELECT DISTINCT d.id FROM changes c JOIN devices d ON d.n = c.device ORDER BY 1')
      .pluck()
    expect(authors.all()).toEqual([...expected.authors].sort())
    const photos = device.data.db.prepare('SELECT sha256 FROM blobs').pluck().all() as string[]
    expect(photos).toHaveLength(1)
    for (const sha256 of photos) expect(sha256Of(readFileSync(attachmentPath(device.dir, sha256)))).toBe(sha256)
  }

  test('sealed for a key', async () => {
    const office = await openWith('headquarters-keys.json', ['one', 'two'])
    expect(await take(office, 'sealed.shanyan')).toMatchObject({ changes: expected.changes, vouched: [], number: 2 })
    await holdsAll(office)
  })

  test('sealed with a passphrase, on a computer it was not made for', async () => {
    const other = await openWith('two-keys.json', ['one'])
    expect(await take(other, 'passphrase.shanyan', expected.passphrase)).toMatchObject({ number: 1 })
    await holdsAll(other)
  })

  test('a receipt', async () => {
    const one = await openWith('one-keys.json', ['headquarters'])
    expect(await take(one, 'receipt.shanyan')).toMatchObject({ changes: 0, missing: [] })
    const { manifest } = await openAs(one, file('receipt.shanyan'))
    const { manifest: sent, sha256 } = await openAs(
      await openWith('headquarters-keys.json', []),
      file('sealed.shanyan'),
    )
    expect(manifest.receipts).toEqual([expect.objectContaining({ package: sent.id, sha256, state: 'imported' })])
    expect(manifest.wants).toEqual([])
  })

  test('what is exported today goes back to the computers of then: the version they read', async () => {
    const office = await openWith('headquarters-keys.json', ['one', 'two'])
    await take(office, 'sealed.shanyan')
    const [peer] = await office.call('peers.list', {})
    const { files } = await office.call('packages.export', {
      peer: peer?.id as string,
      scope: 'all',
      folder: temporaryFolder(),
    })
    const one = await openWith('one-keys.json', ['headquarters', 'two'])
    const { manifest } = await openAs(one, files[0]?.path as string)
    expect(manifest.minimumReader).toBeLessThanOrEqual(Number(format))
  })
})

import { createHash } from 'node:crypto'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { attachmentPath } from '../../../../electron/data/db/folder.ts'
import { createInterned } from '../../../../electron/data/sync/interned.ts'
import { settleHandover } from '../../../../electron/data/sync/receipts.ts'
import {
  cleanUp,
  type Device,
  exportTo,
  hand,
  importFrom,
  openAs,
  openDevice,
  peerOf,
  temporaryFolder,
} from '../../../support/device.ts'

afterEach(cleanUp)

const picture = (seed: number) => {
  const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000001408060000000000000000', 'hex')
  return Buffer.concat([head, Buffer.alloc(2000, seed)])
}
async function addPhotos(device: Device, seeds: number[]) {
  const folder = temporaryFolder()
  const paths = seeds.map((seed) => join(folder, `${seed}.png`))
  for (const [n, path] of paths.entries()) writeFileSync(path, picture(seeds[n] as number))
  return (await device.call('attachments.add', { paths })).ids
}
async function pair() {
  const office = await openDevice('总会办公室', 'headquarters')
  const laptop = await openDevice('一组笔记本', 'laptop')
  const campaign = v7()
  await laptop.save('campaigns', campaign, { name: '2026年度调研' })
  return { office, laptop, campaign }
}
const reported = async (device: Device, entity: 'campaigns' | 'attachments', id: string) =>
  (await device.call('records.get', { entity, id }))?.reported
async function receiptFrom(from: Device, to: Device) {
  const answer = await from.call('packages.export', {
    peer: await peerOf(from, to),
    scope: 'receipt',
    folder: temporaryFolder(),
  })
  return answer.files[0] as (typeof answer.files)[number]
}
const newest = async (device: Device) => (await device.call('packages.history', { offset: 0, limit: 10 })).rows

describe('S-11: receipts', () => {
  test('S-11.3 未上报, 已导出, 已回执, and 未上报 again where it is edited', async () => {
    const { office, laptop, campaign } = await pair()
    expect(await reported(laptop, 'campaigns', campaign)).toBe('unreported')
    await hand(laptop, office, 'headquarters')
    expect(await reported(laptop, 'campaigns', campaign)).toBe('exported')
    await laptop.save('campaigns', campaign, { purpose: '边等边写' })
    const other = v7()
    await laptop.save('campaigns', other, { name: '后来的活动' })
    await importFrom(laptop, [(await receiptFrom(office, laptop)).path])
    // the receipt was written before the edit was known: it says nothing about it
    expect(await reported(laptop, 'campaigns', campaign)).toBe('unreported')
    expect(await reported(laptop, 'campaigns', other)).toBe('unreported')
    expect((await newest(laptop)).find(({ direction }) => direction === 'out')).toMatchObject({ state: 'acknowledged' })
    await hand(laptop, office, 'headquarters')
    await hand(office, laptop, 'laptop')
    for (const id of [campaign, other]) expect(await reported(laptop, 'campaigns', id)).toBe('acknowledged')
    expect((await laptop.call('counts.get', {})).unreported).toBe(0)
  })

  test('S-11.12 a receipt has no number, opens, leaves no gap, and travels from either side', async () => {
    const { office, laptop } = await pair()
    await hand(laptop, office, 'headquarters')
    for (const [from, to] of [
      [office, laptop],
      [laptop, office],
    ] as const) {
      const before = (await to.call('peers.list', {}))[0]?.received
      const receipt = await receiptFrom(from, to)
      expect(basename(receipt.path)).toContain('-回执-')
      const { manifest, bundles, attachments } = await openAs(to, receipt.path)
      expect({ bundles, attachments, members: manifest.members }).toEqual({ bundles: [], attachments: [], members: [] })
      expect(manifest.holds.length).toBeGreaterThan(0)
      const { previews, imported } = await importFrom(to, [receipt.path])
      expect(previews[0]).toMatchObject({ failure: null, changes: 0, missing: [] })
      expect(imported[0]).toMatchObject({ imported: true })
      expect((await to.call('peers.list', {}))[0]).toMatchObject({ received: before, missing: [] })
    }
    await laptop.save('campaigns', v7(), { name: '再一个活动' })
    expect((await hand(laptop, office, 'headquarters')).written.number).toBe(2)
  })

  test('S-11.11 a receipt names package, ranges, holes, missing photos and conflicts', async () => {
    const { office, laptop, campaign } = await pair()
    await hand(laptop, office, 'headquarters')
    await laptop.save('campaigns', campaign, { name: '笔记本的名字' })
    await office.save('campaigns', campaign, { name: '办公室的名字' })
    await addPhotos(laptop, [1])
    const lost = await exportTo(laptop, await peerOf(laptop, office))
    const { written } = await hand(laptop, office, 'headquarters')
    const sha256 = createHash('sha256').update(picture(1)).digest('hex')
    const { manifest } = await openAs(laptop, (await receiptFrom(office, laptop)).path)
    const own = manifest.holds.filter(({ device }) => device === laptop.data.device)
    expect(own.flatMap(({ ranges }) => ranges).map(([first, last]) => [first, last])).toEqual([
      [1, 1],
      [1, 2],
    ])
    expect(manifest.conflicts).toBe(1)
    // the photo was in the lost package
    expect(manifest.wants).toEqual([sha256])
    const { manifest: sent, sha256: hash } = await openAs(office, written.path)
    expect(manifest.receipts[0]).toMatchObject({ package: sent.id, sha256: hash, state: 'imported', code: null })
    expect((await office.call('peers.list', {}))[0]?.missing).toEqual([lost.number])
  })

  test('S-11.4 a photo headquarters has not got is not 已回执, and is sent again', async () => {
    const { office, laptop } = await pair()
    const [id] = await addPhotos(laptop, [1])
    await exportTo(laptop, await peerOf(laptop, office))
    await hand(laptop, office, 'headquarters')
    await importFrom(laptop, [(await receiptFrom(office, laptop)).path])
    expect(await reported(laptop, 'attachments', id as string)).toBe('exported')
    expect((await hand(laptop, office, 'headquarters')).written.attachments).toBe(1)
    await importFrom(laptop, [(await receiptFrom(office, laptop)).path])
    expect(await reported(laptop, 'attachments', id as string)).toBe('acknowledged')
  })

  test('S-11.4 a list of missing photos that is full says nothing about the others', async () => {
    const { office, laptop, campaign } = await pair()
    const [id] = await addPhotos(laptop, [1])
    await hand(laptop, office, 'headquarters')
    const receipt = await openAs(laptop, (await receiptFrom(office, laptop)).path)
    const { db } = laptop.data
    const settle = (wants: string[]) => settleHandover(db, createInterned(db), { ...receipt.manifest, wants })
    settle([])
    expect(await reported(laptop, 'attachments', id as string)).toBe('acknowledged')
    settle(Array.from({ length: 20_000 }, (_, n) => n.toString(16).padStart(64, '0')))
    expect(await reported(laptop, 'attachments', id as string)).toBe('exported')
    expect(await reported(laptop, 'campaigns', campaign)).toBe('acknowledged')
  })

  test('S-11.5 a refused package is heard of with its reason, and acknowledged when it comes in after all', async () => {
    const { office, laptop } = await pair()
    await addPhotos(laptop, [1, 2])
    const { path } = await exportTo(laptop, await peerOf(laptop, office))
    // opened and signed as it should be; what is in it is not: a photo's bytes in the store at the moment of packing
    const row = office.data.db.prepare(
      `INSERT INTO packages (id, package, sha256, peer, sender, direction, at, file, changes, attachments, bytes, state, failure)
       VALUES (?, ?, ?, ?, '', 'in', ?, ?, 0, 0, 1, 'refused', ?)`,
    )
    const { manifest, sha256 } = await openAs(office, path)
    const failure = JSON.stringify({ code: 'package-too-large', message: '', next: '' })
    row.run(v7(), manifest.id, sha256, await peerOf(office, laptop), Date.now() - 1000, basename(path), failure)
    await importFrom(laptop, [(await receiptFrom(office, laptop)).path])
    const sent = async () => (await newest(laptop)).find(({ direction }) => direction === 'out')
    expect(await sent()).toMatchObject({ state: 'exported', failure: { code: 'package-too-large' } })
    expect((await sent())?.failure?.message).toContain(basename(path))
    await importFrom(office, [path])
    await importFrom(laptop, [(await receiptFrom(office, laptop)).path])
    expect(await sent()).toMatchObject({ state: 'acknowledged', failure: null })
  })

  test('S-11.6 headquarters restored from an old copy: 已回执 is taken back, and everything sent again, photos too', async () => {
    const { office, laptop, campaign } = await pair()
    await hand(laptop, office, 'headquarters')
    await hand(office, laptop, 'laptop')
    expect(await reported(laptop, 'campaigns', campaign)).toBe('acknowledged')
    await office.close()
    const backup = join(temporaryFolder(), 'data')
    cpSync(office.dir, backup, { recursive: true })
    rmSync(join(backup, 'owner.lock'), { force: true })
    const used = await openDevice('总会办公室', 'headquarters', { dataDir: office.dir })
    const [photo] = await addPhotos(laptop, [1])
    await laptop.save('campaigns', campaign, { purpose: '备份以后' })
    await hand(laptop, used, 'headquarters')
    await hand(used, laptop, 'laptop')
    expect(await reported(laptop, 'attachments', photo as string)).toBe('acknowledged')
    const peer = await peerOf(laptop, used)
    expect(await laptop.call('packages.plan', { peer, scope: 'new' })).toMatchObject({ changes: 0, attachments: 0 })
    await used.close()

    const restored = await openDevice('总会办公室', 'headquarters', { dataDir: backup })
    await importFrom(laptop, [(await receiptFrom(restored, laptop)).path])
    expect(await reported(laptop, 'campaigns', campaign)).toBe('exported')
    expect(await reported(laptop, 'attachments', photo as string)).toBe('exported')
    expect(await laptop.call('packages.plan', { peer, scope: 'new' })).toMatchObject({ attachments: 1 })
    await hand(laptop, restored, 'headquarters')
    const sha256 = createHash('sha256').update(picture(1)).digest('hex')
    expect(readFileSync(attachmentPath(restored.dir, sha256))).toEqual(picture(1))
    await importFrom(laptop, [(await receiptFrom(restored, laptop)).path])
    expect(await reported(laptop, 'campaigns', campaign)).toBe('acknowledged')
    expect(await restored.digest()).toBe(await laptop.digest())
  })
})

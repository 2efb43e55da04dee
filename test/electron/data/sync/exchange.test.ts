import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
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

const bundlesOf = async (device: Device, path: string) =>
  (await openAs(device, path)).bundles.map(({ sha256 }) => sha256)
const manifestOf = async (device: Device, path: string) => (await openAs(device, path)).manifest
/** A campaign with a team and a visit; answers their ids. */
async function fill(device: Device) {
  const [campaign, team, visit] = [v7(), v7(), v7()]
  await device.save('campaigns', campaign, { name: '2023年度调研', year: 2023 })
  await device.save('teams', team, { campaign, name: '一组', topics: ['慈善工作站', '助学'] })
  await device.save('visits', visit, { team, start: '2023-11-10', status: 'done', summary: '盐城走访' })
  return { campaign, team, visit }
}

describe('S-8, S-10: a package from laptop to headquarters and back', () => {
  test('S-10.1 what is exported is what is imported; importing again changes nothing (I2)', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop', { worker: true })
    const office = await openDevice('总会办公室', 'headquarters', { worker: true })
    const { visit } = await fill(laptop)
    const plan = await laptop.call('packages.plan', { peer: await laptop.peer('headquarters'), scope: 'new' })
    expect(plan).toMatchObject({ changes: 3, records: 3, attachments: 0 })
    expect((await laptop.call('counts.get', {})).unreported).toBe(3)

    const { written, previews, imported } = await hand(laptop, office, 'headquarters')
    expect(written).toMatchObject({ number: 1, changes: 3 })
    expect(written.path).toMatch(/善研-一组笔记本-给总会办公室-第0001号-\d{8}-\d{4}\.shanyan$/)
    expect(previews[0]).toMatchObject({
      known: false,
      added: { campaigns: 1, teams: 1, visits: 1 },
      changed: {},
      deleted: 0,
      conflicts: 0,
      changes: 3,
      sender: { name: '一组笔记本' },
      failure: null,
    })
    expect(previews[0]?.titles.map(({ title }) => title)).toContain('2023年度调研')
    expect(imported[0]).toMatchObject({ imported: true, staged: null })
    expect(await office.digest()).toBe(await laptop.digest())
    expect(await office.get('visits', visit)).toMatchObject({ summary: '盐城走访', start: '2023-11-10' })
    expect((await laptop.call('counts.get', {})).unreported).toBe(0)
    expect((await laptop.call('records.get', { entity: 'visits', id: visit }))?.reported).toBe('exported')

    const digest = await office.digest()
    const again = await importFrom(office, [written.path])
    expect(again.previews[0]).toMatchObject({ known: true, added: {}, changed: {} })
    expect(await office.digest()).toBe(digest)
    const peers = await office.call('peers.list', {})
    expect(peers).toMatchObject([{ name: '一组笔记本', role: 'laptop', received: 1, missing: [] }])
    expect(peers[0]?.device).toBe(laptop.data.device)
    expect(readdirSync(join(office.dir, 'staging'))).toEqual([])
  })

  test('S-8.6 the next package holds only what the peer did not say it has', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const office = await openDevice('总会办公室', 'headquarters')
    const { visit } = await fill(laptop)
    const first = await hand(laptop, office, 'headquarters')
    // not acknowledged yet: it travels again
    const peer = await laptop.peer('headquarters')
    expect((await laptop.call('packages.plan', { peer, scope: 'new' })).changes).toBe(3)
    await office.save('visits', visit, { purpose: '了解慈善工作站' })
    const back = await hand(office, laptop, 'laptop')
    expect((await manifestOf(laptop, back.written.path)).holds.length).toBeGreaterThan(0)
    expect(back.written.changes).toBe(1)
    expect(await laptop.get('visits', visit)).toMatchObject({ purpose: '了解慈善工作站', summary: '盐城走访' })
    expect(await laptop.digest()).toBe(await office.digest())
    expect((await laptop.call('packages.plan', { peer, scope: 'new' })).changes).toBe(0)
    expect((await laptop.call('peers.list', {}))[0]).toMatchObject({ role: 'headquarters', device: office.data.device })
    const all = await exportTo(laptop, peer, 'all')
    expect(all).toMatchObject({ changes: 4, number: 2 })
    const { id } = await manifestOf(office, first.written.path)
    expect((await manifestOf(office, all.path)).previous).toMatchObject({ number: 1, id })
  })

  test('S-8.3 a bundle is handed on byte for byte over a third computer', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const office = await openDevice('总会办公室', 'headquarters')
    const other = await openDevice('二组笔记本', 'laptop')
    await fill(laptop)
    const first = await hand(laptop, office, 'headquarters')
    const onward = await exportTo(office, await peerOf(office, other))
    const sent = await bundlesOf(office, first.written.path)
    expect(await bundlesOf(other, onward.path)).toEqual(sent)
    await importFrom(other, [onward.path])
    expect(await other.digest()).toBe(await laptop.digest())
    const third = await exportTo(other, await peerOf(other, office), 'all')
    expect((await bundlesOf(office, third.path)).sort()).toEqual(sent.sort())
    const names = other.data.db.prepare('SELECT name FROM devices WHERE id = ?').pluck()
    expect(names.get(laptop.data.device)).toBe('一组笔记本')
  })

  test('S-11.2 both contents of a forked sequence number travel, whichever came first', async () => {
    const office = await openDevice('总会办公室', 'headquarters')
    const laptop = await openDevice('一组笔记本', 'laptop')
    const { visit } = await fill(laptop)
    await laptop.close()
    const { cpSync, rmSync } = await import('node:fs')
    const copyDir = join(temporaryFolder(), 'data')
    cpSync(laptop.dir, copyDir, { recursive: true })
    rmSync(join(copyDir, 'owner.lock'), { force: true })
    const original = await openDevice('一组笔记本', 'laptop', { dataDir: laptop.dir })
    const copy = await openDevice('一组笔记本', 'laptop', { dataDir: copyDir })
    await original.save('visits', visit, { summary: '原机的写法' })
    await copy.save('visits', visit, { summary: '克隆机的写法' })
    await copy.save('visits', visit, { purpose: '克隆机又写了一句' })
    const fromOriginal = await exportTo(original, await original.peer('headquarters'))
    const fromCopy = await exportTo(copy, await copy.peer('headquarters'))
    await importFrom(office, [fromOriginal.path])
    await importFrom(office, [fromCopy.path])
    const contents = office.data.db.prepare(
      'SELECT seq, count(*) AS n FROM changes GROUP BY device, stream, seq HAVING n > 1',
    )
    expect(contents.all()).toHaveLength(1)
    // the office hands both on, as they came
    const other = await openDevice('二组笔记本', 'laptop')
    const onward = await exportTo(office, await peerOf(office, other))
    const sent = new Set(await bundlesOf(other, onward.path))
    for (const { path } of [fromOriginal, fromCopy])
      for (const sha256 of await bundlesOf(office, path)) expect(sent).toContain(sha256)
    await importFrom(other, [onward.path])
    expect(await other.digest()).toBe(await office.digest())
    // and what the third says it holds is believed, forks included
    const back = await exportTo(other, await other.peer('headquarters'))
    await importFrom(office, [back.path])
    const peers = await office.call('peers.list', {})
    const second = peers.find((peer) => peer.device === other.data.device)?.id as string
    expect((await office.call('packages.plan', { peer: second, scope: 'new' })).changes).toBe(0)
  })

  test('S-8.7 a missing number is told, and what it held comes with the next package', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const office = await openDevice('总会办公室', 'headquarters')
    const { visit } = await fill(laptop)
    const peer = await laptop.peer('headquarters')
    const first = await exportTo(laptop, peer)
    await laptop.save('visits', visit, { purpose: '第二包' })
    const second = await exportTo(laptop, peer)
    const { previews } = await importFrom(office, [second.path])
    expect(previews[0]).toMatchObject({ number: 2, missing: [1] })
    expect((await office.call('peers.list', {}))[0]?.missing).toEqual([1])
    expect(await office.digest()).toBe(await laptop.digest())
    await importFrom(office, [first.path])
    expect((await office.call('peers.list', {}))[0]?.missing).toEqual([])
  })

  test('S-4.3 many deletions ask first', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const office = await openDevice('总会办公室', 'headquarters')
    const { campaign } = await fill(laptop)
    const ids = Array.from({ length: 60 }, () => v7())
    for (const id of ids) await laptop.save('findings', id, { kind: 'problem', campaign, summary: `问题 ${id}` })
    await hand(laptop, office, 'headquarters')
    await laptop.call('records.remove', { entity: 'findings', ids })
    const written = await exportTo(laptop, await laptop.peer('headquarters'))
    const [preview] = await office.call('packages.inspect', { paths: [written.path] })
    expect(preview).toMatchObject({ deleted: 60, deletesMany: true })
    const staged = [preview?.staged as string]
    const before = await office.digest()
    expect(await office.failure('packages.import', { staged })).toMatchObject({ code: 'package-deletes' })
    expect(await office.digest()).toBe(before)
    await office.call('packages.import', { staged, allowDeletes: true })
    expect(await office.digest()).toBe(await laptop.digest())
  })

  test('S-3.5 both edit one field: the preview says so, one conflict, resolved, one digest', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const office = await openDevice('总会办公室', 'headquarters')
    const { visit } = await fill(laptop)
    await hand(laptop, office, 'headquarters')
    await laptop.save('visits', visit, { status: 'planned', purpose: '笔记本写的目的' })
    await office.save('visits', visit, { status: 'cancelled', itinerary: '办公室写的行程' })
    const up = await hand(laptop, office, 'headquarters')
    expect(up.previews[0]).toMatchObject({ changed: { visits: 1 }, conflicts: 1 })
    await hand(office, laptop, 'laptop')
    expect(await laptop.digest()).toBe(await office.digest())
    const [item] = await laptop.call('conflicts.list', {})
    expect(item).toMatchObject({ entity: 'visits', field: 'status', kind: 'value', leaves: 2, incomplete: false })
    const where = { entity: 'visits', id: visit, field: 'status' } as const
    const detail = await office.call('conflicts.get', where)
    expect(detail?.base).toBe('done')
    expect(detail?.sides.map((side) => side.value).sort()).toEqual(['cancelled', 'planned'])
    expect(detail?.sides.filter((side) => side.own)).toMatchObject([{ value: 'cancelled', deviceName: '总会办公室' }])
    await office.call('conflicts.postpone', { ...where, postponed: true })
    expect((await office.call('conflicts.list', {}))[0]?.postponed).toBe(true)
    await office.call('conflicts.resolve', {
      ...where,
      value: 'planned',
      leaves: detail?.sides.map((side) => side.ref) ?? [],
    })
    expect(await office.call('conflicts.list', {})).toEqual([])
    await hand(office, laptop, 'laptop')
    expect(await laptop.call('conflicts.list', {})).toEqual([])
    expect(await laptop.get('visits', visit)).toMatchObject({ status: 'planned', itinerary: '办公室写的行程' })
    expect(await laptop.digest()).toBe(await office.digest())
  })

  test('S-4.2 deleted in one place, edited in another: kept until a person decides', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const office = await openDevice('总会办公室', 'headquarters')
    const { visit } = await fill(laptop)
    await hand(laptop, office, 'headquarters')
    await office.call('records.remove', { entity: 'visits', ids: [visit] })
    await laptop.save('visits', visit, { summary: '又补充了一段' })
    await hand(laptop, office, 'headquarters')
    const where = { entity: 'visits', id: visit, field: '$deleted' } as const
    const detail = await office.call('conflicts.get', where)
    expect(detail).toMatchObject({ kind: 'deletion' })
    expect(detail?.sides.map((side) => side.value)).toEqual(['deleted', null])
    await office.call('conflicts.resolve', {
      ...where,
      value: 'deleted',
      leaves: detail?.sides.map((side) => side.ref) ?? [],
    })
    expect(await office.call('conflicts.list', {})).toEqual([])
    expect((await office.call('records.get', { entity: 'visits', id: visit }))?.deleted).toBe(true)
    const back = await exportTo(office, await office.peer('laptop'))
    await importFrom(laptop, [back.path], true)
    expect((await laptop.call('records.get', { entity: 'visits', id: visit }))?.deleted).toBe(true)
    expect(await laptop.digest()).toBe(await office.digest())
  })

  test('S-3.6 prose that does not merge is shown word by word', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const office = await openDevice('总会办公室', 'headquarters')
    const { visit } = await fill(laptop)
    await hand(laptop, office, 'headquarters')
    await laptop.save('visits', visit, { summary: '盐城走访很顺利' })
    await office.save('visits', visit, { summary: '盐城走访有收获' })
    await hand(laptop, office, 'headquarters')
    const detail = await office.call('conflicts.get', { entity: 'visits', id: visit, field: 'summary' })
    expect(detail).toMatchObject({ kind: 'prose', base: '盐城走访' })
    expect(detail?.merged?.some((part) => 'choices' in part)).toBe(true)
  })
})

describe('S-8.8, S-10.4: photos', () => {
  const png = (seed: number) => {
    const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000a0000001408060000000000000000', 'hex')
    return Buffer.concat([head, Buffer.alloc(2000, seed)])
  }

  test('a photo travels once, is stored by hash, and one that is missing is asked for', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const office = await openDevice('总会办公室', 'headquarters')
    const { visit } = await fill(laptop)
    const folder = temporaryFolder()
    const paths = [1, 2, 1].map((seed, index) => {
      writeFileSync(join(folder, `${index}.png`), png(seed))
      return join(folder, `${index}.png`)
    })
    const added = await laptop.call('attachments.add', { paths, visit })
    expect(new Set(added.ids).size).toBe(2)
    expect(added.known).toBe(1)
    const first = await hand(laptop, office, 'headquarters')
    expect(first.written.attachments).toBe(2)
    const peer = await laptop.peer('headquarters')
    expect((await laptop.call('packages.plan', { peer, scope: 'new' })).attachments).toBe(0)
    expect((await laptop.call('packages.plan', { peer, scope: 'all' })).attachments).toBe(2)
    const sha256 = createHash('sha256').update(png(1)).digest('hex')
    expect(office.data.db.prepare('SELECT size FROM blobs WHERE sha256 = ?').pluck().get(sha256)).toBe(png(1).length)
    // lost at the office: its next package asks, the laptop sends it again
    office.data.db.prepare('DELETE FROM blobs WHERE sha256 = ?').run(sha256)
    await hand(office, laptop, 'laptop')
    const again = await hand(laptop, office, 'headquarters')
    expect(again.written.attachments).toBe(1)
    expect(office.data.db.prepare('SELECT count(*) FROM blobs').pluck().get()).toBe(2)
  })

  test('one photo whose bytes went bad holds up nothing: it is left out and pending', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const { visit } = await fill(laptop)
    const folder = temporaryFolder()
    const paths = [1, 2, 3].map((seed) => {
      writeFileSync(join(folder, `${seed}.png`), png(seed))
      return join(folder, `${seed}.png`)
    })
    await laptop.call('attachments.add', { paths, visit })
    const bad = createHash('sha256').update(png(2)).digest('hex')
    writeFileSync(join(laptop.dir, 'attachments', bad.slice(0, 2), bad), png(9))
    const office = await openDevice('总会办公室', 'headquarters')
    const written = await exportTo(laptop, await peerOf(laptop, office))
    expect(written.attachments).toBe(2)
    expect((await manifestOf(office, written.path)).wants).toEqual([bad])
    expect(laptop.data.db.prepare('SELECT count(*) FROM blobs').pluck().get()).toBe(2)
  })

  test('a file that is no picture stays outside, by name, and the others come in; alone it is refused', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const { visit } = await fill(laptop)
    const folder = temporaryFolder()
    writeFileSync(join(folder, '好.png'), png(1))
    writeFileSync(join(folder, '坏.jpg'), 'MZ not a picture at all')
    const paths = [join(folder, '好.png'), join(folder, '坏.jpg')]
    const added = await laptop.call('attachments.add', { paths, visit })
    expect(added.refused).toEqual([{ name: '坏.jpg', code: 'photo-not-picture' }])
    expect(added.ids).toHaveLength(1)
    const failure = await laptop.failure('attachments.add', { paths: paths.slice(1), visit })
    expect(failure).toMatchObject({ code: 'photo-not-picture', message: expect.stringContaining('坏.jpg') })
    expect(laptop.data.db.prepare('SELECT count(*) FROM attachments').pluck().get()).toBe(1)
    expect(await laptop.failure('attachments.add', { paths: [join(folder, '没有.png')], visit })).toMatchObject({
      code: 'photo-unreadable',
    })
  })
})

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { errandsOf } from '../../../../electron/data/courier/targets.ts'
import { cleanUp, type Device, openDevice, peerOf, temporaryFolder } from '../../../support/device.ts'

afterEach(cleanUp)

/** A round nobody waits for may take its time on a busy machine. */
const patience = { timeout: 20_000 }
const run = (device: Device) => device.call('courier.run', {})
const serve = (device: Device, path: string, name = '共享文件夹') =>
  device.call('targets.save', { name, place: { kind: 'folder', path } })
const handover = (device: Device, id: string) =>
  device.data.db.prepare('SELECT state FROM handover WHERE id = ?').pluck().get(id)

/** A laptop and headquarters that both use one shared folder. */
async function atOneFolder() {
  const share = temporaryFolder()
  const office = await openDevice('总会办公室', 'headquarters')
  const laptop = await openDevice('一组笔记本', 'laptop')
  await serve(office, share)
  await serve(laptop, share)
  return { share, office, laptop, peer: await peerOf(laptop, office) }
}

/** A computer headquarters has never heard of, which has a package for it lying ready. */
async function openStranger(share: string, office: Device): Promise<Device> {
  const stranger = await openDevice('陌生电脑', 'laptop', { stranger: true })
  await stranger.call('card.take', { text: (await office.call('card.get', {})).text })
  await serve(stranger, share)
  await stranger.save('visits', v7(), { summary: '来路不明' })
  await stranger.call('packages.export', { peer: await peerOf(stranger, office), scope: 'new' })
  return stranger
}

describe('S-9.9: the outbox delivers itself', () => {
  test('package, receipt and answer travel over a shared folder without a person', async () => {
    const { office, laptop, peer } = await atOneFolder()
    const visit = v7()
    await laptop.save('visits', visit, { summary: '盐城走访' })
    await laptop.call('packages.export', { peer, scope: 'new' })
    await run(laptop)
    expect((await laptop.call('outbox.list', {}))[0]).toMatchObject({ number: 1, acknowledged: false })
    expect((await laptop.call('outbox.list', {}))[0]?.targets[0]?.delivered).toEqual(expect.any(Number))
    await run(office)
    expect(await office.get('visits', visit)).toMatchObject({ summary: '盐城走访' })
    // the receipt was made by itself, and is brought with the next round
    await run(office)
    expect(handover(laptop, visit)).toBe(1)
    await run(laptop)
    expect(handover(laptop, visit)).toBe(2)
    expect((await laptop.call('outbox.list', {}))[0]).toMatchObject({ acknowledged: true })
    await run(laptop)
    expect(readdirSync(join(laptop.dir, 'outbox'))).toEqual([])
    expect(await laptop.digest()).toBe(await office.digest())
  })

  test('a target away for a month: everything waits, says why, and arrives in one round', async () => {
    const { share, office, laptop, peer } = await atOneFolder()
    rmSync(share, { recursive: true })
    const visits = Array.from({ length: 5 }, () => v7())
    for (const visit of visits) {
      await laptop.save('visits', visit, { summary: `第${visit.slice(-4)}次` })
      await laptop.call('packages.export', { peer, scope: 'new' })
      await run(laptop)
    }
    const [target] = await laptop.call('targets.list', {})
    expect(target).toMatchObject({ waiting: 5, failure: { code: 'place-away' } })
    expect(target?.nextTry).toBeGreaterThan(Date.now() + 60_000)
    mkdirSync(share)
    await run(laptop)
    expect((await laptop.call('targets.list', {}))[0]).toMatchObject({ waiting: 0, failure: null })
    await run(office)
    expect(await office.digest()).toBe(await laptop.digest())
  })

  test('what is for somebody else is not fetched; what asks something waits for a person', async () => {
    const { share, office, laptop, peer } = await atOneFolder()
    const stranger = await openStranger(share, office)
    await laptop.save('visits', v7(), { summary: '一组走访' })
    await laptop.call('packages.export', { peer, scope: 'new' })
    await run(stranger)
    await run(laptop)
    expect(readdirSync(join(laptop.dir, 'inbox'))).toEqual([])
    writeFileSync(join(share, '损坏.shanyan'), 'not a package')
    await run(office)
    const inbox = await office.call('inbox.list', {})
    expect(inbox.map(({ name }) => name).sort()).toEqual(['损坏.shanyan', expect.stringContaining('陌生电脑')].sort())
    expect((await office.call('devices.list', {}))[0]).toMatchObject({ name: '陌生电脑', state: 'pending' })
    expect((await office.call('counts.get', {})).visits).toBe(1)
    // approved by a person, it goes in by itself; the damaged one still asks
    await office.call('devices.decide', { fingerprint: stranger.data.keyring.fingerprint, state: 'approved' })
    await expect.poll(async () => (await office.call('counts.get', {})).visits, patience).toBe(2)
    await expect.poll(() => office.call('inbox.list', {}), patience).toMatchObject([{ name: '损坏.shanyan' }])
    // and is answered: the receipt is brought with what follows
    await run(office)
    await run(stranger)
    expect((await stranger.call('outbox.list', {}))[0]).toMatchObject({ acknowledged: true })
    expect((await office.call('packages.history', { offset: 0, limit: 50, kind: 'refused' })).total).toBe(1)
  })

  test('a card taken later lets in what waits for it; until then it is not asked about again', async () => {
    const { share, office } = await atOneFolder()
    const stranger = await openStranger(share, office)
    await run(stranger)
    await run(office)
    expect(await office.call('counts.get', {})).toMatchObject({ visits: 0, inbox: 1 })
    // a round without a decision asks nothing anew
    await run(office)
    expect(await office.call('counts.get', {})).toMatchObject({ visits: 0, inbox: 1 })
    await office.call('card.take', { text: (await stranger.call('card.get', {})).text })
    await expect.poll(() => office.call('counts.get', {}), patience).toMatchObject({ visits: 1, inbox: 0 })
    expect(readdirSync(join(office.dir, 'inbox'))).toEqual([])
  })

  test('a cautious office still looks, whoever was approved', async () => {
    const { share, office } = await atOneFolder()
    const stranger = await openStranger(share, office)
    await run(stranger)
    await run(office)
    await office.call('settings.save', { key: 'courier.takeIn', value: false })
    await office.call('devices.decide', { fingerprint: stranger.data.keyring.fingerprint, state: 'approved' })
    await run(office)
    expect(await office.call('counts.get', {})).toMatchObject({ visits: 0, inbox: 1 })
    // chosen otherwise, what was decided goes in with the next round
    await office.call('settings.save', { key: 'courier.takeIn', value: true })
    await run(office)
    expect(await office.call('counts.get', {})).toMatchObject({ visits: 1, inbox: 0 })
  })

  test('a cautious office looks before anything is taken in', async () => {
    const { office, laptop, peer } = await atOneFolder()
    await office.call('settings.save', { key: 'courier.takeIn', value: false })
    await laptop.save('visits', v7(), { summary: '先看再收' })
    await laptop.call('packages.export', { peer, scope: 'new' })
    await run(laptop)
    await run(office)
    expect(await office.call('counts.get', {})).toMatchObject({ visits: 0, inbox: 1 })
    const [item] = await office.call('inbox.list', {})
    expect(item?.path.endsWith(item.name)).toBe(true)
    const [preview] = await office.call('packages.inspect', { paths: [item?.path ?? ''] })
    await office.call('packages.import', { staged: [preview?.staged ?? ''] })
    await office.call('inbox.dismiss', { path: item?.path ?? '' })
    expect(await office.call('counts.get', {})).toMatchObject({ visits: 1, inbox: 0 })
    expect(readdirSync(join(office.dir, 'inbox'))).toEqual([])
    await run(office)
    expect(await office.call('inbox.list', {})).toEqual([])
  })

  test('packages stay when their target goes, and go to the next one; one that was stopped gets what it missed', async () => {
    const { share, laptop, peer } = await atOneFolder()
    const [target] = await laptop.call('targets.list', {})
    await laptop.call('targets.enable', { id: target?.id ?? '', enabled: false })
    await laptop.save('visits', v7(), { summary: '停用时装的' })
    await laptop.call('packages.export', { peer, scope: 'new' })
    expect(await laptop.call('outbox.list', {})).toMatchObject([{ number: 1, targets: [] }])
    await laptop.call('targets.enable', { id: target?.id ?? '', enabled: true })
    await run(laptop)
    expect(readdirSync(share)).toHaveLength(1)
    await laptop.call('targets.remove', { id: target?.id ?? '' })
    expect(await laptop.call('outbox.list', {})).toMatchObject([{ number: 1, targets: [] }])
    const other = temporaryFolder()
    await serve(laptop, other)
    await run(laptop)
    expect(readdirSync(other)).toEqual(readdirSync(share))
  })

  test('a copy that is gone holds up nothing, and a name is never used twice', async () => {
    const { share, office, laptop, peer } = await atOneFolder()
    await laptop.save('visits', v7(), { summary: '第一包' })
    await laptop.call('packages.export', { peer, scope: 'new' })
    await run(laptop)
    await run(office)
    await run(office)
    await run(laptop)
    const back = await peerOf(office, laptop)
    const first = await office.call('packages.export', { peer: back, scope: 'receipt' })
    const second = await office.call('packages.export', { peer: back, scope: 'receipt' })
    expect(second.files[0]?.path).not.toBe(first.files[0]?.path)
    await run(office)
    rmSync(share, { recursive: true })
    const third = await office.call('packages.export', { peer: back, scope: 'receipt' })
    await run(office)
    rmSync(third.files[0]?.path ?? '')
    mkdirSync(share)
    await office.call('packages.export', { peer: back, scope: 'receipt' })
    await run(office)
    expect((await office.call('targets.list', {}))[0]).toMatchObject({ waiting: 0, failure: null })
    const list = await office.call('outbox.list', {})
    expect(list.filter(({ gone }) => gone)).toMatchObject([{ file: third.files[0]?.path, targets: [] }])
    expect(new Set(list.map(({ file }) => file)).size).toBe(list.length)
  })

  test('what comes by two ways is taken in once, asks nobody, and is answered once', async () => {
    const { office, laptop, peer } = await atOneFolder()
    const other = temporaryFolder()
    await serve(office, other, '网盘')
    await serve(laptop, other, '网盘')
    await laptop.save('visits', v7(), { summary: '两条路' })
    await laptop.call('packages.export', { peer, scope: 'new' })
    await run(laptop)
    await run(office)
    await run(office)
    expect(await office.call('inbox.list', {})).toEqual([])
    expect(await office.call('counts.get', {})).toMatchObject({ visits: 1, inbox: 0 })
    expect(await office.call('outbox.list', {})).toHaveLength(1)
    await run(laptop)
    await run(laptop)
    expect(await laptop.call('inbox.list', {})).toEqual([])
    expect((await laptop.call('outbox.list', {}))[0]).toMatchObject({ acknowledged: true })
  })

  test('one’s own package is not fetched back, though its passphrase might be known here', async () => {
    const { share, office, laptop, peer } = await atOneFolder()
    await laptop.save('visits', v7(), { summary: '口令包' })
    await laptop.call('packages.export', { peer, scope: 'all', passphrase: '本机口令一二三四', folder: share })
    await run(laptop)
    expect(await laptop.call('inbox.list', {})).toEqual([])
    await run(office)
    expect(await office.call('inbox.list', {})).toHaveLength(1)
  })

  test('a drive is renamed while it is away; a proxy stays where nothing is said', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const stick = temporaryFolder()
    const drive = { kind: 'drive', path: stick } as const
    const { id } = await laptop.call('targets.save', { name: 'U 盘', place: drive })
    rmSync(stick, { recursive: true })
    await laptop.call('targets.save', { id, name: '蓝色 U 盘', place: drive })
    const web = { kind: 'webdav', url: 'http://127.0.0.1:9/dav', user: 'yizu' } as const
    const proxy = 'http://office:geheim@127.0.0.1:8'
    const saved = await laptop.call('targets.save', { name: '网盘', place: { ...web, proxy } })
    await laptop.call('targets.save', { id: saved.id, name: '网盘', place: web })
    const targets = await laptop.call('targets.list', {})
    expect(targets).toMatchObject([{ name: '蓝色 U 盘' }, { proxy: 'http://127.0.0.1:8' }])
    const used = async () => {
      const errands = errandsOf(laptop.data.reader, await laptop.data.keyring.open(), Date.now(), true)
      return errands.find(({ target }) => target === saved.id)?.config
    }
    expect(await used()).toMatchObject({ proxy })
    // another without a password, then none
    await laptop.call('targets.save', { id: saved.id, name: '网盘', place: { ...web, proxy: 'http://127.0.0.1:9' } })
    expect(await used()).toMatchObject({ proxy: 'http://127.0.0.1:9' })
    await laptop.call('targets.save', { id: saved.id, name: '网盘', place: { ...web, proxy: '' } })
    expect(await used()).not.toHaveProperty('proxy')
  })

  test('a proxy’s password lies sealed too; one of an earlier version is sealed by the next round', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const proxy = 'http://office:gehei%40m-9@127.0.0.1:8'
    const web = { kind: 'webdav', url: 'http://127.0.0.1:9/dav', user: 'yizu' } as const
    const { id } = await laptop.call('targets.save', { name: '网盘', place: { ...web, proxy } })
    const old = JSON.stringify({ ...web, proxy: 'http://office:altes-geheimnis@127.0.0.1:8' })
    laptop.data.db
      .prepare("INSERT INTO targets (id, name, kind, config, enabled, created) VALUES (?, '旧网盘', 'webdav', ?, 1, 0)")
      .run(v7(), old)
    await run(laptop)
    const configs = laptop.data.db.prepare('SELECT config FROM targets').pluck().all() as string[]
    expect(configs.join()).not.toMatch(/gehei/)
    expect(configs.join()).toContain('http://office@127.0.0.1:8')
    const errands = errandsOf(laptop.data.reader, await laptop.data.keyring.open(), Date.now(), true)
    expect(errands.find(({ target }) => target === id)?.config).toMatchObject({ proxy })
    expect(errands.find(({ target }) => target !== id)?.config).toMatchObject({ proxy: JSON.parse(old).proxy })
    expect(JSON.stringify(await laptop.call('targets.list', {}))).not.toMatch(/gehei/)
  })

  test('an account’s password lies sealed, and not in the answers', async () => {
    const laptop = await openDevice('一组笔记本', 'laptop')
    const place = { kind: 'webdav', url: 'http://127.0.0.1:9/dav', user: 'yizu' } as const
    await laptop.call('targets.save', { name: '网盘', place, password: '绝密口令-7788' })
    await run(laptop)
    const [target] = await laptop.call('targets.list', {})
    expect(target).toMatchObject({ hasPassword: true, user: 'yizu', failure: { code: 'place-away' } })
    expect(JSON.stringify(target)).not.toContain('绝密口令')
    await laptop.close()
    const database = readFileSync(join(laptop.dir, 'shanyan.db'))
    expect(database.includes('绝密口令')).toBe(false)
  })
})

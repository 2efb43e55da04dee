import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { folderPlace } from '../../../../electron/data/transport/folder.ts'
import type { FailureCode } from '../../../../shared/result.ts'
import { cleanUp, openDevice, peerOf } from '../../../support/device.ts'
import { cannotShare, openShare, type Share } from '../../../support/samba.ts'
import { type Desk, ignore, leftovers, packageName as name, openDesk, refusalOf } from '../../../support/transport.ts'

const lacking = cannotShare()
if (lacking) console.log(`a share of samba: skipped, ${lacking}`)

describe.skipIf(lacking)('S-9.6: a share of a samba server', { timeout: 120_000 }, () => {
  let share: Share
  let desk: Desk
  let place: string
  let faults = 0
  beforeAll(async () => {
    share = await openShare()
  }, 60_000)
  afterAll(async () => {
    await share?.stop()
    console.log(`faults of a samba share (mounted with ${share?.by}): ${faults} tried`)
  })
  beforeEach(() => {
    desk = openDesk(3_000_000)
    place = join(share.folder, `交换 ${v7()}`)
    mkdirSync(place)
  })
  afterEach(async () => {
    desk.remove()
    await cleanUp()
  })
  const atServer = () => join(share.files, readdirSync(share.files).find((one) => place.endsWith(one)) as string)
  const put = (step = ignore) => folderPlace(place).put(desk.path, name, step)
  const refused = (work: Promise<unknown>, code: FailureCode) => {
    faults++
    return refusalOf(work, code)
  }

  test('put, list and get; the server holds the very bytes', async () => {
    const long = `${'善'.repeat(70)}.shanyan`
    for (const one of [name, long]) await folderPlace(place).put(desk.path, one, ignore)
    expect((await folderPlace(place).list()).map((file) => file.name).sort()).toEqual([long, name].sort())
    for (const one of [name, long]) expect(readFileSync(join(atServer(), one)).equals(desk.bytes)).toBe(true)
    await folderPlace(place).get(name, desk.target, ignore)
    expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
    // again is nothing new; another content under the name stays
    await put()
    writeFileSync(desk.path, Buffer.alloc(10))
    await refused(put(), 'place-taken')
    expect(readFileSync(join(atServer(), name)).equals(desk.bytes)).toBe(true)
  })

  test('the server dies while a package is written; once it is back the next try delivers', async () => {
    let died = false
    const work = put(() => {
      if (!died) share.killServer()
      died = true
    })
    await refused(work, 'place-away')
    await refused(folderPlace(place).list(), 'place-away')
    await share.startServer()
    expect(readdirSync(atServer()).filter((one) => one.endsWith('.shanyan') && !one.startsWith('.'))).toEqual([])
    await until(() => folderPlace(place).list())
    await put()
    expect(readFileSync(join(atServer(), name)).equals(desk.bytes)).toBe(true)
    expect(leftovers(atServer())).toEqual([])
  })

  test('the server dies while a package is fetched; the next try goes on', async () => {
    await put()
    let died = false
    const work = folderPlace(place).get(name, desk.target, () => {
      if (!died) share.killServer()
      died = true
    })
    await refused(work, 'place-away')
    await share.startServer()
    await until(() => folderPlace(place).list())
    await folderPlace(place).get(name, desk.target, ignore)
    expect(readFileSync(desk.target).equals(desk.bytes)).toBe(true)
  })

  test('a share nobody may write to', async () => {
    await share.startServer({ readOnly: true })
    await until(() => folderPlace(place).list())
    await refused(put(), 'place-read-only')
    await share.startServer()
    await until(() => folderPlace(place).list())
    await put()
    expect(readdirSync(atServer())).toEqual([name])
  })

  test('a package and its receipt travel between two computers', async () => {
    const office = await openDevice('总会办公室', 'headquarters')
    const laptop = await openDevice('一组笔记本', 'laptop')
    for (const device of [office, laptop])
      await device.call('targets.save', { name: '共享盘', place: { kind: 'folder', path: place } })
    const visit = v7()
    await laptop.save('visits', visit, { summary: '盐城走访' })
    await laptop.call('packages.export', { peer: await peerOf(laptop, office), scope: 'new' })
    for (const device of [laptop, office, office, laptop]) await device.call('courier.run', {})
    expect((await laptop.call('outbox.list', {}))[0]).toMatchObject({ acknowledged: true })
    expect(await laptop.digest()).toBe(await office.digest())
    expect(readdirSync(atServer())).toHaveLength(2)
    rmSync(atServer(), { recursive: true })
  })
})

/** A client that lost its server takes a moment to find it again. */
async function until(work: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + 30_000
  for (;;) {
    try {
      await work()
      return
    } catch (error) {
      if (Date.now() > end) throw error
    }
  }
}

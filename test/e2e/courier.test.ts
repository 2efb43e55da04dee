/** Packages that deliver themselves: two windows, one shared folder or one WebDAV server, and nobody carries anything. */
import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output } from '../../shared/contract.ts'
import type { RecordView, TargetItem } from '../../shared/views.ts'
import { account, type DavPeer, missing, startRclone } from '../support/dav-peers.ts'
import { cleanUp, openDevice } from '../support/device.ts'
import { call, introduce, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'

const contentSize = { width: 1366, height: 768 }
const share = join(temporaryFolder('share'), '省慈善总会交换')
let laptop: Shanyan
let office: Shanyan
let visit: string

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const openCourier = async (page: Page) => {
  await page
    .getByRole('navigation', { name: '模块' })
    .getByRole('link', { name: /^数据交换/ })
    .click()
  await page.getByRole('button', { name: /^自动收发/ }).click()
  await page.getByRole('heading', { name: '自动收发' }).waitFor()
}
const edit = (page: Page, purpose: string) =>
  call(page, 'records.save', { entity: 'visits', id: visit, fields: { purpose: { value: purpose } } })
const purpose = async (page: Page) =>
  (await call<RecordView>(page, 'records.get', { entity: 'visits', id: visit })).fields.purpose
const targets = (page: Page) => call<TargetItem[]>(page, 'targets.list')
const target = (page: Page, name: string) => page.locator('.target', { hasText: name })
const counts = (page: Page) => call<Output<'counts.get'>>(page, 'counts.get')
/** As when the cable is plugged in again. */
const online = (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('online')))
/** As when the lid is opened. */
const wakeUp = ({ app }: Shanyan) => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))

async function start(role: string, deviceName: string) {
  const shanyan = await launchShanyan({ contentSize })
  shanyan.page.setDefaultTimeout(10_000)
  await call(shanyan.page, 'profile.save', { role, unit: '江苏省慈善总会', person: '李四', deviceName, demo: true })
  await shanyan.page.reload()
  await openCourier(shanyan.page)
  return shanyan
}

/** Adds the shared folder by hand. */
async function addFolder({ app, page }: Shanyan) {
  await button(page, '添加通道').click()
  await page.getByRole('radio', { name: /文件夹或共享盘/ }).check()
  await stubDialog(app, 'open', share)
  await button(page, '选择文件夹').click()
  await page
    .getByLabel('位置')
    .and(page.locator(`[value="${share}"]`))
    .waitFor()
  await button(page, '保存并试一次').click()
}

/** Packs what is new for the one that is proposed; it goes by itself. */
async function packAuto(page: Page) {
  await button(page, '装一个数据包').click()
  expect(await page.getByRole('radio', { name: /自动送达，1 个通道/ }).isChecked()).toBe(true)
  await button(page, '装包').click()
  await page.getByRole('heading', { name: '已放进发件箱' }).waitFor()
  await button(page, '看发件箱').click()
}

/** A laptop the office has never heard of puts a package into the shared folder. */
async function sendFromStranger(name: string) {
  const stranger = await openDevice(name, 'laptop', { stranger: true })
  const { text: card } = await call<{ text: string }>(office.page, 'card.get')
  const { id: peer } = await stranger.call('card.take', { text: card })
  await stranger.save('visits', v7(), { summary: `${name}的走访` })
  await stranger.call('packages.export', { peer, scope: 'new', folder: share })
}

async function approveInList(page: Page, name: string) {
  await page.getByRole('button', { name: /^电脑待核准/ }).click()
  await button(page, `核准“${name}”`).click()
}

async function approveAtPackage(page: Page) {
  await page.getByRole('button', { name: /^打开查看/ }).click()
  await button(page, '核准这台电脑').click()
  await page.getByText('已核准“四组笔记本”，收件箱里它的包会自己收入').waitFor()
}

beforeAll(async () => {
  mkdirSync(share)
  laptop = await start('laptop', '高晓平组笔记本')
  office = await start('headquarters', '总会办公室')
  await introduce(laptop.page, office.page)
  const { rows } = await call<Output<'visits.list'>>(laptop.page, 'visits.list', { offset: 0, limit: 50, text: '扬州' })
  visit = rows[0]!.id
})
afterAll(async () => {
  await laptop?.close()
  await office?.close()
  await cleanUp()
})

describe('S-9.9: a shared folder', () => {
  it('is added by hand at both ends, and tried at once', async () => {
    for (const shanyan of [laptop, office]) {
      await addFolder(shanyan)
      await shanyan.page.getByText('“共享文件夹”可以用了').waitFor()
      await target(shanyan.page, '共享文件夹').getByText('正常', { exact: true }).waitFor()
    }
  })

  it('carries a package there and its receipt back without a person', async () => {
    await edit(laptop.page, '了解扬州的网络募捐')
    await packAuto(laptop.page)
    await laptop.page.getByText(/已送达/).waitFor()
    await wakeUp(office)
    await expect.poll(() => purpose(office.page), { timeout: 15_000 }).toBe('了解扬州的网络募捐')
    await expect.poll(() => readdirSync(share).length, { timeout: 15_000 }).toBe(2)
    await online(laptop.page)
    const outbox = laptop.page.getByRole('region', { name: '发件箱' })
    await outbox.getByText('已回执').waitFor()
    const [sent] = await call<Output<'outbox.list'>>(laptop.page, 'outbox.list')
    expect(sent).toMatchObject({ acknowledged: true })
    await laptop.page.evaluate((id) => {
      location.hash = `#/visits/${id}`
    }, visit)
    await laptop.page.getByText('已回执', { exact: true }).first().waitFor()
    await openCourier(laptop.page)
  })

  it('that is gone says why, keeps what waits, and delivers when it is back', async () => {
    const { page } = laptop
    renameSync(share, `${share}-away`)
    await edit(page, '了解扬州的助医项目')
    await packAuto(page)
    const row = target(page, '共享文件夹')
    await row.getByText('连不上', { exact: true }).waitFor()
    await row.getByText(/1 个包待送/).waitFor()
    await row.getByText(/插好 U 盘或连上网络后会自己再试/).waitFor()
    await page.getByRole('region', { name: '发件箱' }).getByText('待发').waitFor()
    renameSync(`${share}-away`, share)
    await button(page, '现在收发').click()
    await row.getByText('正常', { exact: true }).waitFor()
    expect((await targets(page))[0]).toMatchObject({ waiting: 0, failure: null })
    await button(office.page, '现在收发').click()
    await expect.poll(() => purpose(office.page), { timeout: 15_000 }).toBe('了解扬州的助医项目')
  })

  it('of a cautious office waits in the inbox until somebody has looked', async () => {
    const { page } = office
    await page.getByRole('radio', { name: '先看再收' }).click()
    await edit(laptop.page, '先看看再说')
    await packAuto(laptop.page)
    await laptop.page.getByRole('region', { name: '发件箱' }).getByText('待发').waitFor({ state: 'detached' })
    await online(page)
    await page.getByText('收件箱里有 1 个包等您看').waitFor()
    expect(await counts(page)).toMatchObject({ inbox: 1 })
    await page.getByRole('link', { name: '数据交换，1 处需要您决定' }).waitFor()
    await page.getByRole('button', { name: /^打开查看/ }).click()
    await page.getByText('来自高晓平组笔记本').waitFor()
    await button(page, '收入').click()
    await page.getByRole('heading', { name: '收好了' }).waitFor()
    await button(page, '送回执').click()
    await page.getByText(/回执已放进发件箱，会自己送到“高晓平组笔记本”/).waitFor()
    expect(await purpose(page)).toBe('先看看再说')
    await expect.poll(() => counts(page)).toMatchObject({ inbox: 0 })
    await button(page, '完成').click()
    await openCourier(page)
    await page.getByText('没有等您看的包。').waitFor()
    await page.getByRole('radio', { name: '自动收入' }).click()
  })

  it('is removed; what was not brought there stays', async () => {
    const { page } = laptop
    await page.getByRole('button', { name: '停用“共享文件夹”' }).click()
    await target(page, '共享文件夹').getByText('已停用', { exact: true }).waitFor()
    await page.getByRole('button', { name: '删除“共享文件夹”' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
    await page.getByText('还没有通道', { exact: true }).first().waitFor()
    expect((await call<Output<'outbox.list'>>(page, 'outbox.list')).length).toBeGreaterThan(0)
  })
})

const lacking = process.platform === 'linux' ? missing('rclone', 'rclone') : 'only Debian’s package is tried'
if (lacking) console.log(`rclone serve webdav: skipped, ${lacking}`)

describe.skipIf(lacking)('S-9.9: a WebDAV folder', () => {
  let peer: DavPeer
  beforeAll(async () => {
    peer = await startRclone()
  })
  afterAll(async () => {
    await peer?.stop()
  })

  async function addWeb(page: Page, password: string) {
    await button(page, '添加通道').click()
    await page.getByRole('radio', { name: /网盘/ }).check()
    await page.getByLabel('网址').fill(`http://127.0.0.1:${peer.port}${peer.path}`)
    await page.getByText(/网址以 http 开头/).waitFor()
    await page.getByLabel('账号').fill(account.user)
    await page.getByLabel('密码').fill(password)
    await button(page, '保存并试一次').click()
  }

  it('refuses a wrong password, says so where it was typed, and takes the right one', async () => {
    const { page } = laptop
    await addWeb(page, 'falsch')
    await page
      .getByRole('alert')
      .getByText(/不认这个账号或密码/)
      .waitFor()
    await page.getByLabel('密码').fill(account.password)
    await button(page, '保存并试一次').click()
    await target(page, '网盘').getByText('正常', { exact: true }).waitFor()
    expect(await targets(page)).toHaveLength(1)
    await page.getByRole('button', { name: '修改“网盘”' }).click()
    expect(await page.getByLabel('密码').inputValue()).toBe('')
    expect(await page.getByLabel('密码').getAttribute('placeholder')).toBe('已保存，不改就留空')
    await button(page, '取消').click()
  })

  it('carries a package to headquarters, and both hold the same', async () => {
    await addWeb(office.page, account.password)
    await target(office.page, '网盘').getByText('正常', { exact: true }).waitFor()
    await edit(laptop.page, '从网盘送来')
    await packAuto(laptop.page)
    await expect.poll(async () => (await targets(laptop.page))[0]?.waiting, { timeout: 15_000 }).toBe(0)
    await button(office.page, '现在收发').click()
    await expect.poll(() => purpose(office.page), { timeout: 15_000 }).toBe('从网盘送来')
    const digest = async (page: Page) => (await call<Output<'digest.get'>>(page, 'digest.get')).digest
    expect(await digest(laptop.page)).toBe(await digest(office.page))
  })
})

describe('S-9.9: the inbox', () => {
  it('a computer nobody knows waits, and goes in by itself once it is approved, in the list or at its package', async () => {
    const { page } = office
    const inbox = page.getByRole('region', { name: '收件箱' })
    for (const [name, approve] of [
      ['三组笔记本', () => approveInList(page, '三组笔记本')],
      ['四组笔记本', () => approveAtPackage(page)],
    ] as const) {
      const before = await counts(page)
      await sendFromStranger(name)
      await button(page, '现在收发').click()
      await inbox.getByText('1 个包等您看').waitFor()
      expect(await counts(page)).toMatchObject({ visits: before.visits, inbox: 1 })
      await approve()
      await expect.poll(() => counts(page), { timeout: 15_000 }).toMatchObject({ visits: before.visits + 1, inbox: 0 })
      await openCourier(page)
      await inbox.getByText('没有等您看的包。').waitFor()
    }
  })
})

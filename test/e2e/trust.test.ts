/** Who may hand in what: passphrases between two people, a stopped computer, a QR code, and keys under a passphrase of their own. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceItem, ExportAnswer, KeysState, PackageHistoryItem, Peer, RecordView } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'

const contentSize = { width: 1366, height: 768 }
const stick = temporaryFolder('stick')
const profiles = { one: join(temporaryFolder('one'), 'data'), other: join(temporaryFolder('other'), 'data') }
const visit = v7()
const ownPassphrase = '亭湖三只白鹭鸶'
let one: Shanyan
let other: Shanyan
let passphrase: string
/** What the last packing asked to be told on the telephone. */
let told: string[]

const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const toast = (page: Page, words: string) => page.locator('.toast', { hasText: words })
const packages = () => readdirSync(stick).filter((name) => name.endsWith('.shanyan'))
const purpose = async ({ page }: Shanyan) =>
  (await call<RecordView | null>(page, 'records.get', { entity: 'visits', id: visit }))?.fields.purpose
const write = ({ page }: Shanyan, words: string) =>
  call(page, 'records.save', { entity: 'visits', id: visit, fields: { purpose: { value: words } } })
const history = async ({ page }: Shanyan) =>
  (await call<{ rows: PackageHistoryItem[] }>(page, 'packages.history', { offset: 0, limit: 20 })).rows

async function open(profile: string): Promise<Shanyan> {
  const shanyan = await launchShanyan({ profile, contentSize })
  shanyan.page.setDefaultTimeout(10_000)
  return shanyan
}
async function start(profile: string, person: string): Promise<Shanyan> {
  const shanyan = await open(profile)
  const { page } = shanyan
  const who = { role: 'laptop', unit: '江苏省慈善总会', person, deviceName: `${person}的笔记本` }
  await call(page, 'profile.save', who)
  await page.reload()
  await openExchange(page)
  return shanyan
}
const openExchange = (page: Page) =>
  page.getByRole('navigation', { name: '模块' }).getByRole('link', { name: '数据交换' }).click()

async function openTrust({ page }: Shanyan): Promise<void> {
  await openExchange(page)
  await page.getByRole('button', { name: /^电脑与信任/ }).click()
  await page.getByRole('heading', { name: '本机名片' }).waitFor()
}
async function receive({ app, page }: Shanyan, file: string): Promise<void> {
  await stubDialog(app, 'open', [file])
  await openExchange(page)
  await button(page, '收数据包').click()
}
/** Packs for a recipient by hand; answers the file. */
async function pack({ app, page }: Shanyan, recipient: string, seal?: () => Promise<void>): Promise<string> {
  const before = packages()
  await openExchange(page)
  await button(page, '装一个数据包').click()
  await page.getByLabel('给谁').fill(recipient)
  await page
    .getByRole('option', { name: new RegExp(recipient) })
    .first()
    .click()
  await seal?.()
  await stubDialog(app, 'open', [stick])
  await page.getByRole('button', { name: /^(选择文件夹|换一个位置)$/ }).click()
  await button(page, '装包').click()
  await page.getByRole('heading', { name: '装好了' }).waitFor()
  told = await page.locator('.exchange-told code').allInnerTexts()
  await button(page, '完成').click()
  return join(stick, packages().find((name) => !before.includes(name)) as string)
}

beforeAll(async () => {
  one = await start(profiles.one, '高晓平')
  other = await start(profiles.other, '刘成林')
  await write(one, '了解慈善项目')
})
afterAll(async () => {
  await one?.close().catch(() => undefined)
  await other?.close().catch(() => undefined)
})

describe('a passphrase between two laptops', () => {
  let file: string

  it('seals for somebody whose card is not here, and is said only on screen', async () => {
    const { page } = one
    file = await pack(one, '刘成林', async () => {
      await page.getByText('还没有“刘成林”的名片').waitFor()
      expect(await button(page, '装包').isDisabled()).toBe(true)
      await button(page, '用口令加封').click()
      const field = page.getByLabel('口令', { exact: true })
      passphrase = await field.inputValue()
      await field.fill('12345678')
      await page.getByText('弱：').waitFor()
      await field.fill(passphrase)
      await page.getByText('强：').waitFor()
    })
    expect(passphrase).toMatch(/^\w{4}(-\w{4}){3}$/)
    expect(told).toEqual([passphrase])
    expect(file).not.toContain(passphrase)
  })

  it('a wrong one opens nothing and leaves no trace', async () => {
    const { page } = other
    await receive(other, file)
    const field = page.getByLabel('口令', { exact: true })
    await field.fill('不是这个口令')
    await field.press('Enter')
    await page.getByRole('alert').filter({ hasText: '口令不对' }).waitFor()
    expect(await button(page, '收入').count()).toBe(0)
    expect(await history(other)).toEqual([])
    expect(await call<DeviceItem[]>(page, 'devices.list')).toEqual([])
  })

  it('the right one shows who asks; approved, it comes in', async () => {
    const { page } = other
    const field = page.getByLabel('口令', { exact: true })
    await field.fill(passphrase)
    await field.press('Enter')
    await page.getByText('“高晓平的笔记本”想把内容交给这台电脑').waitFor()
    const words = await page.locator('.exchange-asks .fingerprint-group').allInnerTexts()
    await openTrust(one)
    expect(await one.page.locator('.own-card .fingerprint-group').allInnerTexts()).toEqual(words)
    expect(await purpose(other)).toBeUndefined()
    await button(page, '核准这台电脑').click()
    await button(page, '收入').click()
    await page.getByRole('heading', { name: '收好了' }).waitFor()
    expect(await purpose(other)).toBe('了解慈善项目')
  })
})

describe('a card as a QR code', () => {
  it('is read from a photo of the other screen, and packages need no passphrase any more', async () => {
    await openTrust(other)
    const picture = await other.page.locator('svg.own-code').screenshot()
    await openTrust(one)
    const { page } = one
    const input = page.locator('input[type="file"]')
    await input.setInputFiles({
      name: '没有码.png',
      mimeType: 'image/png',
      buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 180, height: 180 } }),
    })
    await page.getByRole('alert').filter({ hasText: '没有认出二维码' }).waitFor()
    await input.setInputFiles({ name: '拍的.png', mimeType: 'image/png', buffer: picture })
    await page.getByText('这是“刘成林的笔记本”的名片').waitFor()
    expect(await page.locator('.take-card .fingerprint-group').allInnerTexts()).toEqual(
      await other.page.locator('.own-card .fingerprint-group').allInnerTexts(),
    )
    await button(page, '收下').click()
    await toast(page, '已收下').waitFor()
    await write(one, '了解慈善项目和救助平台')
    const file = await pack(one, '刘成林', () => page.getByText('用对方的钥匙加封，只有对方的电脑能打开。').waitFor())
    await receive(other, file)
    await button(other.page, '收入').click()
    await other.page.getByRole('heading', { name: '收好了' }).waitFor()
    expect(await purpose(other)).toBe('了解慈善项目和救助平台')
  })
})

describe('a stopped computer', () => {
  it('is refused by name, and heard again when it is restored', async () => {
    await openTrust(other)
    const { page } = other
    await button(page, '停用“高晓平的笔记本”').click()
    await page.getByRole('dialog').getByText('新交来的包不再收').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
    await page.getByRole('heading', { name: /^已停用/ }).waitFor()
    await write(one, '丢了以后写的')
    const file = await pack(one, '刘成林')
    await receive(other, file)
    await page.getByText(/^“高晓平的笔记本”在 .* 停用了/).waitFor()
    expect(await button(page, '收入').count()).toBe(0)
    expect(await button(page, '核准这台电脑').count()).toBe(0)
    await button(page, '完成').click()
    expect(await purpose(other)).toBe('了解慈善项目和救助平台')
    await openTrust(other)
    await button(page, '恢复“高晓平的笔记本”').click()
    await page.getByRole('heading', { name: /^已核准/ }).waitFor()
    await receive(other, file)
    await button(page, '收入').click()
    await page.getByRole('heading', { name: '收好了' }).waitFor()
    expect(await purpose(other)).toBe('丢了以后写的')
  })
})

describe('a package for somebody else', () => {
  it('does not open here, and says whom to turn to', async () => {
    const { page } = one
    const [peer] = (await call<Peer[]>(page, 'peers.list')).filter(({ sealable }) => sealable)
    const input = { peer: peer?.id, scope: 'all', folder: stick }
    const { files } = await call<ExportAnswer>(page, 'packages.export', input)
    await receive(one, files[0]?.path as string)
    await page.getByRole('alert').filter({ hasText: '不是给这台电脑的，打不开' }).waitFor()
    await button(page, '完成').click()
  })
})

describe('new keys', () => {
  it('have new words, and are believed without asking by whoever believed the old ones', async () => {
    const { page } = other
    await openTrust(other)
    const words = () => page.locator('.own-card .fingerprint').innerText()
    const before = await words()
    await button(page, '换新密钥').click()
    await page.getByRole('dialog').getByRole('button', { name: '换新密钥' }).click()
    await toast(page, '已换新密钥').waitFor()
    await expect.poll(words, { timeout: 15_000 }).not.toBe(before)
    await write(other, '换了密钥以后写的')
    const file = await pack(other, '高晓平')
    await receive(one, file)
    await button(one.page, '收入').click()
    await one.page.getByRole('heading', { name: '收好了' }).waitFor()
    expect(await purpose(one)).toBe('换了密钥以后写的')
    await button(one.page, '完成').click()
  })
})

describe('a passphrase for this computer', () => {
  const keys = ({ page }: Shanyan) => call<KeysState>(page, 'keys.get')

  it('is set by hand, and needs to be typed twice alike', async () => {
    const before = await keys(one)
    await openTrust(one)
    const { page } = one
    await button(page, before.sealedBy === 'passphrase' ? '更换本机口令' : '设置本机口令').click()
    await page.getByLabel('本机口令', { exact: true }).fill(ownPassphrase.slice(0, 4))
    await page.getByText('太短：').waitFor()
    await page.getByLabel('本机口令', { exact: true }).fill(`${ownPassphrase}九个`)
    await page.getByLabel('再输一次').fill(`${ownPassphrase}十个`)
    await page.getByLabel('再输一次').press('Enter')
    await page.getByRole('alert').filter({ hasText: '不一样' }).waitFor()
    await page.getByLabel('再输一次').fill(`${ownPassphrase}九个`)
    await page.getByLabel('再输一次').press('Enter')
    await toast(page, '本机口令已设好').waitFor()
    expect(await keys(one)).toMatchObject({ sealedBy: 'passphrase', locked: false })
  })

  it('after a restart the keys are locked; packing asks for it and goes on by itself', async () => {
    await one.close()
    one = await open(profiles.one)
    const { page } = one
    await page.getByRole('navigation', { name: '模块' }).waitFor()
    expect(await keys(one)).toMatchObject({ sealedBy: 'passphrase', locked: true })
    await openTrust(one)
    await button(page, '显示二维码').waitFor()
    await write(one, '重新启动以后写的')
    const made = pack(one, '刘成林')
    const dialog = page.getByRole('dialog', { name: '请输入本机口令' })
    const field = dialog.getByLabel('本机口令')
    await field.waitFor()
    await field.fill('不是这个口令')
    await field.press('Enter')
    await dialog.getByRole('alert').filter({ hasText: '口令不对' }).waitFor()
    await field.fill(`${ownPassphrase}九个`)
    await field.press('Enter')
    await made
    expect(await dialog.count()).toBe(0)
    expect(await keys(one)).toMatchObject({ locked: false })
  })
})

/** A laptop and headquarters hand each other packages: one conflict is decided by keys, taken back and decided again. */
import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output } from '../../shared/contract.ts'
import type { ConflictItem, DoubleItem, Peer, RecordView } from '../../shared/views.ts'
import { call, introduce, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'

const stick = temporaryFolder('stick')
const contentSize = { width: 1366, height: 768 }
const written = '11月21日至22日，与扬州市慈善总会进行了座谈交流，考察市中医院。'
let laptop: Shanyan
let office: Shanyan
let visit: string

const open = (shanyan: Shanyan, name: string) =>
  shanyan.page.getByRole('navigation', { name: '模块' }).getByRole('link', { name }).click()
const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const save = (page: Page, entity: string, id: string, fields: Record<string, string>) =>
  call(page, 'records.save', {
    entity,
    id,
    fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }])),
  })
const record = async (page: Page, id = visit, entity = 'visits') =>
  (await call<RecordView>(page, 'records.get', { entity, id })).fields
const conflicts = (page: Page) => call<ConflictItem[]>(page, 'conflicts.list')
const packages = () => readdirSync(stick).filter((name) => name.endsWith('.shanyan'))

async function start(role: string, deviceName: string) {
  const shanyan = await launchShanyan({ contentSize })
  shanyan.page.setDefaultTimeout(10_000)
  await call(shanyan.page, 'profile.save', { role, unit: '江苏省慈善总会', person: '李四', deviceName, demo: true })
  await shanyan.page.reload()
  await open(shanyan, '数据交换')
  return shanyan
}

/** Packs what is new for the peer shown, and answers the file. */
async function pack({ app, page }: Shanyan): Promise<string> {
  const before = packages()
  await stubDialog(app, 'open', stick)
  await button(page, '装一个数据包').click()
  await button(page, '装包').click()
  await page.getByRole('heading', { name: '装好了' }).waitFor()
  await button(page, '完成').click()
  const [made] = packages().filter((name) => !before.includes(name))
  return join(stick, made ?? '')
}

async function preview({ app, page }: Shanyan, files: string[]) {
  await stubDialog(app, 'open', files)
  await button(page, '收数据包').click()
  await page
    .getByText(/^第 \d+ 号包$/)
    .first()
    .waitFor()
}

beforeAll(async () => {
  laptop = await start('laptop', '高晓平组笔记本')
  office = await start('headquarters', '总会办公室')
  await introduce(laptop.page, office.page)
  const { rows } = await call<Output<'visits.list'>>(laptop.page, 'visits.list', { offset: 0, limit: 50, text: '扬州' })
  visit = rows[0]!.id
})
afterAll(async () => {
  await laptop?.close()
  await office?.close()
})

describe('exchange', () => {
  it('packs for headquarters and shows what came before it is taken in', async () => {
    await save(laptop.page, 'visits', visit, { summary: written })
    const file = await pack(laptop)
    expect(packages()).toHaveLength(1)
    await preview(office, [file])
    await office.page.getByText('来自高晓平组笔记本').waitFor()
    expect((await record(office.page)).summary).not.toBe(written)
    await button(office.page, '收入').click()
    await office.page.getByRole('heading', { name: '收好了' }).waitFor()
    expect((await record(office.page)).summary).toBe(written)
    await button(office.page, '完成').click()
    await office.page.getByRole('button', { name: /高晓平组笔记本.*已收/ }).waitFor()
  })

  it('says what is new to nobody, and why a cut file is not taken in', async () => {
    const [name] = packages()
    await preview(office, [join(stick, name!)])
    await office.page.getByText('没有新内容，以前已经收过。').waitFor()
    await button(office.page, '完成').click()
    const file = await pack(await withChange(laptop, { purpose: '改过的目的' }))
    truncateSync(file, 500)
    await stubDialog(office.app, 'open', [file])
    await button(office.page, '收数据包').click()
    await office.page
      .getByRole('alert')
      .getByText(/这台电脑上的内容没有改动/)
      .waitFor()
    await button(office.page, '完成').click()
    expect((await record(office.page)).purpose).not.toBe('改过的目的')
  })

  it('decides a conflict by keys, takes it back and rewrites it', async () => {
    const { page } = office
    await save(page, 'visits', visit, { summary: written.replace('进行了座谈交流', '座谈') })
    const file = await pack(
      await withChange(laptop, {
        summary: written.replace('进行了座谈交流', '召开座谈会').replace('市中医院', '扬州市中医院'),
      }),
    )
    await preview(office, [file])
    await button(page, '收入').click()
    await page.getByRole('heading', { name: /“摘要”有两个写法/ }).waitFor()
    const left = page.getByRole('article', { name: '总会办公室' })
    expect(await left.locator('del').allInnerTexts()).toEqual(['进行了', '交流'])
    const merged = page.getByRole('article', { name: '合并后的样子' })
    await merged.getByRole('radio', { name: '召开座谈会' }).click()
    await page.keyboard.press('3')
    const chosen = '11月21日至22日，与扬州市慈善总会召开座谈会，考察扬州市中医院。'
    await expect.poll(async () => (await record(page)).summary).toBe(chosen)
    expect(await conflicts(page)).toEqual([])

    await page.getByRole('status').getByRole('button', { name: '撤销' }).click()
    await page.getByRole('heading', { name: /“摘要”有两个写法/ }).waitFor()
    await button(page, '自己改写').click()
    const field = page.getByRole('textbox', { name: '自己改写“摘要”' })
    await field.fill('')
    await page.keyboard.insertText('两天走访扬州 1 2 3')
    await button(page, '用改写的').click()
    await expect.poll(async () => (await record(page)).summary).toBe('两天走访扬州 1 2 3')
    expect(await conflicts(page)).toEqual([])
  })

  it('hands the decision back to the laptop, and both hold the same', async () => {
    const { page } = office
    const [peer] = await call<Peer[]>(page, 'peers.list')
    await page.getByRole('button', { name: new RegExp(`^${peer!.name}`) }).click()
    await button(page, '给它装一个数据包').click()
    const before = packages()
    await stubDialog(office.app, 'open', stick)
    await button(page, '装包').click()
    await page.getByRole('heading', { name: '装好了' }).waitFor()
    const made = packages().find((name) => !before.includes(name))!
    await preview(laptop, [join(stick, made)])
    await button(laptop.page, '收入').click()
    await laptop.page.getByRole('heading', { name: '收好了' }).waitFor()
    expect((await record(laptop.page)).summary).toBe('两天走访扬州 1 2 3')
    const digest = (one: Page) => call<Output<'digest.get'>>(one, 'digest.get')
    expect((await digest(laptop.page)).digest).toBe((await digest(page)).digest)
  })

  it('merges what seems to be double, and takes it back', async () => {
    const { page } = laptop
    const doubles = () => call<DoubleItem[]>(page, 'doubles.list')
    const ids = ['018c0000-0000-7000-8000-000000000001', '018c0000-0000-7000-8000-000000000002']
    for (const id of ids) await save(page, 'organizations', id, { name: '盐城市亭湖区慈善会' })
    await page.getByRole('button', { name: /疑似重复/ }).click()
    await page.getByRole('heading', { name: '这两条单位像是同一个' }).waitFor()
    await page.keyboard.press('1')
    await expect.poll(doubles).toEqual([])
    expect((await record(page, ids[1], 'organizations')).mergedInto).toBe(ids[0])
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await doubles()).length).toBe(1)
    await page.getByRole('button', { name: /疑似重复/ }).click()
    await button(page, '不是同一个').click()
    await page.getByRole('button', { name: /疑似重复/ }).waitFor({ state: 'detached' })
  })
})

async function withChange(shanyan: Shanyan, fields: Record<string, string>): Promise<Shanyan> {
  await save(shanyan.page, 'visits', visit, fields)
  return shanyan
}

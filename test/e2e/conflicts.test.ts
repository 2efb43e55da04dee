/** Two offices change the same things: what a package brings is seen beforehand, decided one by one or together, and found again. */
import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConflictItem, ExportAnswer, Peer, RecordView } from '../../shared/views.ts'
import { writeBigPackage } from '../support/big-package.ts'
import { type DataChild, startDataChild } from '../support/data-child.ts'
import {
  call,
  launchShanyan,
  type Shanyan,
  screenshot,
  setContentSize,
  stubDialog,
  temporaryFolder,
} from '../support/electron.ts'
import { measure, settle, violations } from '../support/looks.ts'
import { cardOf } from '../support/packages.ts'

const stick = temporaryFolder('stick')
const sizes = { 1366: [1366, 768], 1920: [1920, 1080], 911: [911, 512] } as const
const ids = {
  yangzhou: '018c0000-0000-7000-8000-000000000001',
  nanjing: '018c0000-0000-7000-8000-000000000002',
  gone: '018c0000-0000-7000-8000-000000000003',
  finding: '018c0000-0000-7000-8000-000000000004',
}
const written = '11月21日至22日，与扬州市慈善总会进行了座谈交流，考察市中医院。'

let office: Shanyan
let page: Page
let laptop: DataChild

const here = { call: <T>(operation: string, input?: unknown) => call<T>(page, operation, input ?? {}) }
const button = (name: string | RegExp, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: true })
const save = (to: Pick<DataChild, 'call'>, entity: string, id: string, fields: Record<string, unknown>) =>
  to.call('records.save', {
    entity,
    id,
    fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }])),
  })
const fieldsOf = async (id: string, entity = 'visits') =>
  (await here.call<RecordView>('records.get', { entity, id })).fields
const openConflicts = async () => (await here.call<ConflictItem[]>('conflicts.list')).map(({ field }) => field).sort()

async function region(name: string): Promise<string> {
  const [found] = await laptop.call<{ id: string }[]>('regions.search', { text: name })
  return found!.id
}

/** A package of the laptop for headquarters. */
async function pack(): Promise<string> {
  const peer = (await laptop.call<Peer[]>('peers.list')).find((one) => one.role === 'headquarters')
  const { files } = await laptop.call<ExportAnswer>('packages.export', { peer: peer!.id, scope: 'new', folder: stick })
  return files[0]!.path
}

async function preview(file: string) {
  await page.evaluate(() => {
    location.hash = '#/exchange'
  })
  await stubDialog(office.app, 'open', [file])
  await button('收数据包').click()
}

async function take() {
  await button('收入').click()
  await page.getByRole('progressbar').waitFor({ state: 'detached' })
}

/** A picture at each size and theme; what is too wide, too small or fails axe-core is a defect. */
async function look(name: string) {
  const problems: string[] = []
  for (const mode of ['light', 'dark'] as const) {
    await call(page, 'window.theme', { mode })
    await page.waitForFunction((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, mode === 'dark')
    for (const [size, [width, height]] of Object.entries(sizes)) {
      await setContentSize(office.app, page, { width, height })
      await settle(page)
      await screenshot(page, `conflicts-${name}-${size}-${mode}`)
      const found = [...(await measure(page)), ...(size === '1366' ? await violations(page) : [])]
      problems.push(...found.map((problem) => `${size} ${mode}: ${problem}`))
    }
  }
  await setContentSize(office.app, page, { width: 1366, height: 768 })
  await call(page, 'window.theme', { mode: 'light' })
  expect(problems).toEqual([])
}

beforeAll(async () => {
  office = await launchShanyan({ contentSize: { width: 1366, height: 768 } })
  page = office.page
  page.setDefaultTimeout(10_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const profile = { unit: '江苏省慈善总会', demo: false }
  await here.call('profile.save', { ...profile, role: 'headquarters', person: '李四', deviceName: '总会办公室' })
  laptop = await startDataChild(join(temporaryFolder('laptop'), 'data'))
  await laptop.call('profile.save', { ...profile, role: 'laptop', person: '高晓平', deviceName: '高晓平组笔记本' })
  for (const [from, to] of [
    [laptop, here],
    [here, laptop],
  ] as const)
    await to.call('card.take', { text: (await from.call<{ text: string }>('card.get')).text })
  await save(laptop, 'visits', ids.yangzhou, {
    region: await region('扬州'),
    start: '2023-11-21',
    summary: written,
    status: 'planned',
    purpose: '了解项目',
  })
  await save(laptop, 'visits', ids.nanjing, { region: await region('南京'), start: '2023-11-23', status: 'planned' })
  await save(laptop, 'visits', ids.gone, { region: await region('无锡'), start: '2023-11-25', purpose: '试点' })
  await save(laptop, 'findings', ids.finding, { summary: '小站点办大事', visits: [ids.yangzhou], topics: ['助残'] })
  await page.reload()
})
afterAll(async () => {
  await office?.close()
  await laptop?.close()
})

describe('before anything is taken in', () => {
  it('names who wrote it, and opens every line', async () => {
    await preview(await pack())
    await page.getByText('改动来自：高晓平组笔记本（高晓平），4 处改动').waitFor()
    await page.getByText('看里面的 4 条').click()
    await page.getByText('扬州市 2023-11-21').click()
    const row = page.getByRole('row', { name: /摘要/ })
    expect(await row.innerText()).toContain('与扬州市慈善总会进行了座谈交流')
    await page.getByText('小站点办大事').first().click()
    await page
      .getByRole('row', { name: /相关走访|走访/ })
      .getByText('扬州市 2023-11-21')
      .waitFor()
    expect(await here.call('records.get', { entity: 'visits', id: ids.yangzhou })).toBeNull()
    await take()
    await page.getByRole('heading', { name: '收好了' }).waitFor()
    await button('完成').click()
  })

  it('sets what both changed beside each other', async () => {
    await save(laptop, 'visits', ids.yangzhou, {
      summary: written.replace('进行了座谈交流', '召开座谈会').replace('市中医院', '扬州市中医院'),
      status: 'done',
      purpose: '了解助残项目',
    })
    await save(laptop, 'visits', ids.nanjing, { status: 'done' })
    await save(laptop, 'visits', ids.gone, { purpose: '试点和推广' })
    await save(here, 'visits', ids.yangzhou, {
      summary: written.replace('进行了座谈交流', '座谈'),
      status: 'ongoing',
      purpose: '了解养老项目',
    })
    await save(here, 'visits', ids.nanjing, { status: 'ongoing' })
    await here.call('records.remove', { entity: 'visits', ids: [ids.gone] })
    await preview(await pack())
    await page.getByText('看里面的 3 条').click()
    await page.getByText('南京市 2023-11-23').click()
    const row = page.getByRole('row', { name: /状态/ })
    expect(await row.locator('del').innerText()).toContain('进行中')
    expect(await row.locator('ins').innerText()).toContain('已完成')
    await row.getByText('两边都改了，收入后由您选').waitFor()
    await page.getByText('无锡市 2023-11-25').click()
    await page.getByText('一边删去，一边改了，收入后由您选').waitFor()
    await look('preview')
    await take()
    await page.getByRole('heading', { name: /写法|一边删去/ }).waitFor()
    expect(await openConflicts()).toEqual(['$deleted', 'purpose', 'status', 'status', 'summary'])
  })
})

describe('many at once', () => {
  it('leads from the record to its questions, and takes one side for all of them, undone as one', async () => {
    await page.evaluate((id) => {
      location.hash = `#/visits/${id}`
    }, ids.yangzhou)
    await page.getByRole('link', { name: '3 处有两个写法' }).click()
    const batch = page.getByRole('group', { name: /^这条记录还有 2 处要选/ })
    await batch.waitFor()
    await page
      .getByText(/高晓平，/)
      .first()
      .waitFor()
    await look('batch')
    await button('全部用“高晓平组笔记本”的', batch).click()
    await expect.poll(openConflicts).toEqual(['$deleted', 'status'])
    expect(await fieldsOf(ids.yangzhou)).toMatchObject({ status: 'done', purpose: '了解助残项目' })
    await page.getByRole('status').getByRole('button', { name: '撤销' }).click()
    await page.getByRole('button', { name: /扬州市 2023-11-21.*3/ }).waitFor()
    await page.getByRole('button', { name: /扬州市 2023-11-21/ }).click()
    await button('全部用“总会办公室”的', page.getByRole('group', { name: /^这条记录还有/ })).click()
    await expect.poll(async () => (await fieldsOf(ids.yangzhou)).status).toBe('ongoing')
    expect(await fieldsOf(ids.yangzhou)).toMatchObject({ purpose: '了解养老项目' })
  })

  it('puts one off, counts it, and finds it again', async () => {
    await page.getByRole('button', { name: /南京市 2023-11-23/ }).click()
    await button('以后再说').click()
    await page.getByRole('button', { name: /南京市 2023-11-23.*以后再说/ }).waitFor()
    await page.getByRole('link', { name: '数据交换，2 处需要您决定' }).waitFor()
    await page.getByRole('button', { name: /南京市 2023-11-23/ }).click()
    await button('用右边').click()
    await expect.poll(async () => (await fieldsOf(ids.nanjing)).status).toBe('done')
  })

  it('says in plain words that one side deleted what the other changed', async () => {
    await page.getByRole('heading', { name: '无锡市 2023-11-25：一边删去，一边改了' }).waitFor()
    await page.getByText(/^高晓平组笔记本（高晓平），.*改动$/).waitFor()
    await page.getByText('改了：目的').waitFor()
    await page.getByText(/^总会办公室（李四），.*放进回收站$/).waitFor()
    await look('deletion')
    await page.keyboard.press('1')
    await expect.poll(openConflicts).toEqual([])
    expect(await fieldsOf(ids.gone)).toMatchObject({ purpose: '试点和推广' })
  })
})

describe('afterwards', () => {
  it('brings the other writing back from the history of the record', async () => {
    await page.evaluate((id) => {
      location.hash = `#/visits/${id}`
    }, ids.yangzhou)
    await button('更多操作').or(button('更多')).first().click()
    await page.getByRole('menuitem', { name: '改动和往来' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('来自高晓平组笔记本，第 2 号包').waitFor()
    await look('record-history')
    const line = dialog.getByRole('listitem').filter({ hasText: '召开座谈会' }).last()
    await button('用回这个', line).click()
    await expect.poll(async () => (await fieldsOf(ids.yangzhou)).summary).toContain('召开座谈会')
    await dialog.getByRole('link', { name: '来自高晓平组笔记本，第 1 号包' }).click()
    await page.getByRole('heading', { name: '里面有什么' }).waitFor()
    await page.getByText('4 条记录：走访 3、调研发现 1').waitFor()
    await page.getByRole('link', { name: '小站点办大事' }).waitFor()
    await look('package')
  })

  it('finds a package that did not come in, and whom to ask for it', async () => {
    await save(laptop, 'findings', ids.finding, { summary: '小站点办成大事' })
    const file = await pack()
    truncateSync(file, 500)
    await preview(file)
    await page.getByText('请让高晓平组笔记本重新导出第 3 号包', { exact: false }).waitFor()
    await button('完成').click()
    await page.getByRole('button', { name: /^全部往来记录/ }).click()
    await button('种类：全部').click()
    await page.getByRole('option', { name: '没收成的' }).click()
    await page.getByText('1 个', { exact: true }).waitFor()
    await look('history')
    await page.getByRole('row', { name: /高晓平组笔记本.*3/ }).click()
    await page.getByRole('heading', { name: '高晓平组笔记本 第 3 号包' }).waitFor()
  })

  it('hands every decision back: both hold the same', async () => {
    const peer = (await here.call<Peer[]>('peers.list')).find((one) => one.role === 'laptop')
    const { files } = await here.call<ExportAnswer>('packages.export', { peer: peer!.id, scope: 'new', folder: stick })
    const inspected = await laptop.call<{ staged: string; conflicts: number }[]>('packages.inspect', {
      paths: files.map(({ path }) => path),
    })
    expect(inspected[0]?.conflicts).toBe(0)
    await laptop.call('packages.import', { staged: inspected.map(({ staged }) => staged) })
    expect(await laptop.call('conflicts.list')).toEqual([])
    // what was cut on its way is the only difference
    await preview(await pack())
    await take()
    await page.getByRole('heading', { name: '收好了' }).waitFor()
    const digest = async (of: Pick<DataChild, 'call'>) => (await of.call<{ digest: string }>('digest.get')).digest
    expect(await digest(here)).toBe(await digest(laptop))
  })
})

describe('long work', () => {
  it('goes on when its page is left: a slim line says how far, and leads back', async () => {
    const file = join(stick, '大包.shanyan')
    writeBigPackage(file, 3, 20_000)
    await here.call('card.take', { text: cardOf() })
    await preview(file)
    // leaving is what is tested: the link is pressed while it runs
    await button('收入').click({ timeout: 60_000 })
    await page.getByRole('link', { name: /^走访，/ }).click()
    const line = page.getByRole('link', { name: '到“数据交换”看进度' })
    await line.getByText(/^正在收入/).waitFor()
    await screenshot(page, 'conflicts-running-1366-light')
    await line.click()
    await page.getByRole('progressbar', { name: '正在收入' }).waitFor()
    await page.getByRole('button', { name: /^全部往来记录/ }).click()
    await page.getByRole('button', { name: /^正在收入/ }).click()
    await page.getByRole('heading', { name: '收好了' }).waitFor({ timeout: 60_000 })
  })
})

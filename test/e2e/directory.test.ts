/** Units, people, figures and the trash: edited where they stand, put away and brought back. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output } from '../../shared/contract.ts'
import type { IndicatorItem, TrashItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, setContentSize } from '../support/electron.ts'

let shanyan: Shanyan
let page: Page
const open = (name: string) => page.getByRole('navigation', { name: '模块' }).getByRole('link', { name }).click()
const units = (text: string) =>
  call<Output<'organizations.list'>>(page, 'organizations.list', { text, offset: 0, limit: 50 })
const indicators = () => call<IndicatorItem[]>(page, 'indicators.list')
const trash = () => call<TrashItem[]>(page, 'trash.list')

beforeAll(async () => {
  shanyan = await launchShanyan({ contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  await call(page, 'profile.save', {
    role: 'headquarters',
    unit: '江苏省慈善总会',
    person: '李四',
    deviceName: '总会办公室',
    demo: true,
  })
  await page.reload()
})
afterAll(() => shanyan?.close())

describe('directory', () => {
  it('adds units one after the other by keys', async () => {
    await open('单位与人员')
    await page.getByRole('grid', { name: '单位' }).waitFor()
    await page.keyboard.press('Control+n')
    for (const name of ['宿迁市民政局', '宿迁市慈善总会']) {
      const field = page.getByRole('region', { name: '新增单位' }).getByLabel('名称')
      await field.and(page.locator(':focus')).waitFor()
      expect(await field.inputValue()).toBe('')
      await page.keyboard.insertText(name)
      await page.keyboard.press('Enter')
      await expect.poll(async () => (await units(name)).total).toBe(1)
    }
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: '新增单位' }).waitFor({ state: 'detached' })
  })

  it('edits a row where it stands, by mouse and by keys', async () => {
    const row = page.getByRole('row', { name: /市救助中心/ })
    await row.getByRole('button', { name: '改类别：待补充' }).click()
    await row.getByRole('button', { name: '类别：待补充', exact: true }).press('Enter')
    await page.getByRole('option', { name: '机关' }).click()
    await expect.poll(async () => (await units('市救助中心')).rows[0]?.kind).toBe('government')
    await page.keyboard.press('Escape')
    await page.getByRole('grid', { name: '单位' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await row.getByLabel('名称').and(page.locator(':focus')).waitFor()
    await page.keyboard.press('End')
    await page.keyboard.insertText('（站）')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await units('市救助中心（站）')).total).toBe(1)
  })

  it('puts people away and takes that back', async () => {
    await page.getByRole('tab', { name: '人员' }).click()
    const grid = page.getByRole('grid', { name: '人员' })
    await grid.waitFor()
    await grid.focus()
    await page.keyboard.press('Delete')
    // a team's leader: what names him is shown first, and nothing goes by a mere Enter
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/^调研组/).waitFor()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await trash()).toHaveLength(0)
    await grid.focus()
    await page.keyboard.press('Delete')
    await dialog.getByRole('button', { name: '仍然移到回收站' }).click()
    await expect.poll(async () => (await trash()).length).toBe(1)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await trash()).length).toBe(0)
  })

  it('on a small screen shows the newest message only; the others are taken back by key', async () => {
    await setContentSize(shanyan.app, page, { width: 911, height: 512 })
    await page.getByRole('tab', { name: '单位' }).click()
    const grid = page.getByRole('grid', { name: '单位' })
    await grid.waitFor()
    const toasts = page.locator('.toast')
    // those of the steps before leave after eight seconds
    await expect.poll(() => toasts.count(), { timeout: 15_000 }).toBe(0)
    await grid.focus()
    const listed = async () => Number(await grid.getAttribute('aria-rowcount'))
    const before = await listed()
    const confirm = page.getByRole('button', { name: '仍然移到回收站' })
    for (const left of [before - 1, before - 2]) {
      await grid.focus()
      await page.keyboard.press('Delete')
      // one that is used asks first
      const gone = async () => {
        if (await confirm.isVisible()) await confirm.click()
        return listed()
      }
      await expect.poll(gone, { timeout: 6000 }).toBe(left)
    }
    await toasts.nth(1).waitFor()
    expect(await toasts.nth(0).isVisible()).toBe(false)
    await expect.poll(async () => (await trash()).length).toBe(2)
    for (const left of [1, 0]) {
      await page.keyboard.press('Control+z')
      await expect.poll(async () => (await trash()).length).toBe(left)
    }
    await setContentSize(shanyan.app, page, { width: 1366, height: 768 })
  })
})

describe('indicators', () => {
  it('shows two periods of a figure side by side', async () => {
    await open('指标')
    await page.getByRole('img', { name: '募集善款：2022 年 推算 ≈ 4.09亿元、2023 年 4.91亿元' }).waitFor()
  })

  it('edits a value where it stands and adds one', async () => {
    await page.getByLabel('上线项目的数值').fill('680')
    await page.keyboard.press('Tab')
    await expect.poll(async () => (await indicators()).find((row) => row.name === '上线项目')?.value).toBe('680')
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await indicators()).find((row) => row.name === '上线项目')?.value).toBe('679')
    const before = (await indicators()).length
    await page.getByRole('button', { name: '在“江苏慈善专场和99公益日”下新增' }).click()
    await page.keyboard.insertText('志愿者')
    await page.keyboard.press('Tab')
    await expect.poll(async () => (await indicators()).length).toBe(before + 1)
    expect((await indicators()).at(-1)).toMatchObject({
      name: '志愿者',
      occasion: '江苏慈善专场和99公益日',
      bound: 'equal',
    })
  })
})

describe('trash', () => {
  it('restores one by Enter and many by the bar', async () => {
    const { rows } = await call<Output<'visits.list'>>(page, 'visits.list', { offset: 0, limit: 3 })
    await call(page, 'records.remove', { entity: 'visits', ids: rows.map((row) => row.id) })
    await open('回收站')
    const grid = page.getByRole('grid')
    await grid.waitFor()
    await grid.focus()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await trash()).length).toBe(2)
    await page.keyboard.press('Control+a')
    await page.getByRole('button', { name: '恢复 2 条' }).click()
    await page.getByText('回收站是空的').waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await trash()).length).toBe(2)
  })
})

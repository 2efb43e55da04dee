/** 会议 and 调研发现 in the real window, by keyboard: a symposium taken down, a finding of one sentence, an office meeting's directives. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FindingPage, MeetingPage, Page as Rows } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan } from '../support/electron.ts'

type Row = { id: string; regionName: string | null; kind: string; quote: string | null; number: number | null }

let shanyan: Shanyan
let page: Page

beforeAll(async () => {
  shanyan = await launchShanyan({ demo: true, contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  await page.getByRole('navigation').waitFor()
})
afterAll(() => shanyan?.close())

const rows = async (operation: string) => (await call<Rows<Row>>(page, operation, { offset: 0, limit: 100 })).rows
const meeting = (id: string) => call<MeetingPage>(page, 'meetings.page', { id })
const openId = async () => decodeURIComponent((await page.evaluate(() => location.hash)).split(/[/?]/)[2] ?? '')
const openModule = (name: string) => page.getByRole('navigation', { name: '模块' }).getByRole('link', { name }).click()
const keyboard = async (...typed: string[]) => {
  for (const one of typed) {
    await page.keyboard.type(one)
    await page.keyboard.press('Enter')
  }
}

describe('a symposium', () => {
  let id = ''

  test('statements are taken down with the keyboard alone', async () => {
    await openModule('会议')
    await page.getByRole('row', { name: /盐城市座谈会/ }).click()
    await page.getByRole('tab', { name: '发言 0' }).waitFor()
    id = await openId()
    const units = (await meeting(id)).organizationItems.map(({ name }) => name)
    await page.keyboard.press('Control+n')
    await keyboard('1多个救助项目的审核通过大数据完成', '2023年实施33个项目', '22023年还要扩面', '0先记下')
    const items = page.getByRole('listitem').filter({ has: page.locator('.statement-text') })
    await expect.poll(() => items.count()).toBe(4)
    const { statementItems } = await meeting(id)
    expect(statementItems.map((one) => [one.organizationName, one.text])).toEqual([
      [units[0], '多个救助项目的审核通过大数据完成'],
      [units[0], '2023年实施33个项目'],
      [units[1], '2023年还要扩面'],
      [null, '先记下'],
    ])
  })

  test('a statement moves, changes and goes, and comes back', async () => {
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Alt+Shift+ArrowUp')
    const texts = async () => (await meeting(id)).statementItems.map(({ text }) => text)
    await expect
      .poll(texts)
      .toEqual(['多个救助项目的审核通过大数据完成', '2023年实施33个项目', '先记下', '2023年还要扩面'])
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('先记下')
    await page.keyboard.press('Enter')
    await keyboard('，稍后认人')
    await expect.poll(texts).toContain('先记下，稍后认人')
    await page.keyboard.press('Delete')
    await expect.poll(texts).toHaveLength(3)
    await page.keyboard.press('Control+z')
    await expect.poll(texts).toHaveLength(4)
  })

  test('F and a digit make a finding of the sentence, with where it comes from', async () => {
    const before = await rows('findings.list')
    await page.locator('.statement').first().focus()
    await page.keyboard.press('f')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('3')
    await expect.poll(async () => (await rows('findings.list')).length).toBe(before.length + 1)
    const { findingItems, statementItems, visit } = await meeting(id)
    expect(findingItems[0]).toMatchObject({
      kind: 'practice',
      stage: 'raw',
      quote: '多个救助项目的审核通过大数据完成',
      meetings: [id],
      statements: [statementItems[0]?.id],
      visits: [visit],
    })
    await page.getByRole('button', { name: '打开' }).click()
    await page.getByRole('heading', { name: '盐城市' }).waitFor()
    await page.getByRole('textbox', { name: '归纳' }).fill('数据核对代替人工审核')
    await page.getByRole('radio', { name: '梳理' }).click()
    await page.getByRole('link', { name: /说$/ }).click()
    await page.getByRole('tab', { name: '发言 4' }).waitFor()
    const found = await call<FindingPage>(page, 'findings.page', { id: findingItems[0]!.id })
    expect(found).toMatchObject({ summary: '数据核对代替人工审核', stage: 'sorted' })
  })

  test('what was being typed is kept when the page is left', async () => {
    await page.keyboard.press('Control+n')
    await page.keyboard.type('说到一半')
    await openModule('调研发现')
    await expect.poll(async () => (await meeting(id)).statementItems.at(-1)?.text).toBe('说到一半')
  })
})

test('an office meeting: directives in order, and a hint when the number is taken', async () => {
  await openModule('会议')
  await page.getByRole('button', { name: '新建会议' }).click()
  await page.getByRole('menuitem', { name: '会长办公会' }).click()
  await page.getByRole('heading', { name: '会议要求' }).waitFor()
  const id = await openId()
  await page.keyboard.press('Control+n')
  await keyboard('进一步梳理', '进一步提炼', '进一步分析')
  await expect.poll(async () => (await meeting(id)).directives).toBe(3)
  await page.getByLabel('第 3 条要求', { exact: true }).click()
  await page.keyboard.press('Alt+Shift+ArrowUp')
  await expect
    .poll(async () => (await meeting(id)).directiveItems.map(({ text }) => text))
    .toEqual(['进一步梳理', '进一步分析', '进一步提炼'])
  await page.getByLabel('次数').fill('17')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: '打开它' }).click()
  await expect.poll(async () => (await meeting(await openId())).directives).toBe(6)
})

test('findings: grouped, filtered, and one written from the keyboard', async () => {
  await openModule('调研发现')
  await page.getByRole('radio', { name: '表格' }).click()
  await page.getByRole('button', { name: /^分组/ }).click()
  await page.getByRole('option', { name: '按城市' }).click()
  await page.getByRole('button', { name: /江苏省/ }).click()
  await expect.poll(() => page.getByRole('row').count()).toBe(1 + 3)
  await page.getByRole('button', { name: '清除筛选' }).click()
  const before = (await rows('findings.list')).length
  await page.keyboard.press('Control+n')
  await page.getByRole('heading', { name: '新的发现' }).waitFor()
  await page.keyboard.type('各地都提出要有统一的会员管理办法')
  await page.getByLabel(/^类别/).click()
  await page.getByRole('option', { name: '意见建议' }).click()
  await expect.poll(async () => (await rows('findings.list')).length).toBe(before + 1)
  const [newest] = await rows('findings.list')
  expect(newest).toMatchObject({ kind: 'suggestion', quote: '各地都提出要有统一的会员管理办法' })
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '移到回收站' }).click()
  await expect.poll(async () => (await rows('findings.list')).length).toBe(before)
})

/** What people expect of any list, in a real window: several rows at once, copying, columns, a record like another. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page as Rows, VisitItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan } from '../support/electron.ts'
import { type Look, lookAt, settle } from '../support/looks.ts'

let shanyan: Shanyan
let page: Page
let look: Look

const visits = async () => (await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })).rows
const grid = () => page.getByRole('grid')

beforeAll(async () => {
  shanyan = await launchShanyan({ demo: true, contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  await page.waitForSelector('h1')
  look = lookAt(shanyan, new Set(['visits-selected']))
  await page.evaluate(() => {
    location.hash = '#/visits'
  })
  await settle(page)
})
afterAll(() => shanyan?.close())

it('several visits are selected by keys, copied as a table, and changed at once with one way back', async () => {
  await grid().focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByText('已选 2 条').waitFor()
  await look('visits-selected')

  await grid().focus()
  await page.keyboard.press('Control+c')
  await page.getByText('已复制 2 行，可以贴到 Excel 或 Word').waitFor()
  const clipboard = await shanyan.app.evaluate(async ({ clipboard }) => {
    const board = clipboard as unknown as { readHTML(): string; readText(): string }
    return { html: board.readHTML(), plain: board.readText() }
  })
  expect(clipboard.html).toContain('<td>盐城</td>')
  const lines = clipboard.plain.split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]?.split('\t').slice(0, 2)).toEqual(['11-10', '盐城'])

  await page.locator('.batch-bar').getByRole('button', { name: '状态' }).click()
  await page.getByRole('option', { name: '计划' }).click()
  const planned = async () => (await visits()).filter(({ status }) => status === 'planned').length
  await expect.poll(planned, { timeout: 20_000 }).toBe(2)
  await grid().focus()
  await page.keyboard.press('Control+z')
  await expect.poll(planned, { timeout: 20_000 }).toBe(0)
  await grid().focus()
  await page.keyboard.press('Escape')
  await page.getByText('已选 2 条').waitFor({ state: 'detached' })
})

it('a column that is taken off the list stays off after a new start of the page', async () => {
  const heads = () => grid().getByRole('columnheader').allInnerTexts()
  expect((await heads()).join()).toContain('点位')
  await page.getByRole('button', { name: '列', exact: true }).click()
  await page.getByRole('option', { name: '点位' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(async () => (await heads()).join(), { timeout: 20_000 }).not.toContain('点位')
  await expect
    .poll(() => call<Record<string, unknown>>(page, 'settings.get').then((all) => all['columns.visits']), {
      timeout: 20_000,
    })
    .toEqual(['sites'])
  await page.reload()
  await settle(page)
  expect((await heads()).join()).not.toContain('点位')
})

it('a visit like another is made in two clicks: same team, city and hosts, no date and nothing found', async () => {
  const [first] = await visits()
  await page.evaluate((id) => {
    location.hash = `#/visits/${id}`
  }, first!.id)
  await settle(page)
  await page.getByRole('button', { name: '更多', exact: true }).click()
  await page.getByRole('menuitem', { name: '再建一条同样的' }).click()
  await page.getByText('已照样新建一条').waitFor()
  const copy = (await visits()).find(({ status }) => status === 'planned')
  expect(copy).toMatchObject({
    team: first!.team,
    region: first!.region,
    hosts: first!.hosts,
    start: null,
    summary: null,
  })
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await visits()).length, { timeout: 20_000 }).toBe(14)
})

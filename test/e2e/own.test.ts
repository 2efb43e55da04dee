/** What an office adds of its own, in a real window: fields, outline templates, answers city by city, the calendar of visits. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CustomFieldOf } from '../../shared/views/field.ts'
import type { MeetingItem, MeetingPage, Page as Rows, VisitItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan } from '../support/electron.ts'
import { type Look, lookAt } from '../support/looks.ts'
import { goTo } from '../support/screens.ts'

let shanyan: Shanyan
let page: Page
let look: Look
let visit: string
let campaign: string

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const go = (hash: string) => goTo(page, hash)

beforeAll(async () => {
  shanyan = await launchShanyan({ demo: true, contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  await page.waitForSelector('h1')
  look = lookAt(shanyan, new Set(['visits-calendar', 'outlines']))
  const { rows } = await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })
  visit = rows.find((row) => row.regionName === '盐城市')!.id
  campaign = rows[0]!.campaign!
})
afterAll(() => shanyan?.close())

it('a field of the office is added in the settings and filled in on a visit', async () => {
  await go('#/settings')
  await button('添加字段').click()
  await page.getByRole('region', { name: '自定字段' }).getByRole('textbox', { name: '名称' }).fill('陪同领导')
  await page.keyboard.press('Enter')
  await go(`#/visits/${visit}`)
  const field = page.getByRole('textbox', { name: '陪同领导' })
  await field.fill('分管副市长')
  await field.press('Enter')
  const value = async () =>
    (await call<CustomFieldOf[]>(page, 'customFields.ofRecord', { noun: 'visits', id: visit }))[0]?.value
  await expect.poll(value, { timeout: 20_000 }).toBe('分管副市长')
  await look('visit-own-field')
})

it('a template of questions is written once and taken over by a team', async () => {
  await go('#/settings')
  const outlines = page.getByRole('region', { name: '提纲模板' })
  await outlines.getByRole('button', { name: '添加模板', exact: true }).click()
  await outlines.getByRole('textbox', { name: '名称' }).fill('慈善项目提纲')
  const body = page.getByRole('textbox', { name: '问题，每行一个' })
  await body.fill('今年慈善项目进展情况\n意见和建议')
  await body.press('Control+s')
  await look('settings-own')
  await go(`#/campaigns/${campaign}`)
  await page
    .getByRole('button', { name: /高晓平/ })
    .first()
    .click()
  await button('套用模板').click()
  await page.getByRole('menuitem', { name: '慈善项目提纲' }).click()
  await page.getByText('已套用“慈善项目提纲”，加了 2 个问题').waitFor()
})

it('the same question stands side by side for all cities', async () => {
  const { rows } = await call<Rows<MeetingItem>>(page, 'meetings.list', { offset: 0, limit: 50, kind: 'symposium' })
  const said = { 盐城市: '已实施8大类33个慈善项目', 无锡市: '坚持品牌化运行，突出输血+造血' }
  for (const [city, text] of Object.entries(said)) {
    const meeting = rows.find(({ regionName }) => regionName === city)!
    const { outline } = await call<MeetingPage>(page, 'meetings.page', { id: meeting.id })
    expect(outline).toEqual(['今年慈善项目进展情况', '意见和建议'])
    const fields = { meeting: meeting.id, text, questions: [outline[0]!] }
    await call(page, 'records.save', {
      entity: 'statements',
      id: crypto.randomUUID(),
      fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
    })
  }
  await go(`#/campaigns/${campaign}?tab=outlines`)
  const table = page.getByRole('group', { name: '提纲对照' })
  await table.getByText('已实施8大类33个慈善项目').waitFor()
  expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['问题', '无锡', '盐城'])
  expect(
    await table
      .getByRole('row', { name: /意见和建议/ })
      .getByText('没有谈到')
      .count(),
  ).toBe(2)
  await look('outlines')
})

it('the calendar shows the month, is walked by keys, and says what gets in each other’s way', async () => {
  const { rows } = await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })
  // a second team in the week in which 扬州 is visited
  const other = rows.find((row) => row.regionName === '泰州市')!
  const yangzhou = rows.find((row) => row.regionName === '扬州市')!
  const edit = { start: '2023-11-23', precision: 'day', region: yangzhou.region }
  await call(page, 'records.save', {
    entity: 'visits',
    id: other.id,
    fields: Object.fromEntries(Object.entries(edit).map(([name, value]) => [name, { value }])),
  })
  await go('#/visits')
  await page.getByRole('radio', { name: '日历' }).click()
  await page.getByRole('heading', { name: '2023 年 11 月' }).waitFor()
  await page.getByText('时间冲突 1 处').waitFor()
  await look('visits-calendar')
  const entry = page.getByRole('button', { name: '盐城、高晓平' })
  await page.getByRole('button', { name: /^2023-11-01，/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect
    .poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.day), { timeout: 20_000 })
    .toBe('2023-11-10')
  await page.keyboard.press('PageDown')
  await page.getByRole('heading', { name: '2023 年 12 月' }).waitFor()
  await page.keyboard.press('PageUp')
  await page.getByRole('heading', { name: '2023 年 11 月' }).waitFor()
  await entry.click()
  await page.getByRole('heading', { name: '盐城' }).waitFor()
})

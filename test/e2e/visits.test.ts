import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FindingItem, RecordView, VisitItem, VisitPage } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'

/** A red point, 1 × 1. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

type Visits = { rows: VisitItem[]; total: number }

let shanyan: Shanyan
let page: Page

const visits = () => call<Visits>(page, 'visits.list', { offset: 0, limit: 50 })
const findingsOf = (visit: string) =>
  call<{ rows: FindingItem[]; total: number }>(page, 'findings.list', { visit, offset: 0, limit: 50 })
const yangzhou = async () => (await visits()).rows.find((row) => row.regionName === '扬州市')!
const toast = (words: string | RegExp) => page.locator('.toast', { hasText: words })
const openList = async () => {
  await page.getByRole('navigation', { name: '模块' }).getByRole('link', { name: /^走访/ }).click()
  await page.getByRole('grid', { name: '走访列表' }).waitFor()
}

beforeAll(async () => {
  shanyan = await launchShanyan({ demo: true, contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  await openList()
})
afterAll(() => shanyan?.close())

describe('走访', () => {
  it('lists by month, moves, previews and opens by keys', async () => {
    await page.getByText('14 次，10 个市').waitFor()
    await page.getByText('5 次', { exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.getByText('第 4 条，共 14 条').waitFor()
    await page.keyboard.press(' ')
    await page.getByRole('complementary', { name: '预览' }).getByRole('heading', { name: '扬州' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '扬州', level: 1 }).waitFor()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByRole('heading', { name: '无锡', level: 1 }).waitFor()
    await page.keyboard.press('Alt+ArrowDown')
    await page.getByRole('heading', { name: '扬州', level: 1 }).waitFor()
  })

  it('sorts by a column head and filters, both remembered', async () => {
    await openList()
    await page.getByRole('columnheader', { name: '城市' }).getByRole('button').click()
    await page.getByText('5 次', { exact: true }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '调研组：全部' }).click()
    await page.getByRole('option', { name: /董启彬/ }).click()
    await page.getByText('2 次，2 个市').waitFor()
    await page.keyboard.press('Alt+1')
    await openList()
    await page.getByText('2 次，2 个市').waitFor()
    expect(await page.getByRole('columnheader', { name: '城市' }).getAttribute('aria-sort')).toBe('ascending')
    await page.getByRole('button', { name: '清除筛选' }).click()
    await page.getByRole('columnheader', { name: '日期' }).getByRole('button').click()
    await page.getByText('5 次', { exact: true }).waitFor()
  })

  it('takes a selected sentence down as a finding with one key, as it is stored', async () => {
    const visit = await yangzhou()
    await page.getByRole('gridcell', { name: '扬州', exact: true }).click()
    const summary = page.locator('[data-quotable]')
    await summary.click({ clickCount: 3 })
    await page.keyboard.press('f')
    await page.getByRole('dialog', { name: '记为哪一类发现' }).waitFor()
    await page.keyboard.press('3')
    await toast('已记为“经验做法”').waitFor()
    const { rows } = await findingsOf(visit.id)
    expect(rows).toMatchObject([
      {
        kind: 'practice',
        stage: 'raw',
        visits: [visit.id],
        team: visit.team,
        campaign: visit.campaign,
        regions: [visit.region],
      },
    ])
    expect(rows[0]?.quote).toBe(visit.summary)
    await toast('已记为“经验做法”').getByRole('button', { name: /撤销/ }).click()
    await toast('已撤销').waitFor()
    expect((await findingsOf(visit.id)).total).toBe(0)
  })

  it('edits the summary where it stands, adds a place in passing and a photo', async () => {
    const visit = await yangzhou()
    await page.locator('[data-quotable]').click({ position: { x: 60, y: 12 } })
    await page.getByRole('textbox', { name: '摘要' }).waitFor()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('一路都有记录。')
    await page.keyboard.press('Escape')
    await page.getByText('已存盘').waitFor()
    const view = await call<RecordView>(page, 'records.get', { entity: 'visits', id: visit.id })
    expect(view.fields.summary).toBe(`${visit.summary}一路都有记录。`)

    await page.getByRole('button', { name: '参加人员：待补充' }).click()
    await page.keyboard.type('王小明')
    await page.getByRole('option', { name: '新建“王小明”' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('王小明').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '参加人员：王小明' }).waitFor()

    await page.getByRole('button', { name: '添加点位' }).click()
    await page.keyboard.type('文峰社区慈善工作站')
    await page.getByRole('option', { name: '新建“文峰社区慈善工作站”' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: '点位 4' }).click()
    const card = page.locator('.visit-site').filter({ has: page.locator('input[value="文峰社区慈善工作站"]') })
    await card.getByRole('button', { name: '类别：待补充' }).click()
    await page.getByRole('option', { name: '慈善工作站' }).click()

    const folder = temporaryFolder('photos')
    mkdirSync(folder, { recursive: true })
    const file = join(folder, '文峰.png')
    writeFileSync(file, Buffer.from(png, 'base64'))
    await stubDialog(shanyan.app, 'open', [file])
    await card.getByRole('button', { name: /照片待补充/ }).click()
    await toast('收入 1 个文件').waitFor()
    await card.getByRole('button', { name: /看大图/ }).click()
    const large = page.getByRole('dialog', { name: '看照片' }).locator('img')
    await large.waitFor()
    expect(await large.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(1)
    await page.keyboard.press('Escape')
    await large.waitFor({ state: 'detached' })
    const stored = await call<VisitPage>(page, 'visits.page', { id: visit.id })
    const site = stored.siteItems.find((one) => one.name === '文峰社区慈善工作站')
    expect(site).toMatchObject({ kind: 'station', region: visit.region })
    expect(site?.photos).toHaveLength(1)
    expect(stored.participantItems.map((person) => person.name)).toEqual(['王小明'])
  })

  it('stores a new visit with the first thing written, and nothing before', async () => {
    await page.keyboard.press('Control+n')
    await page.getByRole('heading', { name: '新走访' }).waitFor()
    await page.waitForTimeout(500)
    expect((await visits()).total).toBe(14)
    await page.keyboard.type('苏州')
    await page
      .getByRole('option', { name: /苏州市/ })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '苏州', level: 1 }).waitFor()
    const start = page.locator('.visit-start').getByLabel('开始日期', { exact: true })
    await start.fill('2023-11-28')
    await start.press('Enter')
    await page.locator('.date-block', { hasText: '28' }).waitFor()
    const made = (await visits()).rows.find((row) => row.regionName === '苏州市')
    expect(made).toMatchObject({ start: '2023-11-28', precision: 'day', status: 'planned' })
  })

  it('moves a visit to the trash and back', async () => {
    await page.getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: '移到回收站' }).click()
    await toast('已移到回收站，共 1 条').waitFor()
    await page.getByText('14 次，10 个市').waitFor()
    await toast('已移到回收站').getByRole('button', { name: /撤销/ }).click()
    await page.getByText('15 次，11 个市').waitFor()
    await page.getByText('6 次', { exact: true }).waitFor()
    const rows = await page.getByRole('row').evaluateAll((all) => all.map((row) => row.getBoundingClientRect().top))
    for (const [index, top] of rows.entries()) expect(index === 0 || top - rows[index - 1]! >= 33).toBe(true)
  })
})

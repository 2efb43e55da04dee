/** What people expect of any list holds on every list, in a real window: selection, copying, columns, export, place, copies. */
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'
import { type Look, lookAt, settle, sizes } from '../support/looks.ts'
import { goTo } from '../support/screens.ts'

let shanyan: Shanyan
let page: Page
let look: Look
const folder = join(temporaryFolder('lists'), '表格')

const grid = () => page.getByRole('grid')
const go = (hash: string) => goTo(page, hash)
const settings = () => call<Record<string, unknown>>(page, 'settings.get')
const clipboard = () =>
  shanyan.app.evaluate(async ({ clipboard: board }) => {
    const { readHTML, readText } = board as unknown as { readHTML(): string; readText(): string }
    return { html: readHTML(), plain: readText() }
  })
const lists = [
  { name: 'campaigns', hash: '#/campaigns', title: '调研活动', hidden: '起止', batch: ['状态', '已结束'] },
  { name: 'visits', hash: '#/visits', title: '走访', hidden: '状态', batch: ['状态', '取消'] },
  { name: 'meetings', hash: '#/meetings', title: '会议', hidden: '主持', batch: ['类别', '理事会'] },
  { name: 'findings', hash: '#/findings?view=table', title: '调研发现', hidden: '专题', batch: ['重要程度', '次要'] },
  { name: 'measures', hash: '#/measures', title: '举措', hidden: '依据', batch: ['加专题', '会员工作'] },
  { name: 'documents', hash: '#/documents', title: '文件', hidden: '阶段', batch: ['类别', '办法'] },
  { name: 'organizations', hash: '#/directory', title: '单位', hidden: '类别', batch: ['类别', '基金会'] },
  { name: 'people', hash: '#/directory?tab=people', title: '人员', hidden: '职务', batch: ['单位', '盐城市慈善总会'] },
  { name: 'indicators', hash: '#/indicators?view=table', title: '指标', hidden: '时期', batch: ['约数', '≈'] },
] as const

beforeAll(async () => {
  mkdirSync(folder)
  shanyan = await launchShanyan({ demo: true, contentSize: sizes[0] })
  page = shanyan.page
  page.setDefaultTimeout(15_000)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await call(page, 'settings.save', { key: 'papers.folder', value: folder })
  await page.reload()
  await settle(page)
  look = lookAt(shanyan, new Set(lists.map(({ name }) => `list-${name}`)))
})
afterAll(() => shanyan?.close())

describe.each(lists)('$name', ({ name, hash, title, hidden, batch: [field, value] }) => {
  it('all of it is selected and copied as a table', async () => {
    await go(hash)
    const count = Number(await grid().getAttribute('aria-rowcount')) - 1
    expect(count).toBeGreaterThan(0)
    await grid().focus()
    await page.keyboard.press('Control+a')
    await page.getByText(`已选 ${count} 条`).waitFor()
    await look(`list-${name}`)
    await grid().focus()
    await page.keyboard.press('Control+c')
    await page.getByText(`已复制 ${count} 行，可以贴到 Excel 或 Word`).last().waitFor()
    const { html, plain } = await clipboard()
    expect(plain.split('\r\n')).toHaveLength(count + 1)
    expect(html.match(/<tr>/g)).toHaveLength(count + 1)
    expect(plain.split('\r\n')[0]).toContain(hidden)
    await grid().focus()
    await page.keyboard.press('Escape')
    await page.getByText(`已选 ${count} 条`).waitFor({ state: 'detached' })
  })

  it('a column taken off the list is not exported either, and comes back', async () => {
    const head = grid().getByRole('columnheader', { name: hidden, exact: true })
    await page.getByRole('button', { name: '列', exact: true }).click()
    await page.getByRole('option', { name: hidden, exact: true }).click()
    await page.keyboard.press('Escape')
    await head.waitFor({ state: 'detached' })
    await expect.poll(async () => (await settings())[`columns.${name}`], { timeout: 20_000 }).toHaveLength(1)

    // the ledger's header has its papers, and its list among them
    if (name === 'measures') {
      await page.getByRole('button', { name: '导出', exact: true }).click()
      await page.getByRole('menuitem', { name: '当前列表' }).click()
    } else {
      const tools = page.locator('.filter-row-end, .directory-tools')
      await tools.getByRole('button', { name: '导出', exact: true }).click()
    }
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('heading', { name: `导出${title}` }).waitFor()
    await dialog.getByRole('button', { name: '导出', exact: true }).click()
    await dialog.getByText(`已导出“${title}.xlsx”`).waitFor()
    await dialog.getByRole('button', { name: '完成' }).click()
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(join(folder, `${title}.xlsx`))
    const sheet = workbook.worksheets[0]!
    const labels = (sheet.getRow(2).values as unknown[]).slice(1)
    expect(labels[0]).toBe('序号')
    if (name !== 'measures') expect(labels).not.toContain(hidden)
    expect(sheet.rowCount).toBe(2 + Number(await grid().getAttribute('aria-rowcount')) - 1)

    await page.getByRole('button', { name: '列', exact: true }).click()
    await page.getByRole('option', { name: hidden, exact: true }).click()
    await page.keyboard.press('Escape')
    await head.waitFor()
  })

  it('a value is set on several at once, with one way back', async () => {
    // topics and priorities stand in no column of their lists
    const isShown = name !== 'measures' && name !== 'findings'
    // where the list is in the order of what was set, they move away from the top
    const holds = async () => {
      const chosen = await grid().getByRole('row', { selected: true }).allInnerTexts()
      return chosen.length > 0 && chosen.every((row) => row.includes(value))
    }
    expect(isShown && (await holds())).toBe(false)
    await grid().focus()
    await page.keyboard.press('Home')
    await page.keyboard.press(name === 'visits' || name === 'findings' ? 'Control+Space' : 'Space')
    await page.keyboard.press('Shift+ArrowDown')
    await page.locator('.batch-bar').getByRole('button', { name: field, exact: true }).click()
    if (name === 'people') await page.keyboard.type(value)
    await page.getByRole('option', { name: value, exact: false }).first().click()
    await page
      .getByText(/^已(改|给) [12] 条/)
      .last()
      .waitFor()
    if (isShown) await expect.poll(holds, { timeout: 20_000 }).toBe(true)
    await grid().focus()
    await page.keyboard.press('Control+z')
    await page.getByText('已撤销').last().waitFor()
    if (isShown) await expect.poll(holds, { timeout: 20_000 }).toBe(false)
    await grid().focus()
    await page.keyboard.press('Escape')
  })

  it('one is made like another, with one way back', async () => {
    const rows = async () => Number(await grid().getAttribute('aria-rowcount')) - 1
    const before = await rows()
    await grid().focus()
    await page.keyboard.press('Home')
    await page.keyboard.press(name === 'visits' || name === 'findings' ? 'Control+Space' : 'Space')
    await page.getByText('已选 1 条').waitFor()
    await page.locator('.batch-bar').getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: '再建一条同样的' }).click()
    await page.getByText('已照样新建一条').last().waitFor()
    await expect.poll(rows, { timeout: 20_000 }).toBe(before + 1)
    await grid().focus()
    await page.keyboard.press('Control+z')
    await expect.poll(rows, { timeout: 20_000 }).toBe(before)
    await grid().focus()
    await page.keyboard.press('Escape')
  })
})

it('a list stands where it was left: after another page, and after a new start of the page', async () => {
  await go('#/people')
  await go('#/visits')
  await grid().focus()
  await page.keyboard.press('Home')
  for (let step = 0; step < 7; step++) await page.keyboard.press('ArrowDown')
  await page.getByText('第 8 条，共 14 条').waitFor()
  await go('#/meetings')
  await go('#/visits')
  await page.getByText('第 8 条，共 14 条').waitFor()
  await expect.poll(async () => JSON.stringify((await settings()).places), { timeout: 20_000 }).toContain('visits')
  await page.reload()
  await settle(page)
  await page.getByText('第 8 条，共 14 条').waitFor()
  // and where the record stands that one read last
  await page.keyboard.press('Enter')
  await page.getByText('第 8 条，共 14 条').waitFor()
  await page.keyboard.press('Alt+ArrowDown')
  await page.getByText('第 9 条，共 14 条').waitFor()
  await page.getByRole('navigation', { name: '返回' }).getByRole('link', { name: '走访' }).click()
  await grid().waitFor()
  await page.getByText('第 9 条，共 14 条').waitFor()
})

it('those that are chosen are exported alone', async () => {
  await go('#/measures')
  await grid().focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByText('已选 2 条').waitFor()
  await page.locator('.batch-bar').getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '导出这几条' }).click()
  const dialog = page.getByRole('dialog')
  await stubDialog(shanyan.app, 'open', [folder])
  const before = readdirSync(folder)
  await dialog.getByRole('button', { name: '导出', exact: true }).click()
  await dialog.getByText(/已导出“举措.*\.xlsx”/).waitFor()
  await dialog.getByRole('button', { name: '完成' }).click()
  const [written] = readdirSync(folder).filter((file) => !before.includes(file))
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(join(folder, written!))
  expect(workbook.worksheets[0]!.rowCount).toBe(4)
})

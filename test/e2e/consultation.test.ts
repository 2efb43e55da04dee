/** The members' opinion paper in the real window: written, versions compared, one round of consultation, 审定, 印发. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formCode } from '../../shared/domain/consultation-form.ts'
import type { DocumentItem, DocumentPage } from '../../shared/views/documents.ts'
import type { Page as Rows } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import * as round from '../support/opinion-paper.ts'

let shanyan: Shanyan
let page: Page
let id = ''
const folder = temporaryFolder('forms')

beforeAll(async () => {
  shanyan = await launchShanyan({ demo: true, contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  await page.getByRole('navigation', { name: '模块' }).waitFor()
})
afterAll(() => shanyan?.close())

const paper = () => page.getByRole('textbox', { name: '正文' })
const stored = async () => (await call<DocumentPage>(page, 'documents.page', { id }))!
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const moveTo = (stage: string) => round.moveTo(page, stage)

describe('the opinion paper', () => {
  test('is there without a text, and is begun', async () => {
    const { rows } = await call<Rows<DocumentItem>>(page, 'documents.list', { offset: 0, limit: 10 })
    const [opinion] = rows.filter(({ kind }) => kind === 'opinion')
    expect(opinion).toMatchObject({ stage: 'discussion', sections: 0 })
    id = opinion!.id
    await page
      .getByRole('navigation', { name: '模块' })
      .getByRole('link', { name: /文件与报告/ })
      .click()
    await page.getByRole('row', { name: /切实加强会员工作/ }).click()
    await button('开始写正文').click()
    await paper().waitFor()
    await paper().click()
    await paper().locator('h2').first().click()
    await page.keyboard.type('总体要求')
    await page.keyboard.press('Enter')
    await page.keyboard.type('坚持党的领导。')
    await page.keyboard.press('Enter')
    await page.keyboard.type('把会员工作摆上重要位置，每年走访会员单位。')
    await button('存一版').click()
    await dialog().getByRole('textbox', { name: '说明' }).fill('提交讨论')
    await dialog().getByRole('button', { name: '存一版' }).click()
    await page.getByText('已存为第 1 版').waitFor()
    expect((await stored()).versionItems).toMatchObject([{ number: 1, note: '提交讨论', stage: 'discussion' }])
  })

  test('is revised, compared word by word, and brought back', async () => {
    await moveTo('修改')
    await paper().locator('p').last().click()
    await page.keyboard.press('End')
    for (let count = 0; count < 5; count++) await page.keyboard.press('ArrowLeft')
    await page.keyboard.type('全体')
    await page.keyboard.press('Control+s')
    await expect.poll(async () => (await stored()).sectionItems[0]?.body).toContain('走访全体会员单位')
    await page.getByRole('link', { name: /^版本/ }).click()
    await page.getByText('1 处不同').waitFor()
    expect(await page.locator('ins').allTextContents()).toEqual(['全体'])
    await page.keyboard.press('F8')
    await page.getByText('第 1 处，共 1 处').waitFor()
    await page.getByRole('radio', { name: '合在一起' }).click()
    expect(await page.locator('ins').allTextContents()).toEqual(['全体'])
    await button('恢复第 1 版').click()
    await page.getByText('两版文字完全一样。').waitFor()
    expect((await stored()).sectionItems[0]?.body).not.toContain('全体')
    await page.getByRole('status').filter({ hasText: '已恢复到第' }).getByRole('button', { name: /撤销/ }).click()
    await expect.poll(async () => (await stored()).sectionItems[0]?.body).toContain('走访全体会员单位')
    await page.getByRole('link', { name: '返回正文' }).click()
    await expect.poll(() => paper().textContent()).toContain('走访全体会员单位')
  })
})

describe('a round of consultation', () => {
  test('units are asked until a day, and their forms are written', async () => {
    await moveTo('征求意见')
    await page.getByRole('link', { name: '征求意见' }).click()
    await round.askUnits(page, ['盐城市慈善总会', '无锡市慈善总会'], '江苏省民政厅', '2023-12-20')
    await expect.poll(async () => (await stored()).asked).toBe(3)
    await expect.poll(() => page.getByRole('row').getByText('逾期未反馈').count()).toBe(3)
    await round.writeForms(shanyan, folder)
    expect(readdirSync(folder).filter((name) => /征求意见反馈表（.*）\.(docx|xlsx)$/.test(name))).toHaveLength(6)
  })

  test('returned forms are looked at and taken in', async () => {
    const { consultationItems } = await stored()
    const unit = (name: string) => consultationItems.find(({ organizationName }) => organizationName === name)!
    const path = join(folder, readdirSync(folder).find((name) => name.includes('无锡') && name.endsWith('.xlsx'))!)
    await round.answerInSheet(path, '〔2〕', '“每年”改为“每半年”', '会员反映走访偏少')
    const docx = join(folder, '盐城回来的.docx')
    await round.answerInWord(docx, formCode(unit('盐城市慈善总会').id), '盐城市慈善总会办公室', [
      ['〔1〕', '增加“依法依章程”', ''],
      ['附则', '补一条解释权', '惯例'],
    ])
    const none = join(folder, '民政厅.docx')
    await round.answerNone(none, '省民政厅')
    const broken = join(folder, '打不开.docx')
    writeFileSync(broken, 'x')
    expect(await round.takeIn(shanyan, [docx, path, none, broken])).toMatch(/打不开\.docx[\s\S]*增加“依法依章程”/)
    await page.getByText('已收入 3 个单位的反馈，3 条意见').waitFor()
    const now = await stored()
    expect(now.answered).toBe(3)
    expect(now.opinionItems.map(({ organizationName, comment }) => [organizationName, comment])).toEqual([
      ['盐城市慈善总会', '增加“依法依章程”'],
      ['盐城市慈善总会', '补一条解释权（理由：惯例）'],
      ['无锡市慈善总会', '“每年”改为“每半年”（理由：会员反映走访偏少）'],
    ])
    // the same files again bring nothing new
    await button('收反馈表').click()
    await dialog().getByText('其中 2 条以前收过，不再收').waitFor()
    await dialog().getByRole('button', { name: '取消' }).click()
  })

  test('each opinion is decided, with a reason where it is not wholly adopted; only then the round ends', async () => {
    const finish = button('完成这一轮')
    await expect.poll(() => finish.isDisabled()).toBe(true)
    const rows = page.getByRole('listitem').filter({ has: page.getByRole('radiogroup', { name: '处理' }) })
    await rows.first().focus()
    await page.keyboard.press('1')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('3')
    await rows.nth(1).getByPlaceholder('请写明理由').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('2')
    await expect.poll(() => finish.isDisabled()).toBe(true)
    await rows.nth(1).getByRole('textbox', { name: '理由' }).fill('解释权由章程规定')
    await rows.nth(2).getByRole('textbox', { name: '理由' }).fill('改为“定期”')
    await page.keyboard.press('Control+s')
    await expect.poll(() => finish.isDisabled()).toBe(false)
    await finish.click()
    await dialog().getByRole('button', { name: '移到“完善”' }).click()
    await expect.poll(async () => (await stored()).stage).toBe('completion')
  })

  test('审定 says yes, then it is issued; all of it is in the record', async () => {
    await page
      .getByRole('main')
      .getByRole('link', { name: /切实加强会员工作/ })
      .click()
    await moveTo('审定')
    await page.getByRole('list', { name: '阶段' }).getByRole('button', { name: '印发' }).click()
    await dialog().getByRole('button', { name: '移到“印发”' }).click()
    await dialog()
      .getByRole('alert')
      .getByText(/审定还没有通过/)
      .waitFor()
    await dialog().getByRole('button', { name: '取消' }).click()
    await button('记录审定意见').click()
    await dialog().getByRole('textbox', { name: '审定人' }).fill('李小敏')
    await dialog().getByRole('textbox', { name: '批示、说明' }).fill('同意印发')
    await dialog().getByRole('button', { name: '记下' }).click()
    await dialog().waitFor({ state: 'hidden' })
    await moveTo('印发')
    const { stage, issued, proceedingItems, versionItems } = await stored()
    expect(stage).toBe('issued')
    expect(issued).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(versionItems.length).toBeGreaterThanOrEqual(6)
    expect(proceedingItems.map(({ kind, to, actor }) => [kind, to, actor]).slice(0, 3)).toEqual([
      ['move', 'issued', expect.any(String)],
      ['approval', null, '李小敏'],
      ['move', 'approval', expect.any(String)],
    ])
    await button('办理记录').click()
    await expect.poll(() => dialog().getByRole('listitem').count()).toBe(proceedingItems.length)
  })
})

/** The office's own .docx in a real window: added, looked at, tried, exported with, opened by another program. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TemplateItem } from '../../shared/contract/papers.ts'
import { customValueId } from '../../shared/domain/custom-fields.ts'
import { call, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'
import { lookAt, settle, sizes } from '../support/looks.ts'
import { convert, ensureOffice, linesOf } from '../support/office.ts'
import { zipped } from '../support/office-files.ts'
import { usualLetterhead } from '../support/word-template.ts'

let shanyan: Shanyan
let page: Page
let look: ReturnType<typeof lookAt>
const folder = join(temporaryFolder('letterheads'), '红头')
const document = v7()

const put = (name: string, bytes: Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const save = (entity: string, id: string, fields: Record<string, unknown>) =>
  call(page, 'records.saveAll', {
    records: [
      { entity, id, fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])) },
    ],
  })
const templates = () => call<TemplateItem[]>(page, 'papers.templates', {})
const go = async (address: string) => {
  await page.evaluate((next) => {
    location.hash = next
  }, `#/${address}`)
  await settle(page)
}
const group = () => page.getByRole('region', { name: '公文模板' })
const addIn = async (path: string) => {
  await stubDialog(shanyan.app, 'open', [path])
  await group().getByRole('button', { name: '添加模板' }).click()
  await page.getByRole('menuitem', { name: '调研报告用的模板' }).click()
}

beforeAll(async () => {
  ensureOffice()
  mkdirSync(folder)
  shanyan = await launchShanyan({ demo: true, contentSize: sizes[0] })
  page = shanyan.page
  page.setDefaultTimeout(30_000)
  look = lookAt(shanyan)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.waitForSelector('h1')
  await save('documents', document, {
    kind: 'report',
    title: '关于慈善项目的调研报告',
    recipient: '会长办公会',
    issuer: '项目调研组',
    issued: '2023-12-01',
    number: '苏慈〔2023〕8号',
  })
  await save('sections', v7(), {
    document,
    heading: '基本情况',
    body: '到盐城、无锡、扬州看了慈善工作站。',
    order: 'a',
  })
}, 600_000)
afterAll(async () => {
  await shanyan?.close()
})

describe('templates in the settings', () => {
  it('are added, and say what they ask for and what nobody knows', async () => {
    await go('settings?part=paper-templates')
    await group().getByText('还没有本单位的模板').waitFor()
    await addIn(put('省会红头.docx', zipped(usualLetterhead())))
    await page.getByText('已添加模板“省会红头”').waitFor()
    await group().getByText('这几处会印成“待补充”').waitFor()
    expect(await group().locator('.template-place-unknown > li').allInnerTexts()).toEqual(['密级', '紧急程度'])
    await group().scrollIntoViewIfNeeded()
    await look('paper-templates')
  })

  it('a field the office adds is known at once', async () => {
    const field = v7()
    await save('customFields', field, { noun: 'documents', name: '密级', kind: 'text' })
    await save('customValues', customValueId(document, field), { field, document, value: '内部' })
    await go('visits')
    await go('settings?part=paper-templates')
    await expect
      .poll(() => group().locator('.template-place-unknown > li').allInnerTexts(), { timeout: 20_000 })
      .toEqual(['紧急程度'])
  })

  it('what means no good is refused, and nothing is kept', async () => {
    await addIn(put('带宏.docx', zipped(usualLetterhead({ 'word/vbaProject.bin': 'VBA' }))))
    await group().getByText('“带宏.docx”不能当模板：里面有宏、外部链接或嵌入的程序。没有采用它。').waitFor()
    await look('paper-template-refused')
    await addIn(put('不是.docx', Buffer.from('%PDF-1.7')))
    await group().getByText('“不是.docx”不是 .docx 文件，没有采用它。').waitFor()
    expect(await templates()).toHaveLength(1)
  })

  it('are renamed where they stand, removed with a way back', async () => {
    const name = group().getByRole('textbox', { name: '名称' })
    await name.fill('省慈善总会红头')
    await name.press('Enter')
    await expect.poll(async () => (await templates())[0]?.name, { timeout: 20_000 }).toBe('省慈善总会红头')
    await group()
      .getByRole('button', { name: /^删除模板/ })
      .click()
    await group().getByText('还没有本单位的模板').waitFor()
    await page.getByRole('button', { name: '撤销' }).first().click()
    await group().getByText('紧急程度').waitFor()
  })

  it('the places one may write are listed and copied', async () => {
    await group().getByRole('button', { name: '{{题目}}' }).click()
    await page.getByText('已复制 {{题目}}').waitFor()
    const copied = await shanyan.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toBe('{{题目}}')
    await group().getByRole('button', { name: '{{密级}}' }).waitFor()
    await group().getByRole('button', { name: '复制这些' }).click()
    await page.getByText(/已复制 \d+ 个占位符/).waitFor()
    expect(await shanyan.app.evaluate(({ clipboard }) => clipboard.readText())).toContain('文号：{{文号}}')
  })

  it('are tried on the newest record', async () => {
    await group().getByRole('button', { name: '试填' }).click()
    await page.getByRole('dialog', { name: '导出调研报告' }).getByText('模板：省慈善总会红头').waitFor()
    await page.keyboard.press('Escape')
  })
})

describe('exporting with one', () => {
  it('from the report itself: added on the spot, filled, opened in LibreOffice', async () => {
    await go(`documents/${document}`)
    await page.getByRole('button', { name: '导出' }).click()
    const dialog = page.getByRole('dialog')
    await stubDialog(shanyan.app, 'open', [put('办公室便函.docx', zipped(usualLetterhead()))])
    await dialog.getByRole('button', { name: '用本单位的模板' }).click()
    await dialog.getByText('模板：办公室便函').waitFor()
    await dialog.getByText('这几处会印成“待补充”').waitFor()
    await look('export-template')
    await stubDialog(shanyan.app, 'open', [folder])
    await dialog.getByRole('button', { name: '换文件夹' }).click()
    await dialog.getByText(folder).waitFor()
    await dialog.getByRole('button', { name: '导出', exact: true }).click()
    await dialog.getByText('已导出“关于慈善项目的调研报告.docx”').waitFor()
    await dialog.getByText('模板里这几处没有内容，已标“待补充”：紧急程度。').waitFor()
    await dialog.getByRole('button', { name: '完成' }).click()

    const [pdf] = convert([join(folder, '关于慈善项目的调研报告.docx')], 'pdf')
    const [first] = linesOf(pdf!)
    const text = first!.join('\n').replaceAll(' ', '')
    for (const said of [
      '首页眉',
      '首页脚',
      '关于慈善项目的调研报告',
      '密级：内部',
      '缓急：待补充',
      '会长办公会：',
      '一、基本情况',
      '到盐城、无锡、扬州看了慈善工作站。',
      '项目调研组',
      '2023年12月1日',
    ])
      expect(text).toContain(said)
    expect(text).not.toContain('{{')
  })
})

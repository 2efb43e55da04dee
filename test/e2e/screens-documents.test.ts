/** 文件与报告: list, paper, versions, consultation, at three sizes in both themes. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, it } from 'vitest'
import type { DocumentItem, DocumentPage } from '../../shared/views/documents.ts'
import type { Page as Rows, VisitItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'
import { type Look, lookAt, photo } from '../support/looks.ts'
import { goTo, saveRecord, startAsHeadquarters } from '../support/screens.ts'

let shanyan: Shanyan
let page: Page
let look: Look
let report = ''
let opinion = ''
const folder = temporaryFolder('screens-documents')

const save = (entity: string, id: string, fields: Record<string, unknown>) => saveRecord(page, entity, id, fields)
const go = (hash: string) => goTo(page, hash)
const stored = async (id: string) => (await call<DocumentPage>(page, 'documents.page', { id }))!
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const paper = () => page.getByRole('textbox', { name: '正文' })

beforeAll(async () => {
  shanyan = await launchShanyan({ profile: join(folder, 'data'), contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  look = lookAt(
    shanyan,
    new Set(['documents', 'paper', 'paper-empty', 'paper-panel', 'versions', 'consultation', 'paper-cite']),
  )
  await startAsHeadquarters(page)
  const { rows } = await call<Rows<DocumentItem>>(page, 'documents.list', { offset: 0, limit: 10 })
  opinion = rows[0]!.id
  const visits = (await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })).rows
  const nanjing = visits.find(({ regionName, leaderName }) => regionName === '南京市' && leaderName === '章大李')!
  const picture = join(folder, '香铺营社区.png')
  writeFileSync(picture, photo(900, 600, [122, 150, 170], [70, 90, 80]))
  await call(page, 'attachments.add', { paths: [picture], visit: nanjing.id })
})
afterAll(() => shanyan?.close())

it('a paper without a text', async () => {
  await go(`#/documents/${opinion}`)
  await button('开始写正文').waitFor()
  await look('paper-empty')
})

it('a team’s report', async () => {
  await go('#/documents')
  await button('为调研组写报告').click()
  await page.getByRole('menuitem', { name: /章大李/ }).click()
  await paper().waitFor()
  report = decodeURIComponent((await page.evaluate(() => location.hash)).split(/[/?]/)[2]!)
  await page.locator('.paper-cite').nth(5).click()
  await page.getByRole('region', { name: '这一句的数字' }).waitFor()
  await page.locator('.toast').waitFor({ state: 'hidden' })
  await look('paper')
})

it('a sentence traced to its photo, on a small window in a panel over the paper', async () => {
  await page.locator('.paper-cite').first().click()
  await page.locator('.support-open').first().waitFor()
  await look('paper-trace')
  await shanyan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(911, 512))
  await button('依据与核对').click()
  await page.locator('.paper-panel').waitFor()
  await look('paper-panel')
})

it('figures that differ, a sentence without support, a table, a list, a picture', async () => {
  const { sectionItems } = await stored(report)
  const pictures = await call<{ id: string }[]>(page, 'documents.photos', { id: report })
  await save('sections', sectionItems[2]!.id, {
    body: [
      '全省共募集善款4.19亿元，同比增长25%。',
      '## 人手不足',
      '- 基层工作站**一人多岗**。',
      '| 地区 | 工作站 |',
      '| 南京 | 12个 |',
      `![${pictures[0]!.id}](章大李副会长等在南京市玄武区香铺营社区调研)`,
    ].join('\n'),
  })
  await go('#/documents')
  await go(`#/documents/${report}`)
  await page.getByRole('tab', { name: '数字核对 2' }).click()
  await page.locator('figure img').waitFor()
  await page.locator('.paper-desk').evaluate((desk) => desk.scrollTo(0, 480))
  await look('paper-figures')
  await page.getByRole('tab', { name: '无依据 2' }).click()
  await look('paper-unsupported')
})

it('a finding is looked for', async () => {
  await page.getByRole('tab', { name: /^依据/ }).click()
  await paper().locator('p').nth(1).click()
  await page.keyboard.press('Control+j')
  await page.getByRole('option').first().waitFor()
  await look('paper-cite')
  await page.keyboard.press('Escape')
})

it('the list', async () => {
  await go('#/documents')
  await page.getByRole('grid').waitFor()
  await look('documents')
})

it('two versions', async () => {
  await call(page, 'versions.save', { document: report, note: '提交会长办公会' })
  const { sectionItems } = await stored(report)
  await save('sections', sectionItems[4]!.id, { body: '建议统一基层工作站的人员配备。' })
  await save('sections', sectionItems[2]!.id, { body: '全省共募集善款4.91亿元，同比增长20%。' })
  await go(`#/documents/${report}?view=versions`)
  await page.locator('ins').first().waitFor()
  await page.keyboard.press('F8')
  await look('versions')
  await page.getByRole('radio', { name: '合在一起' }).click()
  await look('versions-inline')
})

it('a stage that is moved', async () => {
  await go(`#/documents/${report}`)
  await page.getByRole('list', { name: '阶段' }).getByRole('button', { name: '征求意见' }).click()
  await dialog().getByRole('textbox', { name: '原因' }).fill('会上已讨论')
  await look('paper-move')
  await page.keyboard.press('Escape')
})

it('a round of consultation', async () => {
  const { version } = await call<{ version: string }>(page, 'versions.save', { document: report, note: '征求意见稿' })
  const units = await call<Rows<{ id: string; name: string }>>(page, 'organizations.list', { offset: 0, limit: 6 })
  const asked = units.rows.map(({ id }) => ({ id: v7(), organization: id }))
  for (const [at, { id, organization }] of asked.entries()) {
    const due = at % 2 ? '2023-12-20' : '2099-12-20'
    await save('consultations', id, { document: report, version, organization, sent: '2023-12-06', due })
  }
  const opinions = [
    ['〔3〕', '“始终紧抓不放”建议改为“抓实抓细”。（理由：与总会其他文件一致）', 'adopted', null],
    ['第三部分', '存在问题写得偏少，建议补充县级慈善会人员、经费方面的困难，并附上各地的数据。', 'declined', null],
    ['', '建议增加对县级慈善会的培训。', null, null],
  ] as const
  for (const [clause, comment, verdict, reason] of opinions) {
    const { id: consultation, organization } = asked[0]!
    await save('opinions', v7(), { document: report, consultation, organization, clause, comment, verdict, reason })
  }
  await save('consultations', asked[0]!.id, { returned: '2023-12-12', contact: '王某' })
  await save('consultations', asked[1]!.id, { returned: '2023-12-12', none: 1 })
  await go(`#/documents/${report}?view=consultation`)
  await page.getByText('3 条意见').first().waitFor()
  await look('consultation')
})

it('units are chosen, forms written and read', async () => {
  await button('添加单位').click()
  await look('consultation-ask')
  await page.keyboard.press('Escape')
  await button('导出反馈表').click()
  await look('consultation-forms')
  await page.keyboard.press('Escape')
  const cells = (...texts: string[]) =>
    new TableRow({ children: texts.map((text) => new TableCell({ children: [new Paragraph(text)] })) })
  const rows = [cells('条款', '修改意见'), cells('〔1〕', '增加日期'), cells('全文', '数字用阿拉伯数字')]
  const returned = join(folder, '无锡回来的.docx')
  const children = [new Paragraph('反馈单位：无锡市民政局'), new Table({ rows })]
  writeFileSync(returned, await Packer.toBuffer(new Document({ sections: [{ children }] })))
  const broken = join(folder, '打不开.docx')
  writeFileSync(broken, 'x')
  await stubDialog(shanyan.app, 'open', [returned, broken])
  await button('收反馈表').click()
  await dialog().getByText('增加日期').waitFor()
  await look('consultation-returned')
  await page.keyboard.press('Escape')
})

/** Doing, taking back and doing again; what is refused, what is silent, what is pressed twice: in a real window. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentItem, DocumentPage } from '../../shared/views/documents.ts'
import type { MeasureList, MeasurePage } from '../../shared/views/ledger.ts'
import type { FindingItem, RefusedDraft, Page as Rows, VisitItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, screenshot, temporaryFolder } from '../support/electron.ts'
import { type Look, lookAt, measure, photo, settle, sizes, violations } from '../support/looks.ts'
import { goTo, saveRecord } from '../support/screens.ts'

let shanyan: Shanyan
let page: Page
let look: Look

const id = () => page.evaluate(() => crypto.randomUUID())
const save = (entity: string, id: string, fields: Record<string, unknown>) => saveRecord(page, entity, id, fields)
const go = (hash: string) => goTo(page, hash)
/** At this size alone: what floats closes when the window's size changes. */
async function lookHere(name: string) {
  await settle(page)
  await screenshot(page, name)
  expect([...(await measure(page)), ...(await violations(page))]).toEqual([])
}
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')

beforeAll(async () => {
  shanyan = await launchShanyan({ demo: true, contentSize: sizes[0] })
  page = shanyan.page
  page.setDefaultTimeout(15_000)
  await page.getByRole('navigation', { name: '模块' }).waitFor()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  look = lookAt(shanyan, new Set(['refused-drafts', 'cite-statements', 'round-silent']))
})
afterAll(() => shanyan?.close())

describe('measures', () => {
  let measures: MeasureList['rows']
  const proceedings = async (record: string) =>
    (await call<MeasurePage>(page, 'measures.page', { id: record }))!.proceedings.map(({ kind }) => kind)
  beforeAll(async () => {
    measures = (await call<MeasureList>(page, 'measures.list', { offset: 0, limit: 50 })).rows
  })

  it('a later deadline that is asked for is taken back, asked for again and taken back again', async () => {
    const [{ id: measure }] = measures as [MeasureList['rows'][number]]
    const unit = await id()
    await save('organizations', unit, { name: '会员联络部' })
    await save('measures', measure, { owner: unit, due: '2030-06-30' })
    await call(page, 'measures.move', { ids: [measure], to: 'assigned', text: '交办' })
    await go(`#/measures/${measure}`)
    await button('申请延期').click()
    const form = page.getByRole('form', { name: '申请延期' })
    await form.getByRole('textbox', { name: '延到' }).fill('2030-07-31')
    await form.getByRole('textbox', { name: '申请延期的原因' }).fill('等理事会召开')
    await form.getByRole('button', { name: '提出申请' }).click()
    await page
      .getByText(/等答复/)
      .first()
      .waitFor()
    const count = async () => (await proceedings(measure)).length
    const asked = await count()
    await page.getByRole('heading', { level: 1 }).first().focus()
    for (const [keys, more] of [
      ['Control+z', 1],
      ['Control+y', 2],
      ['Control+z', 3],
    ] as const) {
      await page.keyboard.press(keys)
      await expect.poll(count, { timeout: 20_000 }).toBe(asked + more)
    }
    await button('申请延期').waitFor()
  })

  it('Delete pressed twice removes once, and says so once', async () => {
    await go('#/directory')
    const name = `临时单位${Date.now()}`
    await save('organizations', await id(), { name })
    await page.getByRole('searchbox').or(page.getByPlaceholder(/查找/)).first().fill(name)
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount'), { timeout: 20_000 }).toBe('2')
    await page.getByRole('row', { name }).waitFor()
    await page.getByRole('grid').focus()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Delete')
    await page.getByText('已移到回收站，共 1 条').waitFor()
    await page.getByRole('row', { name }).waitFor({ state: 'detached' })
    await page.keyboard.press('Delete')
    expect(await page.getByText(/已移到回收站/).count()).toBe(1)
  })

  it('what a rule refuses is named in the title bar, and can be let go', async () => {
    const { id: refused, title } = measures[1]!
    await call(page, 'drafts.put', {
      entity: 'measures',
      id: refused,
      fields: { stage: { value: 'closed', base: [] } },
    })
    // a paper takes what is being typed along
    const folder = join(temporaryFolder('refused'), 'out')
    mkdirSync(folder)
    await call(page, 'papers.export', {
      paper: 'list',
      format: 'xlsx',
      folder,
      options: {},
      list: { name: 'visits', filter: {} },
    })
    await button('1 处没存上').click()
    await dialog().getByText(title!).waitFor()
    await dialog().getByText('阶段：已销号').waitFor()
    await look('refused-drafts')
    await dialog().getByRole('button', { name: /放弃/ }).click()
    await dialog().waitFor({ state: 'hidden' })
    await button('1 处没存上').waitFor({ state: 'detached' })
    expect(await call<RefusedDraft[]>(page, 'drafts.refused')).toEqual([])
    expect((await call<MeasurePage>(page, 'measures.page', { id: refused }))!.stage).toBe('proposed')
  })

  it('topics go from a finding into the measure that is distilled from it, and the dashboard narrows by them', async () => {
    const { rows } = await call<Rows<FindingItem>>(page, 'findings.list', { topic: '慈善宣传', offset: 0, limit: 1 })
    await go(`#/findings/${rows[0]!.id}`)
    await button('拟成举措').click()
    await page.waitForFunction(() => location.hash.startsWith('#/measures/'))
    const measure = (await page.evaluate(() => location.hash)).split(/[/?]/)[2]!
    expect((await call<MeasurePage>(page, 'measures.page', { id: measure }))!.topics).toEqual(['慈善宣传'])
    await go('#/dashboard?topic=慈善宣传')
    await page.getByRole('link', { name: /^1 举措/ }).click()
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('2')
  })
})

describe('documents', () => {
  let report: string
  let visit: VisitItem
  const stored = async () => (await call<DocumentPage>(page, 'documents.page', { id: report }))!

  beforeAll(async () => {
    const visits = await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })
    visit = visits.rows.find(({ regionName }) => regionName === '盐城市')!
    const [meeting, person, section] = [await id(), await id(), await id()]
    await save('people', person, { name: '王芳', title: '站长' })
    await save('meetings', meeting, { kind: 'symposium', visit: visit.id, campaign: visit.campaign })
    await save('statements', await id(), { meeting, speaker: person, text: '社区站今年上门走访了三百户' })
    report = await id()
    await save('documents', report, {
      kind: 'report',
      title: '项目调研报告',
      team: visit.team,
      campaign: visit.campaign,
    })
    await save('sections', section, { document: report, heading: '基本情况', body: '走访工作扎实。', order: 'm' })
    const folder = temporaryFolder('cited')
    writeFileSync(join(folder, '北林社区.png'), photo(320, 200, [17, 62, 64], [141, 189, 184]))
    const { ids } = await call<{ ids: string[] }>(page, 'attachments.add', {
      paths: [join(folder, '北林社区.png')],
      visit: visit.id,
    })
    await save('attachments', ids[0]!, { caption: '北林社区慈善工作站' })
  })

  it('a sentence rests on what was said, on a photo and on a figure, found from the keyboard', async () => {
    await go(`#/documents/${report}`)
    const paper = page.getByRole('textbox', { name: '正文' })
    await paper.getByText('走访工作扎实。').click()
    await page.keyboard.press('End')
    for (const [digit, typed, text, field] of [
      [2, '三百户', '社区站今年上门走访了三百户', 'statement'],
      [3, '北林', '北林社区慈善工作站', 'attachment'],
      [4, '善款', '4.91', 'indicator'],
    ] as const) {
      await page.keyboard.press('Control+j')
      await page.getByRole('dialog', { name: '引用依据' }).waitFor()
      await page.keyboard.press(`Alt+${digit}`)
      await page.keyboard.type(typed)
      await page
        .getByRole('option', { name: new RegExp(text.replace('.', '\\.')) })
        .first()
        .waitFor()
      if (digit === 2) await lookHere('cite-statements')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: '引用依据' }).waitFor({ state: 'hidden' })
      await expect
        .poll(async () => (await stored()).citationItems.some((one) => one[field]), { timeout: 20_000 })
        .toBe(true)
    }
    await page.keyboard.press('Control+s')
    await expect
      .poll(async () => (await stored()).sectionItems[0]!.body, { timeout: 20_000 })
      .toMatch(/扎实。\[\^[^\]]+\]\[\^[^\]]+\]\[\^[^\]]+\]$/)
  })

  it('what was said is written as a sentence of its own', async () => {
    await page.keyboard.press('Control+j')
    await page.keyboard.press('Alt+2')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Control+Enter')
    await page.keyboard.press('Control+s')
    await expect
      .poll(async () => (await stored()).sectionItems[0]!.body, { timeout: 20_000 })
      .toMatch(/社区站今年上门走访了三百户。\[\^[^\]]+\]/)
  })

  it('a document like another has its text, resting on the same', async () => {
    await go(`#/documents/${report}`)
    await button('更多').click()
    await page.getByRole('menuitem', { name: '再建一条同样的' }).click()
    await page.getByText('已照样新建一条').last().waitFor()
    const copy = (await page.evaluate(() => location.hash)).split(/[/?]/)[2]!
    expect(copy).not.toBe(report)
    const [one, other] = [await stored(), (await call<DocumentPage>(page, 'documents.page', { id: copy }))!]
    expect(other.sectionItems.map(({ heading }) => heading)).toEqual(['基本情况'])
    const plain = (body: string | null) => body!.replaceAll(/\[\^[^\]]+\]/g, '^')
    expect(plain(other.sectionItems[0]!.body)).toBe(plain(one.sectionItems[0]!.body))
    expect(other.citationItems.map(({ statement }) => statement).filter(Boolean)).toEqual(
      one.citationItems.map(({ statement }) => statement).filter(Boolean),
    )
    expect(other.stage).toBe('draft')
  })

  it('a round that ends while units are silent names them, and writes them down', async () => {
    const rows = (await call<Rows<DocumentItem>>(page, 'documents.list', { offset: 0, limit: 9, kind: 'opinion' })).rows
    const opinion = rows[0]!.id
    for (const to of ['revision', 'consultation'])
      await call(page, 'documents.move', { id: opinion, to, text: '按程序' })
    for (const [name, returned] of [
      ['盐城市慈善总会', '2023-12-01'],
      ['无锡市慈善总会', null],
    ] as const) {
      const unit = await id()
      await save('organizations', unit, { name: `${name}（试）` })
      await save('consultations', await id(), {
        document: opinion,
        organization: unit,
        ...(returned ? { returned, none: 1 } : {}),
      })
    }
    await go(`#/documents/${opinion}?view=consultation`)
    await button('完成这一轮').click()
    await dialog().getByText('还有 1 个单位没有反馈：无锡市慈善总会（试）。').first().waitFor()
    await look('round-silent')
    await dialog().getByRole('textbox', { name: '原因' }).fill('')
    expect(await dialog().getByRole('button', { name: '移到“完善”' }).isDisabled()).toBe(true)
    await dialog().getByRole('textbox', { name: '原因' }).fill('无锡不再等了')
    await dialog().getByRole('button', { name: '移到“完善”' }).click()
    await dialog().waitFor({ state: 'hidden' })
    const after = (await call<DocumentPage>(page, 'documents.page', { id: opinion }))!
    expect(after.stage).toBe('completion')
    expect(after.proceedingItems[0]).toMatchObject({ to: 'completion', text: '无锡不再等了' })
  })
})

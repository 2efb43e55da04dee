/** From the year's measures to the next year's research: papers from their headers, the agenda dragged, heard full screen, promises kept. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import mammoth from 'mammoth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MeasureList, MeasurePage } from '../../shared/views/ledger.ts'
import type { AgendaLine, CityPromise } from '../../shared/views/office.ts'
import type { MeetingItem, Page as Rows, TeamItem, VisitItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { settle, sizes } from '../support/looks.ts'
import { goTo, saveRecord } from '../support/screens.ts'

let shanyan: Shanyan
let page: Page
let measures: MeasureList['rows']
let office: string
const folder = join(temporaryFolder('outcomes'), '文稿')

const go = (hash: string) => goTo(page, hash)
const id = () => page.evaluate(() => crypto.randomUUID())
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const measureOf = async (measure: string) => (await call<MeasurePage>(page, 'measures.page', { id: measure }))!
const move = (measure: string, to: string, text: string) => call(page, 'measures.move', { ids: [measure], to, text })

beforeAll(async () => {
  mkdirSync(folder)
  shanyan = await launchShanyan({ demo: true, contentSize: sizes[0] })
  page = shanyan.page
  page.setDefaultTimeout(20_000)
  await page.getByRole('navigation', { name: '模块' }).waitFor()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await call(page, 'settings.save', { key: 'papers.folder', value: folder })
  await page.reload()
  await settle(page)
  measures = (await call<MeasureList>(page, 'measures.list', { offset: 0, limit: 50 })).rows
  const meetings = await call<Rows<MeetingItem>>(page, 'meetings.list', { offset: 0, limit: 9, kind: 'office' })
  office = meetings.rows[0]!.id
})
afterAll(() => shanyan?.close())

/** Writes the paper of the open dialog, and answers its path. */
async function written(name: RegExp): Promise<string> {
  const before = readdirSync(folder)
  await dialog().getByRole('button', { name: '导出', exact: true }).click()
  await dialog().getByText(name).waitFor()
  await dialog().getByRole('button', { name: '完成' }).click()
  const [file] = readdirSync(folder).filter((one) => !before.includes(one))
  return join(folder, file!)
}

describe('papers from their headers', () => {
  it('the ledger: every measure, a row', async () => {
    await go('#/measures')
    await button('导出').click()
    await page.getByRole('menuitem', { name: '举措台账' }).click()
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(await written(/已导出“举措台账.*\.xlsx”/))
    const sheet = workbook.worksheets[0]!
    const titles = new Set<unknown>()
    sheet.eachRow((row) => row.eachCell((cell) => titles.add(cell.value)))
    for (const { title } of measures) expect([...titles]).toContain(title)
  })

  it('督办单 of one measure, and of those that are chosen', async () => {
    await go(`#/measures/${measures[0]!.id}`)
    await button('督办单').click()
    const one = (await mammoth.extractRawText({ path: await written(/已导出“.*督办单.*\.docx”/) })).value
    expect(one).toContain(measures[0]!.title)
    await go('#/measures')
    await page.getByRole('checkbox', { name: '选择第 2 条' }).check()
    await page.getByRole('checkbox', { name: '选择第 3 条' }).check()
    await page.locator('.batch-bar').getByRole('button', { name: '督办单' }).click()
    const two = (await mammoth.extractRawText({ path: await written(/已导出“.*督办单.*\.docx”/) })).value
    expect(two).toContain(measures[1]!.title)
    expect(two).toContain(measures[2]!.title)
    expect(two).not.toContain(measures[0]!.title)
    await page.getByRole('grid').focus()
    await page.keyboard.press('Escape')
  })
})

describe('the office meeting', () => {
  const agenda = async () =>
    (await call<{ items: AgendaLine[] }>(page, 'meetings.agenda', { id: office })).items.map((item) => item.id)

  it('a line of the agenda is dragged to another place, with one way back', async () => {
    await go(`#/meetings/${office}`)
    await button('从各组报告生成').click()
    await expect.poll(async () => (await agenda()).length, { timeout: 20_000 }).toBe(4)
    const before = await agenda()
    const row = (line: string) => page.locator(`[data-id="${line}"]`)
    await row(before[0]!).waitFor()
    await row(before[0]!).locator('.agenda-grip').dragTo(row(before[2]!).locator('.agenda-grip'))
    const dragged = [before[1], before[2], before[0], before[3]]
    await expect.poll(agenda, { timeout: 20_000 }).toEqual(dragged)
    await page.getByRole('heading', { level: 1 }).first().focus()
    await page.keyboard.press('Control+z')
    await expect.poll(agenda, { timeout: 20_000 }).toEqual(before)
    await page.keyboard.press('Control+y')
    await expect.poll(agenda, { timeout: 20_000 }).toEqual(dragged)
  })

  it('is heard on the whole screen, team by team, and left', async () => {
    await go(`#/hearing/${office}`)
    const full = () => page.evaluate(() => document.fullscreenElement !== null)
    const place = page.locator('.hearing-place')
    const first = await place.innerText()
    await page.keyboard.press('f')
    await expect.poll(full, { timeout: 20_000 }).toBe(true)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => place.innerText()).not.toBe(first)
    expect(await full(), 'the next team does not leave the whole screen').toBe(true)
    await page.keyboard.press('n')
    await page.keyboard.type('请补充数据')
    await page.keyboard.press('Escape')
    await page.keyboard.press('f')
    await expect.poll(full, { timeout: 20_000 }).toBe(false)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.evaluate(() => location.hash)).toContain('#/meetings/')
    const notes = (await call<{ items: AgendaLine[] }>(page, 'meetings.agenda', { id: office })).items.map(
      ({ note }) => note,
    )
    expect(notes.filter(Boolean)).toEqual(['请补充数据'])
  })
})

describe('the next year', () => {
  const next = { campaign: '', team: '', visit: '' }
  let city: string
  let measure: string
  const promised = (of: object) => call<CityPromise[]>(page, 'promises.list', of)

  beforeAll(async () => {
    const visits = await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })
    city = visits.rows.find(({ regionName }) => regionName === '盐城市')!.region!
    measure = measures[4]!.id
    const unit = await id()
    await saveRecord(page, 'organizations', unit, { name: '项目部' })
    await saveRecord(page, 'measures', measure, { owner: unit, due: '2024-06-30', regions: [city] })
    next.campaign = await id()
    next.team = await id()
    next.visit = await id()
    await saveRecord(page, 'campaigns', next.campaign, { name: '2024 年度调研', year: 2024, status: 'planned' })
    await saveRecord(page, 'teams', next.team, { campaign: next.campaign, name: '2024 项目调研组', regions: [city] })
    await saveRecord(page, 'visits', next.visit, { team: next.team, region: city, status: 'planned' })
  })

  it('the outline opens with what was promised to the city, and says that it is still under way', async () => {
    await go(`#/campaigns/${next.campaign}`)
    await page
      .getByRole('button', { name: /2024 项目调研组/ })
      .first()
      .click()
    const section = page.getByRole('region', { name: '上年承诺' })
    await section.getByText(measures[4]!.title!).waitFor()
    expect(await section.innerText()).toContain('待立项')
    expect((await promised({ team: next.team })).map((one) => one.measure.id)).toEqual([measure])
  })

  it('it is closed only with evidence, and then found kept on the visit itself', async () => {
    for (const [to, text] of [
      ['assigned', '交办'],
      ['accepted', '签收'],
      ['ongoing', '开始办理'],
    ] as const)
      await move(measure, to, text)
    await expect(move(measure, 'done', '办结')).rejects.toMatchObject({ failure: { code: 'rule-evidence' } })
    writeFileSync(join(folder, '佐证.txt'), '理事会报告第三部分。')
    await call(page, 'attachments.add', { paths: [join(folder, '佐证.txt')], measure })
    await move(measure, 'done', '办结，已附佐证')
    await move(measure, 'closed', '核对佐证，销号')

    await go(`#/visits/${next.visit}`)
    const section = page.getByRole('region', { name: '上年承诺' })
    await section.getByRole('button', { name: '记兑现情况' }).or(section.getByRole('button').first()).first().click()
    const form = page.getByRole('form', { name: '回头看' })
    await form.getByRole('radio', { name: '兑现', exact: true }).click()
    await form.getByRole('textbox').last().fill('工作站已配专人，到场看过')
    await form.getByRole('button', { name: '回头看' }).click()
    await section.getByText('工作站已配专人，到场看过').waitFor()
    expect(await measureOf(measure)).toMatchObject({
      stage: 'reviewed',
      outcome: 'kept',
      outcomeNote: '工作站已配专人，到场看过',
    })
    await section.getByText('兑现', { exact: true }).first().waitFor()

    await go(`#/campaigns/${next.campaign}`)
    await page
      .getByRole('button', { name: /2024 项目调研组/ })
      .first()
      .click()
    await page.getByRole('region', { name: '上年承诺' }).getByText('兑现', { exact: true }).first().waitFor()
    const teams = await call<TeamItem[]>(page, 'teams.list', { campaign: next.campaign })
    expect(teams).toHaveLength(1)
  })

  it('what was promised elsewhere, or in the same year, is not held against it', async () => {
    const visits = await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })
    const other = visits.rows.find(({ regionName }) => regionName === '无锡市')!.region
    const [visit, same] = [await id(), await id()]
    await saveRecord(page, 'visits', visit, { team: next.team, region: other, status: 'planned' })
    await saveRecord(page, 'measures', same, { campaign: next.campaign, title: '同年的', year: 2024, regions: [city] })
    expect((await promised({ visit })).map((one) => one.measure.id)).not.toContain(measure)
    expect((await promised({ visit: next.visit })).map((one) => one.measure.title)).not.toContain('同年的')
  })
})

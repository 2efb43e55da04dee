/** The ledger's screens at three sizes in both themes: a picture each, nothing too wide or too small, and axe-core finds nothing. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { MeasureList } from '../../shared/views/ledger.ts'
import type { MeetingItem, Page as Rows, VisitItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { type Look, lookAt, photo, settle, sizes } from '../support/looks.ts'
import { goTo, saveRecord } from '../support/screens.ts'

let shanyan: Shanyan
let page: Page
let look: Look
let measures: MeasureList['rows']

const go = (hash: string) => goTo(page, hash)
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const save = (entity: string, id: string, fields: Record<string, unknown>) => saveRecord(page, entity, id, fields)
const id = () => page.evaluate(() => crypto.randomUUID())
const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10)
const move = (measure: string, to: string, text: string, more: Record<string, string> = {}) =>
  call(page, 'measures.move', { ids: [measure], to, text, ...more })

beforeAll(async () => {
  shanyan = await launchShanyan({ demo: true, contentSize: sizes[0] })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  await page.getByRole('heading', { level: 1 }).waitFor()
  look = lookAt(
    shanyan,
    new Set(['measure-ongoing', 'ledger-calendar', 'measure-proposed', 'hearing', 'office-agenda']),
  )
  await page.emulateMedia({ reducedMotion: 'reduce' })
  measures = (await call<MeasureList>(page, 'measures.list', { offset: 0, limit: 50 })).rows
})
afterAll(() => shanyan?.close())

describe('six measures as the demonstration leaves them', () => {
  it('dashboard', async () => {
    await go('#/dashboard')
    await look('dashboard-outcomes')
  })
  it('ledger', async () => {
    await go('#/measures')
    await look('ledger')
  })
  it('one selected', async () => {
    await page.getByLabel('选择第 5 条').check()
    await settle(page)
    await look('ledger-batch')
  })
  it('split', async () => {
    await button('拆成几项').click()
    await page.getByRole('dialog').waitFor()
    await look('ledger-split')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  })
  it('a deadline being typed', async () => {
    await go('#/measures')
    await page
      .getByRole('button', { name: /期限：待补充$/ })
      .first()
      .click()
    await page.getByRole('textbox', { name: /期限$/ }).waitFor()
    await look('ledger-due')
    await page.keyboard.press('Escape')
  })
  it('nothing on the time line', async () => {
    await go('#/measures?view=timeline')
    await look('ledger-timeline-empty')
  })
  it('one measure', async () => {
    await go(`#/measures/${measures[0]?.id}`)
    await look('measure-proposed')
  })
})

describe('under way', () => {
  beforeAll(async () => {
    const [unit, person, other] = [await id(), await id(), await id()]
    await save('organizations', unit, { name: '江苏省慈善总会会员联络部' })
    await save('organizations', other, { name: '项目部' })
    await save('people', person, { name: '张明', organization: unit })
    const due = [-12, 30, 6, 60, 90]
    for (const [at, measure] of measures.entries()) {
      if (at > 4) break
      await save('measures', measure.id, {
        owner: at % 2 ? other : unit,
        person: at % 2 ? null : person,
        due: day(due[at] ?? 0),
      })
      await move(measure.id, 'assigned', '按会议要求交办', { assigned: day(-70) })
      if (at === 1) continue
      await move(measure.id, 'accepted', '会员联络部签收')
      await move(measure.id, 'ongoing', '开始办理')
      await call(page, 'proceedings.add', {
        entity: 'measures',
        id: measure.id,
        kind: 'note',
        text: '已汇总四个组的情况，缺泰州、南京两地的日期。',
      })
      if (at !== 4) continue
      await save('measures', measure.id, { evidence: '四届三次理事会工作报告第三部分' })
      await move(measure.id, 'done', '办结，已附佐证')
      await move(measure.id, 'closed', '核对佐证，销号')
    }
    const [first] = measures
    await call(page, 'measures.extend', {
      id: first?.id,
      due: day(20),
      text: '两个城市的走访日期还没有补齐，需要再核一遍。',
    })
    const folder = temporaryFolder('evidence')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, '会议照片.png'), photo(640, 480, [23, 89, 90], [227, 174, 69]))
    writeFileSync(join(folder, '情况汇总.txt'), '四个组，十个市。')
    await call(page, 'attachments.add', {
      paths: ['会议照片.png', '情况汇总.txt'].map((name) => join(folder, name)),
      measure: first?.id,
    })
  })
  it('dashboard with reminders', async () => {
    await go('#/dashboard')
    await page.getByText('举措提醒').waitFor()
    await look('dashboard-reminders')
  })
  it('ledger in colours', async () => {
    await go('#/measures')
    await look('ledger-colours')
  })
  it('time line', async () => {
    await go('#/measures?view=timeline')
    await look('ledger-timeline')
  })
  it('calendar', async () => {
    await go('#/measures?view=calendar')
    await look('ledger-calendar')
  })
  it('one measure with evidence, an extension and its log', async () => {
    await go(`#/measures/${measures[0]?.id}`)
    await look('measure-ongoing')
  })
  it('a step that lacks evidence', async () => {
    await go(`#/measures/${measures[2]?.id}`)
    await button('办结').click()
    await page.getByRole('form', { name: '办结' }).waitFor()
    await look('measure-step')
  })
  it('looking back', async () => {
    await go(`#/measures/${measures[4]?.id}`)
    await button('回头看').click()
    await page.getByRole('form', { name: '回头看' }).waitFor()
    await look('measure-review')
  })
})

describe('office meeting', () => {
  let office: string
  const next = { meeting: '', visit: '', campaign: '', team: '' }
  beforeAll(async () => {
    const rows = await call<Rows<MeetingItem>>(page, 'meetings.list', { offset: 0, limit: 9, kind: 'office' })
    office = rows.rows[0]!.id
  })
  it('agenda from the teams, directives with their measures', async () => {
    await go(`#/meetings/${office}`)
    await button('从各组报告生成').click()
    await page.getByText('高晓平副会长汇报慈善项目调研情况').or(page.locator('[data-id] input')).first().waitFor()
    await settle(page)
    await look('office-agenda')
  })
  it('a directive is split', async () => {
    await button('拆解').first().click()
    await page.getByRole('dialog').waitFor()
    await look('office-split')
    await page.keyboard.press('Escape')
  })
  it('hearing', async () => {
    const visits = await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })
    const folder = temporaryFolder('hearing')
    writeFileSync(join(folder, '北林社区.png'), photo(800, 600, [17, 62, 64], [141, 189, 184]))
    const visit = visits.rows.find(({ regionName }) => regionName === '盐城市')!.id
    await call(page, 'attachments.add', { paths: [join(folder, '北林社区.png')], visit })
    await go(`#/hearing/${office}`)
    await look('hearing')
  })
  it('hearing the last team', async () => {
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await look('hearing-online')
  })
  it('the next meeting opens with what is open', async () => {
    next.campaign = await id()
    next.meeting = await id()
    await save('campaigns', next.campaign, { name: '2024 年度调研', year: 2024, status: 'planned' })
    await save('meetings', next.meeting, { kind: 'office', number: 18, campaign: next.campaign })
    await go(`#/meetings/${next.meeting}`)
    await look('office-open-items')
  })
  it('next year opens with what was promised', async () => {
    const visits = await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })
    const city = visits.rows.find(({ regionName }) => regionName === '盐城市')!.region
    await save('measures', measures[4]!.id, { regions: [city] })
    await save('measures', measures[0]!.id, { regions: [city] })
    await move(measures[4]!.id, 'reviewed', '已在工作报告里体现', {
      outcome: 'kept',
      outcomeNote: '四届三次理事会工作报告第三部分已体现',
    })
    next.team = await id()
    next.visit = await id()
    await save('teams', next.team, { campaign: next.campaign, name: '2024 项目调研组', regions: [city] })
    await save('visits', next.visit, { team: next.team, region: city, status: 'planned' })
    await go(`#/visits/${next.visit}`)
    await page.getByText('上年承诺').waitFor()
    await look('visit-promises')
  })
  it('and the outline of the team', async () => {
    await go(`#/campaigns/${next.campaign}`)
    await page
      .getByRole('button', { name: /2024 项目调研组/ })
      .first()
      .click()
    await page.getByText('上年承诺').waitFor()
    await look('team-promises')
  })
})

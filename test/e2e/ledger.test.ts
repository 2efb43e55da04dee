/** A measure's whole way in the window, by hand: given out, refused, done, extended, struck off, looked at again; heard; met on two computers. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MeasureList, MeasurePage } from '../../shared/views/ledger.ts'
import type { HearingTeam } from '../../shared/views/office.ts'
import type { ConflictItem, ExportAnswer, MeetingItem, Peer, RecordView, Page as Rows } from '../../shared/views.ts'
import { type DataChild, startDataChild } from '../support/data-child.ts'
import { call, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { sizes } from '../support/looks.ts'
import { goTo } from '../support/screens.ts'

const stick = temporaryFolder('stick')
let office: Shanyan
let page: Page
let laptop: DataChild
let first: string

const go = (hash: string) => goTo(page, hash)
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const list = () => call<MeasureList>(page, 'measures.list', { offset: 0, limit: 50 })
const measure = (id = first) => call<MeasurePage>(page, 'measures.page', { id })
const stage = async (id = first) => (await measure(id)).stage

/** Opens the step's form beside the record and takes it. */
async function step(name: string, reason?: string) {
  await button(name).click()
  const form = page.getByRole('form', { name })
  await form.waitFor()
  if (reason !== undefined) await form.getByRole('textbox').last().fill(reason)
  await form.getByRole('button', { name, exact: true }).click()
  await form.waitFor({ state: 'detached' })
}

beforeAll(async () => {
  mkdirSync(stick, { recursive: true })
  office = await launchShanyan({ demo: true, contentSize: sizes[0] })
  page = office.page
  page.setDefaultTimeout(20_000)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  first = (await list()).rows[0]!.id
})
afterAll(async () => {
  await office?.close()
  await laptop?.close()
})

describe('from 待立项 to 回头看', () => {
  it('six measures wait; who and by when are filled in where they stand', async () => {
    await go('#/measures')
    expect(await page.getByRole('row').filter({ hasText: '待立项' }).count()).toBe(6)
    await page.getByRole('grid').focus()
    await page.keyboard.press('u')
    const unit = page.getByRole('combobox', { name: '“对调研情况作进一步梳理”的责任单位' })
    await unit.fill('会员联络部')
    await page.getByRole('option', { name: '新建“会员联络部”' }).click()
    await page.getByRole('button', { name: /责任单位：会员联络部/ }).waitFor()
    await page.getByRole('grid').focus()
    await page.keyboard.press('d')
    const due = page.getByRole('textbox', { name: /“对调研情况作进一步梳理”的期限/ })
    await due.fill('2030-06-30')
    await due.press('Enter')
    await page.getByRole('button', { name: /期限：2030-06-30/ }).waitFor()
    expect(await measure()).toMatchObject({ ownerName: '会员联络部', due: '2030-06-30' })
  })

  it('given out from the ledger, and taken back by the toast', async () => {
    await page.getByRole('grid').focus()
    await page.keyboard.press('j')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '立项交办', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await stage()).toBe('assigned')
    await page.getByRole('button', { name: /^撤销/ }).last().click()
    await expect.poll(() => stage()).toBe('proposed')
  })

  it('step by step beside the record, not done without evidence', async () => {
    await go(`#/measures/${first}`)
    await step('立项交办')
    await step('签收')
    await step('开始办理')
    await button('办结').click()
    const form = page.getByRole('form', { name: '办结' })
    await form.getByRole('button', { name: '办结', exact: true }).click()
    await form.getByText('还不能办结：缺佐证材料。已填的内容都存好了。请添加一份文件或照片').waitFor()
    expect(await stage()).toBe('ongoing')
    await form.getByRole('button', { name: '取消' }).click()
  })

  it('a later deadline is asked for and approved', async () => {
    await button('申请延期').click()
    const form = page.getByRole('form', { name: '申请延期' })
    await form.getByRole('textbox', { name: '延到' }).fill('2030-09-30')
    await form.getByRole('textbox', { name: '申请延期的原因' }).fill('等理事会召开')
    await form.getByRole('button', { name: '提出申请' }).click()
    await page.getByText('申请延到 2030-09-30，等答复').waitFor()
    await page.getByRole('textbox', { name: '批准人' }).fill('李小敏')
    await button('同意').click()
    await expect.poll(async () => (await measure()).due).toBe('2030-09-30')
    const approval = (await measure()).proceedings.find(({ kind }) => kind === 'approval')
    expect(approval).toMatchObject({ actor: '李小敏', from: '2030-06-30', to: '2030-09-30' })
  })

  it('with evidence it is done, struck off, and looked at again', async () => {
    const words = page.getByRole('textbox', { name: '佐证说明' })
    await words.fill('四届三次理事会工作报告')
    await words.blur()
    await expect.poll(async () => (await measure()).evidence).toBe('四届三次理事会工作报告')
    await step('办结')
    await step('销号')
    await button('回头看').click()
    const form = page.getByRole('form', { name: '回头看' })
    await form.getByRole('radio', { name: '部分兑现' }).click()
    await form.getByRole('textbox').fill('三个市已落实')
    await form.getByRole('button', { name: '回头看', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    const { outcome, outcomeNote, proceedings } = await measure()
    expect([outcome, outcomeNote]).toEqual(['partly', '三个市已落实'])
    for (const { kind, actor, at, text } of proceedings) {
      expect(`${kind} ${actor}`).toMatch(/\S \S/)
      expect(at).toMatch(/^\d{4}-\d\d-\d\dT/)
      expect(text).toMatch(/\S/)
    }
  })

  it('evidence a finished measure rests on cannot be emptied: the reason is said, the words stand again', async () => {
    const words = page.getByRole('textbox', { name: '佐证说明' })
    await words.fill('')
    await words.blur()
    await page.getByText('这是它仅有的佐证').waitFor()
    await expect.poll(() => words.inputValue()).toBe('四届三次理事会工作报告')
  })
})

describe('office meeting', () => {
  let meeting: string
  beforeAll(async () => {
    meeting = (await call<Rows<MeetingItem>>(page, 'meetings.list', { kind: 'office', offset: 0, limit: 1 })).rows[0]!
      .id
  })
  const hearing = () => call<HearingTeam[]>(page, 'meetings.hearing', { id: meeting })

  it('its agenda comes from the teams and is moved by key', async () => {
    await go(`#/meetings/${meeting}`)
    await button('从各组报告生成').click()
    await button('听取汇报').waitFor()
    await page.getByRole('textbox', { name: '第 2 项议程' }).press('Alt+Shift+ArrowUp')
    await expect
      .poll(async () => (await hearing()).map(({ item }) => item.leaderName))
      .toEqual([...['刘成林', '高晓平', '董启彬', '章大李']])
  })

  it('teams are heard by keyboard; what is typed is stored before the field is left', async () => {
    await button('听取汇报').click()
    const name = (text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor()
    await name('刘成林副会长')
    await page.keyboard.press('ArrowRight')
    await name('高晓平副会长')
    await page.keyboard.press('Space')
    await name('董启彬副会长')
    await page.keyboard.press('ArrowLeft')
    await name('高晓平副会长')
    await page.keyboard.press('n')
    await page.keyboard.type('平台可以推广')
    const { id } = (await hearing())[1]!.item
    // a draft within the second, long before the field is left
    await expect
      .poll(async () => (await call<RecordView>(page, 'records.get', { entity: 'agendaItems', id })).fields.note)
      .toBe('平台可以推广')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await button('听取汇报').waitFor()
    expect((await hearing())[1]!.item.note).toBe('平台可以推广')
  })

  it('a directive is closed only once every team it concerns has a measure', async () => {
    const row = page.locator('#content .directive').filter({ hasText: '1 项举措' }).nth(1)
    const combo = row.getByRole('combobox', { name: '涉及调研组' })
    await combo.fill('项目')
    await page.getByRole('option', { name: /项目调研组/ }).click()
    await row.getByText('项目调研组还没有举措').waitFor()
    await row.getByRole('button', { name: '办结', exact: true }).click()
    const form = row.getByRole('form', { name: '办结' })
    await form.getByRole('button', { name: '办结', exact: true }).click()
    await form.getByText('还不能办结这项要求：项目调研组还没有举措').waitFor()
    await form.getByRole('button', { name: '取消' }).click()
    await row.getByRole('button', { name: '拆解' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '拆解成 1 项' }).click()
    await dialog.waitFor({ state: 'detached' })
    const after = page.locator('#content .directive').filter({ hasText: '2 项举措' })
    await after.getByRole('button', { name: '办结', exact: true }).click()
    await after.getByRole('form').getByRole('button', { name: '办结', exact: true }).click()
    await after.getByRole('button', { name: '重新办理' }).waitFor()
  })
})

describe('two computers', () => {
  it('both move a stage: each side says who, from where, and why; a person decides, and that is a step too', async () => {
    laptop = await startDataChild(join(temporaryFolder('laptop'), 'data'))
    const names = { unit: '江苏省慈善总会', person: '刘成林', deviceName: '刘成林组笔记本', demo: true }
    await laptop.call('profile.save', { role: 'laptop', ...names })
    const id = (await list()).rows[2]!.id
    const unit = (await measure()).owner
    const save = (to: { call: DataChild['call'] }, fields: Record<string, unknown>) =>
      to.call('records.save', {
        ...{ entity: 'measures', id },
        fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }])),
      })
    const here = { call: <T>(operation: string, input?: unknown) => call<T>(page, operation, input ?? {}) }
    const card = async (of: { call: DataChild['call'] }) => (await of.call<{ text: string }>('card.get')).text
    await here.call('card.take', { text: await card(laptop) })
    await laptop.call('card.take', { text: await card(here) })
    // the office hands the measure over under way
    await save(here, { owner: unit })
    const move = (to: { call: DataChild['call'] }, stage: string, text: string) =>
      to.call('measures.move', { ids: [id], to: stage, text })
    for (const to of ['assigned', 'accepted', 'ongoing']) await move(here, to, `到${to}`)
    const pack = async (from: { call: DataChild['call'] }, role: string) => {
      const peer = (await from.call<Peer[]>('peers.list')).find((one) => one.role === role)
      const { files } = await from.call<ExportAnswer>('packages.export', {
        peer: peer!.id,
        scope: 'new',
        folder: stick,
      })
      return files[0]!.path
    }
    const take = async (to: { call: DataChild['call'] }, path: string) => {
      const previews = await to.call<{ staged: string | null }[]>('packages.inspect', { paths: [path] })
      await to.call('packages.import', { staged: previews.flatMap(({ staged }) => staged ?? []) })
    }
    await take(laptop, await pack(here, 'laptop'))
    await save(laptop, { evidence: '现场照片已留存' })
    await move(laptop, 'done', '现场已经办完')
    await move(here, 'accepted', '材料退回重签')
    await take(here, await pack(laptop, 'headquarters'))

    await go('#/exchange/conflicts')
    const sides = page.locator('.conflict-sides')
    await sides.getByText('办理中 → 已签收').waitFor()
    await sides.getByText('材料退回重签').waitFor()
    await sides.getByText('办理中 → 已办结').waitFor()
    await sides.getByText('现场已经办完').waitFor()
    const laptopSide = page.getByRole('article', { name: '刘成林组笔记本' })
    await laptopSide.getByRole('button', { name: /^用/ }).click()
    await expect.poll(async () => (await call<ConflictItem[]>(page, 'conflicts.list')).length).toBe(0)
    const { stage: settled, proceedings } = await measure(id)
    expect(settled).toBe('done')
    expect(proceedings.some(({ text }) => text === '两台电脑的阶段不同，选定“已办结”')).toBe(true)
  })
})

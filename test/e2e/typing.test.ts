/** Typing in Chinese, for real: input methods, full-width keys, and an import that runs beside. Not one character is lost. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  ConflictDetail,
  ConflictItem,
  MeetingPage,
  PackagePreview,
  RecordView,
  VisitItem,
} from '../../shared/views.ts'
import { writeBigPackage } from '../support/big-package.ts'
import { cleanUp, type Device, exportTo, openDevice } from '../support/device.ts'
import { call, killApp, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { author, cardOf, createAuthor } from '../support/packages.ts'
import { saveRecord } from '../support/screens.ts'
import { typist } from '../support/typist.ts'

const contentSize = { width: 1366, height: 768 }
const profile = join(temporaryFolder('typing'), 'data')
const files = temporaryFolder('files')
const visit = v7()
const meeting = v7()
const another = createAuthor()
let shanyan: Shanyan
let page: Page
let hand: ReturnType<typeof typist>
let laptop: Device

const get = (id = visit) => call<RecordView>(page, 'records.get', { entity: 'visits', id })
const said = async () => (await call<MeetingPage>(page, 'meetings.page', { id: meeting })).statementItems
const hash = () => page.evaluate(() => location.hash)
const save = (entity: string, id: string, fields: Record<string, unknown>) => saveRecord(page, entity, id, fields)

async function open(): Promise<void> {
  shanyan = await launchShanyan({ profile, contentSize })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  hand = typist(page, await page.context().newCDPSession(page))
}
async function openSummary(): Promise<Locator> {
  await page.goto(`app://shanyan/#/visits/${visit}`)
  await page.getByRole('tab', { name: '概况' }).click()
  await page
    .getByRole('button', { name: /^摘要待补充|修改摘要/ })
    .first()
    .press('Enter')
  const box = page.getByRole('textbox', { name: '摘要' })
  await box.waitFor()
  return box
}
/** The window and the laptop know each other, and the window those who signed the big packages. */
async function meet(): Promise<void> {
  const { text: own } = await call<{ text: string }>(page, 'card.get')
  await laptop.call('card.take', { text: own })
  const { text: theirs } = await laptop.call('card.get', {})
  for (const text of [theirs, cardOf(author), cardOf(another)]) await call(page, 'card.take', { text })
}
async function importNow(path: string): Promise<void> {
  const previews = await call<PackagePreview[]>(page, 'packages.inspect', { paths: [path] })
  await call(page, 'packages.import', { staged: previews.map(({ staged }) => staged) })
}
async function exportFromLaptop(): Promise<string> {
  return (await exportTo(laptop, await laptop.peer('headquarters'), 'new', files)).path
}

beforeAll(async () => {
  writeBigPackage(join(files, '一.shanyan'), 3)
  writeBigPackage(join(files, '二.shanyan'), 2, 20_000, another)
  laptop = await openDevice('高晓平的笔记本', 'laptop')
  await laptop.save('visits', visit, { summary: '笔记本上的摘要。' })
  await open()
})
afterAll(async () => {
  await shanyan?.close().catch(() => undefined)
  await cleanUp()
})

describe('an input method in the middle of a word', () => {
  it('first use: full-width 2 chooses, and Enter belongs to the word', async () => {
    await page.getByRole('heading', { name: '这台电脑用来做什么？' }).waitFor()
    await hand.cdp.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: '２',
      code: 'Digit2',
      windowsVirtualKeyCode: 50,
    })
    await expect.poll(() => page.getByRole('radio', { name: /总会办公室/ }).getAttribute('aria-checked')).toBe('true')
    await page.keyboard.press('Enter')
    const unit = page.getByLabel('单位')
    await unit.waitFor()
    await hand.compose('jiangsu')
    await hand.everything()
    expect(await unit.inputValue()).toBe('jiangsu')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('id'))).toBe(await unit.getAttribute('id'))
    await hand.commit('江苏省慈善总会')
    await page.keyboard.press('Enter')
    await hand.compose('lisi')
    await hand.key('Enter')
    await hand.commit('李四')
    expect(await page.getByLabel('姓名').inputValue()).toBe('李四')
    await page.keyboard.press('Enter')
    const device = page.getByLabel('设备名称')
    await device.waitFor()
    await hand.compose('bangongshi')
    await hand.everything()
    await hand.commit('２号机')
    expect(await page.getByRole('heading', { name: '从哪里开始？' }).count()).toBe(0)
    const named = await device.inputValue()
    expect(named).toContain('２号机')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '从哪里开始？' }).waitFor()
    await page.getByRole('button', { name: /开始使用/ }).click()
    await page.getByRole('navigation', { name: '模块' }).waitFor()
    expect(await call(page, 'profile.get')).toMatchObject({
      role: 'headquarters',
      unit: '江苏省慈善总会',
      person: '李四',
      deviceName: named,
    })
    await meet()
    await importNow(await exportFromLaptop())
  })

  it('发言: nothing is stored before the word is', async () => {
    const units = [v7(), v7()]
    await save('organizations', units[0]!, { name: '盐城市慈善总会' })
    await save('organizations', units[1]!, { name: '盐城市民政局' })
    await save('meetings', meeting, { visit, kind: 'symposium', organizations: units })
    await page.goto(`app://shanyan/#/meetings/${meeting}`)
    const entry = page.getByRole('textbox', { name: '记一句发言' })
    await entry.click()
    const speaker = (name: string) => page.getByRole('radio', { name: new RegExp(name) }).getAttribute('aria-checked')
    const before = await speaker('盐城市民政局')
    await hand.compose('dajiuzhu')
    await hand.everything()
    expect(await entry.inputValue()).toBe('dajiuzhu')
    expect(await speaker('盐城市民政局')).toBe(before)
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await hash()).toContain(meeting)
    expect(await said()).toEqual([])
    await hand.commit('大救助平台')
    await hand.compose('tuiguang')
    await hand.key('Enter')
    // Enter takes the letters as they are
    await hand.commit('tuiguang')
    expect(await entry.inputValue()).toBe('大救助平台tuiguang')
    expect(await said()).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await said()).map(({ text }) => text)).toEqual(['大救助平台tuiguang'])
    expect(await entry.inputValue()).toBe('')
  })

  it('发言: full-width digits choose who speaks, numbers and punctuation stay', async () => {
    const entry = page.getByRole('textbox', { name: '记一句发言' })
    await hand.key('Process', 'Digit2')
    await hand.commit('２')
    await expect.poll(() => page.getByRole('radio', { name: /盐城市民政局/ }).getAttribute('aria-checked')).toBe('true')
    expect(await entry.inputValue()).toBe('')
    for (const one of ['基', '层', '人', '员', '？', '３', '３', '个', '，', '１', '／', '２']) await hand.commit(one)
    expect(await entry.inputValue()).toBe('基层人员？３３个，１／２')
    expect(await hash()).toContain(meeting)
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => (await said()).map((one) => [one.text, one.organizationName]))
      .toContainEqual(['基层人员？３３个，１／２', '盐城市民政局'])
  })

  it('查找: letters do not search, the word does', async () => {
    await page.getByRole('navigation', { name: '模块' }).getByRole('link', { name: /^走访/ }).click()
    const box = page.getByRole('searchbox')
    await box.click()
    await hand.compose('bijiben')
    await hand.everything()
    await page.waitForTimeout(400)
    expect(await box.inputValue()).toBe('bijiben')
    expect(await hash()).not.toContain('text=')
    await hand.commit('笔记本')
    await expect.poll(async () => decodeURIComponent(await hash())).toContain('text=笔记本')
    await page.getByRole('button', { name: '清除查找' }).click()
    const { total } = await call<{ total: number }>(page, 'visits.list', { offset: 0, limit: 1 })
    expect(total).toBe(1)
  })

  it('地区: letters find nothing and choose nothing', async () => {
    await page.goto(`app://shanyan/#/visits/${visit}`)
    const box = page.getByRole('combobox', { name: '地区' }).first()
    await box.click()
    await hand.compose('yancheng')
    await hand.everything()
    await page.waitForTimeout(400)
    expect(await page.getByRole('option').count()).toBe(0)
    expect((await get()).fields.region).toBe(null)
    await hand.commit('盐城')
    await page
      .getByRole('option', { name: /盐城市/ })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => (await call<{ rows: VisitItem[] }>(page, 'visits.list', { offset: 0, limit: 1 })).rows[0])
      .toMatchObject({ regionName: '盐城市' })
  })

  it('摘要: a word under way is neither stored nor drafted, and leaves nothing behind', async () => {
    const box = await openSummary()
    await page.keyboard.press('End')
    await hand.compose('zoufang')
    await hand.everything()
    await page.waitForTimeout(600)
    expect((await get()).fields.summary).toBe('笔记本上的摘要。')
    expect(await box.inputValue()).toBe('笔记本上的摘要。zoufang')
    await hand.commit('走访５天。')
    await page.waitForTimeout(600)
    expect(await get()).toMatchObject({ fields: { summary: '笔记本上的摘要。走访５天。' }, drafts: ['summary'] })
    await page.keyboard.press('Control+s')
    await expect.poll(async () => (await get()).drafts).toEqual([])
    expect(await call(page, 'conflicts.list')).toEqual([])
  })
})

it('a package that changes the field being typed in makes a conflict and leaves the words alone', async () => {
  await laptop.save('visits', visit, { summary: '笔记本后来改的摘要。', purpose: '笔记本写的目的' })
  const path = await exportFromLaptop()
  const box = await openSummary()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('办公室正在写')
  await hand.compose('de')
  await importNow(path)
  await expect.poll(() => page.getByRole('textbox', { name: '目的' }).inputValue()).toBe('笔记本写的目的')
  expect(await box.inputValue()).toBe('办公室正在写de')
  await hand.commit('的摘要')
  await page.keyboard.type('。')
  expect(await box.inputValue()).toBe('办公室正在写的摘要。')
  await page.keyboard.press('Control+s')
  const conflicts = () => call<ConflictItem[]>(page, 'conflicts.list')
  await expect.poll(conflicts).toMatchObject([{ entity: 'visits', id: visit, field: 'summary', leaves: 2 }])
  const { sides } = await call<ConflictDetail>(page, 'conflicts.get', {
    entity: 'visits',
    id: visit,
    field: 'summary',
  })
  expect(sides.map(({ value }) => value).sort()).toEqual(['办公室正在写的摘要。', '笔记本后来改的摘要。'])
  expect((await get()).fields.summary).toBe('办公室正在写的摘要。')
})

it('ten characters a second for twenty seconds beside an import of 100,000 changes, then kill -9', async () => {
  // no character twice in a row, so that a lost or doubled one shows; every fifth is a key of its own
  const text = Array.from({ length: 200 }, (_, index) =>
    index % 5 === 4 ? 'abcdefghij0123456789'[index % 20]! : String.fromCodePoint(0x4e00 + index * 7),
  )
  const box = await openSummary()
  await page.keyboard.press('Control+A')
  const { changes: before } = await call<{ changes: number }>(page, 'digest.get')
  let imported = 0
  const times: number[] = []
  const began = performance.now()
  let importing: Promise<void> | undefined
  for (const [index, character] of text.entries()) {
    if (index === 10) {
      importing = (async () => {
        for (const name of ['一.shanyan', '二.shanyan']) await importNow(join(files, name))
        imported = performance.now()
      })()
    }
    if (index === text.length - 1) {
      await importing
      expect(await call(page, 'digest.get')).toMatchObject({ changes: before + 100_000 })
      expect(await box.inputValue()).toBe(text.slice(0, index).join(''))
    }
    await page.keyboard.type(character)
    times.push(performance.now())
    const due = began + (index + 1) * 100
    await page.waitForTimeout(Math.max(0, due - performance.now()))
  }
  expect(imported - began).toBeGreaterThan(3000)
  const tail = Array.from('后面这一段在断电之前刚刚打进去')
  for (const character of tail) {
    await page.keyboard.type(character)
    times.push(performance.now())
    await page.waitForTimeout(100)
  }
  const all = [...text, ...tail]
  expect(await box.inputValue()).toBe(all.join(''))
  const killed = performance.now()
  await killApp(shanyan.app)
  const safe = times.filter((time) => time < killed - 1000).length
  await open()
  await page.getByRole('navigation', { name: '模块' }).waitFor({ timeout: 20_000 })
  const stored = String((await get()).fields.summary)
  expect(all.join('').startsWith(stored)).toBe(true)
  expect(stored.length).toBeGreaterThanOrEqual(safe)
  expect(safe).toBeGreaterThan(text.length)
  expect(readdirSync(join(profile, 'staging'))).toEqual([])
})

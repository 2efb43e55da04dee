/** 速记 and what was recorded, at three sizes in both themes. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MeetingItem, MeetingPage, Page as Rows } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, screenshot, setContentSize, temporaryFolder } from '../support/electron.ts'
import { type Look, lookAt, measure, settle, violations } from '../support/looks.ts'
import { saveRecord } from '../support/screens.ts'
import { typist } from '../support/typist.ts'

let shanyan: Shanyan
let page: Page
let look: Look
let hand: ReturnType<typeof typist>
let meeting = ''

const said = async () => (await call<MeetingPage>(page, 'meetings.page', { id: meeting })).statementItems
/** At this size alone: what floats closes when the window's size changes. */
async function lookHere(name: string) {
  await settle(page)
  await screenshot(page, name)
  expect([...(await measure(page)), ...(await violations(page))]).toEqual([])
}
const entry = () => page.getByRole('textbox', { name: '记一句发言' })
async function sentence(words: string, keys = 'Enter') {
  await page.keyboard.type(words)
  await page.keyboard.press(keys)
}
const save = (entity: string, id: string, fields: Record<string, unknown>) => saveRecord(page, entity, id, fields)

beforeAll(async () => {
  shanyan = await launchShanyan({
    profile: join(temporaryFolder('screens-notes'), 'data'),
    contentSize: { width: 1366, height: 768 },
    args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  look = lookAt(shanyan, new Set(['notes', 'notes-recording', 'sound']))
  hand = typist(page, await page.context().newCDPSession(page))
  await call(page, 'profile.save', {
    role: 'headquarters',
    unit: '江苏省慈善总会',
    person: '李四',
    deviceName: '总会办公室',
    demo: true,
  })
  const { rows } = await call<Rows<MeetingItem>>(page, 'meetings.list', { offset: 0, limit: 50, kind: 'symposium' })
  const { id, visit } = rows.find((row) => row.regionName === '盐城市')!
  meeting = id
  const team = (await call<{ team: string }>(page, 'visits.page', { id: visit })).team
  await save('teams', team, { outline: '今年慈善项目进展情况\n意见和建议' })
})
afterAll(() => shanyan?.close())

it('速记 before the first word', async () => {
  await page.goto(`app://shanyan/#/notes/${meeting}`)
  await entry().waitFor()
  await look('notes-empty')
})

it('速记', async () => {
  await page.keyboard.press('Control+1')
  await sentence('盐城市2023年已实施8大类33个慈善项目')
  await page.keyboard.type('借助')
  await page.keyboard.type('@')
  await page.getByRole('option', { name: /市救助中心/ }).click()
  await page.keyboard.type('的智慧大救助管理信息平台,多个救助项目的对象核对、信息审核等工作通过大数据完成#')
  await page.getByRole('option', { name: '慈善项目' }).click()
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Alt+3')
  await page.keyboard.press('Control+1')
  await sentence('1!基层工作站人手少,一个人管着好几个村')
  await expect.poll(async () => (await said()).length).toBe(3)
  await page.keyboard.type('0推动了慈善项目的')
  await hand.compose("jing'zhun'shi'shi")
  await expect.poll(async () => (await said())[1]?.findings[0]?.kind).toBe('practice')
  await page.getByText('已记为发现', { exact: true }).waitFor()
  await look('notes')
  await hand.commit('精准实施')
})

it('速记 with what a sign offers', async () => {
  await page.keyboard.type('@')
  await page.getByRole('option').first().waitFor()
  await lookHere('notes-mention')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await page.keyboard.type('+')
  await page.getByRole('dialog').waitFor()
  await lookHere('notes-add')
  await page.keyboard.press('Escape')
})

it('速记 on a narrow window, the outline in the place of the speakers', async () => {
  await setContentSize(shanyan.app, page, { width: 911, height: 512 })
  await page.getByRole('button', { name: '提纲和发现' }).click()
  await lookHere('notes-side')
  await page.getByRole('button', { name: '发言人', exact: true }).click()
  await setContentSize(shanyan.app, page, { width: 1366, height: 768 })
})

it('速记 while it records, and the recording beside the statements', async () => {
  await page.getByRole('button', { name: '录音未开' }).click()
  await page.getByText(/^正在录音/).waitFor()
  await page.waitForFunction(() => /正在录音 00:0[3-9]/.test(document.body.innerText))
  await sentence('这一句有声音')
  await page.getByRole('button', { name: '暂停录音' }).click()
  await look('notes-recording')
  await page.getByRole('button', { name: '停下并存好录音' }).click()
  await page.getByText(/^录音已存好/).waitFor()
  await page.getByRole('region', { name: '录音' }).waitFor()
  await look('notes-recorded')
  await page.keyboard.press('Escape')
  await page.goto(`app://shanyan/#/meetings/${meeting}`)
  await page.getByRole('region', { name: '录音' }).waitFor()
  await look('sound')
})

/** 速记 when the worst happens: power lost between Enter and the disk, a disk that is full. Not a sentence is lost, and none is there twice. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, afterEach, expect, it } from 'vitest'
import type { MeetingPage } from '../../shared/views.ts'
import { cleanUp, openDevice } from '../support/device.ts'
import { call, dataProcessId, killApp, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { faultsTried, seeded, times } from '../support/faults.ts'
import { mayMount, removeDisks, smallDisk } from '../support/small-disk.ts'
import { typist } from '../support/typist.ts'

const meeting = v7()
const unit = v7()
let shanyan: Shanyan
let page: Page

const said = async () => (await call<MeetingPage>(page, 'meetings.page', { id: meeting })).statementItems
const texts = async () => (await said()).map(({ text }) => text)
const entry = () => page.getByRole('textbox', { name: '记一句发言' })
const trouble = () => page.getByRole('alert').filter({ hasText: '磁盘满了，刚才这句还在屏幕上，没有丢。' })

/** A data folder with a symposium in it, closed. */
async function withMeeting(dataDir: string): Promise<void> {
  const device = await openDevice('笔记本', 'laptop', { dataDir })
  await device.save('organizations', unit, { name: '盐城市慈善总会' })
  await device.save('meetings', meeting, { kind: 'symposium', organizations: [unit] })
  await cleanUp()
}
async function openNotes(profile: string): Promise<ReturnType<typeof typist>> {
  shanyan = await launchShanyan({ profile, contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  page.setDefaultTimeout(20_000)
  await page.goto(`app://shanyan/#/notes/${meeting}`)
  await entry().waitFor()
  return typist(page, await page.context().newCDPSession(page))
}
/** Until what stands in the box is on the disk as a draft. */
async function drafted(profile: string, sentence: string): Promise<void> {
  const drafts = new Database(join(profile, 'drafts.db'), { readonly: true })
  const find = drafts.prepare('SELECT count(*) FROM drafts WHERE value = ?').pluck()
  await expect.poll(() => find.get(JSON.stringify(sentence)), { timeout: 20_000 }).toBe(1)
  drafts.close()
}

// a window with something unsaved would ask first
afterEach(() => killApp(shanyan.app))
afterAll(async () => {
  removeDisks()
  await cleanUp()
})

it('kill -9 after Enter and before the save: the sentence is there once, with who said it', async () => {
  const profile = join(temporaryFolder('enter'), 'data')
  await withMeeting(profile)
  const hand = await openNotes(profile)
  await hand.commit('１')
  await expect.poll(() => page.getByRole('radio', { checked: true }).innerText()).toContain('盐城市慈善总会')
  const sentence = '这一句按了回车，还没有存进数据库'
  for (const word of sentence) await hand.commit(word)
  await drafted(profile, sentence)
  process.kill((await dataProcessId(shanyan.app)) as number, 'SIGSTOP')
  await page.keyboard.press('Enter')
  await page.getByRole('listitem').filter({ hasText: sentence }).waitFor()
  expect(await entry().inputValue()).toBe('')
  await killApp(shanyan.app)
  await openNotes(profile)
  expect(await said()).toMatchObject([{ text: sentence, organizationName: '盐城市慈善总会' }])
})

const kills = times(40, 4)
it(`kill -9 at ${kills} moments around Enter: every sentence is there once`, async () => {
  const profile = join(temporaryFolder('moments'), 'data')
  await withMeeting(profile)
  const random = seeded(17)
  const sentences: string[] = []
  let stored = 0
  for (let kill = 0; kill < kills; kill++) {
    const hand = await openNotes(profile)
    const sentence = `第${kill}次断电之前说的，${'一句完整的话。'.repeat(1 + Math.floor(random() * 4))}`
    sentences.push(sentence)
    await hand.commit(sentence)
    await drafted(profile, sentence)
    await page.keyboard.press('Enter')
    const until = performance.now() + random() * 30
    while (performance.now() < until) await new Promise((done) => setImmediate(done))
    await killApp(shanyan.app)
    const db = new Database(join(profile, 'shanyan.db'), { readonly: true })
    stored += Number(db.prepare('SELECT count(*) FROM statements WHERE text = ?').pluck().get(sentence))
    db.close()
  }
  await openNotes(profile)
  expect(await texts()).toEqual(sentences)
  faultsTried('kill -9 around Enter', kills, { 'after the save': stored, 'before it': kills - stored })
}, 900_000)

it.skipIf(!mayMount)(
  'a full disk while one types: all stays on screen, and is stored once there is room (needs to mount)',
  async () => {
    const disk = smallDisk('24m')
    await withMeeting(disk.folder)
    const hand = await openNotes(disk.folder)
    const sentences: string[] = []
    const say = async () => {
      const sentence = `第${sentences.length + 1}句，${'镇江的同志说基层站点人手不够。'.repeat(30)}`
      sentences.push(sentence)
      await hand.commit(sentence)
      await page.keyboard.press('Enter')
      await page
        .getByRole('listitem')
        .filter({ hasText: `第${sentences.length}句，` })
        .waitFor()
    }
    await say()
    await expect.poll(texts).toEqual(sentences)
    disk.fill()
    // room left inside the files themselves is used first
    while (!(await trouble().isVisible())) {
      expect(sentences.length).toBeLessThan(200)
      await say()
    }
    await say()
    await say()
    await hand.commit('写到一半的一句')
    await trouble().getByRole('button', { name: '重试' }).click()
    await trouble().waitFor()
    expect(await entry().inputValue()).toBe('写到一半的一句')
    const shown = await page.locator('.notes-words').allTextContents()
    expect(shown).toEqual(sentences)
    expect((await said()).length).toBeLessThan(sentences.length)
    expect(await page.getByText('还没存上').count()).toBeGreaterThan(1)
    disk.free()
    // the next sentence takes the others along
    sentences.push('写到一半的一句')
    await page.keyboard.press('Enter')
    await trouble().waitFor({ state: 'detached' })
    await expect.poll(texts).toEqual(sentences)
    await killApp(shanyan.app)
    await openNotes(disk.folder)
    expect(await texts()).toEqual(sentences)
  },
)

/** Sound in the real window, from a microphone that Chromium plays: recorded, tied to sentences, listened to; killed in the middle. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MeetingPage } from '../../shared/views.ts'
import { call, killApp, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'

const profile = join(temporaryFolder('recording'), 'data')
const meeting = v7()
let shanyan: Shanyan
let page: Page

const read = () => call<MeetingPage>(page, 'meetings.page', { id: meeting })
const button = (name: string | RegExp) => page.getByRole('button', { name })
/** Until the head says so many seconds. */
const heard = (seconds: number) =>
  page.waitForFunction((least) => {
    const [, minutes = '0', rest = '0'] = /正在录音 (\d+):(\d+)/.exec(document.body.innerText) ?? []
    return Number(minutes) * 60 + Number(rest) >= least
  }, seconds)
const sound = () =>
  page.evaluate(() => {
    const audio = document.querySelector('audio')
    return { at: audio?.currentTime ?? 0, total: audio?.duration ?? 0, rate: audio?.playbackRate, error: audio?.error }
  })

async function open(): Promise<void> {
  // the question for the microphone is answered by the product itself
  shanyan = await launchShanyan({ profile, args: ['--use-fake-device-for-media-stream'] })
  page = shanyan.page
  page.setDefaultTimeout(20_000)
}
async function openNotes(): Promise<void> {
  await page.goto(`app://shanyan/#/notes/${meeting}`)
  await page.getByRole('textbox', { name: '记一句发言' }).waitFor()
}

beforeAll(async () => {
  await open()
  await call(page, 'profile.save', { role: 'laptop', unit: '省总会', person: '李四', deviceName: '笔记本' })
  await call(page, 'records.save', { entity: 'meetings', id: meeting, fields: { kind: { value: 'symposium' } } })
  await openNotes()
})
afterAll(() => shanyan?.close().catch(() => undefined))

it('the microphone is given, a camera and the screen are not', async () => {
  const ask = (wanted: object) =>
    page.evaluate(
      (constraints) =>
        navigator.mediaDevices.getUserMedia(constraints).then(
          (stream) => {
            for (const track of stream.getTracks()) track.stop()
            return stream.getTracks().map(({ kind }) => kind)
          },
          (error: DOMException) => error.name,
        ),
      wanted,
    )
  expect(await ask({ audio: true })).toEqual(['audio'])
  expect(await ask({ video: true })).toBe('NotAllowedError')
  expect(await ask({ audio: true, video: true })).toBe('NotAllowedError')
})

it('a sentence is tied to the second it was said in, and listened to from there', async () => {
  await button('录音未开').click()
  await heard(7)
  await page.keyboard.type('录到一半说的')
  await page.keyboard.press('Enter')
  await heard(9)
  await button('停下并存好录音').click()
  await button(/^录音已存好/).waitFor()
  const { recordings, statementItems, photos } = await read()
  expect(photos).toEqual([])
  const [recording] = recordings
  expect(recording).toMatchObject({ mediaType: 'audio/webm' })
  expect(recording?.milliseconds).toBeGreaterThan(8000)
  const { audioOffset, recording: of } = statementItems[0]!
  expect(of).toBe(recording?.id)
  expect(audioOffset).toBeGreaterThan(4500)
  expect(audioOffset).toBeLessThan(recording!.milliseconds!)
  await button(/^从 00:0\d 听这句/).click()
  await expect.poll(async () => (await sound()).at).toBeGreaterThan(audioOffset! / 1000)
  expect(await sound()).toMatchObject({ error: null })
  expect((await sound()).total).toBeCloseTo(recording!.milliseconds! / 1000, 1)
  await page.locator('.notes-sentence[aria-current="true"]').waitFor()
  await page.keyboard.press('F7')
  const { at } = await sound()
  await page.keyboard.press('F6')
  await expect.poll(async () => (await sound()).at).toBeCloseTo(Math.max(0, at - 5), 0)
  await button('1 倍').click()
  await page.getByRole('option', { name: '1.5 倍' }).click()
  await expect.poll(async () => (await sound()).rate).toBe(1.5)
})

it('kill -9 in the middle loses a second at most', async () => {
  await button(/^录音已存好/).click()
  await heard(5)
  await page.keyboard.type('断电前的一句')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await read()).statementItems.length).toBe(2)
  await heard(7)
  await killApp(shanyan.app)
  await open()
  await expect.poll(async () => (await read()).recordings.length, { timeout: 20_000 }).toBe(2)
  const { recordings, statementItems } = await read()
  expect(recordings[1]?.milliseconds).toBeGreaterThan(5900)
  expect(statementItems[1]?.recording).toBe(recordings[1]?.id)
  await openNotes()
  await page.getByRole('region', { name: '录音' }).waitFor()
  await expect.poll(async () => (await sound()).total).toBeCloseTo(recordings[1]!.milliseconds! / 1000, 1)
})

it('leaving ends it: the first Esc says so, the second leaves', async () => {
  await button('录音未开').click()
  await heard(2)
  await page.getByRole('textbox', { name: '记一句发言' }).focus()
  await page.keyboard.press('Escape')
  await page.getByText('再按一次 Esc 结束', { exact: false }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(async () => (await read()).recordings.length, { timeout: 20_000 }).toBe(3)
})

it('paused and gone on with: what was said meanwhile is not in it, and sentences keep their place', async () => {
  await openNotes()
  await button(/^录音(未开|已存好)/).click()
  await heard(4)
  await button('暂停录音').click()
  const paused = page.getByText(/^录音暂停 00:0\d$/)
  await paused.waitFor()
  const stands = await paused.innerText()
  const began = performance.now()
  for (const word of '暂停的时候也照常记，一个字都不少') {
    await page.keyboard.insertText(word)
    await page.waitForTimeout(200)
  }
  await page.keyboard.press('Enter')
  const silence = performance.now() - began
  expect(await paused.innerText()).toBe(stands)
  await button('继续录音').click()
  await heard(7)
  await button('停下并存好录音').click()
  await button(/^录音已存好/).waitFor()
  const { recordings, statementItems } = await read()
  const recording = recordings.at(-1)!
  expect(recording.milliseconds).toBeGreaterThan(6000)
  expect(recording.milliseconds).toBeLessThan(7000 + silence)
  const sentence = statementItems.at(-1)!
  expect(sentence).toMatchObject({ text: '暂停的时候也照常记，一个字都不少', recording: recording.id })
  expect(sentence.audioOffset).toBeLessThan(recording.milliseconds! - 2000)
})

it('the microphone is pulled out: what was recorded is kept and said, typing goes on, and another one begins', async () => {
  const before = (await read()).recordings.length
  await page.evaluate(() => {
    const devices = navigator.mediaDevices
    const ask = devices.getUserMedia.bind(devices)
    devices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted)
      Object.assign(window, { microphone: stream.getAudioTracks()[0] })
      return stream
    }
  })
  await button(/^录音已存好/).click()
  await heard(5)
  await page.keyboard.type('拔掉之前说的')
  await page.keyboard.press('Enter')
  await page.keyboard.type('拔掉的时候正在打的')
  // as a browser does when the device is gone: the track ends, and says so
  await page.evaluate(() => {
    const { microphone } = window as unknown as { microphone: MediaStreamTrack }
    microphone.stop()
    microphone.dispatchEvent(new Event('ended'))
  })
  const said = page.getByRole('alert').filter({ hasText: '话筒断开了，录音停在' })
  await said.waitFor()
  expect(await said.innerText()).toMatch(/录音停在 00:0\d，之前的都存好了。插好后可以再开一段。/)
  await expect.poll(async () => (await read()).recordings.length).toBe(before + 1)
  await button(/^录音已存好/).waitFor()
  expect((await read()).recordings.at(-1)?.milliseconds).toBeGreaterThan(4500)
  expect(await page.getByRole('textbox', { name: '记一句发言' }).inputValue()).toBe('拔掉的时候正在打的')
  await page.keyboard.type('，接着打')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await read()).statementItems.at(-1)?.text).toBe('拔掉的时候正在打的，接着打')
  await button(/^录音已存好/).click()
  await heard(3)
  await button('停下并存好录音').click()
  await expect.poll(async () => (await read()).recordings.length).toBe(before + 2)
})

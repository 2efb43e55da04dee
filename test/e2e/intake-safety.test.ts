/** Old material when something goes wrong or is very large: a correction and a power cut, a table of 20,000 rows stopped half-way, and taken in. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../electron/launch/exec.mjs'
import type { FindingItem, Page as Rows } from '../../shared/views.ts'
import {
  call,
  killApp,
  launchShanyan,
  type Shanyan,
  screenshot,
  stubDialog,
  temporaryFolder,
} from '../support/electron.ts'
import { framesDuring } from '../support/frames.ts'
import { rows, text, workbook, zipped } from '../support/office-files.ts'

const seed = readFileSync(join(root, 'test/fixtures/jiangsu-2023-12-05.txt'), 'utf8')
const profile = join(temporaryFolder('intake-safety'), 'data')
const folder = temporaryFolder('tables')
const many = 20_000

let shanyan: Shanyan
let page: Page

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const open = (query = '') =>
  page.evaluate((hash) => {
    location.hash = hash
  }, `#/intake${query}`)
const paste = () => page.getByRole('textbox', { name: '文稿' })
const later = (ms: number) => new Promise((done) => setTimeout(done, ms))

async function start() {
  shanyan = await launchShanyan({ profile, contentSize: { width: 1366, height: 768 } })
  page = shanyan.page
  page.setDefaultTimeout(30_000)
  await page.waitForSelector('h1')
}

beforeAll(async () => {
  await start()
  await call(page, 'profile.save', { role: 'headquarters', unit: '省总会', person: '李四', deviceName: '办公室' })
  await page.reload()
  await page.getByRole('navigation', { name: '模块' }).waitFor()
})
afterAll(() => shanyan?.close().catch(() => undefined))

describe('a text, and a power cut', () => {
  it('what is typed without a pause is not older than a moment', async () => {
    await open()
    await paste().click()
    const began = performance.now()
    const typed: number[] = []
    while (performance.now() - began < 4000) {
      await page.keyboard.insertText(`第${typed.length}句。`)
      typed.push(performance.now())
      await later(100)
    }
    const killed = performance.now()
    await killApp(shanyan.app)
    // a pause of 0.6 s, and as much for a machine that is busy
    const safe = typed.filter((at) => at < killed - 1500).length
    await start()
    await open()
    await expect.poll(() => paste().inputValue()).not.toBe('')
    const found = await paste().inputValue()
    const whole = typed.map((_, index) => `第${index}句。`)
    expect(whole.join('').startsWith(found)).toBe(true)
    expect(found.length).toBeGreaterThanOrEqual(whole.slice(0, safe).join('').length)
    expect(safe).toBeGreaterThan(10)
  })

  it('every correction of a reading is there again', async () => {
    await paste().fill(seed)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: '走访', level: 2 }).waitFor()
    const wuxi = page.locator('.intake-card', { hasText: '无锡 刘成林' })
    await wuxi.getByRole('checkbox').uncheck()
    await button(/扬州 2023-11-21/).click()
    const purpose = () => page.locator('.intake-fields').getByRole('textbox', { name: '目的' })
    await purpose().click()
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText('了解项目')
    // without a pause up to the end
    for (const letter of '，看看成效和不足') {
      await page.keyboard.insertText(letter)
      await later(100)
    }
    await later(1500)
    await killApp(shanyan.app)
    await start()
    await open()
    await page.locator('.intake-card-rejected', { hasText: '无锡 刘成林' }).waitFor()
    await button(/扬州 2023-11-21/).click()
    expect(await purpose().inputValue()).toBe('了解项目，看看成效和不足')
    await button('换一篇').click()
    await button('丢弃').click()
    await paste().waitFor()
  })
})

describe(`a table of ${many} rows`, () => {
  const held = async () => [
    await call(page, 'digest.get'),
    (await call<Rows<FindingItem>>(page, 'findings.list', { offset: 0, limit: 1 })).total,
  ]
  const progress = () => page.getByRole('progressbar', { name: '正在导入' })
  const take = button.bind(null, /^导入 .* 行$/)

  beforeAll(() => {
    const lines = Array.from(
      { length: many },
      (_, at) => text(`第${at + 1}条：基层慈善工作站没有专职人员，经费也没有着落。`) + text('问题') + text('扬州市'),
    )
    const head = text('原话') + text('类别') + text('地区')
    writeFileSync(join(folder, '旧台账.xlsx'), zipped(workbook(rows(head, ...lines))))
  })

  it('is read and judged while the window goes on', async () => {
    await open('?from=sheet')
    await stubDialog(shanyan.app, 'open', join(folder, '旧台账.xlsx'))
    const frames = await framesDuring(page, async () => {
      await button('选择表格').click()
      await take().waitFor({ timeout: 120_000 })
    })
    expect(await take().innerText()).toBe('导入 20,000 行')
    expect(frames.slow / frames.count).toBeLessThan(0.01)
  })

  it('stopped half-way leaves nothing', async () => {
    const before = await held()
    await take().click()
    await expect.poll(async () => Number(await progress().getAttribute('aria-valuenow'))).toBeGreaterThan(many / 10)
    await screenshot(page, 'intake-entering-1366-light')
    await button('取消').click()
    await page.getByRole('alert').filter({ hasText: '已经取消，没有改动任何内容。' }).waitFor()
    expect(await held()).toEqual(before)
  })

  it('goes in whole while the window goes on, and out again by one step', async () => {
    const before = await held()
    const frames = await framesDuring(page, async () => {
      await take().click()
      await progress().waitFor()
      await page.locator('.toast', { hasText: '已导入 20,000 行' }).waitFor({ timeout: 240_000 })
    })
    expect((await held())[1]).toBe(many)
    expect(frames.slow / frames.count).toBeLessThan(0.01)
    const taken = await held()
    const takingBack = page.getByRole('progressbar', { name: '正在改回导入' })
    await page.keyboard.press('Control+z')
    await expect.poll(async () => Number(await takingBack.getAttribute('aria-valuenow'))).toBeGreaterThan(0)
    await button('取消').click()
    await page.locator('.toast', { hasText: '已经取消，没有改动任何内容。' }).waitFor()
    expect(await held()).toEqual(taken)
    const began = performance.now()
    await page.keyboard.press('Control+z')
    await page.locator('.toast', { hasText: '已撤销' }).waitFor({ timeout: 120_000 })
    console.log(`${many} rows undone in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    expect((await held())[1]).toBe(before[1])
  }, 480_000)
})

/** The box in the title bar: finds everything as one types, by key and by mouse, and does what it is told. */
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SearchAnswer, VisitItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { type Look, lookAt } from '../support/looks.ts'

let shanyan: Shanyan
let page: Page
let look: Look

const contentSize = { width: 1366, height: 768 }
const bar = () => page.getByRole('banner').getByRole('button', { name: /搜索走访、发现、单位/ })
const palette = () => page.getByRole('dialog', { name: '搜索' })
const field = () => palette().getByRole('combobox')
const option = (name: string | RegExp) => palette().getByRole('option', { name })
const active = () => palette().locator('[role="option"][aria-selected="true"]')
const open = async () => {
  await page.keyboard.press('Control+k')
  await field().waitFor()
}
const close = async () => {
  await page.keyboard.press('Escape')
  await palette().waitFor({ state: 'detached' })
}
const address = () => page.evaluate(() => location.hash)
const whole = async () => {
  for (;;) {
    const { indexing } = await call<SearchAnswer>(page, 'search.query', { text: '慈善', limit: 1 })
    if (!indexing) return
    await page.evaluate(() => new Promise((done) => setTimeout(done, 50)))
  }
}

beforeAll(async () => {
  const profile = join(temporaryFolder('search'), 'data')
  shanyan = await launchShanyan({ profile, contentSize })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  await call(page, 'profile.save', {
    role: 'laptop',
    unit: '江苏省慈善总会',
    person: '李四',
    deviceName: '李四的笔记本',
    demo: true,
  })
  await page.reload()
  await bar().waitFor()
  await whole()
  look = lookAt(shanyan, new Set(['palette-hits', 'search-page']))
})
// one that failed is no reason for the next to fail
afterEach(async () => {
  if (await palette().isVisible()) await close()
})
afterAll(() => shanyan?.close())

describe('the box that finds everything', () => {
  it('finds 扬州 by the first letters of its pinyin, and Enter opens it', async () => {
    await open()
    await page.keyboard.type('yz')
    await option(/扬州市.*高晓平/).waitFor()
    expect(await active().textContent()).toContain('扬州市')
    expect(await active().locator('mark').first().textContent()).toBe('扬州')
    await page.keyboard.press('Enter')
    await palette().waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: '扬州', level: 1 }).waitFor()
  })

  it('finds what was saved a moment ago, in words and in names', async () => {
    const id = v7()
    const fields = { quote: { value: '“夕阳红”助餐点每天送餐137份，𠮷祥社区最多' } }
    await call(page, 'records.save', { entity: 'findings', id, fields })
    for (const [typed, mark] of [
      ['137份', '137份'],
      ['𠮷祥', '𠮷祥'],
      ['每天送餐', '每天送餐'],
    ] as const) {
      await open()
      await page.keyboard.type(typed)
      await option(/夕阳红/).waitFor()
      expect(
        await option(/夕阳红/)
          .locator('mark')
          .allTextContents(),
      ).toEqual([mark])
      await close()
    }
    await call(page, 'records.remove', { entity: 'findings', ids: [id] })
    await open()
    await page.keyboard.type('137份')
    await palette().getByText('没有找到“137份”').waitFor()
    await close()
  })

  it('moves by keys through all sections, and by mouse', async () => {
    await bar().click()
    await field().waitFor()
    await page.keyboard.type('慈善')
    await palette().getByRole('group', { name: '单位' }).waitFor()
    const first = await active().getAttribute('id')
    await page.keyboard.press('ArrowUp')
    expect(await active().getAttribute('id')).not.toBe(first)
    await page.keyboard.press('ArrowDown')
    expect(await active().getAttribute('id')).toBe(first)
    await page.keyboard.press('PageDown')
    expect(await active().count()).toBe(1)
    await option(/无锡市.*高晓平/)
      .first()
      .click()
    await page.getByRole('heading', { name: '无锡', level: 1 }).waitFor()
  })

  it('gives the focus back where it was', async () => {
    const box = page.getByRole('navigation', { name: '模块' }).getByRole('link', { name: /^会议/ })
    await box.focus()
    await open()
    await close()
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('remembers what was looked for', async () => {
    await open()
    await palette().getByRole('group', { name: '最近搜索' }).waitFor()
    await option('慈善').click()
    await option(/无锡市.*高晓平/)
      .first()
      .waitFor()
    expect(await field().inputValue()).toBe('慈善')
    await close()
  })

  it('narrows by noun, city, team and year', async () => {
    await open()
    await page.keyboard.type('慈善')
    await palette().getByRole('button', { name: '类别：全部' }).click()
    await page.getByRole('option', { name: '走访', exact: true }).click()
    await palette().getByText('共 14 条').waitFor()
    await palette().getByRole('button', { name: '城市：全部' }).click()
    await page.getByRole('option', { name: '无锡市', exact: true }).click()
    await palette().getByText('共 2 条').waitFor()
    await palette().getByRole('button', { name: '调研组：全部' }).click()
    await page
      .locator('.popover')
      .getByRole('option', { name: /高晓平/ })
      .click()
    await palette().getByText('共 1 条').waitFor()
    await palette().getByRole('button', { name: '年份：全部' }).click()
    await page.getByRole('option', { name: '2023 年' }).click()
    await palette().getByText('共 1 条').waitFor()
    await palette().getByRole('button', { name: '清除筛选' }).click()
    await palette().getByRole('group', { name: '单位' }).waitFor()
    await close()
  })

  it('shows all of a noun on a page of its own', async () => {
    await open()
    await page.keyboard.type('慈善')
    await option(/全部 14 条走访/).click()
    await page.getByRole('heading', { name: '搜索', level: 1 }).waitFor()
    await page.getByText(/“慈善”：\d+ 条/).waitFor()
    await page.getByRole('tab', { name: '走访 14' }).waitFor()
    await page.getByText('第 1 条，共 14 条').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.getByText('第 2 条，共 14 条').waitFor()
    await page.getByRole('tab', { name: /^单位/ }).click()
    await page.getByRole('grid', { name: '搜索结果' }).getByText('广陵区慈善总会').waitFor()
    await look('search-page')
    await page.getByRole('grid', { name: '搜索结果' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '单位与人员', level: 1 }).waitFor()
  })

  it('looks right, empty, with hits and without', async () => {
    await page.evaluate(() => {
      location.hash = '#/visits'
    })
    await open()
    await look('palette-empty')
    await page.keyboard.type('慈善')
    await option(/无锡市.*高晓平/)
      .first()
      .waitFor()
    await look('palette-hits')
    await field().fill('yz')
    await option(/扬州市.*高晓平/).waitFor()
    await look('palette-pinyin')
    await field().fill('没有这样的话')
    await palette().getByText('没有找到“没有这样的话”').waitFor()
    await look('palette-none')
    await close()
  })
})

describe('commands', () => {
  const run = async (typed: string, name: string) => {
    await open()
    await page.keyboard.type(typed)
    await option(name).waitFor()
    await option(name).click()
    await palette().waitFor({ state: 'detached' })
  }

  it.each([
    ['新建走访', '新建走访', '#/visits/'],
    ['xjzf', '新建走访', '#/visits/'],
    ['jytfx', '记一条发现', '#/findings/'],
    ['新建座谈', '新建座谈会', '#/meetings/'],
    ['xjhzbgh', '新建会长办公会', '#/meetings/'],
    ['打开指标', '打开指标', '#/indicators'],
    ['sz', '打开设置', '#/settings'],
    ['快捷键', '看看有哪些按键', '#/help'],
  ])('%s', async (typed, name, where) => {
    await page.evaluate(() => {
      location.hash = '#/trash'
    })
    await page.getByRole('heading', { name: '回收站', level: 1 }).waitFor()
    await run(typed, name)
    await page.waitForFunction((start) => location.hash.startsWith(start), where)
    expect((await address()).startsWith(where)).toBe(true)
  })

  it('导出 opens the panel that packs', async () => {
    await run('导出', '导出：装一个数据包')
    await page.getByRole('heading', { name: '装一个数据包' }).waitFor()
    await run('收数据包', '收数据包')
    await page.getByRole('heading', { name: '装一个数据包' }).waitFor({ state: 'detached' })
  })

  it('changes to dark and back', async () => {
    await call(page, 'window.theme', { mode: 'light' })
    await run('深色', '换成深色')
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark')
    await run('浅色', '换成浅色')
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'light')
  })
})

describe('with an input method', () => {
  let cdp: CDPSession
  beforeAll(async () => {
    cdp = await page.context().newCDPSession(page)
  })
  const compose = (letters: string) =>
    cdp.send('Input.imeSetComposition', { text: letters, selectionStart: letters.length, selectionEnd: letters.length })

  it('nothing happens while a word is being composed, and all is found once it is', async () => {
    const before = await address()
    await open()
    await compose('cishan')
    // keys the input method keeps to itself
    for (const [key, code] of [
      ['Enter', 'Enter'],
      ['Escape', 'Escape'],
      ['ArrowDown', 'ArrowDown'],
    ] as const) {
      const event = { key, code, windowsVirtualKeyCode: 229 }
      await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event })
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
    }
    expect(await address()).toBe(before)
    expect(await field().inputValue()).toBe('cishan')
    await palette().getByRole('group', { name: '命令' }).waitFor()
    await cdp.send('Input.insertText', { text: '慈善' })
    await option(/无锡市.*高晓平/)
      .first()
      .waitFor()
    expect(await field().inputValue()).toBe('慈善')
    await close()
  })
})

describe('the data process', () => {
  it('finds every visit by its city, at once', async () => {
    const { rows } = await call<{ rows: VisitItem[] }>(page, 'visits.list', { offset: 0, limit: 50 })
    for (const { id, regionName } of rows.filter((row) => row.regionName)) {
      const { groups } = await call<SearchAnswer>(page, 'search.query', {
        text: regionName,
        entity: 'visits',
        limit: 50,
      })
      expect(groups[0]?.hits.map((hit) => hit.id)).toContain(id)
    }
  })
})

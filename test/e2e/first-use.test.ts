/** From a fresh folder to a planned visit, as the first afternoon with the product goes: first use, settings, help, campaign, teams. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output } from '../../shared/contract.ts'
import type { Profile, TeamItem, WindowState } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'

const profile = join(temporaryFolder('first-use'), 'data')
let shanyan: Shanyan
let page: Page

const campaigns = () => call<Output<'campaigns.list'>>(page, 'campaigns.list')
const teams = () => call<TeamItem[]>(page, 'teams.list')
const visits = () => call<Output<'visits.list'>>(page, 'visits.list', { offset: 0, limit: 50 })
const module = (name: string) => page.getByRole('navigation', { name: '模块' }).getByRole('link', { name })
const saved = () => page.getByRole('banner').getByText('已存盘').waitFor()

async function start(contentSize?: { width: number; height: number }) {
  shanyan = await launchShanyan({ profile, contentSize })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
}
beforeAll(() => start({ width: 1366, height: 768 }))
afterAll(() => shanyan?.close())

describe('first use', () => {
  it('is four steps by the keyboard, and goes back', async () => {
    const heading = (name: string) => page.getByRole('heading', { name }).waitFor()
    await heading('这台电脑用来做什么？')
    await page.keyboard.press('2')
    await page.getByRole('radio', { name: /总会办公室/, checked: true }).waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('radio', { name: /调研组笔记本/, checked: true }).waitFor()
    await page.keyboard.press('Enter')
    await heading('您是哪个单位的，怎么称呼？')
    await page.keyboard.press('Enter')
    await page.getByText('请填写单位，再按“下一步”。').waitFor()
    await page.keyboard.insertText('江苏省慈善总会项目部')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText('李四')
    await page.keyboard.press('Enter')
    await heading('给这台电脑起个名字')
    expect(await page.getByLabel('设备名称').inputValue()).toBe('李四的笔记本')
    await page.keyboard.press('Escape')
    expect(await page.getByLabel('姓名').inputValue()).toBe('李四')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '下一步' }).click()
    await heading('从哪里开始？')
    expect((await call<Profile>(page, 'profile.get')).ready).toBe(false)
    await page.keyboard.press('Enter')
    await module('工作台').waitFor()
    expect(await call<Profile>(page, 'profile.get')).toMatchObject({
      ready: true,
      role: 'laptop',
      unit: '江苏省慈善总会项目部',
      person: '李四',
      deviceName: '李四的笔记本',
      demo: false,
    })
  })
})

describe('settings', () => {
  it('store who and where by themselves', async () => {
    await module('设置').click()
    await page.getByLabel('设备名称').fill('李四的旧笔记本')
    await expect.poll(async () => (await call<Profile>(page, 'profile.get')).deviceName).toBe('李四的旧笔记本')
    await saved()
    await page.getByRole('radio', { name: '总会办公室' }).click()
    await expect.poll(async () => (await call<Profile>(page, 'profile.get')).role).toBe('headquarters')
    await page.getByRole('radio', { name: '调研组笔记本' }).click()
    await expect.poll(async () => (await call<Profile>(page, 'profile.get')).role).toBe('laptop')
  })

  it('scale the whole page, so that it flows anew, and keep light or dark', async () => {
    await page.getByRole('radio', { name: '200%' }).click()
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(683)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(683)
    await page.getByRole('radio', { name: '125%' }).click()
    await expect.poll(async () => (await call<WindowState>(page, 'window.state')).zoom).toBe(125)
    await page.getByRole('radio', { name: '深色' }).click()
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
  })

  it('show what two computers compare, and where the data lies', async () => {
    await page.getByRole('button', { name: '核对', exact: true }).click()
    await page.locator('.digest').waitFor()
    const shown = await page.locator('.digest span:not(.sr-only)').allTextContents()
    const { digest, changes } = await call<{ digest: string; changes: number }>(page, 'digest.get')
    expect(shown).toHaveLength(16)
    expect(shown.join('')).toBe(digest)
    await page.getByText(`共 ${changes} 笔改动`).waitFor()
    await page.getByText(profile, { exact: true }).waitFor()
    await stubDialog(shanyan.app, 'open', null)
    await page.getByRole('button', { name: '打开另一份数据' }).click()
    expect((await call<Profile>(page, 'profile.get')).dataDir).toBe(profile)
  })
})

describe('help', () => {
  it('opens by ? outside text fields, and leads on', async () => {
    await page.getByLabel('姓名').focus()
    await page.keyboard.press('?')
    expect(await page.getByLabel('姓名').inputValue()).toContain('?')
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText('李四')
    await page.keyboard.press('Enter')
    await saved()
    await module('设置').focus()
    await page.keyboard.press('?')
    await page.getByRole('heading', { name: '五分钟上手' }).waitFor()
    await page.getByRole('link', { name: '打开调研活动' }).click()
    await page.getByText('还没有调研活动。').waitFor()
  })
})

describe('campaign and teams', () => {
  const year = new Date().getFullYear()

  it('begins with the year, and is edited in place', async () => {
    await page.keyboard.press('Control+N')
    const name = page.getByLabel('名称', { exact: true })
    await expect.poll(() => name.inputValue()).toBe(`${year} 年度调研`)
    await page.getByRole('button', { name: '目的待补充，点此填写' }).click()
    await page.keyboard.insertText('总结今年，谋划明年')
    await page.getByRole('button', { name: '状态：筹备中' }).click()
    await page.getByRole('option', { name: '进行中' }).click()
    await page.getByRole('combobox', { name: '地区范围' }).fill('江苏')
    await page.getByRole('option', { name: /江苏省/ }).click()
    await page.getByRole('button', { name: /^起止：/ }).click()
    await page.getByLabel('开始日期', { exact: true }).fill('11-10')
    await page.keyboard.press('Enter')
    await expect
      .poll(campaigns)
      .toMatchObject([{ year, status: 'active', purpose: '总结今年，谋划明年', start: `${year}-11-10` }])
    await saved()
  })

  it('stores a team with the first thing written, its leader made in passing', async () => {
    expect(await teams()).toEqual([])
    await page.keyboard.press('Control+N')
    const leader = page.getByRole('combobox', { name: '带队' })
    await leader.fill('王五')
    await page.getByRole('option', { name: '新建“王五”' }).click()
    await page.getByLabel('职务').fill('副会长')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^王五副会长/ }).waitFor()
    const topics = page.getByRole('combobox', { name: '专题' })
    await topics.fill('募捐')
    await page.getByRole('option', { name: '财务募捐' }).click()
    const cities = page.getByRole('combobox', { name: '计划城市' })
    for (const city of ['盐城', '镇江']) {
      await cities.fill(city)
      await page.getByRole('option', { name: new RegExp(`^${city}市`) }).click()
      await page.locator('.chip', { hasText: `${city}市` }).waitFor()
    }
    await page.getByLabel('提纲').fill('今年做了什么？\n明年打算做什么？')
    await page.getByLabel('提纲').blur()
    await expect
      .poll(teams)
      .toMatchObject([{ leaderName: '王五', topics: ['财务募捐'], outline: '今年做了什么？\n明年打算做什么？' }])
    expect((await teams())[0]!.regionNames.map(({ name }) => name).sort()).toEqual(['盐城市', '镇江市'].sort())
  })

  it('plans a visit in one line, takes it back, and names a wrong date', async () => {
    await page.getByRole('button', { name: '安排“盐城市”' }).click()
    await page.keyboard.insertText('11-31')
    await page.keyboard.press('Enter')
    await page.getByText('11 月没有 31 日').waitFor()
    expect((await visits()).total).toBe(0)
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText('11-21')
    await page.keyboard.press('Enter')
    await page.getByText('已计划：盐城市，11-21').waitFor()
    const [team] = await teams()
    expect((await visits()).rows).toMatchObject([
      { team: team!.id, regionName: '盐城市', start: `${year}-11-21`, precision: 'day', status: 'planned' },
    ])
    await page.getByRole('button', { name: '安排“盐城市”' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '去掉“盐城市”的计划' }).click()
    await expect.poll(async () => (await visits()).total).toBe(0)
    await page.locator('.toast', { hasText: '已移到回收站' }).getByRole('button', { name: /撤销/ }).click()
    await expect.poll(async () => (await visits()).total).toBe(1)
    await page.getByRole('link', { name: '1 次计划中' }).waitFor()
  })

  it('orders teams by keys, and brings a removed one back', async () => {
    await page.keyboard.press('Control+N')
    await page.getByRole('combobox', { name: '带队' }).last().fill('赵六')
    await page.getByRole('option', { name: '新建“赵六”' }).click()
    const names = async () => (await teams()).map(({ leaderName }) => leaderName)
    await expect.poll(names).toEqual(['王五', '赵六'])
    await page.getByRole('button', { name: /^赵六/ }).focus()
    await page.keyboard.press('Control+ArrowUp')
    await expect.poll(names).toEqual(['赵六', '王五'])
    await page.keyboard.press('Control+ArrowDown')
    await expect.poll(names).toEqual(['王五', '赵六'])
    await page.getByRole('button', { name: '“赵六”的更多操作' }).click()
    await page.getByRole('menuitem', { name: '移到回收站' }).click()
    await expect.poll(names).toEqual(['王五'])
    await page.keyboard.press('Control+Z')
    await expect.poll(names).toEqual(['王五', '赵六'])
  })

  it('is there after a restart, as large and as dark as it was left', async () => {
    await shanyan.close()
    await start()
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    expect(await call<WindowState>(page, 'window.state')).toMatchObject({ zoom: 125 })
    // on the module it was closed on, its list ready for keys
    await page.getByRole('grid').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^王五副会长/ }).waitFor()
    await page.getByRole('link', { name: '1 次计划中' }).click()
    await page.getByText('盐城').first().waitFor()
  })
})

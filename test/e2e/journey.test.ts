/** The main job, whole: a visit without a network, carried on a stick, seen at headquarters, and back. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { findingKinds } from '../../shared/domain/findings.ts'
import type {
  ConflictItem,
  Counts,
  Dashboard,
  FindingItem,
  PackageHistoryItem,
  RecordView,
  VisitItem,
  VisitPage,
} from '../../shared/views.ts'
import { call, killApp, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'

/** A red point, 1 × 1. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='
const said = [
  '盐城市2023年已实施8大类33个慈善项目',
  '借助市社会救助中心的智慧大救助管理信息平台，多个救助项目的对象核对、信息审核等工作通过大数据完成',
  '基层慈善工作人员偏少',
  '建议增加对县级慈善会的培训',
  '明年打算把大救助平台推广到各县（市、区）',
  '社区慈善工作站很有特色',
]
const kindsOfSaid = ['achievement', 'practice', 'problem', 'suggestion', 'plan', 'highlight'] as const
const window = { width: 1366, height: 768 }

const stick = temporaryFolder('stick')
const profiles = { laptop: join(temporaryFolder('laptop'), 'data'), headquarters: join(temporaryFolder('hq'), 'data') }
let laptop: Shanyan | undefined
let headquarters: Shanyan | undefined
/** The laptop's first package. */
let first: string
afterAll(async () => {
  await laptop?.close().catch(() => undefined)
  await headquarters?.close().catch(() => undefined)
})

async function open(profile: string): Promise<Shanyan> {
  const shanyan = await launchShanyan({ profile, contentSize: window })
  shanyan.page.setDefaultTimeout(15_000)
  return shanyan
}
const toast = (page: Page, words: string | RegExp) => page.locator('.toast', { hasText: words })
const openModule = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: '模块' }).getByRole('link', { name }).click()
const theVisit = async (page: Page) =>
  (await call<{ rows: VisitItem[] }>(page, 'visits.list', { offset: 0, limit: 10 })).rows[0] as VisitItem
const fieldsOf = async (page: Page) =>
  (await call<RecordView>(page, 'records.get', { entity: 'visits', id: (await theVisit(page)).id })).fields
const digest = async (page: Page) => (await call<{ digest: string }>(page, 'digest.get')).digest
const conflicts = (page: Page) => call<ConflictItem[]>(page, 'conflicts.list')

async function firstUse(page: Page, role: '1' | '2', person: string): Promise<void> {
  await page.getByRole('heading', { name: '这台电脑用来做什么？' }).waitFor()
  await page.keyboard.press(role)
  await page.keyboard.press('Enter')
  await page.getByLabel('单位').fill('江苏省慈善总会')
  await page.getByLabel('姓名').fill(person)
  await page.keyboard.press('Enter')
  await page.getByLabel('设备名称').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '从哪里开始？' }).waitFor()
  await page.getByRole('button', { name: /开始使用/ }).click()
  await page.getByRole('navigation', { name: '模块' }).waitFor()
}

const packageFiles = () => readdirSync(stick).filter((name) => name.endsWith('.shanyan'))

const openTrust = async (page: Page) => {
  await openModule(page, /^数据交换/)
  await page.getByRole('button', { name: /^电脑与信任/ }).click()
  await page.getByRole('heading', { name: '本机名片' }).waitFor()
}
/** The nine characters of a computer, as they are read out on the telephone. */
const ownWords = async (page: Page) => {
  await openTrust(page)
  return page.locator('.own-card .fingerprint-group').allInnerTexts()
}
const shownWords = (page: Page, place: string) => page.locator(`${place} .fingerprint-group`).allInnerTexts()

/** Packs what is new by hand, to the stick; gives the new file's path. `recipient`: left out, the one the panel proposes. */
async function exportFrom({ app, page }: Shanyan, recipient?: string): Promise<string> {
  const before = packageFiles()
  await openModule(page, /^数据交换/)
  await page.getByRole('button', { name: '装一个数据包' }).click()
  await page.getByRole('heading', { name: '装一个数据包' }).waitFor()
  if (recipient) {
    await page.getByLabel('给谁').fill(recipient)
    await page
      .getByRole('option', { name: new RegExp(recipient) })
      .first()
      .click()
  }
  const place = page.getByRole('button', { name: '选择文件夹' })
  if (await place.isVisible()) {
    await stubDialog(app, 'open', [stick])
    await place.click()
  }
  await page.getByRole('button', { name: '装包' }).click()
  await page.getByText('装好了').waitFor()
  await page.getByRole('button', { name: '完成' }).click()
  const [made] = packageFiles().filter((name) => !before.includes(name))
  return join(stick, made as string)
}

/** Chooses a package by hand and looks at its preview. */
async function lookAt({ app, page }: Shanyan, file: string): Promise<void> {
  await openModule(page, /^数据交换/)
  await stubDialog(app, 'open', [file])
  await page.getByRole('button', { name: '收数据包' }).click()
  await page.getByRole('heading', { name: '收数据包' }).waitFor()
  const choose = page.getByRole('button', { name: '选择文件' })
  if (await choose.isVisible()) await choose.click()
}
async function importInto(shanyan: Shanyan, file: string): Promise<void> {
  const { page } = shanyan
  await lookAt(shanyan, file)
  const packages = () => call<{ total: number }>(page, 'packages.history', { offset: 0, limit: 1 })
  const { total } = await packages()
  await page.getByRole('button', { name: '收入', exact: true }).click()
  await expect.poll(async () => (await packages()).total, { timeout: 20_000 }).toBe(total + 1)
}

/** Edits a prose field where it stands, as one session. */
async function rewriteSummary(page: Page, words: string): Promise<void> {
  await page.goto(`app://shanyan/#/visits/${(await theVisit(page)).id}`)
  await page.getByRole('heading', { name: '盐城', level: 1 }).waitFor()
  await page.getByRole('tab', { name: '概况' }).click()
  await page
    .getByRole('button', { name: /^摘要待补充|修改摘要/ })
    .first()
    .press('Enter')
  await page.getByRole('textbox', { name: '摘要' }).waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.type(words)
}

describe('from a visit without a network to headquarters’ dashboard', () => {
  it('first use makes a laptop', async () => {
    laptop = await open(profiles.laptop)
    await firstUse(laptop.page, '1', '高晓平')
    expect(await laptop.page.getByText('高晓平的笔记本').count()).toBe(1)
  })

  it('a campaign and a team', async () => {
    const { page } = laptop as Shanyan
    await openModule(page, /^调研活动/)
    await page.getByRole('button', { name: '新建活动' }).first().click()
    await page.getByRole('textbox', { name: '名称' }).fill('2023 年度调研')
    await page.getByLabel('年度').fill('2023')
    await page.getByRole('combobox', { name: '地区范围' }).fill('江苏')
    await page
      .getByRole('option', { name: /江苏省/ })
      .first()
      .click()
    await page.getByRole('button', { name: '新建调研组' }).click()
    await page.getByRole('combobox', { name: '带队' }).fill('高晓平')
    await page.getByRole('option', { name: '新建“高晓平”' }).click()
    await page.getByLabel('职务').fill('副会长')
    await page.getByRole('combobox', { name: '专题' }).fill('慈善项目')
    await page.getByRole('option', { name: '慈善项目' }).first().click()
    await page.getByText('已存盘').waitFor()
    const teams = await call<{ leaderName: string; topics: string[] }[]>(page, 'teams.list', {})
    expect(teams).toMatchObject([{ leaderName: '高晓平', topics: ['慈善项目'] }])
  })

  it('a visit to 盐城 on 2023-11-10', async () => {
    const { page } = laptop as Shanyan
    await openModule(page, /^走访/)
    await page.getByRole('button', { name: '新建走访' }).first().waitFor()
    await page.keyboard.press('Control+n')
    await page.getByRole('combobox', { name: '地区' }).first().fill('盐城')
    await page
      .getByRole('option', { name: /盐城市/ })
      .first()
      .click()
    await page.getByRole('textbox', { name: '日期' }).first().fill('2023-11-10')
    await page.keyboard.press('Enter')
    await page.getByText('已存盘').waitFor()
    const visit = await theVisit(page)
    expect(visit).toMatchObject({ regionName: '盐城市', start: '2023-11-10', precision: 'day', leaderName: '高晓平' })
    await page.getByRole('heading', { name: '盐城', level: 1 }).waitFor()
  })

  it('a symposium, sentence by sentence, and findings of all six kinds', async () => {
    const { page } = laptop as Shanyan
    await page.getByRole('button', { name: '新建座谈会' }).first().click()
    const entry = page.getByRole('textbox', { name: '记一句发言' })
    await entry.click()
    for (const sentence of said) {
      await page.keyboard.insertText(sentence)
      await page.keyboard.press('Enter')
    }
    await page.getByRole('tab', { name: '发言 6' }).waitFor()
    for (const [index, sentence] of said.entries()) {
      const row = page
        .getByRole('list', { name: /^发言记录/ })
        .getByRole('listitem')
        .filter({ hasText: sentence })
      await row.focus()
      await page.keyboard.press('f')
      await page.getByRole('dialog', { name: '记为哪一类发现' }).waitFor()
      await page.keyboard.press(String(findingKinds.indexOf(kindsOfSaid[index] as never) + 1))
      await page.getByRole('dialog', { name: '记为哪一类发现' }).waitFor({ state: 'detached' })
    }
    await expect
      .poll(async () => (await call<{ total: number }>(page, 'findings.list', { offset: 0, limit: 1 })).total)
      .toBe(6)
    const { rows } = await call<{ rows: FindingItem[] }>(page, 'findings.list', { offset: 0, limit: 10 })
    const visit = await theVisit(page)
    for (const [index, quote] of said.entries()) {
      const finding = rows.find((row) => row.quote === quote)
      expect(finding).toMatchObject({ kind: kindsOfSaid[index], visits: [visit.id], regions: [visit.region] })
      expect(finding?.statements).toHaveLength(1)
      expect(finding?.meetings).toHaveLength(1)
    }
  })

  it('a photo', async () => {
    const { app, page } = laptop as Shanyan
    const file = join(stick, '北林社区.png')
    writeFileSync(file, Buffer.from(png, 'base64'))
    await page.goto(`app://shanyan/#/visits/${(await theVisit(page)).id}?tab=photos`)
    await stubDialog(app, 'open', [file])
    await page
      .getByRole('button', { name: /添加照片/ })
      .first()
      .click()
    await toast(page, '收入 1 个文件').waitFor()
    expect((await theVisit(page)).photoCount).toBe(1)
  })

  it('kill -9 while typing loses nothing older than a second', async () => {
    const { app, page } = laptop as Shanyan
    await rewriteSummary(page, '11月10日，调研组与盐城市慈善总会、市救助中心进行座谈交流。')
    await page.waitForTimeout(1000)
    await page.keyboard.type('这半句刚刚打进去')
    await killApp(app)
    laptop = await open(profiles.laptop)
    await laptop.page.getByRole('navigation', { name: '模块' }).waitFor()
    const { summary } = await fieldsOf(laptop.page)
    expect(summary).toMatch(/^11月10日，调研组与盐城市慈善总会、市救助中心进行座谈交流。/)
    await toast(laptop.page, '找回了上次没存完的').waitFor()
    expect(await call(laptop.page, 'visits.list', { offset: 0, limit: 10 })).toMatchObject({ total: 1 })
  })

  it('headquarters hands out its card, and the laptop takes it after comparing the words', async () => {
    headquarters = await open(profiles.headquarters)
    await firstUse(headquarters.page, '2', '李四')
    const words = await ownWords(headquarters.page)
    await stubDialog(headquarters.app, 'open', [stick])
    await headquarters.page.getByRole('button', { name: '导出名片文件' }).click()
    await toast(headquarters.page, '名片已导出').waitFor()
    const [card] = readdirSync(stick).filter((name) => name.endsWith('.shanyan-card'))
    const { app, page } = laptop as Shanyan
    await openTrust(page)
    await stubDialog(app, 'open', [join(stick, card as string)])
    await page.getByRole('button', { name: '选择名片文件' }).click()
    await page.getByText(/^这是“.*”的名片$/).waitFor()
    expect(await shownWords(page, '.take-card')).toEqual(words)
    await page.getByRole('button', { name: '收下', exact: true }).click()
    await toast(page, '已收下').waitFor()
    expect(words).toHaveLength(3)
  })

  it('the package goes onto the stick, sealed for headquarters', async () => {
    const shanyan = laptop as Shanyan
    expect((await call<Counts>(shanyan.page, 'counts.get')).unreported).toBeGreaterThan(8)
    first = await exportFrom(shanyan)
    expect(packageFiles()).toHaveLength(1)
    expect(first).toContain('总会办公室')
    const bytes = readFileSync(first)
    for (const words of ['盐城', '高晓平', ...said]) expect(bytes.includes(words)).toBe(false)
    expect((await call<Counts>(shanyan.page, 'counts.get')).unreported).toBe(0)
    expect((await theVisit(shanyan.page)).reported).toBe('exported')
  })

  it('headquarters has never seen the laptop, compares its words and approves it', async () => {
    const { page } = headquarters as Shanyan
    const words = await ownWords((laptop as Shanyan).page)
    await lookAt(headquarters as Shanyan, first)
    await page.getByText('“高晓平的笔记本”想把内容交给这台电脑').waitFor()
    expect(await shownWords(page, '.exchange-asks')).toEqual(words)
    expect(await page.getByRole('button', { name: '收入', exact: true }).count()).toBe(0)
    expect((await call<{ total: number }>(page, 'visits.list', { offset: 0, limit: 1 })).total).toBe(0)
    await page.getByRole('button', { name: '核准这台电脑' }).click()
    await page.getByRole('button', { name: '收入', exact: true }).click()
    await page.getByRole('heading', { name: '收好了' }).waitFor()
  })

  it('a receipt goes back, and the laptop shows what headquarters holds', async () => {
    const before = packageFiles()
    const { page } = headquarters as Shanyan
    await page.getByRole('button', { name: '导出回执' }).click()
    await toast(page, '回执已导出').waitFor()
    const [receipt] = packageFiles().filter((name) => !before.includes(name))
    expect(receipt).toContain('回执')
    const there = laptop as Shanyan
    await importInto(there, join(stick, receipt as string))
    const visit = await theVisit(there.page)
    expect(visit.reported).toBe('acknowledged')
    await there.page.goto(`app://shanyan/#/visits/${visit.id}`)
    await there.page.getByText('已回执').first().waitFor()
    await openModule(there.page, /^数据交换/)
    await there.page.getByRole('button', { name: /^给总会办公室，第 1 号包.*已回执/ }).waitFor()
  })

  it('its dashboard counts the visit', async () => {
    const { page } = headquarters as Shanyan
    await openModule(page, /^工作台/)
    const counted = page.getByRole('link').filter({ hasText: '走访' }).filter({ hasText: '1 个市' })
    await counted.waitFor()
    expect(await counted.innerText()).toMatch(/^1\s/)
    await page.getByRole('link', { name: /^盐城市：项目 11-10/ }).waitFor()
    const dashboard = await call<Dashboard>(page, 'dashboard.get')
    expect(dashboard.counts).toMatchObject({ visits: 1, cities: 1, meetings: 1, findings: 6 })
    expect(dashboard.kinds.every(({ count }) => count === 1)).toBe(true)
    const visit = await call<VisitPage>(page, 'visits.page', { id: (await theVisit(page)).id })
    expect(visit.photos).toHaveLength(1)
    const photo = await page.evaluate(
      async (sha256) => (await fetch(`app://att/${sha256}?type=image/png`).catch(() => null))?.status ?? 'blocked',
      visit.photos[0]?.sha256 as string,
    )
    expect(photo === 200 || photo === 'blocked').toBe(true)
    expect(await digest(page)).toBe(await digest((laptop as Shanyan).page))
  })

  it('taken in again, it changes nothing', async () => {
    const { page } = headquarters as Shanyan
    const before = await digest(page)
    await lookAt(headquarters as Shanyan, first)
    await page.getByText('没有新内容，以前已经收过。').waitFor()
    expect(await digest(page)).toBe(before)
    expect((await theVisit(page)).conflicts).toBe(0)
  })

  it('both edit one field and a different one; after both ways there is one conflict, and nothing is lost', async () => {
    const here = headquarters as Shanyan
    const there = laptop as Shanyan
    const { id } = await theVisit(here.page)
    await rewriteSummary(here.page, '总会写的摘要。')
    await here.page.keyboard.press('Control+s')
    await rewriteSummary(there.page, '调研组写的摘要。')
    await there.page.keyboard.press('Control+s')
    for (const [{ page }, field, value] of [
      [here, 'purpose', '了解今年慈善项目进展情况'],
      [there, 'itinerary', '上午座谈，下午实地走访'],
    ] as const) {
      await page.goto(`app://shanyan/#/visits/${id}`)
      await page.getByRole('textbox', { name: field === 'purpose' ? '目的' : '行程' }).fill(value)
      await page.keyboard.press('Control+s')
      await expect.poll(async () => (await fieldsOf(page))[field]).toBe(value)
    }
    const up = await exportFrom(there)
    await importInto(here, up)
    const down = await exportFrom(here, '高晓平的笔记本')
    await importInto(there, down)
    for (const { page } of [here, there]) {
      expect(await conflicts(page)).toMatchObject([{ entity: 'visits', id, field: 'summary', leaves: 2 }])
      expect(await fieldsOf(page)).toMatchObject({
        purpose: '了解今年慈善项目进展情况',
        itinerary: '上午座谈，下午实地走访',
      })
    }
    expect(await digest(here.page)).toBe(await digest(there.page))
  })

  it('a person chooses; the choice travels, and both hold the same', async () => {
    const here = headquarters as Shanyan
    const there = laptop as Shanyan
    const { page } = here
    await openModule(page, /^数据交换/)
    await page.getByRole('heading', { name: /“摘要”有两个写法/ }).waitFor()
    await page.getByRole('button', { name: '用右边' }).click()
    await toast(page, '“摘要”已选定').waitFor()
    expect(await conflicts(page)).toEqual([])
    const chosen = (await fieldsOf(page)).summary
    expect(['总会写的摘要。', '调研组写的摘要。']).toContain(chosen)
    await importInto(there, await exportFrom(here, '高晓平的笔记本'))
    expect(await conflicts(there.page)).toEqual([])
    expect((await fieldsOf(there.page)).summary).toBe(chosen)
    expect(await digest(page)).toBe(await digest(there.page))
    const history = await call<{ rows: PackageHistoryItem[] }>(page, 'packages.history', { offset: 0, limit: 20 })
    expect(history.rows.filter((row) => row.direction === 'in' && row.state === 'imported')).toHaveLength(2)
  })
})

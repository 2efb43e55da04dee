/** 调研发现 worked on in the real window: by mouse and by key, on the board and in the table. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FindingItem, RecordView, Page as Rows, VisitItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { saveRecord } from '../support/screens.ts'

let shanyan: Shanyan
let page: Page

const rows = async (filter: object = {}) =>
  (await call<Rows<FindingItem>>(page, 'findings.list', { offset: 0, limit: 100, ...filter })).rows
const inStage = async (stage: string) => (await rows({ stage })).length
const record = async (id: string, entity = 'findings') =>
  (await call<RecordView>(page, 'records.get', { entity, id })).fields
const save = (entity: string, id: string, fields: Record<string, unknown>) => saveRecord(page, entity, id, fields)
const column = (stage: string) => page.locator(`[data-stage="${stage}"]`)
const list = (stage: string) => column(stage).getByRole('listbox')
const card = (text: string | RegExp) => page.getByRole('option', { name: text })
const boxOf = async (locator: ReturnType<Page['locator']>) => (await locator.boundingBox())!
const openModule = () => page.getByRole('navigation', { name: '模块' }).getByRole('link', { name: '调研发现' }).click()

/** Once the board shows so many in a stage. */
const shows = (stage: string, count: number) =>
  expect.poll(() => column(stage).getAttribute('aria-label')).toContain(`，${count} 条`)

/** Presses on one place, goes to another in steps a hand would make, and lets go. */
async function dragTo(from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  for (let step = 1; step <= 6; step++)
    await page.mouse.move(from.x + ((to.x - from.x) * step) / 6, from.y + ((to.y - from.y) * step) / 6)
  await page.mouse.up()
}

const said: [kind: string, quote: string, city: string][] = [
  ['problem', '基层慈善工作人员偏少，一个人要管好几个社区站，很难做到每户都走到。', '扬州市'],
  ['problem', '基层慈善工作人员偏少，一个人管着好几个村，走访困难户顾不过来。', '无锡市'],
  ['suggestion', '建议统一制定会员管理办法，明确会员的权利和义务。', '盐城市'],
]
const ids: string[] = []

beforeAll(async () => {
  shanyan = await launchShanyan({
    profile: join(temporaryFolder('board'), 'data'),
    contentSize: { width: 1366, height: 768 },
  })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  const profile = { role: 'headquarters', unit: '江苏省慈善总会', person: '李四', deviceName: '总会办公室', demo: true }
  await call(page, 'profile.save', profile)
  await page.reload()
  const visits = (await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })).rows
  for (const [kind, quote, city] of said) {
    const visit = visits.find(({ regionName }) => regionName === city)!
    const id = crypto.randomUUID()
    ids.push(id)
    await save('findings', id, {
      ...{ kind, quote, stage: 'raw', regions: [visit.region], visits: [visit.id], team: visit.team },
      campaign: visit.campaign,
    })
  }
  await openModule()
  await card(/会员管理办法/).waitFor()
})
afterAll(() => shanyan?.close())

describe('the board', () => {
  test('a card is dragged with the mouse, and Ctrl+Z takes it back', async () => {
    const from = await boxOf(card(/会员管理办法/))
    const to = await boxOf(column('analysed'))
    await dragTo({ x: from.x + 50, y: from.y + 40 }, { x: to.x + 40, y: to.y + 200 })
    await expect.poll(() => inStage('analysed')).toBe(1)
    expect((await record(ids[2]!)).stage).toBe('analysed')
    await page.getByText('已移到“分析”').waitFor()
    await column('analysed').getByRole('option').waitFor()
    await page.keyboard.press('Control+z')
    await shows('analysed', 0)
    await shows('raw', 10)
  })

  test('dropped beside the columns or let go with Esc it stays where it was', async () => {
    const from = await boxOf(card(/会员管理办法/))
    await dragTo({ x: from.x + 50, y: from.y + 40 }, { x: from.x + 80, y: 20 })
    await page.mouse.move(from.x + 50, from.y + 40)
    await page.mouse.down()
    const to = await boxOf(column('distilled'))
    await page.mouse.move(to.x + 30, to.y + 200, { steps: 5 })
    await page.getByText('放到“提炼”').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('放到“提炼”').waitFor({ state: 'detached' })
    await page.mouse.up()
    expect(await inStage('raw')).toBe(10)
    expect(await page.evaluate(() => location.hash)).toMatch(/^#\/findings(\?|$)/)
  })

  test('→ and ← move a card, the board stands on it in its new column', async () => {
    await list('raw').focus()
    await page.keyboard.press('Home')
    await expect.poll(() => list('raw').locator('.card-current').count()).toBe(1)
    const first = (await rows({ stage: 'raw' }))[0]!.id
    await page.keyboard.press('ArrowRight')
    await expect.poll(async () => (await record(first)).stage).toBe('sorted')
    await expect.poll(() => list('sorted').evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowRight')
    await expect.poll(async () => (await record(first)).stage).toBe('analysed')
    await expect.poll(() => list('analysed').evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(async () => (await record(first)).stage).toBe('sorted')
    // beside it lies the first column again
    await expect.poll(() => list('sorted').evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+ArrowLeft')
    await expect.poll(() => list('raw').evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await shows('raw', 10)
  })

  test('space previews, Enter opens, and the way back stands on the same card', async () => {
    await list('raw').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press(' ')
    const preview = page.getByRole('complementary', { name: '预览' })
    await preview.getByRole('heading', { level: 2 }).waitFor()
    await page.keyboard.press('Escape')
    await preview.waitFor({ state: 'detached' })
    const current = list('raw').locator('.card-current')
    const name = await current.textContent()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '来龙去脉' }).waitFor()
    await page.goBack()
    await expect.poll(() => current.textContent()).toBe(name)
  })

  test('several cards are selected with Ctrl and dragged as one', async () => {
    await card(/好几个社区站/).click({ modifiers: ['Control'] })
    await card(/走访困难户/).click({ modifiers: ['Control'] })
    await page.getByText('已选 2 条').waitFor()
    const from = await boxOf(card(/走访困难户/))
    const to = await boxOf(column('sorted'))
    await dragTo({ x: from.x + 50, y: from.y + 40 }, { x: to.x + 60, y: to.y + 200 })
    await expect.poll(() => inStage('sorted')).toBe(2)
    await page.keyboard.press('Control+z')
    await shows('sorted', 0)
    await shows('raw', 10)
  })
})

describe('merging', () => {
  test('M offers what is alike; what was chosen is shown under it with its source, and can be parted', async () => {
    await card(/好几个社区站/).click()
    await page.getByRole('heading', { name: '相似的发现' }).waitFor()
    await page.goBack()
    await card(/好几个社区站/).waitFor()
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog', { name: '合并同类' })
    await dialog.getByRole('checkbox').first().waitFor()
    await dialog.locator('mark', { hasText: '基层慈善工作人员偏少' }).first().waitFor()
    await expect
      .poll(() =>
        dialog
          .getByRole('checkbox')
          .first()
          .evaluate((box) => box === document.activeElement),
      )
      .toBe(true)
    await page.keyboard.press(' ')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(async () => (await rows()).length).toBe(9)
    expect((await record(ids[1]!)).mergedInto).toBe(ids[0])
    await card(/共性 2 市/)
      .filter({ hasText: '含 2 条' })
      .click()
    const members = page.getByRole('region', { name: '并在这里的发现' })
    await members.getByText(/走访困难户顾不过来/).waitFor()
    const thread = page.getByRole('list', { name: '来龙去脉' })
    for (const city of ['扬州市', '无锡市']) await thread.getByRole('link', { name: city }).waitFor()
    await members.getByRole('button', { name: /^把.*分开$/ }).click()
    await expect.poll(async () => (await rows()).length).toBe(10)
    expect((await record(ids[1]!)).mergedInto).toBeNull()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await rows()).length).toBe(9)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await rows()).length).toBe(10)
  })

  test('what a person tells apart is not offered again', async () => {
    const offered = page.getByRole('region', { name: '相似的发现' })
    await offered
      .getByRole('button', { name: /与这一条不相似$/ })
      .first()
      .click()
    await offered.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^撤销/ }).click()
    await offered.waitFor()
  })
})

describe('the table', () => {
  test('those that are selected get a stage and a topic, each with one step back', async () => {
    await openModule()
    await page.getByRole('radio', { name: '表格' }).click()
    await page.getByRole('grid').waitFor()
    for (const index of [1, 2, 3]) await page.getByRole('checkbox', { name: `选择第 ${index} 条` }).check()
    await page.getByRole('button', { name: '阶段', exact: true }).click()
    await page.getByRole('option', { name: '梳理' }).click()
    await expect.poll(() => inStage('sorted')).toBe(3)
    const before = await rows({ topic: '财务募捐' })
    await page.getByRole('button', { name: '加专题' }).click()
    await page.getByRole('option', { name: '财务募捐' }).click()
    await expect.poll(async () => (await rows({ topic: '财务募捐' })).length).toBe(before.length + 3)
    await page.getByRole('button', { name: '加标签' }).click()
    await page.getByRole('combobox', { name: '标签' }).fill('队伍')
    await page.getByRole('option', { name: '新建“队伍”' }).click()
    await expect.poll(async () => (await rows({ tag: '队伍' })).length).toBe(3)
    for (const left of [0, 0]) {
      await page.keyboard.press('Control+z')
      await expect.poll(async () => (await rows({ tag: '队伍' })).length).toBe(left)
    }
    await expect.poll(async () => (await rows({ topic: '财务募捐' })).length).toBe(before.length)
    await page.keyboard.press('Control+z')
    await expect.poll(() => inStage('sorted')).toBe(0)
  })

  test('those that are selected become one, the other way round if a person says so', async () => {
    await page.keyboard.press('Escape')
    for (const id of ids.slice(0, 2)) {
      const at = (await rows()).findIndex((row) => row.id === id) + 1
      await page.getByRole('checkbox', { name: `选择第 ${at} 条` }).check()
    }
    await page.getByRole('button', { name: '合并', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: '合并同类' })
    await dialog.getByRole('radio', { name: /走访困难户|一个人管着好几个村/ }).check()
    await dialog.getByRole('button', { name: '合并 2 条' }).click()
    await expect.poll(async () => (await record(ids[0]!)).mergedInto).toBe(ids[1])
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await record(ids[0]!)).mergedInto).toBeNull()
  })

  test('grouped by 共性 and sorted by how many cities say it', async () => {
    await page.getByRole('columnheader').getByRole('button', { name: '共性' }).click()
    await expect.poll(() => page.getByRole('row').nth(1).textContent()).toContain('共性 7 市')
    await page.getByRole('button', { name: /^分组/ }).click()
    await page.getByRole('option', { name: '按共性' }).click()
    await page.getByRole('button', { name: /^共性（两个市以上都说到）/ }).click()
    await expect.poll(() => page.getByRole('row').count()).toBe(1 + 2)
    await page.getByRole('button', { name: '清除筛选' }).click()
  })

  test('the board comes back when one asks for it, and is remembered', async () => {
    await page.getByRole('radio', { name: '看板' }).click()
    await list('raw').waitFor()
    await page.getByRole('navigation', { name: '模块' }).getByRole('link', { name: '会议' }).click()
    await openModule()
    await list('raw').waitFor()
  })
})

test('S drafts a measure of what a finding says; one step takes both back', async () => {
  await save('findings', ids[2]!, { summary: '统一会员管理办法，明确权利和义务。另行征求意见。', stage: 'analysed' })
  await list('analysed').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('s')
  const measures = async () =>
    await call<{ id: string }[]>(page, 'records.dependents', { entity: 'findings', ids: [ids[2]] })
  await expect.poll(async () => (await measures()).length).toBe(1)
  const [group] = (await measures()) as unknown as { items: { id: string; title: string }[] }[]
  expect(group!.items[0]!.title).toBe('统一会员管理办法，明确权利和义务')
  const measure = await record(group!.items[0]!.id, 'measures')
  const finding = (await rows({ stage: 'distilled' }))[0]!
  expect(measure).toMatchObject({
    ...{
      stage: 'proposed',
      findings: [ids[2]],
      regions: finding.regions,
      campaign: finding.campaign,
      teams: [finding.team],
    },
    ...{ year: null, owner: null, due: null },
  })
  await page.keyboard.press('Control+z')
  await expect.poll(() => inStage('distilled')).toBe(0)
  await expect.poll(async () => (await measures()).length).toBe(0)
})

test('before a source goes it says what rests on it', async () => {
  const { visits } = await record(ids[0]!)
  const [visit] = visits as string[]
  await page.evaluate((id) => {
    location.hash = `#/visits/${id}`
  }, visit)
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '移到回收站' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByRole('link', { name: /基层慈善工作人员偏少/ })
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect((await call<RecordView>(page, 'records.get', { entity: 'visits', id: visit })).deleted).toBe(false)
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '移到回收站' }).click()
  await dialog.getByRole('button', { name: '仍然移到回收站' }).click()
  await expect
    .poll(async () => (await call<RecordView>(page, 'records.get', { entity: 'visits', id: visit })).deleted)
    .toBe(true)
  await page.getByText(/^已移到回收站/).waitFor()
})

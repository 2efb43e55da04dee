/** 看板、表格、合并、问题分析, at three sizes in both themes. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FindingItem, Page as Rows, VisitItem } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { type Look, lookAt, settle } from '../support/looks.ts'
import { goTo, saveRecord, startAsHeadquarters } from '../support/screens.ts'

let shanyan: Shanyan
let page: Page
let look: Look

const rows = async (filter: object = {}) =>
  (await call<Rows<FindingItem>>(page, 'findings.list', { offset: 0, limit: 100, ...filter })).rows
const idOf = async (text: string) => (await rows({ text }))[0]!.id
const save = (entity: string, id: string, fields: Record<string, unknown>) => saveRecord(page, entity, id, fields)
const go = (hash: string) => goTo(page, hash)
const card = (text: string | RegExp) => page.getByRole('option', { name: text })

beforeAll(async () => {
  shanyan = await launchShanyan({
    profile: join(temporaryFolder('screens-findings'), 'data'),
    contentSize: { width: 1366, height: 768 },
  })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  look = lookAt(
    shanyan,
    new Set(['board', 'board-full', 'findings-selected', 'finding-problem', 'findings-merge', 'similar']),
  )
  await startAsHeadquarters(page)
})
afterAll(() => shanyan?.close())

it('the board as it begins', async () => {
  await go('#/findings')
  await card(/盐城/).waitFor()
  await look('board')
})

it('a card on its way', async () => {
  const from = (await card(/各地慈善会十分重视/).boundingBox())!
  const column = (await page.locator('[data-stage="sorted"]').boundingBox())!
  await page.mouse.move(from.x + 60, from.y + 40)
  await page.mouse.down()
  await page.mouse.move(from.x + 90, from.y + 60)
  await page.mouse.move(column.x + 90, column.y + 160)
  await page.getByText('放到“梳理”').waitFor()
  await look('board-drag')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect((await rows({ stage: 'raw' })).length).toBe(7)
})

it('all stages filled, something merged, a preview', async () => {
  const visit = (await call<Rows<VisitItem>>(page, 'visits.list', { offset: 0, limit: 50 })).rows.find(
    (row) => row.regionName === '扬州市',
  )!
  const said = [
    ['problem', '基层慈善工作人员偏少，一个人要管好几个社区站，很难做到每户都走到。', 'sorted', '慈善项目'],
    ['problem', '基层慈善工作人员偏少，一个人要管好几个村，走访困难户很难做到每户都走到。', 'sorted', '慈善项目'],
    ['problem', '基层慈善工作人员偏少，社区站缺专职人员，很难做到每户都走到。', 'raw', '慈善项目'],
    ['suggestion', '建议省总会统一制定会员管理办法，明确会员的权利和义务。', 'analysed', '会员工作'],
    ['suggestion', '建议开展市县网络募捐骨干培训，每年不少于一次。', 'distilled', '网络募捐'],
    ['plan', '明年把光明梦白内障救助扩大到所有乡镇。', 'adopted', '慈善项目'],
  ] as const
  for (const [at, [kind, quote, stage, topic]] of said.entries()) {
    const id = crypto.randomUUID()
    const fields = {
      kind,
      quote,
      stage,
      topics: [topic],
      regions: [visit.region!],
      visits: [visit.id],
      campaign: visit.campaign,
    }
    await save('findings', id, { ...fields, ...(at === 0 ? { summary: '基层慈善工作人员不足' } : {}) })
  }
  const [into, from] = [await idOf('资金募集有新突破'), await idOf('共募集善款')]
  await save('findings', from, { mergedInto: into })
  await page.locator('.card-merged').waitFor()
  await look('board-full')
  await page.locator('[data-stage="sorted"] [role="listbox"]').focus()
  await page.keyboard.press(' ')
  await page.getByRole('complementary', { name: '预览' }).waitFor()
  await look('board-peek')
  await page.keyboard.press('Escape')
})

it('similar findings, offered on M', async () => {
  await page.locator('[data-stage="sorted"] [role="listbox"]').focus()
  await page.keyboard.press('m')
  await page.getByRole('dialog').getByRole('checkbox').first().waitFor()
  await page.keyboard.press(' ')
  await look('similar')
  await page.keyboard.press('Escape')
})

it('the table, some selected', async () => {
  await page.getByRole('radio', { name: '表格' }).click()
  await page.getByRole('grid').waitFor()
  await look('findings-table')
  await page.getByRole('checkbox', { name: '选择第 1 条' }).check()
  await page.getByRole('checkbox', { name: '选择第 2 条' }).check()
  await page.getByRole('checkbox', { name: '选择第 3 条' }).check()
  await look('findings-selected')
})

it('those that are selected, merged', async () => {
  await page.getByRole('button', { name: '合并', exact: true }).click()
  await page.getByRole('dialog').waitFor()
  await look('findings-merge')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
})

it('by 共性, with every filter shown', async () => {
  await page.getByRole('button', { name: '更多筛选' }).click()
  await page.getByRole('button', { name: /^分组/ }).click()
  await page.getByRole('option', { name: '按共性' }).click()
  await settle(page)
  await look('findings-spread')
  await page.getByRole('button', { name: '收起筛选' }).click()
})

it('a problem, analysed, with what is merged into it and what came of it', async () => {
  const [problem, other] = [await idOf('好几个社区站'), await idOf('走访困难户')]
  await save('findings', other, { mergedInto: problem })
  await save('findings', problem, {
    cause: '编制少，社区站多由村干部兼任；报酬没有保障，留不住人。',
    impact: '困难群众的情况掌握不全，救助不够及时。',
    responsibility: 'county',
    tags: ['基层', '队伍'],
    priority: 'high',
  })
  const measure = crypto.randomUUID()
  await save('measures', measure, { title: '充实基层慈善工作站力量', stage: 'proposed', findings: [problem] })
  await go(`#/findings/${problem}`)
  await page.getByRole('heading', { name: '并在这里的发现' }).waitFor()
  await page.getByRole('heading', { name: '相似的发现' }).waitFor()
  await look('finding-problem')
})

it('what rests on it, before it goes', async () => {
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '移到回收站' }).click()
  await page.getByRole('dialog').getByText('充实基层慈善工作站力量').waitFor()
  await look('finding-rests')
  await page.keyboard.press('Escape')
})

it('a finding that another speaks for', async () => {
  await go(`#/findings/${await idOf('走访困难户')}`)
  const merged = (
    await call<{ rows: FindingItem[] }>(page, 'findings.members', {
      id: await idOf('好几个社区站'),
      offset: 0,
      limit: 1,
    })
  ).rows[0]!
  await go(`#/findings/${merged.id}`)
  await page.getByText('这条发现已并入另一条。').waitFor()
  await look('finding-merged')
})

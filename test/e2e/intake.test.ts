/** Old material in a real window: the seed's text on an empty profile, and a spreadsheet; nothing is saved before a person says so. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../electron/launch/exec.mjs'
import type {
  FindingItem,
  IndicatorItem,
  MeetingItem,
  MeetingPage,
  Page as Rows,
  TrashItem,
  VisitItem,
} from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, stubDialog, temporaryFolder } from '../support/electron.ts'
import { type Look, lookAt } from '../support/looks.ts'

const seed = readFileSync(join(root, 'test/fixtures/jiangsu-2023-12-05.txt'), 'utf8')
const profile = join(temporaryFolder('intake'), 'data')
const folder = temporaryFolder('tables')
const size = { width: 1366, height: 768 }

let shanyan: Shanyan
let page: Page
let look: Look

const paging = { offset: 0, limit: 100 }
const visits = () => call<Rows<VisitItem>>(page, 'visits.list', paging)
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const toast = (words: string | RegExp) => page.locator('.toast', { hasText: words })
const count = async () => ({
  visits: (await visits()).total,
  findings: (await call<Rows<FindingItem>>(page, 'findings.list', paging)).total,
  meetings: (await call<Rows<MeetingItem>>(page, 'meetings.list', paging)).total,
  indicators: (await call<IndicatorItem[]>(page, 'indicators.list')).length,
})

async function start() {
  shanyan = await launchShanyan({ profile, contentSize: size })
  page = shanyan.page
  page.setDefaultTimeout(10_000)
  look = lookAt(shanyan, new Set(['intake-review', 'intake-sheet']))
}
const open = async (query = '') => {
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/intake${query}`)
}

beforeAll(async () => {
  await start()
  await call(page, 'profile.save', {
    role: 'headquarters',
    unit: '江苏省慈善总会',
    person: '李四',
    deviceName: '总会办公室',
    demo: false,
  })
  await page.reload()
  await page.getByRole('navigation', { name: '模块' }).waitFor()
})
afterAll(() => shanyan?.close())

describe('从文稿提取', () => {
  it('is reached from the navigation, and reads what is pasted', async () => {
    await page.getByRole('link', { name: '收旧材料' }).click()
    await page.getByRole('textbox', { name: '文稿' }).waitFor()
    await look('intake-start')
    // as a person pastes: the whole text at once
    await page.getByRole('textbox', { name: '文稿' }).evaluate((area, text) => {
      const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!.set!
      setter.call(area, text)
      area.dispatchEvent(new Event('input', { bubbles: true }))
    }, seed)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: '走访', level: 2 }).waitFor()
    expect(await count()).toEqual({ visits: 0, findings: 0, meetings: 0, indicators: 0 })
    expect(
      await page
        .locator('.intake-source-text')
        .evaluate((box) => [...box.querySelectorAll('[data-at]')].map((part) => part.textContent).join('')),
    ).toBe(seed)
  })

  it('shows the passage of a card, and the card of a passage', async () => {
    await button(/第17次会长办公会/).click()
    await page.locator('.intake-mark-current', { hasText: '召开的第17次会长办公会' }).first().waitFor()
    await page.locator('.intake-mark', { hasText: '对调研情况作进一步梳理' }).click()
    await page.locator('.intake-card-current', { hasText: '对调研情况作进一步梳理' }).waitFor()
    await look('intake-review')
  })

  it('is corrected by hand, and survives the window', async () => {
    await button(/扬州 2023-11-21/).click()
    const fields = page.locator('.intake-fields')
    await fields.getByRole('textbox', { name: '目的' }).click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('看项目')
    await page.locator('.intake-card', { hasText: '无锡 刘成林' }).getByRole('checkbox').uncheck()
    await shanyan.close()
    await start()
    await open()
    await page.locator('.intake-card-rejected', { hasText: '无锡 刘成林' }).waitFor()
    await page.locator('.intake-card', { hasText: '无锡 刘成林' }).getByRole('checkbox').check()
    expect(await count()).toEqual({ visits: 0, findings: 0, meetings: 0, indicators: 0 })
  })

  it('saves all of it as one step; the records are what the text says', async () => {
    await button(/^存入 \d+ 条$/).click()
    await toast(/已存入 \d+ 条/).waitFor()
    const { rows, total } = await visits()
    expect(total).toBe(14)
    expect(new Set(rows.map(({ regionName }) => regionName)).size).toBe(10)
    const of = (leader: string) =>
      rows
        .filter(({ leaderName }) => leaderName === leader)
        .map(({ regionName, start, end, inferred }) => [regionName, start, end, inferred])
        .sort()
    expect(of('高晓平')).toEqual([
      ['扬州市', '2023-11-21', '2023-11-22', null],
      ['无锡市', '2023-11-17', null, null],
      ['盐城市', '2023-11-10', null, null],
    ])
    expect(of('董启彬')).toEqual([
      ['淮安市', '2023-11-21', null, 1],
      ['镇江市', '2023-11-14', null, 1],
    ])
    expect(of('刘成林')).toHaveLength(7)
    expect(of('章大李').map(([city]) => city)).toEqual(['南京市', '泰州市'])
    const yangzhou = rows.find(({ regionName }) => regionName === '扬州市')!
    expect(yangzhou).toMatchObject({ purpose: '看项目', siteCount: 3, methods: ['onsite', 'symposium'] })
    expect(yangzhou.hostNames.map(({ name }) => name).sort()).toEqual([
      '宝应县慈善总会',
      '广陵区慈善总会',
      '扬州市慈善总会',
      '高邮市慈善总会',
    ])
    expect(seed).toContain(yangzhou.summary)

    const meetings = (await call<Rows<MeetingItem>>(page, 'meetings.list', paging)).rows
    const office = meetings.find(({ kind }) => kind === 'office')!
    expect(office).toMatchObject({ number: 17, date: '2023-11-30', chairName: '李小敏', directives: 6 })
    const { directiveItems } = (await call<MeetingPage>(page, 'meetings.page', { id: office.id }))!
    expect(directiveItems.map(({ text }) => text)).toEqual([
      '对调研情况作进一步梳理',
      '对调研中发现的问题作进一步分析',
      '对调研形成的意见建议作进一步提炼',
      '将调研成果体现在省慈善总会四届三次理事会的相关报告和文件中',
      '转化为明年做好总会各项重点工作的思路和举措',
      '运用到总会制度化规范化的建设之中',
    ])
    const findings = (await call<Rows<FindingItem>>(page, 'findings.list', paging)).rows
    expect(findings).toHaveLength(7)
    for (const { quote, stage } of findings) {
      expect(seed).toContain(quote)
      expect(stage).toBe('raw')
    }
    const indicators = await call<IndicatorItem[]>(page, 'indicators.list')
    expect(
      indicators.map(({ value, unit, bound, yearOnYear, derived }) => [value, unit, bound, yearOnYear, derived]),
    ).toEqual(
      expect.arrayContaining([
        ['8', '大类', 'equal', null, null],
        ['33', '个', 'equal', null, null],
        ['300', '家', 'least', null, null],
        ['679', '个', 'equal', null, null],
        ['4.91', '亿元', 'equal', '20', null],
        ['688.10', '万人次', 'equal', '60', null],
        ['4.09', '亿元', 'about', null, 1],
        ['430.06', '万人次', 'about', null, 1],
      ]),
    )
    await page.keyboard.press('Control+z')
    await toast('已撤销').waitFor()
    expect(await count()).toEqual({ visits: 0, findings: 0, meetings: 0, indicators: 0 })
    await page.keyboard.press('Control+y')
    await toast('已重做').waitFor()
    expect((await visits()).total).toBe(14)
  })

  it('knows what is here when the same text comes again', async () => {
    await open()
    await page.getByRole('textbox', { name: '文稿' }).fill(seed)
    await button('开始提取').click()
    await page.locator('.intake-existing', { hasText: '已有记录' }).first().waitFor()
    await look('intake-existing')
    // nothing of it is new but what is told from the file alone
    const label = await button(/^存入|没有要存的/).textContent()
    expect(label).toBe('没有要存的')
    await button('换一篇').click()
    await button('丢弃').click()
    await page.getByRole('textbox', { name: '文稿' }).waitFor()
  })

  it('opens a Word file, and says why another cannot be read', async () => {
    writeFileSync(join(folder, '坏.docx'), 'no zip')
    await stubDialog(shanyan.app, 'open', join(folder, '坏.docx'))
    await button('打开文件').click()
    await page.getByRole('alert').getByText('“坏.docx”不是这里能读的文件').waitFor()
    await look('intake-refused')
  })
})

describe('从表格导入', () => {
  it('writes a template that can be filled in', async () => {
    await page.getByRole('tab', { name: '从表格导入' }).click()
    await stubDialog(shanyan.app, 'open', folder)
    await button('下载模板').click()
    await toast('走访导入模板.xlsx').waitFor()
    await look('intake-table-start')
  })

  it('shows every row with what is wrong in it, and enters the good ones as one step', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(join(folder, '走访导入模板.xlsx'))
    const sheet = book.worksheets[0]!
    const lines = [
      ['2023-12-04', '', '苏州市', '高晓平', '已完成', '座谈会', '苏州市慈善总会', '', '', '看一看', '情况很好'],
      ['2023年11月31日', '', '南通市', '高晓平', '已完成', '', '', '', '', '', ''],
      ['2023-12-05', '', '火星', '没有这个人', '做完了', '', '', '', '', '', ''],
      ['2023-11-10', '', '盐城市', '高晓平', '', '', '', '', '', '', ''],
    ]
    lines.forEach((line, at) => {
      sheet.getRow(4 + at).values = [at + 1, ...line]
    })
    const path = join(folder, '走访.xlsx')
    await book.xlsx.writeFile(path)
    await stubDialog(shanyan.app, 'open', path)
    await button('选择表格').click()
    await page.getByRole('heading', { name: '走访.xlsx' }).waitFor()
    await page.getByText('1 行可导入；2 行有问题；1 行已有').waitFor()
    await page.getByText('没有这个地区').waitFor()
    await look('intake-sheet')
    await button('导入 1 行').click()
    await toast('已导入 1 行').waitFor()
    const { rows, total } = await visits()
    expect(total).toBe(15)
    expect(rows.find(({ regionName }) => regionName === '苏州市')).toMatchObject({
      start: '2023-12-04',
      leaderName: '高晓平',
      purpose: '看一看',
    })
    await page.keyboard.press('Control+z')
    await toast('已撤销').waitFor()
    expect((await visits()).total).toBe(14)
    const gone = await call<TrashItem[]>(page, 'trash.list')
    expect(gone.some(({ entity }) => entity === 'visits')).toBe(true)
  })

  it('takes the columns a person names', async () => {
    const path = join(folder, '数据.csv')
    writeFileSync(path, '甲,乙,丙\n募集善款,盐城市,520.5\n')
    await stubDialog(shanyan.app, 'open', path)
    await button('选择表格').click()
    await page.getByText('没有它无法导入').waitFor()
    await button(/^导入为/).click()
    await page.getByRole('option', { name: '导入为指标' }).click()
    for (const [letter, field] of [
      ['A', '名称*'],
      ['B', '地区'],
      ['C', '数值'],
    ]) {
      await button(new RegExp(`表格第 ${letter} 列`)).click()
      await page.getByRole('option', { name: field!, exact: true }).click()
      await button(new RegExp(`表格第 ${letter} 列.*${field!.replace('*', '\\*')}`)).waitFor()
    }
    await button('导入 1 行').click()
    // the toast of the import before is there still
    await button('选择表格').waitFor()
    const indicators = await call<IndicatorItem[]>(page, 'indicators.list')
    expect(indicators.filter(({ value }) => value === '520.5')).toMatchObject([
      { name: '募集善款', regionName: '盐城市' },
    ])
  })
})

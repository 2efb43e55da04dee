/**
 * The demonstration data played through in one window: what four teams found becomes four reports, the office meeting's directives become
 * measures, the members' opinion paper goes through a round of consultation, and every paper is taken out and opened elsewhere.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import ExcelJS from 'exceljs'
import mammoth from 'mammoth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../electron/launch/exec.mjs'
import { formCode } from '../../shared/domain/consultation-form.ts'
import type { DocumentItem, DocumentPage } from '../../shared/views/documents.ts'
import type { MeasureList } from '../../shared/views/ledger.ts'
import type { HearingTeam } from '../../shared/views/office.ts'
import type { FindingItem, MeetingItem, MeetingPage, Page as Rows } from '../../shared/views.ts'
import { call, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { settle, sizes } from '../support/looks.ts'
import { bare, convert, ensureOffice, misplaced, readText, saidIn } from '../support/office.ts'
import {
  answerInSheet,
  answerInWord,
  answerNone,
  askUnits,
  moveTo,
  takeIn,
  writeForms,
} from '../support/opinion-paper.ts'
import { chooseFolder, openExport, takeOut } from '../support/paper-export.ts'
import { partsIn, runsWithoutFonts } from '../support/word-file.ts'

/** Kept after the run, to be looked at in Word and WPS. */
const folder = join(root, '.artifacts', 'papers')
const forms = temporaryFolder('forms')
/** Without blanks, half-width as the source writes. */
const seed = bare(readText(join(import.meta.dirname, '../fixtures/jiangsu-2023-12-05.txt')))
const leaders = ['高晓平', '刘成林', '董启彬', '章大李']
const directives = [
  '对调研情况作进一步梳理',
  '对调研中发现的问题作进一步分析',
  '对调研形成的意见建议作进一步提炼',
  '将调研成果体现在省慈善总会四届三次理事会的相关报告和文件中',
  '转化为明年做好总会各项重点工作的思路和举措',
  '运用到总会制度化规范化的建设之中',
]
const parts = ['基本情况', '主要做法和成效', '存在问题', '原因分析', '意见建议', '下一步打算']

let shanyan: Shanyan
let page: Page
const written: string[] = []

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
async function go(hash: string) {
  await page.evaluate((next) => {
    location.hash = next
  }, hash)
  await settle(page)
}
const openId = async () => decodeURIComponent((await page.evaluate(() => location.hash)).split(/[/?]/)[2] ?? '')
const document = async (id: string) => (await call<DocumentPage>(page, 'documents.page', { id }))!
const documents = async () => (await call<Rows<DocumentItem>>(page, 'documents.list', { offset: 0, limit: 50 })).rows
const measures = () => call<MeasureList>(page, 'measures.list', { offset: 0, limit: 50 })
/** A paragraph a line, as a second reader finds them. */
const read = async (path: string) => (await mammoth.extractRawText({ path })).value.split(/\n+/).filter(Boolean)
const ofKind = (ending: string) => written.filter((path) => path.endsWith(ending))
const named = (name: string) => written.find((path) => basename(path) === name)!

beforeAll(async () => {
  ensureOffice()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  shanyan = await launchShanyan({ demo: true, contentSize: sizes[0] })
  page = shanyan.page
  page.setDefaultTimeout(20_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByRole('navigation', { name: '模块' }).waitFor()
}, 600_000)
afterAll(() => shanyan?.close())

describe('what four teams found', () => {
  it('becomes a report for each: every finding stands in it with its source, what nobody said is missing', async () => {
    const { rows } = await call<Rows<FindingItem>>(page, 'findings.list', { offset: 0, limit: 50 })
    for (const leader of leaders) {
      await go('#/documents')
      await button('为调研组写报告').click()
      await page.getByRole('menuitem', { name: new RegExp(leader) }).click()
      await page.getByRole('textbox', { name: '正文' }).waitFor()
      const report = await document(await openId())
      expect(report.leaderName).toBe(leader)
      expect(report.sectionItems.map(({ heading }) => heading)).toEqual(parts)
      expect(report.sectionItems.map(({ body }) => body !== null)).toEqual([true, true, false, false, false, false])
      const cited = report.citationItems.flatMap(({ finding }) => finding ?? [])
      expect(cited.sort()).toEqual(
        rows
          .filter(({ team }) => team === report.team)
          .map(({ id }) => id)
          .sort(),
      )
    }
    expect((await documents()).filter(({ kind }) => kind === 'report')).toHaveLength(4)
  })
})

describe('第17次会长办公会', () => {
  let meeting = ''

  it('hears the four reports', async () => {
    const { rows } = await call<Rows<MeetingItem>>(page, 'meetings.list', { kind: 'office', offset: 0, limit: 1 })
    meeting = rows[0]!.id
    await go(`#/meetings/${meeting}`)
    await button('从各组报告生成').click()
    await button('听取汇报').click()
    for (const leader of leaders) {
      await page.getByRole('heading', { level: 1, name: `${leader}副会长` }).waitFor()
      await page.keyboard.press('ArrowRight')
    }
    await page.keyboard.press('Escape')
    await button('听取汇报').waitFor()
    const heard = await call<HearingTeam[]>(page, 'meetings.hearing', { id: meeting })
    const reports = new Set((await documents()).map(({ id }) => id))
    expect(heard.map(({ item }) => item.leaderName)).toEqual(leaders)
    expect(heard.every(({ item }) => reports.has(item.document ?? ''))).toBe(true)
  })

  it('gives six directives; what each team owes is split off, without owner or deadline', async () => {
    const found = await call<MeetingPage>(page, 'meetings.page', { id: meeting })
    expect(found.directiveItems.map(({ text }) => text)).toEqual(directives)
    const list = page.getByRole('list', { name: '会议要求' }).getByRole('listitem')
    // the first three are said to the teams, the others to all of the federation
    for (const at of [0, 1, 2]) {
      await list.nth(at).getByRole('button', { name: '拆解' }).click()
      await dialog().getByRole('button', { name: '拆解成 4 项' }).click()
      await dialog().waitFor({ state: 'detached' })
      await list.nth(at).getByText('5 项举措').waitFor()
    }
    const { rows } = await measures()
    expect(rows).toHaveLength(18)
    for (const row of rows)
      expect(row).toMatchObject({ stage: 'proposed', ownerName: null, personName: null, due: null })
    expect(new Set(rows.map(({ title }) => title))).toEqual(new Set(directives))
  })

  it('shows them in the ledger as 待立项, with 待补充 where nobody is named', async () => {
    await go('#/measures')
    const first = page.getByRole('row').filter({ hasText: '待立项' }).first()
    await first.waitFor()
    expect(await first.getByText('待补充').count()).toBeGreaterThanOrEqual(2)
    expect(await page.getByRole('row').filter({ hasText: '待立项' }).filter({ hasText: '待补充' }).count()).toBe(
      await page.getByRole('row').filter({ hasText: '待立项' }).count(),
    )
  })
})

describe('the members’ opinion paper', () => {
  let id = ''
  const stored = () => document(id)

  it('is written down as it was put to discussion', async () => {
    const opinion = (await documents()).find(({ kind }) => kind === 'opinion')
    expect(opinion).toMatchObject({ stage: 'discussion', sections: 0 })
    id = opinion!.id
    await go(`#/documents/${id}`)
    await button('开始写正文').click()
    const paper = page.getByRole('textbox', { name: '正文' })
    await paper.locator('h2').first().click()
    await page.keyboard.type('总体要求')
    await page.keyboard.press('Enter')
    await page.keyboard.type('强化会员意识、服务意识，发挥会员作用。')
    await button('存一版').click()
    await dialog().getByRole('textbox', { name: '说明' }).fill('讨论稿')
    await dialog().getByRole('button', { name: '存一版' }).click()
    await page.getByText('已存为第 1 版').waitFor()
    await moveTo(page, '修改')
    await moveTo(page, '征求意见')
  })

  it('goes out to three units and comes back', async () => {
    await page.getByRole('link', { name: '征求意见' }).click()
    await askUnits(page, ['盐城市慈善总会', '无锡市慈善总会'], '江苏省民政厅', '2023-12-20')
    await expect.poll(async () => (await stored()).asked).toBe(3)
    await writeForms(shanyan, forms)
    const { consultationItems } = await stored()
    const yancheng = consultationItems.find(({ organizationName }) => organizationName === '盐城市慈善总会')!
    const sheet = join(forms, readdirSync(forms).find((name) => name.includes('无锡') && name.endsWith('.xlsx'))!)
    await answerInSheet(sheet, '〔1〕', '增加“定期走访会员单位”', '会员反映走访偏少')
    const word = join(forms, '盐城.docx')
    await answerInWord(word, formCode(yancheng.id), '盐城市慈善总会', [['〔1〕', '增加“依法依章程”', '']])
    const none = join(forms, '民政厅.docx')
    await answerNone(none, '江苏省民政厅')
    await takeIn(shanyan, [sheet, word, none])
    await expect.poll(async () => (await stored()).answered).toBe(3)
    expect((await stored()).opinionItems).toHaveLength(2)
  })

  it('has every opinion decided, and is completed and approved', async () => {
    const rows = page.getByRole('listitem').filter({ has: page.getByRole('radiogroup', { name: '处理' }) })
    await rows.first().focus()
    await page.keyboard.press('1')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('2')
    await rows.nth(1).getByRole('textbox', { name: '理由' }).fill('改为“定期联系”')
    await page.keyboard.press('Control+s')
    const finish = button('完成这一轮')
    await expect.poll(() => finish.isDisabled()).toBe(false)
    await openExport(page, undefined, '意见汇总表')
    await chooseFolder(shanyan, folder)
    written.push(await takeOut(page, 'docx'))
    for (const format of ['xlsx', 'pdf'] as const) {
      await openExport(page, undefined, '意见汇总表')
      written.push(await takeOut(page, format))
    }
    await finish.click()
    await dialog().getByRole('button', { name: '移到“完善”' }).click()
    await expect.poll(async () => (await stored()).stage).toBe('completion')
    await go(`#/documents/${id}`)
    await moveTo(page, '审定')
    expect((await stored()).stage).toBe('approval')
  })
})

describe('every paper', () => {
  /** From the page that is open. */
  async function all(formats: readonly ('docx' | 'pdf' | 'xlsx')[], paper?: string, endNotes = false) {
    for (const format of formats) {
      await openExport(page, paper)
      written.push(await takeOut(page, format, { endNotes }))
    }
  }

  it('is taken out in every format it has', async () => {
    for (const { id } of await documents()) {
      await go(`#/documents/${id}`)
      await all(['docx', 'pdf'], undefined, true)
    }
    const { rows } = await call<Rows<MeetingItem>>(page, 'meetings.list', { offset: 0, limit: 50 })
    for (const meeting of rows.filter(({ kind, regionName }) => kind === 'office' || regionName === '盐城市')) {
      await go(`#/meetings/${meeting.id}`)
      for (const paper of ['会议纪要', '会议通知']) await all(['docx', 'pdf'], paper)
    }
    await go('#/measures')
    for (const paper of ['举措台账', '三清单', '成果转化运用清单']) await all(['docx', 'xlsx', 'pdf'], paper)
    await go(`#/measures/${(await measures()).rows[0]!.id}`)
    for (const format of ['docx', 'pdf'] as const) {
      await openExport(page, undefined, '督办单')
      written.push(await takeOut(page, format))
    }
    expect(readdirSync(folder).sort()).toEqual(written.map((path) => basename(path)).sort())
    const of = (name: string, endings: string[]) => endings.map((ending) => `${name}.${ending}`)
    const list = ['docx', 'pdf', 'xlsx']
    const word = ['docx', 'pdf']
    expect(readdirSync(folder).sort()).toEqual(
      [
        ...['慈善项目', '会员工作', '财务募捐', '网络募捐、慈善宣传'].flatMap((topic) => of(`${topic}调研报告`, word)),
        ...of('江苏省慈善总会关于切实加强会员工作的意见', word),
        ...of('江苏省慈善总会关于切实加强会员工作的意见征求意见汇总表', list),
        ...of('第17次会长办公会纪要', word),
        ...of('关于召开第17次会长办公会的通知', word),
        ...of('盐城市座谈会纪要', word),
        ...of('关于召开盐城市座谈会的通知', word),
        ...['举措台账', '三清单', '成果转化运用清单'].flatMap((name) => of(name, list)),
        ...of('督办单 对调研情况作进一步梳理', word),
      ].sort(),
    )
  }, 600_000)

  it('says in a report what the source says, word for word, and 待补充 where it says nothing', async () => {
    for (const topic of ['慈善项目', '会员工作', '财务募捐', '网络募捐、慈善宣传']) {
      const lines = await read(named(`${topic}调研报告.docx`))
      const at = (part: string) => lines.findIndex((line) => line.endsWith(`、${part}`))
      expect(parts.map((part) => lines[at(part)])).toEqual(
        parts.map((part, index) => `${'一二三四五六'[index]}、${part}`),
      )
      for (const part of parts.slice(2)) expect(lines[at(part) + 1]).toBe('待补充')
      const practice = lines.slice(at('主要做法和成效') + 1, at('存在问题'))
      expect(practice.length).toBeGreaterThan(0)
      for (const sentence of practice.flatMap((line) => line.replace(/\[\d+\]/g, '').split('。')))
        expect(seed).toContain(bare(sentence))
      // nobody has signed or dated it
      expect(lines.slice(at('下一步打算') + 2, at('下一步打算') + 4)).toEqual(['待补充', '待补充'])
      expect(lines).toContain('依据')
    }
  })

  it('names in the other papers what is known, and marks the rest', async () => {
    const minutes = await read(named('第17次会长办公会纪要.docx'))
    expect(minutes).toContain('地点：待补充')
    for (const [at, directive] of directives.entries())
      expect(minutes).toContain(`（${'一二三四五六'[at]}）${directive}`)
    const symposium = await read(named('盐城市座谈会纪要.docx'))
    expect(symposium).toEqual(expect.arrayContaining(['时间：2023年11月10日', '主持：待补充', '出席：待补充']))
    expect(symposium).toContain('参加单位：盐城市慈善总会、市救助中心')
    const notice = await read(named('关于召开盐城市座谈会的通知.docx'))
    expect(notice).toEqual(expect.arrayContaining(['盐城市（2023年11月10日）', '考察点位：北林社区慈善工作站']))
    const order = (await read(named('督办单 对调研情况作进一步梳理.docx'))).join('\n')
    for (const label of ['责任单位', '责任人', '办结期限']) expect(order).toContain(`${label}\n待补充`)
    expect(order).toContain('第17次会长办公会')
    const lists = new ExcelJS.Workbook()
    await lists.xlsx.readFile(named('三清单.xlsx'))
    const duties = lists.getWorksheet('责任清单')!
    const column = (label: string) => [...(duties.getRow(2).values as unknown[])].indexOf(label)
    expect(duties.rowCount).toBe(2 + 18)
    for (let row = 3; row <= 20; row++)
      for (const label of ['责任单位', '责任人', '完成时限'])
        expect(duties.getCell(row, column(label)).value).toBe('待补充')
    const opinions = (await read(named('江苏省慈善总会关于切实加强会员工作的意见征求意见汇总表.docx'))).join('\n')
    expect(opinions).toContain(
      '征求3家单位意见，3家反馈，其中1家无意见；意见2条：采纳1条，部分采纳1条，不采纳0条，待定0条。',
    )
    expect(opinions).toContain('江苏省民政厅\n无意见')
  })

  it('has its fonts on every run and, opened elsewhere, keeps to the type area of its page', async () => {
    const papers = ofKind('.docx')
    for (const path of papers) expect([basename(path), runsWithoutFonts(path)]).toEqual([basename(path), []])
    for (const path of papers) expect(partsIn(path).get('word/settings.xml')!.toString()).toContain('evenAndOddHeaders')
    const pages = convert(papers, 'pdf')
    const problems = pages.flatMap((pdf) =>
      misplaced(pdf, 'outer').map((problem) => `${basename(pdf)} of the .docx: ${problem}`),
    )
    // this engine puts page numbers in the middle
    const printed = ofKind('.pdf').flatMap((pdf) =>
      misplaced(pdf, 'any').map((problem) => `${basename(pdf)}: ${problem}`),
    )
    expect([...problems, ...printed]).toEqual([])
  }, 300_000)

  it('keeps a spreadsheet’s print area and repeated headings in another program', async () => {
    const sheets = ofKind('.xlsx')
    for (const path of [...sheets, ...convert(sheets, 'xlsx')]) {
      const book = new ExcelJS.Workbook()
      await book.xlsx.readFile(path)
      for (const sheet of book.worksheets) {
        const { orientation, paperSize, fitToWidth, printArea, printTitlesRow } = sheet.pageSetup
        expect({ orientation, paperSize, fitToWidth }).toEqual({
          orientation: 'landscape',
          paperSize: 9,
          fitToWidth: 1,
        })
        expect(printArea).toMatch(new RegExp(`^A1:[A-Z]+${sheet.rowCount}$`))
        expect(printTitlesRow).toMatch(/^\$?1:\$?[23]$/)
      }
    }
  })

  it('says the same as PDF and as Word file', async () => {
    for (const pdf of ofKind('.pdf').filter((path) => /(报告|纪要|通知|意见)\.pdf$/.test(path))) {
      const text = bare(saidIn(pdf)).replace(/—\d+—/g, '')
      for (const line of await read(pdf.replace(/pdf$/, 'docx')))
        if (line !== '[图片]') expect(text, basename(pdf)).toContain(bare(line))
    }
  })
})

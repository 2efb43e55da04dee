/** Every paper that leaves, opened in LibreOffice and measured there. */
import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ExcelJS from 'exceljs'
import mammoth from 'mammoth'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PaperFormat, PaperName } from '../../../../shared/contract/papers.ts'
import { cleanUp, type Device, openDevice, temporaryFolder } from '../../../support/device.ts'
import { photo } from '../../../support/looks.ts'
import {
  bare,
  convert,
  ensureOffice,
  linesOf,
  millimetres,
  misplaced,
  type PdfWord,
  pagesOf,
} from '../../../support/office.ts'
import { endNotesOf, partsIn, runsWithoutFonts } from '../../../support/word-file.ts'

const folder = temporaryFolder('opened-')
const report = v7()
const sections = { background: v7(), practice: v7(), problems: v7() }
const citations = { spoken: v7(), shown: v7(), counted: v7() }
const meeting = v7()
const statement = v7()
const captions = ['图说甲', '图说乙', '图说丙']
const said = '智慧大救助平台让多个救助项目的审核通过大数据完成'
let device: Device
let version = ''
let photos: string[] = []
let pictures: Buffer[] = []

const write = async (paper: PaperName, format: PaperFormat, more: object = {}) =>
  (await device.call('papers.export', { paper, format, folder, options: {}, ...more })).path
const centre = ({ left, right }: PdfWord) => millimetres((left + right) / 2)
/** The word on a page that holds `text`. */
const wordOf = (words: readonly PdfWord[], text: string) => words.find((word) => word.text.includes(text))!

beforeAll(async () => {
  ensureOffice()
  device = await openDevice('李四', 'headquarters', { demo: true, now: () => Date.parse('2023-12-05T09:00:00') })
  const visits = await device.call('visits.list', { offset: 0, limit: 50 })
  const visit = visits.rows.find(({ regionName }) => regionName === '盐城市')!.id
  const colours = [
    [20, 90, 90],
    [180, 60, 40],
    [60, 60, 160],
    [90, 20, 90],
  ]
  pictures = colours.map((colour, at) => photo(640, at === 1 ? 900 : 480, colour, [240, 220, 150]))
  const paths = pictures.map((bytes, at) => {
    const path = join(folder, `照片${at + 1}.png`)
    writeFileSync(path, bytes)
    return path
  })
  photos = (await device.call('attachments.add', { paths: paths.slice(0, 3), document: report })).ids
  // what a citation of the statement shows
  const [own] = (await device.call('attachments.add', { paths: paths.slice(3), meeting })).ids
  for (const [at, id] of photos.entries()) await device.save('attachments', id, { caption: captions[at]! })
  await device.save('attachments', own!, { caption: '平台现场' })
  await device.save('meetings', meeting, { kind: 'symposium', visit, date: '2023-11-10', precision: 'day' })
  await device.save('statements', statement, { meeting, text: said, order: 'a1' })
  await device.save('documents', report, { title: '慈善项目调研报告', kind: 'report', stage: 'draft' })
  const bodies = {
    background: `赴盐城调研，${said}。[^${citations.spoken}]这一句没有依据。`,
    practice: [
      `${'善作善成'.repeat(200)}。`,
      `照片上看得见。[^${citations.shown}]平台也说过。[^${citations.spoken}]`,
      ...photos.map((id, at) => `![${id}](${captions[at]})`),
      '| 市 | 项目（个） |',
      '| 盐城 | 33 |',
    ].join('\n'),
  }
  const [first = '', second = ''] = Object.values(bodies)
  await device.save('sections', sections.background, {
    document: report,
    heading: '基本情况',
    body: first,
    order: 'a1',
  })
  await device.save('sections', sections.practice, { document: report, heading: '主要做法', body: second, order: 'a2' })
  await device.save('sections', sections.problems, { document: report, heading: '存在问题', order: 'a3' })
  await device.save('citations', citations.spoken, { document: report, section: sections.background, statement })
  await device.save('citations', citations.shown, {
    document: report,
    section: sections.practice,
    attachment: photos[1]!,
  })
  version = (await device.call('versions.save', { document: report })).version
  await device.save('sections', sections.background, { document: report, body: `如今这样写。[^${citations.spoken}]` })
}, 600_000)
afterAll(cleanUp)

describe('a report with end notes and photos', () => {
  let path = ''
  let pdf = ''
  beforeAll(async () => {
    path = await write('report', 'docx', { ids: [report], version, options: { endNotes: true } })
    ;[pdf = ''] = convert([path], 'pdf')
  }, 120_000)

  it('is a kept version, under its number; the present text is another file', async () => {
    expect(basename(path)).toBe('慈善项目调研报告（第1版）.docx')
    const now = await write('report', 'docx', { ids: [report] })
    expect(basename(now)).toBe('慈善项目调研报告.docx')
    const text = async (file: string) => (await mammoth.extractRawText({ path: file })).value
    expect(await text(path)).toContain(said)
    expect(await text(path)).not.toContain('如今这样写')
    expect(await text(now)).toContain('如今这样写')
    const foreign = await device.failure('papers.export', {
      ...{ paper: 'report', format: 'docx', folder, options: {}, ids: [report] },
      version: v7(),
    })
    expect(foreign?.code).toBe('not-found')
  })

  it('leads from a sentence to its source, its photo, and back; a source is told once', () => {
    const notes = endNotesOf(path)
    expect(notes.map(({ number }) => number)).toEqual([1, 2, 1])
    const [spoken, shown] = notes
    expect(spoken!.before).toMatch(new RegExp(`${said}。$`))
    expect(spoken!.note).toBe(`[1] “${said}”（盐城市座谈会，2023年11月10日）`)
    expect(shown!.before).toMatch(/照片上看得见。$/)
    expect(shown!.note).toContain(captions[1])
    expect(notes.map(({ leadsBack }) => leadsBack)).toEqual([true, true, true])
    const hash = (bytes: Buffer | null) => bytes && createHash('sha256').update(bytes).digest('hex')
    expect([hash(spoken!.picture), hash(shown!.picture)]).toEqual([hash(pictures[3]!), hash(pictures[1]!)])
  })

  it('says in its place what nobody has written', async () => {
    const lines = (await mammoth.extractRawText({ path })).value.split(/\n+/)
    expect(lines[lines.findIndex((line) => line.endsWith('、存在问题')) + 1]).toBe('待补充')
  })

  it('is laid out by the standard, with its fonts on every run', () => {
    expect(runsWithoutFonts(path)).toEqual([])
    expect(misplaced(pdf, 'outer')).toEqual([])
    const [first] = pagesOf(pdf)
    // the title stands in the middle of the type area
    expect(centre(wordOf(first!.words, '慈善项目调研报告'))).toBeCloseTo(106, -0.5)
    const full = linesOf(pdf)[0]!.filter((line) => /^[善作成]{28}$/.test(line))
    expect(full.length).toBeGreaterThan(10)
  })

  it('shows photos two a row with their 图说, an odd one alone in the middle', () => {
    const pages = pagesOf(pdf)
    const page = pages.find(({ words }) => words.some(({ text }) => text.includes(captions[2]!)))!
    const [one, two, three] = captions.map((text) => wordOf(page.words, text))
    expect(Math.abs(one!.top - two!.top)).toBeLessThan(1)
    expect(centre(one!)).toBeCloseTo(28 + 39, -0.7)
    expect(centre(two!)).toBeCloseTo(28 + 117, -0.7)
    expect(centre(three!)).toBeCloseTo(106, -0.7)
    expect(three!.top).toBeGreaterThan(one!.bottom)
  })
})

describe('督办单', () => {
  it('is a page for each measure, a table within the type area', async () => {
    const { rows } = await device.call('measures.list', { offset: 0, limit: 3 })
    const path = await write('supervision', 'docx', { ids: rows.map(({ id }) => id) })
    expect(runsWithoutFonts(path)).toEqual([])
    const [pdf = ''] = convert([path], 'pdf')
    expect(misplaced(pdf, 'outer')).toEqual([])
    const pages = pagesOf(pdf)
    expect(pages).toHaveLength(3)
    for (const [at, { words }] of pages.entries()) {
      expect(centre(wordOf(words, '江苏省慈善总会督办单'))).toBeCloseTo(106, -0.5)
      const text = bare(words.map((word) => word.text).join(''))
      expect(text).toContain(bare(rows[at]!.title!))
      for (const label of ['责任单位', '责任人', '办结期限', '督办意见', '审核人签字']) expect(text).toContain(label)
    }
  }, 120_000)
})

describe('意见汇总表', () => {
  const opinion = v7()
  const units = ['盐城市慈善总会', '无锡市慈善总会', '江苏省民政厅']
  beforeAll(async () => {
    await device.save('documents', opinion, { title: '会员工作的意见', kind: 'opinion' })
    for (const [at, name] of units.entries()) {
      const [organization, consultation] = [v7(), v7()]
      await device.save('organizations', organization, { name })
      await device.save('consultations', consultation, {
        ...{ document: opinion, organization, sent: '2023-12-06' },
        ...(at < 2 ? { returned: '2023-12-18' } : {}),
      })
      if (at > 0) continue
      for (let count = 0; count < 40; count++) {
        await device.save('opinions', v7(), {
          ...{
            document: opinion,
            consultation,
            clause: `第${count + 1}条`,
            order: `a${String(count).padStart(2, '0')}`,
          },
          comment: '=SUM(A1) 建议增加“依法依章程”，并明确解释权的归属和施行的日期',
          ...(count % 2 ? { verdict: 'declined', reason: '章程已有规定' } : { verdict: 'adopted' }),
        })
      }
    }
  })

  it('as .docx lies on its side, its heading row on every page', async () => {
    const path = await write('opinions', 'docx', { ids: [opinion] })
    expect(runsWithoutFonts(path)).toEqual([])
    const [pdf = ''] = convert([path], 'pdf')
    expect(misplaced(pdf, 'outer')).toEqual([])
    const pages = linesOf(pdf).map((lines) => bare(lines.join('')))
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(page).toContain('序号单位条款意见采纳情况理由')
    expect(pages.at(-1)).toContain('未反馈')
  }, 120_000)

  it('as .xlsx keeps text as text, widths, print area and headings in another program', async () => {
    const path = await write('opinions', 'xlsx', { ids: [opinion] })
    const [converted = ''] = convert([path], 'xlsx')
    for (const file of [path, converted]) {
      const book = new ExcelJS.Workbook()
      await book.xlsx.readFile(file)
      const sheet = book.worksheets[0]!
      expect(sheet.rowCount).toBe(3 + 40 + 2)
      expect(sheet.getCell('A4').value).toBe(1)
      // text, be it in two faces
      expect([ExcelJS.ValueType.String, ExcelJS.ValueType.RichText]).toContain(sheet.getCell('D4').type)
      expect(sheet.getCell('D4').text).toMatch(/^=SUM/)
      expect([5, 6].map((row) => sheet.getCell(row, 5).value)).toEqual(['不采纳', '采纳'])
      expect(sheet.getColumn(4).width).toBeCloseTo(48, 0)
      expect(sheet.pageSetup).toMatchObject({
        orientation: 'landscape',
        paperSize: 9,
        fitToWidth: 1,
        printArea: 'A1:F45',
      })
      expect(sheet.pageSetup.printTitlesRow).toMatch(/^\$?1:\$?3$/)
    }
    const [pdf = ''] = convert([path], 'pdf')
    const pages = linesOf(pdf).map((lines) => bare(lines.join('')))
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(page).toContain('采纳情况')
    for (const { width, height } of pagesOf(pdf))
      expect([width, height].map(millimetres).map(Math.round)).toEqual([297, 210])
  }, 120_000)
})

it('leaves nothing but papers', () => {
  expect(readdirSync(folder).filter((name) => /^~|part$/.test(name))).toEqual([])
  expect(partsIn(join(folder, '慈善项目调研报告.docx')).has('word/document.xml')).toBe(true)
})

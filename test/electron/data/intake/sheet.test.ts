import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SheetNoun, SheetPreview } from '../../../../shared/domain/intake-sheets.ts'
import { sheetNouns } from '../../../../shared/domain/intake-sheets.ts'
import { cleanUp, type Device, openDevice, temporaryFolder } from '../../../support/device.ts'

let office: Device
let folder: string
beforeEach(async () => {
  office = await openDevice('总会办公室', 'headquarters', { demo: true })
  folder = temporaryFolder()
})
afterEach(cleanUp)

const inspect = (path: string, more: object = {}) => office.call('intake.inspectSheet', { paths: [path], ...more })
const enter = (path: string, preview: SheetPreview, more: object = {}) =>
  office.call('intake.importSheet', {
    paths: [path],
    sha256: preview.sha256,
    mode: 'good',
    doubles: 'skip',
    ...more,
  })
const count = (table: string) =>
  office.data.db.prepare(`SELECT count(*) FROM ${table} WHERE deleted = 0`).pluck().get() as number
const changes = () => office.data.db.prepare('SELECT count(*) FROM changes').pluck().get() as number

async function sheet(
  name: string,
  rows: ExcelJS.CellValue[][],
  more?: (sheet: ExcelJS.Worksheet) => void,
): Promise<string> {
  const book = new ExcelJS.Workbook()
  const made = book.addWorksheet('Sheet1')
  for (const row of rows) made.addRow(row)
  more?.(made)
  const path = join(folder, name)
  writeFileSync(path, new Uint8Array(await book.xlsx.writeBuffer()))
  return path
}
const campaign = async () => (await office.call('campaigns.list', {}))[0]!.id

describe('a template', () => {
  async function fill(noun: SheetNoun, rows: (string | number)[][]): Promise<string> {
    const { path } = await office.call('intake.template', { folder, noun })
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(path)
    const made = book.worksheets[0]!
    rows.forEach((row, index) => {
      made.getRow(4 + index).values = [index + 1, ...row]
    })
    await book.xlsx.writeFile(path)
    return path
  }

  test.each(sheetNouns)(
    'of %s has a hidden row of keys, an example that is passed over, lists and notes',
    async (noun) => {
      const { path } = await office.call('intake.template', { folder, noun })
      const book = new ExcelJS.Workbook()
      await book.xlsx.readFile(path)
      const [made, notes] = book.worksheets
      expect(made!.getRow(1).hidden).toBe(true)
      expect(String(made!.getRow(1).getCell(1).value)).toMatch(new RegExp(`^shanyan:${noun}`))
      expect(notes!.name).toBe('填写说明')
      const preview = await inspect(path)
      expect(preview).toMatchObject({ noun, headerRow: 2, counts: { good: 0, bad: 0, skipped: 1 } })
      expect((await office.call('intake.template', { folder, noun })).path).not.toBe(path)
    },
  )

  test('of visits, filled in, comes back as visits; taken back in one step, and brought again', async () => {
    const path = await fill('visits', [
      [
        '2023-12-01',
        '2023-12-02',
        '苏州市',
        '高晓平',
        '已完成',
        '座谈会、实地走访',
        '苏州市慈善总会、昆山市慈善基金会',
        '王五',
        '花桥社区',
        '看看',
        '=1+1',
      ],
      ['2023年12月', '', '南通市', '高晓平', '计划', '', '', '', '', '', ''],
      ['2023-11-10', '', '盐城市', '高晓平', '', '', '', '', '', '', ''],
    ])
    const before = changes()
    const preview = await inspect(path, { campaign: await campaign() })
    expect(changes()).toBe(before)
    expect(preview.counts).toEqual({ good: 2, bad: 0, known: 1, twice: 0, skipped: 1 })
    expect(preview.creates).toEqual({ organizations: 2, people: 1, sites: 1 })
    expect(preview.rows.find(({ state }) => state === 'known')?.known?.title).toBeTruthy()
    const done = await enter(path, preview, { campaign: await campaign() })
    expect(done).toMatchObject({ rows: 2, created: { visits: 2, organizations: 2, people: 1, sites: 1 } })
    const { rows } = await office.call('visits.list', { offset: 0, limit: 50 })
    expect(rows).toHaveLength(16)
    const suzhou = rows.find(({ regionName }) => regionName === '苏州市')!
    expect(suzhou).toMatchObject({
      start: '2023-12-01',
      end: '2023-12-02',
      precision: 'day',
      status: 'done',
      leaderName: '高晓平',
      methods: ['onsite', 'symposium'],
      summary: '=1+1',
    })
    expect(rows.find(({ regionName }) => regionName === '南通市')).toMatchObject({
      start: '2023-12',
      precision: 'month',
      status: 'planned',
    })

    expect(await office.call('intake.moveBatch', { batch: done.batch, back: true })).toEqual({ records: 6 })
    expect(await office.call('visits.list', { offset: 0, limit: 50 })).toMatchObject({ total: 14 })
    await office.call('intake.moveBatch', { batch: done.batch, back: false })
    expect(await office.call('visits.list', { offset: 0, limit: 50 })).toMatchObject({ total: 16 })
  })

  test('all or none: one bad row and nothing is entered', async () => {
    const path = await fill('people', [
      ['张三', '秘书长', '扬州市慈善总会', '0514'],
      ['', '主任', '', ''],
    ])
    const preview = await inspect(path)
    expect(preview.counts).toMatchObject({ good: 1, bad: 1 })
    expect(preview.bad[0]!.cells[0]).toMatchObject({ trouble: 'missing' })
    const before = [changes(), count('people')]
    expect(
      await office.failure('intake.importSheet', {
        paths: [path],
        sha256: preview.sha256,
        mode: 'all',
        doubles: 'skip',
      }),
    ).toMatchObject({
      code: 'sheet-bad-rows',
    })
    expect([changes(), count('people')]).toEqual(before)
    await enter(path, preview)
    expect(count('people')).toBe((before[1] ?? 0) + 1)
  })
})

describe('a foreign spreadsheet', () => {
  test('title rows, merged cells, dates of every form, full-width digits, formulas, sums', async () => {
    const path = await sheet(
      '走访台账.xlsx',
      [
        ['2023年度走访台账'],
        ['序号', '走访日期', '地市', '组长', '走访单位', '走访情况'],
        [1, '二〇二三年十二月五日', '盐城', '高晓平', '盐城市慈善总会', '一'],
        [2, new Date(Date.UTC(2023, 11, 6)), '江苏省苏州市', '刘成林', '', '二'],
        [3, '２０２３年１２月７日', null, '刘成林', '', { formula: 'A1&"x"', result: '三' }],
        [4, '12月8日', '鼓楼区', '刘成林', '', '四'],
        [5, '2023年11月31日', '南通', '刘成林', '', '五'],
        [6, '2023.12.9', '火星', '不认识', '', '六'],
        ['合计', '', '', '', '', ''],
      ],
      (made) => {
        made.mergeCells('A1:F1')
        made.mergeCells('C4:C5')
      },
    )
    const preview = await inspect(path, { campaign: await campaign(), year: 2023 })
    expect(preview).toMatchObject({ noun: 'visits', headerRow: 2 })
    expect(Object.fromEntries(preview.columns.map(({ header, field }) => [header, field]))).toMatchObject({
      走访日期: 'start',
      地市: 'region',
      组长: 'team',
      走访单位: 'hosts',
      走访情况: 'summary',
      序号: null,
    })
    const states = Object.fromEntries(preview.rows.map(({ at, state }) => [at, state]))
    expect(states).toEqual({ 3: 'good', 4: 'good', 5: 'good', 6: 'bad', 7: 'bad', 8: 'bad', 9: 'skipped' })
    const troubles = preview.bad.map(({ at, cells }) => [at, ...cells.flatMap(({ trouble }) => trouble ?? [])])
    expect(troubles).toEqual([
      [6, 'region-ambiguous'],
      [7, 'date-day'],
      [8, 'region', 'team'],
    ])
    const [, , fifth] = preview.rows
    expect(fifth!.cells.map(({ note }) => note)).toEqual([undefined, 'merged', undefined, undefined, 'formula'])
    const done = await enter(path, preview, { campaign: await campaign(), year: 2023 })
    expect(done.rows).toBe(3)
    const { rows } = await office.call('visits.list', { offset: 0, limit: 50 })
    expect(
      rows
        .filter(({ start }) => start?.startsWith('2023-12'))
        .map(({ start, regionName, summary }) => [start, regionName, summary])
        .sort(),
    ).toEqual([
      ['2023-12-05', '盐城市', '一'],
      ['2023-12-06', '苏州市', '二'],
      ['2023-12-07', '苏州市', '三'],
    ])
  })

  test('columns a person maps; doubles in the file; figures as offices write them', async () => {
    const path = join(folder, '数据.csv')
    writeFileSync(
      path,
      '甲,乙,丙,丁\n募集善款,盐城市,2023,约5200万元\n会员单位,盐城市,2023,300多家\n会员单位,盐城市,2023,300多家\n坏,盐城市,2023,很多\n',
    )
    const first = await inspect(path)
    expect(first.columns.map(({ field }) => field)).toEqual([null, null, null, null])
    const columns = ['name', 'region', 'period', 'value'].map((field, index) => ({ index, field }))
    const preview = await inspect(path, { noun: 'indicators', headerRow: 1, columns })
    expect(preview.counts).toMatchObject({ good: 2, bad: 1, twice: 1 })
    await enter(path, preview, { noun: 'indicators', headerRow: 1, columns })
    const rows = (await office.call('indicators.list', {})).filter(({ period }) => period === '2023')
    expect(rows.filter(({ name }) => name === '会员单位')).toMatchObject([{ value: '300', unit: '家', bound: 'least' }])
    expect(rows.filter(({ name, value }) => name === '募集善款' && value === '5200')).toMatchObject([
      { unit: '万元', bound: 'about' },
    ])
  })

  test('a file that changed after it was looked at is not entered', async () => {
    const path = await sheet('人员.xlsx', [
      ['姓名', '职务'],
      ['赵六', '主任'],
    ])
    const preview = await inspect(path)
    await sheet('人员.xlsx', [
      ['姓名', '职务'],
      ['别人', '主任'],
    ])
    expect(
      await office.failure('intake.importSheet', {
        paths: [path],
        sha256: preview.sha256,
        mode: 'good',
        doubles: 'skip',
      }),
    ).toMatchObject({
      code: 'file-changed',
    })
  })
})

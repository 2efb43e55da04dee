/** Any list of the window as a spreadsheet: its rows in its order, its columns, dates as dates. */
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOfList } from '../../../../electron/data/reports/sources/list.ts'
import { type ListName, listNames } from '../../../../shared/contract/papers.ts'
import { listColumns } from '../../../../shared/papers/list-fields.ts'
import { cleanUp, type Device, openDevice, temporaryFolder } from '../../../support/device.ts'

const folder = temporaryFolder('lists-')
let device: Device

const write = (name: ListName, more: { filter?: object; columns?: string[]; ids?: string[] } = {}) =>
  device.call('papers.export', {
    paper: 'list',
    format: 'xlsx',
    folder,
    options: {},
    list: { name, filter: (more.filter ?? {}) as never, ...(more.columns ? { columns: more.columns } : {}) },
    ...(more.ids ? { ids: more.ids } : {}),
  })
async function sheetOf(path: string) {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(path)
  return workbook.worksheets[0]!
}
const valuesOf = (sheet: ExcelJS.Worksheet, row: number) => (sheet.getRow(row).values as unknown[]).slice(1)

beforeAll(async () => {
  device = await openDevice('李四', 'headquarters', { demo: true, now: () => Date.parse('2023-12-05T09:00:00') })
})
afterAll(cleanUp)

describe('lists as spreadsheets', () => {
  it.each(listNames)('%s: every row, with a heading for every column', async (name) => {
    const { rows } = rowsOfList(device.data.reader, { name, filter: {} }, [])
    const count = [...rows].length
    expect(count, 'the demonstration has some').toBeGreaterThan(0)
    const sheet = await sheetOf((await write(name)).path)
    expect(sheet.rowCount).toBe(2 + count)
    expect(valuesOf(sheet, 2).length).toBeGreaterThan(listColumns(name).length)
    expect(valuesOf(sheet, 2).every((label) => typeof label === 'string' && label.length > 0)).toBe(true)
    expect(sheet.getRow(2 + count).getCell(1).value).toBe(count)
    expect(sheet.pageSetup.printTitlesRow).toMatch(/^\$?1:\$?2$/)
  })

  it('visits stand as they are filtered and ordered, in the columns that show; a day is a date', async () => {
    const filter = { sort: 'city', descending: true, dated: 'known' }
    const listed = await device.call('visits.list', { ...filter, offset: 0, limit: 50 } as never)
    const { path } = await write('visits', { filter, columns: ['date', 'city', 'findings', 'unknownColumn'] })
    expect(path).toBe(join(folder, '走访(2).xlsx'))
    const sheet = await sheetOf(path)
    expect(valuesOf(sheet, 2)).toEqual(['序号', '日期', '城市', '发现'])
    const cities = listed.rows.map(({ regionName }) => regionName)
    expect(cities.length).toBe(5)
    expect(listed.rows.map((_, at) => sheet.getRow(3 + at).getCell(3).value)).toEqual(cities)
    const at = cities.indexOf('盐城市')
    expect(sheet.getRow(3 + at).getCell(2).value).toEqual(new Date(Date.UTC(2023, 10, 10)))
    const days = cities.indexOf('扬州市')
    expect(sheet.getRow(3 + days).getCell(2).value).toBe('2023年11月21日至22日')
  })

  it('only those that are chosen, in the order of the list', async () => {
    const { rows } = await device.call('findings.list', { offset: 0, limit: 50 })
    const ids = [rows[4]!.id, rows[1]!.id]
    const sheet = await sheetOf((await write('findings', { ids, columns: ['quote'] })).path)
    expect(sheet.rowCount).toBe(4)
    const known = (text: string | null) => text ?? '待补充'
    expect([3, 4].map((row) => sheet.getRow(row).getCell(2).value)).toEqual(
      [rows[1], rows[4]].map((row) => known(row!.quote)),
    )
  })

  it('a filter the list does not know is refused, and nothing is written', async () => {
    await expect(write('meetings', { filter: { owner: 'x' } })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(write('measures', { filter: { stage: 'nowhere' } })).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('goes to Word too', async () => {
    const { path } = await device.call('papers.export', {
      paper: 'list',
      format: 'docx',
      folder,
      options: {},
      list: { name: 'measures', filter: {} },
    })
    expect(path).toBe(join(folder, '举措.docx'))
  })
})

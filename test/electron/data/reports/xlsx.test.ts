import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArchive } from '../../../../electron/data/reports/archive.ts'
import { writeWorkbook } from '../../../../electron/data/reports/xlsx/workbook.ts'
import { missingValue, type Sheet, type Value } from '../../../../shared/papers/model.ts'
import { cleanUp, temporaryFolder } from '../../../support/device.ts'
import { convert, ensureOffice } from '../../../support/office.ts'

const folder = temporaryFolder('xlsx-')
let number = 0
async function write(sheets: Sheet[]): Promise<string> {
  const path = join(folder, `${++number}.xlsx`)
  const fd = openSync(path, 'wx')
  await writeWorkbook(createArchive(fd), sheets)
  closeSync(fd)
  return path
}
const columns = [
  { label: '序号', width: 6, kind: 'number' },
  { label: '举措', width: 30, kind: 'text' },
  { label: '期限', width: 12, kind: 'date' },
] as const
const sheet = (rows: Value[][]): Sheet => ({ name: '台账', title: '举措台账', note: '2023年度调研', columns, rows })
const rows: Value[][] = [
  [1, '加强培训', '2024-03-15'],
  [2, '=HYPERLINK("http://x","y")', '2024-04'],
  [3, missingValue, null],
]

beforeAll(ensureOffice, 600_000)
afterAll(cleanUp)

describe('.xlsx', () => {
  it('keeps types, widths, print area and repeated headings in other programs', async () => {
    const path = await write([sheet(rows)])
    const [converted] = convert([path], 'xlsx')
    for (const file of [path, converted!]) {
      const workbook = new ExcelJS.Workbook()
      await workbook.xlsx.readFile(file)
      const found = workbook.getWorksheet('台账')!
      expect(found.getCell('A4').value).toBe(1)
      expect(found.getCell('C4').value).toEqual(new Date(Date.UTC(2024, 2, 15)))
      expect(found.getCell('B5').type).toBe(ExcelJS.ValueType.String)
      expect(found.getCell('B5').value).toBe('=HYPERLINK("http://x","y")')
      expect(found.getCell('C5').value).toBe('2024-04')
      expect(found.getCell('B6').value).toBe('待补充')
      expect(found.getColumn(2).width).toBeCloseTo(30, 0)
      expect(found.pageSetup.orientation).toBe('landscape')
      expect(found.pageSetup.paperSize).toBe(9)
      expect(found.pageSetup.fitToWidth).toBe(1)
      expect(found.pageSetup.printArea).toBe('A1:C6')
      expect(found.pageSetup.printTitlesRow).toMatch(/^\$?1:\$?3$/)
      // what is in sight is the converting program's own business
      if (file === path) expect(found.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 })
    }
  })

  it('holds whatever is typed, and never an invalid file', async () => {
    const odd = fc.string({
      unit: fc.constantFrom(
        '慈',
        '\u0000',
        '\u0008',
        '\ud800',
        '\udc00',
        '😀',
        '<',
        '&',
        '"',
        ']]>',
        '_x0041_',
        '\n',
        '\ufffe',
        '=',
      ),
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(odd, { minLength: 1, maxLength: 10 }), async (texts) => {
        const path = await write([sheet(texts.map((text) => [1, text, null]))])
        const workbook = await readXlsx(readFileSync(path))
        expect(workbook.sheets[0]!.rows.length).toBe(3 + texts.length)
        const kept = String(workbook.sheets[0]!.rows[3]![1] ?? '')
        expect([...kept].filter((sign) => sign === '慈').length).toBe(
          [...texts[0]!].filter((sign) => sign === '慈').length,
        )
      }),
      { numRuns: 30 },
    )
  })
})

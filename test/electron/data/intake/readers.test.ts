import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import ExcelJS from 'exceljs'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, describe, expect, it } from 'vitest'
import { readSpreadsheet } from '../../../../electron/data/intake/spreadsheet.ts'
import { readWord, wordText } from '../../../../electron/data/intake/word.ts'
import { cleanUp, temporaryFolder } from '../../../support/device.ts'

afterAll(cleanUp)
const folder = temporaryFolder()
const file = (name: string, bytes: Uint8Array | string) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const texts = (rows: { cells: ({ text: string } | undefined)[] }[]) =>
  rows.map((row) => Array.from(row.cells, (cell) => cell?.text ?? ''))

describe('spreadsheets', () => {
  it('reads what ExcelJS writes: dates of both systems, percents, formulas, errors, merged cells, rich text', async () => {
    for (const date1904 of [false, true]) {
      const book = new ExcelJS.Workbook()
      book.properties.date1904 = date1904
      const sheet = book.addWorksheet('走访')
      sheet.addRow(['城市', '日期', '同比', '合计'])
      sheet.addRow(['盐城', new Date(Date.UTC(2023, 10, 10)), 0.2, { formula: 'SUM(1,2)', result: 3 }])
      sheet.getCell('B2').numFmt = 'yyyy"年"m"月"d"日"'
      sheet.getCell('C2').numFmt = '0%'
      sheet.getCell('A3').value = '扬州'
      sheet.mergeCells('A3:A4')
      sheet.getCell('B3').value = '11月21至22日'
      sheet.getCell('B4').value = { error: '#REF!' }
      sheet.getCell('C4').value = { richText: [{ text: '推' }, { text: '定', font: { bold: true } }] }
      const path = file(`${date1904}.xlsx`, new Uint8Array(await book.xlsx.writeBuffer()))
      const [read] = await readSpreadsheet(path)
      expect(texts(read!.rows)).toEqual([
        ['城市', '日期', '同比', '合计'],
        ['盐城', '2023-11-10', '20', '3'],
        ['扬州', '11月21至22日'],
        ['扬州', '#REF!', '推定'],
      ])
      expect(read!.rows[1]!.cells[3]).toEqual({ text: '3', kind: 'number', formula: true })
      expect(read!.rows[1]!.cells[2]).toMatchObject({ percent: true })
      expect(read!.rows[3]!.cells[0]).toMatchObject({ merged: true })
    }
  })

  it('reads what hucre writes, hidden sheets marked', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: '一', rows: [['=1+1', 4.91, true]] },
        { name: '二', rows: [['x']], hidden: true },
      ],
    })
    const sheets = await readSpreadsheet(file('hucre.xlsx', bytes))
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['一', false],
      ['二', true],
    ])
    expect(texts(sheets[0]!.rows)).toEqual([['=1+1', '4.91', 'TRUE']])
    expect(sheets[0]!.rows[0]!.cells[0]?.formula).toBeUndefined()
  })

  it('reads csv in UTF-8 and GB18030, with the delimiter it has', async () => {
    const gb = Buffer.from('b3c7cad0a3acc8d5c6da0a', 'hex')
    expect(texts((await readSpreadsheet(file('u.csv', '\ufeff城市,日期\r\n"盐城,市",11-10\r\n')))[0]!.rows)).toEqual([
      ['城市', '日期'],
      ['盐城,市', '11-10'],
    ])
    expect(texts((await readSpreadsheet(file('g.csv', gb)))[0]!.rows)).toEqual([['城市，日期']])
    expect(texts((await readSpreadsheet(file('t.csv', '城市\t日期\n盐城\t11-10')))[0]!.rows)[1]).toEqual([
      '盐城',
      '11-10',
    ])
  })
})

describe('Word files', () => {
  it('reads paragraphs with their level, and tables', async () => {
    const cell = (text: string, columnSpan = 1) => new TableCell({ columnSpan, children: [new Paragraph(text)] })
    const document = new Document({
      sections: [
        {
          children: [
            new Paragraph({ text: '调研报告', heading: HeadingLevel.HEADING_1 }),
            new Paragraph({ children: [new TextRun('11月10日,'), new TextRun({ text: '调研组', bold: true })] }),
            new Table({
              rows: [
                new TableRow({ children: [cell('单位'), cell('意见', 2)] }),
                new TableRow({ children: [cell('盐城'), cell('采纳'), cell('无')] }),
              ],
            }),
          ],
        },
      ],
    })
    const blocks = await readWord(file('a.docx', await Packer.toBuffer(document)))
    expect(blocks).toEqual([
      { kind: 'paragraph', text: '调研报告', level: 1 },
      { kind: 'paragraph', text: '11月10日,调研组', level: 0 },
      {
        kind: 'table',
        rows: [
          ['单位', '意见', ''],
          ['盐城', '采纳', '无'],
        ],
      },
    ])
    expect(wordText(blocks).split('\n')).toHaveLength(4)
  })
})

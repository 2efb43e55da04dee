import { type Cell, type CellStyle, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { faces, grey } from '../../../../shared/papers/layout.ts'
import type { Sheet } from '../../../../shared/papers/model.ts'
import { xmlSafe } from '../../../../shared/papers/xml-safe.ts'

const thin = { style: 'thin' } as const
const border = { top: thin, bottom: thin, left: thin, right: thin }
const font = (face: keyof typeof faces, size: number) => ({ name: faces[face], size })
const cell: CellStyle = { font: font('body', 11), border, alignment: { vertical: 'center', wrapText: true } }

const title: CellStyle = { font: font('title', 18), alignment: { horizontal: 'center', vertical: 'center' } }
const note: CellStyle = { font: font('second', 11), alignment: { horizontal: 'left', vertical: 'center' } }
const head: CellStyle = {
  font: font('first', 11),
  border,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}
export type StyleName = 'text' | 'number' | 'date' | 'missing'
/** One row of examples gives the numbers of these styles. Text is marked as text: edited later it still is no formula. */
const examples: Record<StyleName, CellStyle> = {
  text: { ...cell, numFmt: '@' },
  number: { ...cell, numFmt: 'General', alignment: { ...cell.alignment, horizontal: 'right' } },
  date: { ...cell, numFmt: 'yyyy-mm-dd', alignment: { ...cell.alignment, horizontal: 'center' } },
  missing: { ...cell, numFmt: '@', font: { ...font('body', 11), color: { rgb: grey } } },
}
const names = Object.keys(examples) as StyleName[]

/** Rows above the list: title, note where there is one, labels. They stay in sight and stand on every printed page. */
export const headRows = (sheet: Sheet): number => (sheet.note === undefined ? 2 : 3)

const columnName = (index: number): string =>
  (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
export const columnNames = (count: number): string[] => Array.from({ length: count }, (_, at) => columnName(at))

/** The workbook without its rows, in memory: A4 on its side, as wide as the page, numbered like a paper. */
export function frameOf(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return writeXlsx({ sheets: sheets.map(frameSheet), defaultFont: { name: faces.number, size: 11 } })
}

function frameSheet(sheet: Sheet): WriteSheet {
  const { columns } = sheet
  const last = columns.length - 1
  const above = headRows(sheet)
  const cells = new Map<string, Partial<Cell>>()
  const put = (row: number, column: number, value: string, style: CellStyle) =>
    cells.set(`${row},${column}`, { value: xmlSafe(value), type: 'string', style })
  put(0, 0, sheet.title, title)
  if (sheet.note !== undefined) put(1, 0, sheet.note, note)
  for (const [at, { label }] of columns.entries()) put(above - 1, at, label, head)
  for (const [at, name] of names.entries()) put(above, at, '', examples[name])
  const whole = { startCol: 0, endCol: last }
  return {
    name: sheet.name,
    columns: columns.map(({ width }) => ({ width })),
    rows: Array.from({ length: above + 1 }, () => []),
    cells,
    merges: Array.from({ length: last > 0 ? above - 1 : 0 }, (_, row) => ({ startRow: row, endRow: row, ...whole })),
    rowDefs: new Map([
      [0, { height: 32 }],
      [above - 1, { height: 24 }],
    ]),
    freezePane: { rows: above },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printArea: `$A$1:$${columnName(last)}$${above + 1}`,
      printTitlesRow: `$1:$${above}`,
      margins: { top: 0.8, bottom: 0.8, left: 0.7, right: 0.7, header: 0.4, footer: 0.4 },
    },
    headerFooter: { differentOddEven: true, oddFooter: '&R— &P —', evenFooter: '&L— &P —' },
  }
}

/** What of a frame's sheet stands before and after its rows, and the numbers of the styles. */
export function openFrame(xml: string): { before: string; after: string; styles: Record<StyleName, string> } {
  const example = xml.lastIndexOf('<row ')
  const end = xml.indexOf('</sheetData>')
  const numbers = [...xml.slice(example, end).matchAll(/ s="(\d+)"/g)].map(([, number]) => number ?? '0')
  const styles = Object.fromEntries(names.map((name, at) => [name, numbers[at] ?? '0'])) as Record<StyleName, string>
  return { before: xml.slice(0, example).replace(/<dimension [^>]*\/>/, ''), after: xml.slice(end), styles }
}

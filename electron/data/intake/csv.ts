/** Comma-separated files; a row or a cell too many refuses the file. */
import { basename } from 'node:path'
import { detectDelimiter, streamCsvRows } from 'hucre/csv'
import { readTextFile } from './plain-text.ts'
import { SheetLimit, type SheetRow, sheetLimits } from './sheet-xml.ts'

/** @throws Refusal as `readTextFile`; SheetLimit */
export function readCsv(path: string): { name: string; hidden: false; rows: SheetRow[]; merges: [] } {
  const text = readTextFile(path)
  const rows: SheetRow[] = []
  let at = 0
  let cells = 0
  for (const values of streamCsvRows(text, { delimiter: detectDelimiter(text.slice(0, 10_000)) })) {
    at++
    const row: SheetRow = { at, cells: [] }
    for (const [column, value] of values.entries()) {
      const said = value === null ? '' : String(value)
      if (said.trim() === '') continue
      if (column >= sheetLimits.columns) throw new SheetLimit('columns')
      if (said.length > sheetLimits.cell) throw new SheetLimit('cell')
      if (++cells > sheetLimits.cells) throw new SheetLimit('cells')
      row.cells[column] = { text: said, kind: 'text' }
    }
    if (row.cells.length === 0) continue
    if (rows.push(row) > sheetLimits.rows + sheetLimits.otherRows) throw new SheetLimit('rows')
  }
  return { name: basename(path).replace(/\.\w+$/, ''), hidden: false, rows, merges: [] }
}

/** Spreadsheets from outside: .xlsx and .csv, read within bounds. Formulas are never evaluated, links never followed. */
import { basename } from 'node:path'
import { posix } from 'node:path/posix'
import { Refusal } from '../../../shared/result.ts'
import { readCsv } from './csv.ts'
import { type OfficeZip, openOffice, type Watch } from './office-zip.ts'
import type { NumberStyle, SheetCell } from './sheet-cells.ts'
import {
  type Merge,
  relationships,
  type SheetInfo,
  SheetLimit,
  type SheetRow,
  sharedStrings,
  sheetLimits,
  spreadMerges,
  stylesPart,
  type WorkbookPart,
  workbookPart,
  worksheetPart,
} from './sheet-xml.ts'
import { createXmlReader, XmlError, type XmlHandler } from './xml.ts'

export type { SheetCell, SheetRow }
/** Only rows that hold something, in the order of the sheet. Cells of a merged one all hold its content. */
export type Sheet = { name: string; hidden: boolean; rows: SheetRow[]; merges: Merge[] }

/**
 * Reads every sheet of an .xlsx, or the one of a .csv (UTF-8, UTF-16 or GB18030).
 * @throws Refusal `file-*` as `openOffice`, `sheet-too-large`, `cancelled`
 */
export async function readSpreadsheet(path: string, watch: Watch = {}): Promise<Sheet[]> {
  const file = basename(path)
  if (/\.(csv|txt|tsv)$/i.test(path)) return within(file, async () => [readCsv(path)])
  const zip = await openOffice(path, 'xlsx', watch)
  try {
    return await within(file, () => readWorkbook(zip, watch))
  } finally {
    zip.close()
  }
}

/** What went wrong inside is said with the file's name. */
async function within<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SheetLimit)
      throw new Refusal(
        'sheet-too-large',
        { file, rows: sheetLimits.rows, columns: sheetLimits.columns },
        error.message,
      )
    if (error instanceof XmlError)
      throw new Refusal(error.hostile ? 'file-hostile' : 'file-damaged', { file }, error.message)
    throw error
  }
}

async function readWorkbook(zip: OfficeZip, watch: Watch): Promise<Sheet[]> {
  const into = async (part: string, handler: XmlHandler) => {
    const reader = createXmlReader(handler)
    await zip.each(part, reader.write)
    reader.end()
  }
  const related = async (part: string) => {
    const found = new Map<string, { type: string; target: string }>()
    const beside = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)
    if (zip.has(beside)) await into(beside, relationships(found))
    return [...found].map(([id, { type, target }]) => ({
      id,
      type,
      part: target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(part), target),
    }))
  }

  const roots = await related('')
  const main = roots.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml'
  const workbook: WorkbookPart = { sheets: [], is1904: false }
  await into(main, workbookPart(workbook))
  const parts = await related(main)
  const styles: NumberStyle[] = []
  const strings: string[] = []
  for (const { type, part } of parts) {
    if (!zip.has(part)) continue
    if (type === 'styles' && styles.length === 0) await into(part, stylesPart(styles))
    if (type === 'sharedStrings' && strings.length === 0) await into(part, sharedStrings(strings))
  }
  const infos: SheetInfo[] = workbook.sheets.flatMap(({ name, relation, hidden }) => {
    const part = parts.find(({ id, type }) => id === relation && type === 'worksheet')?.part
    return part ? [{ name, hidden, part }] : []
  })
  const used = { rows: 0, cells: 0 }
  const sheets: Sheet[] = []
  for (const [index, { name, hidden, part }] of infos.entries()) {
    watch.progress?.(index, infos.length)
    const rows: SheetRow[] = []
    const merges: Merge[] = []
    await into(part, worksheetPart({ strings, styles, is1904: workbook.is1904, used }, rows, merges))
    rows.sort((one, other) => one.at - other.at)
    spreadMerges(rows, merges)
    sheets.push({ name, hidden, rows, merges })
  }
  watch.progress?.(infos.length, infos.length)
  return sheets
}

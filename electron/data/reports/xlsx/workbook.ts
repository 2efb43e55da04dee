import { type Column, missingValue, type Sheet, type Value } from '../../../../shared/papers/model.ts'
import { xmlEscape } from '../../../../shared/papers/xml-safe.ts'
import { text } from '../../../../shared/text/zh-cn.ts'
import { type Archive, contentOf, entriesOf } from '../archive.ts'
import { columnNames, frameOf, headRows, openFrame, type StyleName } from './frame.ts'

/** What Excel takes in a cell, and rows in a sheet. */
const longestCell = 32_767
export const mostRows = 1_048_576

const piece = 32 * 1024
const dayOfYear1900 = Date.UTC(1899, 11, 30)

type Watch = { progress(step: string, done: number, total: number): void; throwIfCancelled(): void }
const unwatched: Watch = { progress: () => {}, throwIfCancelled: () => {} }

/**
 * Writes lists as .xlsx: hucre makes the workbook around them (styles, widths, print setup), the rows are streamed in, so that memory
 * does not grow with them. Text is always text, also where it looks like a formula.
 * @throws RangeError beyond Excel's rows
 */
export async function writeWorkbook(
  archive: Archive,
  sheets: readonly Sheet[],
  watch: Watch = unwatched,
  total = 0,
): Promise<void> {
  const frame = Buffer.from(await frameOf(sheets))
  const counts: number[] = []
  let done = 0
  const step = () => {
    if (++done % 500 !== 0) return
    watch.throwIfCancelled()
    watch.progress('rows', done, Math.max(done, total))
  }
  const entries = entriesOf(frame)
  for (const entry of entries) {
    const at = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(entry.name)?.[1]
    const sheet = at && sheets[Number(at) - 1]
    if (sheet) {
      const rows = { count: headRows(sheet) }
      await archive.addPieces(entry.name, sheetXml(sheet, contentOf(entry).toString(), rows, step))
      counts[Number(at) - 1] = rows.count
    }
  }
  for (const entry of entries) {
    if (/^xl\/worksheets\/sheet\d+\.xml$/.test(entry.name)) continue
    if (entry.name === 'xl/workbook.xml')
      await archive.addPieces(entry.name, [withPrintAreas(contentOf(entry).toString(), counts)])
    else archive.addPacked(entry)
  }
  archive.finish()
}

/** The last row of each print area is known only now. */
const withPrintAreas = (xml: string, counts: readonly number[]) =>
  xml.replace(
    /(<definedName name="_xlnm.Print_Area" localSheetId="(\d+)">[^<]*\$)\d+(<)/g,
    (_, before: string, sheet: string, after: string) => `${before}${counts[Number(sheet)] ?? 1}${after}`,
  )

function* sheetXml(sheet: Sheet, frame: string, rows: { count: number }, step: () => void): Generator<string> {
  const { before, after, styles } = openFrame(frame)
  const columns = columnNames(sheet.columns.length)
  let waiting = before
  for (const row of sheet.rows) {
    waiting += rowXml(row, ++rows.count, sheet.columns, columns, styles)
    step()
    if (waiting.length < piece) continue
    if (rows.count > mostRows) throw new RangeError('more rows than a sheet holds')
    yield waiting
    waiting = ''
  }
  yield waiting + after
}

function rowXml(
  row: readonly Value[],
  number: number,
  columns: readonly Column[],
  names: readonly string[],
  styles: Record<StyleName, string>,
): string {
  let xml = `<row r="${number}">`
  for (let at = 0; at < columns.length; at++) {
    const value = row[at] ?? null
    const kind = columns[at]?.kind ?? 'text'
    const place = `<c r="${names[at]}${number}" s="`
    if (value === null || value === '') xml += `${place}${styles[kind]}"/>`
    else if (value === missingValue)
      xml += `${place}${styles.missing}" t="inlineStr"><is><t>${text.common.missing}</t></is></c>`
    else if (typeof value === 'number' && Number.isFinite(value))
      xml += `${place}${styles[kind === 'text' ? 'number' : kind]}"><v>${value}</v></c>`
    else {
      const day = kind === 'date' ? serialOf(String(value)) : null
      xml +=
        day === null
          ? `${place}${styles.text}" t="inlineStr"><is><t xml:space="preserve">${cellText(String(value))}</t></is></c>`
          : `${place}${styles.date}"><v>${day}</v></c>`
    }
  }
  return `${xml}</row>`
}

/** Days since Excel's beginning; `null` where the text is no whole date. */
function serialOf(date: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []
  if (!year) return null
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const isReal = new Date(time).toISOString().startsWith(date)
  return isReal && Number(year) >= 1901 ? Math.round((time - dayOfYear1900) / 86_400_000) : null
}

/** Escaped for the cell; longer than Excel takes, its end is left out and marked. */
function cellText(value: string): string {
  const whole =
    value.length > longestCell ? `${value.slice(0, longestCell - 1).replace(/[\ud800-\udbff]$/, '')}…` : value
  const plain = xmlEscape(whole)
  // _x000D_ in a text would be read as a control character (ECMA-376 22.4.2.4)
  return plain.includes('_x') ? plain.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : plain
}

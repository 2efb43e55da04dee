/** The parts of an .xlsx that matter for its cells: workbook, styles, shared strings, worksheets (ECMA-376 part 1, 18). */
import { type NumberStyle, numberCell, type SheetCell, styleOf } from './sheet-cells.ts'
import { attributeOf, type XmlHandler } from './xml.ts'

/** Above this a sheet is refused, whatever it holds. */
export const sheetLimits = {
  /** Rows that hold something, over all sheets. */
  rows: 20_000,
  /** Beside them: titles, headings, and what a template explains. */
  otherRows: 100,
  columns: 256,
  cells: 500_000,
  sheets: 100,
  merges: 20_000,
  /** Shared strings, and UTF-16 units over all of them. */
  strings: 300_000,
  text: 40_000_000,
  /** UTF-16 units of one cell: no office program stores more. */
  cell: 32_767,
} as const

export class SheetLimit extends Error {}

export type SheetInfo = { name: string; part: string; hidden: boolean }
export type SheetRow = { /** As the sheet counts, from 1. */ at: number; cells: (SheetCell | undefined)[] }
/** Rows and columns from 0, both ends included. */
export type Merge = { top: number; left: number; bottom: number; right: number }

const truth = (value: string | undefined) => value === '1' || value === 'true'

/** Targets of a part's relationships by their id. */
export function relationships(found: Map<string, { type: string; target: string }>): XmlHandler {
  return {
    open(name, attributes) {
      if (name !== 'Relationship' || attributeOf(attributes, 'TargetMode') === 'External') return
      const id = attributeOf(attributes, 'Id')
      const type = attributeOf(attributes, 'Type')?.split('/').pop() ?? ''
      if (id) found.set(id, { type, target: attributeOf(attributes, 'Target') ?? '' })
    },
  }
}

export type WorkbookPart = { sheets: { name: string; relation: string; hidden: boolean }[]; is1904: boolean }
export function workbookPart(found: WorkbookPart): XmlHandler {
  return {
    open(name, attributes) {
      if (name === 'workbookPr') found.is1904 = truth(attributeOf(attributes, 'date1904'))
      if (name !== 'sheet') return
      if (found.sheets.length >= sheetLimits.sheets) throw new SheetLimit('sheets')
      const relation = /(?:^|\s)\w+:id\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? ''
      const hidden = /hidden/i.test(attributeOf(attributes, 'state') ?? '')
      found.sheets.push({ name: (attributeOf(attributes, 'name') ?? '').slice(0, 100), relation, hidden })
    },
  }
}

/** The style of each cell format, by its index. */
export function stylesPart(found: NumberStyle[]): XmlHandler {
  const codes = new Map<number, string>()
  let inFormats = false
  return {
    open(name, attributes) {
      if (name === 'numFmt')
        codes.set(Number(attributeOf(attributes, 'numFmtId')), attributeOf(attributes, 'formatCode') ?? '')
      else if (name === 'cellXfs') inFormats = true
      else if (name === 'xf' && inFormats && found.length < 100_000) {
        const id = Number(attributeOf(attributes, 'numFmtId') ?? 0)
        found.push(styleOf(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inFormats = false
    },
  }
}

/** `_x000D_` is how a control character is written (ECMA-376 22.4.2.4). */
const unescapeControls = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

/** Text of `<t>` runs; readings (`<rPh>`) are no part of it. */
function runs() {
  let text = ''
  let reading = 0
  let inText = false
  return {
    open(name: string) {
      if (name === 'rPh') reading++
      else if (name === 't') inText = reading === 0
    },
    text(piece: string) {
      if (!inText) return
      text += piece
      if (text.length > sheetLimits.cell * 4) throw new SheetLimit('cell')
    },
    close(name: string) {
      if (name === 'rPh') reading--
      else if (name === 't') inText = false
    },
    take(): string {
      const taken = unescapeControls(text)
      text = ''
      if (taken.length > sheetLimits.cell) throw new SheetLimit('cell')
      return taken
    },
  }
}

export function sharedStrings(found: string[]): XmlHandler {
  const run = runs()
  let total = 0
  return {
    open: run.open,
    text: run.text,
    close(name) {
      run.close(name)
      if (name !== 'si') return
      const text = run.take()
      total += text.length
      if (found.push(text) > sheetLimits.strings || total > sheetLimits.text) throw new SheetLimit('strings')
    },
  }
}

/** `BC12` as row 11, column 54; `null` where it is none. */
export function cellPlace(reference: string): { row: number; column: number } | null {
  const found = /^\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})$/.exec(reference)
  if (!found) return null
  let column = 0
  for (const letter of found[1]!) column = column * 26 + letter.charCodeAt(0) - 64
  const row = Number(found[2])
  return row <= 1_048_576 && column <= 16_384 ? { row: row - 1, column: column - 1 } : null
}

function mergeOf(range: string): Merge | null {
  const [from, to] = range.split(':', 2).map(cellPlace)
  if (!from || !to) return null
  return {
    top: Math.min(from.row, to.row),
    left: Math.min(from.column, to.column),
    bottom: Math.max(from.row, to.row),
    right: Math.max(from.column, to.column),
  }
}

/** Counts over all sheets of a file. */
export type Used = { rows: number; cells: number }
type Surroundings = { strings: readonly string[]; styles: readonly NumberStyle[]; is1904: boolean; used: Used }

/** Collects the rows that hold something; formatted but empty ones cost nothing. */
export function worksheetPart(
  { strings, styles, is1904, used }: Surroundings,
  rows: SheetRow[],
  merges: Merge[],
): XmlHandler {
  const run = runs()
  let row: SheetRow | null = null
  let at = 0
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let inValue = false
  let formula = false

  function cell(): SheetCell | null {
    const inline = run.take()
    if (type === 's') {
      const text = strings[Number(value)]
      return text === undefined ? { text: '', kind: 'error' } : { text, kind: 'text' }
    }
    if (type === 'inlineStr') return { text: inline, kind: 'text' }
    if (type === 'str') return { text: unescapeControls(value), kind: 'text' }
    if (value === '') return formula ? { text: '', kind: 'text' } : null
    if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE', kind: 'flag' }
    if (type === 'e') return { text: value.slice(0, 40), kind: 'error' }
    if (type === 'd') return { text: value.slice(0, value.includes('T00:00') ? 10 : 16), kind: 'date' }
    return numberCell(value, styles[style] ?? 'plain', is1904)
  }

  function put(): void {
    const made = cell()
    if (!made || (made.kind === 'text' && made.text.trim() === '')) return
    if (column >= sheetLimits.columns) throw new SheetLimit('columns')
    if (++used.cells > sheetLimits.cells) throw new SheetLimit('cells')
    if (!row) {
      row = { at, cells: [] }
      if (++used.rows > sheetLimits.rows + sheetLimits.otherRows) throw new SheetLimit('rows')
      rows.push(row)
    }
    row.cells[column] = formula ? { ...made, formula: true } : made
  }

  return {
    open(name, attributes) {
      if (name === 'row') {
        row = null
        column = -1
        at = Number(attributeOf(attributes, 'r')) || at + 1
      } else if (name === 'c') {
        const place = cellPlace(attributeOf(attributes, 'r') ?? '')
        column = place ? place.column : column + 1
        type = attributeOf(attributes, 't') ?? ''
        style = Number(attributeOf(attributes, 's') ?? 0)
        value = ''
        formula = false
      } else if (name === 'v') inValue = true
      else if (name === 'f') formula = true
      else if (name === 'mergeCell') {
        if (merges.length >= sheetLimits.merges) throw new SheetLimit('merges')
        const merge = mergeOf(attributeOf(attributes, 'ref') ?? '')
        if (merge) merges.push(merge)
      } else run.open(name)
    },
    text(piece) {
      if (!inValue) return run.text(piece)
      value += piece
      if (value.length > sheetLimits.cell) throw new SheetLimit('cell')
    },
    close(name) {
      if (name === 'v') inValue = false
      else if (name === 'c') put()
      else run.close(name)
    },
  }
}

/** Gives the cells a merged one covers its content, within the rows that hold something. */
export function spreadMerges(rows: readonly SheetRow[], merges: readonly Merge[]): void {
  const byNumber = new Map(rows.map((row) => [row.at, row]))
  let spread = 0
  for (const { top, left, bottom, right } of merges) {
    const origin = byNumber.get(top + 1)?.cells[left]
    if (!origin) continue
    const lastRow = Math.min(bottom, top + sheetLimits.rows)
    const lastColumn = Math.min(right, sheetLimits.columns - 1)
    for (let at = top; at <= lastRow; at++) {
      const row = byNumber.get(at + 1)
      for (let column = left; row && column <= lastColumn; column++) {
        if (row.cells[column]) continue
        if (++spread > sheetLimits.cells) throw new SheetLimit('cells')
        row.cells[column] = { ...origin, merged: true }
      }
    }
  }
}

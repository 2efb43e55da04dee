import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { tableLine, twipsOf } from '../../../../shared/papers/layout.ts'
import type { Block, Cell, Row } from '../../../../shared/papers/model.ts'
import type { Setting } from './blocks.ts'

const rule = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const borders = { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule }
const close = { line: tableLine, lineRule: LineRuleType.EXACT, before: 20, after: 20 } as const
const alignments = { center: AlignmentType.CENTER, end: AlignmentType.RIGHT, start: AlignmentType.LEFT } as const
export const cellMargins = { left: 85, right: 85, top: 0, bottom: 0, marginUnitType: WidthType.DXA } as const

/** Shares of a width in whole twips that add up to it. */
export function shares(widths: readonly number[], total: number): number[] {
  const sum = widths.reduce((all, width) => all + width, 0) || 1
  let done = 0
  let used = 0
  return widths.map((width) => {
    done += width
    const upTo = Math.round((done / sum) * total)
    const own = upTo - used
    used = upTo
    return own
  })
}

/** A ruled table; its head stands on every page, a row is never split. */
export function gridTable(block: Extract<Block, { kind: 'table' }>, setting: Setting): Table {
  const { width } = setting
  const columnWidths = shares(block.widths, width)
  const draw = (row: Row, tableHeader: boolean) =>
    new TableRow({
      children: row.cells.map((cell) => gridCell(cell, setting)),
      cantSplit: true,
      ...(tableHeader ? { tableHeader } : {}),
      ...(row.height ? { height: { value: twipsOf(row.height), rule: HeightRule.ATLEAST } } : {}),
    })
  const rows = block.head.map((row) => draw(row, true))
  for (const row of block.rows) rows.push(draw(row, false))
  return new Table({
    rows,
    columnWidths,
    width: { size: width, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders,
    margins: cellMargins,
  })
}

function gridCell(cell: Cell, { runs, table }: Setting): TableCell {
  const type = cell.head ? { ...table, face: 'first' as const } : table
  const alignment = alignments[cell.align ?? (cell.head ? 'center' : 'start')]
  const lines = cell.lines.length ? cell.lines : [[]]
  return new TableCell({
    children: lines.map((line) => new Paragraph({ children: runs.line(line, type), alignment, spacing: close })),
    verticalAlign: VerticalAlignTable.CENTER,
    ...(cell.span ? { columnSpan: cell.span } : {}),
    ...(cell.rowSpan ? { rowSpan: cell.rowSpan } : {}),
  })
}

/**
 * One document model for every paper: pure data that the .docx writer, the page that is printed to PDF, and where a paper is a list
 * the .xlsx writer draw in the same layout.
 */
import { fullWidthPunctuation } from '../domain/punctuation.ts'
import { fill } from '../text/fill.ts'
import { text as catalogue } from '../text/zh-cn.ts'

/** A stretch of text, or the mark of an end note. `missing`: said by nobody yet, printed as 待补充 and marked. */
export type Run = { text: string; bold?: boolean; missing?: boolean } | { note: number }
export type Line = readonly Run[]

/** A picture by content hash; `width` and `height` in pixels as it is seen. `sha256` null: not on this computer. */
export type Photo = {
  sha256: string | null
  width: number | null
  height: number | null
  caption: Line
  /** Degrees clockwise it is turned by, beyond what the camera noted. */
  rotation?: number
  /** Of its file. */
  name?: string
}

export type Cell = {
  /** Paragraphs of the cell. */
  lines: readonly Line[]
  span?: number
  rowSpan?: number
  align?: 'center' | 'end'
  /** Set as a heading cell: 黑体, centred. */
  head?: boolean
}
export type Row = { cells: readonly Cell[] /** At least, mm. */; height?: number }
export type Note = { number: number; line: Line; photo?: Photo }

export type Block =
  /** 会议纪要's red mark, with a line below that names the issue. */
  | { kind: 'mark'; text: string; left?: Line; right?: Line }
  | { kind: 'title'; line: Line }
  /** Below a title: 3号楷体, centred. */
  | { kind: 'subtitle'; line: Line }
  /** 主送. */
  | { kind: 'salutation'; line: Line }
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; line: Line }
  /** `flush`: without the indent of two characters; `small`: in the type of the table it stands over. */
  | { kind: 'paragraph'; line: Line; flush?: boolean; small?: boolean; align?: 'center' | 'end' }
  /** A label in 黑体 and what hangs behind it: 出席、请假、时间、地点. */
  | { kind: 'labelled'; label: string; line: Line }
  /** `widths` are shares of the line; `head` rows repeat on every page. */
  | { kind: 'table'; widths: readonly number[]; head: readonly Row[]; rows: Iterable<Row> }
  /** Two a row, each with its 图说 below. */
  | { kind: 'photos'; photos: readonly Photo[] }
  /** 附件说明 after the body. */
  | { kind: 'attachments'; names: readonly string[] }
  /** An attachment begins on a page of its own: 附件1, its title. */
  | { kind: 'attachment'; label: string; title: Line }
  /** 署名 and date. */
  | { kind: 'signature'; name: Line; date: Line; sealed?: boolean }
  | { kind: 'notes'; title: string; notes: readonly Note[] }
  | { kind: 'blank' }
  | { kind: 'page' }

export type Paper = { title: string; landscape?: boolean; blocks: Iterable<Block> }

/** A value of a ledger; `null` is empty, `missing` is printed as 待补充. */
export type Value = string | number | null | typeof missingValue
export const missingValue = { missing: true } as const
export type Column = {
  label: string
  /** In characters of the table's type, two a Han character. */
  width: number
  /** `date`: `YYYY-MM-DD` becomes a date; a part of one stays text. */
  kind: 'text' | 'number' | 'date'
  /** A page has no room for it. */
  sheetOnly?: boolean
}
export type Sheet = {
  name: string
  title: string
  note?: string
  columns: readonly Column[]
  rows: Iterable<readonly Value[]>
}

export const run = (value: string): Run => ({ text: value })
export const bold = (value: string): Run => ({ text: value, bold: true })
export const missing: Run = { text: catalogue.common.missing, missing: true }

/** What stands in a photo's place: it is still expected, or it is here and could not be drawn. */
export const absentPhoto = ({ sha256, name }: Photo): Run =>
  sha256 && name
    ? { text: fill(catalogue.papers.photoLeftOut, { name }), missing: true }
    : { text: catalogue.papers.photoMissing, missing: true }

/** What was said, as it is printed, or 待补充. */
export const said = (value: string | number | null | undefined): Run[] =>
  value === null || value === undefined || value === '' ? [missing] : [run(fullWidthPunctuation(String(value)))]

/** Names in a row, or 待补充. */
export const saidNames = (names: readonly (string | null)[]): Run[] =>
  said(names.filter(Boolean).join(catalogue.common.listComma))

/** A text of the catalogue with lines in its places. */
export const filled = (template: string, values: Record<string, Line>): Run[] =>
  template
    .split(/(\{\w+\})/)
    .flatMap((part) => values[/^\{(\w+)\}$/.exec(part)?.[1] ?? ''] ?? (part ? [run(part)] : []))

/** Running text to lines, one a paragraph; nothing said is one line of 待补充. */
export function saidLines(value: string | null | undefined): Run[][] {
  const lines = linesOf(value)
  return lines.length ? lines.map((line) => said(line)) : [[missing]]
}

/** The paragraphs of a running text. */
export const linesOf = (value: string | null | undefined): string[] =>
  (value ?? '').split(/\r\n|\r|\n/).flatMap((line) => line.trim() || [])

/** What a reader sees of a line. */
export const lineText = (line: Line): string => line.map((run) => ('text' in run ? run.text : '')).join('')

/** A list as a table of paper: all its rows, read page by page, whether they were on screen or not. */
import { text } from '../../../shared/text/zh-cn.ts'
import { textsOf } from '../copy-rows.tsx'
import { fill } from '../fill.ts'
import type { PrintedList } from '../printed-list.ts'
import type { Column } from '../virtual-rows.tsx'
import { escaped } from './html.ts'
import { missingCell } from './seen.ts'

const words = text.print
type Row = { id: string }

/** Some 150 pages: more is not read on paper. */
export const mostRows = 5_000
/** Rows read at a time. */
const step = 200
/** Rows drawn at first, and ms a piece of drawing may take: the window answers between two. */
const firstPiece = 40
const patience = 25
/** Of A4 portrait, in characters of the list's type. */
const portraitWidth = 52

type PrintedRow = { cells: string[]; group: string | null }
export type Cells = { heads: string[]; rows: PrintedRow[] }

type Wanted = {
  list: PrintedList
  /** Those to be printed, in their order. */
  columns: readonly Column<Row>[]
  /** Only these rows. */
  chosen: ReadonlySet<string> | null
  most: number
}

/** Reads and draws the rows, some at a time. `tell` hears how far it is; it stops where `isStopped` says so. */
async function* drawnRows(
  { list, columns, chosen, most }: Wanted,
  tell: (done: number, total: number) => void,
  isStopped: () => boolean,
): AsyncGenerator<PrintedRow[]> {
  const { rows, group } = list
  const end = chosen ? rows.total : Math.min(rows.total, most)
  let last: string | undefined
  let piece = firstPiece
  for (let at = 0; at < end && !isStopped(); at += step) {
    const read = await rows.read(at, Math.min(step, end - at))
    const shown = chosen ? read.filter(({ id }) => chosen.has(id)) : read
    const opening = new Set<Row>()
    for (const row of group ? shown : []) {
      const { key } = group!(row)
      if (key !== last) opening.add(row)
      last = key
    }
    const heading: Column<Row> = {
      key: 'group',
      label: '',
      width: '',
      cell: (row) => (opening.has(row) ? group?.(row).heading : null),
    }
    for (let from = 0; from < shown.length && !isStopped(); ) {
      const drawn = shown.slice(from, from + piece)
      const began = performance.now()
      const texts = textsOf(drawn, [...columns, heading]).slice(1)
      const took = performance.now() - began
      yield drawn.map((row, index) => {
        const own = texts[index] ?? []
        return { cells: own.slice(0, -1), group: opening.has(row) ? (own.at(-1) ?? null) : null }
      })
      from += drawn.length
      piece = Math.max(10, Math.min(step, Math.floor((drawn.length * patience) / Math.max(1, took))))
      await new Promise((done) => setTimeout(done))
    }
    tell(Math.min(at + step, end), end)
  }
}

const headsOf = (columns: readonly Column<Row>[]): string[] => textsOf([], columns)[0] ?? []

export async function readCells(
  wanted: Wanted,
  tell: (done: number, total: number) => void,
  isStopped: () => boolean,
): Promise<Cells> {
  const cells: Cells = { heads: headsOf(wanted.columns), rows: [] }
  for await (const rows of drawnRows(wanted, tell, isStopped)) cells.rows.push(...rows)
  return cells
}

/** A Han character is one, a half-width one about half. */
const widthOf = (value: string): number =>
  [...value].reduce((sum, sign) => sum + (/[\u0020-\u02ff\u2000-\u200a]/.test(sign) ? 0.56 : 1), 0)

/** How wide each column wants to be, in characters: as its texts, within bounds. */
export function widthsOf({ heads, rows }: Cells): number[] {
  return heads.map((head, at) => {
    const all = rows.map(({ cells }) => widthOf(cells[at] ?? '')).sort((a, b) => a - b)
    const most = all.at(-1) ?? 0
    // one long text among short ones is folded
    const usual = all[Math.floor(all.length * 0.9)] ?? 0
    return Math.max(widthOf(head), 2, Math.min(24, most > 12 ? Math.max(usual, 8) : most)) + 1
  })
}

export const isWideList = (widths: readonly number[]): boolean =>
  widths.reduce((sum, width) => sum + width, 0) > portraitWidth

export function listHtml(cells: Cells, columns: readonly Column<Row>[], left: number): string {
  const widths = widthsOf(cells)
  const sum = widths.reduce((all, width) => all + width, 0) || 1
  const cols = widths.map((width) => `<col style="width:${((width / sum) * 100).toFixed(2)}%">`).join('')
  const end = (at: number) => (columns[at]?.align === 'end' ? ' class="end"' : '')
  const head = cells.heads.map((label, at) => `<th${end(at)}>${escaped(label)}</th>`).join('')
  const body: string[] = []
  for (const { cells: texts, group } of cells.rows) {
    if (group !== null)
      body.push(`<tr class="printed-group"><th colspan="${texts.length}">${escaped(group) || '&nbsp;'}</th></tr>`)
    body.push(`<tr>${texts.map((value, at) => `<td${end(at)}>${missingCell(value)}</td>`).join('')}</tr>`)
  }
  if (!cells.rows.length) body.push(`<tr><td colspan="${cells.heads.length}">${escaped(words.nothing)}</td></tr>`)
  const more = left > 0 ? `<p><strong>${escaped(fill(words.more, { count: left }))}</strong></p>` : ''
  return `<table class="printed-list"><colgroup>${cols}</colgroup><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>${more}`
}

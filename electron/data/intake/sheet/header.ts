/** Which row names the columns, which noun the sheet holds, and what each column is. */
import { type SheetNoun, sheetColumns, sheetNouns } from '../../../../shared/domain/intake-sheets.ts'
import type { SheetRow } from '../spreadsheet.ts'
import { type Column, columnsOf } from './columns.ts'

/** First cell of the hidden row of a template: it names the noun, its row the fields. */
export const templateMark = 'shanyan:'

export type Header = {
  noun: SheetNoun /** As the sheet counts; 0: none. */
  row: number /** Field by column. */
  fields: Map<number, string>
  isTemplate: boolean
}

/** Rows that are looked at for a header; titles and notes stand above it. */
const searched = 20

export const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .replace(/[\s*＊:：]/g, '')
    .replace(/\((?:必填|选填|可空|单位.*?|格式.*?|如.*?)\)/g, '')
    .toLowerCase()

/** 3: the label itself, 2: another name of it, 1: a longer name that holds it. */
function likeness(column: Column, header: string): number {
  const name = plain(header)
  if (!name) return 0
  if (name === plain(column.label)) return 3
  const others = column.synonyms.map(plain)
  if (others.includes(name)) return 2
  return name.length <= 12 &&
    [plain(column.label), ...others].some((other) => other.length >= 3 && name.includes(other))
    ? 1
    : 0
}

/** The best field of each column, no field twice. */
export function mapColumns(noun: SheetNoun, row: SheetRow): { fields: Map<number, string>; score: number } {
  const columns = columnsOf(noun)
  const pairs = row.cells.flatMap((cell, index) =>
    cell && !(cell.merged && row.cells[index - 1]?.text === cell.text)
      ? columns.map((column) => ({ index, field: column.field, score: likeness(column, cell.text) }))
      : [],
  )
  pairs.sort((a, b) => b.score - a.score || a.index - b.index)
  const fields = new Map<number, string>()
  const taken = new Set<string>()
  let score = 0
  // one word that is a heading elsewhere stands in any row: 会员单位
  const cells = row.cells.filter(Boolean).length
  const isHeader = () => fields.size > 1 || (fields.size === 1 && cells < 3 && score > 1)
  for (const pair of pairs) {
    if (pair.score === 0 || fields.has(pair.index) || taken.has(pair.field)) continue
    fields.set(pair.index, pair.field)
    taken.add(pair.field)
    score += pair.score
  }
  return { fields, score: isHeader() ? score : 0 }
}

/**
 * Finds the header. `noun` narrows it to one; a template says itself what it is. Where nothing is recognised the first row with two
 * cells or more counts, its columns unknown.
 */
export function findHeader(rows: readonly SheetRow[], noun?: SheetNoun): Header {
  const template = readTemplate(rows)
  if (template && (!noun || noun === template.noun)) return template
  const nouns = noun ? [noun] : sheetNouns
  let best: (Header & { score: number }) | null = null
  for (const row of rows.slice(0, searched)) {
    for (const one of nouns) {
      const { fields, score } = mapColumns(one, row)
      if (score > (best?.score ?? 1)) best = { noun: one, row: row.at, fields, score, isTemplate: false }
    }
  }
  if (best) return best
  const row = rows.find(({ cells }) => cells.filter(Boolean).length >= 2)
  return { noun: nouns[0] ?? 'visits', row: row?.at ?? 0, fields: new Map(), isTemplate: false }
}

function readTemplate(rows: readonly SheetRow[]): Header | null {
  const [keys, header] = rows
  const mark = keys?.cells[0]?.text
  if (!mark?.startsWith(templateMark) || !keys) return null
  const noun = mark.slice(templateMark.length).split(':')[0] as SheetNoun
  if (!sheetNouns.includes(noun)) return null
  const fields = new Map<number, string>()
  for (const [index, cell] of keys.cells.entries()) {
    if (index > 0 && cell && (sheetColumns[noun] as readonly string[]).includes(cell.text)) fields.set(index, cell.text)
  }
  return { noun, row: header?.at ?? 0, fields, isTemplate: true }
}

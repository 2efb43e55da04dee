/**
 * 征求意见的反馈表: what is asked about, clause by clause, and what comes back. A returned form is read however it was changed: by the
 * names of its columns, by its number, else by the name of the unit.
 */
import { text } from '../text/zh-cn.ts'
import { numberedHeadings, partsOf } from './document-text.ts'
import type { Consultation, Opinion } from './documents.ts'
import { parsePaper, plainText } from './paper-text.ts'

const words = text.consultation.form

/** A paragraph that can be spoken to, under its number; headings have none. */
export type Clause = { number: number | null; heading: boolean; text: string }

/** The text of a version, its paragraphs numbered through. */
export function clausesOf(body: string): { title: string; clauses: Clause[] } {
  const { title, parts } = partsOf(body)
  const names = numberedHeadings(parts.map(({ heading }) => heading))
  const clauses: Clause[] = []
  let number = 0
  for (const [at, part] of parts.entries()) {
    if (names[at]) clauses.push({ number: null, heading: true, text: names[at] })
    for (const block of parsePaper(part.body)) {
      if (block.kind === 'figure') continue
      const lines =
        block.kind === 'table'
          ? block.rows.map((row) => row.map(plainText).join(words.cellGap))
          : [plainText(block.content)]
      const heading = block.kind === 'heading'
      for (const line of lines)
        if (line.trim()) clauses.push({ number: heading ? null : ++number, heading, text: line.trim() })
    }
  }
  return { title, clauses }
}

/** Printed on the form of a unit, so that it is known again: the last digits of the record's id. */
export const formCode = (consultation: string): string => consultation.replaceAll('-', '').slice(-8).toUpperCase()

/** How a clause is named in an opinion: its number and how it begins. */
export const clauseName = ({ number, text: said }: Clause): string =>
  `${words.clause.replace('{number}', String(number))} ${said.length > 24 ? `${said.slice(0, 24)}……` : said}`

export type ReturnedOpinion = { clause: string; comment: string }
/** What one unit says in a file. `code`: the form's number; `unit`: as it is written there. */
export type FormReading = {
  code: string | null
  unit: string | null
  contact: string | null
  none: boolean
  opinions: ReturnedOpinion[]
}

/** A file as lines outside of tables, and tables as rows of cells. */
export type FormGrid = { lines: readonly string[]; tables: readonly (readonly (readonly string[])[])[] }

/** A unit does not say more; cells are cut. */
const mostOpinions = 500
const longest = 5_000

type Column = 'unit' | 'clause' | 'comment' | 'reason' | 'contact'
/** In the order they are looked for: 修改意见 before 意见, 修改理由 is no 意见. */
const columnNames: [Column, RegExp][] = [
  ['reason', /理由|依据|原因|说明$/],
  ['unit', /单位|部门|填报/],
  ['contact', /联系|电话|姓名/],
  ['comment', /意见|建议|修改/],
  ['clause', /条款|条目|章节|位置|页码|部分|^条$/],
]

const tidy = (value: string | undefined): string =>
  (value ?? '')
    .replace(/[\s\u3000]+/g, ' ')
    .trim()
    .slice(0, longest)
const isNone = (value: string): boolean =>
  /^(?:无|没有|无意见|没有意见|无修改意见|无不同意见|同意|无异议)[。.!！]?$/.test(value)

/** The columns a row names, where it is a heading. */
function columnsIn(row: readonly string[]): Map<Column, number> | null {
  const found = new Map<Column, number>()
  for (const [at, cell] of row.entries()) {
    const name = tidy(cell).replaceAll(' ', '')
    if (!name || name.length > 16) continue
    const column = columnNames.find(([one, pattern]) => !found.has(one) && pattern.test(name))?.[0]
    if (column) found.set(column, at)
  }
  return found.has('comment') && found.size >= 2 ? found : null
}

/** What a returned file says, a reading for each unit that speaks in it; nothing found: one that is empty. */
export function readForm({ lines, tables }: FormGrid): FormReading[] {
  const all = [...lines, ...tables.flat(2)].map(tidy)
  const code = all.flatMap((line) => new RegExp(`${words.code}\\D{0,4}([0-9A-Fa-f]{8})\\b`).exec(line)?.[1] ?? [])[0]
  const own: FormReading = {
    code: code?.toUpperCase() ?? null,
    unit: labelled(tables, lines, words.unit),
    contact: labelled(tables, lines, words.contact),
    none: all.some((line) => isTicked(line)),
    opinions: [],
  }
  const byUnit = new Map<string | null, FormReading>([[own.unit, own]])
  let count = 0
  for (const rows of tables) {
    const head = rows.slice(0, 40).findIndex((row) => columnsIn(row) !== null)
    const columns = head < 0 ? null : columnsIn(rows[head] as readonly string[])
    if (!columns) continue
    for (const row of rows.slice(head + 1)) {
      const cell = (name: Column) => tidy(row[columns.get(name) ?? -1])
      const comment = cell('comment')
      const unit = cell('unit') || own.unit
      if (!comment || count >= mostOpinions) continue
      const reading = byUnit.get(unit) ?? { code: null, unit, contact: null, none: false, opinions: [] }
      byUnit.set(unit, reading)
      reading.contact ??= cell('contact') || null
      if (isNone(comment)) {
        reading.none = true
        continue
      }
      count++
      const reason = cell('reason')
      const said = reason ? words.withReason.replace('{comment}', comment).replace('{reason}', reason) : comment
      reading.opinions.push({ clause: cell('clause'), comment: said })
    }
  }
  if (count === 0 && byUnit.size === 1) {
    // no table of ours any more: lines that call themselves an opinion
    for (const line of lines.map(tidy)) {
      const comment = /^(?:修改)?(?:意见|建议)[一二三四五六七八九十\d]{0,3}[：:]\s*(.+)$/.exec(line)?.[1]
      if (comment && isNone(comment)) own.none = true
      else if (comment && own.opinions.length < mostOpinions) own.opinions.push({ clause: '', comment })
    }
  }
  const readings = [...byUnit.values()].map((reading) => ({
    ...reading,
    none: reading.none && reading.opinions.length === 0,
  }))
  // the heading's unit is nobody where each row names its own
  const speaking = readings.filter(({ opinions, none }) => opinions.length > 0 || none)
  return speaking.length > 0 ? speaking : [own]
}

/** 无意见 ☑, 无意见：√ */
const isTicked = (line: string): boolean => /^无意见[^。，”]{0,6}[√✓✔☑■]|^[（([]?[√✓✔☑■][）)\]]?\s?无意见/.test(line)

/** What stands behind a label: on its line, or in the next cell. */
function labelled(tables: FormGrid['tables'], lines: readonly string[], label: string): string | null {
  for (const line of lines) {
    const said = new RegExp(`${label}[（(]?[^：:]{0,8}[：:]\\s*([^\\s_＿].*)`).exec(tidy(line))?.[1]
    const value = said?.split(/\s{2,}|(?:联系人|电话|日期)[：:]/)[0]?.replace(/[_＿\s]+$/, '')
    if (value) return value
  }
  for (const row of tables.flat()) {
    const at = row.findIndex((cell) => tidy(cell).replace(/[：:\s]/g, '') === label)
    const value = at < 0 ? '' : tidy(row[at + 1])
    // a heading row names its next column there
    if (value && value.length <= 60 && columnsIn(row) === null) return value
  }
  return null
}

export type AskedUnit = { id: string; name: string | null }

/** Which of the units asked a reading is from: by the form's number, else by name as far as only one fits. */
export function unitOf({ code, unit }: Pick<FormReading, 'code' | 'unit'>, asked: readonly AskedUnit[]): string | null {
  const byCode = code === null ? undefined : asked.find(({ id }) => formCode(id) === code)
  if (byCode) return byCode.id
  const wanted = plainName(unit)
  if (wanted.length < 2) return null
  const same = asked.filter(({ name }) => plainName(name) === wanted)
  const near = same.length > 0 ? same : asked.filter(({ name }) => isWithin(plainName(name), wanted))
  return near.length === 1 ? (near[0]?.id ?? null) : null
}

const plainName = (name: string | null): string =>
  (name ?? '')
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .replace(/^(?:江苏省|省)/, '')
const isWithin = (one: string, other: string): boolean =>
  one.length >= 2 && (one.includes(other) || other.includes(one))

/** 未反馈, 逾期未反馈, 无意见, 已反馈 or so many opinions. `today`: YYYY-MM-DD. */
export type UnitState = 'waiting' | 'overdue' | 'none' | 'answered'
export function stateOfUnit(
  { returned, none, due }: Pick<Consultation, 'returned' | 'none' | 'due'>,
  opinions: number,
  today: string,
): UnitState {
  if (opinions > 0) return 'answered'
  if (none === 1) return 'none'
  if (returned !== null) return 'answered'
  return due !== null && due < today ? 'overdue' : 'waiting'
}

/** The same words about the same place are one opinion, however often its file is read. */
export const sameOpinion = (
  one: Pick<Opinion, 'clause' | 'comment'>,
  other: Pick<Opinion, 'clause' | 'comment'>,
): boolean =>
  tidy(one.comment ?? '') === tidy(other.comment ?? '') && tidy(one.clause ?? '') === tidy(other.clause ?? '')

/** Rows of a sheet as records to be: each cell read, each row judged, nothing written. */
import { v7 } from 'uuid'
import type { Entity } from '../../../../shared/domain/fields.ts'
import {
  type CellNote,
  type CellTrouble,
  type RowState,
  type SheetCellView,
  type SheetNoun,
  type SheetRowView,
  sheetNeeds,
} from '../../../../shared/domain/intake-sheets.ts'
import type { SheetCell, SheetRow } from '../spreadsheet.ts'
import { type Column, columnsOf } from './columns.ts'
import { type Desk, keyOf, teamOf } from './desk.ts'
import { parts, type Read, readChoice, readDate, readNumber, readPeriod, readPlace, readYear } from './values.ts'

export type Value = string | number | string[] | null
type Names = { to: 'people' | 'organizations' | 'sites'; names: string[]; single: boolean }
export type PlannedRow = SheetRowView & { fields: Record<string, Value>; refs: Record<string, Names> }
export type NewRecord = { entity: Entity; id: string; fields: Record<string, Value> }

/** UTF-16 units of a field that is one line; running text may be as long as a cell. */
const longestLine = 200
const running = new Set(['purpose', 'summary', 'itinerary', 'quote', 'analysis', 'cause', 'content', 'source'])
const cut = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text)

export type Mapping = { noun: SheetNoun; headerRow: number; fields: ReadonlyMap<number, string> }

/** Judges every row below the header. */
export function planRows(
  rows: readonly SheetRow[],
  mapping: Mapping,
  desk: Desk,
  tick?: (done: number) => void,
): PlannedRow[] {
  const columns = new Map(columnsOf(mapping.noun).map((column) => [column.field, column]))
  const below = rows.filter(({ at }) => at > mapping.headerRow)
  const seen = new Set<string>()
  return below.map((row, index) => {
    if (index % 200 === 0) tick?.(index)
    return planRow(row, mapping, columns, desk, seen)
  })
}

function planRow(
  row: SheetRow,
  { noun, fields: mapped }: Mapping,
  columns: ReadonlyMap<string, Column>,
  desk: Desk,
  seen: Set<string>,
): PlannedRow {
  const planned: PlannedRow = { at: row.at, state: 'good', cells: [], fields: {}, refs: {} }
  const [first] = row.cells
  const isSkipped = /^(?:示例|例[:：]?|合计|总计|小计|备注|说明|注[:：])/.test(first?.text.trim() ?? '')
  const indexes = [...mapped.keys()].sort((a, b) => a - b)
  for (const index of indexes) {
    const column = columns.get(mapped.get(index) ?? '')
    const cell = row.cells[index]
    if (!column) continue
    if (!cell || cell.text.trim() === '') {
      const empty = cell?.formula === true
      planned.cells.push({ text: '', ...(empty ? { trouble: 'formula-empty' as const } : {}) })
      continue
    }
    const view: SheetCellView = { text: cut(cell.text.trim()) }
    const read = cell.kind === 'error' ? { trouble: 'error' as const } : readCell(cell, column, planned, desk)
    if ('trouble' in read) view.trouble = read.trouble
    const note = noteOf(cell, read)
    if (note) view.note = note
    planned.cells.push(view)
  }
  planned.state = stateOf(planned, noun, indexes, mapped, desk, seen, isSkipped)
  return planned
}

const noteOf = (cell: SheetCell, read: Read<null>): CellNote | undefined => {
  if ('note' in read && read.note) return read.note
  return cell.formula ? 'formula' : cell.merged ? 'merged' : undefined
}

function stateOf(
  planned: PlannedRow,
  noun: SheetNoun,
  indexes: readonly number[],
  mapped: ReadonlyMap<number, string>,
  desk: Desk,
  seen: Set<string>,
  isSkipped: boolean,
): RowState {
  if (isSkipped || planned.cells.every(({ text, trouble }) => text === '' && !trouble)) return 'skipped'
  checkDates(planned, indexes, mapped)
  if (!sheetNeeds[noun].some((field) => planned.fields[field] !== undefined)) {
    const at = indexes.findIndex((index) => sheetNeeds[noun].includes(mapped.get(index) ?? ''))
    const cell = planned.cells[at]
    if (cell && !cell.trouble) cell.trouble = 'missing'
    return 'bad'
  }
  if (planned.cells.some(({ trouble }) => trouble)) return 'bad'
  const single = Object.fromEntries(
    Object.entries(planned.refs).flatMap(([field, { to, names, single }]) =>
      single && names[0] ? [[field, desk.find(to, names[0], null) ?? `name ${names[0]}`]] : [],
    ),
  )
  const all = { ...planned.fields, ...single }
  const known = desk.known(noun, all)
  if (known) {
    planned.known = known
    return 'known'
  }
  const key = keyOf(noun, all)
  if (key && seen.has(key)) return 'twice'
  if (key) seen.add(key)
  return 'good'
}

function checkDates(
  { fields, cells }: PlannedRow,
  indexes: readonly number[],
  mapped: ReadonlyMap<number, string>,
): void {
  const { start, end } = fields
  if (typeof start !== 'string' || typeof end !== 'string' || end >= start.slice(0, end.length)) return
  const cell =
    cells[indexes.findIndex((index) => mapped.get(index) === 'end')] ??
    cells[indexes.findIndex((index) => mapped.get(index) === 'start')]
  if (cell) cell.trouble = 'date-order'
}

/** Reads one cell into the row's fields; answers what is wrong, or worth a look. */
function readCell(cell: SheetCell, { field, type }: Column, row: PlannedRow, desk: Desk): Read<null> {
  const said = cell.text.trim()
  const fine = (note?: CellNote): Read<null> => ({ value: null, ...(note ? { note } : {}) })
  const bad = (trouble: CellTrouble): Read<null> => ({ trouble })
  switch (type.kind) {
    case 'text':
      if (!running.has(field) && said.length > longestLine) return bad('long')
      row.fields[field] = said
      return fine()
    case 'date': {
      const read = readDate(cell, desk.year)
      if ('trouble' in read) return read
      row.fields[field] = read.value.start
      if (field === 'start') {
        row.fields.precision = read.value.precision
        if (read.value.end) row.fields.end = read.value.end
      }
      return fine(read.note)
    }
    case 'period': {
      const read = readPeriod(cell)
      if ('trouble' in read) return read
      row.fields[field] = read.value
      return fine()
    }
    case 'year': {
      const read = readYear(cell)
      if ('trouble' in read) return read
      row.fields[field] = read.value
      return fine()
    }
    case 'number': {
      const read = readNumber(cell)
      if ('trouble' in read) return read
      const { value, unit, bound } = read.value
      if (field === 'yearOnYear') {
        if (unit && unit !== '%') return bad('number')
      } else if (unit && !row.fields.unit) row.fields.unit = unit
      if (bound && field === 'value' && !row.fields.bound) row.fields.bound = bound
      row.fields[field] = value
      return fine()
    }
    case 'region': {
      const read = readPlace(said, desk.gazetteer, desk.home)
      if ('trouble' in read) return read
      row.fields[field] = read.value.id
      return fine()
    }
    case 'regions': {
      const ids: string[] = []
      for (const name of parts(said)) {
        const read = readPlace(name, desk.gazetteer, desk.home)
        if ('trouble' in read) return read
        ids.push(read.value.id)
      }
      row.fields[field] = ids
      return fine()
    }
    case 'team': {
      const team = teamOf(desk, said)
      if (!team) return bad('team')
      row.fields[field] = team
      return fine()
    }
    case 'choice': {
      const value = readChoice(said, type.labels)
      if (!value) return bad('choice')
      row.fields[field] = value
      return fine()
    }
    case 'choices':
      // other ways may be typed
      row.fields[field] = parts(said).map((one) => readChoice(one, type.labels) ?? one)
      return fine()
    case 'list':
      if (parts(said).some((one) => one.length > longestLine)) return bad('long')
      row.fields[field] = parts(said)
      return fine()
    case 'records': {
      const names = type.single ? [said] : parts(said)
      if (names.some((name) => name.length > longestLine)) return bad('long')
      row.refs[field] = { to: type.to, names, single: type.single }
      return fine()
    }
  }
}

export type Options = { campaign: string | null; team: string | null }
/** Fields a new record of a noun begins with. */
const beginnings: Partial<Record<SheetNoun, Record<string, Value>>> = {
  visits: { status: 'done', precision: 'unknown' },
  findings: { stage: 'raw' },
  measures: { stage: 'proposed' },
}

/** The records of the given rows, those they refer to first where they are not here yet. */
export function recordsOf(
  noun: SheetNoun,
  rows: readonly PlannedRow[],
  desk: Desk,
  { campaign, team }: Options,
): NewRecord[] {
  const records: NewRecord[] = []
  const made = new Map<string, string>()
  const refer = ({ to, names }: Names, region: string | null): string[] =>
    names.map((name) => {
      const tells = to === 'people' ? null : region
      const known = desk.find(to, name, tells) ?? made.get(`${to} ${name}`)
      if (known) return known
      const id = v7()
      made.set(`${to} ${name}`, id)
      records.push({ entity: to, id, fields: { name, ...(to === 'sites' && region ? { region } : {}) } })
      return id
    })
  for (const row of rows) {
    const region = typeof row.fields.region === 'string' ? row.fields.region : null
    const fields: Record<string, Value> = { ...beginnings[noun], ...row.fields }
    for (const [field, names] of Object.entries(row.refs)) {
      const ids = refer(names, region)
      fields[field] = names.single ? (ids[0] ?? null) : ids
    }
    if (noun === 'visits' && !fields.team && team) fields.team = team
    if ((noun === 'findings' || noun === 'indicators' || noun === 'measures') && campaign) fields.campaign = campaign
    if (noun === 'findings' && !fields.team && team) fields.team = team
    const id = v7()
    if (noun === 'organizations' && typeof fields.name === 'string') made.set(`organizations ${fields.name}`, id)
    if (noun === 'people' && typeof fields.name === 'string') made.set(`people ${fields.name}`, id)
    records.push({ entity: noun, id, fields })
  }
  return records
}

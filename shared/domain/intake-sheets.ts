import type { Entity } from './fields.ts'

/** Nouns that a spreadsheet can hold, and the fields that are its columns, in the order of the template. */
export const sheetColumns = {
  visits: [
    'start',
    'end',
    'region',
    'team',
    'status',
    'methods',
    'hosts',
    'participants',
    'sites',
    'purpose',
    'summary',
    'itinerary',
  ],
  findings: ['kind', 'regions', 'quote', 'summary', 'analysis', 'cause', 'topics', 'tags', 'team', 'priority'],
  people: ['name', 'title', 'organization', 'phone'],
  organizations: ['name', 'kind', 'region', 'parent'],
  indicators: ['name', 'region', 'period', 'value', 'unit', 'bound', 'yearOnYear', 'occasion', 'source'],
  measures: ['title', 'content', 'year', 'owner', 'department', 'person', 'coOwners', 'due', 'regions'],
} as const satisfies Partial<Record<Entity, readonly string[]>>

export type SheetNoun = keyof typeof sheetColumns
export const sheetNouns = Object.keys(sheetColumns) as SheetNoun[]

/** Without these a row says nothing that could be entered; one of them is enough. */
export const sheetNeeds: Record<SheetNoun, readonly string[]> = {
  visits: ['region'],
  findings: ['quote', 'summary'],
  people: ['name'],
  organizations: ['name'],
  indicators: ['name'],
  measures: ['title'],
}

/** Why a cell cannot be entered. */
export const cellTroubles = [
  /** `#REF!` and the like, or a number that is no date. */
  'error',
  /** A formula without a stored result. */
  'formula-empty',
  'date',
  /** 11月31日. */
  'date-day',
  'date-year',
  'date-order',
  'region',
  'region-ambiguous',
  'team',
  'choice',
  'number',
  'long',
  'missing',
] as const
export type CellTrouble = (typeof cellTroubles)[number]
/** What is worth a look, and is entered all the same. */
export type CellNote = 'formula' | 'merged' | 'year'

/** `good` can be entered; `known` is here already; `twice` stands in the file before; `skipped`: an example or a sum. */
export const rowStates = ['good', 'bad', 'known', 'twice', 'skipped'] as const
export type RowState = (typeof rowStates)[number]

export type SheetCellView = { text: string; trouble?: CellTrouble; note?: CellNote }
export type SheetRowView = {
  /** As the sheet counts, from 1. */
  at: number
  state: RowState
  /** By the columns of the preview. */
  cells: SheetCellView[]
  /** Of a row that is here already. */
  known?: { id: string; title: string }
}
export type SheetColumn = {
  /** From 0. */
  index: number
  header: string
  field: string | null
  samples: string[]
}
/** What a file would bring in; nothing is entered yet. */
export type SheetPreview = {
  file: string
  /** Of the file's bytes: what is entered is what was looked at. */
  sha256: string
  sheets: { name: string; rows: number; hidden: boolean }[]
  sheet: number
  noun: SheetNoun
  /** The row that names the columns, as the sheet counts; 0: none. */
  headerRow: number
  columns: SheetColumn[]
  counts: Record<RowState, number>
  /** People, units and sites that are not here yet and would be entered with the rows. */
  creates: Partial<Record<Entity, number>>
  /** The first rows, and of all rows the first bad ones. */
  rows: SheetRowView[]
  bad: SheetRowView[]
}
/** Rows that a preview shows. */
export const previewRows = 200

export type SheetImport = {
  /** Takes all of it back. */
  batch: string
  rows: number
  created: Partial<Record<Entity, number>>
}

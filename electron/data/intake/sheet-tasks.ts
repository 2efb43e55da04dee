/** Spreadsheets in a worker: what a file would bring in, and bringing it in, all of it or none. */
import { createHash } from 'node:crypto'
import { closeSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { v7 } from 'uuid'
import type { Entity } from '../../../shared/domain/fields.ts'
import {
  previewRows,
  type RowState,
  rowStates,
  type SheetImport,
  type SheetNoun,
  type SheetPreview,
  type SheetRowView,
} from '../../../shared/domain/intake-sheets.ts'
import { Refusal } from '../../../shared/result.ts'
import { dataFiles } from '../db/folder.ts'
import { openReadable, openWritable, type ReadableDb } from '../db/open.ts'
import { getSetting, putSetting } from '../db/settings.ts'
import { createChangeLog } from '../sync/changes.ts'
import type { TaskContext } from '../tasks.ts'
import { openFile } from './office-zip.ts'
import { type Desk, openDesk } from './sheet/desk.ts'
import { findHeader, mapColumns } from './sheet/header.ts'
import { type Mapping, type PlannedRow, planRows, recordsOf } from './sheet/plan.ts'
import { writeTemplate } from './sheet/template.ts'
import { readSpreadsheet, type Sheet } from './spreadsheet.ts'

export type SheetChoices = {
  path: string
  sheet?: number | undefined
  noun?: SheetNoun | undefined
  headerRow?: number | undefined
  /** Field by column; left out, by its heading. */
  columns?: { index: number; field: string | null }[] | undefined
  campaign?: string | null | undefined
  team?: string | null | undefined
  year?: number | null | undefined
}
export type SheetImportInput = SheetChoices & {
  sha256: string
  /** `good`: bad rows are left out; `all`: none is entered where one is bad. */
  mode: 'good' | 'all'
  /** Rows that are here already, or stand in the file twice. */
  doubles: 'skip' | 'add'
}

export type TemplateInput = { folder: string; noun: SheetNoun }
export type BatchInput = { batch: string; back: boolean }

/** @throws Refusal `file-*`, `sheet-*`, `cancelled`, `disk-*` */
export const makeTemplate = async (_: TaskContext, { folder, noun }: TemplateInput): Promise<{ path: string }> => ({
  path: await writeTemplate(folder, noun),
})

/** @throws Refusal as `readSpreadsheet`, `sheet-empty` */
export async function inspectSheet(context: TaskContext, choices: SheetChoices): Promise<SheetPreview> {
  const { sheets, sheet, at, sha256 } = await open(context, choices)
  const db = openReadable(dataFiles(context.dataDir).database)
  try {
    const { mapping, planned, desk } = plan(context, db, sheet, choices)
    const counts = Object.fromEntries(rowStates.map((state) => [state, 0])) as Record<RowState, number>
    for (const { state } of planned) counts[state]++
    const fresh = recordsOf(
      mapping.noun,
      planned.filter(({ state }) => state === 'good'),
      desk,
      { campaign: null, team: null },
    )
    const creates: Partial<Record<Entity, number>> = {}
    for (const { entity } of fresh) if (entity !== mapping.noun) creates[entity] = (creates[entity] ?? 0) + 1
    return {
      file: basename(choices.path),
      sha256,
      sheets: sheets.map(({ name, rows, hidden }) => ({ name, rows: rows.length, hidden })),
      sheet: at,
      noun: mapping.noun,
      headerRow: mapping.headerRow,
      columns: columnsOfSheet(sheet, mapping),
      counts,
      creates,
      rows: planned.slice(0, previewRows).map(viewOf),
      bad: planned
        .filter(({ state }) => state === 'bad')
        .slice(0, previewRows)
        .map(viewOf),
    }
  } finally {
    db.close()
  }
}

/**
 * Enters the rows in one transaction, through the change log.
 * @throws Refusal as `inspectSheet`; `file-changed`, `sheet-bad-rows`
 */
export async function importSheet(context: TaskContext, input: SheetImportInput): Promise<SheetImport> {
  const { sheet, sha256 } = await open(context, input)
  if (sha256 !== input.sha256) throw new Refusal('file-changed', { file: basename(input.path) })
  const db = openWritable(dataFiles(context.dataDir).database)
  try {
    return await context.withDatabase(() => {
      const { mapping, planned, desk } = plan(context, db, sheet, input)
      const bad = planned.filter(({ state }) => state === 'bad').length
      if (input.mode === 'all' && bad > 0) throw new Refusal('sheet-bad-rows', { count: bad })
      const rows = planned.filter(
        ({ state }) => state === 'good' || (input.doubles === 'add' && (state === 'known' || state === 'twice')),
      )
      const records = recordsOf(mapping.noun, rows, desk, {
        campaign: input.campaign ?? null,
        team: input.team ?? null,
      })
      const log = createChangeLog(db, context.device, Date.now)
      const batch = v7()
      log.atomically(() => {
        for (const [index, { entity, id, fields }] of records.entries()) {
          if (index % 100 === 0) {
            context.throwIfCancelled()
            context.progress('entering', index, records.length)
          }
          log.write(entity, id, Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }])))
        }
        keepBatch(db, batch, records)
      })
      const created: Partial<Record<Entity, number>> = {}
      for (const { entity } of records) created[entity] = (created[entity] ?? 0) + 1
      return {
        value: { batch, rows: rows.length, created },
        changed: { entities: [...new Set(records.map(({ entity }) => entity))] },
      }
    })
  } finally {
    db.close()
  }
}

/** Takes what an import entered to the trash, or back from it, in one transaction. @throws Refusal `not-found`, `cancelled` */
export async function moveBatch(context: TaskContext, { batch, back }: BatchInput): Promise<{ records: number }> {
  const db = openWritable(dataFiles(context.dataDir).database)
  try {
    return await context.withDatabase(() => {
      const kept = getSetting(db, batchKey(batch))
      if (!kept) throw new Refusal('not-found')
      const byEntity = JSON.parse(kept) as Partial<Record<Entity, string[]>>
      const log = createChangeLog(db, context.device, Date.now)
      const entities = Object.keys(byEntity) as Entity[]
      const total = entities.reduce((sum, entity) => sum + (byEntity[entity]?.length ?? 0), 0)
      const records = log.atomically(() => {
        let done = 0
        let moved = 0
        for (const entity of entities) {
          const ids = byEntity[entity] ?? []
          for (let from = 0; from < ids.length; from += markedAtOnce) {
            context.throwIfCancelled()
            context.progress('moving', done, total)
            const some = ids.slice(from, from + markedAtOnce)
            moved += log.mark(entity, some, back ? 'remove' : 'restore')
            done += some.length
          }
        }
        return moved
      })
      return { value: { records }, changed: { entities } }
    })
  } finally {
    db.close()
  }
}

const batchPrefix = 'intake.batch.'
const batchKey = (batch: string) => batchPrefix + batch
/** Between two looks at whether it is to go on. */
const markedAtOnce = 200
/** Undo reaches back this many imports. */
const batchesKept = 20

function keepBatch(
  db: ReturnType<typeof openWritable>,
  batch: string,
  records: readonly { entity: Entity; id: string }[],
): void {
  const byEntity: Partial<Record<Entity, string[]>> = {}
  for (const { entity, id } of records) {
    const ids = byEntity[entity]
    if (ids) ids.push(id)
    else byEntity[entity] = [id]
  }
  putSetting(db, batchKey(batch), JSON.stringify(byEntity))
  // ids sort by time
  db.prepare(
    `DELETE FROM settings WHERE key GLOB '${batchPrefix}*' AND key NOT IN (SELECT key FROM settings WHERE key GLOB '${batchPrefix}*' ORDER BY key DESC LIMIT ${batchesKept})`,
  ).run()
}

async function open(
  context: TaskContext,
  { path, sheet }: SheetChoices,
): Promise<{ sheets: Sheet[]; sheet: Sheet; at: number; sha256: string }> {
  const sha256 = hashOfFile(path)
  const sheets = await readSpreadsheet(path, {
    throwIfCancelled: () => context.throwIfCancelled(),
    progress: (done, total) => context.progress('reading', done, total),
  })
  const fullest = sheets.findIndex(({ hidden, rows }) => !hidden && rows.length > 1)
  const at = sheet ?? Math.max(0, fullest)
  const chosen = sheets[at]
  if (!chosen || chosen.rows.length === 0) throw new Refusal('sheet-empty', { file: basename(path) })
  return { sheets, sheet: chosen, at, sha256 }
}

function hashOfFile(path: string): string {
  const fd = openFile(path)
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(1024 * 1024)
    for (let read = readSync(fd, buffer); read > 0; read = readSync(fd, buffer)) hash.update(buffer.subarray(0, read))
    return hash.digest('hex')
  } finally {
    closeSync(fd)
  }
}

function plan(
  context: TaskContext,
  db: ReadableDb,
  sheet: Sheet,
  choices: SheetChoices,
): { mapping: Mapping; planned: PlannedRow[]; desk: Desk } {
  const header = findHeader(sheet.rows, choices.noun)
  const headerRow = choices.headerRow ?? header.row
  const named =
    choices.headerRow === undefined || choices.headerRow === header.row
      ? header.fields
      : mappedAt(sheet, header.noun, headerRow)
  const fields = choices.columns
    ? new Map(choices.columns.flatMap(({ index, field }) => (field ? [[index, field] as const] : [])))
    : named
  const mapping = { noun: header.noun, headerRow, fields }
  const desk = openDesk(db, choices.campaign ?? null, choices.year ?? null)
  const total = sheet.rows.length
  const planned = planRows(sheet.rows, mapping, desk, (done) => {
    context.throwIfCancelled()
    context.progress('checking', done, total)
  })
  return { mapping, planned, desk }
}

function mappedAt(sheet: Sheet, noun: SheetNoun, headerRow: number): Map<number, string> {
  const row = sheet.rows.find(({ at }) => at === headerRow)
  return row ? mapColumns(noun, row).fields : new Map()
}

function columnsOfSheet(sheet: Sheet, { headerRow, fields }: Mapping): SheetPreview['columns'] {
  const header = sheet.rows.find(({ at }) => at === headerRow)
  const below = sheet.rows.filter(({ at }) => at > headerRow)
  const width = Math.max(header?.cells.length ?? 0, ...below.slice(0, 200).map(({ cells }) => cells.length))
  return Array.from({ length: width }, (_, index) => ({
    index,
    header: (header?.cells[index]?.text ?? '').slice(0, 60),
    field: fields.get(index) ?? null,
    samples: below.flatMap(({ cells }) => (cells[index] ? [cells[index].text.slice(0, 40)] : [])).slice(0, 3),
  })).filter(({ header: name, samples }) => name !== '' || samples.length > 0)
}

const viewOf = ({ at, state, cells, known }: PlannedRow): SheetRowView => ({
  at,
  state,
  cells,
  ...(known ? { known } : {}),
})

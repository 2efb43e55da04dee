import type { Input } from '../../../shared/contract.ts'
import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import type { RecordView, Reported, SaveAnswer, Stamp } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import { stampOf } from '../db/views/stamps.ts'
import type { ReadHandlers, WriteHandlers } from '../handlers.ts'
import type { Edit, Value } from '../sync/changes.ts'
import { recordHistory } from '../sync/record-history.ts'

const reportedNames: Reported[] = ['unreported', 'exported', 'acknowledged']

/** Any record as an editor needs it: what is shown, drafts laid over, with the heads to send back. `null`: not here. */
export function getRecord(
  db: ReadableDb,
  { entity, id }: { entity: Entity; id: string },
  context: Context,
): RecordView | null {
  const row = db.prepare(`SELECT * FROM ${entity} WHERE id = ?`).get(id) as Record<string, Value> | undefined
  const drafts = context.drafts.ofRecord(entity, id)
  if (!row && drafts.length === 0) return null
  const names = Object.keys(nouns[entity].fields)
  const fields: RecordView['fields'] = {}
  for (const name of names) fields[name] = shownValue(entity, name, row?.[name] ?? null)
  const heads = context.log.headsOf(entity, id, names)
  for (const draft of drafts) {
    fields[draft.field] = draft.value
    heads[draft.field] = draft.base
  }
  const handover = db.prepare('SELECT state FROM handover WHERE id = ?').pluck().get(id) as number | undefined
  const held = row ? context.log.store.load(entity, id) : undefined
  const newest = held && [...held.state.times].sort((a, b) => b[1] - a[1])[0]
  return {
    entity,
    id,
    fields,
    heads,
    conflicts: db
      .prepare('SELECT field FROM conflicts WHERE entity = ? AND id = ?')
      .pluck()
      .all(entity, id) as string[],
    drafts: drafts.map((draft) => draft.field),
    deleted: row?.deleted === 1,
    parentDeleted: row ? hasDeletedParent(db, entity, row) : false,
    reported: handover === undefined ? null : (reportedNames[handover] ?? null),
    created: createdStamp(id),
    updated: newest ? stampOf(db, newest[0], newest[1]) : null,
  }
}

const shownValue = (entity: Entity, name: string, value: Value): Value => {
  const field = (nouns[entity].fields as Record<string, Field>)[name]
  return field?.kind === 'set' ? (value ? (JSON.parse(value as string) as string[]) : []) : value
}

/** 上级已删除: a deletion never cascades, its children say so (sync rule 4). */
function hasDeletedParent(db: ReadableDb, entity: Entity, row: Record<string, Value>): boolean {
  return Object.entries(nouns[entity].fields as Record<string, Field>).some(([name, field]) => {
    if (field.kind !== 'ref' || typeof row[name] !== 'string') return false
    return db.prepare(`SELECT deleted FROM ${field.to} WHERE id = ?`).pluck().get(row[name]) === 1
  })
}

/** A UUIDv7 begins with the millisecond of its making. */
function createdStamp(id: string): Stamp | null {
  if (id[14] !== '7') return null
  return { at: Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16), device: '', deviceName: null, person: null }
}

/** Writes one edit; `after` is what follows once it is committed. */
function writeRecord({ entity, id, fields }: Input<'records.save'>, context: Context) {
  const written = context.log.write(entity, id, fields as Record<string, Edit>)
  const { heads, before, created, ref } = written
  const after = () => {
    context.drafts.discardSoon(entity, id, Object.keys(fields))
    if (ref) context.announce('changed', { entities: [entity], ids: [id] })
  }
  return { answer: { heads, before, created, waiting: false }, after }
}

/** While an import holds the database the values wait, durable, in the draft store (sync rule 2). */
function keepWaiting({ entity, id, fields }: Input<'records.save'>, context: Context): SaveAnswer {
  const view = getRecord(context.reader, { entity, id }, context)
  const waiting: Record<string, { value: Value; base: string[] }> = {}
  for (const name in fields) {
    const edit = fields[name]
    if (edit) waiting[name] = { value: edit.value, base: edit.base ?? view?.heads[name] ?? [] }
  }
  context.drafts.put(entity, id, waiting, 1, context.now())
  const names = Object.keys(fields)
  const before = Object.fromEntries(names.map((name) => [name, view?.fields[name] ?? null]))
  const heads = Object.fromEntries(names.map((name) => [name, waiting[name]?.base ?? []]))
  return { heads, before, created: !view, waiting: true }
}

/** Ends an edit session. */
export function saveRecord(_db: WritableDb, input: Input<'records.save'>, context: Context): SaveAnswer {
  if (context.jobs.holding()) return keepWaiting(input, context)
  const { answer, after } = writeRecord(input, context)
  after()
  return answer
}

/** Several edits in one transaction: all of them or none. */
export function saveRecords(_db: WritableDb, { records }: Input<'records.saveAll'>, context: Context): SaveAnswer[] {
  if (context.jobs.holding()) return records.map((record) => keepWaiting(record, context))
  const written = context.log.atomically(() => records.map((record) => writeRecord(record, context)))
  for (const { after } of written) after()
  return written.map(({ answer }) => answer)
}

export const recordReads = {
  'records.get': getRecord,
  'records.history': recordHistory,
} satisfies Partial<ReadHandlers>

export const recordWrites = {
  'records.save': saveRecord,
  'records.saveAll': saveRecords,
  'records.remove': (_db, { entity, ids }, context) => {
    const removed = context.log.mark(entity, ids, 'remove')
    context.announce('changed', { entities: [entity], ids })
    return { removed }
  },
  'records.restore': (_db, { entity, ids }, context) => {
    const restored = context.log.mark(entity, ids, 'restore')
    context.announce('changed', { entities: [entity], ids })
    return { restored }
  },
} satisfies Partial<WriteHandlers>

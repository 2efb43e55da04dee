import type { Entity } from '../../../shared/domain/fields.ts'
import { beginningsOf } from '../../../shared/domain/guarded.ts'
import { type Breach, isDueBinding, type MeasureFacts, restRefusals } from '../../../shared/domain/ledger-rules.ts'
import { Refusal } from '../../../shared/result.ts'
import type { FieldWrite, Json } from '../../../shared/sync/change.ts'
import { sameValue } from '../../../shared/sync/merge.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { elements } from '../db/views/rows.ts'
import { breachesIn, type Judged } from '../db/views/stage-facts.ts'
import { titleOf } from '../db/views/titles.ts'

type Row = Record<string, string | number | null | string[]>
type Writes = Record<string, FieldWrite>
/** What records lack whose stage may rest on the one that is written: `measures/<id>`, `directives/<id>`. */
type Watched = Map<string, readonly Breach[]>

const ids = (value: unknown): string[] =>
  (Array.isArray(value)
    ? value
    : typeof value === 'string' && value.startsWith('[')
      ? elements(value)
      : [value]
  ).filter((id): id is string => typeof id === 'string')

/** Which stages rest on a record, by what its row or its edit says. */
function restingOn(db: ReadableDb, entity: Entity, id: string, row: Row): string[] {
  if (entity === 'measures') return [`measures/${id}`, ...ids(row.directives).map((one) => `directives/${one}`)]
  if (entity === 'directives') return [`directives/${id}`]
  if (entity === 'attachments') return ids(row.measure).map((one) => `measures/${one}`)
  if (entity !== 'documents') return []
  const sql = `SELECT id FROM links WHERE target = ? AND entity = 'measures' AND field = 'documents'`
  return (prepared(db, sql).pluck().all(id) as string[]).map((one) => `measures/${one}`)
}

const breachesAt = (db: ReadableDb, key: string): Breach[] => {
  const [entity, id] = key.split('/') as [Judged, string]
  return breachesIn(db, entity, id)
}

/** Looks, before a write, at every stage it may take something from. */
export function watch(db: ReadableDb, entity: Entity, id: string, row: Row | undefined, edits: Row): Watched {
  const keys = new Set([...restingOn(db, entity, id, row ?? {}), ...restingOn(db, entity, id, edits)])
  return new Map([...keys].map((key) => [key, breachesAt(db, key)]))
}

/**
 * After the write, inside its transaction: no stage may lack what it did not lack before. One that came by a merge and lacks
 * something keeps the rest of what it stands on.
 * @throws Refusal `rule-rests-*`
 */
export function checkWatched(db: ReadableDb, watched: Watched): void {
  for (const [key, before] of watched) {
    const breach = breachesAt(db, key).find((one) => !before.includes(one))
    if (!breach) continue
    const [entity, id] = key.split('/') as [Judged, string]
    throw new Refusal(restRefusals[breach], { title: titleOf(db, entity, id) })
  }
}

/**
 * An edit, or a choice in a conflict, of fields that move by operations of their own.
 * @throws Refusal `rule-guarded`, `rule-kept`, `rule-due`
 */
export function checkEdit(entity: Entity, row: Row | undefined, writes: Writes): void {
  for (const [name, [value]] of Object.entries(writes)) {
    const beginnings = beginningsOf(entity, name)
    if (beginnings && !begins(row?.[name] ?? null, value, beginnings))
      throw new Refusal(entity === 'proceedings' ? 'rule-kept' : 'rule-guarded', {}, `${entity}.${name}`)
    if (entity === 'measures' && name === 'due' && row?.due && isDueBinding(row.stage as MeasureFacts['stage']))
      throw new Refusal('rule-due')
  }
}

const begins = (before: Row[string], value: Json, beginnings: readonly string[]) =>
  before === null && typeof value === 'string' && beginnings.includes(value)

/**
 * A conflict of a guarded field is settled for one of its sides only.
 * @throws Refusal `rule-guarded`
 */
export function checkChoice(entity: Entity, name: string, value: Json, leaves: readonly Json[]): void {
  const isGuarded = beginningsOf(entity, name) !== undefined || (entity === 'measures' && name === 'due')
  if (!isGuarded) return
  const different = leaves.filter((leaf, at) => leaves.findIndex((other) => sameValue(leaf, other)) === at)
  if (different.length < 2 || !different.some((leaf) => sameValue(leaf, value)))
    throw new Refusal('rule-guarded', {}, `${entity}.${name}`)
}

/** Only what people say beside the steps may go to the trash. */
export function checkRemoval(entity: Entity, row: Row | undefined): void {
  const isSaid = row?.kind === 'reminder' || (row?.kind === 'note' && row.answers === null)
  if (entity === 'proceedings' && !isSaid) throw new Refusal('rule-kept')
}

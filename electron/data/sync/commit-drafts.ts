import type { Entity } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import { isRule, Refusal } from '../../../shared/result.ts'
import type { Draft } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { DraftRow } from '../db/drafts.ts'

/**
 * Turns drafts into changes, a record at a time (sync rule 2). `all`: at start, before an export, at closing; otherwise only those
 * whose edit session has ended. A draft of a record that lies in the trash stays where it is; so does one that a rule refuses, until a
 * person lets it go (`drafts.refused`).
 */
export function commitDrafts(context: Context, all: boolean): Draft[] {
  const byRecord = new Map<string, DraftRow[]>()
  for (const row of context.drafts.all()) {
    if (!all && row.ready === 0) continue
    // an ended session, then what was typed after it
    const key = `${row.ready} ${row.entity} ${row.id}`
    byRecord.set(key, [...(byRecord.get(key) ?? []), row])
  }
  const committed: Draft[] = []
  for (const rows of byRecord.values()) {
    const { entity, id } = rows[0] as DraftRow
    if (!Object.hasOwn(nouns, entity)) continue
    const written = commit(context, entity as Entity, id, rows)
    if (written.length === 0) continue
    context.drafts.committed(written)
    committed.push(...written.map((row) => ({ entity: entity as Entity, id, field: row.field, at: row.at })))
    context.announce('changed', { entities: [entity as Entity], ids: [id] })
  }
  return committed
}

/** What could be written: all of it, or, where a rule refuses one of the fields, the others. */
function commit(context: Context, entity: Entity, id: string, rows: DraftRow[]): DraftRow[] {
  try {
    const edits = Object.fromEntries(rows.map((row) => [row.field, { value: row.value, base: row.base }]))
    context.log.write(entity, id, edits)
    return rows
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (isRule(error.code)) {
      if (rows.length > 1) return rows.flatMap((row) => commit(context, entity, id, [row]))
      for (const row of rows) context.drafts.refuse(row, { code: error.code, values: error.values })
      context.announce('changed', { entities: [entity], ids: [id] })
      return []
    }
    if (error.code !== 'not-found') throw error
    return []
  }
}

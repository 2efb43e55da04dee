import type { Entity } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import { Refusal } from '../../../shared/result.ts'
import type { Draft } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { DraftRow } from '../db/drafts.ts'

/**
 * Turns drafts into changes, a record at a time (sync rule 2). `all`: at start, before an export, at closing; otherwise only those
 * whose edit session has ended. A draft of a record that lies in the trash stays where it is.
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
    try {
      const edits = Object.fromEntries(rows.map((row) => [row.field, { value: row.value, base: row.base }]))
      context.log.write(entity as Entity, id, edits)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not-found') continue
      throw error
    }
    context.drafts.committed(rows)
    committed.push(...rows.map((row) => ({ entity: entity as Entity, id, field: row.field, at: row.at })))
    context.announce('changed', { entities: [entity as Entity], ids: [id] })
  }
  return committed
}

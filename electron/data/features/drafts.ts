import type { Entity } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import { Refusal } from '../../../shared/result.ts'
import type { RefusedDraft } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { titleOf } from '../db/views/titles.ts'
import { failureOf } from '../failure.ts'
import type { ReadHandlers, WriteHandlers } from '../handlers.ts'

/** What was typed and cannot become a change, by the record it was typed into, with the rule that stands against it. */
function refusedDrafts(db: ReadableDb, { drafts }: Pick<Context, 'drafts'>): RefusedDraft[] {
  return drafts.refused().flatMap(({ entity, id, field, value, at, reason }) => {
    if (!Object.hasOwn(nouns, entity)) return []
    const { message, next } = failureOf(new Refusal(reason.code, reason.values))
    const noun = entity as Entity
    return [{ entity: noun, id, field, value, at, title: titleOf(db, noun, id), message, next }]
  })
}

export const draftReads = {
  'drafts.recovered': (_db, _input, context) => context.recovered.splice(0),
  'drafts.refused': (db, _input, context) => refusedDrafts(db, context),
} satisfies Partial<ReadHandlers>

export const draftWrites = {
  'drafts.put': (_db, { entity, id, fields }, context) => {
    context.drafts.put(entity, id, fields, 0, context.now())
    return null
  },
  'drafts.discard': (_db, { entity, id, fields }, context) => {
    context.drafts.discard(entity, id, fields)
    return null
  },
  'drafts.drop': (_db, { entity, id, field }, context) => {
    const rows = context.drafts.refused()
    context.drafts.committed(rows.filter((row) => row.entity === entity && row.id === id && row.field === field))
    context.announce('changed', { entities: [entity], ids: [id] })
    return null
  },
} satisfies Partial<WriteHandlers>

import type { Draft } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { ReadHandlers, WriteHandlers } from '../handlers.ts'
import { commitDrafts } from '../sync/commit-drafts.ts'

/** What the last start found unfinished; shown once. */
let recovered: Draft[] = []
export function recoverDrafts(context: Context): void {
  recovered = commitDrafts(context, true)
}

export const draftReads = {
  'drafts.recovered': () => {
    const once = recovered
    recovered = []
    return once
  },
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
} satisfies Partial<WriteHandlers>

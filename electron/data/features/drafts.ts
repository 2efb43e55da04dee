import type { ReadHandlers, WriteHandlers } from '../handlers.ts'

export const draftReads = {
  'drafts.recovered': (_db, _input, context) => context.recovered.splice(0),
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

import type { WorkHandlers } from '../handlers.ts'

export const pinyinWork = {
  'names.spell': ({ names }, context) => context.jobs.run<string[][]>('spell', { names }, undefined),
} satisfies Partial<WorkHandlers>

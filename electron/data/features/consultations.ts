import type { WorkHandlers } from '../handlers.ts'

export const consultationWork = {
  'consultations.export': async ({ job, ...input }, context) => context.jobs.run('writeForms', input, job),
  'consultations.read': ({ document, paths, job }, context) => context.jobs.run('readForms', { document, paths }, job),
} satisfies Partial<WorkHandlers>

import type { WorkHandlers } from '../handlers.ts'
import { putRows } from '../reports/seen-table.ts'

export const tableWork = {
  'tables.put': async (input, { dataDir }) => {
    putRows(dataDir, input)
    return null
  },
  'tables.write': ({ job, ...input }, { jobs }) => jobs.run<{ path: string; bytes: number }>('table', input, job),
} satisfies Partial<WorkHandlers>

import type { PressReading } from '../../../shared/domain/intake.ts'
import type { SheetImport, SheetPreview } from '../../../shared/domain/intake-sheets.ts'
import { getSetting, putSetting } from '../db/settings.ts'
import type { ReadHandlers, WorkHandlers, WriteHandlers } from '../handlers.ts'

/** Beside the data process's own settings, so that no window reads it at start. */
const draftKey = (draft: 'press' | 'sheet') => `intake.draft.${draft}`

export const intakeReads = {
  'intake.draft': (db, { draft }) => ({ value: getSetting(db, draftKey(draft)) ?? null }),
} satisfies Partial<ReadHandlers>

export const intakeWrites = {
  'intake.keepDraft': (db, { draft, value }) => {
    if (value === null) db.prepare('DELETE FROM settings WHERE key = ?').run(draftKey(draft))
    else putSetting(db, draftKey(draft), value)
    return null
  },
} satisfies Partial<WriteHandlers>

export const intakeWork = {
  'intake.readText': ({ paths, job, ...input }, { jobs }) =>
    jobs.run<PressReading>('press', { ...input, path: paths?.[0] }, job),
  'intake.template': ({ job, ...input }, { jobs }) => jobs.run<{ path: string }>('template', input, job),
  'intake.inspectSheet': ({ paths, job, ...input }, { jobs }) =>
    jobs.run<SheetPreview>('inspectSheet', { ...input, path: paths[0] }, job),
  'intake.importSheet': ({ paths, job, ...input }, { jobs }) =>
    jobs.run<SheetImport>('importSheet', { ...input, path: paths[0] }, job),
  'intake.moveBatch': (input, { jobs }) => jobs.run<{ records: number }>('moveBatch', input, undefined),
} satisfies Partial<WorkHandlers>

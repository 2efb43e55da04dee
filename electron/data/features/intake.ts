import type { Input } from '../../../shared/contract.ts'
import { documentStages } from '../../../shared/domain/documents.ts'
import type { PressReading } from '../../../shared/domain/intake.ts'
import type { SheetImport, SheetPreview } from '../../../shared/domain/intake-sheets.ts'
import { Refusal } from '../../../shared/result.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Context } from '../context.ts'
import { getSetting, putSetting } from '../db/settings.ts'
import type { ReadHandlers, WorkHandlers, WriteHandlers } from '../handlers.ts'
import type { Edit, Value } from '../sync/changes.ts'
import { moveStage, whileFree } from '../sync/proceedings.ts'

/** Beside the data process's own settings, so that no window reads it at start. */
const draftKey = (draft: 'press' | 'sheet') => `intake.draft.${draft}`

const editsOf = (values: Record<string, Value>): Record<string, Edit> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))

/** Stages that rest on nothing but the text; what was approved or issued goes its own way. */
const statedStages: readonly string[] = documentStages.slice(0, documentStages.indexOf('approval'))

/** New records only: what is here already is edited where it stands. */
function saveOne(context: Context, { entity, id, values, passage }: Input<'intake.save'>['records'][number]): void {
  const { log } = context
  const { stage, ...others } = values
  if (entity !== 'documents' || typeof stage !== 'string' || stage === 'draft') {
    const written = log.write(entity, id, editsOf(values))
    if (!written.created) throw new Refusal('bad-input', {}, `${entity} ${id} is here`)
    return
  }
  log.write(entity, id, editsOf(others))
  if (!statedStages.includes(stage)) return
  moveStage(context, 'documents', id, { from: 'draft', to: stage, text: passage ?? text.intake.title })
}

export const intakeReads = {
  'intake.draft': (db, { draft }) => ({ value: getSetting(db, draftKey(draft)) ?? null }),
} satisfies Partial<ReadHandlers>

export const intakeWrites = {
  'intake.save': (_db, { records }, context) => {
    whileFree(context, () => {
      for (const record of records) saveOne(context, record)
    })
    const entities = [...new Set(records.map(({ entity }) => entity))]
    context.announce('changed', { entities })
    return { saved: records.length }
  },
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
  'intake.moveBatch': ({ job, ...input }, { jobs }) => jobs.run<{ records: number }>('moveBatch', input, job),
} satisfies Partial<WorkHandlers>

import type { Input } from '../../../shared/contract.ts'
import {
  type DocumentFacts,
  documentStageOf,
  isDecided,
  refusalOfStage,
} from '../../../shared/domain/document-rules.ts'
import type { Opinion } from '../../../shared/domain/documents.ts'
import { Refusal } from '../../../shared/result.ts'
import { text as catalogue } from '../../../shared/text/zh-cn.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { countOf, rowOf } from '../db/views/rows.ts'
import type { WriteHandlers } from '../handlers.ts'
import { keepVersion } from '../sync/keep-version.ts'
import { addProceeding, localDate, moveStage, whileFree } from '../sync/proceedings.ts'

const stages = catalogue.domain.documentStage

/**
 * What a document's next step is judged by.
 * @throws Refusal `not-found`
 */
function factsOf(db: ReadableDb, id: string): DocumentFacts & { issued: string | null } {
  const row = rowOf(db, 'documents', id)
  if (!row) throw new Refusal('not-found')
  const opinions = prepared(db, 'SELECT verdict, reason FROM opinions WHERE document = ? AND deleted = 0').all(
    id,
  ) as Pick<Opinion, 'verdict' | 'reason'>[]
  return {
    stage: row.stage,
    issued: row.issued,
    undecided: opinions.filter((opinion) => !isDecided(opinion)).length,
    waiting: countOf(
      db,
      'SELECT count(*) FROM consultations WHERE document = ? AND deleted = 0 AND returned IS NULL AND none IS NOT 1',
      id,
    ),
    approved: isApproved(db, id),
  }
}

/** The newest of: yes, no, and coming to 审定, which asks anew. */
function isApproved(db: ReadableDb, id: string): boolean {
  const sql = `SELECT kind FROM proceedings WHERE document = ? AND deleted = 0
    AND (kind IN ('approval', 'refusal') OR (kind = 'move' AND "to" = 'approval')) ORDER BY at DESC, id DESC LIMIT 1`
  return prepared(db, sql).pluck().get(id) === 'approval'
}

function move({ id, to, text }: Input<'documents.move'>, context: Context): string {
  const facts = factsOf(context.db, id)
  const from = documentStageOf(facts.stage)
  const refusal = refusalOfStage(facts, to, text)
  if (refusal)
    throw new Refusal(refusal, { from: stages[from], to: stages[to], count: facts.undecided || facts.waiting })
  keepVersion(context, id)
  const fields: Record<string, string> =
    to === 'issued' && facts.issued === null ? { issued: localDate(context.now()) } : {}
  return moveStage(context, 'documents', id, { from, to, text: text.trim(), fields })
}

function approve({ id, verdict, text, actor }: Input<'documents.approve'>, context: Context): string {
  const stage = documentStageOf(factsOf(context.db, id).stage)
  if (stage !== 'approval') throw new Refusal('rule-step', { from: stages[stage], to: stages.approval })
  if (verdict === 'refusal' && !text.trim()) throw new Refusal('rule-reason')
  keepVersion(context, id)
  return addProceeding(context, 'documents', id, { kind: verdict, text: text.trim(), actor })
}

const announced = (context: Context, id: string, proceeding: string): { proceeding: string } => {
  context.announce('changed', { entities: ['documents', 'proceedings', 'versions'], ids: [id] })
  return { proceeding }
}

export const documentStepWrites = {
  'documents.move': (_db, input, context) =>
    announced(
      context,
      input.id,
      whileFree(context, () => move(input, context)),
    ),
  'documents.approve': (_db, input, context) =>
    announced(
      context,
      input.id,
      whileFree(context, () => approve(input, context)),
    ),
} satisfies Partial<WriteHandlers>

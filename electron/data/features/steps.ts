/** The steps of measures and directives. Each looks at the rules, then writes the stage and why in one transaction. */
import type { Input, Output } from '../../../shared/contract.ts'
import { proceedingField } from '../../../shared/domain/guarded.ts'
import {
  breachOfDirective,
  breachRefusals,
  isDueBinding,
  isFinished,
  refusalOfMove,
  stageOf,
  teamsWithout,
} from '../../../shared/domain/ledger-rules.ts'
import type { Measure, Proceeding } from '../../../shared/domain/measures.ts'
import { Refusal } from '../../../shared/result.ts'
import { text as catalogue } from '../../../shared/text/zh-cn.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { openExtension, standingAnswer } from '../db/views/measure-items.ts'
import { rowOf } from '../db/views/rows.ts'
import { breachesIn, directiveFacts, measureFacts } from '../db/views/stage-facts.ts'
import { titleOf } from '../db/views/titles.ts'
import type { WriteHandlers } from '../handlers.ts'
import { storedProfile } from '../keys/own-device.ts'
import { addProceeding, localDate, moveStage, whileFree } from '../sync/proceedings.ts'

const isOffice = (db: ReadableDb) => storedProfile(db)?.role === 'headquarters'

function found<T>(record: T | null): T {
  if (record === null) throw new Refusal('not-found')
  return record
}

function said(text: string): string {
  if (!text.trim()) throw new Refusal('rule-reason')
  return text.trim()
}

type Step = Omit<Input<'measures.move'>, 'ids'>

function moveMeasure(db: ReadableDb, id: string, step: Step, context: Context): string {
  const facts = found(measureFacts(db, id))
  const row = found(rowOf(db, 'measures', id))
  const from = stageOf(facts.stage)
  const { outcome = facts.outcome, outcomeNote = facts.outcomeNote } = step.to === 'reviewed' ? step : {}
  const refusal = refusalOfMove({ ...facts, outcome, outcomeNote }, step.to, step.text, isOffice(db))
  if (refusal) {
    const names = catalogue.domain.measureStage
    throw new Refusal(refusal, { title: row.title ?? '', from: names[from], to: names[step.to] })
  }
  const today = localDate(context.now())
  const fields = {
    ...(step.to === 'assigned' && from === 'proposed' ? { assigned: step.assigned ?? today } : {}),
    ...(step.to === 'reviewed' ? { outcome, outcomeNote, reviewDate: today } : {}),
  }
  return moveStage(context, 'measures', id, { from, to: step.to, text: said(step.text), fields })
}

function moveDirective(db: ReadableDb, { id, to, text }: Input<'directives.move'>, context: Context): string {
  const facts = found(directiveFacts(db, id))
  const from = facts.stage ?? 'open'
  const names = catalogue.domain.directiveStage
  if (from === to) throw new Refusal('rule-step', { from: names[to], to: names[to] })
  const reason = said(text)
  checkDirective(db, { ...facts, stage: to })
  return moveStage(context, 'directives', id, { from, to, text: reason })
}

function checkDirective(db: ReadableDb, facts: ReturnType<typeof directiveFacts> & object): void {
  if (!breachOfDirective(facts)) return
  const teams = teamsWithout(facts).map((team) => titleOf(db, 'teams', team))
  throw new Refusal('rule-measures', teams.length > 0 ? { teams: teams.join('、') } : {})
}

const isAnswered = (db: ReadableDb, extension: string) => prepared(db, standingAnswer('?')).get(extension) !== undefined

function askExtension(db: ReadableDb, { id, due, text }: Input<'measures.extend'>, context: Context): string {
  const measure = found(rowOf(db, 'measures', id))
  const stage = stageOf(measure.stage)
  const names = catalogue.domain.measureStage
  if (!isDueBinding(stage) || isFinished(stage))
    throw new Refusal('rule-step', { from: names[stage], to: catalogue.domain.proceedingKind.extension })
  if (measure.due === due) throw new Refusal('extension-same')
  if (prepared(db, openExtension('?')).get(id)) throw new Refusal('extension-open')
  return addProceeding(context, 'measures', id, { kind: 'extension', due, text: said(text) })
}

function answerExtension(db: ReadableDb, input: Input<'measures.answer'>, context: Context): string {
  const extension = found(rowOf(db, 'proceedings', input.extension))
  if (extension.kind !== 'extension' || !extension.measure || !extension.due)
    throw new Refusal('bad-input', {}, 'no extension')
  if (isAnswered(db, extension.id)) throw new Refusal('extension-answered')
  const measure = found(rowOf(db, 'measures', extension.measure))
  const text = said(input.text)
  const { actor, verdict } = input
  const isGranted = verdict === 'approval'
  if (isGranted) context.log.write('measures', measure.id, { due: { value: extension.due } }, 'step')
  return addProceeding(context, 'measures', measure.id, {
    ...{ kind: verdict, text, actor, answers: extension.id },
    ...(isGranted ? { from: measure.due, to: extension.due } : {}),
  })
}

/** The last entry of the record that moved something. */
const lastSql = (
  column: string,
) => `SELECT id FROM proceedings WHERE ${column} = ? AND kind IN ('move', 'approval', 'refusal')
  AND deleted = 0 ORDER BY at DESC, id DESC LIMIT 1`

function undoOne(db: ReadableDb, id: string, text: string, context: Context): string {
  const entry = found(rowOf(db, 'proceedings', id))
  const entity = entry.measure ? 'measures' : 'directives'
  const record = entry[proceedingField[entity]]
  if (record === null) throw new Refusal('bad-input', {}, 'no measure and no directive')
  const last = prepared(db, lastSql(proceedingField[entity])).pluck().get(record)
  if (last !== id) throw new Refusal('rule-undo')
  if (entry.kind !== 'move') return takeBackAnswer(db, entry, text, context)
  const row = found(rowOf(db, entity, record))
  const first = entity === 'measures' ? 'proposed' : 'open'
  if ((row.stage ?? first) !== entry.to) throw new Refusal('rule-undo')
  const to = entry.from ?? first
  checkUndone(db, entity, record, to)
  return moveStage(context, entity, record, { from: entry.to, to, text: said(text) })
}

/** What it was before must still hold. */
function checkUndone(db: ReadableDb, entity: 'measures' | 'directives', id: string, to: string): void {
  if (entity === 'directives') checkDirective(db, { ...found(directiveFacts(db, id)), stage: to })
  const [breach] = breachesIn(db, entity, id, to)
  if (breach) throw new Refusal(breachRefusals[breach], { title: titleOf(db, 'measures', id) })
}

function takeBackAnswer(db: ReadableDb, answer: Proceeding, text: string, context: Context): string {
  const measure = found(rowOf(db, 'measures', answer.measure)) as Measure
  if (answer.kind === 'approval') {
    if (measure.due !== answer.to) throw new Refusal('rule-undo')
    context.log.write('measures', measure.id, { due: { value: answer.from } }, 'step')
  }
  return addProceeding(context, 'measures', measure.id, { kind: 'note', text: said(text), answers: answer.id })
}

const announced = <T>(
  context: Context,
  entity: 'measures' | 'directives' | 'documents',
  of: string[],
  answer: T,
): T => {
  context.announce('changed', { entities: [entity, 'proceedings'], ids: of })
  return answer
}

export const stepWrites = {
  'measures.move': (db, { ids, ...step }, context): Output<'measures.move'> => {
    const proceedings = whileFree(context, () => ids.map((id) => moveMeasure(db, id, step, context)))
    return announced(context, 'measures', ids, { proceedings })
  },
  'measures.extend': (db, input, context) => {
    const proceeding = whileFree(context, () => askExtension(db, input, context))
    return announced(context, 'measures', [input.id], { proceeding })
  },
  'measures.answer': (db, input, context) => {
    const proceeding = whileFree(context, () => answerExtension(db, input, context))
    return announced(context, 'measures', [proceeding], { proceeding })
  },
  'directives.move': (db, input, context) => {
    const proceeding = whileFree(context, () => moveDirective(db, input, context))
    return announced(context, 'directives', [input.id], { proceeding })
  },
  'proceedings.add': (db, { entity, id, kind, text }, context) => {
    const proceeding = whileFree(context, () => {
      found(rowOf(db, entity, id))
      return addProceeding(context, entity, id, { kind, text: said(text) })
    })
    return announced(context, entity, [id], { proceeding })
  },
  'proceedings.undo': (db, { ids, text }, context) => {
    const proceedings = whileFree(context, () => ids.map((id) => undoOne(db, id, text, context)))
    context.announce('changed', { entities: ['measures', 'directives', 'proceedings'] })
    return { proceedings }
  },
} satisfies Partial<WriteHandlers>

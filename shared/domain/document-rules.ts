/** How a document goes from 初稿 to 印发: which step follows which, and what must be there first. */
import type { FailureCode } from '../result.ts'
import { documentStages, type Opinion } from './documents.ts'

export type DocumentStage = (typeof documentStages)[number]

/** An empty stage is the first one. */
export const documentStageOf = (stage: DocumentStage | null): DocumentStage => stage ?? 'draft'

const rank = (stage: DocumentStage) => documentStages.indexOf(stage)
export const isStepBack = (from: DocumentStage, to: DocumentStage): boolean => rank(to) < rank(from)
export const nextStage = (from: DocumentStage): DocumentStage | null => documentStages[rank(from) + 1] ?? null
/** Going back, or past a stage, is said why. */
export const needsReason = (from: DocumentStage, to: DocumentStage): boolean => to !== nextStage(from)

type Decided = Pick<Opinion, 'verdict' | 'reason'>
/** 采纳 needs no reason; 部分采纳 and 不采纳 do. */
export const isDecided = ({ verdict, reason }: Decided): boolean =>
  verdict === 'adopted' || (verdict !== null && Boolean(reason?.trim()))

/**
 * `undecided`: opinions without verdict or reason. `waiting`: units that were asked and have not answered. `approved`: the last word in
 * 审定, since it came there, was yes.
 */
export type DocumentFacts = { stage: DocumentStage | null; undecided: number; waiting: number; approved: boolean }

/** Out of 征求意见, and not back: the round is over. */
export const endsRound = (from: DocumentStage, to: DocumentStage): boolean =>
  rank(to) > rank('consultation') && rank(from) <= rank('consultation')

/** Why a document cannot move to `to`, or `null` where it can. */
export function refusalOfStage(facts: DocumentFacts, to: DocumentStage, text: string): FailureCode | null {
  const from = documentStageOf(facts.stage)
  if (from === to) return 'rule-step'
  if (needsReason(from, to) && !text.trim()) return 'rule-reason'
  if (isStepBack(from, to)) return null
  if (endsRound(from, to)) {
    if (facts.undecided > 0) return 'rule-opinions'
    // who is not waited for any longer is named in the record of proceedings
    if (facts.waiting > 0 && !text.trim()) return 'rule-answers'
  }
  if (to !== 'issued') return null
  return from === 'approval' && facts.approved ? null : 'rule-approval'
}

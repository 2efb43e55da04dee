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

/** `undecided`: opinions without verdict or reason. `approved`: the last word in 审定, since it came there, was yes. */
export type DocumentFacts = { stage: DocumentStage | null; undecided: number; approved: boolean }

/** Why a document cannot move to `to`, or `null` where it can. */
export function refusalOfStage(facts: DocumentFacts, to: DocumentStage, text: string): FailureCode | null {
  const from = documentStageOf(facts.stage)
  if (from === to) return 'rule-step'
  if (needsReason(from, to) && !text.trim()) return 'rule-reason'
  if (isStepBack(from, to)) return null
  if (rank(to) > rank('consultation') && rank(from) <= rank('consultation') && facts.undecided > 0)
    return 'rule-opinions'
  if (to !== 'issued') return null
  return from === 'approval' && facts.approved ? null : 'rule-approval'
}

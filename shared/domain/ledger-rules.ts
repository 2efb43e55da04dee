/** What the ledger allows: which stage follows which, and what a stage rests on. */
import type { FailureCode } from '../result.ts'
import { measureStages } from './measures.ts'

export type MeasureStage = (typeof measureStages)[number]

/** An empty stage is the first one. */
export const stageOf = (stage: MeasureStage | null): MeasureStage => stage ?? 'proposed'

/** Where a measure goes from each stage: the next one first, then those it can be sent back to. */
export const measureMoves: Readonly<Record<MeasureStage, readonly MeasureStage[]>> = {
  proposed: ['assigned'],
  assigned: ['accepted', 'proposed'],
  accepted: ['ongoing', 'assigned'],
  ongoing: ['done', 'accepted'],
  done: ['closed', 'ongoing'],
  closed: ['reviewed', 'done', 'ongoing'],
  // looked at again, a year later say
  reviewed: ['reviewed', 'closed', 'ongoing'],
}

const rank = (stage: MeasureStage) => measureStages.indexOf(stage)
/** 退回. */
export const isBack = (from: MeasureStage, to: MeasureStage): boolean => rank(to) < rank(from)
/** 已办结 or beyond. */
export const isFinished = (stage: MeasureStage | null): boolean => rank(stageOf(stage)) >= rank('done')
/** Its deadline is a promise: it changes by an extension that somebody approves. */
export const isDueBinding = (stage: MeasureStage | null): boolean => rank(stageOf(stage)) >= rank('assigned')

/** What a measure's stage is judged by. `files`: attachments that hold a file; `documents`: linked ones that are not deleted. */
export type MeasureFacts = {
  stage: MeasureStage | null
  owner: string | null
  evidence: string | null
  files: number
  documents: number
  outcome: string | null
  outcomeNote: string | null
}

/** What a stage lacks. */
export type Breach = 'owner' | 'evidence' | 'outcome' | 'measures'

const isSaid = (text: string | null) => Boolean(text?.trim())
/** At least a file, a document, or words. */
export const hasEvidence = ({ files, documents, evidence }: MeasureFacts): boolean =>
  files > 0 || documents > 0 || isSaid(evidence)

/** All that a measure lacks for the stage it is in, what is needed first before the rest. */
export function breachesOfMeasure(facts: MeasureFacts): Breach[] {
  const at = rank(stageOf(facts.stage))
  const lacking: Breach[] = []
  if (at >= rank('assigned') && facts.owner === null) lacking.push('owner')
  if (at >= rank('done') && !hasEvidence(facts)) lacking.push('evidence')
  if (at >= rank('reviewed') && (facts.outcome === null || !isSaid(facts.outcomeNote))) lacking.push('outcome')
  return lacking
}
/** The first of them; `null` where the stage holds. */
export const breachOfMeasure = (facts: MeasureFacts): Breach | null => breachesOfMeasure(facts)[0] ?? null

/** What a directive is judged by: the teams it concerns and, of each living measure that follows from it, the teams. */
export type DirectiveFacts = {
  stage: string | null
  teams: readonly string[]
  measures: readonly (readonly string[])[]
}

/** Teams a directive concerns that no measure has taken up. */
export const teamsWithout = ({ teams, measures }: DirectiveFacts): string[] =>
  teams.filter((team) => !measures.some((of) => of.includes(team)))

/** Closed, while a team it concerns, or where it names none everybody, has no measure. */
export const breachOfDirective = (facts: DirectiveFacts): Breach | null =>
  facts.stage === 'closed' && !isCovered(facts) ? 'measures' : null
export const isCovered = (facts: DirectiveFacts): boolean =>
  facts.measures.length > 0 && teamsWithout(facts).length === 0

/**
 * Why a measure cannot move to `to`, or `null` where it can. `facts`: as they will be with what the move brings.
 * `isOffice`: at headquarters, which strikes off the ledger.
 */
export function refusalOfMove(
  facts: MeasureFacts,
  to: MeasureStage,
  text: string,
  isOffice: boolean,
): FailureCode | null {
  const from = stageOf(facts.stage)
  if (!measureMoves[from].includes(to)) return 'rule-step'
  if (!isSaid(text)) return 'rule-reason'
  if (to === 'closed' && !isBack(from, to) && !isOffice) return 'rule-office'
  const breach = breachOfMeasure({ ...facts, stage: to })
  return breach && breachRefusals[breach]
}

/** The refusal of a step that a breach would follow. */
export const breachRefusals = {
  owner: 'rule-owner',
  evidence: 'rule-evidence',
  outcome: 'rule-outcome',
  measures: 'rule-measures',
} as const satisfies Record<Breach, FailureCode>
/** The refusal of an edit or a deletion that would take away what a stage rests on. */
export const restRefusals = {
  owner: 'rule-rests-owner',
  evidence: 'rule-rests-evidence',
  outcome: 'rule-rests-outcome',
  measures: 'rule-rests-measures',
} as const satisfies Record<Breach, FailureCode>

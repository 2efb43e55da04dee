import type { Entity } from './fields.ts'

/** 确定、可能、推定: stated so, read so, or concluded from something else. */
export const certainties = ['sure', 'likely', 'inferred'] as const
export type Certainty = (typeof certainties)[number]

/** Why a proposal is not certain, or what to look at; the window has the words. */
export const intakeReasons = [
  /** 年份按发稿日期推定. */
  'year',
  /** 没有写明年份，也没有发稿日期. */
  'no-year',
  /** 日期与城市按“分别”的先后对应. */
  'paired',
  /** 几个城市合用一段日期. */
  'whole-trip',
  /** 只写到旬、月初或上月. */
  'vague-date',
  /** “等市”：名单没有列全. */
  'open-list',
  /** 同名的地方不止一个. */
  'ambiguous-region',
  /** 由上下文得出的单位、主持人、名称. */
  'context',
  /** 按用词归的类. */
  'kind',
  /** 由同比推算. */
  'derived',
  /** 日期不存在，如 11月31日. */
  'wrong-date',
] as const
export type IntakeReason = (typeof intakeReasons)[number]

/** Nobody can look through more at once. */
export const mostProposals = 3_000

/** UTF-16 units; a report of a hundred pages is shorter. */
export const longestPressText = 200_000

/** UTF-16 offsets in the text as it was pasted. */
export type Passage = [from: number, to: number]

export type ProposalValue = string | number | string[] | null

/** A record the text seems to speak of. References among proposals are by their ids, which the saved records keep. */
export type Proposal = {
  id: string
  entity: Entity
  fields: Record<string, ProposalValue>
  /** Where it is said; the first is what is shown. */
  passages: Passage[]
  certainty: Certainty
  reasons: IntakeReason[]
}

/** A record that is here already and may be the one meant. */
export type IntakeMatch = {
  id: string
  title: string /** The same name, place and date; not only alike. */
  same: boolean
}

/** What was read out of one text. */
export type PressReading = {
  text: string
  /** `YYYY-MM-DD`: the text's own, or as given. */
  published: string | null
  proposals: Proposal[]
  /** Names of the regions the proposals speak of. */
  places: Record<string, string>
  /** By proposal. */
  matches: Record<string, IntakeMatch[]>
}

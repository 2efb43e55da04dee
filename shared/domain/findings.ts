import { choice, noun, prose, type RowOf, ref, set } from './fields.ts'

/** 成绩、特色亮点、经验做法、问题、意见建议、下年打算. */
export const findingKinds = ['achievement', 'highlight', 'practice', 'problem', 'suggestion', 'plan'] as const
/** 原始 → 梳理 → 分析 → 提炼 → 采纳 / 不采纳. */
export const findingStages = ['raw', 'sorted', 'analysed', 'distilled', 'adopted', 'declined'] as const
export type FindingStage = (typeof findingStages)[number]
/** 责任层级: who can do something about a problem. */
export const responsibilities = ['province', 'city', 'county', 'town', 'shared'] as const
export const priorities = ['high', 'normal', 'low'] as const

/** 调研发现: what was said (原话) apart from what we make of it (归纳). */
export const findings = noun(['visits', 'meetings', 'team', 'campaign'], {
  campaign: ref('campaigns'),
  team: ref('teams'),
  kind: choice(findingKinds),
  topics: set('text'),
  /** 标签, as people type them. */
  tags: set('text'),
  regions: set('regions'),
  quote: prose,
  summary: prose,
  analysis: prose,
  /** 原因、影响、责任层级: what the analysis of a problem comes to. */
  cause: prose,
  impact: prose,
  responsibility: choice(responsibilities),
  /** Sources; several where findings were merged. */
  visits: set('visits'),
  meetings: set('meetings'),
  statements: set('statements'),
  sites: set('sites'),
  priority: choice(priorities),
  stage: choice(findingStages),
  mergedInto: ref('findings'),
})
export type Finding = RowOf<typeof findings>

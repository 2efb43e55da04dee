import { choice, date, integer, noun, prose, type RowOf, ref, text } from './fields.ts'

export const campaignStatuses = ['planned', 'active', 'done'] as const

/** 调研活动: one year's research, the frame of teams, visits and findings. */
export const campaigns = noun('own', {
  name: text,
  year: integer,
  purpose: prose,
  start: date,
  end: date,
  status: choice(campaignStatuses),
  /** The province or city whose subdivisions the coverage chart shows. */
  region: ref('regions'),
  /** Where the facts come from, e.g. a press text and its date. */
  source: text,
  sourceDate: date,
})
export type Campaign = RowOf<typeof campaigns>

import { choice, decimal, flag, noun, order, type RowOf, ref, text } from './fields.ts'

/** = / ≥ / ≈. */
export const bounds = ['equal', 'least', 'about'] as const

/** 指标: a figure with unit, bound and year-on-year change. */
export const indicators = noun(['campaign'], {
  campaign: ref('campaigns'),
  name: text,
  /** The occasion the figure belongs to, e.g. a fundraising day. */
  occasion: text,
  region: ref('regions'),
  /** A year `2023`, a month `2023-11` or a day. */
  period: text,
  value: decimal,
  unit: text,
  bound: choice(bounds),
  /** Year-on-year change in percent. */
  yearOnYear: decimal,
  /** 推算: computed from other figures, not stated. */
  derived: flag,
  source: text,
  visit: ref('visits'),
  finding: ref('findings'),
  order,
})
export type Indicator = RowOf<typeof indicators>

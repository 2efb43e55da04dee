import { choice, noun, order, type RowOf, ref, set, text } from './fields.ts'

/** 文字、数字、日期、选项. */
export const customKinds = ['text', 'number', 'date', 'choice'] as const

/** 自定字段: a field the office added to a noun. */
export const customFields = noun('base', {
  /** The noun, by its module name: one that `customValues` can point at. */
  noun: text,
  name: text,
  kind: choice(customKinds),
  choices: set('text'),
  order,
})
export type CustomField = RowOf<typeof customFields>

/**
 * 自定字段的值. Exactly one of the references names the record that has it, so that it travels in that record's stream. Its id follows
 * from record and field (`builtInId('customValues', '<record>/<field>')`): two computers write one value.
 */
export const customValues = noun(['campaign', 'team', 'visit', 'meeting', 'finding', 'measure', 'document'], {
  field: ref('customFields'),
  campaign: ref('campaigns'),
  team: ref('teams'),
  visit: ref('visits'),
  meeting: ref('meetings'),
  finding: ref('findings'),
  measure: ref('measures'),
  document: ref('documents'),
  organization: ref('organizations'),
  person: ref('people'),
  site: ref('sites'),
  project: ref('projects'),
  value: text,
})
export type CustomValue = RowOf<typeof customValues>

import { choice, noun, order, type RowOf, ref, set, text } from './fields.ts'
import { builtInId } from './ids.ts'

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

/** Nouns that take fields of the office's own, and the reference by which a value names its record. */
export const customOwners = {
  visits: 'visit',
  meetings: 'meeting',
  findings: 'finding',
  measures: 'measure',
  documents: 'document',
  teams: 'team',
  campaigns: 'campaign',
  organizations: 'organization',
  people: 'person',
  sites: 'site',
  projects: 'project',
} as const
export type CustomNoun = keyof typeof customOwners
export const customNouns = Object.keys(customOwners) as CustomNoun[]

/** Id of the value a record has in a field: the same on every computer. */
export const customValueId = (record: string, field: string): string => builtInId('customValues', `${record}/${field}`)

import { choice, noun, type RowOf, ref, text } from './fields.ts'

export const organizationKinds = [
  'charity',
  'government',
  'school',
  'hospital',
  'community',
  'company',
  'foundation',
  'other',
] as const

/** 单位. */
export const organizations = noun('base', {
  name: text,
  kind: choice(organizationKinds),
  region: ref('regions'),
  parent: ref('organizations'),
  mergedInto: ref('organizations'),
})
export type Organization = RowOf<typeof organizations>

import { choice, noun, type RowOf, ref, text } from './fields.ts'

export const siteKinds = ['station', 'school', 'hospital', 'community', 'project', 'company', 'other'] as const

/** 点位: a place seen on a visit. */
export const sites = noun('base', {
  name: text,
  kind: choice(siteKinds),
  organization: ref('organizations'),
  region: ref('regions'),
  project: ref('projects'),
})
export type Site = RowOf<typeof sites>

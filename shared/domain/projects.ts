import { noun, type RowOf, ref, text } from './fields.ts'

/** 慈善项目. */
export const projects = noun('base', {
  name: text,
  category: text,
  region: ref('regions'),
  organization: ref('organizations'),
})
export type Project = RowOf<typeof projects>

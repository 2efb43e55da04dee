import { noun, type RowOf, ref, text } from './fields.ts'

/** 人员. */
export const people = noun('base', {
  name: text,
  title: text,
  organization: ref('organizations'),
  phone: text,
  mergedInto: ref('people'),
})
export type Person = RowOf<typeof people>

import { noun, order, prose, type RowOf, ref, set, text } from './fields.ts'

/** The federation's standing topics; users add their own as plain text. */
export const standardTopics = ['慈善项目', '会员工作', '财务募捐', '网络募捐', '慈善宣传'] as const

/** 调研组: a leader, departments and a topic, sent to several cities. */
export const teams = noun(['campaign'], {
  campaign: ref('campaigns'),
  name: text,
  leader: ref('people'),
  departments: set('text'),
  members: set('people'),
  topics: set('text'),
  /** Cities the team is to visit. */
  regions: set('regions'),
  /** 提纲: one question a line. */
  outline: prose,
  order,
})
export type Team = RowOf<typeof teams>

import { choice, date, integer, noun, order, prose, type RowOf, ref, set, text, time } from './fields.ts'
import { datePrecisions } from './visits.ts'

/** 座谈会、会长办公会、会长会议、理事会、其他. */
export const meetingKinds = ['symposium', 'office', 'presidents', 'council', 'other'] as const

/** 会议. */
export const meetings = noun(['visit', 'campaign'], {
  kind: choice(meetingKinds),
  title: text,
  /** 第 N 次, for numbered series. */
  number: integer,
  date,
  precision: choice(datePrecisions),
  place: text,
  campaign: ref('campaigns'),
  visit: ref('visits'),
  chair: ref('people'),
  attendees: set('people'),
  organizations: set('organizations'),
  absent: set('people'),
  agenda: prose,
  minutes: prose,
  mergedInto: ref('meetings'),
})
export type Meeting = RowOf<typeof meetings>

/** 问题、建议. */
export const statementMarks = ['problem', 'suggestion'] as const

/** 发言记录: one utterance, in the order spoken. */
export const statements = noun(['meeting'], {
  meeting: ref('meetings'),
  speaker: ref('people'),
  /** The speaker's unit where the name is not known. */
  organization: ref('organizations'),
  text: prose,
  order,
  /** Milliseconds into the recording. */
  audioOffset: integer,
  /** The recording it was said in. */
  recording: ref('attachments'),
  /** When it was written down. */
  at: time,
  topics: set('text'),
  /** 提到的人和单位. */
  people: set('people'),
  organizations: set('organizations'),
  /** Questions of the outline it answers, as the outline words them. */
  questions: set('text'),
  /** Marked while it was written. */
  mark: choice(statementMarks),
})
export type Statement = RowOf<typeof statements>

/** 办理中、已办结. */
export const directiveStages = ['open', 'closed'] as const

/** 会议要求. */
export const directives = noun(['meeting'], {
  meeting: ref('meetings'),
  issuer: ref('people'),
  text: prose,
  /** The teams it concerns. */
  teams: set('teams'),
  stage: choice(directiveStages),
  order,
})
export type Directive = RowOf<typeof directives>

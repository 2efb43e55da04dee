import { choice, date, integer, noun, order, prose, type RowOf, ref, set, text } from './fields.ts'
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
})
export type Statement = RowOf<typeof statements>

/** 会议要求. */
export const directives = noun(['meeting'], {
  meeting: ref('meetings'),
  issuer: ref('people'),
  text: prose,
  order,
})
export type Directive = RowOf<typeof directives>

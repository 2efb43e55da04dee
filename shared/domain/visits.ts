import { choice, date, flag, noun, prose, type RowOf, ref, set, text } from './fields.ts'

export const visitStatuses = ['planned', 'ongoing', 'done', 'cancelled'] as const
export const datePrecisions = ['day', 'month', 'unknown'] as const
/** Elements of the set `methods`; others may be typed. */
export const visitMethods = ['symposium', 'onsite', 'briefing'] as const

/** 走访: one team in one city. */
export const visits = noun(['team'], {
  team: ref('teams'),
  region: ref('regions'),
  start: date,
  end: date,
  precision: choice(datePrecisions),
  /** 推定: the date was inferred, not stated. */
  inferred: flag,
  status: choice(visitStatuses),
  methods: set('text'),
  hosts: set('organizations'),
  /** Hosts that the source names only in general, e.g. 会员单位. */
  hostsNote: text,
  participants: set('people'),
  sites: set('sites'),
  purpose: prose,
  summary: prose,
  itinerary: prose,
})
export type Visit = RowOf<typeof visits>

import type { PaperName } from '../contract/papers.ts'
import { text } from '../text/zh-cn.ts'

const { placeholders: parts, minutes, supervision, itinerary } = text.papers

/** Of any paper: the title, and everything below it. */
const always = [parts.title, parts.body]
const meeting = [
  text.domain.nouns.meetings,
  minutes.time,
  minutes.place,
  minutes.chair,
  minutes.units,
  minutes.present,
  minutes.absent,
]

/** What each paper can fill in of itself, by the words a template asks for it with; the office's own fields come on top. */
export const standardPlaceholders: Record<PaperName, readonly string[]> = {
  report: [parts.title, parts.recipient, parts.body, parts.issuer, parts.date, parts.number],
  minutes: [parts.title, parts.number, parts.date, parts.body, ...meeting],
  notice: [parts.title, parts.recipient, parts.body, parts.issuer, parts.date, ...meeting],
  attendance: [...always, ...meeting],
  itinerary: [...always, parts.issuer, parts.date, itinerary.leader, itinerary.topics, itinerary.members],
  supervision: [
    ...always,
    supervision.title,
    supervision.content,
    supervision.owner,
    supervision.department,
    supervision.person,
    supervision.coOwners,
    supervision.assigned,
    supervision.due,
    supervision.stage,
  ],
  lists: always,
  conversion: always,
  opinions: always,
  ledger: always,
  list: always,
}

/** Nouns whose own fields a paper knows. */
export const ownPlaceholders: Partial<Record<PaperName, readonly string[]>> = {
  report: ['documents'],
  minutes: ['meetings'],
  notice: ['meetings'],
  attendance: ['meetings'],
  itinerary: ['visits', 'teams'],
  supervision: ['measures'],
}

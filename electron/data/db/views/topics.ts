/** What belongs to a topic: what says so itself, and what is a team's that has it. Each `?` takes a value of `topicValues`. */
import { holds, holdsValues } from './conditions.ts'

const teamsOn = `SELECT t.id FROM teams t WHERE t.deleted = 0 AND ${holds('t.topics')}`

/** Of measures `m`. */
export const measureOnTopic = `(${holds('m.topics')}
  OR m.id IN (SELECT l.id FROM links l WHERE l.entity = 'measures' AND l.field = 'teams' AND l.target IN (${teamsOn})))`
/** Of documents `d`. */
export const documentOnTopic = `d.team IN (${teamsOn})`

export const topicValues = {
  measure: (topic: string): string[] => [...holdsValues(topic), ...holdsValues(topic)],
  document: (topic: string): string[] => holdsValues(topic),
}

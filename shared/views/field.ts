import type { CustomField } from '../domain/custom-fields.ts'
import type { Named } from '../views.ts'

export type CustomFieldItem = CustomField & { uses: number }
/** A field of the office's own as one record has it; `valueId` is known before anything is written. */
export type CustomFieldOf = CustomField & { valueId: string; value: string | null }

/** What was said to one question in one city. */
export type Answer = {
  statement: string
  meeting: string
  text: string | null
  /** The speaker, or the unit where the name is not known. */
  speaker: string | null
}
/** Same question, all cities: `answers[question][city]`, in the order of `questions` and `cities`. */
export type OutlineComparison = { questions: string[]; cities: Named[]; answers: Answer[][][] }

export type CalendarVisit = {
  id: string
  start: string
  end: string
  regionName: string | null
  leaderName: string | null
  teamName: string | null
  team: string | null
  status: string | null
  inferred: boolean
}

/** Two visits a person should look at: a unit asked twice within a month, or two teams in one city in one week. */
export type Overlap = {
  kind: 'unit' | 'week'
  /** The unit, or the city. */
  name: string | null
  visits: [CalendarVisit, CalendarVisit]
}

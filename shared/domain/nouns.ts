import { attachments } from './attachments.ts'
import { campaigns } from './campaigns.ts'
import { customFields, customValues } from './custom-fields.ts'
import {
  agendaItems,
  citations,
  consultations,
  documents,
  opinions,
  sections,
  templates,
  versions,
} from './documents.ts'
import type { Entity, Field, Noun, PatchOf, RowOf } from './fields.ts'
import { findings } from './findings.ts'
import { indicators } from './indicators.ts'
import { measures, proceedings } from './measures.ts'
import { directives, meetings, statements } from './meetings.ts'
import { organizations } from './organizations.ts'
import { people } from './people.ts'
import { projects } from './projects.ts'
import { regions } from './regions.ts'
import { sites } from './sites.ts'
import { teams } from './teams.ts'
import { visits } from './visits.ts'

/** Every synced noun. */
export const nouns = {
  campaigns,
  teams,
  regions,
  organizations,
  people,
  visits,
  sites,
  projects,
  meetings,
  statements,
  findings,
  directives,
  indicators,
  attachments,
  measures,
  proceedings,
  documents,
  sections,
  versions,
  consultations,
  opinions,
  citations,
  agendaItems,
  templates,
  customFields,
  customValues,
} as const satisfies Record<Entity, Noun>

export const entities = Object.keys(nouns) as Entity[]
export type Row<E extends Entity> = RowOf<(typeof nouns)[E]>
export type Patch<E extends Entity> = PatchOf<(typeof nouns)[E]>

/** The description of a field, or `undefined` where this version does not know it. `hosts/<id>` finds `hosts`. */
export function fieldOf(entity: string, name: string): Field | undefined {
  const noun: Noun | undefined = Object.hasOwn(nouns, entity) ? nouns[entity as Entity] : undefined
  if (!noun) return undefined
  const slash = name.indexOf('/')
  const key = slash < 0 ? name : name.slice(0, slash)
  if (!Object.hasOwn(noun.fields, key)) return undefined
  const field = noun.fields[key]
  return (field?.kind === 'set') === slash >= 0 ? field : undefined
}

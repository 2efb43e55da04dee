import type { Entity } from '../../../../shared/domain/fields.ts'
import { text } from '../../../../shared/text/zh-cn.ts'
import type { ReadableDb } from '../open.ts'

/** How a record is called in a list of mixed nouns: its name, or what stands for one. */
const expressions: Record<Entity, string> = {
  campaigns: 'name',
  teams: 'coalesce(name, (SELECT p.name FROM people p WHERE p.id = leader))',
  regions: 'name',
  organizations: 'name',
  people: 'name',
  visits: "trim(coalesce((SELECT r.name FROM regions r WHERE r.id = region), '') || ' ' || coalesce(start, ''))",
  sites: 'name',
  projects: 'name',
  meetings: "coalesce(title, CASE WHEN number IS NULL THEN NULL ELSE '第' || number || '次' END)",
  statements: 'substr(text, 1, 40)',
  findings: 'substr(coalesce(summary, quote), 1, 40)',
  directives: 'substr(text, 1, 40)',
  indicators: 'name',
  attachments: 'coalesce(caption, name)',
  measures: 'title',
  proceedings: 'substr(text, 1, 40)',
  documents: 'title',
  sections: 'heading',
  versions: "coalesce(note, CASE WHEN number IS NULL THEN NULL ELSE '第' || number || '版' END)",
  consultations: '(SELECT o.name FROM organizations o WHERE o.id = organization)',
  opinions: 'substr(comment, 1, 40)',
  citations: 'substr(sentence, 1, 40)',
  agendaItems: 'title',
  templates: 'name',
  customFields: 'name',
  customValues: 'value',
}

/** The title of a record, or its noun's word where it has none or is not here. */
export function titleOf(db: ReadableDb, entity: Entity, id: string): string {
  const title = db.prepare(`SELECT ${expressions[entity]} FROM ${entity} WHERE id = ?`).pluck().get(id) as
    | string
    | null
    | undefined
  return title || text.domain.nouns[entity]
}

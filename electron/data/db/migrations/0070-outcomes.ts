import type { WritableDb } from '../open.ts'

/** The columns every synced table has beside its fields, as the first migration describes them. */
const own = 'stream INTEGER, deleted INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0, meta TEXT'

/** Measures, documents and what belongs to them; templates; fields of the office's own. */
export const outcomes = {
  version: 70,
  up(db: WritableDb): void {
    for (const [table, fields] of Object.entries(tables)) {
      db.exec(`CREATE TABLE ${table} (id TEXT PRIMARY KEY NOT NULL, ${columns(fields).join(', ')}, ${own})`)
    }
    for (const [table, fields] of Object.entries(added)) {
      for (const column of columns(fields)) db.exec(`ALTER TABLE ${table} ADD COLUMN ${column}`)
    }
    for (const [table, names] of Object.entries(indexes)) {
      for (const name of names) db.exec(`CREATE INDEX ${table}_${name} ON ${table} ("${name}")`)
    }
  },
}

const columns = (fields: string) =>
  fields
    .split(', ')
    .map((field) => field.replace(/^(\w+)( INTEGER)?$/, (_, name, type) => `"${name}"${type ?? ' TEXT'}`))

/** TEXT unless said. */
const tables: Record<string, string> = {
  measures:
    'campaign, title, content, year INTEGER, owner, department, person, coOwners, assigned, due, stage, evidence, findings, directives, teams, regions, documents, parent, reviewDate, outcome, outcomeNote, order',
  proceedings: 'measure, directive, document, kind, from, to, text, actor, at, due, answers',
  documents: 'campaign, team, meeting, title, kind, stage, number, recipient, issuer, issued, template',
  sections: 'document, part, heading, body, order',
  versions: 'document, number INTEGER, stage, note, author, at, body',
  consultations: 'document, version, organization, contact, sent, due, returned, none INTEGER, note',
  opinions: 'document, consultation, organization, clause, comment, verdict, reason, order',
  citations: 'document, section, sentence, finding, statement, attachment, indicator',
  agendaItems: 'meeting, title, team, document, presenter, minutes INTEGER, note, heard, order',
  templates: 'kind, name, topics, body, paper, attachment, order',
  customFields: 'noun, name, kind, choices, order',
  customValues:
    'field, campaign, team, visit, meeting, finding, measure, document, organization, person, site, project, value',
}

const added: Record<string, string> = {
  findings: 'tags, cause, impact, responsibility',
  statements: 'recording, at, topics, people, organizations, questions, mark',
  directives: 'teams, stage',
  attachments: 'measure, document, rotation INTEGER, milliseconds INTEGER',
}

const indexes: Record<string, string[]> = {
  measures: ['campaign', 'stage', 'due', 'owner', 'parent'],
  proceedings: ['measure', 'directive', 'document'],
  documents: ['campaign', 'team', 'meeting'],
  sections: ['document'],
  versions: ['document'],
  consultations: ['document'],
  opinions: ['document', 'consultation'],
  citations: ['document', 'section', 'finding', 'statement', 'attachment'],
  agendaItems: ['meeting'],
  customValues: ['visit', 'meeting', 'finding', 'measure', 'document', 'organization', 'person'],
  attachments: ['measure', 'document'],
  findings: ['mergedInto'],
}

/** Records that are here already and may be what a proposal means, so that nothing is entered twice. */
import type { Entity } from '../../../shared/domain/fields.ts'
import type { IntakeMatch, Proposal, ProposalValue } from '../../../shared/domain/intake.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { titleOf } from '../db/views/titles.ts'

/** Those others refer to come first: a visit is found by its team. */
const order: Entity[] = [
  'campaigns',
  'regions',
  'organizations',
  'people',
  'projects',
  'sites',
  'teams',
  'visits',
  'meetings',
  'statements',
  'directives',
  'findings',
  'indicators',
  'documents',
  'attachments',
]
/** Candidates offered for one proposal. */
const most = 5

type Row = Record<string, string | number | null> & { id: string }
/** What must be equal to be looked at, what else must agree to be the same: agreeing is being equal, or unknown on one side. */
type Rule = { by: string[][]; agree: string[] }

const rules: Partial<Record<Entity, Rule>> = {
  campaigns: { by: [['year']], agree: ['region'] },
  regions: { by: [['name', 'parent']], agree: [] },
  organizations: { by: [['name']], agree: ['region'] },
  people: { by: [['name']], agree: ['organization', 'title'] },
  projects: { by: [['name']], agree: ['region'] },
  sites: { by: [['name']], agree: ['region'] },
  teams: {
    by: [
      ['leader', 'campaign'],
      ['name', 'campaign'],
    ],
    agree: ['leader'],
  },
  visits: { by: [['team', 'region']], agree: ['start'] },
  meetings: {
    by: [
      ['kind', 'number'],
      ['kind', 'visit'],
      ['kind', 'date'],
    ],
    agree: ['date', 'number', 'visit'],
  },
  statements: { by: [['meeting', 'text']], agree: [] },
  directives: { by: [['meeting', 'text']], agree: [] },
  findings: { by: [['quote']], agree: [] },
  indicators: { by: [['name', 'region', 'period']], agree: ['value', 'unit'] },
  documents: { by: [['title']], agree: [] },
  attachments: { by: [['visit', 'caption']], agree: [] },
}
const merged = new Set<Entity>(['organizations', 'people', 'meetings', 'findings'])

/** Candidates by proposal, the same ones first. Proposals that refer to others are compared with what those match. */
export function matchesOf(db: ReadableDb, proposals: readonly Proposal[]): Record<string, IntakeMatch[]> {
  const found: Record<string, IntakeMatch[]> = {}
  /** What a reference to a proposal points at in the database, where that is plain. */
  const here = new Map<string, string>()
  for (const entity of order) {
    const rule = rules[entity]
    if (!rule) continue
    for (const proposal of proposals.filter((one) => one.entity === entity)) {
      const value = (name: string): ProposalValue => {
        const said = proposal.fields[name] ?? null
        return typeof said === 'string' ? (here.get(said) ?? said) : said
      }
      const rows = rule.by.flatMap((names) => rowsBy(db, entity, names, names.map(value)))
      const unique = [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, most)
      const matches = unique.map((row): IntakeMatch => {
        const same = rule.agree.every((name) => agrees(row[name] ?? null, value(name)))
        return { id: row.id, title: titleOf(db, entity, row.id), same }
      })
      matches.sort((a, b) => Number(b.same) - Number(a.same))
      if (matches.length === 0) continue
      found[proposal.id] = matches
      if (matches[0]!.same) here.set(proposal.id, matches[0]!.id)
    }
  }
  return found
}

const agrees = (stored: string | number | null, said: ProposalValue) =>
  stored === null || said === null || stored === said || String(stored).trim() === String(said).trim()

function rowsBy(db: ReadableDb, entity: Entity, names: string[], values: ProposalValue[]): Row[] {
  if (values.some((value) => value === null || value === '' || Array.isArray(value))) return []
  const same = names.map((name) => `"${name}" = ?`).join(' AND ')
  const living = `deleted = 0${merged.has(entity) ? ' AND mergedInto IS NULL' : ''}`
  const sql = `SELECT * FROM ${entity} WHERE ${same} AND ${living} ORDER BY updated DESC LIMIT ${most}`
  return prepared(db, sql).all(...(values as (string | number)[])) as Row[]
}

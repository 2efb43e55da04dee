import {
  type Breach,
  breachesOfMeasure,
  breachOfDirective,
  type DirectiveFacts,
  type MeasureFacts,
} from '../../../../shared/domain/ledger-rules.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { elements } from './rows.ts'

/** What a living measure's stage is judged by; `null` where it is missing or deleted. */
export function measureFacts(db: ReadableDb, id: string): MeasureFacts | null {
  const sql = `SELECT m.stage, m.owner, m.evidence, m.outcome, m.outcomeNote,
    (SELECT count(*) FROM attachments a WHERE a.measure = m.id AND a.deleted = 0 AND a.sha256 IS NOT NULL) AS files,
    (SELECT count(*) FROM json_each(coalesce(m.documents, '[]')) j JOIN documents d ON d.id = j.value WHERE d.deleted = 0) AS documents
    FROM measures m WHERE m.id = ? AND m.deleted = 0`
  return (prepared(db, sql).get(id) as MeasureFacts | undefined) ?? null
}

/** The same of a directive. */
export function directiveFacts(db: ReadableDb, id: string): DirectiveFacts | null {
  const row = prepared(db, 'SELECT stage, teams FROM directives WHERE id = ? AND deleted = 0').get(id) as
    | { stage: string | null; teams: string | null }
    | undefined
  if (!row) return null
  const sql = `SELECT m.teams FROM links l JOIN measures m ON m.id = l.id
    WHERE l.target = ? AND l.entity = 'measures' AND l.field = 'directives' AND m.deleted = 0`
  const measures = prepared(db, sql).pluck().all(id) as (string | null)[]
  return { stage: row.stage, teams: elements(row.teams), measures: measures.map(elements) }
}

export type Judged = 'measures' | 'directives'

/** All that a measure or directive lacks for the stage it is in (待核), or for another one; nothing where it is not here. */
export function breachesIn(db: ReadableDb, entity: Judged, id: string, stage?: string | null): Breach[] {
  const at = stage === undefined ? {} : { stage }
  if (entity === 'measures') {
    const facts = measureFacts(db, id)
    return facts ? breachesOfMeasure({ ...facts, ...at } as MeasureFacts) : []
  }
  const facts = directiveFacts(db, id)
  const breach = facts && breachOfDirective({ ...facts, ...at })
  return breach ? [breach] : []
}

import type { Statement } from '../../../../shared/domain/meetings.ts'
import type { FindingItem, StatementItem } from '../../../../shared/views.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { livingFinding } from './finding-items.ts'
import { nameOf } from './rows.ts'

/** A statement with its speaker's name and the findings it became. */
export function statementItem(db: ReadableDb, statement: Statement): StatementItem {
  const findings = `SELECT f.id, f.kind FROM links l JOIN findings f ON f.id = l.id
    WHERE l.target = ? AND l.entity = 'findings' AND l.field = 'statements' AND ${livingFinding} ORDER BY f.id`
  return {
    ...statement,
    speakerName: nameOf(db, 'people', statement.speaker),
    organizationName: nameOf(db, 'organizations', statement.organization),
    findings: prepared(db, findings).all(statement.id) as Pick<FindingItem, 'id' | 'kind'>[],
  }
}

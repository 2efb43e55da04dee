import type { Statement } from '../../../../shared/domain/meetings.ts'
import type { FindingItem, StatementItem } from '../../../../shared/views.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { findingsOfStatement, shownFinding } from './finding-items.ts'
import { nameOf } from './rows.ts'

/** A statement with its speaker's name and the findings it became. */
export function statementItem(db: ReadableDb, statement: Statement): StatementItem {
  const findings = `SELECT f.id, f.kind FROM findings f WHERE f.id IN (${findingsOfStatement}) AND ${shownFinding(db)} ORDER BY f.id`
  return {
    ...statement,
    speakerName: nameOf(db, 'people', statement.speaker),
    organizationName: nameOf(db, 'organizations', statement.organization),
    findings: prepared(db, findings).all(statement.id) as Pick<FindingItem, 'id' | 'kind'>[],
  }
}

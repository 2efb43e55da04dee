import type { Statement } from '../../../../shared/domain/meetings.ts'
import type { FindingItem, StatementItem } from '../../../../shared/views.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'
import { findingsOfStatement, shownFinding } from './finding-items.ts'
import { named, nameOf } from './rows.ts'

/** A statement with its speaker's name, the findings it became and whom it speaks of. */
export function statementItem(db: ReadableDb, statement: Statement): StatementItem {
  const findings = `SELECT f.id, f.kind FROM findings f WHERE f.id IN (${findingsOfStatement}) AND ${shownFinding(db)} ORDER BY f.id`
  return {
    ...statement,
    speakerName: nameOf(db, 'people', statement.speaker),
    organizationName: nameOf(db, 'organizations', statement.organization),
    mentioned: [...named(db, 'people', statement.people), ...named(db, 'organizations', statement.organizations)],
    findings: prepared(db, findings).all(statement.id) as Pick<FindingItem, 'id' | 'kind'>[],
  }
}

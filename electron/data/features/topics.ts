import type { Output } from '../../../shared/contract.ts'
import { standardTopics } from '../../../shared/domain/teams.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { elements } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

/**
 * The standing topics, then those users typed. The different sets are read off the index one by one: few differ among many
 * findings, and the window asks with every refresh.
 */
export function listTopics(db: ReadableDb): Output<'topics.list'> {
  const sql = `WITH RECURSIVE sets(topics) AS (
      SELECT min(topics) FROM findings
      UNION ALL SELECT (SELECT min(f.topics) FROM findings f WHERE f.topics > sets.topics) FROM sets WHERE sets.topics IS NOT NULL
    )
    SELECT topics FROM teams WHERE deleted = 0 AND topics IS NOT NULL
    UNION SELECT topics FROM sets WHERE topics IS NOT NULL
      AND EXISTS (SELECT 1 FROM findings f WHERE f.topics = sets.topics AND f.deleted = 0)`
  const sets = prepared(db, sql).pluck().all() as string[]
  const standard = new Set<string>(standardTopics)
  const typed = new Set(sets.flatMap(elements).filter((topic) => !standard.has(topic)))
  return [...standardTopics, ...[...typed].sort()]
}

export const topicReads = { 'topics.list': listTopics } satisfies Partial<ReadHandlers>

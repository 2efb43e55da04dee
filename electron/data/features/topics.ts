import type { Output } from '../../../shared/contract.ts'
import { standardTopics } from '../../../shared/domain/teams.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { elements } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'

/** The standing topics, then those users typed. Sets are told apart as text first: few differ among many findings. */
export function listTopics(db: ReadableDb): Output<'topics.list'> {
  const sql = `SELECT topics FROM teams WHERE deleted = 0 AND topics IS NOT NULL
    UNION SELECT topics FROM findings WHERE deleted = 0 AND topics IS NOT NULL`
  const sets = prepared(db, sql).pluck().all() as string[]
  const standard = new Set<string>(standardTopics)
  const typed = new Set(sets.flatMap(elements).filter((topic) => !standard.has(topic)))
  return [...standardTopics, ...[...typed].sort()]
}

export const topicReads = { 'topics.list': listTopics } satisfies Partial<ReadHandlers>

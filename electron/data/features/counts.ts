import type { Entity } from '../../../shared/domain/fields.ts'
import { entities } from '../../../shared/domain/nouns.ts'
import { deletedField } from '../../../shared/sync/change.ts'
import { byPrecedence } from '../../../shared/sync/merge.ts'
import type { Counts, TrashItem } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { shownFinding } from '../db/views/finding-items.ts'
import { stampOf } from '../db/views/stamps.ts'
import { titleOf } from '../db/views/titles.ts'
import type { ReadHandlers } from '../handlers.ts'

const one = (db: ReadableDb, sql: string) => prepared(db, sql).pluck().get() as number

/** Numbers beside the navigation; every one opens its records. */
export function getCounts(db: ReadableDb): Counts {
  return {
    campaigns: one(db, 'SELECT count(*) FROM campaigns WHERE deleted = 0'),
    visits: one(db, 'SELECT count(*) FROM visits WHERE deleted = 0'),
    meetings: one(db, 'SELECT count(*) FROM meetings WHERE deleted = 0 AND mergedInto IS NULL'),
    findings: one(db, `SELECT count(*) FROM findings f WHERE ${shownFinding(db)}`),
    measures: one(db, 'SELECT count(*) FROM measures WHERE deleted = 0'),
    documents: one(db, 'SELECT count(*) FROM documents WHERE deleted = 0'),
    indicators: one(db, 'SELECT count(*) FROM indicators WHERE deleted = 0'),
    conflicts: one(db, 'SELECT count(*) FROM conflicts WHERE incomplete = 0'),
    inbox: one(db, "SELECT count(*) FROM arrivals WHERE state = 'waiting' AND file IS NOT NULL"),
    unreported: one(db, 'SELECT count(*) FROM handover WHERE state = 0'),
    unreportedVisits: one(db, "SELECT count(*) FROM handover WHERE state = 0 AND entity = 'visits'"),
    trash: entities.reduce(
      (sum, entity) =>
        sum +
        one(
          db,
          `SELECT count(*) FROM tombstones t JOIN ${entity} r ON r.id = t.id WHERE t.entity = '${entity}' AND r.deleted = 1`,
        ),
      0,
    ),
  }
}

/** Deleted records, newest first; each can be restored. */
export function listTrash(db: ReadableDb, context: Context): TrashItem[] {
  return entities
    .flatMap((entity) => {
      const rows = db
        .prepare(
          `SELECT r.id, r.updated FROM tombstones t JOIN ${entity} r ON r.id = t.id WHERE t.entity = ? AND r.deleted = 1`,
        )
        .all(entity) as { id: string; updated: number }[]
      return rows.map((row) => ({
        entity,
        id: row.id,
        title: titleOf(db, entity, row.id),
        deleted: deletedBy(db, entity, row, context),
      }))
    })
    .sort((a, b) => b.deleted.at - a.deleted.at)
}

/** The newest tombstone tells who and when. */
function deletedBy(db: ReadableDb, entity: Entity, { id, updated }: { id: string; updated: number }, context: Context) {
  const times = context.log.store.load(entity, id)?.state
  const newest = (times?.leaves.get(deletedField) ?? [])
    .map((ref) => ({ ref, hlc: times?.times.get(ref) ?? 0 }))
    .sort(byPrecedence)[0]
  return stampOf(db, newest?.ref ?? ':0:', newest?.hlc ?? updated)
}

export const countReads = {
  'counts.get': (db) => getCounts(db),
  'trash.list': (db, _input, context) => listTrash(db, context),
} satisfies Partial<ReadHandlers>

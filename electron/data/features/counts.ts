import { entities } from '../../../shared/domain/nouns.ts'
import type { Counts, TrashItem } from '../../../shared/views.ts'
import type { ReadableDb } from '../db/open.ts'
import { stampOf } from '../db/views/stamps.ts'
import { titleOf } from '../db/views/titles.ts'
import type { ReadHandlers } from '../handlers.ts'

const one = (db: ReadableDb, sql: string) => db.prepare(sql).pluck().get() as number

/** Numbers beside the navigation; every one opens its records. */
export function getCounts(db: ReadableDb): Counts {
  return {
    campaigns: one(db, 'SELECT count(*) FROM campaigns WHERE deleted = 0'),
    visits: one(db, 'SELECT count(*) FROM visits WHERE deleted = 0'),
    meetings: one(db, 'SELECT count(*) FROM meetings WHERE deleted = 0 AND mergedInto IS NULL'),
    findings: one(db, 'SELECT count(*) FROM findings WHERE deleted = 0 AND mergedInto IS NULL'),
    indicators: one(db, 'SELECT count(*) FROM indicators WHERE deleted = 0'),
    conflicts: one(db, 'SELECT count(*) FROM conflicts WHERE incomplete = 0'),
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
export function listTrash(db: ReadableDb): TrashItem[] {
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
        deleted: stampOf(db, ':0:', row.updated),
      }))
    })
    .sort((a, b) => b.deleted.at - a.deleted.at)
}

export const countReads = {
  'counts.get': (db) => getCounts(db),
  'trash.list': (db) => listTrash(db),
} satisfies Partial<ReadHandlers>

import { rmSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import type { PhotoPlace } from '../../../shared/views/attachments.ts'
import type { Cleanable } from '../../../shared/views.ts'
import { attachmentPath } from '../db/folder.ts'
import { type ReadableDb, transaction } from '../db/open.ts'
import type { ReadHandlers, WorkHandlers, WriteHandlers } from '../handlers.ts'
import { databaseFree } from '../sync/waiting.ts'

/** Files removed before the loop answers others again. */
const atOnce = 50

/** Photos of which headquarters' receipt says it has them, under every record that names them. Only a laptop lets go of any. */
const acknowledged = `
  SELECT b.sha256, b.size FROM blobs b
  WHERE EXISTS (SELECT 1 FROM attachments a WHERE a.sha256 = b.sha256)
    AND EXISTS (SELECT 1 FROM sent s JOIN peers p ON p.id = s.peer WHERE s.sha256 = b.sha256 AND p.role = 'headquarters')
    AND NOT EXISTS (
      SELECT 1 FROM attachments a LEFT JOIN handover h ON h.id = a.id WHERE a.sha256 = b.sha256 AND coalesce(h.state, 0) < 2
    )`

const isLaptop = (db: ReadableDb, device: string): boolean =>
  db.prepare('SELECT role FROM devices WHERE id = ?').pluck().get(device) === 'laptop'

function cleanable(db: ReadableDb, device: string): { sha256: string; size: number }[] {
  return isLaptop(db, device) ? (db.prepare(acknowledged).all() as { sha256: string; size: number }[]) : []
}

const sumOf = (photos: readonly { size: number }[]) => ({
  count: photos.length,
  bytes: photos.reduce((sum, { size }) => sum + size, 0),
})

function placeOf(db: ReadableDb, sha256: string): PhotoPlace {
  if (db.prepare('SELECT 1 FROM blobs WHERE sha256 = ?').get(sha256)) return 'here'
  return db.prepare('SELECT 1 FROM cleaned WHERE sha256 = ?').get(sha256) ? 'cleaned' : 'pending'
}

export const cleaningReads = {
  'photos.place': (db, { sha256 }) => ({ place: placeOf(db, sha256) }),
  'photos.cleanable': (db, _input, { device }): Cleanable => ({
    ...sumOf(cleanable(db, device)),
    cleaned: sumOf(db.prepare('SELECT size FROM cleaned').all() as { size: number }[]),
  }),
} satisfies Partial<ReadHandlers>

export const cleaningWrites = {
  /** The next packages ask headquarters for them. */
  'photos.fetchBack': (db, _input, context) => {
    const { changes } = db.prepare('DELETE FROM cleaned').run()
    context.announce('changed', { entities: ['attachments'] })
    return { count: changes }
  },
} satisfies Partial<WriteHandlers>

export const cleaningWork = {
  'photos.clean': async (_input, context) => {
    await databaseFree(context)
    const photos = cleanable(context.db, context.device)
    // noted first: a file that is gone without a note would be asked for
    transaction(context.db, () => {
      const note = context.db.prepare('INSERT OR REPLACE INTO cleaned (sha256, size, at) VALUES (?, ?, ?)')
      const forget = context.db.prepare('DELETE FROM blobs WHERE sha256 = ?')
      for (const { sha256, size } of photos) {
        note.run(sha256, size, context.now())
        forget.run(sha256)
      }
    })
    for (const [at, { sha256 }] of photos.entries()) {
      rmSync(attachmentPath(context.dataDir, sha256), { force: true })
      if (at % atOnce === 0) await turn()
    }
    context.announce('changed', { entities: ['attachments'] })
    return sumOf(photos)
  },
} satisfies Partial<WorkHandlers>

import type { WritableDb } from '../open.ts'

/** Photos that headquarters holds and this computer has let go of: not missing, and not asked for. */
export const cleanedPhotos = {
  version: 60,
  up(db: WritableDb): void {
    db.exec(
      'CREATE TABLE cleaned (sha256 TEXT PRIMARY KEY NOT NULL, size INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID',
    )
  },
}

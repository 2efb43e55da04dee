import type { WritableDb } from '../open.ts'

/** Fetched packages that go in by themselves once a person has decided about a computer. */
export const awaited = {
  version: 80,
  up(db: WritableDb): void {
    // fingerprint of the computer a waiting package asks about; null: it waits for another reason, or for nothing
    db.exec('ALTER TABLE arrivals ADD COLUMN asks TEXT')
  },
}

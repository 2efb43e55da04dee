import type { WritableDb } from '../open.ts'

/** What a measure is about: carried over from the findings it follows from. */
export const measureTopics = {
  version: 150,
  up(db: WritableDb): void {
    db.exec('ALTER TABLE measures ADD COLUMN topics TEXT')
  },
}

import type { WritableDb } from '../open.ts'

/**
 * Findings nobody has summed up, newest first: the page of findings counts them at every change. Its condition is written as the list
 * writes it, or the planner does not see that it may use it.
 */
export const unsummarized = {
  version: 130,
  up(db: WritableDb): void {
    db.exec(`CREATE INDEX findings_unsummarized ON findings (updated, mergedInto)
      WHERE deleted = 0 AND (summary IS NULL OR summary = '')`)
  },
}

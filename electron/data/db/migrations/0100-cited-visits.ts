import type { WritableDb } from '../open.ts'

/** A sentence about where a team was rests on the visit or meeting itself. */
export const citedVisits = {
  version: 100,
  up(db: WritableDb): void {
    for (const name of ['visit', 'meeting']) {
      db.exec(`ALTER TABLE citations ADD COLUMN "${name}" TEXT`)
      db.exec(`CREATE INDEX citations_${name} ON citations ("${name}")`)
    }
  },
}

import { remakeMerges } from '../merges.ts'
import type { WritableDb } from '../open.ts'

/** What lists ask of merged findings, of tags, and of the columns of the board. */
export const merges = {
  version: 110,
  up(db: WritableDb): void {
    db.exec(`
      -- Derived from the findings (electron/data/db/merges.ts), rebuilt with them.
      -- Every living finding that names another: the one it is shown under, itself where that cannot be seen.
      CREATE TABLE merged (id TEXT PRIMARY KEY NOT NULL, survivor TEXT NOT NULL) WITHOUT ROWID;
      CREATE INDEX mergedUnder ON merged (survivor);
      CREATE INDEX mergedShown ON merged (id) WHERE survivor = id;
      -- 共性: findings that two cities or more say, with what is merged into them.
      CREATE TABLE spread (id TEXT PRIMARY KEY NOT NULL, cities INTEGER NOT NULL) WITHOUT ROWID;
      CREATE INDEX spreadCities ON spread (cities);

      CREATE INDEX findings_stage ON findings (stage, deleted, mergedInto, updated);
      -- Nearly no finding is merged: an index of those that are not draws the planner away from the ones lists need.
      DROP INDEX findings_mergedInto;
      CREATE INDEX findings_mergedInto ON findings (mergedInto) WHERE mergedInto IS NOT NULL;
      CREATE INDEX findings_tags ON findings (tags) WHERE tags IS NOT NULL;
    `)
    remakeMerges(db)
  },
}

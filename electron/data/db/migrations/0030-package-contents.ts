import type { WritableDb } from '../open.ts'

/** What each package held, so that the history can say it; local, and nothing of it travels. */
export const packageContents = {
  version: 30,
  up(db: WritableDb): void {
    db.exec(`
      -- Stretches of the log; adjacent bundles of one author and stream are one row, so a package takes a few rows, whatever its size.
      -- The records are read from the log when somebody asks.
      CREATE TABLE packageRanges (
        package TEXT NOT NULL REFERENCES packages(id), device INTEGER NOT NULL, stream INTEGER NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (package, device, stream, first)
      ) WITHOUT ROWID;
      CREATE INDEX packageRangesAt ON packageRanges (device, stream, last, first);
      CREATE TABLE packagePhotos (
        package TEXT NOT NULL REFERENCES packages(id), sha256 TEXT NOT NULL, PRIMARY KEY (package, sha256)
      ) WITHOUT ROWID;
    `)
  },
}

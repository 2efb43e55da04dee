import type { WritableDb } from '../open.ts'

/** Packages that deliver themselves: where to, what waits, and what was fetched. */
export const outbox = {
  version: 40,
  up(db: WritableDb): void {
    db.exec(`
      -- config: JSON of a PlaceConfig without its password; secret: that one, sealed with this computer's key.
      CREATE TABLE targets (
        id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, config TEXT NOT NULL, secret TEXT,
        enabled INTEGER NOT NULL, created INTEGER NOT NULL,
        -- tries: failed ones in a row; failure: JSON of code, message and next
        tries INTEGER NOT NULL DEFAULT 0, lastTry INTEGER, lastSuccess INTEGER, nextTry INTEGER, failure TEXT
      ) WITHOUT ROWID;
      CREATE TABLE deliveries (
        package TEXT NOT NULL REFERENCES packages(id), target TEXT NOT NULL REFERENCES targets(id) ON DELETE CASCADE,
        delivered INTEGER, PRIMARY KEY (package, target)
      ) WITHOUT ROWID;
      -- Files seen at a target. state: elsewhere (not for us), waiting (for a person), imported. file: its path in the inbox.
      CREATE TABLE arrivals (
        target TEXT NOT NULL REFERENCES targets(id) ON DELETE CASCADE, name TEXT NOT NULL, size INTEGER NOT NULL,
        state TEXT NOT NULL, file TEXT, at INTEGER NOT NULL, PRIMARY KEY (target, name, size)
      ) WITHOUT ROWID;
    `)
  },
}

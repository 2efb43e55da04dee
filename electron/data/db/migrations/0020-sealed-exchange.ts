import type { WritableDb } from '../open.ts'

/** Packages of format 1: signed bundles, trusted computers, receipts. */
export const sealedExchange = {
  version: 20,
  up(db: WritableDb): void {
    db.exec(`
      -- Whose signature a bundle carries. What was cut without one is cut again, signed.
      ALTER TABLE bundles ADD COLUMN signer TEXT;
      DELETE FROM bundles;

      -- Computers whose key is known; state: pending 待核准, approved 已核准, revoked 已停用.
      CREATE TABLE trust (
        fingerprint TEXT PRIMARY KEY NOT NULL, key TEXT NOT NULL, age TEXT, state TEXT NOT NULL, since INTEGER NOT NULL
      ) WITHOUT ROWID;
    `)
  },
}

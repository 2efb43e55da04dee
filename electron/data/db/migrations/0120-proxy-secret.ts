import type { WritableDb } from '../open.ts'

/** The password of a target's proxy, sealed as its account's. Before, it lay in the proxy's address. */
export const proxySecret = {
  version: 120,
  up(db: WritableDb): void {
    db.exec('ALTER TABLE targets ADD COLUMN proxySecret TEXT')
  },
}

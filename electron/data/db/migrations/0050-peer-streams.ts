import type { WritableDb } from '../open.ts'

/** Which campaigns go to a peer: JSON array of their ids; NULL: all, also those to come. */
export const peerStreams = {
  version: 50,
  up(db: WritableDb): void {
    db.exec('ALTER TABLE peers ADD COLUMN streams TEXT')
  },
}

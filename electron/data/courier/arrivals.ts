/** Files fetched from the targets, as the database knows them. */
import type { ReadableDb, WritableDb } from '../db/open.ts'

/** `file`: its path in the inbox. */
export type Arrival = { target: string; name: string; size: number; file: string }

/** Waiting for a person's word about a computer that is believed by now, oldest first. */
export const decided = (db: ReadableDb): Arrival[] =>
  db
    .prepare(
      `SELECT a.target, a.name, a.size, a.file FROM arrivals a JOIN trust t ON t.fingerprint = a.asks
       WHERE a.state = 'waiting' AND a.file IS NOT NULL AND t.state = 'approved' ORDER BY a.at`,
    )
    .all() as Arrival[]

/** `fingerprint`: of the computer a person must decide about. Belongs to the caller's transaction. */
export function noteAsking(db: WritableDb, { target, name, size }: Arrival, fingerprint: string | null): void {
  db.prepare('UPDATE arrivals SET asks = ? WHERE target = ? AND name = ? AND size = ?').run(
    ...[fingerprint, target, name, size],
  )
}

/** Belongs to the caller's transaction. */
export function noteTakenIn(db: WritableDb, { target, name, size }: Arrival): void {
  db.prepare("UPDATE arrivals SET state = 'imported', file = NULL WHERE target = ? AND name = ? AND size = ?").run(
    ...[target, name, size],
  )
}

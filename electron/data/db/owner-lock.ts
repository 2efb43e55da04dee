import Database from 'better-sqlite3'
import { Refusal } from '../../../shared/result.ts'

/** After `kill -9` of the app a busy data process was seen to live four seconds more. */
const patience = 12_000

/**
 * One owner of the data folder (sync rule 14): an exclusive SQLite lock on a file of its own, which the operating system lets go
 * the moment the process is gone. Waits for a former owner to end.
 * @throws Refusal `database-owned`
 */
export function takeOwnership(file: string, wait: number = patience): { release(): void } {
  const lock = new Database(file, { timeout: wait })
  try {
    lock.pragma('journal_mode = DELETE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) throw new Refusal('database-owned')
    throw error
  }
  return { release: () => void lock.close() }
}

import Database from 'better-sqlite3'
import { Refusal } from '../../../shared/result.ts'

declare const writable: unique symbol
/** A connection that a read gets: it offers no way to a write function. */
export type ReadableDb = Pick<Database.Database, 'prepare' | 'pragma' | 'name'> & { readonly [writable]?: boolean }
/** A connection inside a write. Every `WritableDb` is also readable, never the other way round. */
export type WritableDb = Database.Database & { readonly [writable]: true }

/** Generous on purpose: ten years of a province stay in the page cache (KiB, negative as SQLite wants it). */
const cacheKiB = 65_536

const mappedBytes = 1024 ** 3

/**
 * Opens a SQLite file for writing: WAL, `synchronous=FULL` (a power cut loses no committed transaction), foreign keys on.
 * @throws Refusal `database-damaged`, `disk-full`, `disk-read-only`
 */
export function openWritable(file: string): WritableDb {
  try {
    const db = new Database(file) as WritableDb
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma(`cache_size = -${cacheKiB}`)
    db.pragma('temp_store = MEMORY')
    return db
  } catch (error) {
    throw asRefusal(error) ?? error
  }
}

/** Opens the same file for reading only; used by workers that preview. */
export function openReadable(file: string): Database.Database & ReadableDb {
  const db = new Database(file, { readonly: true })
  // pages the system has in memory are read where they are: the first list after a start comes from there
  db.pragma(`mmap_size = ${mappedBytes}`)
  db.pragma('query_only = ON')
  db.pragma(`cache_size = -${cacheKiB}`)
  return db
}

/** The refusal an operating-system or SQLite error stands for, or `undefined` for a programming error. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return undefined
  const detail = String((error as Error).message ?? error)
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new Refusal('disk-full', {}, detail)
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new Refusal('disk-read-only', {}, detail)
  }
  if (code === 'SQLITE_CANTOPEN') return new Refusal('disk-read-only', {}, detail)
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
    return new Refusal('database-damaged', {}, detail)
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO' || code === 'ENXIO' || code === 'ENODEV')
    return new Refusal('disk-error', {}, detail)
  if (code.startsWith('SQLITE_BUSY')) return new Refusal('data-busy', {}, detail)
  return undefined
}

/** Runs `work` in one transaction that takes the write lock at once; all of it or nothing. */
export function transaction<T>(db: WritableDb, work: () => T): T {
  return db.transaction(work).immediate()
}

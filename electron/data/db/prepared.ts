import type Database from 'better-sqlite3'
import type { ReadableDb } from './open.ts'

const statements = new WeakMap<object, Map<string, Database.Statement>>()

/** The statement for `sql`, prepared once a connection. `sql` must come from code, never from input. */
export function prepared(db: ReadableDb, sql: string): Database.Statement {
  let known = statements.get(db)
  if (!known) {
    known = new Map()
    statements.set(db, known)
  }
  let statement = known.get(sql)
  if (!statement) {
    statement = db.prepare(sql)
    known.set(sql, statement)
  }
  return statement
}

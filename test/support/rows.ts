import Database from 'better-sqlite3'
import { migrate } from '../../electron/data/db/migrate.ts'
import type { WritableDb } from '../../electron/data/db/open.ts'
import type { Entity, Field } from '../../shared/domain/fields.ts'
import { nouns, type Patch } from '../../shared/domain/nouns.ts'

/** A database of the newest schema in memory. */
export function memoryDb(): WritableDb {
  const db = new Database(':memory:') as unknown as WritableDb
  migrate(db)
  return db
}

type Own = { deleted?: 0 | 1; updated?: number; meta?: string; stream?: number }

/** Inserts a record as the change log would leave it: sets as sorted JSON (`NULL` when empty) and their links. */
export function insertRow<E extends Entity>(
  db: WritableDb,
  entity: E,
  id: string,
  fields: Patch<E>,
  own: Own = {},
): string {
  const shape = nouns[entity].fields as Record<string, Field>
  const columns = Object.entries({ ...fields, ...own }).map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value) ? (value.length ? JSON.stringify([...value].sort()) : null) : value,
  ])
  const names = columns.map(([name]) => `, "${name}"`).join('')
  db.prepare(`INSERT INTO ${entity} (id${names}) VALUES (?${', ?'.repeat(columns.length)})`).run(
    id,
    ...columns.map(([, value]) => value ?? null),
  )
  const link = db.prepare('INSERT INTO links (target, entity, field, id) VALUES (?, ?, ?, ?)')
  for (const [name, value] of Object.entries(fields)) {
    const field = shape[name]
    if (field?.kind === 'set' && field.of !== 'text')
      for (const target of value as string[]) link.run(target, entity, name, id)
  }
  return id
}

/** What was written here and not handed in (0), exported (1) or acknowledged (2). */
export function insertHandover(db: WritableDb, entity: Entity, id: string, state: 0 | 1 | 2): void {
  db.prepare('INSERT INTO handover (id, entity, stream, state) VALUES (?, ?, 1, ?)').run(id, entity, state)
}

export function insertConflict(db: WritableDb, entity: Entity, id: string, field: string): void {
  db.prepare("INSERT INTO conflicts (entity, id, field, kind, incomplete, leaves) VALUES (?, ?, ?, 'value', 0, 2)").run(
    entity,
    id,
    field,
  )
}

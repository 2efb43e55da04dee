import Database from 'better-sqlite3'
import type { FailureCode } from '../../../shared/result.ts'
import { asRefusal } from './open.ts'

export type DraftRow = {
  entity: string
  id: string
  field: string
  value: string | number | null | string[]
  base: string[]
  at: number
  /** 1: the edit session has ended; only the database was not free (sync rule 2). */
  ready: 0 | 1
}

/** The refusal a rule gave. */
export type DraftReason = { code: FailureCode; values: Record<string, string | number> }

export type DraftStore = {
  /** Durable when it returns. An ended session (`ready`) stands beside what is typed after it, and takes the place of what it ended. */
  put(
    entity: string,
    id: string,
    fields: Record<string, { value: DraftRow['value']; base: string[] }>,
    ready: 0 | 1,
    at: number,
  ): void
  /** Forgets what was typed; a value that only waits for the database stays. */
  discard(entity: string, id: string, fields: string[]): void
  /** Forgets what has just been committed. */
  committed(rows: readonly DraftRow[]): void
  /** Forgets what has just become a change, after the answer to it; until then the next call does it first. */
  discardSoon(entity: string, id: string, fields: string[]): void
  /** Remembers why a draft cannot become a change, until it is written anew or is gone. */
  refuse(row: DraftRow, reason: DraftReason): void
  /** Drafts that were refused, each with its reason. */
  refused(): (DraftRow & { reason: DraftReason })[]
  ofRecord(entity: string, id: string): DraftRow[]
  all(): DraftRow[]
  close(): void
}

type Key = [entity: string, id: string, field: string, ready: 0 | 1]

/**
 * What is being typed, in a file of its own: an import that holds the database never delays it, and a crash loses no more than the
 * last moment (sync rule 2).
 */
export function openDrafts(file: string): DraftStore {
  let db: Database.Database
  try {
    db = new Database(file)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.exec(`CREATE TABLE IF NOT EXISTS drafts (
      entity TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, base TEXT NOT NULL, at INTEGER NOT NULL,
      ready INTEGER NOT NULL, PRIMARY KEY (entity, id, field, ready)
    ) WITHOUT ROWID`)
  } catch (error) {
    throw asRefusal(error) ?? error
  }
  const put = db.prepare(
    `INSERT INTO drafts (entity, id, field, value, base, at, ready) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, base = excluded.base, at = excluded.at`,
  )
  const remove = db.prepare('DELETE FROM drafts WHERE entity = ? AND id = ? AND field = ? AND ready = ?')
  // what was typed after an ended session lies over it
  const ofRecord = db.prepare('SELECT * FROM drafts WHERE entity = ? AND id = ? ORDER BY ready DESC, at')
  const every = db.prepare('SELECT * FROM drafts ORDER BY ready DESC, at')
  const parse = (row: unknown): DraftRow => {
    const { value, base, ...rest } = row as Omit<DraftRow, 'value' | 'base'> & { value: string; base: string }
    return { ...rest, value: JSON.parse(value), base: JSON.parse(base) }
  }
  /** A draft that outlives its change would be replayed over a later one: every other call settles these first. */
  let spent: Key[] = []
  function settle(): void {
    if (spent.length === 0) return
    db.transaction(() => {
      for (const key of spent) remove.run(...key)
    })()
    spent = []
  }
  /** A full disk is the next call's to tell. */
  function settleQuietly(): void {
    try {
      if (db.open) settle()
    } catch (error) {
      if (!asRefusal(error)) throw error
    }
  }
  const reasons = new Map<string, DraftReason>()
  const nameOf = ({ entity, id, field, ready }: Pick<DraftRow, 'entity' | 'id' | 'field' | 'ready'>) =>
    JSON.stringify([entity, id, field, ready])
  return {
    refuse(row, reason) {
      reasons.set(nameOf(row), reason)
    },
    refused() {
      if (reasons.size === 0) return []
      settle()
      const rows = every.all().map(parse)
      const names = new Set(rows.map(nameOf))
      for (const name of reasons.keys()) if (!names.has(name)) reasons.delete(name)
      return rows.flatMap((row) => {
        const reason = reasons.get(nameOf(row))
        return reason ? [{ ...row, reason }] : []
      })
    },
    put(entity, id, fields, ready, at) {
      settle()
      for (const field of Object.keys(fields)) reasons.delete(nameOf({ entity, id, field, ready }))
      db.transaction(() => {
        for (const [field, { value, base }] of Object.entries(fields)) {
          put.run(entity, id, field, JSON.stringify(value), JSON.stringify(base), at, ready)
          if (ready === 1) remove.run(entity, id, field, 0)
        }
      })()
    },
    discard(entity, id, fields) {
      spent.push(...fields.map((field): Key => [entity, id, field, 0]))
      settle()
    },
    committed(rows) {
      spent.push(...rows.map(({ entity, id, field, ready }): Key => [entity, id, field, ready]))
      settle()
    },
    discardSoon(entity, id, fields) {
      settle()
      const rows = ofRecord.all(entity, id) as { field: string; ready: 0 | 1 }[]
      spent = rows.filter(({ field }) => fields.includes(field)).map(({ field, ready }) => [entity, id, field, ready])
      if (spent.length > 0) setImmediate(settleQuietly)
    },
    ofRecord: (entity, id) => {
      settle()
      return ofRecord.all(entity, id).map(parse)
    },
    all: () => {
      settle()
      return every.all().map(parse)
    },
    close: () => {
      settle()
      db.close()
    },
  }
}

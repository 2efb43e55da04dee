/**
 * The index in a file of its own beside the database: it holds nothing that is not in the database, so it is never backed up, a damaged one
 * is thrown away, and writing it neither waits for an import nor costs a save anything.
 */
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Entity } from '../../../shared/domain/fields.ts'
import { entities } from '../../../shared/domain/nouns.ts'
import { dataFiles } from '../db/folder.ts'
import type { WritableDb } from '../db/open.ts'
import { catalogueText } from './catalogue.ts'
import { tokenCharacters } from './tokens.ts'

/** Changes with what tokens, documents or tables look like: whenever code that makes them does. */
const edition = 2

/** The table of a noun's tokens. One each: a table looks through all its documents, whatever part of them is asked for. */
export const wordsOf = (entity: Entity): string => `words_${entity}`

const inSql = (value: string) => value.replaceAll("'", "''")
export const wordsTable = (name: string): string => `CREATE VIRTUAL TABLE ${name} USING fts5(
  name, text, content = '', contentless_delete = 1, tokenize = '${inSql(`ascii tokenchars '${inSql(tokenCharacters)}'`)}'
)`

export const docsById = 'CREATE INDEX docsById ON docs (id)'

const schema = `
  CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
  -- rowid: the noun's place in the schema, then a count; the later indexed, the higher. syllables: of each name, a line each.
  CREATE TABLE docs (rowid INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, syllables TEXT);
  ${docsById};
  -- What of the log is indexed: ranges as in held.
  CREATE TABLE covered (
    device INTEGER NOT NULL, stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (device, stream, first)
  ) WITHOUT ROWID;
  -- In how many documents a pair stands, as of the last count; rarer ones are left out.
  CREATE TABLE frequencies (token TEXT PRIMARY KEY NOT NULL, documents INTEGER NOT NULL) WITHOUT ROWID;
  ${entities.map((entity) => wordsTable(wordsOf(entity))).join(';\n')};
`

const width = 2 ** 40
/** The rows of a noun's documents: more than `first`, at most `last`. */
export const rowsOfEntity = (entity: Entity): { first: number; last: number } => {
  const first = entities.indexOf(entity) * width
  return { first, last: first + width - 1 }
}
export const entityOfRow = (rowid: number): Entity => entities[Math.floor(rowid / width)] as Entity

/**
 * Opens the index, its database attached for reading: tables of records are found by their bare names. A file that is missing, of another
 * edition or no database is made anew, empty.
 */
export function openIndex(dataDir: string): WritableDb {
  const { search, database } = dataFiles(dataDir)
  try {
    return open(search, database)
  } catch (error) {
    if (!isDamage(error) && !(error instanceof Outdated)) throw error
    removeIndex(dataDir)
    return open(search, database)
  }
}

function open(file: string, database: string): WritableDb {
  const db = new Database(file) as unknown as WritableDb
  try {
    makeSafe(db)
    db.pragma('cache_size = -32768')
    db.pragma('temp_store = MEMORY')
    db.pragma(`mmap_size = ${1024 ** 3}`)
    if (db.pragma('user_version', { simple: true }) !== edition) makeAnew(db)
    db.prepare('ATTACH ? AS records').run(database)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** What a power cut takes is indexed again: the note of what is covered goes with it. */
export function makeSafe(db: WritableDb): void {
  db.pragma('main.journal_mode = WAL')
  db.pragma('main.synchronous = NORMAL')
}

function makeAnew(db: WritableDb): void {
  if (db.prepare('SELECT 1 FROM sqlite_schema').get()) throw new Outdated()
  inIndex(db, () => {
    db.exec(schema)
    db.pragma(`user_version = ${edition}`)
  })
}

/**
 * A transaction of the index. Deferred: one that began at once would take the lock of the attached database too, which is only read here and
 * belongs to others.
 */
export const inIndex = <T>(db: WritableDb, work: () => T): T => db.transaction(work).deferred()

/** A file of another edition. */
class Outdated extends Error {}

export function removeIndex(dataDir: string): void {
  const { search } = dataFiles(dataDir)
  for (const suffix of ['', '-wal', '-shm']) rmSync(search + suffix, { force: true })
}

export function isDamage(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(code)
}

export const getMeta = (db: WritableDb, key: string): string | undefined =>
  db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined

export function putMeta(db: WritableDb, key: string, value: string): void {
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
    key,
    value,
  )
}

/** What a whole index is made of: this version's catalogue, the nouns it knows and the built-in regions, which no change brings. */
export function stampOf(db: WritableDb): string {
  const regions = db.prepare("SELECT value FROM settings WHERE key = 'builtInRegions'").pluck().get()
  return createHash('sha256')
    .update(JSON.stringify([edition, catalogueText, entities, regions ?? null]))
    .digest('hex')
}

/** Whether it was wholly built by this version. */
export const isWhole = (db: WritableDb): boolean => getMeta(db, 'stamp') === stampOf(db)

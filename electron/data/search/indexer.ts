/**
 * Brings the index to where the log is. The log is its list of what is to do: nothing is noted when a record is written, and whatever wrote
 * it (an edit, a merge, an import, a deletion, another version) left its change there.
 */
import type { Entity } from '../../../shared/domain/fields.ts'
import { entities, fieldOf, nouns } from '../../../shared/domain/nouns.ts'
import { deletedField, parseChange } from '../../../shared/sync/change.ts'
import { targetOf } from '../../../shared/sync/fold.ts'
import type { WritableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { heldRanges, type Range, withoutCovered } from '../sync/held.ts'
import { catalogue } from './catalogue.ts'
import { createResolver, type Document, documentsAt, documentsById, ownFields } from './documents.ts'
import { docsById, getMeta, inIndex, makeSafe, putMeta, rowsOfEntity, stampOf, wordsOf } from './index-file.ts'
import { type Path, reaching, watchedBy } from './paths.ts'
import { hasPinyin, loadReader, pinyinTokens, type Reader } from './pinyin.ts'
import { createTokenWriter } from './tokens.ts'

/** Documents written in one transaction. */
const batch = 2_000
/** Changes looked through in one transaction. */
const linesAtOnce = 5_000
/** Tokens in memory until they are written, and whether pieces are merged on the way: few large ones need not be. */
const building = { bytes: 64 * 1024 * 1024, merging: 0 }
const usual = { bytes: 1024 * 1024, merging: 4 }

export type Step = (done: number, total: number) => void

/** A record elsewhere decides what others say: which field, and the way back from it. */
type Watcher = { path: Path; depth: number }
const watchers = new Map<string, Watcher[]>()
for (const entity of entities) {
  for (const path of [...catalogue[entity].name, ...catalogue[entity].text]) {
    for (const { entity: at, field, depth } of watchedBy(path)) {
      const key = `${at}/${field}`
      watchers.set(key, [...(watchers.get(key) ?? []), { path, depth }])
    }
  }
}

/** Ranges of the log that are not indexed yet. */
export const rangesBehind = (db: WritableDb): Range[] => withoutCovered(heldRanges(db), byStream(coveredRanges(db)))

/** True where the index knows changes that the database does not hold: it belongs to another one. */
export const isAhead = (db: WritableDb): boolean =>
  withoutCovered(coveredRanges(db), byStream(heldRanges(db))).length > 0

export const countOf = (ranges: readonly Range[]): number =>
  ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)

const coveredRanges = (db: WritableDb): Range[] =>
  prepared(db, 'SELECT device, stream, first, last FROM covered ORDER BY device, stream, first').all() as Range[]

function byStream(ranges: readonly Range[]): Map<string, [number, number][]> {
  const map = new Map<string, [number, number][]>()
  for (const { device, stream, first, last } of ranges) {
    const key = `${device} ${stream}`
    const known = map.get(key)
    if (known) known.push([first, last])
    else map.set(key, [[first, last]])
  }
  return map
}

function saveCovered(db: WritableDb, ranges: readonly Range[]): void {
  db.exec('DELETE FROM covered')
  const insert = prepared(db, 'INSERT INTO covered (device, stream, first, last) VALUES (?, ?, ?, ?)')
  for (const { device, stream, first, last } of ranges) insert.run(device, stream, first, last)
}

const forksHere = (db: WritableDb): number => prepared(db, 'SELECT count(*) FROM forks').pluck().get() as number

/** Tokens of a document, good until the next one's; the syllables of names are remembered as long as it lives. */
export function createTokenizer(reader: Reader) {
  const tokens = createTokenWriter()
  const known = new Map<string, string[]>()

  function syllablesOf(name: string, isPerson: boolean): string[] {
    const key = isPerson ? `\0${name}` : name
    let syllables = known.get(key)
    if (!syllables) {
      syllables = hasPinyin(name) ? reader(name, isPerson) : []
      known.set(key, syllables)
    }
    return syllables
  }

  return (entity: Entity, { names, texts }: Document) => {
    tokens.begin()
    const spoken: string[] = []
    for (const name of names) {
      tokens.addText(name)
      const syllables = syllablesOf(name, entity === 'people')
      spoken.push(syllables.join(' '))
      for (const token of syllables.length > 0 ? pinyinTokens(name, syllables) : []) tokens.addToken(token)
    }
    const name = tokens.take()
    for (const text of texts) if (text) tokens.addText(text)
    return { name, text: tokens.take(), syllables: spoken.some(Boolean) ? spoken.join('\n') : null }
  }
}

/** Writes documents. */
function createWriter(db: WritableDb, reader: Reader) {
  const tokensOf = createTokenizer(reader)
  const last = new Map<Entity, number>()
  const insertInto = (entity: Entity) =>
    prepared(db, `INSERT INTO ${wordsOf(entity)} (rowid, name, text) VALUES (?, ?, ?)`)
  const insertDoc = prepared(db, 'INSERT INTO docs (rowid, id, name, syllables) VALUES (?, ?, ?, ?)')
  const find = prepared(db, 'SELECT rowid FROM docs WHERE id = ? AND rowid BETWEEN ? AND ?').pluck()
  const dropFrom = (entity: Entity) => prepared(db, `DELETE FROM ${wordsOf(entity)} WHERE rowid = ?`)
  const dropDoc = prepared(db, 'DELETE FROM docs WHERE rowid = ?')
  const highest = prepared(db, 'SELECT max(rowid) FROM docs WHERE rowid BETWEEN ? AND ?').pluck()

  function nextRow(entity: Entity): number {
    const { first, last: end } = rowsOfEntity(entity)
    const next = (last.get(entity) ?? (highest.get(first, end) as number | null) ?? first) + 1
    last.set(entity, next)
    return next
  }

  return {
    put(entity: Entity, document: Document): void {
      const { name, text, syllables } = tokensOf(entity, document)
      if (!name && !text) return
      const rowid = nextRow(entity)
      insertInto(entity).run(rowid, name, text)
      insertDoc.run(rowid, document.id, document.names.join('\n'), syllables)
    },
    remove(entity: Entity, id: string): void {
      const { first, last: end } = rowsOfEntity(entity)
      const rowid = find.get(id, first, end) as number | undefined
      if (rowid === undefined) return
      dropFrom(entity).run(rowid)
      dropDoc.run(rowid)
    },
  }
}

/**
 * Indexes every record into an index that is still empty; what is written meanwhile is left to `catchUp`. There is no journal: whoever stops
 * it throws the file away.
 */
export async function build(db: WritableDb, step: Step, pause: () => void = () => {}): Promise<void> {
  const reader = await loadReader()
  const held = heldRanges(db)
  const forks = forksHere(db)
  const stamp = stampOf(db)
  db.pragma('main.journal_mode = OFF')
  db.pragma('main.synchronous = OFF')
  db.exec('DROP INDEX docsById')
  configure(db, building)
  const writer = createWriter(db, reader)
  const resolver = createResolver(db)
  const rows = entities.map((entity) => ({
    entity,
    // the latest changed come last, and so stand first among what is found
    rowids: db.prepare(`SELECT rowid FROM ${entity} ORDER BY updated, rowid`).pluck().all() as number[],
  }))
  const total = rows.reduce((sum, { rowids }) => sum + rowids.length, 0)
  let done = 0
  inIndex(db, () => {
    for (const { entity, rowids } of rows) {
      for (let from = 0; from < rowids.length; from += batch) {
        pause()
        const some = rowids.slice(from, from + batch)
        for (const document of documentsAt(db, entity, some, resolver)) {
          if (document.living) writer.put(entity, document)
        }
        done += some.length
        step(done, total)
      }
    }
  })
  pause()
  db.exec(docsById)
  db.pragma('main.synchronous = FULL')
  inIndex(db, () => {
    configure(db, usual)
    saveCovered(db, held)
    putMeta(db, 'forks', String(forks))
  })
  // everything is on the disk before the word that it is
  putMeta(db, 'stamp', stamp)
  makeSafe(db)
}

function configure(db: WritableDb, { bytes, merging }: typeof usual): void {
  for (const table of entities.map(wordsOf)) {
    db.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('hashsize', ${bytes});
      INSERT INTO ${table} (${table}, rank) VALUES ('automerge', ${merging})`)
  }
}

/** Indexes what changed since, `linesAtOnce` changes a transaction. */
export async function catchUp(db: WritableDb, step: Step, pause: () => void = () => {}): Promise<void> {
  const held = heldRanges(db)
  const forks = forksHere(db)
  const behind = withoutCovered(held, byStream(coveredRanges(db)))
  const isForked = getMeta(db, 'forks') !== String(forks)
  if (behind.length === 0 && !isForked) return
  const total = countOf(behind)
  const note = prepared(db, 'INSERT OR REPLACE INTO covered (device, stream, first, last) VALUES (?, ?, ?, ?)')
  const select = prepared(
    db,
    'SELECT line FROM changes WHERE device = ? AND stream = ? AND seq BETWEEN ? AND ?',
  ).pluck()
  let done = 0
  let touched = createTouched(db)
  let ranges: Range[] = []
  const flush = async (last: boolean) => {
    // both before the transaction: it must not be left open while something is awaited
    const dirty = touched.settle()
    const reader = needsReader(dirty) ? await loadReader() : () => []
    inIndex(db, () => {
      writeDirty(db, dirty, reader)
      for (const { device, stream, first, last } of ranges) note.run(device, stream, first, last)
      if (!last) return
      saveCovered(db, held)
      putMeta(db, 'forks', String(forks))
    })
    step(done, total)
    touched = createTouched(db)
    ranges = []
  }
  if (isForked) {
    const forked = `SELECT c.line FROM forks f JOIN changes c ON c.device = f.device AND c.stream = f.stream
      AND c.seq = f.seq AND c.hash = f.hash`
    for (const line of prepared(db, forked).pluck().all() as string[]) touched.add(line)
  }
  let waiting = 0
  for (const range of behind) {
    for (let first = range.first; first <= range.last; ) {
      const last = Math.min(range.last, first + linesAtOnce - waiting - 1)
      for (const line of select.all(range.device, range.stream, first, last) as string[]) touched.add(line)
      ranges.push({ ...range, first, last })
      waiting += last - first + 1
      done += last - first + 1
      first = last + 1
      if (waiting >= linesAtOnce) {
        pause()
        await flush(false)
        waiting = 0
      }
    }
  }
  await flush(true)
}

/** Indexes some records as they are now: what decides whether they are there is not always written in their own changes. */
export async function refresh(db: WritableDb, entity: Entity, ids: readonly string[]): Promise<void> {
  const reader = await loadReader()
  inIndex(db, () => writeDirty(db, new Map([[entity, new Set(ids)]]), reader))
}

type Dirty = Map<Entity, Set<string>>

/** Gathers the records whose documents some changes may have changed. */
function createTouched(db: WritableDb) {
  const dirty: Dirty = new Map()
  const watched = new Map<Watcher, Set<string>>()
  const isTombstoned = prepared(db, 'SELECT 1 FROM tombstones WHERE entity = ? AND id = ?')
  const add = (entity: Entity, id: string) => {
    const known = dirty.get(entity)
    if (known) known.add(id)
    else dirty.set(entity, new Set([id]))
  }
  return {
    add(line: string): void {
      const { entity: name, id, fields } = parseChange(line)
      if (!Object.hasOwn(nouns, name)) return
      const entity = name as Entity
      for (const written in fields) {
        if (written === deletedField) {
          add(entity, id)
          continue
        }
        const slash = written.indexOf('/')
        const field = slash < 0 ? written : written.slice(0, slash)
        if (ownFields[entity].has(field)) add(entity, id)
        for (const watcher of watchers.get(`${entity}/${field}`) ?? []) {
          const ids = watched.get(watcher)
          if (ids) ids.add(id)
          else watched.set(watcher, new Set([id]))
        }
        // a deleted record that gets a child may be back (sync rule 4)
        const target = targetOf(fieldOf(entity, written), written, fields[written]?.[0] ?? null)
        if (target && isTombstoned.get(...target)) add(...target)
      }
    },
    settle(): Dirty {
      for (const [{ path, depth }, ids] of watched) {
        const sql = reaching(path, 'SELECT value FROM json_each(?)', depth)
        for (const id of prepared(db, sql)
          .pluck()
          .all(JSON.stringify([...ids])) as string[])
          add(path.entity, id)
      }
      return dirty
    },
  }
}

const needsReader = (dirty: Dirty): boolean =>
  [...dirty.keys()].some((entity) => catalogue[entity].name.length > 0 || catalogue[entity].says !== undefined)

function writeDirty(db: WritableDb, dirty: Dirty, reader: Reader): void {
  const writer = createWriter(db, reader)
  const resolver = createResolver(db)
  for (const [entity, ids] of dirty) {
    const all = [...ids]
    for (let from = 0; from < all.length; from += batch) {
      const some = all.slice(from, from + batch)
      for (const id of some) writer.remove(entity, id)
      for (const document of documentsById(db, entity, some, resolver)) {
        if (document.living) writer.put(entity, document)
      }
    }
  }
}

/** Pairs in fewer findings are left out; of few findings every word tells. */
const rareOf = (findings: number): number => (findings < 20_000 ? 2 : 8)

/** In how many findings each pair stands, which `similar` weighs it by. It need not be exact. */
export function countPairs(db: WritableDb): void {
  const findings = findingsIn(db)
  inIndex(db, () => {
    db.exec(`CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', '${wordsOf('findings')}', 'row');
      DELETE FROM frequencies;
      INSERT INTO frequencies (token, documents) SELECT term, doc FROM temp.vocabulary WHERE doc >= ${rareOf(findings)};
      DROP TABLE temp.vocabulary`)
    putMeta(db, 'counted', String(findings))
  })
}

export function findingsIn(db: WritableDb): number {
  const { first, last } = rowsOfEntity('findings')
  return prepared(db, 'SELECT count(*) FROM docs WHERE rowid BETWEEN ? AND ?').pluck().get(first, last) as number
}

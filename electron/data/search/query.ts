/** Finds records by what the index holds: exactly those whose names or texts hold every term of the query. */
import type { Input } from '../../../shared/contract.ts'
import type { Entity } from '../../../shared/domain/fields.ts'
import type { SearchGroup } from '../../../shared/views.ts'
import type { WritableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { subtree } from '../db/views/conditions.ts'
import { catalogue } from './catalogue.ts'
import { createResolver, documentsById } from './documents.ts'
import { hitOf, holds, nameAnswer, syllablesOf } from './hits.ts'
import { wordsOf } from './index-file.ts'
import { type Path, reaching } from './paths.ts'
import { pinyinOf } from './pinyin.ts'
import { expressionOf, pinyinMark, quoted } from './tokens.ts'

export type Filter = Pick<Input<'search.query'>, 'city' | 'team' | 'year'>
type Page = { offset: number; limit: number }
type Named = {
  rowid: number
  name: string
  syllables: string | null
  preferred: number | null
}
type Condition = { sql: string; values: (string | number)[] }

/** More hits than this in texts come by when they were indexed: words that many hold tell nothing of what is meant. */
const weighedHits = 1_500
/** Names looked at for the best; more hold only what nearly every name holds. */
const namedHits = 1_000

/** `null`: nothing of this noun can pass the filter. */
export function conditionOf(entity: Entity, filter: Filter): Condition | null {
  const sql: string[] = []
  const values: (string | number)[] = []
  const add = (paths: readonly Path[], targets: (path: Path) => string, value: string) => {
    sql.push(`(${paths.map((path) => `d.id IN (${reaching(path, targets(path))})`).join(' OR ')})`)
    for (const _ of paths) values.push(value)
  }
  const { city, team, year } = catalogue[entity]
  if (filter.city !== undefined) {
    if (city.length === 0) return null
    add(city, () => subtree, filter.city)
  }
  if (filter.team !== undefined) {
    if (team.length === 0) return null
    add(team, () => 'SELECT ?', filter.team)
  }
  if (filter.year !== undefined) {
    if (year.length === 0) return null
    add(year, ({ end }) => `SELECT id FROM ${end.entity} WHERE substr("${end.field}", 1, 4) = ?`, String(filter.year))
  }
  return { sql: sql.map((one) => ` AND ${one}`).join(''), values }
}

/** The index's expression for all terms; a term of letters also stands for what sounds so. */
const expressionFor = (terms: readonly string[]): string =>
  terms
    .map((term) => {
      const letters = pinyinOf(term)
      const literal = expressionOf(term)
      return letters === null ? literal : `(${literal} OR ${quoted(pinyinMark + letters)}*)`
    })
    .join(' AND ')

/** A page of one noun's hits: names that answer best first, then what says it; of those, few by how much they say it, many by their age. */
export function searchEntity(
  db: WritableDb,
  entity: Entity,
  terms: readonly string[],
  filter: Filter,
  { offset, limit }: Page,
): (SearchGroup & { best: number; stale: string[] }) | null {
  const condition = conditionOf(entity, filter)
  if (!condition) return null
  const words = wordsOf(entity)
  const { values } = condition
  const from = (columns: string, withDocs = condition.sql !== '') =>
    `SELECT ${columns} FROM ${words} w${withDocs ? ' JOIN docs d ON d.rowid = w.rowid' : ''}
     WHERE ${words} MATCH ?${condition.sql}`
  const expression = expressionFor(terms)
  const total = prepared(db, from('count(*)'))
    .pluck()
    .get(expression, ...values) as number
  if (total === 0) return null

  const named = namedRows()
  const wanted = named.slice(offset, offset + limit).map(({ rowid }) => rowid)
  if (wanted.length < limit && total > named.length) wanted.push(...saidRows())

  function namedRows(): { rowid: number; rank: number; share: number }[] {
    if (catalogue[entity].name.length === 0 && !catalogue[entity].says) return []
    const { prefer } = catalogue[entity]
    const preferred = prefer ? `(SELECT ${prefer} FROM ${entity} x WHERE x.id = d.id)` : '0'
    const sql = from(`w.rowid, d.name, d.syllables, ${preferred} AS preferred`, true)
    const rows = prepared(db, `${sql} ORDER BY w.rowid DESC LIMIT ${namedHits}`)
    return (rows.all(`{name}: (${expression})`, ...values) as Named[])
      .map(({ rowid, name, syllables, preferred }) => {
        const answer = nameAnswer(name.split('\n'), terms, syllables)
        return { rowid, ...answer, preferred: preferred ?? 0, length: name.length }
      })
      .sort((a, b) => a.rank - b.rank || b.preferred - a.preferred || a.length - b.length || b.rowid - a.rowid)
  }

  function saidRows(): number[] {
    const known = new Set(named.map(({ rowid }) => rowid))
    const skipped = Math.max(0, offset - named.length)
    const order = total <= weighedHits ? `bm25(${words}, 4, 1), w.rowid DESC` : 'w.rowid DESC'
    const count = skipped + limit - wanted.length
    const rows = prepared(db, `${from('w.rowid')} ORDER BY ${order} LIMIT ?`)
      .pluck()
      .all(expression, ...values, count + known.size) as number[]
    return rows.filter((rowid) => !known.has(rowid)).slice(skipped, count)
  }

  const { hits, stale } = hitsAt(db, entity, wanted, terms)
  return { entity, total, hits, stale, best: worthOf(named[0]) }
}

/** Most of a name: whoever typed that much of it means it. */
const most = 0.6

/** Of a noun's best hit: 0 the name asked for, 1 the better part of one, 2 anything else. */
function worthOf(best: { rank: number; share: number } | undefined): number {
  if (best?.rank === 0) return 0
  return best && (best.rank === 1 || best.rank === 3) && best.share >= most ? 1 : 2
}

/** The hits themselves, from the records as they are; `stale`: what the index should not have found. */
function hitsAt(db: WritableDb, entity: Entity, rowids: readonly number[], terms: readonly string[]) {
  const list = JSON.stringify(rowids)
  const sql = 'SELECT d.id, d.syllables FROM json_each(?) j CROSS JOIN docs d ON d.rowid = j.value ORDER BY j.key'
  const rows = prepared(db, sql).all(list) as { id: string; syllables: string | null }[]
  const resolver = createResolver(db)
  const ids = rows.map(({ id }) => id)
  const documents = new Map(documentsById(db, entity, ids, resolver).map((document) => [document.id, document]))
  const stale: string[] = []
  const hits = rows.flatMap(({ id, syllables: kept }) => {
    const document = documents.get(id)
    const syllables = syllablesOf(kept)
    if (!document?.living || !holds(document, terms, syllables)) {
      stale.push(id)
      return []
    }
    return [hitOf(db, entity, document, terms, syllables, resolver)]
  })
  return { hits, stale }
}

/** Finds records without the index, while that is being made: their own texts as they are typed, the latest first, as far as time allows. */
import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import type { SearchGroup } from '../../../shared/views.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { anyLike, containing } from '../db/views/conditions.ts'
import { catalogue } from './catalogue.ts'
import { createResolver, documentsById } from './documents.ts'
import { hitOf } from './hits.ts'
import { firstField } from './paths.ts'
import { conditionOf, type Filter } from './query.ts'

/** Rows looked at before others get their turn. */
const slice = 5_000
/** For all nouns together, ms. */
const patience = 1_500

/** The columns a noun's own words lie in. */
function columnsOf(entity: Entity): string[] {
  const fields: Record<string, Field> = nouns[entity].fields
  const { name, text, says } = catalogue[entity]
  const own = [...name, ...text].filter(({ steps }) => steps.length === 0).map(firstField)
  return [...new Set([...own, ...(says?.of ?? [])])].filter(
    (field): field is string => field !== null && ['text', 'prose', 'decimal'].includes(fields[field]?.kind ?? ''),
  )
}

const turn = () => new Promise<void>((done) => setImmediate(done))

/** As many groups of hits as can be had; `total` counts what was seen. */
export async function scan(
  db: ReadableDb,
  wanted: readonly Entity[],
  terms: readonly string[],
  filter: Filter,
  limit: number,
): Promise<SearchGroup[]> {
  const until = performance.now() + patience
  const groups: SearchGroup[] = []
  for (const entity of wanted) {
    const condition = conditionOf(entity, filter)
    const columns = columnsOf(entity)
    if (!condition || columns.length === 0) continue
    const merged = 'mergedInto' in nouns[entity].fields ? ' AND d.mergedInto IS NULL' : ''
    const like = terms.map(() => ` AND (${anyLike(columns.map((column) => `d."${column}"`))})`).join('')
    const sql = `SELECT d.id FROM ${entity} d WHERE d.rowid > ? AND d.rowid <= ? AND d.deleted = 0${merged}${like}${condition.sql}
      ORDER BY d.rowid DESC LIMIT ?`
    const patterns = terms.flatMap((term) => columns.map(() => containing(term)))
    const ids: string[] = []
    let last = prepared(db, `SELECT max(rowid) FROM ${entity}`).pluck().get() as number | null
    while (last !== null && last > 0 && ids.length < limit && performance.now() < until) {
      const first = Math.max(0, last - slice)
      ids.push(
        ...(prepared(db, sql)
          .pluck()
          .all(first, last, ...patterns, ...condition.values, limit) as string[]),
      )
      last = first
      await turn()
    }
    if (ids.length === 0) continue
    const resolver = createResolver(db)
    const hits = documentsById(db, entity, ids.slice(0, limit), resolver).map((document) =>
      hitOf(db, entity, document, terms, [], resolver),
    )
    groups.push({ entity, total: ids.length, hits })
  }
  return groups
}

import type { Statement } from 'better-sqlite3'
import { dataFiles } from '../../../electron/data/db/folder.ts'
import { openReadable, type ReadableDb } from '../../../electron/data/db/open.ts'
import { standardTopics } from '../../../shared/domain/teams.ts'
import { type Case, compareTimes, median, type Result } from '../measure.ts'
import type { Options } from '../options.ts'
import { reads, weigh } from '../page.ts'
import { provinceProfile } from '../province.ts'
import { openProduct, windowFolder } from '../window.ts'
import { rareWord } from '../words.ts'

const eachRound = 5
const limit = 100
const living = 'f.deleted = 0 AND f.mergedInto IS NULL'

/** A filter as the window sends it, and as one would write it in SQL. */
const filters = {
  'list-indexed': { filter: { kind: 'problem' }, column: 'kind', sql: 'f.kind = ?', values: ['problem'] },
  'list-unindexed': {
    filter: { topic: standardTopics[1] },
    column: '',
    sql: 'instr(f.topics, ?) > 0',
    values: [JSON.stringify(standardTopics[1])],
  },
  // a column of the board
  'list-stage': {
    filter: { stage: 'sorted' },
    column: '',
    sql: 'f.stage = ?',
    values: ['sorted'],
  },
  'list-text': {
    filter: { text: rareWord },
    column: '',
    sql: "(f.quote LIKE ? ESCAPE '\\' OR f.summary LIKE ? ESCAPE '\\' OR f.analysis LIKE ? ESCAPE '\\')",
    values: [`%${rareWord}%`, `%${rareWord}%`, `%${rareWord}%`],
  },
} as const
type Name = keyof typeof filters

/** A page of 100 of all findings, by an index, by a set and by words, against the bare SQL and a round trip of as many bytes. */
export const listCase = ({ size, rounds = 12 }: Options): Case => ({
  name: 'list',
  results: Object.keys(filters),
  async run(wanted) {
    const profile = await provinceProfile(size, 'list')
    const window = await openProduct({ profile, windowDir: windowFolder('list'), fineClock: true })
    const reader = openReadable(dataFiles(profile).database)
    const results: Result[] = []
    for (const name of Object.keys(filters).filter((one) => wanted.has(one)) as Name[]) {
      const query = {
        operation: 'findings.list',
        input: { ...filters[name].filter, offset: 0, limit },
        count: eachRound,
      }
      const bytes = { operation: 'settings.get', input: {}, count: eachRound }
      const { rows, total, length } = await window.run(weigh, query)
      const sql = bareSql(reader, name)
      if (sql().rows !== rows || sql().total !== total) throw new Error(`${name}: the bare SQL finds something else`)
      const values: number[] = []
      const trips: number[] = []
      const bare: number[] = []
      for (let round = -1; round < rounds; round++) {
        const ours = await window.run(reads, query)
        const empty = await window.run(reads, bytes)
        const queried = Array.from({ length: eachRound }, () => sql().ms)
        if (round < 0) continue
        values.push(...ours)
        trips.push(...empty)
        bare.push(...queried)
      }
      const parts = `SQL ${median(bare).toFixed(2)} ms + round trip of ${Math.round(length / 1000)} k characters ${median(trips).toFixed(2)} ms (medians)`
      results.push(
        compareTimes({
          ...{ name, unit: 'ms', reference: 'SQL + round trip', by: 'median', gate: 1.5, goal: 1.2, values, rounds },
          ...{ references: [median(bare) + median(trips)], note: `${total.toLocaleString('en')} found; ${parts}` },
        }),
      )
    }
    reader.close()
    await window.close()
    return results
  },
})

/** Count and page, with what a row shows beside its own columns; of two plans for the page the faster one. */
function bareSql(db: ReadableDb, name: Name): () => { ms: number; rows: number; total: number } {
  const { sql, values, column } = filters[name]
  const count = db.prepare(`SELECT count(*) FROM findings f WHERE ${living} AND ${sql}`).pluck()
  const page = (condition: string) =>
    db.prepare(`SELECT f.id, f.campaign, f.team, f.kind, f.topics, f.regions, f.quote, f.summary, f.analysis, f.visits,
        f.meetings, f.statements, f.sites, f.priority, f.stage, f.mergedInto, f.updated,
        (SELECT name FROM teams WHERE id = f.team) AS teamName,
        (SELECT json_group_array(r.name) FROM json_each(f.regions) e JOIN regions r ON r.id = e.value) AS regionNames,
        (SELECT state FROM handover WHERE id = f.id) AS reported,
        (SELECT count(*) FROM conflicts WHERE entity = 'findings' AND id = f.id) AS conflicts
      FROM findings f WHERE ${living} AND ${condition} ORDER BY f.updated DESC, f.id DESC LIMIT ${limit}`)
  const run = (statement: Statement) => {
    const began = performance.now()
    const total = count.get(...values) as number
    const rows = statement.all(...values).length
    return { ms: performance.now() - began, rows, total }
  }
  const plans = [page(sql), page(column ? sql.replace(`f.${column}`, `+f.${column}`) : sql)]
  const cost = plans.map((plan) => median(Array.from({ length: 4 }, () => run(plan).ms)))
  const best = plans[cost[0]! <= cost[1]! ? 0 : 1]!
  return () => run(best)
}

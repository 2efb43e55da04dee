import { join } from 'node:path'
import Database from 'better-sqlite3'
import { dataFiles } from '../../../electron/data/db/folder.ts'
import { openReadable, type WritableDb } from '../../../electron/data/db/open.ts'
import { createResolver, documentsAt } from '../../../electron/data/search/documents.ts'
import { inIndex, openIndex, removeIndex, rowsOfEntity, wordsTable } from '../../../electron/data/search/index-file.ts'
import { indexRecords } from '../../../electron/data/search/index-task.ts'
import { createTokenizer } from '../../../electron/data/search/indexer.ts'
import { loadReader } from '../../../electron/data/search/pinyin.ts'
import { expressionOf } from '../../../electron/data/search/tokens.ts'
import { entities } from '../../../shared/domain/nouns.ts'
import { type Case, compareTimes, median, type Result, timed } from '../measure.ts'
import type { Options } from '../options.ts'
import { beside, reads, weigh } from '../page.ts'
import { taskContext } from '../profile.ts'
import { provinceProfile } from '../province.ts'
import { createRandom } from '../random.ts'
import { openProduct, windowFolder } from '../window.ts'
import { workFolder } from '../workplace.ts'

/** Hits that are shown. */
const top = 50
const living = 'f.deleted = 0 AND f.mergedInto IS NULL'
const columns = ['quote', 'summary', 'analysis']

/** Stretches of what findings say, in the proportions in which they say it, without those that stand in names of places or topics. */
function queriesOf(dataDir: string, lengths: readonly number[], count: number): string[] {
  const db = openReadable(dataFiles(dataDir).database)
  const random = createRandom(20231130)
  const texts = db
    .prepare('SELECT quote FROM findings WHERE quote IS NOT NULL ORDER BY id LIMIT 5000')
    .pluck()
    .all() as string[]
  const elsewhere = [
    ...(db.prepare('SELECT name FROM regions').pluck().all() as string[]),
    ...(db.prepare('SELECT DISTINCT topics FROM findings WHERE topics IS NOT NULL').pluck().all() as string[]),
  ].join('\n')
  db.close()
  const queries = new Set<string>()
  while (queries.size < count) {
    const text = random.pick(texts)
    const length = random.pick(lengths)
    const from = random.below(Math.max(1, text.length - length))
    const query = text.slice(from, from + length)
    if (/^\p{Script=Han}+$/u.test(query) && query.length === length && !elsewhere.includes(query)) queries.add(query)
  }
  return [...queries]
}

async function indexed(size: Options['size'], name: string): Promise<string> {
  const profile = await provinceProfile(size, name)
  await indexRecords(taskContext({ dataDir: profile, device: '' }))
  return profile
}

/** The first of all findings that hold a word, as the window sees them and as the palette asks, against a scan of the texts with LIKE. */
export const searchCase = ({ size, rounds = 4 }: Options): Case => ({
  name: 'search',
  results: ['search', 'search-long', 'search-all', 'search-all-long'],
  async run(wanted) {
    const profile = await indexed(size, 'search')
    const reader = openReadable(dataFiles(profile).database)
    const like = columns.map((column) => `f.${column} LIKE ?`).join(' OR ')
    const scan = reader
      .prepare(`SELECT f.id FROM findings f WHERE ${living} AND (${like}) ORDER BY +f.updated DESC LIMIT ${top}`)
      .pluck()
    const everything = reader.prepare(`SELECT f.id FROM findings f WHERE ${living} AND (${like})`).pluck()
    const index = openIndex(profile)
    const held = index
      .prepare('SELECT d.id FROM words_findings w JOIN docs d ON d.rowid = w.rowid WHERE words_findings MATCH ?')
      .pluck()
    const window = await openProduct({ profile, windowDir: windowFolder('search'), fineClock: true })
    const results: Result[] = []
    for (const [suffix, lengths, gate, goal] of [
      ['', [2], 0.35, 0.2],
      ['-long', [3, 4], 0.2, 0.1],
    ] as const) {
      const queries = queriesOf(profile, lengths, 25)
      const patterns = (text: string) => columns.map(() => `%${text}%`)
      let found = 0
      for (const text of queries) {
        const ours = (held.all(expressionOf(text)) as string[]).sort()
        const theirs = (everything.all(...patterns(text)) as string[]).sort()
        const input = { text, entity: 'findings', offset: 0, limit: top }
        const { rows, total } = await window.run(weigh, { operation: 'search.list', input, count: 1 })
        if (total !== theirs.length || rows !== Math.min(top, total) || ours.join() !== theirs.join())
          throw new Error(`${text}: ${theirs.length} hold it, ${ours.length} are in the index, ${total} found`)
        found += total
      }
      const scans: number[] = []
      const listed: number[] = []
      const all: number[] = []
      for (let round = -1; round < rounds; round++) {
        for (const text of queries) {
          const page = {
            operation: 'search.list',
            input: { text, entity: 'findings', offset: 0, limit: top },
            count: 1,
          }
          const palette = { operation: 'search.query', input: { text, limit: 4 }, count: 1 }
          const ours = await window.run(reads, page)
          const whole = await window.run(reads, palette)
          const began = performance.now()
          scan.all(...patterns(text))
          const ms = performance.now() - began
          if (round < 0) continue
          listed.push(...ours)
          all.push(...whole)
          scans.push(ms)
        }
      }
      const share = Math.round(found / queries.length).toLocaleString('en')
      const lengthsShown = lengths.join('–')
      for (const [name, values, what] of [
        [`search${suffix}`, listed, `the first ${top} findings`],
        [`search-all${suffix}`, all, 'the first 4 of every noun, as one types'],
      ] as const) {
        if (!wanted.has(name)) continue
        results.push(
          compareTimes({
            ...{ name, unit: 'ms', reference: 'LIKE scan', by: 'p95', gate, goal, values, references: scans, rounds },
            note: `${what}; ${queries.length} words of ${lengthsShown} characters, ${share} hits each on average, all checked; median ${median(values).toFixed(1)} ms`,
          }),
        )
      }
    }
    index.close()
    reader.close()
    await window.close()
    return results
  },
})

/** The whole index of a province, records read and taken apart, against FTS5 given the same tokens. */
export const indexCase = ({ size, rounds = 5 }: Options): Case => ({
  name: 'index',
  results: ['index'],
  async run() {
    const profile = await provinceProfile(size, 'index')
    const rows = await tokensOf(profile)
    const values: number[] = []
    const references: number[] = []
    for (let round = -1; round < rounds; round++) {
      removeIndex(profile)
      const ours = await timed(() => indexRecords(taskContext({ dataDir: profile, device: '' })))
      const bare = await timed(() => buildBare(join(workFolder('bare-index'), 'bare.db'), rows))
      if (round < 0) continue
      values.push(ours)
      references.push(bare)
    }
    const note = `${rows.length.toLocaleString('en')} documents; ours reads the records, makes the tokens and counts pairs for likeness too`
    const names = { name: 'index', unit: 'ms', reference: 'bare FTS5', by: 'min', gate: 1.5, goal: 1.2 } as const
    return [compareTimes({ ...names, values, references, note })]
  },
})

type Tokens = [rowid: number, name: Buffer | null, text: Buffer | null]

async function tokensOf(dataDir: string): Promise<Tokens[]> {
  const db = openIndex(dataDir)
  const resolver = createResolver(db)
  const make = createTokenizer(await loadReader())
  const rows: Tokens[] = []
  for (const entity of entities) {
    const rowids = db
      .prepare(`SELECT rowid FROM ${entity} WHERE deleted = 0 ORDER BY updated, rowid`)
      .pluck()
      .all() as number[]
    let { first: rowid } = rowsOfEntity(entity)
    for (let from = 0; from < rowids.length; from += 2000) {
      for (const document of documentsAt(db, entity, rowids.slice(from, from + 2000), resolver)) {
        if (!document.living) continue
        const { name, text } = make(entity, document)
        if (name || text) rows.push([++rowid, name && Buffer.from(name), text && Buffer.from(text)])
      }
    }
  }
  db.close()
  return rows
}

/** FTS5 as it comes, in one transaction and with the same journal. */
function buildBare(file: string, rows: readonly Tokens[]): void {
  const db = new Database(file) as unknown as WritableDb
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('cache_size = -32768')
  db.exec(wordsTable('words'))
  const insert = db.prepare('INSERT INTO words (rowid, name, text) VALUES (?, ?, ?)')
  inIndex(db, () => {
    for (const row of rows) insert.run(...row)
  })
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

/** What resembles one finding among all, against one full-text query; nothing else may wait for it. */
export const similarCase = ({ size, rounds = 4 }: Options): Case => ({
  name: 'similar',
  results: ['similar', 'similar-beside'],
  async run(wanted) {
    const profile = await indexed(size, 'similar')
    const reader = openReadable(dataFiles(profile).database)
    const random = createRandom(20231201)
    const ids = reader.prepare(`SELECT f.id FROM findings f WHERE ${living}`).pluck().all() as string[]
    reader.close()
    const picked = Array.from({ length: 25 }, () => random.pick(ids))
    const words = queriesOf(profile, [2, 3, 4], picked.length)
    const window = await openProduct({ profile, windowDir: windowFolder('similar'), fineClock: true })
    const values: number[] = []
    const references: number[] = []
    const waits: number[] = []
    for (let round = -1; round < rounds; round++) {
      for (const [at, id] of picked.entries()) {
        const similar = { operation: 'findings.similar', input: { id }, count: 1 }
        const query = {
          operation: 'search.list',
          input: { text: words[at], entity: 'findings', offset: 0, limit: top },
          count: 1,
        }
        const ours = await window.run(reads, similar)
        const theirs = await window.run(reads, query)
        const others = await window.run(beside, similar)
        if (round < 0) continue
        values.push(...ours)
        references.push(...theirs)
        waits.push(...others)
      }
    }
    await window.close()
    const names = {
      name: 'similar',
      unit: 'ms',
      reference: 'one full-text query',
      by: 'median',
      gate: 3,
      goal: 1.5,
    } as const
    const results = [
      compareTimes({ ...names, values, references, rounds, note: `${ids.length.toLocaleString('en')} findings` }),
    ]
    if (wanted.has('similar-beside')) {
      const calm = { name: 'similar-beside', unit: 'ms', reference: '50 ms', by: 'p95', gate: 1, goal: 0.3 } as const
      results.push(
        compareTimes({
          ...calm,
          values: waits,
          references: [50],
          rounds,
          note: 'an empty call asked at the same moment',
        }),
      )
    }
    return results
  },
})

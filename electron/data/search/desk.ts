/** The index as the data process uses it: opened with the first question, brought up to date before each, made anew where it is damaged. */
import { randomUUID } from 'node:crypto'
import type { Input } from '../../../shared/contract.ts'
import type { SearchAnswer } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import { searchedEntities } from './catalogue.ts'
import { getMeta, isDamage, isWhole, openIndex, putMeta, removeIndex } from './index-file.ts'
import { catchUp, countOf, isAhead, rangesBehind, refresh } from './indexer.ts'
import { searchEntity } from './query.ts'
import { scan } from './scan.ts'
import { termsOf } from './tokens.ts'

/** So many changes are indexed while a question waits; more is work for a worker, and the answer says that it goes on. */
const atOnce = 200
/** How long a look through all pages is believed, ms. */
const checkedFor = 7 * 24 * 3_600_000
/** After work that failed, ms. */
const rest = 30_000
/** After the start or an import, ms: first what the window asks for. */
const settling = { start: 20_000, import: 3_000 }

export type SearchDesk = {
  search(input: Input<'search.query'> & { offset: number }, reader: ReadableDb): Promise<SearchAnswer>
  /** The index, up to date, or `null` while it is being made. */
  current(): Promise<WritableDb | null>
  /** Much may have been taken in: to be indexed before somebody asks. */
  nudge(): void
  /** Until nothing is left to index. */
  settled(): Promise<void>
  close(): Promise<void>
}

export function createSearchDesk(
  dataDir: string,
  announce: Context['announce'],
  jobs: () => Context['jobs'],
): SearchDesk {
  let db: WritableDb | null = null
  /** The database's version up to which all is indexed. */
  let indexed: unknown
  let tending: Promise<WritableDb | null> | null = null
  let working: Promise<void> | null = null
  let job = ''
  let isClosed = false
  /** No new work before, by `performance.now`: the last came to nothing. */
  let resting = 0
  let timer = later(settling.start)

  function later(ms: number) {
    const started = setTimeout(() => void current().catch(() => {}), ms)
    started.unref()
    return started
  }

  /** In a worker, alone with the file; one that is damaged goes first. */
  function work(isDamaged = false): void {
    shut()
    if (isDamaged) removeIndex(dataDir)
    if (performance.now() < resting) return
    job = randomUUID()
    working = jobs()
      .run<null>('index', {}, job)
      .then(
        () => announce('changed', { entities: ['search'] }),
        () => {
          // a full disk is full for a while
          resting = performance.now() + rest
        },
      )
      .finally(() => {
        working = null
      })
  }

  function shut(): void {
    try {
      if (db) putMeta(db, 'open', '0')
    } catch {
      // damaged: seen at the next start
    }
    db?.close()
    db = null
    indexed = undefined
  }

  /** `null`: a worker is at it. */
  async function tend(): Promise<WritableDb | null> {
    if (isClosed || working) return null
    if (!db) {
      db = openIndex(dataDir)
      if (!isWhole(db) || isAhead(db)) {
        work()
        return null
      }
      // not closed in order, or long not looked at: its pages are read through before they are believed
      if (getMeta(db, 'open') === '1' || Number(getMeta(db, 'checked')) < Date.now() - checkedFor)
        putMeta(db, 'doubt', '1')
      putMeta(db, 'open', '1')
    }
    const version = db.pragma('records.data_version', { simple: true })
    if (version === indexed) return db
    if (getMeta(db, 'doubt') === '1' || countOf(rangesBehind(db)) > atOnce) {
      work()
      return null
    }
    await catchUp(db, () => {})
    indexed = version
    return db
  }

  /** One answer for all who ask meanwhile. */
  function current(): Promise<WritableDb | null> {
    tending ??= tend()
      .catch((error: unknown) => {
        if (!isDamage(error) || isClosed) throw error
        work(true)
        return null
      })
      .finally(() => {
        tending = null
      })
    return tending
  }

  return {
    current,
    async search(input, reader) {
      const terms = termsOf(input.text)
      const { city, team, year, entity, offset, limit } = input
      if (terms.length === 0) return { groups: [], indexing: null }
      const wanted = entity ? [entity] : searchedEntities
      const filter = { city, team, year }
      const index = await current()
      if (index) {
        try {
          const found = wanted.flatMap((one) => searchEntity(index, one, terms, filter, { offset, limit }) ?? [])
          found.sort((a, b) => a.best - b.best)
          for (const { entity, stale } of found) if (stale.length > 0) await refresh(index, entity, stale)
          return { groups: found.map(({ entity, total, hits }) => ({ entity, total, hits })), indexing: null }
        } catch (error) {
          if (!isDamage(error)) throw error
          work(true)
        }
      }
      // the index as it was would miss what has changed since
      const groups = offset > 0 ? [] : await scan(reader, wanted, terms, filter, limit)
      return { groups, indexing: { job } }
    },
    nudge() {
      clearTimeout(timer)
      timer = later(settling.import)
    },
    async settled() {
      while (!isClosed && !(await current())) {
        if (performance.now() < resting) throw new Error('the index cannot be made')
        await working
      }
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await working
      shut()
    },
  }
}

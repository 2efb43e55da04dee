/** In a worker: the index made whole, or what is left of a large import indexed. */
import { entities } from '../../../shared/domain/nouns.ts'
import type { WritableDb } from '../db/open.ts'
import type { TaskContext } from '../tasks.ts'
import { getMeta, isDamage, isWhole, openIndex, putMeta, removeIndex, wordsOf } from './index-file.ts'
import { build, catchUp, countPairs, findingsIn, isAhead, type Step } from './indexer.ts'

/** Pairs are counted again when there are this many times more findings. */
const growth = 1.2

/** Brings the index up to date; one that is damaged, of another version or of another database is made anew. */
export async function indexRecords({ dataDir, progress, throwIfCancelled }: TaskContext): Promise<null> {
  const step: Step = (done, total) => progress('index', done, total)
  const finish = async (db: WritableDb) => {
    await catchUp(db, step, throwIfCancelled)
    if (findingsIn(db) > growth * Number(getMeta(db, 'counted') ?? 0)) countPairs(db)
    db.pragma('main.wal_checkpoint(TRUNCATE)')
  }
  let db = openIndex(dataDir)
  try {
    // thousands of pages a transaction
    db.pragma('main.wal_autocheckpoint = 8192')
    if (isSound(db)) {
      try {
        await finish(db)
        return null
      } catch (error) {
        if (!isDamage(error)) throw error
      }
    }
    db.close()
    removeIndex(dataDir)
    db = openIndex(dataDir)
    await build(db, step, throwIfCancelled)
    putMeta(db, 'checked', String(Date.now()))
    await finish(db)
    return null
  } catch (error) {
    if (!isBuilt(db)) {
      db.close()
      removeIndex(dataDir)
    }
    throw error
  } finally {
    db.close()
  }
}

/** Whether what is there can be gone on with. One that was not closed in order is looked through first. */
function isSound(db: WritableDb): boolean {
  try {
    if (!isWhole(db) || isAhead(db)) return false
    if (getMeta(db, 'doubt') === '1') {
      for (const table of entities.map(wordsOf)) db.exec(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`)
      if (db.pragma('main.quick_check(1)', { simple: true }) !== 'ok') return false
      putMeta(db, 'doubt', '0')
      putMeta(db, 'checked', String(Date.now()))
    }
    return true
  } catch (error) {
    if (isDamage(error)) return false
    throw error
  }
}

function isBuilt(db: WritableDb): boolean {
  try {
    return isWhole(db)
  } catch {
    return false
  }
}

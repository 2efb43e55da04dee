/** In a worker: the index made whole, or what is left of a large import indexed. */
import type { TaskContext } from '../tasks.ts'
import { getMeta, isDamage, isWhole, openIndex, putMeta, removeIndex } from './index-file.ts'
import { build, catchUp, countPairs } from './indexer.ts'

/** Pairs are counted again when there are this many times more documents. */
const growth = 1.2

export async function indexRecords(context: TaskContext): Promise<null> {
  try {
    await indexInto(context)
  } catch (error) {
    if (!isDamage(error)) throw error
    removeIndex(context.dataDir)
    await indexInto(context)
  }
  return null
}

async function indexInto({ dataDir, progress, throwIfCancelled }: TaskContext): Promise<void> {
  const db = openIndex(dataDir)
  try {
    // thousands of pages a batch
    db.pragma('wal_autocheckpoint = 8192')
    if (getMeta(db, 'doubt') === '1') {
      db.exec("INSERT INTO words (words) VALUES ('integrity-check')")
      if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') putMeta(db, 'stamp', '')
      putMeta(db, 'doubt', '0')
    }
    const step = (done: number, total: number) => progress('index', done, total)
    if (!isWhole(db)) await build(db, step, throwIfCancelled)
    await catchUp(db, step, throwIfCancelled)
    const documents = db.prepare('SELECT count(*) FROM docs').pluck().get() as number
    if (documents > growth * Number(getMeta(db, 'counted') ?? 0)) countPairs(db)
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

import { entities } from '../../../shared/domain/nouns.ts'
import { parseChange, refOf } from '../../../shared/sync/change.ts'
import { createFold } from '../../../shared/sync/fold.ts'
import { transaction, type WritableDb } from '../db/open.ts'
import { createInterned } from './interned.ts'
import { createRecordStore } from './record-store.ts'

const batch = 20_000

/**
 * Throws away everything derived from the log and makes it again (I11): after a schema that knows more, or a doubt.
 * Built-in rows are put back by `builtIns` as they came with the program.
 */
export function rebuild(
  db: WritableDb,
  builtIns: (db: WritableDb) => void,
  step: (done: number, total: number) => void = () => undefined,
): void {
  transaction(db, () => {
    for (const table of [...entities, 'links', 'conflicts', 'tombstones', 'unknowns']) db.exec(`DELETE FROM ${table}`)
    builtIns(db)
    const ids = createInterned(db)
    const fold = createFold(createRecordStore(db, ids))
    const total = db.prepare('SELECT count(*) FROM changes').pluck().get() as number
    const select = db.prepare(
      `SELECT device, stream, seq, hash, line FROM changes
       WHERE (device, stream, seq, hash) > (?, ?, ?, ?) ORDER BY device, stream, seq, hash LIMIT ${batch}`,
    )
    let last: [number, number, number, string] = [0, 0, 0, '']
    for (let done = 0; ; ) {
      const rows = select.all(...last) as { device: number; stream: number; seq: number; hash: string; line: string }[]
      const end = rows.at(-1)
      if (!end) break
      for (const row of rows) {
        fold.apply(ids.stream(row.stream), refOf(ids.device(row.device), row.seq, row.hash), parseChange(row.line))
      }
      fold.flush()
      last = [end.device, end.stream, end.seq, end.hash]
      done += rows.length
      step(done, total)
    }
  })
}

import { createHash } from 'node:crypto'
import { entities, nouns } from '../../../shared/domain/nouns.ts'
import { parseChange, type Ref, refOf } from '../../../shared/sync/change.ts'
import { createFold } from '../../../shared/sync/fold.ts'
import { remakeMerges } from '../db/merges.ts'
import { transaction, type WritableDb } from '../db/open.ts'
import { getSetting, putSetting } from '../db/settings.ts'
import { createInterned } from './interned.ts'
import { createRecordStore, type Place } from './record-store.ts'

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
    const store = createRecordStore(db, ids)
    let current: Place = [0, 0, 0, '']
    // The log already holds what is only folded later: such a parent is still awaited.
    const folded = (ref: Ref) => store.placesOf(ref).filter((place) => !isAfter(place, current))
    const fold = createFold({
      ...store,
      known: (_stream, ref) => folded(ref).length > 0,
      streamsOf: (ref) => folded(ref).map(([, stream]) => ids.stream(stream)),
    })
    const total = db.prepare('SELECT count(*) FROM changes').pluck().get() as number
    const select = db.prepare(
      `SELECT device, stream, seq, hash, line FROM changes
       WHERE (device, stream, seq, hash) > (?, ?, ?, ?) ORDER BY device, stream, seq, hash LIMIT ${batch}`,
    )
    for (let done = 0; ; ) {
      const rows = select.all(...current) as {
        device: number
        stream: number
        seq: number
        hash: string
        line: string
      }[]
      if (rows.length === 0) break
      for (const row of rows) {
        current = [row.device, row.stream, row.seq, row.hash]
        fold.apply(ids.stream(row.stream), refOf(ids.device(row.device), row.seq, row.hash), parseChange(row.line))
      }
      fold.flush()
      done += rows.length
      step(done, total)
    }
    remakeMerges(db)
  })
}

const shapeSetting = 'shape'

/**
 * Rebuilds where this version knows other nouns or fields than the one that wrote the tables: what was unknown then is shown now (sync
 * rule 12). A database without a note of it was just made.
 */
export function rebuildAfterUpgrade(db: WritableDb, builtIns: (db: WritableDb) => void): void {
  const shape = createHash('sha256').update(JSON.stringify(nouns)).digest('hex').slice(0, 16)
  const before = getSetting(db, shapeSetting)
  if (before === shape) return
  if (before !== undefined) rebuild(db, builtIns)
  transaction(db, () => putSetting(db, shapeSetting, shape))
}

const isAfter = (a: Place, b: Place): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return (a[i] as number) > (b[i] as number)
  return false
}

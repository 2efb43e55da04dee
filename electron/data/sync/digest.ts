import { createHash } from 'node:crypto'
import { parseChange, refOf } from '../../../shared/sync/change.ts'
import { bucketOf, createLeafLines } from '../../../shared/sync/leaves.ts'
import { dataFiles } from '../db/folder.ts'
import { openReadable, type ReadableDb } from '../db/open.ts'
import type { TaskContext } from '../tasks.ts'
import { hashOf } from './changes.ts'

/** Changes folded at a time; more are done in passes over the log, so that memory stays bounded. */
const changesPerPass = 300_000

/**
 * SHA-256 over the leaves of the log, tombstones and unknown fields included, sorted (sync rule 7): two computers that hold the same
 * set of changes get the same, whatever came in which order. Computed from the log, never from tables.
 */
export function digestOf(
  db: ReadableDb,
  step: (done: number, total: number) => void = () => undefined,
  perPass = changesPerPass,
): { digest: string; changes: number } {
  const devices = new Map(
    (db.prepare('SELECT n, id FROM devices').all() as { n: number; id: string }[]).map(({ n, id }) => [n, id]),
  )
  const changes = db.prepare('SELECT count(*) FROM changes').pluck().get() as number
  const passes = Math.max(1, Math.ceil(changes / perPass))
  const hash = createHash('sha256')
  const select = db.prepare('SELECT device, seq, line FROM changes')
  let read = 0
  for (let pass = 0; pass < passes; pass++) {
    const from = Math.floor((256 * pass) / passes)
    const to = Math.floor((256 * (pass + 1)) / passes)
    const leaves = createLeafLines()
    for (const row of select.iterate() as Iterable<{ device: number; seq: number; line: string }>) {
      if (++read % 20_000 === 0) step(read, changes * passes)
      const change = parseChange(row.line)
      const bucket = bucketOf(change.id)
      if (bucket < from || bucket >= to) continue
      leaves.add(refOf(devices.get(row.device) ?? '', row.seq, hashOf(row.line)), change)
    }
    for (const line of leaves.lines()) hash.update(`${line}\n`)
  }
  return { digest: hash.digest('hex'), changes }
}

export async function computeDigest(context: TaskContext): Promise<{ digest: string; changes: number }> {
  const db = openReadable(dataFiles(context.dataDir).database)
  try {
    return digestOf(db, (done, total) => {
      context.progress('digest', done, total)
      context.throwIfCancelled()
    })
  } finally {
    db.close()
  }
}

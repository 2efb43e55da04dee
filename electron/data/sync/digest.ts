import { createHash } from 'node:crypto'
import { parseChange, refOf } from '../../../shared/sync/change.ts'
import { dataFiles } from '../db/folder.ts'
import { openReadable, type ReadableDb } from '../db/open.ts'
import type { TaskContext } from '../tasks.ts'
import { hashOf } from './changes.ts'

/** Changes folded at a time; more are done in passes over the log, so that memory stays bounded. */
const perPass = 300_000

/**
 * SHA-256 over the leaves of the log, tombstones and unknown fields included, sorted (sync rule 7): two computers that hold the same
 * set of changes get the same, whatever came in which order. Computed from the log, never from tables.
 * A leaf's line is `bucket entity id field ref`, bucket being the record id's last two digits; a ref's hash pins the value.
 */
export function digestOf(
  db: ReadableDb,
  step: (done: number, total: number) => void = () => undefined,
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
    const leaves = new Set<string>()
    const superseded = new Set<string>()
    for (const row of select.iterate() as Iterable<{ device: number; seq: number; line: string }>) {
      if (++read % 20_000 === 0) step(read, changes * passes)
      const change = parseChange(row.line)
      const bucket = change.id.slice(-2)
      const at = Number.parseInt(bucket, 16)
      if (at < from || at >= to) continue
      const ref = refOf(devices.get(row.device) ?? '', row.seq, hashOf(row.line))
      for (const name in change.fields) {
        const key = `${bucket} ${change.entity} ${change.id} ${name} `
        leaves.add(key + ref)
        for (const parent of change.fields[name]?.[1] ?? []) superseded.add(key + parent)
      }
    }
    for (const leaf of [...leaves].filter((line) => !superseded.has(line)).sort()) hash.update(`${leaf}\n`)
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

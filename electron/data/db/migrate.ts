import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import { initial } from './migrations/0010-initial.ts'
import { sealedExchange } from './migrations/0020-sealed-exchange.ts'
import { packageContents } from './migrations/0030-package-contents.ts'
import { outbox } from './migrations/0040-outbox.ts'
import { peerStreams } from './migrations/0050-peer-streams.ts'
import { cleanedPhotos } from './migrations/0060-cleaned.ts'
import { outcomes } from './migrations/0070-outcomes.ts'
import { awaited } from './migrations/0080-awaited.ts'
import { citedVisits } from './migrations/0100-cited-visits.ts'
import { merges } from './migrations/0110-merges.ts'
import { proxySecret } from './migrations/0120-proxy-secret.ts'
import { unsummarized } from './migrations/0130-unsummarized.ts'
import { measureTopics } from './migrations/0150-measure-topics.ts'
import type { WritableDb } from './open.ts'
import { transaction } from './open.ts'

export type Migration = { version: number; up(db: WritableDb): void }

/** In order; numbers only grow, and the schema only adds (sync rule 12). */
export const migrations: Migration[] = [
  initial,
  sealedExchange,
  packageContents,
  outbox,
  peerStreams,
  cleanedPhotos,
  outcomes,
  awaited,
  citedVisits,
  merges,
  proxySecret,
  unsummarized,
  measureTopics,
]

const copiesKept = 3

/**
 * Brings the database to the newest version: each migration in one transaction with its `user_version`, after a copy of the file.
 * A database from a newer version is refused untouched.
 * @throws Refusal `database-newer`
 */
export function migrate(db: WritableDb, steps: Migration[] = migrations): void {
  const current = db.pragma('user_version', { simple: true }) as number
  const newest = steps.at(-1)?.version ?? 0
  if (current > newest) throw new Refusal('database-newer', {}, `database ${current}, program ${newest}`)
  const due = steps.filter((step) => step.version > current)
  if (due.length > 0 && current > 0) copyBefore(db, current)
  for (const step of due) {
    transaction(db, () => {
      step.up(db)
      db.pragma(`user_version = ${step.version}`)
    })
  }
}

/** A whole copy beside the database, made by SQLite itself so that the write-ahead log is part of it. */
function copyBefore(db: WritableDb, version: number): void {
  const folder = join(dirname(db.name), 'backups')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `before-migration-from-${version}.db`)
  if (existsSync(file)) rmSync(file)
  db.prepare('VACUUM INTO ?').run(file)
  const old = readdirSync(folder).sort().slice(0, -copiesKept)
  for (const name of old) rmSync(join(folder, name))
}

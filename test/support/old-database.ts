/** A database of the first version with data in it. The program of today cannot write one: fields have been added since. */
import { rmSync } from 'node:fs'
import { migrate } from '../../electron/data/db/migrate.ts'
import { initial } from '../../electron/data/db/migrations/0010-initial.ts'
import { openWritable, type WritableDb } from '../../electron/data/db/open.ts'
import { createChangeLog } from '../../electron/data/sync/changes.ts'
import { campaignLine } from './packages.ts'

const tablesOf = (db: WritableDb) =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[]
const columnsOf = (db: WritableDb, table: string) =>
  (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)

/** Writes it to `file`, with so many campaigns of one author. */
export function writeOldDatabase(file: string, campaigns: number): void {
  const fresh = openWritable(`${file}-fresh`)
  migrate(fresh)
  const lines = Array.from({ length: campaigns }, (_, n) => campaignLine(n + 1, '慈善'.repeat(300)))
  createChangeLog(fresh, 'abcdefghijklmnop.1', Date.now).receive({
    ...{ device: 'abcdefghijklmnopp.1', stream: 'base', first: 1, last: campaigns, sha256: 'x', lines },
  })
  const old = openWritable(file)
  migrate(old, [initial])
  old.pragma('foreign_keys = OFF')
  old.prepare('ATTACH ? AS fresh').run(fresh.name)
  for (const table of tablesOf(old)) {
    const known = new Set(columnsOf(fresh, table))
    const columns = columnsOf(old, table).filter((name) => known.has(name))
    if (columns.length === 0) continue
    const list = columns.map((name) => `"${name}"`).join(', ')
    old.exec(`INSERT OR REPLACE INTO main."${table}" (${list}) SELECT ${list} FROM fresh."${table}"`)
  }
  old.exec('DETACH fresh')
  old.pragma('wal_checkpoint(TRUNCATE)')
  old.close()
  fresh.close()
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}-fresh${end}`, { force: true })
}

import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Row } from './plain.ts'

type Database = {
  bulkDocs(docs: object[]): Promise<unknown>
  replicate: { to(target: Database, options: object): Promise<{ docs_written: number }> }
  close(): Promise<void>
}
/** Its types are a package of their own, for one call here. */
const PouchDB = createRequire(import.meta.url)('pouchdb') as new (name: string, options: object) => Database

const open = (path: string) => new PouchDB(path, { adapter: 'leveldb' })

/** A database to replicate from, on LevelDB, with one document a row. */
export async function fillPouch(folder: string, rows: readonly Row[]): Promise<Database> {
  const source = open(join(folder, 'source'))
  for (let at = 0; at < rows.length; at += 10_000)
    await source.bulkDocs(
      rows.slice(at, at + 10_000).map(({ id, campaign, kind, quote }) => ({ _id: id, campaign, kind, quote })),
    )
  return source
}

/** One replication into an empty database, with the larger of the usual batch sizes. */
export async function replicateTo(source: Database, folder: string, expected: number): Promise<void> {
  const target = open(join(folder, 'target'))
  const { docs_written } = await source.replicate.to(target, { batch_size: 1000 })
  await target.close()
  if (docs_written !== expected) throw new Error(`PouchDB wrote ${docs_written} of ${expected} documents`)
}

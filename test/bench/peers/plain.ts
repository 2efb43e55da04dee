import { openWritable, transaction } from '../../../electron/data/db/open.ts'

export type Row = { id: string; hlc: number; campaign: string; kind: string; quote: string }

/** The same rows into the same table with its indexes, in one transaction: no log, no merge, no history. */
export function insertPlainly(file: string, rows: readonly Row[]): void {
  const db = openWritable(file)
  const insert = db.prepare('INSERT INTO findings (id, campaign, kind, quote, updated) VALUES (?, ?, ?, ?, ?)')
  transaction(db, () => {
    for (const { id, hlc, campaign, kind, quote } of rows) insert.run(id, campaign, kind, quote, hlc)
  })
  db.close()
}

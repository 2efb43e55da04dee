import { v7 } from 'uuid'
import { wholeText } from '../../../shared/domain/document-text.ts'
import { Refusal } from '../../../shared/result.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { sectionsOf } from '../db/views/citations.ts'
import { rowOf } from '../db/views/rows.ts'
import { storedProfile } from '../keys/own-device.ts'
import type { Edit } from './changes.ts'
import { localTime } from './proceedings.ts'

/**
 * Keeps the text of a document as its next version; belongs to the caller's transaction. The newest one is answered where it says the
 * same and nobody has a note to add.
 * @throws Refusal `not-found`
 */
export function keepVersion(
  context: Context,
  document: string,
  note?: string,
): { version: string; number: number; isNew: boolean } {
  const { db, log } = context
  const row = rowOf(db, 'documents', document)
  if (!row) throw new Refusal('not-found')
  const body = wholeText(row.title, sectionsOf(db, document))
  const last = lastVersion(db, document)
  const stage = row.stage ?? 'draft'
  if (last && last.body === body && last.stage === stage && !note?.trim())
    return { version: last.id, number: last.number ?? 1, isNew: false }
  const number = (last?.number ?? 0) + 1
  const version = v7()
  const fields = {
    document,
    number,
    stage,
    note: note?.trim() || null,
    author: storedProfile(db)?.person || null,
    at: localTime(context.now()),
    body,
  }
  log.write('versions', version, edits(fields))
  return { version, number, isNew: true }
}

type Last = { id: string; number: number | null; stage: string | null; body: string | null }
const lastVersion = (db: ReadableDb, document: string) =>
  prepared(
    db,
    'SELECT id, number, stage, body FROM versions WHERE document = ? AND deleted = 0 ORDER BY number DESC, at DESC, id DESC LIMIT 1',
  ).get(document) as Last | undefined

/** Fields without a value are left out. */
const edits = (fields: Record<string, string | number | null>): Record<string, Edit> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, Edit][] => (value === null ? [] : [[name, { value }]])),
  )

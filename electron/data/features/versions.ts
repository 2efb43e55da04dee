import { v7 } from 'uuid'
import type { Output } from '../../../shared/contract.ts'
import { partsOf, wholeText } from '../../../shared/domain/document-text.ts'
import { between } from '../../../shared/domain/order.ts'
import { Refusal } from '../../../shared/result.ts'
import { text as catalogue } from '../../../shared/text/zh-cn.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { sectionsOf } from '../db/views/citations.ts'
import { rowOf } from '../db/views/rows.ts'
import type { WriteHandlers } from '../handlers.ts'
import { storedProfile } from '../keys/own-device.ts'
import type { Edit } from '../sync/changes.ts'

/**
 * Keeps the text of a document as its next version; belongs to the caller's transaction. The newest one is answered where it says the
 * same and nobody has a note to add.
 * @throws Refusal `not-found`
 */
export function keepVersion(
  context: Context,
  document: string,
  { note, stage }: { note?: string | undefined; stage?: string | undefined } = {},
): Output<'versions.save'> {
  const { db, log } = context
  const row = rowOf(db, 'documents', document)
  if (!row) throw new Refusal('not-found')
  const body = wholeText(row.title, sectionsOf(db, document))
  const last = lastVersion(db, document)
  if (last && last.body === body && !note && !stage) return { version: last.id, number: last.number ?? 1, isNew: false }
  const number = (last?.number ?? 0) + 1
  const version = v7()
  const fields = {
    document,
    number,
    stage: stage ?? row.stage ?? 'draft',
    note: note?.trim() || null,
    author: storedProfile(db)?.person || null,
    at: localTime(context.now()),
    body,
  }
  log.write('versions', version, edits(fields))
  return { version, number, isNew: true }
}

type Last = { id: string; number: number | null; body: string | null }
const lastVersion = (db: ReadableDb, document: string) =>
  prepared(
    db,
    'SELECT id, number, body FROM versions WHERE document = ? AND deleted = 0 ORDER BY number DESC, at DESC, id DESC LIMIT 1',
  ).get(document) as Last | undefined

/** Fields without a value are left out. */
const edits = (fields: Record<string, string | number | null>): Record<string, Edit> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, Edit][] => (value === null ? [] : [[name, { value }]])),
  )

/** Wall-clock time of this computer, to the minute. */
function localTime(at: number): string {
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/**
 * Writes a version's title and sections over today's: a section is the one with the same heading, else the next one left. Belongs to
 * the caller's transaction.
 */
function restore(context: Context, version: string): { document: string; kept: string } {
  const { db, log } = context
  const row = rowOf(db, 'versions', version)
  if (!row?.document) throw new Refusal('not-found')
  const { document } = row
  const note = catalogue.documents.versions.beforeRestore.replace('{number}', String(row.number ?? ''))
  const kept = keepVersion(context, document, { note }).version
  const { title, parts } = partsOf(row.body ?? '')
  log.write('documents', document, { title: { value: title || null } })
  const left = sectionsOf(db, document)
  const take = (heading: string) => {
    const at = left.findIndex((section) => (section.heading ?? '') === heading)
    return at < 0 ? undefined : left.splice(at, 1)[0]
  }
  const matched = parts.map((part) => ({ part, section: take(part.heading) }))
  let last: string | null = null
  for (const { part, section = left.shift() } of matched) {
    const order: string =
      section?.order && (last === null || section.order > last) ? section.order : between(last, null)
    last = order
    const fields: Record<string, Edit> = {
      heading: { value: part.heading || null },
      body: { value: part.body || null },
      order: { value: order },
    }
    log.write('sections', section?.id ?? v7(), section ? fields : { document: { value: document }, ...fields })
  }
  log.mark(
    'sections',
    left.map(({ id }) => id),
    'remove',
  )
  return { document, kept }
}

/** @throws Refusal `data-busy` while an import holds the database */
function whileFree<T>(context: Context, work: () => T): T {
  if (context.jobs.holding()) throw new Refusal('data-busy')
  return context.log.atomically(work)
}

export const versionWrites = {
  'versions.save': (_db, { document, note }, context) => {
    const saved = whileFree(context, () => keepVersion(context, document, { note }))
    context.announce('changed', { entities: ['versions'], ids: [saved.version] })
    return saved
  },
  'versions.restore': (_db, { version }, context) => {
    const { document, kept } = whileFree(context, () => restore(context, version))
    context.announce('changed', { entities: ['documents', 'sections', 'versions'], ids: [document] })
    return { kept }
  },
} satisfies Partial<WriteHandlers>

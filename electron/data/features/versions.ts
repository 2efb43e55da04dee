import { v7 } from 'uuid'
import { partsOf } from '../../../shared/domain/document-text.ts'
import { between } from '../../../shared/domain/order.ts'
import { Refusal } from '../../../shared/result.ts'
import { text as catalogue } from '../../../shared/text/zh-cn.ts'
import type { Context } from '../context.ts'
import { sectionsOf } from '../db/views/citations.ts'
import { rowOf } from '../db/views/rows.ts'
import type { WriteHandlers } from '../handlers.ts'
import type { Edit } from '../sync/changes.ts'
import { keepVersion } from '../sync/keep-version.ts'
import { whileFree } from '../sync/proceedings.ts'

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
  const kept = keepVersion(context, document, note).version
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

export const versionWrites = {
  'versions.save': (_db, { document, note }, context) => {
    const saved = whileFree(context, () => keepVersion(context, document, note))
    context.announce('changed', { entities: ['versions'], ids: [saved.version] })
    return saved
  },
  'versions.restore': (_db, { version }, context) => {
    const { document, kept } = whileFree(context, () => restore(context, version))
    context.announce('changed', { entities: ['documents', 'sections', 'versions'], ids: [document] })
    return { kept }
  },
} satisfies Partial<WriteHandlers>

/** 再建一条同样的: a new record with the same fields, but for what belongs to the one it was made from. */
import type { Entity } from '../../shared/domain/fields.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { call, newId } from '../api.ts'
import { fill } from './fill.ts'
import { go } from './route.ts'
import { saveAllNow } from './save-now.ts'
import { showFailure, showToast } from './toast-store.ts'
import type { Value } from './undo.ts'

/** What a copy does not take over: its own story, and what was said or done once. */
const own = new Set([
  'mergedInto',
  'order',
  'number',
  'minutes',
  'evidence',
  'documents',
  'reviewDate',
  'issued',
  'outcome',
  'outcomeNote',
  'assigned',
])
/** Where every record begins. */
const beginnings: Partial<Record<Entity, Record<string, Value>>> = {
  visits: { status: 'planned', start: null, end: null, precision: null, inferred: null, summary: null },
  measures: { stage: 'proposed' },
  findings: { stage: 'raw' },
  documents: { stage: 'draft' },
  campaigns: { status: 'planned' },
  meetings: { date: null, precision: null },
}

type Copy = { entity: Entity; id: string; values: Record<string, Value> }

/** A record like another; a document with its text, which lies in records of its own. */
async function copyOf(entity: Entity, id: string): Promise<Copy[]> {
  const view = await call('records.get', { entity, id })
  if (!view || view.deleted) return []
  const copy = newId()
  const values = Object.fromEntries(Object.entries(view.fields).filter(([name]) => !own.has(name)))
  const copies: Copy[] = [{ entity, id: copy, values: { ...values, ...beginnings[entity] } }]
  return entity === 'documents' ? [...copies, ...(await textOf(id, copy))] : copies
}

/** Its sections, and what their sentences rest on. */
async function textOf(document: string, copy: string): Promise<Copy[]> {
  const page = await call('documents.page', { id: document })
  if (!page) return []
  const cited = page.citationItems.map(({ id, source: _, ...values }) => ({ was: id, id: newId(), values }))
  const marked = (body: string | null) =>
    cited.reduce((text, { was, id }) => text.replaceAll(`[^${was}]`, `[^${id}]`), body ?? '')
  const sections = new Map(page.sectionItems.map(({ id }) => [id, newId()]))
  return [
    ...page.sectionItems.map(
      ({ id, ...section }): Copy => ({
        entity: 'sections',
        id: sections.get(id) ?? newId(),
        values: { ...section, document: copy, body: marked(section.body) },
      }),
    ),
    ...cited.map(
      ({ id, values }): Copy => ({
        entity: 'citations',
        id,
        values: { ...values, document: copy, section: sections.get(values.section ?? '') ?? null },
      }),
    ),
  ]
}

const given = ({ entity, id, values }: Copy) => ({
  entity,
  id,
  values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== '')),
})

/** Copies of all of them as one step of undo; answers the first one's id. */
async function copyAll(entity: Entity, ids: readonly string[], message: string): Promise<string | null> {
  const copies: Copy[] = []
  for (const id of ids) copies.push(...(await copyOf(entity, id)))
  const [first] = copies
  return first && (await saveAllNow(copies.map(given), message)) ? first.id : null
}

export async function duplicate(entity: Entity, id: string, page: string) {
  try {
    const copy = await copyAll(entity, [id], text.common.duplicated)
    if (copy) go(page, { id: copy })
  } catch (error) {
    showFailure(error)
  }
}

/** Of those: each is read first. */
const mostCopies = 100

/** The copies stand in the list with the others. */
export async function duplicateAll(entity: Entity, ids: readonly string[]) {
  if (ids.length > mostCopies) {
    showToast({ message: fill(text.common.tooManyCopies, { count: mostCopies }) })
    return
  }
  const message = ids.length === 1 ? text.common.duplicated : fill(text.common.duplicatedMany, { count: ids.length })
  await copyAll(entity, ids, message).catch(showFailure)
}

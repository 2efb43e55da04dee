import type { Input, Output } from '../../../shared/contract.ts'
import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { entities, nouns } from '../../../shared/domain/nouns.ts'
import type { Dependent } from '../../../shared/views.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { writtenInto } from '../db/views/citations.ts'
import { titleOf } from '../db/views/titles.ts'
import type { ReadHandlers } from '../handlers.ts'

/** Parts of a record rather than what rests on it: they go with it and come back with it. */
const parts = new Set([
  'agendaItems.meeting',
  'citations.document',
  'citations.section',
  'consultations.document',
  'customValues',
  'opinions.consultation',
  'opinions.document',
  'proceedings',
  'sections.document',
  'versions.document',
])
const isPart = (entity: Entity, field: string) => parts.has(entity) || parts.has(`${entity}.${field}`)

type Pointer = { from: Entity; field: string; isSet: boolean }
/** Every field by which a record may rest on one of a noun. */
const pointers = Object.fromEntries(
  entities.map((target) => [
    target,
    entities.flatMap((from) =>
      Object.entries(nouns[from].fields as Record<string, Field>).flatMap(([field, described]): Pointer[] => {
        const to = described.kind === 'ref' ? described.to : described.kind === 'set' ? described.of : null
        return to === target && !isPart(from, field) ? [{ from, field, isSet: described.kind === 'set' }] : []
      }),
    ),
  ]),
) as Record<Entity, Pointer[]>

/** What somebody saw, heard or concluded: what rests on one of these rests on what that one rests on. */
const sources: ReadonlySet<Entity> = new Set([
  'visits',
  'meetings',
  'statements',
  'sites',
  'findings',
  'directives',
  'attachments',
])
/** Enough to decide by; counts say how many there are. */
const named = 6
/** More than this are not followed any further. */
const followed = 5000

function pointingAt(db: ReadableDb, { from, field, isSet }: Pointer, ids: readonly string[]): string[] {
  const list = 'IN (SELECT value FROM json_each(?))'
  const sql = isSet
    ? `SELECT DISTINCT x.id FROM links l JOIN ${from} x ON x.id = l.id
       WHERE l.target ${list} AND l.entity = '${from}' AND l.field = '${field}' AND x.deleted = 0`
    : `SELECT id FROM ${from} WHERE "${field}" ${list} AND deleted = 0`
  return prepared(db, sql).pluck().all(JSON.stringify(ids)) as string[]
}

/** Citations whose mark still stands in a text. */
const citing = (db: ReadableDb, { field }: Pointer, ids: readonly string[]): string[] =>
  writtenInto(db, field as Parameters<typeof writtenInto>[1], ids).map(({ citation }) => citation)

/**
 * What rests on the given records of a noun and would be without them: living records that name one of them, and, where that is itself
 * a source, what rests on that in turn (a visit → its findings → measures). By noun, the nearest first; `merged`: what is shown under a
 * finding and would be shown by itself.
 */
export function listDependents(
  db: ReadableDb,
  { entity, ids }: Input<'records.dependents'>,
): Output<'records.dependents'> {
  const found = new Map<string, { entity: Entity; relation: Dependent['relation']; ids: Set<string> }>()
  const seen = new Set(ids.map((id) => entity + id))
  let level: { entity: Entity; ids: string[] }[] = [{ entity, ids }]
  for (let depth = 0; level.length > 0; depth++) {
    const next = new Map<Entity, string[]>()
    for (const targets of level) {
      if (depth > 0 && !sources.has(targets.entity)) continue
      for (const pointer of pointers[targets.entity]) {
        const isMerge = pointer.field === 'mergedInto'
        if (isMerge && depth > 0) continue
        const relation = isMerge ? 'merged' : depth === 0 ? 'direct' : 'through'
        const pointing =
          pointer.from === 'citations' ? citing(db, pointer, targets.ids) : pointingAt(db, pointer, targets.ids)
        for (const id of pointing) {
          if (seen.has(pointer.from + id)) continue
          seen.add(pointer.from + id)
          const key = isMerge ? 'merged' : pointer.from
          const group = found.get(key) ?? { entity: pointer.from, relation, ids: new Set() }
          found.set(key, group)
          group.ids.add(id)
          // what is merged into it keeps its own sources and outcomes
          if (!isMerge && sources.has(entity)) next.set(pointer.from, [...(next.get(pointer.from) ?? []), id])
        }
      }
    }
    level = [...next].map(([entity, ids]) => ({ entity, ids: ids.slice(0, followed) }))
  }
  return [...found.values()].map((group) => ({
    entity: group.entity,
    relation: group.relation,
    count: group.ids.size,
    items: [...group.ids].slice(0, named).map((id) => ({
      id,
      title: titleOf(db, group.entity, id),
      within: withinOf(db, group.entity, id),
    })),
  }))
}

/** The record on whose page it is to be seen, for those that have none of their own. */
function withinOf(db: ReadableDb, entity: Entity, id: string): string | null {
  const column =
    entity === 'citations' ? 'document' : entity === 'statements' || entity === 'directives' ? 'meeting' : null
  if (column === null) return null
  return (
    (prepared(db, `SELECT ${column} FROM ${entity} WHERE id = ?`).pluck().get(id) as string | null | undefined) ?? null
  )
}

export const dependentReads = { 'records.dependents': listDependents } satisfies Partial<ReadHandlers>

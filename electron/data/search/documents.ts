/** What a record says to a searcher, read from its row and from those it points at. */
import type { Entity } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { elements } from '../db/views/rows.ts'
import { catalogue } from './catalogue.ts'
import { firstField, type Path } from './paths.ts'

type Row = Record<string, string | number | null>

export type Document = {
  id: string
  /** Neither deleted nor merged into another. */
  living: boolean
  names: string[]
  /** One a path of the noun's line, `''` where it says nothing. */
  texts: string[]
}

const mergeable = (entity: Entity): boolean => 'mergedInto' in nouns[entity].fields

/** Columns a document is made of. */
const columns = Object.fromEntries(
  (Object.keys(nouns) as Entity[]).map((entity) => {
    const { name, text, says } = catalogue[entity]
    const fields = [...name, ...text].map(firstField).filter((field) => field !== null)
    return [entity, [...new Set([...fields, ...(says?.of ?? []), ...(mergeable(entity) ? ['mergedInto'] : [])])]]
  }),
) as Record<Entity, string[]>

/** Fields of a record whose change changes its document. */
export const ownFields = Object.fromEntries(
  Object.entries(columns).map(([entity, fields]) => [entity, new Set(fields)]),
) as Record<Entity, Set<string>>

const listed = (value: string | number | null | undefined, isSet: boolean): string[] => {
  if (value === null || value === undefined || value === '') return []
  return isSet ? elements(value) : [String(value)]
}

/**
 * Reads along paths; what is found is remembered, so one serves a batch and not longer.
 */
export function createResolver(db: ReadableDb) {
  const known = new Map<Path, Map<string, string[]>>()
  const column = (entity: Entity, field: string, id: string) =>
    prepared(db, `SELECT "${field}" FROM ${entity} WHERE id = ?`).pluck().get(id) as string | number | null | undefined

  /** From the record `id`, `at` steps along the path. */
  function from(path: Path, at: number, id: string): string[] {
    const { steps, end } = path
    const step = steps[at]
    if (!step && end.field === null) return [id]
    let found = known.get(path)
    if (!found) {
      found = new Map()
      known.set(path, found)
    }
    const key = `${at}${id}`
    let values = found.get(key)
    if (!values) {
      values = step
        ? listed(column(step.entity, step.field, id), step.isSet).flatMap((next) => from(path, at + 1, next))
        : listed(column(end.entity, end.field as string, id), end.isSet)
      found.set(key, values)
    }
    return values
  }

  return {
    /** What a path leads to from a row that holds its first field. */
    valuesAt(path: Path, row: Row): string[] {
      const [first] = path.steps
      if (first) return listed(row[first.field], first.isSet).flatMap((id) => from(path, 1, id))
      return path.end.field === null ? [row.id as string] : listed(row[path.end.field], path.end.isSet)
    },
    /** The same from a record by its id. */
    valuesOf: (path: Path, id: string): string[] => from(path, 0, id),
  }
}
export type Resolver = ReturnType<typeof createResolver>

function documentOf(entity: Entity, row: Row, { valuesAt }: Resolver): Document {
  const { name, text, says } = catalogue[entity]
  const names: string[] = []
  const add = (value: string | null | undefined) => {
    const trimmed = value?.trim()
    // 盐城市 says nothing beside 盐城市座谈会
    if (trimmed && !names.some((other) => other.includes(trimmed))) names.push(trimmed)
  }
  const found = name.flatMap((path) => valuesAt(path, row))
  if (says) add(says.as(row, found))
  for (const value of found) add(value)
  return {
    id: row.id as string,
    living: row.deleted === 0 && (row.mergedInto ?? null) === null,
    names,
    texts: text.map((path) => {
      const values = valuesAt(path, row)
      return values.length < 2 ? (values[0] ?? '') : values.join('\n')
    }),
  }
}

const selected = (entity: Entity): string =>
  ['id', 'deleted', ...columns[entity]].map((name) => `x."${name}"`).join(', ')

/** The records of `ids` as far as they are here, in their order. */
export function documentsById(db: ReadableDb, entity: Entity, ids: readonly string[], resolver: Resolver): Document[] {
  const sql = `SELECT ${selected(entity)} FROM json_each(?) j CROSS JOIN ${entity} x ON x.id = j.value ORDER BY j.key`
  return (prepared(db, sql).all(JSON.stringify(ids)) as Row[]).map((row) => documentOf(entity, row, resolver))
}

/** The same by the places the records' rows have in their table, which is quicker for all of them. */
export function documentsAt(db: ReadableDb, entity: Entity, rowids: readonly number[], resolver: Resolver): Document[] {
  const sql = `SELECT ${selected(entity)} FROM json_each(?) j CROSS JOIN ${entity} x ON x.rowid = j.value ORDER BY j.key`
  return (prepared(db, sql).all(JSON.stringify(rowids)) as Row[]).map((row) => documentOf(entity, row, resolver))
}

import type { Entity, Field } from '../../../../shared/domain/fields.ts'
import { nouns, type Row } from '../../../../shared/domain/nouns.ts'
import { millisecondsOf } from '../../../../shared/sync/clock.ts'
import type { Named, Reported } from '../../../../shared/views.ts'
import type { ReadableDb } from '../open.ts'
import { prepared } from '../prepared.ts'

/** A row as SQLite returns it. */
export type Raw = Record<string, string | number | null>

const shapes = Object.fromEntries(
  Object.entries(nouns).map(([entity, noun]) => {
    const fields = Object.entries(noun.fields) as [string, Field][]
    return [
      entity,
      {
        names: ['id', ...fields.map(([name]) => name)],
        sets: fields.filter(([, f]) => f.kind === 'set').map(([n]) => n),
      },
    ]
  }),
) as Record<Entity, { names: string[]; sets: string[] }>

/** `id` and the noun's own columns, quoted; the columns of the merge (`stream`, `meta` …) are not among them. */
export const columnsOf = (entity: Entity, alias: string): string =>
  shapes[entity].names.map((name) => `${alias}."${name}"`).join(', ')

/** Elements of a set column; `NULL` is the empty set. */
export const elements = (column: string | number | null | undefined): string[] =>
  typeof column === 'string' && column !== '' ? (JSON.parse(column) as string[]) : []

/** Turns the noun's set columns of `raw` into arrays, in place; other columns (`updated`) stay. */
export function toRow<E extends Entity>(entity: E, raw: Raw): Row<E> {
  const row = raw as Record<string, unknown>
  for (const name of shapes[entity].sets) row[name] = elements(raw[name])
  return row as Row<E>
}

/** One record with `updated` (milliseconds since 1970), or `null` where it is missing or deleted. */
export function rowOf<E extends Entity>(
  db: ReadableDb,
  entity: E,
  id: string | null,
): (Row<E> & { updated: number }) | null {
  if (id === null) return null
  const sql = `SELECT ${columnsOf(entity, 'x')}, x.updated FROM ${entity} x WHERE x.id = ? AND x.deleted = 0`
  const raw = prepared(db, sql).get(id) as Raw | undefined
  if (!raw) return null
  raw.updated = millisecondsOf(raw.updated as number)
  return toRow(entity, raw) as Row<E> & { updated: number }
}

/** The records of `ids` in their order, without `updated`; missing ones are left out. */
export function rowsOf<E extends Entity>(db: ReadableDb, entity: E, ids: readonly string[]): Row<E>[] {
  return ids.flatMap((id) => {
    const row = rowOf(db, entity, id)
    return row ? [plain<E>(row)] : []
  })
}

/** The record alone. */
export function plain<E extends Entity>({ updated: _, ...row }: Row<E> & { updated: number }): Row<E> {
  return row as unknown as Row<E>
}

/** Every row of a query over `entity`; `sql` selects `columnsOf(entity, …)`. */
export const allRows = <E extends Entity>(
  db: ReadableDb,
  entity: E,
  sql: string,
  ...values: (string | number)[]
): Row<E>[] => (prepared(db, sql).all(...values) as Raw[]).map((raw) => toRow(entity, raw))

type WithName = 'campaigns' | 'teams' | 'regions' | 'organizations' | 'people' | 'sites' | 'projects'

/** A record's name; `null` where it has none or has not arrived. A deleted record keeps its name. */
export function nameOf(db: ReadableDb, entity: WithName, id: string | null): string | null {
  if (id === null) return null
  return (prepared(db, `SELECT name FROM ${entity} WHERE id = ?`).pluck().get(id) as string | null | undefined) ?? null
}

/** `nameOf` that asks once for each record: a page names the same few teams and cities on every row. */
export function namer(db: ReadableDb): (entity: WithName, id: string | null) => string | null {
  const known = new Map<string, string | null>()
  return (entity, id) => {
    if (id === null) return null
    const key = entity + id
    let name = known.get(key)
    if (name === undefined) {
      name = nameOf(db, entity, id)
      known.set(key, name)
    }
    return name
  }
}

export const named = (db: ReadableDb, entity: WithName, ids: readonly string[]): Named[] =>
  ids.map((id) => ({ id, name: nameOf(db, entity, id) }))

const states: Reported[] = ['unreported', 'exported', 'acknowledged']

/** The word for a state of `handover`; none where nothing of the record was written here. */
export const reportedBy = (state: number | null | undefined): Reported =>
  (typeof state === 'number' ? states[state] : undefined) ?? null

/** Whether what was written here has been handed in. */
export const reportedOf = (db: ReadableDb, id: string): Reported =>
  reportedBy(prepared(db, 'SELECT state FROM handover WHERE id = ?').pluck().get(id) as number | undefined)

/** Fields of the record that wait for a decision. */
export const conflictsOf = (db: ReadableDb, entity: Entity, id: string): number =>
  prepared(db, 'SELECT count(*) FROM conflicts WHERE entity = ? AND id = ?').pluck().get(entity, id) as number

/** The same for the records of a JSON list; those without any are left out. */
export function conflictCounts(db: ReadableDb, entity: Entity, list: string): Map<string, number> {
  const sql = `SELECT id, count(*) AS n FROM conflicts WHERE entity = ? AND id IN (SELECT value FROM json_each(?)) GROUP BY id`
  const rows = prepared(db, sql).all(entity, list) as { id: string; n: number }[]
  return new Map(rows.map(({ id, n }) => [id, n]))
}

export const countOf = (db: ReadableDb, sql: string, ...values: (string | number)[]): number =>
  (prepared(db, sql)
    .pluck()
    .get(...values) as number | null) ?? 0

/**
 * How often each of `ids` is named by a living record of another noun. One query a referring column, not one a record:
 * not every such column has an index.
 */
export function usesOf(db: ReadableDb, entity: Entity, ids: readonly string[]): Map<string, number> {
  const uses = new Map<string, number>()
  if (ids.length === 0) return uses
  const list = JSON.stringify(ids)
  const add = (sql: string) => {
    for (const { target, n } of prepared(db, sql).all(list) as { target: string; n: number }[]) {
      uses.set(target, (uses.get(target) ?? 0) + n)
    }
  }
  const wanted = 'IN (SELECT value FROM json_each(?))'
  add(`SELECT target, count(*) AS n FROM links WHERE target ${wanted} GROUP BY target`)
  for (const [from, noun] of Object.entries(nouns)) {
    for (const [name, field] of Object.entries(noun.fields) as [string, Field][]) {
      if (field.kind !== 'ref' || field.to !== entity || name === 'mergedInto') continue
      add(`SELECT "${name}" AS target, count(*) AS n FROM ${from} WHERE deleted = 0 AND "${name}" ${wanted} GROUP BY 1`)
    }
  }
  return uses
}

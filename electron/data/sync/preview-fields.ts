import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { fieldOf, nouns } from '../../../shared/domain/nouns.ts'
import { type Change, deletedField, type Json } from '../../../shared/sync/change.ts'
import { columnOf, type Folded, targetOf } from '../../../shared/sync/fold.ts'
import type { FieldChange, ShownValue } from '../../../shared/views.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'

type Columns = Folded['columns']
type Value = Columns[string]
type Touched = { entity: Entity; id: string; before: Columns; names: Set<string>; conflicts: Set<string> }

/** A person compares beginnings; the whole text is there once it is taken in. */
const cutAt = 2_000
const elementsNamed = 20
/** Characters kept for one package: an answer stays small, whatever is in it. */
const budget = 2_000_000

const nothing: ShownValue = { value: null, shown: null }
/** One side deleted what the other changed. */
const deletionMet: FieldChange = { field: deletedField, before: nothing, after: nothing, conflict: true }

type Fold = {
  /** Columns as the fold in memory has them. */
  columns: (entity: string, id: string) => Columns
  title: (entity: string, id: string) => string
  /** Every new change folded so far, oldest first. */
  incoming: () => Iterable<Change>
}

/** Gathers, while packages are folded in memory, what each of the listed records had before and has after one of them. */
export function createFieldChanges(db: ReadableDb, fold: Fold) {
  let touched = new Map<string, Touched>()

  /** A value of a row: sets as arrays, in memory and in the database alike. */
  function here(entity: Entity, id: string, name: string): Value {
    const row = prepared(db, `SELECT * FROM ${entity} WHERE id = ?`).get(id) as Record<string, string | number | null>
    const value = row?.[name] ?? null
    const isSet = (nouns[entity].fields as Record<string, Field>)[name]?.kind === 'set'
    return isSet ? (typeof value === 'string' ? (JSON.parse(value) as string[]) : []) : value
  }

  function shownValue(entity: Entity, name: string, value: Value): ShownValue {
    if (Array.isArray(value)) {
      const of = (nouns[entity].fields as Record<string, Field>)[name]
      const names = value
        .slice(0, elementsNamed)
        .map((element) => (of?.kind === 'set' && of.of !== 'text' ? fold.title(of.of, element) : element))
      const more = value.length > elementsNamed ? '…' : ''
      return {
        value: value.length === 0 ? null : value.length,
        shown: names.length > 0 ? names.join('、') + more : null,
      }
    }
    const target = targetOf(fieldOf(entity, name), name, value)
    if (target) return { value, shown: fold.title(target[0], target[1]) }
    return {
      value: typeof value === 'string' && value.length > cutAt ? `${value.slice(0, cutAt)}…` : value,
      shown: null,
    }
  }

  /** What the other side wrote where both did; the fold shows the higher one, which may be ours. */
  function writtenByThem(): Map<string, Json> {
    const written = new Map<string, Json>()
    if (![...touched.values()].some(({ conflicts }) => conflicts.size > 0)) return written
    for (const { entity, id, fields } of fold.incoming()) {
      const conflicts = touched.get(entity + id)?.conflicts
      if (conflicts?.size)
        for (const name in fields)
          if (conflicts.has(name)) written.set(`${entity}${id} ${name}`, fields[name]?.[0] ?? null)
    }
    return written
  }

  function changeOf({ entity, id, before, conflicts }: Touched, name: string, theirs: Map<string, Json>): FieldChange {
    const old = before[name] ?? here(entity, id, name)
    const now = fold.columns(entity, id)[name]
    const field = fieldOf(entity, name)
    const conflict = conflicts.has(name)
    const written = theirs.get(`${entity}${id} ${name}`)
    const after = conflict && field && written !== undefined ? columnOf(field, written) : (now ?? null)
    return {
      field: name,
      before: shownValue(entity, name, old),
      after: shownValue(entity, name, after),
      conflict,
    }
  }

  function fieldsOf(one: Touched, theirs: Map<string, Json>): FieldChange[] {
    return Object.keys(nouns[one.entity].fields)
      .filter((name) => one.names.has(name) || one.conflicts.has(name))
      .map((name) => changeOf(one, name, theirs))
      .filter(({ before, after, conflict }) => conflict || JSON.stringify(before) !== JSON.stringify(after))
      .concat(one.conflicts.has(deletedField) ? [deletionMet] : [])
  }

  return {
    /** Before the bundles of a package. */
    begin(): void {
      touched = new Map()
    },
    /** Called before the columns of a record change in memory. */
    touch(entity: Entity, id: string, names: string[]): void {
      const known = touched.get(entity + id)
      const one = known ?? {
        entity,
        id,
        before: { ...fold.columns(entity, id) },
        names: new Set<string>(),
        conflicts: new Set<string>(),
      }
      touched.set(entity + id, one)
      for (const name of names) one.names.add(name)
    },
    conflict(entity: string, id: string, field: string): void {
      touched.get(entity + id)?.conflicts.add(field.split('/')[0] ?? field)
    },
    /** What the package changes about each record, by entity and id. */
    end(): Record<string, FieldChange[]> {
      const changes: Record<string, FieldChange[]> = {}
      const theirs = writtenByThem()
      let kept = 0
      for (const [key, one] of touched) {
        const fields = fieldsOf(one, theirs)
        kept += JSON.stringify(fields).length
        if (kept > budget) break
        changes[key] = fields
      }
      return changes
    },
  }
}

/**
 * `team.leader` of a visit: from a record along references to a text. A path that ends at a record stands for its name. Paths are read
 * forwards for what a record says, and backwards for which records say something of a changed one.
 */
import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'

type Step = { entity: Entity; field: string; isSet: boolean; to: Entity }
export type Path = {
  entity: Entity
  steps: readonly Step[]
  /** The noun the path ends in and its field there; `null`: the record itself. */
  end: { entity: Entity; field: string | null; isSet: boolean }
}

const fieldsOf = (entity: Entity): Record<string, Field> => nouns[entity].fields

/** The field that names a record, if its noun has one. */
export function nameField(entity: Entity): string | null {
  const fields = fieldsOf(entity)
  return ['name', 'title'].find((name) => name in fields) ?? null
}

/**
 * Reads a path. `to: 'name'`: one that ends at records goes on to their names; `to: 'record'`: it ends there, and so does the empty
 * path at the record it begins with.
 */
export function pathOf(entity: Entity, words: string, to: 'name' | 'record' = 'name'): Path {
  const steps: Step[] = []
  let here = entity
  for (const name of words === '' ? [] : words.split('.')) {
    const field = fieldsOf(here)[name]
    if (!field) throw new Error(`${entity}: no path ${words}`)
    const target = field.kind === 'ref' ? field.to : field.kind === 'set' && field.of !== 'text' ? field.of : null
    if (target === null) return { entity, steps, end: { entity: here, field: name, isSet: field.kind === 'set' } }
    steps.push({ entity: here, field: name, isSet: field.kind === 'set', to: target })
    here = target
  }
  const field = to === 'name' && steps.length > 0 ? nameField(here) : null
  if (to === 'name' && field === null) throw new Error(`${entity}: ${words} has no name`)
  return { entity, steps, end: { entity: here, field, isSet: false } }
}

/** The field of its own noun a path begins with. */
export const firstField = ({ steps, end }: Path): string | null => steps[0]?.field ?? end.field

/**
 * SQL for the ids of records whose first `depth` steps lead to ids that `targets` selects: sets by their links, references by their
 * column.
 */
export function reaching({ steps }: Path, targets: string, depth = steps.length): string {
  let sql = targets
  for (const { entity, field, isSet } of steps.slice(0, depth).reverse()) {
    sql = isSet
      ? `SELECT id FROM links WHERE target IN (${sql}) AND entity = '${entity}' AND field = '${field}'`
      : `SELECT id FROM ${entity} WHERE "${field}" IN (${sql})`
  }
  return sql
}

/** Fields by which a record elsewhere decides what records of `path.entity` say, with how many steps lead to it. */
export function watchedBy({ steps, end }: Path): { entity: Entity; field: string; depth: number }[] {
  const watched = steps.slice(1).map(({ entity, field }, at) => ({ entity, field, depth: at + 1 }))
  if (steps.length > 0 && end.field) watched.push({ entity: end.entity, field: end.field, depth: steps.length })
  return watched
}

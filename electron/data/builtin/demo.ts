import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { builtInId } from '../../../shared/domain/ids.ts'
import { nouns } from '../../../shared/domain/nouns.ts'

export type DemoRecord = { entity: Entity; id: string; fields: Record<string, string | number | string[] | null> }

const demoSet = 'jiangsu-2023'

type Written = { entity: Entity; slug: string; fields: DemoRecord['fields'] }

/** In the file a reference is the slug of another record, or the GB/T 2260 code of a built-in region. */
const idOf = (entity: Entity, name: string): string =>
  builtInId(entity, entity === 'regions' && /^\d{6}$/.test(name) ? name : `${demoSet}/${name}`)

function resolved(field: Field | undefined, value: DemoRecord['fields'][string]): DemoRecord['fields'][string] {
  if (field?.kind === 'ref' && typeof value === 'string') return idOf(field.to, value)
  if (field?.kind !== 'set' || !Array.isArray(value)) return value
  const { of } = field
  return (of === 'text' ? [...value] : value.map((name) => idOf(of, name))).sort()
}

/**
 * The demonstration data: what the press text of 2023-12-05 says and nothing else, always in the same order; a record comes after
 * those it refers to. Fields the text leaves open are absent. Sets are sorted as in rows.
 */
export function demoRecords(resourcesDir: string): DemoRecord[] {
  const file = join(resourcesDir, 'demo', `${demoSet}.json`)
  const written = JSON.parse(readFileSync(file, 'utf8')) as Written[]
  return written.map(({ entity, slug, fields }) => {
    const shape = nouns[entity].fields as Record<string, Field>
    const values = Object.entries(fields).map(([name, value]) => [name, resolved(shape[name], value)])
    return { entity, id: idOf(entity, slug), fields: Object.fromEntries(values) }
  })
}

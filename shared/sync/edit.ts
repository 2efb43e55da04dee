import type { Entity, Field } from '../domain/fields.ts'
import { nouns } from '../domain/nouns.ts'
import { Refusal } from '../result.ts'
import { deletedField, type FieldWrite, type Json, limits, partsOf, type Ref } from './change.ts'
import { columnOf, type Held } from './fold.ts'
import { sameValue, type Vector } from './merge.ts'
import { type ReadWrite, resolveField } from './resolve.ts'

export type Value = string | number | null | string[]
/** `base`: what the editor was opened on (write references; for a set its elements). Left out: what is shown now. */
export type Edit = { value: Value; base?: string[] | undefined }

/** A record as the writing computer holds it: what a decision to write rests on. */
export type Desk = {
  device: string
  held: Held | undefined
  /** What a field shows: the column's value, a set's elements. */
  shown(name: string): Value
  deleted: boolean
  known(ref: Ref): boolean
  read: ReadWrite
}

type Writes = Record<string, FieldWrite>
const fieldsOf = (entity: Entity) => nouns[entity].fields as Record<string, Field>
const leavesOf = (desk: Desk, name: string): Ref[] => desk.held?.state.leaves.get(name) ?? []

/**
 * The writes the end of an edit session makes: what differs, with the parents sync rule 3 asks for.
 * @throws Refusal `bad-input` for a field the noun does not have
 */
export function writesOf(desk: Desk, entity: Entity, edits: Record<string, Edit>): Writes {
  const writes: Writes = {}
  for (const [name, edit] of Object.entries(edits)) {
    const field = Object.hasOwn(nouns[entity].fields, name) ? fieldsOf(entity)[name] : undefined
    if (!field) throw new Refusal('bad-input', {}, `${entity}.${name}`)
    if (field.kind === 'set') editSet(desk, name, edit, writes)
    else editField(desk, name, field, edit, writes)
  }
  return writes
}

function editField(desk: Desk, name: string, field: Field, edit: Edit, writes: Writes): void {
  const value = columnOf(field, edit.value as Json) as Json
  const leaves = leavesOf(desk, name)
  const base = edit.base ? edit.base.filter((ref) => isKnown(desk, name, ref)) : shownHeads(desk, name, field)
  const parents = withOwn(desk, name, base)
  const settles =
    leaves.length > 1 &&
    leaves.every((leaf) => parents.includes(leaf)) &&
    shownHeads(desk, name, field).length < leaves.length
  if (!settles) {
    if (sameValue(value, desk.shown(name) as Json)) return
    // Left as it was opened, while another computer's value arrived: that one stays.
    if (base.length > 0 && base.length === parents.length && base.length === edit.base?.length) {
      if (sameValue(value, columnOf(field, resolve(desk, name, field, base).value))) return
    }
  }
  writes[name] = [value, parents]
}

/** Only the difference to what the editor was opened on is logged, one field an element. */
function editSet(desk: Desk, name: string, edit: Edit, writes: Writes): void {
  const wanted = Array.isArray(edit.value) ? edit.value : []
  const shown = desk.shown(name)
  const now = Array.isArray(shown) ? shown : []
  const base = edit.base ?? now
  const put = (element: string, present: boolean) => {
    writes[`${name}/${element}`] = [present, leavesOf(desk, `${name}/${element}`).slice(0, limits.parents)]
  }
  for (const element of wanted) if (!base.includes(element) && !now.includes(element)) put(element, true)
  for (const element of base) if (!wanted.includes(element) && now.includes(element)) put(element, false)
}

/** A person's choice among the leaves of a conflict: an ordinary write that names them all (sync rule 3). */
export const choiceOf = (desk: Desk, name: string, value: Json, leaves: Ref[]): FieldWrite => [
  value,
  withOwn(
    desk,
    name,
    leaves.filter((ref) => isKnown(desk, name, ref)),
  ),
]

/** A tombstone with all its author knew, or its revocation (sync rule 4); `undefined` where nothing would change. */
export function deletionOf(desk: Desk, vector: Vector | null): FieldWrite | undefined {
  const leaves = leavesOf(desk, deletedField)
  if (vector ? desk.deleted : leaves.every((ref) => (desk.read(ref)?.fields[deletedField]?.[0] ?? null) === null))
    return
  return [vector, leaves.slice(0, limits.parents)]
}

/** What an editor sends back as `base`: write references, or the elements of a set. */
export function headsOf(desk: Desk, entity: Entity, names: string[]): Record<string, string[]> {
  const heads: Record<string, string[]> = {}
  for (const name of names) {
    const field = fieldsOf(entity)[name]
    if (field) heads[name] = field.kind === 'set' ? (desk.held?.sets[name] ?? []) : shownHeads(desk, name, field)
  }
  return heads
}

/** The leaves that hold the value shown: all of them where they agree or merge cleanly. */
function shownHeads(desk: Desk, name: string, field: Field): Ref[] {
  const refs = leavesOf(desk, name)
  if (refs.length < 2) return refs
  const { value, conflict } = resolve(desk, name, field, refs)
  return conflict ? refs.filter((ref) => sameValue(desk.read(ref)?.fields[name]?.[0] ?? null, value)) : refs
}

const resolve = (desk: Desk, name: string, field: Field, refs: Ref[]) =>
  resolveField(
    name,
    field.kind === 'prose',
    refs.map((ref) => {
      const write = desk.read(ref)
      return { ref, hlc: write?.hlc ?? 0, value: write?.fields[name]?.[0] ?? null }
    }),
    desk.read,
  )

const isKnown = (desk: Desk, name: string, ref: Ref) => leavesOf(desk, name).includes(ref) || desk.known(ref)

/** One device never conflicts with itself (I8): its own leaves are always superseded. */
function withOwn(desk: Desk, name: string, base: Ref[]): Ref[] {
  const own = leavesOf(desk, name).filter((leaf) => partsOf(leaf).device === desk.device)
  return [...new Set([...own, ...base])].slice(0, limits.parents)
}

/** The stream a new record joins (sync rule 1): that of the first record its noun's rule leads to. */
export function streamOf(
  entity: Entity,
  id: string,
  fieldValue: (name: string) => Value | undefined,
  streamOfRecord: (entity: Entity, id: string) => string | undefined,
): string {
  const rule = nouns[entity].stream
  if (rule === 'own') return id
  for (const name of rule === 'base' ? [] : rule) {
    const field = fieldsOf(entity)[name]
    const value = fieldValue(name)
    const target = Array.isArray(value) ? value[0] : value
    const to = field?.kind === 'ref' ? field.to : field?.kind === 'set' && field.of !== 'text' ? field.of : undefined
    const stream = to && typeof target === 'string' ? streamOfRecord(to, target) : undefined
    if (stream) return stream
  }
  return 'base'
}

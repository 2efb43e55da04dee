import type { Input } from '../../../shared/contract.ts'
import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { isStaged, proceedingField, type StagedNoun } from '../../../shared/domain/guarded.ts'
import { breachRefusals } from '../../../shared/domain/ledger-rules.ts'
import { fieldOf, nouns } from '../../../shared/domain/nouns.ts'
import { Refusal } from '../../../shared/result.ts'
import { deletedField, type Json, partsOf, type Ref } from '../../../shared/sync/change.ts'
import { columnOf, type Held, targetOf } from '../../../shared/sync/fold.ts'
import { distinctLeaves, type Leaf, sameValue, type Vector } from '../../../shared/sync/merge.ts'
import { mergeProse } from '../../../shared/sync/prose.ts'
import { commonAncestor } from '../../../shared/sync/resolve.ts'
import { text as catalogue } from '../../../shared/text/zh-cn.ts'
import type { Move } from '../../../shared/views/ledger.ts'
import type { ConflictDetail, ConflictItem, SaveAnswer } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { breachesIn } from '../db/views/stage-facts.ts'
import { stampOf } from '../db/views/stamps.ts'
import { titleOf } from '../db/views/titles.ts'
import type { ReadHandlers, WriteHandlers } from '../handlers.ts'
import { vectorOf } from '../sync/held.ts'
import { addProceeding } from '../sync/proceedings.ts'

type Row = Pick<ConflictItem, 'entity' | 'id' | 'field' | 'kind' | 'leaves'> & { incomplete: 0 | 1; postponed: 0 | 1 }

const select = `SELECT c.entity, c.id, c.field, c.kind, c.incomplete, c.leaves, p.id IS NOT NULL AS postponed
  FROM conflicts c LEFT JOIN postponed p ON p.entity = c.entity AND p.id = c.id AND p.field = c.field`

/** Everything two computers wrote differently, what is to be decided first, then what was put off and what waits for changes. */
export function listConflicts(db: ReadableDb): ConflictItem[] {
  const rows = prepared(db, `${select} ORDER BY c.incomplete, postponed, c.entity, c.id, c.field`).all() as Row[]
  return rows.filter((row) => Object.hasOwn(nouns, row.entity)).map((row) => itemOf(db, row))
}

const itemOf = (db: ReadableDb, row: Row): ConflictItem => ({
  ...row,
  title: titleOf(db, row.entity, row.id),
  incomplete: row.incomplete === 1,
  postponed: row.postponed === 1,
})

type Where = { entity: Entity; id: string; field: string }

/** One conflict with its sides, where they came from, and for prose the text merged as far as it goes. */
export function getConflict(
  db: ReadableDb,
  { entity, id, field: name }: Where,
  context: Context,
): ConflictDetail | null {
  const row = prepared(db, `${select} WHERE c.entity = ? AND c.id = ? AND c.field = ?`).get(entity, id, name) as
    | Row
    | undefined
  const held = context.log.store.load(entity, id)
  if (!row || !held) return null
  const item = itemOf(db, row)
  if (name === deletedField) return { ...item, base: null, merged: null, sides: deletionSides(db, held, context) }
  const field = fieldOf(entity, name)
  const leaves = distinctLeaves(context.log.leavesOf(held, name))
  const { base } = commonAncestor(name, held.state.leaves.get(name) ?? [], (ref) =>
    context.log.store.read(held.stream, ref),
  )
  const [left, right] = leaves.map((leaf) => leaf.value)
  const mergeable = row.kind === 'prose' && leaves.length === 2 && typeof left === 'string' && typeof right === 'string'
  return {
    ...item,
    leaves: leaves.length,
    base: columnValue(field, base),
    sides: leaves.map((leaf) => ({
      ...sideOf(db, context, leaf, columnValue(field, leaf.value), shownName(db, field, name, leaf.value)),
      move: isStaged(entity) && name === 'stage' ? moveTo(db, context, entity, id, leaf) : null,
    })),
    merged: mergeable ? mergeProse(typeof base === 'string' ? base : '', left, right) : null,
  }
}

/** As a column holds it; an element of a set is 1 where it is in. */
const columnValue = (field: Field | undefined, value: Json): string | number | null =>
  field && field.kind !== 'set'
    ? columnOf(field, value)
    : typeof value === 'boolean'
      ? Number(value)
      : typeof value === 'string' || typeof value === 'number'
        ? value
        : value === null
          ? null
          : JSON.stringify(value)

/** The name of a record a value points at; `null` where the value speaks for itself. */
function shownName(db: ReadableDb, field: Field | undefined, name: string, value: Json): string | null {
  const target = targetOf(field, name, value)
  return target ? titleOf(db, target[0], target[1]) : null
}

function sideOf(
  db: ReadableDb,
  context: Context,
  { ref, hlc }: { ref: Ref; hlc: number },
  value: string | number | null,
  shown: string | null,
): ConflictDetail['sides'][number] {
  const stamp = stampOf(db, ref, hlc)
  return { ref, value, shown, own: stamp.device === context.device, ...stamp }
}

/** The step that wrote a stage: its author's next entry in the proceedings. */
function moveTo(db: ReadableDb, context: Context, entity: StagedNoun, id: string, { ref, value }: Leaf): Move | null {
  const { device, seq } = partsOf(ref)
  const sql = `SELECT id, "from", "to", text, actor, at FROM proceedings WHERE ${proceedingField[entity]} = ? AND kind = 'move' AND "to" = ?`
  const moves = (prepared(db, sql).all(id, value) as Move[]).flatMap((move) => {
    const written = context.log.store.load('proceedings', move.id)?.state.leaves.get('kind')?.[0]
    const place = written === undefined ? null : partsOf(written)
    return place?.device === device && place.seq > seq ? [{ move, seq: place.seq }] : []
  })
  return moves.sort((a, b) => a.seq - b.seq)[0]?.move ?? null
}

/** Deletions (value `deleted`) and what stands against them: restores, and the newest write no deletion knew of (value `null`, `shown`: its fields). */
function deletionSides(db: ReadableDb, held: Held, context: Context): ConflictDetail['sides'] {
  const leaves = [...context.log.leavesOf(held, deletedField)].sort((a, b) => b.hlc - a.hlc)
  const sides = leaves.map((leaf) => sideOf(db, context, leaf, leaf.value === null ? null : 'deleted', null))
  if (leaves.some((leaf) => leaf.value === null)) return sides
  const unknown = [...held.state.times]
    .filter(([ref]) => !leaves.some((leaf) => leaf.ref === ref || covers(leaf, held.stream, ref)))
    .sort((a, b) => b[1] - a[1])[0]
  if (!unknown) return sides
  const [ref, hlc] = unknown
  const names = Object.keys(context.log.store.read(held.stream, ref)?.fields ?? {})
  return [...sides, sideOf(db, context, { ref, hlc }, null, names.filter((name) => name !== deletedField).join(' '))]
}

function covers({ value }: Leaf, stream: string, ref: Ref): boolean {
  const { device, seq } = partsOf(ref)
  const known = (value as Vector | null)?.[device]?.[stream]
  return typeof known === 'number' && known >= seq
}

/**
 * Writes a person's decision. For a deletion `value` is `null` to keep the record, anything else to delete it with all that is known now.
 * @throws Refusal `not-found`, `data-busy` while an import holds the database
 */
export function resolveConflict(db: WritableDb, input: Input<'conflicts.resolve'>, context: Context): SaveAnswer {
  const { entity, id, field: name, value, leaves } = input
  // A decision names leaves that the import may be about to change: it does not wait in the draft store.
  if (context.jobs.holding()) throw new Refusal('data-busy')
  const field = fieldOf(entity, name)
  if (name !== deletedField && !field) throw new Refusal('bad-input', {}, `${entity}.${name}`)
  const held = context.log.store.load(entity, id)
  if (!held) throw new Refusal('not-found')
  const before = prepared(db, `SELECT * FROM ${entity} WHERE id = ?`).get(id) as Record<string, string | number | null>
  const column = name.includes('/') ? name.slice(0, name.indexOf('/')) : name
  const shown = held.sets[column] ?? before[column] ?? null
  let proceeding: string | undefined
  if (name === deletedField) {
    const current = held.state.leaves.get(deletedField) ?? []
    const decision = value === null ? null : vectorOf(db, context.log.ids)
    context.log.choose(
      entity,
      id,
      name,
      decision as Json,
      leaves.filter((ref) => current.includes(ref)),
    )
  } else if (field) {
    const chosen: Json = field.kind === 'set' ? value === 1 : columnOf(field, value as Json)
    const named = withEqual(context.log.leavesOf(held, name), leaves)
    if (isStaged(entity) && name === 'stage')
      proceeding = context.log.atomically(() => {
        checkStage(db, entity, id, chosen)
        context.log.choose(entity, id, name, chosen, named)
        const to = stageName(entity, chosen)
        const text = catalogue.ledger.chosen.replace('{to}', to)
        return addProceeding(context, entity, id, {
          kind: 'move',
          from: String(shown ?? ''),
          to: String(chosen ?? ''),
          text,
        })
      })
    else context.log.choose(entity, id, name, chosen, named)
  }
  postpone(db, { entity, id, field: name }, false)
  context.announce('changed', { entities: [entity, 'conflicts'], ids: [id] })
  const plain = name === deletedField ? [] : [column]
  return {
    heads: context.log.headsOf(entity, id, plain),
    before: name === deletedField ? {} : { [column]: shown },
    created: false,
    waiting: false,
    ...(proceeding === undefined ? {} : { proceeding }),
  }
}

const stageName = (entity: StagedNoun, stage: Json): string => {
  const names = { measures: 'measureStage', directives: 'directiveStage', documents: 'documentStage' } as const
  const words: Record<string, string> = catalogue.domain[names[entity]]
  return words[String(stage)] ?? String(stage ?? '')
}

/**
 * The stage a person chooses must hold like one moved to.
 * @throws Refusal `rule-*`
 */
function checkStage(db: ReadableDb, entity: StagedNoun, id: string, stage: Json): void {
  if (entity === 'documents') return
  const [breach] = breachesIn(db, entity, id, stage as string | null)
  if (breach) throw new Refusal(breachRefusals[breach], { title: titleOf(db, entity, id) })
}

/** A side of a conflict stands for every leaf that holds its value: a choice names them all (sync rule 3). */
const withEqual = (all: readonly Leaf[], named: readonly Ref[]): Ref[] => {
  const sides = all.filter((leaf) => named.includes(leaf.ref))
  const equal = all.filter(
    (leaf) => !named.includes(leaf.ref) && sides.some((side) => sameValue(side.value, leaf.value)),
  )
  return [...named, ...equal.map((leaf) => leaf.ref)]
}

function postpone(db: WritableDb, { entity, id, field }: Where, postponed: boolean): void {
  prepared(
    db,
    postponed
      ? 'INSERT OR IGNORE INTO postponed (entity, id, field) VALUES (?, ?, ?)'
      : 'DELETE FROM postponed WHERE entity = ? AND id = ? AND field = ?',
  ).run(entity, id, field)
}

export const conflictReads = {
  'conflicts.list': (db) => listConflicts(db),
  'conflicts.get': getConflict,
} satisfies Partial<ReadHandlers>

export const conflictWrites = {
  'conflicts.resolve': resolveConflict,
  'conflicts.postpone': (db, { postponed, ...where }, context) => {
    postpone(db, where, postponed)
    context.announce('changed', { entities: ['conflicts'] })
    return null
  },
} satisfies Partial<WriteHandlers>

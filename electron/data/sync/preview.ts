import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { entities, nouns } from '../../../shared/domain/nouns.ts'
import { type Change, deletedField, parseChange, type Ref, refOf } from '../../../shared/sync/change.ts'
import {
  type Conflict,
  createFold,
  type Folded,
  type Held,
  type RecordStore,
  type Touch,
  touchOf,
} from '../../../shared/sync/fold.ts'
import { decodeState } from '../../../shared/sync/merge.ts'
import type { FieldChange, PackagePreview } from '../../../shared/views.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { titleOf } from '../db/views/titles.ts'
import { hashOf } from './changes.ts'
import { createInterned } from './interned.ts'
import type { ReadBundle } from './package-read.ts'
import { createFieldChanges } from './preview-fields.ts'
import { createRecordStore } from './record-store.ts'

export type Preview = Pick<
  PackagePreview,
  'added' | 'changed' | 'deleted' | 'conflicts' | 'titles' | 'deletesMany' | 'known'
> & {
  fresh: number
  /** New changes of each device. */
  devices: Map<string, number>
  /** Of the listed records, by entity and id. */
  fields: Record<string, FieldChange[]>
}

type What = PackagePreview['titles'][number]['what']
const titlesListed = 200
/** New changes that are folded in memory; of more, only their number is told beforehand. */
const foldedChanges = 300_000
/** Deletions that ask first (sync rule 4). */
const many = { records: 50, share: 0.05 }

type Memory = { folded: Folded; sets: Record<string, string[]>; columns: Folded['columns'] }
/** A record this package has to do with, and how it stood before. */
type Mark = { entity: string; id: string; isNew: boolean; isSaved: boolean; wasDeleted: boolean }

/**
 * Works out what packages would change, in the order given, without writing: folds into memory laid over a connection that can
 * only read.
 */
export function createPreview(db: ReadableDb) {
  // The store prepares its writes only when one is made, and here none is.
  const ids = createInterned(db)
  const base = createRecordStore(db as WritableDb, ids)
  const memory = new Map<string, Memory>()
  const writes = new Map<Ref, { change: Change; streams: string[] }>()
  const tombstones = new Set<string>()
  /** Records in memory that point at an id, or did. */
  const pointers = new Map<string, Set<string>>()
  const isHeld = db.prepare('SELECT 1 FROM changes WHERE device = ? AND stream = ? AND seq = ? AND hash = ?').pluck()
  /** What the packages so far make of it; before them the database says it. */
  const trash = new Map<string, boolean>()
  const isDeleted = (entity: string, id: string): boolean =>
    trash.get(entity + id) ??
    (isEntity(entity) && prepared(db, `SELECT deleted FROM ${entity} WHERE id = ?`).pluck().get(id) === 1)
  const contested = new Set(db.prepare("SELECT entity || ' ' || id || ' ' || field FROM conflicts").pluck().all())

  let marks = new Map<string, Mark>()
  /** Fields that had a conflict before this package, or not. */
  let conflictBefore = new Map<string, { key: string; before: boolean }>()
  const columnsNow = (entity: string, id: string) => memory.get(entity + id)?.columns ?? {}
  const fieldChanges = createFieldChanges(db, {
    columns: columnsNow,
    title: (entity, id) => titleHere(db, columnsNow(entity, id), entity, id),
    incoming: () => [...writes.values()].map(({ change }) => change),
  })

  function markOf(entity: string, id: string): Mark {
    const known = marks.get(entity + id)
    if (known) return known
    const mark = { entity, id, isNew: false, isSaved: false, wasDeleted: isDeleted(entity, id) }
    marks.set(entity + id, mark)
    return mark
  }
  function noteConflict(entity: string, id: string, field: string, conflict: Conflict | null): void {
    const key = `${entity} ${id} ${field}`
    const before = contested.has(key)
    if (before === (conflict !== null)) return
    if (!conflictBefore.has(key)) conflictBefore.set(key, { key: entity + id, before })
    if (!conflict) return void contested.delete(key)
    contested.add(key)
    fieldChanges.conflict(entity, id, field)
    markOf(entity, id)
  }

  const streamsOf = (ref: Ref): string[] => [...new Set([...base.streamsOf(ref), ...(writes.get(ref)?.streams ?? [])])]

  const store: RecordStore = {
    load(entity, id): Held | undefined {
      const own = memory.get(entity + id)
      if (!own) return base.load(entity, id)
      const { stream, updated, meta } = own.folded
      return { state: decodeState(meta), stream, updated, sets: own.sets, isNew: false }
    },
    save(folded) {
      const { entity, id, columns, isNew } = folded
      const before = memory.get(entity + id)
      const isListed = marks.has(entity + id) || marks.size < titlesListed
      if (isEntity(entity) && isListed) fieldChanges.touch(entity, id, Object.keys(columns))
      const mark = markOf(entity, id)
      mark.isNew ||= isNew
      mark.isSaved = true
      const sets = { ...(before?.sets ?? (isNew ? {} : base.load(entity, id)?.sets)) }
      for (const name in columns) if (Array.isArray(columns[name])) sets[name] = columns[name]
      memory.set(entity + id, { folded, sets, columns: { ...before?.columns, ...columns } })
      if (folded.tombstoned) tombstones.add(entity + id)
      for (const target of targetsOf(folded)) {
        const from = pointers.get(target) ?? new Set()
        pointers.set(target, from.add(entity + id))
      }
      for (const [field, conflict] of folded.conflicts) noteConflict(entity, id, field, conflict)
    },
    known: (stream, ref) => writes.has(ref) || base.known(stream, ref),
    read: (stream, ref) => writes.get(ref)?.change ?? base.read(stream, ref),
    streamsOf,
    isTombstoned: (entity, id) => tombstones.has(entity + id) || base.isTombstoned(entity, id),
    touches(entity, id) {
      const own = new Set(pointers.get(id))
      // what stands in memory points where it does now
      const held = base.touches(entity, id, (child, childId) => {
        const isOwn = memory.has(child + childId)
        if (isOwn) own.add(child + childId)
        return isOwn
      })
      return [...held, ...[...own].flatMap((key) => touchesFrom(memory.get(key) as Memory, entity, id))]
    },
    saveDeletion(entity, id, deleted, conflict) {
      if (deleted !== isDeleted(entity, id)) markOf(entity, id)
      trash.set(entity + id, deleted)
      noteConflict(entity, id, deletedField, conflict)
    },
  }

  function touchesFrom({ folded, columns, sets }: Memory, entity: string, id: string): Touch[] {
    if (!isEntity(folded.entity)) return []
    const row = prepared(db, `SELECT * FROM ${folded.entity} WHERE id = ?`).get(folded.id) as
      | Record<string, unknown>
      | undefined
    const { leaves, mixed } = decodeState(folded.meta)
    return Object.entries(nouns[folded.entity].fields as Record<string, Field>).flatMap(([name, field]) => {
      const value = name in columns ? columns[name] : row?.[name]
      const one = field.kind === 'ref' && field.to === entity && value === id
      const among = field.kind === 'set' && field.of === entity && sets[name]?.includes(id)
      if (!one && !among) return []
      return (leaves.get(one ? name : `${name}/${id}`) ?? []).flatMap((ref) =>
        (mixed ? streamsOf(ref) : [folded.stream]).map((stream) => touchOf(ref, stream)),
      )
    })
  }
  const fold = createFold(store)
  const living = countLiving(db)

  /** What became of a record, the gravest first; `null` where it stands as it did. */
  function whatOf({ entity, id, isNew, isSaved, wasDeleted }: Mark, newConflicts: ReadonlySet<string>): What | null {
    if (isDeleted(entity, id) && !wasDeleted) return 'deleted'
    if (isNew) return 'added'
    if (newConflicts.has(entity + id)) return 'conflict'
    return isSaved ? 'changed' : null
  }

  /** Folds the bundles of one package; read one at a time. */
  return function preview(bundles: Iterable<ReadBundle>): Preview {
    marks = new Map()
    conflictBefore = new Map()
    fieldChanges.begin()
    let fresh = 0
    const devices = new Map<string, number>()
    for (const { header, lines } of bundles) {
      const device = ids.knownDevice(header.device)
      const stream = ids.knownStream(header.stream)
      for (const line of lines) {
        const change = parseChange(line)
        const hash = hashOf(line)
        const ref: Ref = refOf(header.device, change.seq, hash)
        const own = writes.get(ref)
        const held = device !== undefined && stream !== undefined && isHeld.get(device, stream, change.seq, hash)
        if (held || own?.streams.includes(header.stream)) continue
        fresh++
        devices.set(header.device, (devices.get(header.device) ?? 0) + 1)
        if (writes.size >= foldedChanges) continue
        writes.set(ref, { change, streams: [...(own?.streams ?? []), header.stream] })
        fold.apply(header.stream, ref, change)
      }
      fold.flush()
    }
    const newConflicts = [...conflictBefore].filter(([key, { before }]) => !before && contested.has(key))
    const records = new Set(newConflicts.map(([, { key }]) => key))
    const outcomes = [...marks.values()].flatMap((mark) => {
      const what = whatOf(mark, records)
      return what ? [{ entity: mark.entity, id: mark.id, what }] : []
    })
    const deleted = outcomes.filter(({ what }) => what === 'deleted').length
    return {
      fresh,
      devices,
      fields: fieldChanges.end(),
      known: fresh === 0,
      ...countOutcomes(outcomes),
      deleted,
      conflicts: newConflicts.length,
      deletesMany: deleted > many.records || (deleted > 0 && deleted > living * many.share),
      titles: outcomes.slice(0, titlesListed).map(({ entity, id, what }) => ({
        entity,
        id,
        title: titleHere(db, memory.get(entity + id)?.columns ?? {}, entity, id),
        what,
      })),
    }
  }
}

const isEntity = (name: string): name is Entity => Object.hasOwn(nouns, name)

function countOutcomes(outcomes: { entity: string; what: What }[]): Pick<Preview, 'added' | 'changed'> {
  const added: Record<string, number> = {}
  const changed: Record<string, number> = {}
  for (const { entity, what } of outcomes) {
    if (what === 'deleted') continue
    const counts = what === 'added' ? added : changed
    counts[entity] = (counts[entity] ?? 0) + 1
  }
  return { added, changed }
}

/** Records that people made or touched; the divisions that came with the program do not soften a share. */
const countLiving = (db: ReadableDb): number =>
  entities.reduce((sum, entity) => {
    const count = db.prepare(`SELECT count(*) FROM ${entity} WHERE deleted = 0 AND meta IS NOT NULL`).pluck()
    return sum + (count.get() as number)
  }, 0)

/** What the changed columns of a record point at. */
function targetsOf({ entity, columns, links }: Folded): string[] {
  if (!isEntity(entity)) return []
  const refs = Object.entries(nouns[entity].fields as Record<string, Field>).flatMap(([name, { kind }]) => {
    const value = columns[name]
    return kind === 'ref' && typeof value === 'string' ? [value] : []
  })
  return [...refs, ...links.map((link) => link.target)]
}

/** The title after the fold: of the new columns where they say one, else of the record here. */
function titleHere(db: ReadableDb, columns: Folded['columns'], entity: string, id: string): string {
  if (!isEntity(entity)) return entity
  if (entity === 'visits') return visitTitle(db, columns, id)
  for (const name of ['name', 'title', 'summary', 'quote', 'text', 'caption']) {
    const value = columns[name]
    if (typeof value === 'string' && value) return [...value].slice(0, 40).join('')
  }
  return titleOf(db, entity, id)
}

/** Place and day, each as the fold has it, else as it is here. */
function visitTitle(db: ReadableDb, columns: Folded['columns'], id: string): string {
  const row = db.prepare('SELECT region, start FROM visits WHERE id = ?').get(id) as Folded['columns'] | undefined
  const now = { ...row, ...columns }
  const region = db
    .prepare('SELECT name FROM regions WHERE id = ?')
    .pluck()
    .get(now.region ?? '') as string | undefined
  return [region, now.start].filter(Boolean).join(' ') || titleOf(db, 'visits', id)
}

import { describe, expect, it } from 'vitest'
import { hashOf } from '../../../../electron/data/sync/changes.ts'
import { createInterned } from '../../../../electron/data/sync/interned.ts'
import { createRecordStore } from '../../../../electron/data/sync/record-store.ts'
import { type Change, deletedField, lineOf, type Ref, refOf } from '../../../../shared/sync/change.ts'
import { createFold, type Folded, type RecordStore } from '../../../../shared/sync/fold.ts'
import { emptyState, encodeState, foldWrite } from '../../../../shared/sync/merge.ts'
import { createMemoryStore, type Logged } from '../../../support/memory-store.ts'
import { openMemoryDb } from '../../../support/replica.ts'

type Storage = {
  store: RecordStore
  /** Enters a change into the log, without folding it. */
  log(device: string, stream: string, change: Change): Ref
  column(entity: string, id: string, name: string): unknown
  deleted(entity: string, id: string): boolean
  conflicts(): string[]
  /** A second store over the same data, as a new start has it. */
  reopen(): RecordStore
}

const storages: Record<string, () => Storage> = {
  memory() {
    const log = new Map<Ref, Logged>()
    const store = createMemoryStore(log)
    return {
      store,
      log(device, stream, change) {
        const ref = refOf(device, change.seq, hashOf(lineOf(change)))
        log.set(ref, { streams: [...(log.get(ref)?.streams ?? []), stream], change })
        return ref
      },
      column: (entity, id, name) => store.rows.get(entity + id)?.columns[name] ?? null,
      deleted: (entity, id) => store.rows.get(entity + id)?.deleted ?? false,
      conflicts: () => [...store.conflicts.keys()].sort(),
      reopen: () => store,
    }
  },
  SQLite() {
    const db = openMemoryDb()
    const ids = createInterned(db)
    const insert = db.prepare('INSERT INTO changes (device, stream, seq, hash, line) VALUES (?, ?, ?, ?, ?)')
    return {
      store: createRecordStore(db, ids),
      log(device, stream, change) {
        const line = lineOf(change)
        insert.run(ids.deviceNumber(device), ids.streamNumber(stream), change.seq, hashOf(line), line)
        return refOf(device, change.seq, hashOf(line))
      },
      column(entity, id, name) {
        const value = db.prepare(`SELECT "${name}" FROM ${entity} WHERE id = ?`).pluck().get(id) as string | null
        return typeof value === 'string' && value.startsWith('[') ? JSON.parse(value) : (value ?? null)
      },
      deleted: (entity, id) => db.prepare(`SELECT deleted FROM ${entity} WHERE id = ?`).pluck().get(id) === 1,
      conflicts: () =>
        db.prepare("SELECT entity || ' ' || id || ' ' || field FROM conflicts ORDER BY 1").pluck().all() as string[],
      reopen: () => createRecordStore(db, createInterned(db)),
    }
  },
}

const a = 'abcdefgh.1'
const b = 'bbcdefgh.1'
const id = (n: number) => `01890000-0000-7000-8000-00000000000${n}`
const campaign = id(9)
const folded = (some: Partial<Folded>): Folded => ({
  entity: 'visits',
  id: id(1),
  known: true,
  isNew: true,
  stream: 'base',
  meta: encodeState(emptyState()),
  updated: 1,
  columns: {},
  links: [],
  conflicts: new Map(),
  tombstoned: false,
  ...some,
})
const value = (field: string) => ({ field, kind: 'value', incomplete: false, leaves: 2 }) as const

describe.each(Object.entries(storages))('a record store over %s', (_, open) => {
  it('does not know what was never saved', () => {
    const { store } = open()
    expect(store.load('visits', id(1))).toBeUndefined()
    expect(store.load('surveys', id(1))).toBeUndefined()
    expect(store.known('base', `${a}:1:${'x'.repeat(16)}`)).toBe(false)
    expect(store.read('base', `${a}:1:${'x'.repeat(16)}`)).toBeUndefined()
    expect(store.streamsOf?.(`${a}:1:${'x'.repeat(16)}`)).toEqual([])
    expect(store.touches('visits', id(1))).toEqual([])
    expect(store.isTombstoned('visits', id(1))).toBe(false)
  })

  it('loads what was saved: state, stream, time, sets', () => {
    const { store, reopen } = open()
    const state = emptyState()
    foldWrite(state, `${a}:1:${'x'.repeat(16)}`, 5, { status: ['done', [`${b}:7:${'y'.repeat(16)}`]] }, () => false)
    store.save(
      folded({
        stream: campaign,
        meta: encodeState(state),
        updated: 5,
        columns: { status: 'done', methods: ['b', 'c'] },
      }),
    )
    for (const one of [store, reopen()]) {
      const held = one.load('visits', id(1))
      expect(held).toMatchObject({ state, stream: campaign, updated: 5, isNew: false })
      expect(held?.sets.methods).toEqual(['b', 'c'])
    }
  })

  it('changes only the columns given; an emptied set stays empty', () => {
    const { store, column } = open()
    store.save(folded({ columns: { status: 'done', methods: ['b'] } }))
    store.save(folded({ isNew: false, columns: { start: '2026-01-01', methods: [] } }))
    expect(column('visits', id(1), 'status')).toBe('done')
    expect(column('visits', id(1), 'start')).toBe('2026-01-01')
    expect(store.load('visits', id(1))?.sets.methods ?? []).toEqual([])
  })

  it('hands out states that nobody else changes', () => {
    const { store } = open()
    store.save(folded({ columns: { methods: ['b'] } }))
    const held = store.load('visits', id(1))
    held?.state.leaves.set('status', ['x'])
    held?.sets.methods?.push('z')
    expect(store.load('visits', id(1))?.state.leaves.size).toBe(0)
    expect(store.load('visits', id(1))?.sets.methods).toEqual(['b'])
  })

  it('finds a write in its stream and in any other, and tells in which', () => {
    const { store, log } = open()
    const change = { seq: 1, hlc: 5, entity: 'visits', id: id(1), fields: { status: ['done', []] } } as Change
    const ref = log(a, campaign, change)
    expect(store.known(campaign, ref)).toBe(true)
    expect(store.known('base', ref)).toBe(true)
    expect(store.read('base', ref)).toMatchObject({ hlc: 5, fields: { status: ['done', []] } })
    expect(store.streamsOf?.(ref)).toEqual([campaign])
    log(a, 'base', change)
    expect([...(store.streamsOf?.(ref) ?? [])].sort()).toEqual([campaign, 'base'].sort())
    const fork = log(a, campaign, { ...change, hlc: 6 })
    expect(fork).not.toBe(ref)
    expect(store.read(campaign, fork)?.hlc).toBe(6)
    expect(store.known('base', ref.replace(a, b))).toBe(false)
  })

  it('keeps and drops conflicts by field', () => {
    const { store, conflicts } = open()
    store.save(folded({ conflicts: new Map([['status', value('status')]]) }))
    store.save(folded({ isNew: false, conflicts: new Map([['start', value('start')]]) }))
    expect(conflicts()).toEqual([`visits ${id(1)} start`, `visits ${id(1)} status`])
    store.save(folded({ isNew: false, conflicts: new Map([['status', null]]) }))
    expect(conflicts()).toEqual([`visits ${id(1)} start`])
  })

  it('remembers tombstones across a start and shows a deletion and its conflict', () => {
    const { store, reopen, deleted, conflicts } = open()
    store.save(folded({ tombstoned: true }))
    store.saveDeletion('visits', id(1), true, null)
    for (const one of [store, reopen()]) expect(one.isTombstoned('visits', id(1))).toBe(true)
    expect(store.isTombstoned('teams', id(1))).toBe(false)
    expect(deleted('visits', id(1))).toBe(true)
    store.saveDeletion('visits', id(1), false, { field: deletedField, kind: 'deletion', incomplete: false, leaves: 1 })
    expect(deleted('visits', id(1))).toBe(false)
    expect(conflicts()).toEqual([`visits ${id(1)} ${deletedField}`])
    store.save(folded({ isNew: false, columns: { status: 'done' } }))
    expect(conflicts()).toEqual([`visits ${id(1)} ${deletedField}`])
    store.saveDeletion('visits', id(1), false, null)
    expect(conflicts()).toEqual([])
  })

  it('tells by which writes other records point at one, through references and sets', () => {
    const { store, log } = open()
    const fold = createFold(store)
    const enter = (device: string, stream: string, change: Change) => {
      const ref = log(device, stream, change)
      fold.apply(stream, ref, change)
    }
    enter(a, campaign, { seq: 3, hlc: 5, entity: 'meetings', id: id(2), fields: { visit: [id(1), []] } })
    enter(b, 'base', { seq: 4, hlc: 5, entity: 'findings', id: id(3), fields: { [`visits/${id(1)}`]: [true, []] } })
    enter(b, 'base', { seq: 5, hlc: 5, entity: 'findings', id: id(4), fields: { [`visits/${id(1)}`]: [false, []] } })
    enter(b, 'base', { seq: 6, hlc: 5, entity: 'findings', id: id(5), fields: { mergedInto: [id(1), []] } })
    fold.flush()
    const touches = () => store.touches('visits', id(1)).sort((left, right) => left.seq - right.seq)
    expect(touches()).toEqual([
      { device: a, stream: campaign, seq: 3 },
      { device: b, stream: 'base', seq: 4 },
    ])
    const meeting = store.load('meetings', id(2))?.state.leaves.get('visit') ?? []
    enter(a, campaign, { seq: 7, hlc: 6, entity: 'meetings', id: id(2), fields: { visit: [null, meeting] } })
    fold.flush()
    expect(touches()).toEqual([{ device: b, stream: 'base', seq: 4 }])
  })

  it('keeps the state of a noun this version does not know [rule 12]', () => {
    const { store, log, reopen } = open()
    const fold = createFold(store)
    const change: Change = { seq: 1, hlc: 5, entity: 'surveys', id: id(1), fields: { score: [{ of: 5 }, []] } }
    const ref = log(a, campaign, change)
    fold.apply(campaign, ref, change)
    fold.flush()
    for (const one of [store, reopen()]) {
      const held = one.load('surveys', id(1))
      expect(held).toMatchObject({ stream: campaign, updated: 5, isNew: false })
      expect(held?.state.leaves.get('score')).toEqual([ref])
    }
    expect(store.touches('surveys', id(1))).toEqual([])
  })

  it.each([
    ['status', { of: 'a newer version' }, '{"of":"a newer version"}'],
    ['status', '新状态', '新状态'],
    ['status', 7, '7'],
    ['status', true, 'true'],
    ['inferred', true, 1],
    ['inferred', false, 0],
    ['inferred', 2, 2],
    ['inferred', '也许', '也许'],
    ['inferred', [1], '[1]'],
    ['team', 5, '5'],
    ['team', '不是编号', '不是编号'],
    ['summary', ['一', '二'], '["一","二"]'],
    ['summary', '', ''],
    ['summary', 'a\u0000b', 'a\u0000b'],
    ['start', null, null],
  ] as const)('shows an unexpected value of %s: %j [rule 12]', (name, written, shown) => {
    const { store, log, column } = open()
    const fold = createFold(store)
    const change = {
      seq: 1,
      hlc: 5,
      entity: 'visits',
      id: id(1),
      fields: { [name]: [written, []] },
    } as unknown as Change
    const ref = log(a, 'base', change)
    fold.apply('base', ref, change)
    fold.flush()
    const got = column('visits', id(1), name)
    expect(Array.isArray(got) ? JSON.stringify(got) : got).toEqual(shown)
    expect(store.read('base', ref)?.fields[name]?.[0]).toEqual(written)
  })

  it('takes a set element for absent unless it is true [rule 12]', () => {
    const { store, log } = open()
    const fold = createFold(store)
    const fields = { 'methods/a': ['yes', []], 'methods/b': [true, []], 'methods/c': [1, []], methods: [['d'], []] }
    const change = { seq: 1, hlc: 5, entity: 'visits', id: id(1), fields } as unknown as Change
    fold.apply('base', log(a, 'base', change), change)
    fold.flush()
    expect(store.load('visits', id(1))?.sets.methods).toEqual(['b'])
  })
})

import { hash } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { WritableDb } from '../../../../electron/data/db/open.ts'
import { createChangeLog } from '../../../../electron/data/sync/changes.ts'
import { digestOf } from '../../../../electron/data/sync/digest.ts'
import { addHeld, heldRanges, lastHeld, vectorOf } from '../../../../electron/data/sync/held.ts'
import { createInterned } from '../../../../electron/data/sync/interned.ts'
import { Refusal } from '../../../../shared/result.ts'
import { type Change, lineOf, parseChange } from '../../../../shared/sync/change.ts'
import {
  bundlesOf,
  createSqliteReplica,
  dumpOf,
  exchange,
  openMemoryDb,
  type Replica,
} from '../../../support/replica.ts'
import { deviceName, rowOf } from '../../../support/replica-scenario.ts'

const id = (n: number) => `01890000-0000-7000-8000-0000000000${n.toString(16).padStart(2, '0')}`
const now = Date.UTC(2026, 0, 1)
const create = (n: number, db?: WritableDb) => createSqliteReplica(deviceName(n), { now }, db)
const status = (seq: number, value: string): string =>
  lineOf({ seq, hlc: 5 + seq, entity: 'visits', id: id(1), fields: { status: [value, []] } })
const bundle = (lines: string[], first = 1) => ({
  device: deviceName(5),
  stream: id(9),
  first,
  last: first + lines.length - 1,
  sha256: '',
  lines,
})
/** Every table, as it stands. */
const contents = (db: WritableDb) =>
  (db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all() as string[]).map(
    (table) => [table, db.prepare(`SELECT * FROM ${table}`).all()],
  )

describe('all or nothing per bundle [I4]', () => {
  let replica: ReturnType<typeof create>
  beforeEach(() => {
    replica = create(0)
    replica.write('visits', id(1), { status: { value: 'planned' } })
  })

  it.each([
    ['a bad line at its end', [status(1, 'done'), status(2, 'ongoing'), '{"seq":3}'], () => undefined],
    [
      'a failure of what is written along',
      [status(1, 'done')],
      () => {
        throw new Error('disk')
      },
    ],
  ])('leaves nothing after %s', (_, lines, also) => {
    const before = contents(replica.db)
    expect(() => replica.log.receive(bundle(lines), also)).toThrow()
    expect(contents(replica.db)).toEqual(before)
    // and nothing of it stays in what is cached: the same bundle, whole, is taken in as on a fresh computer
    const fresh = create(0)
    exchange(fresh, replica)
    for (const one of [replica, fresh]) {
      one.receive(bundle([status(1, 'done'), status(2, 'ongoing')]))
      one.write('visits', id(2), { status: { value: 'done' } })
    }
    expect(dumpOf(replica)).toEqual(dumpOf(fresh))
    expect(replica.digest()).toBe(fresh.digest())
  })

  it('imports a bundle again without a trace [I2]', () => {
    replica.receive(bundle([status(1, 'done'), status(2, 'ongoing')]))
    const before = contents(replica.db)
    expect(replica.receive(bundle([status(1, 'done'), status(2, 'ongoing')])).added).toBe(0)
    expect(replica.receive(bundle([status(2, 'ongoing')], 2)).added).toBe(0)
    expect(contents(replica.db)).toEqual(before)
  })
})

describe('a write that others could not read never enters the log', () => {
  it.each([
    ['an element with a line break', id(1), { methods: { value: ['座谈\n走访'] } }],
    ['an element too long', id(1), { methods: { value: ['长'.repeat(501)] } }],
    ['an empty element', id(1), { methods: { value: [''] } }],
    ['half a character in an element', id(1), { methods: { value: ['\ud842'] } }],
    ['an id in capitals', id(10).toUpperCase(), { status: { value: 'done' } }],
    ['more fields than a change holds', id(1), { methods: { value: Array.from({ length: 5001 }, (_, n) => `${n}`) } }],
    ['a field the noun does not have', id(1), { constructor: { value: 'x' } }],
  ])('%s', (_, record, edits) => {
    const replica = create(0)
    replica.write('people', id(3), { name: { value: '张三' } })
    const before = contents(replica.db)
    expect(() => replica.write('visits', record, edits)).toThrow(Refusal)
    expect(contents(replica.db)).toEqual(before)
    replica.write('visits', id(1), { status: { value: 'done' } })
    for (const { line } of replica.entries()) expect(() => parseChange(line)).not.toThrow()
    expect(
      replica
        .entries()
        .map((entry) => entry.seq)
        .sort(),
    ).toEqual([1, 2])
  })

  it('takes text with half a character, NUL and rare signs as it is', () => {
    const [replica, other] = [create(0), create(1)]
    const value = 'a\ud842b\u0000c𠮷\u2028\r\n"\\'
    const { ref } = replica.write('visits', id(1), { summary: { value } })
    exchange(replica, other)
    expect(other.read(ref ?? '')?.fields.summary?.[0]).toBe(value)
    expect(other.digest()).toBe(replica.digest())
  })
})

describe('what is held', () => {
  it('is the union of all ranges ever noted, joined', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(8)), { maxLength: 25 }), (spans) => {
        const db = openMemoryDb()
        const ids = createInterned(db)
        const [d, s] = [ids.deviceNumber(deviceName(0)), ids.streamNumber(id(9))]
        const held = new Set<number>()
        for (const [first, length] of spans) {
          addHeld(db, d, s, first, first + length)
          for (let seq = first; seq <= first + length; seq++) held.add(seq)
          addHeld(db, d, ids.streamNumber('base'), 60, 60)
        }
        const ranges = heldRanges(db).filter((range) => range.stream === s)
        expect(
          ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, n) => first + n)),
        ).toEqual([...held].sort((a, b) => a - b))
        for (const [n, range] of ranges.entries())
          if (n > 0) expect(range.first).toBeGreaterThan((ranges[n - 1]?.last ?? 0) + 1)
        expect(lastHeld(db, d, s)).toBe(Math.max(0, ...held))
        let prefix = 0
        while (held.has(prefix + 1)) prefix++
        expect(vectorOf(db, ids)[deviceName(0)]?.[id(9)]).toBe(prefix || undefined)
        db.close()
      }),
      { numRuns: 150 },
    )
  })

  it('moves the next seq above own changes that come back [rule 11]', () => {
    const before = create(0)
    for (const value of ['planned', 'ongoing', 'done']) before.write('visits', id(1), { status: { value } })
    const restored = create(0)
    for (const one of bundlesOf(before.entries())) restored.receive(one)
    restored.write('visits', id(1), { status: { value: 'cancelled' } })
    expect(Math.max(...restored.entries().map((entry) => entry.seq))).toBe(4)
    expect(restored.conflicts()).toEqual([])
  })

  it('is read afresh when another connection has written', () => {
    const replica = create(0)
    const worker = createChangeLog(replica.db, deviceName(0), () => now)
    replica.write('visits', id(1), { status: { value: 'planned' } })
    worker.receive(bundle([lineOf({ seq: 1, hlc: 5, entity: 'visits', id: id(2), fields: { $deleted: [{}, []] } })]))
    replica.log.reset()
    replica.write('meetings', id(3), { visit: { value: id(2) } })
    expect(rowOf(replica, 'visits', id(2))?.deleted).toBe(false)
    expect(replica.conflicts()).toHaveLength(1)
  })
})

describe('built-in records [rule 1]', () => {
  const region = id(8)
  const builtIns = (db: WritableDb) =>
    void db.prepare('INSERT INTO regions (id, name, level) VALUES (?, ?, ?)').run(region, '甲市', 'city')
  const open = (n: number) => {
    const db = openMemoryDb()
    builtIns(db)
    return createSqliteReplica(deviceName(n), { now }, db, builtIns)
  }
  const name = (replica: Replica) => rowOf(replica, 'regions', region)?.columns.name

  it('enter the log only when edited, and can be edited, emptied, deleted and restored', () => {
    const [a, b] = [open(0), open(1)]
    expect(a.write('regions', region, { name: { value: '甲市' } }).ref).toBeNull()
    expect(a.entries()).toEqual([])
    const { heads } = a.write('regions', region, { name: { value: null, base: [] } })
    expect(name(a)).toBeNull()
    exchange(a, b)
    expect(name(b)).toBeNull()
    expect(rowOf(b, 'regions', region)?.columns.level).toBe('city')
    b.write('regions', region, { name: { value: '新甲市', base: heads.name } })
    expect(b.mark('regions', [region], 'remove')).toBe(1)
    exchange(a, b)
    expect(rowOf(a, 'regions', region)?.deleted).toBe(true)
    a.mark('regions', [region], 'restore')
    exchange(a, b)
    for (const replica of [a, b]) {
      expect(name(replica)).toBe('新甲市')
      const before = dumpOf(replica)
      replica.rebuild()
      expect(dumpOf(replica)).toEqual(before)
    }
    expect(dumpOf(a)).toEqual(dumpOf(b))
  })

  it('edited on two computers that never met are a conflict, both values kept [I3]', () => {
    const [a, b] = [open(0), open(1)]
    a.write('regions', region, { name: { value: '甲' } })
    b.write('regions', region, { name: { value: '乙' } })
    exchange(a, b)
    expect(a.conflicts()).toMatchObject([{ entity: 'regions', field: 'name', leaves: 2, incomplete: false }])
    expect(dumpOf(a)).toEqual(dumpOf(b))
  })

  it('deleted untouched stay deleted, and come back with a new child elsewhere [rule 4]', () => {
    const [a, b] = [open(0), open(1)]
    a.mark('regions', [region], 'remove')
    exchange(a, b)
    expect(rowOf(b, 'regions', region)?.deleted).toBe(true)
    writeChild(b)
    exchange(a, b)
    expect(rowOf(a, 'regions', region)?.deleted).toBe(false)
    expect(dumpOf(a)).toEqual(dumpOf(b))
  })
  const writeChild = (replica: Replica) => replica.write('visits', id(1), { region: { value: region } })
})

it('a set of changes has one digest, in however many passes [rule 7]', () => {
  const replica = create(0)
  const changes: Change[] = Array.from({ length: 600 }, (_, n) => ({
    seq: n + 1,
    hlc: n,
    entity: n % 7 ? 'visits' : 'surveys',
    id: `01890000-0000-7000-8000-${hash('sha256', `${n % 300}`).slice(0, 12)}`,
    fields: { status: [`${n}`, []] },
  }))
  replica.receive(bundle(changes.map(lineOf)))
  const whole = digestOf(replica.db)
  expect(whole.changes).toBe(600)
  for (const perPass of [7, 100, 599]) expect(digestOf(replica.db, undefined, perPass)).toEqual(whole)
  replica.receive(bundle([status(601, 'x')], 601))
  expect(digestOf(replica.db).digest).not.toBe(whole.digest)
})

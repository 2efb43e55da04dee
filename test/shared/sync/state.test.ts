import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FieldWrite, refOf } from '../../../shared/sync/change.ts'
import {
  byPrecedence,
  decodeState,
  distinctLeaves,
  emptyState,
  encodeFirst,
  encodeState,
  foldWrite,
  judgeDeletion,
  mixStreams,
  sameValue,
} from '../../../shared/sync/merge.ts'
import { commonAncestor, resolveField } from '../../../shared/sync/resolve.ts'

const refs = Array.from({ length: 9 }, (_, n) =>
  refOf(`${'abc'[n % 3]}bcdefgh.1`, 1 + (n >> 1), `${n}`.padStart(16, 'h')),
)
const ref = fc.constantFrom(...refs)
const names = ['status', 'summary', 'methods/a', '$deleted', 'constructor', 'toString']

describe('merge state [rule 3]', () => {
  it('comes back from its text', () => {
    const write = fc.tuple(
      ref,
      fc.dictionary(fc.constantFrom(...names), fc.tuple(fc.constant(1), fc.array(ref)), { minKeys: 1 }),
    )
    fc.assert(
      fc.property(fc.array(write, { maxLength: 12 }), fc.nat(12), (writes, mixAt) => {
        const state = emptyState()
        for (const [n, [one, fields]] of writes.entries()) {
          if (n === mixAt) mixStreams(state, 'base')
          foldWrite(state, one, n, fields as Record<string, FieldWrite>, () => n % 2 === 0, n % 3 ? 'base' : 'other')
        }
        const again = decodeState(encodeState(state))
        expect(again).toEqual(state)
      }),
      { numRuns: 2000 },
    )
  })

  it('of a single first write is the same by the short way', () => {
    const fields: Record<string, FieldWrite> = { status: ['done', []], 'methods/"\\甲': [true, []], $deleted: [{}, []] }
    const state = emptyState()
    foldWrite(state, refs[0] as string, 7, fields, () => false)
    expect(decodeState(encodeFirst(refs[0] as string, 7, fields))).toEqual(state)
    expect(encodeFirst(refs[0] as string, 7, fields)).toBe(encodeState(state))
  })

  it('orders leaves by time, device, seq and content', () => {
    const leaf = (hlc: number, device: string, seq: number, hash: string) => ({ hlc, ref: refOf(device, seq, hash) })
    const order = [
      leaf(9, 'a', 1, 'x'),
      leaf(8, 'b', 1, 'x'),
      leaf(8, 'a', 10, 'x'),
      leaf(8, 'a', 9, 'y'),
      leaf(8, 'a', 9, 'x'),
    ]
    expect([...order].reverse().sort(byPrecedence)).toEqual(order)
  })

  it('equal values are one, whatever their kind [I8]', () => {
    expect(sameValue({ a: [1] }, { a: [1] })).toBe(true)
    expect(sameValue(null, 'null')).toBe(false)
    expect(sameValue(1, '1')).toBe(false)
    expect(sameValue(0, false)).toBe(false)
    expect(sameValue('', null)).toBe(false)
    const leaves = [1, 2, 1].map((value, n) => ({ ref: refs[n] as string, hlc: n, value }))
    expect(distinctLeaves(leaves).map((leaf) => leaf.hlc)).toEqual([2, 1])
  })
})

describe('the value a field shows [rule 3]', () => {
  const history = (writes: Record<string, [value: string, parents: string[], hlc?: number]>) => {
    const named = (name: string) => refOf('abcdefgh.1', name.charCodeAt(0), name.padStart(16, 'h'))
    const log = new Map(
      Object.entries(writes).map(([name, [value, parents, hlc]]) => [
        named(name),
        { hlc: hlc ?? name.charCodeAt(0), fields: { text: [value, parents.map(named)] as FieldWrite } },
      ]),
    )
    const read = (one: string) => log.get(one)
    const leaves = (names: string) =>
      [...names].map((name) => ({
        ref: named(name),
        hlc: log.get(named(name))?.hlc ?? 0,
        value: writes[name]?.[0] ?? null,
      }))
    return { read, leaves }
  }

  it('merges more than two leaves in one order, whatever order they come in', () => {
    const { read, leaves } = history({
      r: ['甲，乙，丙，丁', []],
      x: ['甲甲，乙，丙，丁', ['r']],
      y: ['甲，乙，丙丙，丁', ['r']],
      z: ['甲，乙，丙，丁丁', ['r']],
    })
    for (const order of ['xyz', 'zyx', 'yxz', 'zxy'])
      expect(resolveField('text', true, leaves(order), read)).toEqual({ value: '甲甲，乙，丙丙，丁丁', conflict: null })
  })

  it('asks where one of three does not fit', () => {
    const { read, leaves } = history({
      r: ['甲，乙', []],
      x: ['一，乙', ['r']],
      y: ['二，乙', ['r']],
      z: ['甲，三', ['r']],
    })
    expect(resolveField('text', true, leaves('xyz'), read)).toEqual({
      value: '甲，三',
      conflict: { kind: 'prose', incomplete: false, leaves: 3 },
    })
  })

  it('merges nothing without a common ancestor, or with an empty one', () => {
    const { read, leaves } = history({ x: ['甲', []], y: ['乙', []] })
    expect(resolveField('text', true, leaves('xy'), read).conflict).toMatchObject({ kind: 'prose', incomplete: false })
  })

  it('finds the nearest common ancestor: after a cross, the highest of the equally near', () => {
    const { read, leaves } = history({
      r: ['根', []],
      a: ['一', ['r']],
      b: ['二', ['r']],
      x: ['三', ['a', 'b']],
      y: ['四', ['a', 'b']],
    })
    expect(
      commonAncestor(
        'text',
        leaves('xy').map((leaf) => leaf.ref),
        read,
      ),
    ).toEqual({ base: '二', incomplete: false })
    expect(
      commonAncestor(
        'text',
        leaves('ab').map((leaf) => leaf.ref),
        read,
      ),
    ).toEqual({ base: '根', incomplete: false })
    expect(
      commonAncestor(
        'text',
        leaves('xa').map((leaf) => leaf.ref),
        read,
      ),
    ).toEqual({ base: '一', incomplete: false })
  })

  it('says where an ancestor is missing', () => {
    const { read, leaves } = history({ x: ['三', ['q']], y: ['四', ['q']] })
    expect(resolveField('text', true, leaves('xy'), read).conflict).toEqual({
      kind: 'prose',
      incomplete: true,
      leaves: 2,
    })
  })

  it('ends in time on a history of 10,000 writes [I13]', () => {
    const log = new Map<string, { hlc: number; fields: Record<string, FieldWrite> }>()
    const name = (n: number) => refOf('abcdefgh.1', n, 'x'.repeat(16))
    for (let n = 1; n <= 10_000; n++)
      log.set(name(n), { hlc: n, fields: { text: [`${n}`, n > 1 ? [name(n - 1)] : []] } })
    for (const n of [20_001, 20_002]) log.set(name(n), { hlc: n, fields: { text: [`${n}`, [name(10_000)]] } })
    const started = performance.now()
    expect(commonAncestor('text', [name(20_001), name(20_002)], (one) => log.get(one)).base).toBe('10000')
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('deletion [rule 4]', () => {
  const seen = new Map([['a', 3]])
  const touch = { device: 'b', stream: 'other', seq: 2 }
  it.each([
    ['no tombstone', [], [], false, false],
    ['one that knew all', [{ a: { base: 3 } }], [], true, false],
    ['one that knew less', [{ a: { base: 2 } }], [], false, true],
    ['one that knew another stream', [{ a: { other: 9 } }], [], false, true],
    ['one that knew not the child', [{ a: { base: 3 } }], [touch], false, true],
    ['one that knew the child', [{ a: { base: 3 }, b: { other: 2 } }], [touch], true, false],
    ['one of two that knew all', [{ a: { base: 2 } }, { a: { base: 3 } }], [], true, false],
    ['one and a restore', [{ a: { base: 3 } }, null], [], false, true],
    ['only restores', [null, null], [], false, false],
    ['values that are no vector', ['yes', 1, true, [1]], [], false, false],
    ['a vector of nonsense', [{ a: 'x', b: null }], [], false, true],
    [
      'a vector of inherited names',
      [{ constructor: { base: 9 } }],
      [{ ...touch, device: 'constructor', stream: 'toString' }],
      false,
      true,
    ],
  ])('%s', (_, tombstones, touches, deleted, conflict) => {
    expect(judgeDeletion(tombstones as never, 'base', seen, touches)).toEqual({ deleted, conflict })
  })
})

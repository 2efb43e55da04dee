import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { citiesSaying, type MergeNode, survivorsOf, writesToPart } from '../../../shared/domain/merging.ts'

/** `a>b` merged, `(a)` in the trash; written as `a>b b>c (c)`. */
function nodesOf(written: string): MergeNode[] {
  return written.split(' ').map((word) => {
    const living = !word.startsWith('(')
    const [id = '', mergedInto = null] = word.replace(/[()]/g, '').split('>')
    return { id, mergedInto, living }
  })
}
const shown = (written: string) => Object.fromEntries(survivorsOf(nodesOf(written)))

describe('who stands for merged findings', () => {
  test('the end of a chain', () => {
    expect(shown('a>b b')).toEqual({ a: 'b' })
    expect(shown('a>b b>c c')).toEqual({ a: 'c', b: 'c' })
  })

  test('a ring has its oldest, whoever leads into it', () => {
    expect(shown('a>b b>a')).toEqual({ a: 'a', b: 'a' })
    expect(shown('z>b b>c c>b')).toEqual({ z: 'b', b: 'b', c: 'b' })
    expect(shown('a>a')).toEqual({ a: 'a' })
  })

  test('nothing hides behind what is not here or in the trash', () => {
    expect(shown('a>b')).toEqual({ a: 'a' })
    expect(shown('a>b (b)')).toEqual({ a: 'a' })
    expect(shown('a>b (b>c) c')).toEqual({ a: 'c' })
    expect(shown('a>b b>c (c)')).toEqual({ a: 'b', b: 'b' })
    expect(shown('a>b (b>c) (c>b)')).toEqual({ a: 'a' })
    expect(shown('a>b b>c (c>a)')).toEqual({ a: 'a', b: 'a' })
  })

  const graph = fc.array(fc.record({ into: fc.option(fc.nat({ max: 11 }), { nil: null }), living: fc.boolean() }), {
    minLength: 1,
    maxLength: 10,
  })
  const nodes = graph.map((list) =>
    list.map(
      ({ into, living }, at): MergeNode => ({ id: `n${at}`, mergedInto: into === null ? null : `n${into}`, living }),
    ),
  )

  test('whatever was written: the one shown is living, stands for itself, and no order changes it', () => {
    fc.assert(
      fc.property(nodes, fc.nat(), (list, seed) => {
        const survivors = survivorsOf(list)
        const byId = new Map(list.map((node) => [node.id, node]))
        for (const [id, survivor] of survivors) {
          expect(byId.get(survivor)?.living).toBe(true)
          expect(survivors.get(survivor) ?? survivor).toBe(survivor)
          // reached on its own way
          const way = new Set<string>()
          for (let next: string | null = id; next !== null && !way.has(next); next = byId.get(next)?.mergedInto ?? null)
            way.add(next)
          expect(way.has(survivor)).toBe(true)
        }
        const turned = [...list.slice(seed % list.length), ...list.slice(0, seed % list.length)].reverse()
        expect(new Map([...survivorsOf(turned)].sort())).toEqual(new Map([...survivors].sort()))
      }),
      { numRuns: 2000 },
    )
  })

  test('a finding that is parted stands for itself, the one it was shown under too', () => {
    fc.assert(
      fc.property(nodes, (list) => {
        for (const [id, before] of survivorsOf(list)) {
          const cleared = new Set(writesToPart(list, id))
          const after = survivorsOf(list.map((node) => (cleared.has(node.id) ? { ...node, mergedInto: null } : node)))
          expect(after.get(id) ?? id).toBe(id)
          expect(after.get(before) ?? before).toBe(before)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('a long chain costs no more than its length', () => {
    const length = 20_000
    const chain = Array.from({ length }, (_, at) => ({
      id: `n${at}`,
      mergedInto: at + 1 < length ? `n${at + 1}` : null,
      living: true,
    }))
    expect(new Set(survivorsOf(chain).values())).toEqual(new Set([`n${length - 1}`]))
  })
})

test('cities: those a finding names, else those it was heard in', () => {
  const cityOf = (region: string | null) => (region === null || region === 'province' ? null : region.slice(0, 1))
  const count = (...group: { regions?: string[]; visitRegions?: (string | null)[] }[]) =>
    citiesSaying(
      group.map(({ regions = [], visitRegions = [] }) => ({ regions, visitRegions })),
      cityOf,
    ).size
  expect(count({ regions: ['a1', 'a2'] })).toBe(1)
  expect(count({ regions: ['a1'], visitRegions: ['b1'] })).toBe(1)
  expect(count({ regions: ['province'], visitRegions: ['a1', 'b1', null] })).toBe(2)
  expect(count({ regions: ['province'] })).toBe(0)
  expect(count({ regions: ['a1'] }, { regions: ['b2'] }, { visitRegions: ['b1', 'c'] })).toBe(3)
})

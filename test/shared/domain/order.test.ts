import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { between, moveTo, type Ordered } from '../../../shared/domain/order.ts'

const byKey = (left: Ordered, right: Ordered) => {
  if (left.order === right.order) return left.id < right.id ? -1 : 1
  if (left.order === null) return 1
  if (right.order === null) return -1
  return left.order < right.order ? -1 : 1
}
const key = fc.stringMatching(/^[0-9A-Za-z]{0,5}[1-9A-Za-z]$/)

describe('between', () => {
  it('lies between any two keys', () => {
    fc.assert(
      fc.property(key, key, (left, right) => {
        fc.pre(left !== right)
        const [low, high] = left < right ? [left, right] : [right, left]
        const middle = between(low, high)
        expect(low < middle && middle < high).toBe(true)
        expect(middle).toMatch(/[^0]$/)
      }),
      { numRuns: 5000 },
    )
  })

  it('lies beyond either end', () => {
    fc.assert(
      fc.property(key, (one) => {
        expect(between(one, null) > one).toBe(true)
        expect(between(null, one) < one && between(null, one) > '').toBe(true)
      }),
      { numRuns: 5000 },
    )
  })

  it('stays short while sentences are appended', () => {
    let last: string | null = null
    for (let count = 0; count < 5000; count++) {
      const next = between(last, null)
      expect(next > (last ?? '')).toBe(true)
      last = next
    }
    expect(last!.length).toBeLessThanOrEqual(4)
  })

  it('continues the keys of the demonstration data', () => {
    expect(between('a5', null) > 'a5').toBe(true)
    expect(between('a0', 'a1') > 'a0' && between('a0', 'a1') < 'a1').toBe(true)
  })

  it('follows the first of two equal keys', () => {
    expect(between('a1', 'a1') > 'a1').toBe(true)
  })
})

describe('moveTo', () => {
  const order = fc.option(fc.constantFrom('a0', 'a1', 'a1V', 'b', 'Zz'), { nil: null })

  it('puts the record where it was asked to go, whatever ties and gaps there are', () => {
    fc.assert(
      fc.property(fc.array(order, { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(), (orders, pick, target) => {
        const siblings = orders.map((one, at) => ({ id: `s${at}`, order: one })).sort(byKey)
        const moved = siblings[pick % siblings.length]!
        const to = target % siblings.length
        const wanted = siblings.filter((one) => one !== moved)
        wanted.splice(to, 0, moved)
        const writes = new Map(moveTo(siblings, moved.id, to).map((write) => [write.id, write.order]))
        const after = siblings.map((one) => ({ id: one.id, order: writes.get(one.id) ?? one.order })).sort(byKey)
        expect(after.map((one) => one.id)).toEqual(wanted.map((one) => one.id))
      }),
      { numRuns: 5000 },
    )
  })

  it('writes one key where the siblings are in order', () => {
    const siblings = ['a0', 'a1', 'a2', 'a3'].map((one) => ({ id: one, order: one }))
    expect(moveTo(siblings, 'a3', 1)).toHaveLength(1)
    expect(moveTo(siblings, 'a0', 3)).toHaveLength(1)
  })
})

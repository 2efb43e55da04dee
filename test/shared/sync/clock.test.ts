import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { millisecondsOf, observe, tick, ticksPerMillisecond } from '../../../shared/sync/clock.ts'

const day = 86_400_000
const now = Date.UTC(2026, 0, 1)
const at = (milliseconds: number) => milliseconds * ticksPerMillisecond

describe('the hybrid clock [rule 5]', () => {
  it('grows with every write, whatever the wall clock does within a day', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -day / 2, max: day / 2 }), { minLength: 2, maxLength: 50 }), (jumps) => {
        let last = 0
        for (const jump of jumps) {
          const next = tick(last, now + jump)
          expect(next).toBeGreaterThan(last)
          last = next
        }
      }),
    )
  })

  it('counts up within a millisecond and follows the wall clock after', () => {
    expect(tick(0, now)).toBe(at(now))
    expect(tick(at(now), now)).toBe(at(now) + 1)
    expect(tick(at(now) + 5, now + 1)).toBe(at(now + 1))
    expect(millisecondsOf(at(now) + 5)).toBe(now)
  })

  it('leaves a bad own time behind once the clock is set right, but only beyond a day', () => {
    expect(tick(at(Date.UTC(2099, 0, 1)), now)).toBe(at(now))
    expect(tick(at(now + day), now)).toBe(at(now + day) + 1)
    expect(tick(at(now + day) + 1, now)).toBe(at(now))
  })

  it('adopts a received time up to 24 h ahead, and only flags one beyond', () => {
    expect(observe(5, at(now + day), now)).toEqual({ last: at(now + day), flagged: false })
    expect(observe(5, at(now + day) + 1, now)).toEqual({ last: 5, flagged: true })
    expect(observe(at(now), 7, now)).toEqual({ last: at(now), flagged: false })
    expect(observe(5, Number.MAX_SAFE_INTEGER, now)).toEqual({ last: 5, flagged: true })
  })

  it('stays a safe integer for any clock a computer can have [I10]', () => {
    const clocks = fc.constantFrom(-1, 0, 1, now, Date.UTC(2099, 0, 1), Date.UTC(2110, 0, 1), 8.64e15, 1.5, Infinity)
    fc.assert(
      fc.property(fc.array(clocks, { minLength: 1, maxLength: 20 }), (walls) => {
        let last = 0
        for (const wall of walls) {
          for (let n = 0; n < 4; n++) last = tick(last, wall)
          expect(Number.isSafeInteger(last) && last >= 0).toBe(true)
          last = observe(last, Number.MAX_SAFE_INTEGER, wall).last
        }
      }),
    )
  })
})

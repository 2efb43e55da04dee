import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clashesOf, type DatedVisit, unitDays } from '../../../shared/domain/overlaps.ts'

const visit = (id: string, start: string, rest: Partial<DatedVisit> = {}): DatedVisit => ({
  ...{ id, team: id, city: null, hosts: [], start, end: start },
  ...rest,
})

describe('visits in each other’s way', () => {
  test('a unit asked twice within thirty days, not later', () => {
    const hosts = ['unit']
    const first = visit('a', '2023-11-01', { hosts })
    expect(clashesOf([first, visit('b', '2023-12-01', { hosts })])).toEqual([
      { kind: 'unit', subject: 'unit', visits: ['a', 'b'] },
    ])
    expect(clashesOf([first, visit('b', '2023-12-02', { hosts })])).toEqual([])
    expect(clashesOf([first, visit('b', '2023-11-02', { hosts: ['other'] })])).toEqual([])
  })

  test('two teams in one city in one week, from Monday to Sunday', () => {
    const city = 'yangzhou'
    // 2023-11-20 is a Monday
    expect(clashesOf([visit('a', '2023-11-20', { city }), visit('b', '2023-11-26', { city })])).toHaveLength(1)
    expect(clashesOf([visit('a', '2023-11-26', { city }), visit('b', '2023-11-27', { city })])).toEqual([])
    expect(
      clashesOf([visit('a', '2023-11-20', { city, team: 't' }), visit('b', '2023-11-21', { city, team: 't' })]),
    ).toEqual([])
    // one that lasts into the next week meets what is there
    const long = visit('a', '2023-11-24', { city, end: '2023-11-28' })
    expect(clashesOf([long, visit('b', '2023-11-30', { city })])).toHaveLength(1)
  })

  test('any order gives the same, and nothing far apart is named', () => {
    const day = fc
      .integer({ min: 0, max: 120 })
      .map((n) => new Date(Date.UTC(2023, 9, 1 + n)).toISOString().slice(0, 10))
    const visits = fc.array(
      fc.record({
        start: day,
        team: fc.constantFrom('t1', 't2'),
        city: fc.constantFrom('c1', 'c2'),
        host: fc.constantFrom('u1', 'u2'),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(visits, (drawn) => {
        const all = drawn.map(({ host, ...rest }, at) => visit(`v${at}`, rest.start, { ...rest, hosts: [host] }))
        const found = clashesOf(all)
        expect(clashesOf([...all].reverse())).toEqual(found)
        for (const { visits: pair } of found) {
          const [one, other] = pair.map((id) => Date.parse(all.find((v) => v.id === id)!.start))
          expect(Math.abs(other! - one!) / 86_400_000).toBeLessThanOrEqual(unitDays)
        }
      }),
    )
  })
})

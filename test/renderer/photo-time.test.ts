import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatShift, formatTime, moved, parseTime, shiftBetween } from '../../renderer/ui/photo-time.ts'
import { retimed } from '../../renderer/ui/photo-times.tsx'

const before = '2023-11-10T09:05:42'
const today = '2023-12-01T08:00:00'

describe('a time that is typed', () => {
  it.each([
    ['2023-11-21 14:05', '2023-11-21T14:05:00'],
    ['2023-11-21T14:05:09', '2023-11-21T14:05:09'],
    ['２０２３年11月21日　14：05', '2023-11-21T14:05:00'],
    ['11-21 下午2点05分', '2023-11-21T14:05:00'],
    ['11月21日晚上8点', '2023-11-21T20:00:00'],
    ['11.21 中午12:30', '2023-11-21T12:30:00'],
    ['11-21 上午9时', '2023-11-21T09:00:00'],
    ['20231121 7:08', '2023-11-21T07:08:00'],
    // the day stays, and the second of a minute that stays
    ['14:05', '2023-11-10T14:05:00'],
    ['2023-11-10 09:05', before],
  ])('%s', (typed, time) => {
    expect(parseTime(typed, before, today)).toEqual({ time })
  })

  it.each(['2023-11-21', '14', '25:00', '9:60', '11-31 9:00', '2023年11月 9:00', '昨天'])(
    '%s is not understood',
    (typed) => {
      expect(parseTime(typed, before, today)).toHaveProperty('error')
    },
  )

  it('without a day, where none is known, asks for it; nothing is nothing', () => {
    expect(parseTime('14:05', null, today)).toHaveProperty('error')
    expect(parseTime('11-21 14:05', null, today)).toEqual({ time: '2023-11-21T14:05:00' })
    expect(parseTime('  ', before, today)).toBe(null)
  })
})

const times = fc
  .date({ min: new Date('1980-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 19))

it('what is shown is read back as it was, and what is moved arrives where it should', () => {
  fc.assert(
    fc.property(times, times, (from, to) => {
      expect(parseTime(formatTime(from) ?? '', from)).toEqual({ time: from })
      expect(moved(from, shiftBetween(from, to))).toBe(to)
      expect(moved(to, shiftBetween(to, from))).toBe(from)
    }),
  )
})

it('a shift is said without what is nothing', () => {
  expect(formatShift(((24 + 3) * 60 + 20) * 60_000)).toBe('1 天 3 小时 20 分')
  expect(formatShift(-8 * 3600_000)).toBe('8 小时')
})

it('only what has a time moves; only what has none is given one', () => {
  const photos = [
    { id: 'a', takenAt: '2019-01-01T00:00:10' },
    { id: 'b', takenAt: '2019-01-01T01:30:00' },
    { id: 'c', takenAt: null },
  ]
  expect([...retimed(photos, photos[0]!, '2023-11-10T09:00:10')]).toEqual([
    ['a', '2023-11-10T09:00:10'],
    ['b', '2023-11-10T10:30:00'],
  ])
  expect([...retimed(photos, photos[2]!, '2023-11-10T09:00:00')]).toEqual([['c', '2023-11-10T09:00:00']])
  expect(retimed(photos, photos[0]!, photos[0]!.takenAt!).size).toBe(0)
})

import { describe, expect, it } from 'vitest'
import { formatDate, parseDate } from '../../renderer/ui/dates.ts'
import { displayPunctuation } from '../../renderer/ui/display.ts'

describe('dates', () => {
  it.each([
    ['11-21', '2023-11-21'],
    ['11.21', '2023-11-21'],
    ['１１月２１日', '2023-11-21'],
    ['2023年11月21日', '2023-11-21'],
    ['2024/2/29', '2024-02-29'],
    ['20231121', '2023-11-21'],
    ['2023年11月', '2023-11'],
    ['11月', '2023-11'],
  ])('reads %s', (typed, date) => {
    expect(parseDate(typed, 2023)).toMatchObject({ date })
  })

  it.each(['11-31', '2023年2月29日', '13-1', '0-1', '昨天', '5'])('refuses %s with a reason', (typed) => {
    expect(parseDate(typed, 2023)).toHaveProperty('error')
  })

  it('words a wrong day', () => {
    expect(parseDate('11-31', 2023)).toEqual({ error: '11 月没有 31 日，请改日期；其余内容已存好。' })
  })

  it('shows a range as short as it can be', () => {
    expect(formatDate({ start: '2023-11-21', end: '2023-11-22' })).toBe('11-21 — 22')
    expect(formatDate({ start: '2023-11-30', end: '2023-12-02' })).toBe('11-30 — 12-02')
    expect(formatDate({ start: '2023-11', precision: 'month' })).toBe('2023 年 11 月')
    expect(formatDate({ start: null })).toBeNull()
  })
})

describe('displayPunctuation', () => {
  it('widens marks beside Han and leaves figures alone', () => {
    expect(displayPunctuation('调研组来到扬州,分别与市、县(区)座谈;11:30 结束,共1,000人')).toBe(
      '调研组来到扬州，分别与市、县（区）座谈；11:30 结束，共1,000人',
    )
  })
})

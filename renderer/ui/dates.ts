/** Dates with a precision: how they are shown, and how they are typed. */
import { text } from '../../shared/text/zh-cn.ts'
import { fill } from './fill.ts'

export type Precision = 'day' | 'month' | 'unknown'
export type DateValue = {
  start: string | null
  end?: string | null
  precision?: string | null
}

const parts = (date: string) => date.split('-') as [string, string | undefined, string | undefined]
const words = text.common

/** `11-21`, `11-21 — 22`, `11-30 — 12-02`, `2023 年 11 月`; `null`: missing. With `year` the year is written out. */
export function formatDate({ start, end, precision }: DateValue, { year = false } = {}): string | null {
  if (!start || precision === 'unknown') return null
  const [y, m, d] = parts(start)
  if (!m) return fill(words.year, { year: y })
  if (precision === 'month' || !d) return fill(words.yearMonth, { year: y, month: Number(m) })
  const from = `${year ? `${y}-` : ''}${m}-${d}`
  if (!end || end === start) return from
  const [endYear, endMonth, endDay] = parts(end)
  if (!endMonth || !endDay) return from
  if (endYear !== y) return `${y}-${m}-${d}${words.rangeDash}${end}`
  return `${from}${words.rangeDash}${endMonth === m ? endDay : `${endMonth}-${endDay}`}`
}

/** Heading of the month a date lies in: `11 月`, with the year when asked. */
export function monthOf(start: string | null, { year = false } = {}): string | null {
  if (!start) return null
  const [y, m] = parts(start)
  if (!m) return fill(words.year, { year: y })
  return year ? fill(words.yearMonth, { year: y, month: Number(m) }) : fill(words.month, { month: Number(m) })
}

export const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

export type ParsedDate = { date: string; precision: 'day' | 'month' } | { error: string }

const two = (part: number) => String(part).padStart(2, '0')

function check(year: number, month: number, day?: number): ParsedDate {
  if (month < 1 || month > 12) return { error: fill(words.date.wrongMonth, { month }) }
  if (day === undefined) return { date: `${year}-${two(month)}`, precision: 'month' }
  if (day < 1 || day > daysIn(year, month)) return { error: fill(words.date.wrongDay, { month, day }) }
  return { date: `${year}-${two(month)}-${two(day)}`, precision: 'day' }
}

/** Reads `11-21`, `11.21`, `11月21日`, `2023-11-21`, `2023年11月`, `20231121`. `null`: nothing typed. A date without a year takes `year`. */
export function parseDate(typed: string, year: number): ParsedDate | null {
  const value = typed
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[./月年]/g, '-')
    .replace(/[日号]/g, '')
    .replace(/-+$/, '')
  if (!value) return null
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(value)
  if (packed) return check(Number(packed[1]), Number(packed[2]), Number(packed[3]))
  const full = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(value)
  if (full) return check(Number(full[1]), Number(full[2]), full[3] === undefined ? undefined : Number(full[3]))
  const short = /^(\d{1,2})-(\d{1,2})$/.exec(value)
  if (short) return check(year, Number(short[1]), Number(short[2]))
  if (/^\d{1,2}$/.test(value) && typed.includes('月')) return check(year, Number(value))
  return { error: words.date.unreadable }
}

/** The wall clock as fields of the kind `time` hold it: `2023-11-10T14:05:00`. */
export const localTime = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`

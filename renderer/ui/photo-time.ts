/** When a photo was taken, by the wall clock of where it was: shown, typed, moved. */
import { text } from '../../shared/text/zh-cn.ts'
import { localTime, parseDate } from './dates.ts'

const words = text.capture.times
const second = 1000
const minute = 60 * second

const asUtc = (time: string): number => Date.parse(`${time.length === 16 ? `${time}:00` : time.slice(0, 19)}Z`)

/** `2023-11-10 09:05`; `null` where nothing is known. */
export const formatTime = (time: string | null): string | null =>
  time === null ? null : time.slice(0, 16).replace('T', ' ')

/** Milliseconds from one time to the other; no clock's summer time counts. */
export const shiftBetween = (from: string, to: string): number => asUtc(to) - asUtc(from)

/** The time so much later, to the second. */
export const moved = (time: string, by: number): string => new Date(asUtc(time) + by).toISOString().slice(0, 19)

/** `1 天 3 小时 20 分`, without what is nothing. */
export function formatShift(by: number): string {
  const total = Math.abs(by)
  const parts = [
    [Math.floor(total / (1440 * minute)), words.days],
    [Math.floor(total / (60 * minute)) % 24, words.hours],
    [Math.floor(total / minute) % 60, words.minutes],
    [Math.floor(total / second) % 60, words.seconds],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

export type ParsedTime = { time: string } | { error: string }

/**
 * Reads `2023-11-10 14:05`, `11-10 14:05`, `11月10日下午2点05分`, and `14:05` for the day of `before`. `null`: nothing typed. Seconds
 * that were not typed are those of `before` where the minute stays, else none.
 */
export function parseTime(typed: string, before: string | null, today = localTime(new Date())): ParsedTime | null {
  const value = typed.normalize('NFKC').trim()
  if (!value) return null
  const clock =
    /(上午|早上|中午|下午|晚上)?\s*(\d{1,2})\s*(?:[:点时]\s*(\d{1,2})?\s*分?)(?:\s*:?\s*(\d{1,2})\s*秒?)?\s*$/.exec(
      value,
    )
  if (!clock) return { error: words.unreadable }
  const [whole, half, hours = '', minutes = '0', seconds] = clock
  const isLate = half === '下午' || half === '晚上' || (half === '中午' && Number(hours) < 3)
  const hour = Number(hours) + (isLate && Number(hours) < 12 ? 12 : 0)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return { error: words.unreadable }
  const day = value.slice(0, value.length - whole.length).replace(/[T,，]\s*$/i, '')
  const known = (before ?? '').slice(0, 10)
  const parsed = day.trim() ? parseDate(day, Number((before ?? today).slice(0, 4))) : known ? { date: known } : null
  if (parsed === null) return { error: words.dayMissing }
  if ('error' in parsed) return { error: parsed.error }
  if (parsed.date.length !== 10) return { error: words.dayMissing }
  const two = (part: number) => String(part).padStart(2, '0')
  const upToMinute = `${parsed.date}T${two(hour)}:${two(Number(minutes))}`
  const kept = before?.startsWith(upToMinute) ? before.slice(17, 19) || '00' : '00'
  return { time: `${upToMinute}:${seconds === undefined ? kept : two(Number(seconds))}` }
}

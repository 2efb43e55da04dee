/** How stored values are shown. Nothing here alters data. */
import { fullWidthPunctuation } from '../../shared/domain/punctuation.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { fill } from './fill.ts'

/** Half-width punctuation beside Han is shown full-width; what is stored stays as it came. */
export const displayPunctuation = fullWidthPunctuation

/** The words of an enumeration; a value of a newer version is shown as it came. */
export const labelOf = (labels: Record<string, string>, value: string | null | undefined): string | null =>
  value ? (labels[value] ?? value) : null

export const joinNames = (names: readonly (string | null)[]): string =>
  names.filter(Boolean).join(text.common.listComma)

/** 盐城市 → 盐城, where the place is plain from what stands around it. Autonomous prefectures and the like keep their whole name. */
export const placeName = (name: string | null): string | null => name?.replace(/(?<=..)(市|地区|盟)$/, '') ?? null

/** 1000 → 1,000; fractions as they are. By hand: the first question to `Intl` costs more than a list's first rows. */
export const formatNumber = (value: number): string => String(value).replace(/(?<!\.\d*)\B(?=(\d{3})+(?!\d))/g, ',')

/** Milliseconds since 1970 → `11-21 14:05`, with the year where it is not this one. */
export function formatStamp(at: number): string {
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
  return date.getFullYear() === new Date().getFullYear() ? day : `${date.getFullYear()}-${day}`
}

/** Computers disagree by minutes; a day ahead is a clock set wrong (sync rule 5). */
export const isAhead = (at: number): boolean => at > Date.now() + 24 * 3_600_000

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['KB', 'MB', 'GB', 'TB']
  let value = bytes / 1024
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

export const formatPosition = (index: number, total: number): string => fill(text.common.position, { index, total })

/**
 * The beginning of a long text and `…`, for where style cuts it after a few lines: a browser lays out every character it is given, and
 * long quotes were most of what a list's layout took.
 */
export const beginning = (text: string, length: number): string =>
  text.length > length
    ? `${Array.from(text.slice(0, length * 2))
        .slice(0, length)
        .join('')}…`
    : text

/** Dates in running text: days, ranges, lists, months, 上旬 and 上月; years inferred from when the text was published. */
import type { IntakeReason } from '../../../../shared/domain/intake.ts'
import { chineseNumber } from './numerals.ts'
import type { Span } from './passages.ts'

export type FoundDate = Span & {
  /** `YYYY-MM-DD` or `YYYY-MM`; several where days are listed (14日和21日). `null`: no such day, or no year known. */
  days: { start: string; end: string | null }[]
  precision: 'day' | 'month'
  reasons: IntakeReason[]
}

const two = (value: number) => String(value).padStart(2, '0')
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

const N = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})'
const year = '(?:(?<year>\\d{4}|[〇零一二三四五六七八九○]{4})年|(?<word>今年|去年|本年|前年|明年))?'
const dash = '(?:日|号)?(?:（[^）]{1,8}）)?(?:至|到|—+|-+|~|－)'
const patterns = [
  // 2023-11-10, 2023/11/10, 2023.11.10, and with a range behind it
  /(?<![\d.])(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})(?![\d.])/g,
  // 11月30日至12月2日
  new RegExp(`${year}(?<month>${N})月(?<day>${N})${dash}(?:(?:\\d{4}年)?(?<toMonth>${N})月)(?<toDay>${N})[日号]`, 'g'),
  // 11月21至22日, 11月21日至22日
  new RegExp(`${year}(?<month>${N})月(?<day>${N})${dash}(?<toDay>${N})[日号]`, 'g'),
  // 11月14日和21日, 11月14、15、16日
  new RegExp(`${year}(?<month>${N})月(?<list>${N}[日号]?(?:[、和及与，]${N}[日号]?)+)(?<=[日号])`, 'g'),
  // 11月30日, and 11月30 with the last character left out
  new RegExp(`${year}(?<month>${N})月(?<day>${N})(?:[日号]|(?=召开|举行|上午|下午|，))`, 'g'),
  // 3月—5月, 11月至12月
  new RegExp(`${year}(?<month>${N})月?(?:份)?(?:至|到|—+|-+|~)(?:\\d{4}年)?(?<toMonth>${N})月(?:份)?(?!\\d)`, 'g'),
  // 6月中下旬, 12月初, 11月
  new RegExp(
    `${year}(?<month>${N})月(?:份)?(?<part>上旬|中旬|下旬|上中旬|中下旬|初|底|末|中(?!学|心|医|国|央|小|队|共))?`,
    'g',
  ),
  // 13日, after a date with a month
  new RegExp(`(?<![\\d月至到、和年-])(?<only>${N})(?:日|号)(?=[，上下晚]|一行|调研组|，)`, 'g'),
  /(?<next>次日|第二天|翌日)|(?<same>当日|当天)/g,
  /(?<ago>上个?月|本月|这个月|下个?月)(?<part>上旬|中旬|下旬|初|底|末)?/g,
]

const numberOf = (word: string) => (/^\d+$/.test(word) ? Number(word) : (chineseNumber(word) ?? Number.NaN))
const yearOf = (word: string) =>
  /^\d{4}$/.test(word)
    ? Number(word)
    : Number(
        [...word]
          .map((digit) => '〇一二三四五六七八九'.indexOf(digit === '零' || digit === '○' ? '〇' : digit))
          .join(''),
      )

export type Clock = {
  /** `YYYY-MM-DD`, if known. */
  published: string | null
  /** The date before: for a day without a month, and for 次日. */
  near?: string | null
  /** What is told lies ahead: 拟于, 定于. */
  future?: boolean
  /** A year the text itself names often, where it does not say when it was published. */
  fallback: number | null
}

/** The year in which a month and day without one lie: the last before publication, or for plans the next. */
function inferYear(
  month: number,
  day: number,
  clock: Clock,
  future: boolean,
): { year: number | null; reasons: IntakeReason[] } {
  if (clock.published) {
    const [y, m, d] = clock.published.split('-').map(Number) as [number, number, number]
    const later = month * 100 + day > m * 100 + (d || 31)
    return { year: future ? (later ? y : month < m ? y + 1 : y) : later ? y - 1 : y, reasons: ['year'] }
  }
  return clock.fallback ? { year: clock.fallback, reasons: ['year', 'no-year'] } : { year: null, reasons: ['no-year'] }
}

function wordYear(word: string, clock: Clock): number | null {
  const base = clock.published ? Number(clock.published.slice(0, 4)) : clock.fallback
  if (base === null) return null
  return base + ({ 去年: -1, 前年: -2, 明年: 1 }[word] ?? 0)
}

/** Every date of `span`, in order; where two readings overlap the longer one counts. */
export function datesIn(text: string, span: Span, clock: Clock): FoundDate[] {
  const piece = text.slice(span.from, span.to)
  const taken: Span[] = []
  const found: FoundDate[] = []
  for (const pattern of patterns) {
    for (const match of piece.matchAll(pattern)) {
      const place = { from: span.from + match.index, to: span.from + match.index + match[0].length }
      if (taken.some((other) => place.from < other.to && other.from < place.to)) continue
      const date = read(match.groups ?? {}, clock, clock.future === true || isFuture(text, place, span))
      if (!date) continue
      taken.push(place)
      found.push({ ...place, ...date })
    }
  }
  return found.sort((a, b) => a.from - b.from)
}

/** 拟于, 将于, 定于, 计划 before a date in the same sentence. */
function isFuture(text: string, place: Span, span: Span): boolean {
  return (
    /(?:拟|将|定|计划|预计|安排)(?:于|在)?[^，。；]{0,6}$|前(?:完成|制定|报送)/.test(
      text.slice(Math.max(span.from, place.from - 12), place.from),
    ) || /^(?:底|末|中旬|上旬|下旬)?(?:之)?前(?!往)/.test(text.slice(place.to, place.to + 5))
  )
}

function read(
  groups: Record<string, string | undefined>,
  clock: Clock,
  future: boolean,
): Omit<FoundDate, 'from' | 'to'> | null {
  if (groups.next || groups.same) {
    if (clock.near?.length !== 10) return null
    const at = new Date(Date.parse(clock.near) + (groups.next ? 86_400_000 : 0))
    return { days: [{ start: at.toISOString().slice(0, 10), end: null }], precision: 'day', reasons: ['year'] }
  }
  if (groups.ago) return readMonthWord(groups.ago, groups.part, clock)
  if (groups.only) {
    const day = numberOf(groups.only)
    const [year, month] = (clock.near ?? '').slice(0, 7).split('-').map(Number)
    if (!year || !month || !(day >= 1 && day <= daysIn(year, month))) return null
    return { days: [{ start: `${year}-${two(month)}-${two(day)}`, end: null }], precision: 'day', reasons: ['year'] }
  }
  const month = numberOf(groups.month ?? '')
  if (!(month >= 1 && month <= 12)) return null
  const days = groups.list
    ? groups.list.split(/[、和及与，]/).map((one) => numberOf(one.replace(/[日号]/, '')))
    : groups.day
      ? [numberOf(groups.day)]
      : []
  if (days.some((day) => !(day >= 1 && day <= 99))) return null
  const lastMonth = groups.toMonth ? numberOf(groups.toMonth) : month
  const lastDay = groups.toDay ? numberOf(groups.toDay) : null
  const reasons: IntakeReason[] = []
  let year: number | null
  if (groups.year) year = yearOf(groups.year)
  else if (groups.word) {
    year = wordYear(groups.word, clock)
    reasons.push('year')
  } else {
    const inferred = inferYear(lastMonth, lastDay ?? days.at(-1) ?? 1, clock, future)
    // a trip over New Year began in the year before
    year = inferred.year !== null && lastMonth < month ? inferred.year - 1 : inferred.year
    reasons.push(...inferred.reasons)
  }
  if (year !== null && (year < 1900 || year > 2199)) return null
  if (groups.part) reasons.push('vague-date')
  const precision = days.length > 0 ? 'day' : 'month'
  if (year === null) return { days: [], precision, reasons }
  const lastYear = lastMonth < month ? year + 1 : year
  if (precision === 'month') {
    const end = groups.toMonth ? `${lastYear}-${two(lastMonth)}` : null
    return { days: [{ start: `${year}-${two(month)}`, end }], precision, reasons }
  }
  const wrong =
    days.some((day) => day > daysIn(year, month)) || (lastDay !== null && lastDay > daysIn(lastYear, lastMonth))
  if (wrong) return { days: [], precision, reasons: [...reasons, 'wrong-date'] }
  const end = lastDay === null ? null : `${lastYear}-${two(lastMonth)}-${two(lastDay)}`
  const starts = days.map((day) => `${year}-${two(month)}-${two(day)}`)
  if (end !== null && end < starts[0]!) return { days: [], precision, reasons: [...reasons, 'wrong-date'] }
  return { days: starts.map((start) => ({ start, end: end === start ? null : end })), precision, reasons }
}

function readMonthWord(word: string, part: string | undefined, clock: Clock): Omit<FoundDate, 'from' | 'to'> {
  const reasons: IntakeReason[] = ['year', 'vague-date']
  if (!clock.published) return { days: [], precision: 'month', reasons: ['no-year'] }
  const [y, m] = clock.published.split('-').map(Number) as [number, number]
  const shift = word.startsWith('上') ? -1 : word.startsWith('下') ? 1 : 0
  const at = new Date(Date.UTC(y, m - 1 + shift, 1))
  return {
    days: [{ start: at.toISOString().slice(0, 7), end: null }],
    precision: 'month',
    reasons: part ? reasons : ['year', 'vague-date'],
  }
}

/** When a text was published, as its head or its foot says. */
export function publicationOf(text: string): { date: string; span: Span } | null {
  const lines = [...text.matchAll(/[^\r\n]+/g)].map(({ 0: words, index }) => ({ words, index }))
  const foot = lines.slice(-4).reverse()
  const pattern =
    /(?<year>\d{4}|[〇零一二三四五六七八九○]{4})(?:年|[-./])\s?(?<month>\d{1,2}|[一二三四五六七八九十]{1,3})(?:月|[-./])\s?(?<day>\d{1,2}|[一二三四五六七八九十]{1,3})日?/
  for (const { words, index } of [...lines.slice(0, 8), ...foot]) {
    const found = pattern.exec(words)
    if (!found?.groups) continue
    const rest = words
      .replace(found[0], '')
      .replace(
        /[\s（）()〔〕：:]|\d{1,2}:\d{2}(:\d{2})?|上午|下午|星期.|发布时间|发布日期|发稿时间|时间|日期|来源.*$|责任?编辑?.*$|印发/g,
        '',
      )
    if (rest.length > 6) continue
    const [year, month, day] = [yearOf(found.groups.year!), numberOf(found.groups.month!), numberOf(found.groups.day!)]
    if (year < 1950 || year > 2199 || !(month >= 1 && month <= 12) || !(day >= 1 && day <= daysIn(year, month)))
      continue
    return {
      date: `${year}-${two(month)}-${two(day)}`,
      span: { from: index + found.index, to: index + found.index + found[0].length },
    }
  }
  return null
}

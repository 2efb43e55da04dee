/** `2023年11月30日`, `2023年11月`, `2023年`: without leading zeros (GB/T 9704); `null` where no date is known. */
export function longDate(date: string | null | undefined, precision?: string | null): string | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date ?? '') ?? []
  if (!year || precision === 'unknown') return null
  const whole = `${year}年${month ? `${Number(month)}月` : ''}`
  return day && precision !== 'month' ? `${whole}${Number(day)}日` : whole
}

/** `2023年11月21日至22日`, `2023年11月30日至12月2日`. */
export function longDates(
  start: string | null | undefined,
  end: string | null | undefined,
  precision?: string | null,
): string | null {
  const from = longDate(start, precision)
  const to = longDate(end, precision)
  if (!from || !to || from === to) return from ?? to
  const [year, month] = [/^\d+年/, /^\d+年\d+月/].map((part) => part.exec(from)?.[0] ?? '')
  if (month && to.startsWith(month) && to.length > month.length) return `${from}至${to.slice(month.length)}`
  return `${from}至${year && to.startsWith(year) ? to.slice(year.length) : to}`
}

/** A stored local time to the minute: `2023年11月30日9时05分`. */
export function longTime(time: string | null | undefined): string | null {
  const [, date, hour, minute] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(time ?? '') ?? []
  return date ? `${longDate(date)}${Number(hour)}时${minute}分` : longDate(time)
}

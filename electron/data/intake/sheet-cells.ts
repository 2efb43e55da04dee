/** What a cell of a spreadsheet holds, as a person sees it there. */

export type SheetCell = {
  /** Text as it stands; a number in its shortest decimal form; a date as `YYYY-MM-DD`, `YYYY-MM` or with `THH:mm`; `#REF!` and the like. */
  text: string
  kind: 'text' | 'number' | 'date' | 'flag' | 'error'
  /** A number shown as percent: `text` is already times 100. */
  percent?: true
  /** The result that was stored with a formula; the formula itself is never evaluated. */
  formula?: true
  /** Covered by a merged cell whose content this is. */
  merged?: true
}

export type NumberStyle = 'plain' | 'percent' | 'day' | 'month' | 'time'

/** Built-in number formats that are dates, those of Chinese versions of Excel and WPS included (ECMA-376 18.8.30). */
const builtIn: Record<number, NumberStyle> = { 9: 'percent', 10: 'percent', 17: 'month', 22: 'time' }
for (const id of [14, 15, 16, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 58]) builtIn[id] = 'day'
for (const id of [27, 57]) builtIn[id] = 'month'

/** What a number format makes of a number; `code` only of formats the file defines. */
export function styleOf(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) return builtIn[id] ?? 'plain'
  const [first = ''] = code.split(';')
  const letters = first.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '').toLowerCase()
  if (letters.includes('%')) return 'percent'
  if (/general/.test(letters) || !/[yde]|m/.test(letters)) return 'plain'
  const quoted = first.includes('年') || first.includes('月')
  if (!/[ye]/.test(letters) && !/d/.test(letters) && !quoted) return 'plain'
  if (/h/.test(letters)) return 'time'
  return /d/.test(letters) ? 'day' : /m/.test(letters) ? 'month' : 'plain'
}

const day = 86_400_000
/** 9999-12-31. */
const lastSerial = 2_958_465

/**
 * A serial number as a date. 1900 as Excel counts it, with the day that never was; `null` for what is no date.
 */
export function serialDate(serial: number, is1904: boolean, style: NumberStyle): string | null {
  const counted = is1904 ? serial + 1462 : serial
  if (!Number.isFinite(serial) || serial < 0 || counted < 1 || counted >= lastSerial + 1) return null
  const whole = Math.floor(counted + 1e-9)
  // 1900 was no leap year; Excel has its 29 February
  if (whole === 60) return null
  const minutes = Math.min(1439, Math.round((counted - whole) * 1440))
  const iso = new Date(Date.UTC(1899, 11, whole < 60 ? 31 : 30) + whole * day + minutes * 60_000).toISOString()
  if (style === 'month') return iso.slice(0, 7)
  return style === 'time' && minutes > 0 ? iso.slice(0, 16) : iso.slice(0, 10)
}

/** The shortest decimal form: 4.9100000000000001 as stored is 4.91 as typed. */
export function numberText(value: number): string {
  const text = String(value)
  return /e/.test(text) ? value.toFixed(20).replace(/0+$/, '').replace(/\.$/, '').slice(0, 40) : text
}

/** A numeric cell by its style. */
export function numberCell(raw: string, style: NumberStyle, is1904: boolean): SheetCell {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return { text: raw.slice(0, 100), kind: 'error' }
  if (style === 'plain') return { text: numberText(value), kind: 'number' }
  if (style === 'percent')
    return { text: numberText(Number((value * 100).toPrecision(15))), kind: 'number', percent: true }
  const date = serialDate(value, is1904, style)
  return date ? { text: date, kind: 'date' } : { text: raw.slice(0, 100), kind: 'error' }
}

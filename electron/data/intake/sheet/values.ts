/** Cells into values: dates in every form offices write them, places by name, choices by their words, figures with their unit. */
import type { CellNote, CellTrouble } from '../../../../shared/domain/intake-sheets.ts'
import { datesIn } from '../press/dates.ts'
import { type Gazetteer, mentionsIn, type Place } from '../press/gazetteer.ts'
import { chineseNumber } from '../press/numerals.ts'
import { analysed } from '../press/script.ts'
import type { SheetCell } from '../spreadsheet.ts'

export type Read<T> = { value: T; note?: CellNote } | { trouble: CellTrouble }
const bad = (trouble: CellTrouble) => ({ trouble })

export type DateValue = { start: string; end: string | null; precision: 'day' | 'month' }
const two = (value: number) => String(value).padStart(2, '0')
const isDay = (year: number, month: number, day: number) =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()

/** @param year of dates that are written without one */
export function readDate(cell: SheetCell, year: number | null): Read<DateValue> {
  if (cell.kind === 'date') {
    const start = cell.text.slice(0, 10)
    return { value: { start, end: null, precision: start.length === 7 ? 'month' : 'day' } }
  }
  const said = analysed(cell.text.normalize('NFKC')).replace(/\s+/g, '')
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(said)
  if (packed) return day(Number(packed[1]), Number(packed[2]), Number(packed[3]))
  if (cell.kind === 'number') return bad('date')
  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(said)
  if (full) return day(Number(full[1]), Number(full[2]), Number(full[3]))
  const month = /^(\d{4})[-/.](\d{1,2})$/.exec(said)
  if (month)
    return Number(month[2]) >= 1 && Number(month[2]) <= 12
      ? { value: { start: `${month[1]}-${two(Number(month[2]))}`, end: null, precision: 'month' } }
      : bad('date')
  const short = /^(\d{1,2})[-/.](\d{1,2})$/.exec(said)
  if (short) {
    if (year === null) return bad('date-year')
    const read = day(year, Number(short[1]), Number(short[2]))
    return 'value' in read ? { ...read, note: 'year' } : read
  }
  const [found, more] = datesIn(said, { from: 0, to: said.length }, { published: null, fallback: year })
  if (!found || more || found.to - found.from < said.replace(/上午|下午|晚上?|全天|[()（）]/g, '').length)
    return bad('date')
  if (found.days.length !== 1)
    return bad(found.reasons.includes('wrong-date') ? 'date-day' : year === null ? 'date-year' : 'date')
  const [only] = found.days
  return {
    value: { start: only!.start, end: only!.end, precision: found.precision },
    ...(found.reasons.includes('year') ? { note: 'year' as const } : {}),
  }
}

const day = (year: number, month: number, date: number): Read<DateValue> =>
  year >= 1900 && year <= 2199 && isDay(year, month, date)
    ? { value: { start: `${year}-${two(month)}-${two(date)}`, end: null, precision: 'day' } }
    : bad('date-day')

/** A year, a month or a day: what a figure is of. */
export function readPeriod(cell: SheetCell): Read<string> {
  const said = cell.text.normalize('NFKC').replace(/\s+/g, '')
  const year = /^(\d{4})(?:年(?:度|全年)?)?$/.exec(said)
  if (year) return { value: year[1]! }
  const read = readDate(cell, null)
  return 'value' in read ? { value: read.value.start } : read
}

export function readYear(cell: SheetCell): Read<number> {
  const year = /^(\d{4})(?:年度?|-.*)?$/.exec(cell.text.normalize('NFKC').trim())
  return year && Number(year[1]) >= 1900 && Number(year[1]) <= 2199 ? { value: Number(year[1]) } : bad('number')
}

export type NumberValue = { value: string; unit: string | null; bound: 'equal' | 'least' | 'about' | null }

/** 4.91, ４，９１０, 300多家, 约5200万元: exact decimals as text, never a float. */
export function readNumber(cell: SheetCell): Read<NumberValue> {
  if (cell.kind === 'number') return { value: { value: cell.text, unit: cell.percent ? '%' : null, bound: null } }
  const said = cell.text.normalize('NFKC').replace(/[\s,，¥￥]/g, '')
  const found =
    /^(?<about>约|近|大约)?(?<least>超过|超|逾|不少于|≥|>=)?(?<approx>≈)?(?<sign>[-+−])?(?<number>\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+)(?<more>多|余)?(?<unit>(?:万|亿|百万|千万)?[^\d\s]{0,6}?)(?<after>以上|左右)?$/.exec(
      said,
    )
  if (!found?.groups) return bad('number')
  const { about, least, approx, sign, number = '', more, unit = '', after } = found.groups
  const value = /\d/.test(number) ? number : chineseNumber(number)
  if (value === null) return bad('number')
  const bound = about || approx || after === '左右' ? 'about' : least || more || after === '以上' ? 'least' : null
  return { value: { value: (sign && sign !== '+' ? '-' : '') + value, unit: unit || null, bound } }
}

/** 盐城, 盐城市亭湖区, 江苏省盐城市, 320902. */
export function readPlace(said: string, gazetteer: Gazetteer, home: Place | null): Read<Place> {
  const name = analysed(said.normalize('NFKC')).replace(/[\s·,，、/-]+/g, '')
  if (/^\d{6}$/.test(name)) {
    const place = gazetteer.places.find(({ code }) => code === name)
    return place ? { value: place } : bad('region')
  }
  const places = gazetteer.full.get(name) ?? gazetteer.short.get(name) ?? []
  const near =
    home && places.length > 1
      ? places.filter((place) => place.id === home.id || gazetteer.isBelow(place, home))
      : places
  const upper = near.filter(({ level }) => level === 'province' || level === 'city')
  const [only] = near.length === 1 ? near : upper.length === 1 ? upper : []
  if (only) return { value: only }
  if (places.length > 0) return bad('region-ambiguous')
  // a path of names, all of it
  const mentions = mentionsIn(name, gazetteer, home)
  const last = mentions.at(-1)
  const covers =
    mentions[0]?.from === 0 &&
    mentions.every((mention, index) => mention.to === (mentions[index + 1]?.from ?? name.length))
  if (covers && last?.place) return { value: last.place }
  if (covers && last && !last.place && !last.zone) return bad('region-ambiguous')
  return bad('region')
}

export const parts = (said: string): string[] => [
  ...new Set(
    said
      .split(/[、，,;；\n]+/)
      .map((one) => one.trim())
      .filter(Boolean),
  ),
]

/** The value of a choice by its words, as the catalogue has them or shorter. */
export function readChoice(said: string, labels: Record<string, string>): string | null {
  const plain = (word: string) => word.normalize('NFKC').replace(/\s/g, '')
  const name = plain(said)
  const entries = Object.entries(labels)
  const found =
    entries.find(([value, label]) => plain(label) === name || value === name) ??
    (name.length >= 2
      ? entries.find(([, label]) => plain(label).includes(name) || name.includes(plain(label).replace(/^已/, '')))
      : undefined)
  return found?.[0] ?? null
}

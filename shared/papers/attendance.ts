import { fill } from '../text/fill.ts'
import { text } from '../text/zh-cn.ts'
import { longDate } from './dates.ts'
import { type MeetingData, meetingTitle } from './minutes.ts'
import { type Cell, type Paper, type Row, run, said } from './model.ts'

const words = text.papers.attendance

type Known = 'kind' | 'title' | 'number' | 'date' | 'precision' | 'place' | 'region'
export type AttendanceData = Pick<MeetingData, Known> & {
  /** Who is expected, the chair first; `name` null: somebody of that unit. */
  people: readonly { name: string | null; unit: string | null; title: string | null; phone: string | null }[]
}

/** Rows of 11 mm below the heading of the first page, and on every further one. */
const onFirst = 15
const onOther = 19
/** For those nobody expected. */
const fewestBlank = 5
const height = 11

/** As many rows as fill whole pages, with some left blank. */
export function rowsFor(expected: number): number {
  const wanted = expected + fewestBlank
  return wanted <= onFirst ? onFirst : onFirst + Math.ceil((wanted - onFirst) / onOther) * onOther
}

/** 签到表: who is expected, with room to sign, and blank rows for others. What is not known is left to be written by hand. */
export function attendancePaper(data: AttendanceData): Paper {
  const { kind, region, place } = data
  const named =
    kind === 'symposium' && !data.title && (region ?? place)
      ? fill(words.symposium, { place: region ?? place ?? '' })
      : meetingTitle(data)
  const title = fill(words.title, { meeting: named })
  const head = [words.number, words.name, words.unit, words.post, words.phone, words.sign].map(
    (label): Cell => ({ head: true, lines: [[run(label)]] }),
  )
  const rows = Array.from({ length: rowsFor(data.people.length) }, (_, at): Row => {
    const { name = null, unit = null, title = null, phone = null } = data.people[at] ?? {}
    const texts = [String(at + 1), name, unit, title, phone, null]
    return { cells: texts.map((value, column) => cell(value, column < 2)), height }
  })
  return {
    title,
    blocks: [
      { kind: 'title', line: [run(title)] },
      { kind: 'labelled', label: words.time, line: said(longDate(data.date, data.precision)) },
      { kind: 'labelled', label: words.place, line: said(data.place) },
      { kind: 'table', widths: [3, 5, 10, 6, 8, 8], head: [{ cells: head }], rows },
    ],
  }
}

const cell = (value: string | null, isCentred: boolean): Cell => ({
  lines: value ? [said(value)] : [],
  ...(isCentred ? { align: 'center' } : {}),
})

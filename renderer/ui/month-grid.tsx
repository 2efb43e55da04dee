/** A month as a grid of days, each with what happens on it. Arrows walk the days, PgUp and PgDn the months, Enter opens a day's first entry. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { Button, IconButton } from './button.tsx'
import { daysIn } from './dates.ts'
import { fill } from './fill.ts'
import './month-grid.css'

const words = text.own.calendar
const dayMs = 24 * 3_600_000

export type DayEntry = { id: string; label: string; title?: string; className?: string; onOpen: () => void }

type Props = {
  /** `YYYY-MM` */
  month: string
  onMonth: (month: string) => void
  /** What a day holds, in order. */
  entriesOf: (day: string) => readonly DayEntry[]
  label: string
  note?: ReactNode
}

/** Entries a cell shows before it counts the rest. */
const mostShown = 3

const two = (part: number) => String(part).padStart(2, '0')
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10)
export const today = (): string => {
  const now = new Date()
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
/** The month `by` months later. */
export function monthAfter(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = new Date(Date.UTC(year, number - 1 + by, 1))
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}`
}

/** The weeks a month touches, from Monday: six rows at most. */
export function weeksOf(month: string): string[][] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const first = Date.UTC(year, number - 1, 1)
  const before = (new Date(first).getUTCDay() + 6) % 7
  const rows = Math.ceil((before + daysIn(year, number)) / 7)
  return Array.from({ length: rows }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => dateOf(first + (week * 7 + day - before) * dayMs)),
  )
}

export function MonthGrid({ month, onMonth, entriesOf, label, note }: Props) {
  const [current, setCurrent] = useState(() => (today().startsWith(month) ? today() : `${month}-01`))
  const grid = useRef<HTMLTableElement>(null)
  const moved = useRef(false)
  const inMonth = current.startsWith(month) ? current : `${month}-01`
  // the day that was walked to takes the focus once it is drawn
  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    grid.current?.querySelector<HTMLElement>(`[data-day="${inMonth}"]`)?.focus()
  }, [inMonth])
  const walk = (day: string) => {
    moved.current = true
    setCurrent(day)
    if (!day.startsWith(month)) onMonth(day.slice(0, 7))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key]
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey) return
    if (by !== undefined) walk(dateOf(Date.parse(inMonth) + by * dayMs))
    else if (event.key === 'PageUp' || event.key === 'PageDown')
      walk(`${monthAfter(month, event.key === 'PageUp' ? -1 : 1)}-01`)
    else return
    event.preventDefault()
  }
  const [year, number] = month.split('-').map(Number)
  const title = fill(words.month, { year: year ?? 0, month: number ?? 0 })
  return (
    <div className="month">
      <div className="month-head">
        <IconButton
          size="small"
          icon={ChevronLeft}
          label={words.previous}
          onClick={() => onMonth(monthAfter(month, -1))}
        />
        <h2 aria-live="polite">{title}</h2>
        <IconButton size="small" icon={ChevronRight} label={words.next} onClick={() => onMonth(monthAfter(month, 1))} />
        <Button size="small" onClick={() => onMonth(today().slice(0, 7))}>
          {words.today}
        </Button>
        {note && <span className="second">{note}</span>}
      </div>
      <table ref={grid} className="month-grid" aria-label={`${label} ${title}`}>
        <thead>
          <tr>
            {words.weekdays.map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <Day
                  key={day}
                  day={day}
                  entries={entriesOf(day)}
                  isOther={!day.startsWith(month)}
                  isCurrent={day === inMonth}
                  onFocus={() => setCurrent(day)}
                  onKeyDown={onKeyDown}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type DayProps = {
  day: string
  entries: readonly DayEntry[]
  isOther: boolean
  isCurrent: boolean
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void
}

function Day({ day, entries, isOther, isCurrent, onFocus, onKeyDown }: DayProps) {
  const isToday = day === today()
  const names = ['month-day', isOther && 'month-other', isToday && 'month-today'].filter(Boolean).join(' ')
  return (
    <td className={names}>
      <button
        type="button"
        className="month-number"
        data-day={day}
        tabIndex={isCurrent ? 0 : -1}
        aria-label={fill(words.dayLabel, { day, count: entries.length })}
        aria-current={isToday ? 'date' : undefined}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onClick={() => entries[0]?.onOpen()}
      >
        {Number(day.slice(8))}
      </button>
      {entries.slice(0, mostShown).map(({ id, label, title, className, onOpen }) => (
        <button
          key={id}
          type="button"
          className={className ? `month-entry ${className}` : 'month-entry'}
          title={title ?? label}
          onClick={onOpen}
        >
          {label}
        </button>
      ))}
      {entries.length > mostShown && (
        <span className="month-more">{fill(words.more, { count: entries.length - mostShown })}</span>
      )}
    </td>
  )
}

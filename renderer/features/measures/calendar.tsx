/** Deadlines in a month. Arrows move by days, PageUp and PageDown by months; the day chosen is listed beside. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../../shared/views/ledger.ts'
import { useRead } from '../../api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { daysIn, formatDate, monthOf } from '../../ui/dates.ts'
import { displayPunctuation } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { ReminderIcon, ReminderMark, StageKnots } from '../../ui/measure-marks.tsx'
import { BottomStrip, ErrorPanel, SidePanel } from '../../ui/page.tsx'
import { setQuery } from '../../ui/route.ts'
import type { Filter } from './filters.ts'
import { dateOfDay, dayNumber } from './timeline.tsx'
import './calendar.css'

const words = text.ledger.calendar
const keys = text.common.keys
/** Of a day's measures, how many its cell names. */
const inCell = 2

const isMonth = (value: string | undefined): value is string => /^\d{4}-(0[1-9]|1[0-2])$/.test(value ?? '')
const addMonths = (month: string, by: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}
/** Whole weeks, from Monday, that hold the month. */
export function weeksOf(month: string): string[][] {
  const first = dayNumber(`${month}-01`)
  const weekday = (new Date(first * 86_400_000).getUTCDay() + 6) % 7
  const [year = 0, number = 1] = month.split('-').map(Number)
  const weeks = Math.ceil((weekday + daysIn(year, number)) / 7)
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => dateOfDay(first - weekday + week * 7 + day)),
  )
}

export function Calendar({ filter, month: asked }: { filter: Filter; month: string | undefined }) {
  const { data: profileDay } = useRead('measures.list', { offset: 0, limit: 1 })
  const today = profileDay?.today
  const month = isMonth(asked) ? asked : today?.slice(0, 7)
  if (!month || !today) return null
  return <Month key={month} filter={filter} month={month} today={today} />
}

function Month({ filter, month, today }: { filter: Filter; month: string; today: string }) {
  const weeks = weeksOf(month)
  const first = weeks[0]?.[0] ?? month
  const last = weeks.at(-1)?.at(-1) ?? month
  const { data, error, refetch } = useRead('measures.list', {
    ...filter,
    // a deadline of a month only sorts before the month's days
    ...{ from: first.slice(0, 7), to: last, sort: 'due', offset: 0, limit: 500 },
  })
  const rows = data?.rows ?? []
  const [day, setDay] = useState(today.startsWith(month) ? today : `${month}-01`)
  const grid = useRef<HTMLDivElement>(null)
  const moved = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: focus follows the day
  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [day])
  useEffect(() => {
    const active = document.activeElement
    if (!active || active === document.body || active.matches('h1, nav a'))
      grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [])
  const dueOn = (date: string) => rows.filter(({ due }) => due === date)
  const ofMonth = rows.filter(({ due }) => due === month)
  const show = (next: string) => setQuery({ month: next === today.slice(0, 7) ? undefined : next })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey) return
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key]
    const months = { PageUp: -1, PageDown: 1 }[event.key]
    if (by === undefined && months === undefined) return
    event.preventDefault()
    if (months !== undefined) return show(addMonths(month, months))
    const next = dateOfDay(dayNumber(day) + (by ?? 0))
    moved.current = true
    if (next.startsWith(month)) setDay(next)
    else show(next.slice(0, 7))
  }
  const name = monthOf(month, { year: true }) ?? month
  return (
    <>
      <div className="record-columns calendar-columns">
        <div className="calendar">
          <div className="calendar-bar">
            <IconButton
              size="small"
              icon={ChevronLeft}
              label={words.previous}
              title={`${words.previous} (PageUp)`}
              onClick={() => show(addMonths(month, -1))}
            />
            <h2>{name}</h2>
            <IconButton
              size="small"
              icon={ChevronRight}
              label={words.next}
              title={`${words.next} (PageDown)`}
              onClick={() => show(addMonths(month, 1))}
            />
            {!today.startsWith(month) && (
              <Button size="small" onClick={() => setQuery({ month: undefined })}>
                {words.today}
              </Button>
            )}
          </div>
          {error ? (
            <ErrorPanel error={error} onRetry={() => void refetch()} />
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: a grid of days that takes the arrow keys
            <div
              ref={grid}
              className="calendar-grid"
              role="grid"
              aria-label={fill(words.label, { month: name })}
              onKeyDown={onKeyDown}
            >
              {/* biome-ignore lint/a11y/useSemanticElements: as above */}
              <div className="calendar-week calendar-head" role="row" tabIndex={-1}>
                {words.weekdays.map((one) => (
                  // biome-ignore lint/a11y/useSemanticElements: as above
                  <span key={one} role="columnheader" tabIndex={-1}>
                    {one}
                  </span>
                ))}
              </div>
              {weeks.map((week) => (
                // biome-ignore lint/a11y/useSemanticElements: as above
                <div key={week[0]} className="calendar-week" role="row" tabIndex={-1}>
                  {week.map((date) => (
                    <Day
                      key={date}
                      date={date}
                      measures={dueOn(date)}
                      inMonth={date.startsWith(month)}
                      isToday={date === today}
                      isChosen={date === day}
                      onChoose={() => {
                        moved.current = true
                        if (date.startsWith(month)) setDay(date)
                        else show(date.slice(0, 7))
                      }}
                    />
                  ))}
                </div>
              ))}
            </div>
          )}
        </div>
        <SidePanel label={fill(words.chosen, { date: day })}>
          <h2>{fill(words.chosen, { date: formatDate({ start: day }, { year: true }) ?? day })}</h2>
          <DayList measures={dueOn(day)} none={words.chosenNone} />
          {ofMonth.length > 0 && (
            <>
              <h2>{words.wholeMonth}</h2>
              <DayList measures={ofMonth} none="" />
            </>
          )}
        </SidePanel>
      </div>
      <BottomStrip
        keys={[
          { keys: ['↑', '↓', '←', '→'], label: text.ledger.keys.day },
          { keys: ['PageUp', 'PageDown'], label: text.ledger.keys.month },
          { keys: ['Tab', 'Enter'], label: keys.open },
        ]}
      />
    </>
  )
}

type DayProps = {
  date: string
  measures: readonly MeasureItem[]
  inMonth: boolean
  isToday: boolean
  isChosen: boolean
  onChoose: () => void
}

function Day({ date, measures, inMonth, isToday, isChosen, onChoose }: DayProps) {
  const count = measures.length
  const classes = `calendar-day${inMonth ? '' : ' calendar-other'}${isToday ? ' calendar-today' : ''}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the grid; the grid handles its keys
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      role="gridcell"
      tabIndex={isChosen ? 0 : -1}
      aria-selected={isChosen}
      aria-label={fill(count > 0 ? words.day : words.dayNone, { date, count })}
      className={classes}
      onClick={onChoose}
    >
      <span className="calendar-number">{Number(date.slice(8))}</span>
      {measures.slice(0, inCell).map((measure) => (
        <span key={measure.id} className="calendar-item">
          <ReminderIcon reminder={measure.reminder} />
          <span>{measure.title ? displayPunctuation(measure.title) : text.common.missing}</span>
        </span>
      ))}
      {count > inCell && <span className="calendar-more">{fill(words.more, { count: count - inCell })}</span>}
    </div>
  )
}

function DayList({ measures, none }: { measures: readonly MeasureItem[]; none: string }) {
  if (measures.length === 0) return <p className="second calendar-none">{none}</p>
  return (
    <ul className="calendar-list">
      {measures.map((measure) => (
        <li key={measure.id}>
          <Link page="measures" id={measure.id} query={{ view: 'calendar' }}>
            {measure.title ? displayPunctuation(measure.title) : text.common.unnamed}
          </Link>
          <span>
            <ReminderMark measure={measure} />
          </span>
          <StageKnots stage={measure.stage} />
          <span className="second">{measure.ownerName ?? text.common.missing}</span>
        </li>
      ))}
    </ul>
  )
}

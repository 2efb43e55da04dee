/** 走访日历: dated visits in their month; what gets in each other's way is said above. */
import { TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { CalendarVisit, Overlap } from '../../../shared/views/field.ts'
import { useRead } from '../../api.ts'
import { formatDate } from '../../ui/dates.ts'
import { joinNames, placeName } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { type DayEntry, MonthGrid, today, weeksOf } from '../../ui/month-grid.tsx'
import { BottomStrip, ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { go, type Query, setQuery } from '../../ui/route.ts'
import { listQuery } from './filter.ts'

const words = text.own.calendar
const noEntries: DayEntry[] = []

const named = (visit: CalendarVisit): string =>
  joinNames([placeName(visit.regionName), visit.leaderName ?? visit.teamName]) || text.common.unnamed
const dated = (visit: CalendarVisit): string => `${named(visit)} ${formatDate(visit) ?? ''}`

export function VisitCalendar({ query, first, undated }: { query: Query; first: string | null; undated: number }) {
  const month = query.month ?? (first ?? today()).slice(0, 7)
  const weeks = weeksOf(month)
  const from = weeks[0]?.[0] ?? `${month}-01`
  const to = weeks.at(-1)?.[6] ?? `${month}-28`
  const filter = {
    ...(query.campaign ? { campaign: query.campaign } : {}),
    ...(query.team ? { team: query.team } : {}),
  }
  const { data: visits, error, refetch } = useRead('visits.calendar', { from, to, ...filter })
  const { data: overlaps } = useRead('visits.overlaps', query.campaign ? { campaign: query.campaign } : {})
  const byDay = useMemo(() => entriesByDay(visits ?? [], query), [visits, query])
  const count = (visits ?? []).filter(({ start, end }) => start.slice(0, 7) <= month && end.slice(0, 7) >= month).length
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!visits) return <Skeleton rows={6} />
  const shown = (overlaps ?? []).filter(({ visits: both }) =>
    both.some(({ start, end }) => start.slice(0, 7) <= month && end.slice(0, 7) >= month),
  )
  return (
    <>
      <div className="page-body visit-calendar">
        {shown.length > 0 && <Clashes overlaps={shown} />}
        <MonthGrid
          month={month}
          onMonth={(next) => setQuery({ month: next })}
          entriesOf={(day) => byDay.get(day) ?? noEntries}
          label={text.visits.title}
          note={
            <>
              {count > 0 ? fill(words.count, { count }) : words.none}
              {undated > 0 && (
                <>
                  {text.common.semicolon}
                  <button
                    type="button"
                    className="link"
                    onClick={() => setQuery({ view: undefined, dated: 'missing' })}
                  >
                    {fill(words.undated, { count: undated })}
                  </button>
                </>
              )}
            </>
          }
        />
      </div>
      <BottomStrip
        keys={[
          { keys: ['←', '→', '↑', '↓'], label: words.keys.day },
          { keys: ['Enter'], label: words.keys.open },
          { keys: ['PgUp', 'PgDn'], label: words.keys.month },
        ]}
      />
    </>
  )
}

function entriesByDay(visits: readonly CalendarVisit[], query: Query): Map<string, DayEntry[]> {
  const byDay = new Map<string, DayEntry[]>()
  for (const visit of visits) {
    const entry: DayEntry = {
      id: visit.id,
      label: named(visit) + (visit.inferred ? `（${text.common.inferred}）` : ''),
      title: dated(visit),
      className: visit.status === 'planned' ? 'month-planned' : undefined,
      onOpen: () => go('visits', { id: visit.id, query: listQuery(query) }),
    }
    const last = Date.parse(visit.end)
    for (let at = Date.parse(visit.start), days = 0; at <= last && days < 62; at += 24 * 3_600_000, days++) {
      const day = new Date(at).toISOString().slice(0, 10)
      byDay.set(day, [...(byDay.get(day) ?? []), entry])
    }
  }
  return byDay
}

/** Only a reminder: nothing is held back. */
export function Clashes({ overlaps }: { overlaps: readonly Overlap[] }) {
  return (
    <section className="visit-clashes" aria-label={fill(words.clashes, { count: overlaps.length })}>
      <p>
        <TriangleAlert className="icon" size={16} aria-hidden />
        <strong>{fill(words.clashes, { count: overlaps.length })}</strong>
        <span className="second">{words.clashHint}</span>
      </p>
      <ul>
        {overlaps.slice(0, 5).map(({ kind, name, visits: [one, other] }) => {
          const [before = '', between = '', after = ''] = fill(words[kind], {
            name: name ?? text.common.unnamed,
            one: '\u0000',
            other: '\u0000',
          }).split('\u0000')
          return (
            <li key={`${kind}-${name}-${one.id}-${other.id}`}>
              {before}
              <Link page="visits" id={one.id}>
                {dated(one)}
              </Link>
              {between}
              <Link page="visits" id={other.id}>
                {dated(other)}
              </Link>
              {after}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

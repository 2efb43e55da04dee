/** The list of visits, by month while it is sorted by date. */
import { Camera, FileInput, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { VisitItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { monthOf } from '../../ui/dates.ts'
import { fill } from '../../ui/fill.ts'
import { ListRows, ListTools, useList } from '../../ui/list-page.tsx'
import { Empty, PageHeader } from '../../ui/page.tsx'
import { type Rows, usePages } from '../../ui/pages.ts'
import { go, type Query, setQuery } from '../../ui/route.ts'
import { Segmented } from '../../ui/switches.tsx'
import { isNarrow, isWide, useMedia } from '../../ui/use-media.ts'
import { VisitBatch } from './batch.tsx'
import { VisitCalendar } from './calendar.tsx'
import { CameraCard } from './camera-card.tsx'
import { openNew, useNewKey } from './create.ts'
import { filterOf, isFiltered, listQuery, noFilters, sortOf } from './filter.ts'
import { visitColumns } from './list-columns.tsx'
import { ListFilters } from './list-filters.tsx'
import { Peek } from './peek.tsx'

const words = text.visits

const monthKey = (visit: VisitItem) => visit.start?.slice(0, 7) ?? ''

/** How many visits each month has, as far as all of them are loaded. */
function countMonths(rows: Rows<VisitItem>): Map<string, number> {
  const counts = new Map<string, number>()
  for (let at = 0; at < rows.total; at++) {
    const row = rows.row(at)
    // the month that breaks off here is not fully known, nor is any later one
    if (!row) {
      const last = at > 0 ? rows.row(at - 1) : undefined
      if (last) counts.delete(monthKey(last))
      break
    }
    counts.set(monthKey(row), (counts.get(monthKey(row)) ?? 0) + 1)
  }
  return counts
}

/** The calendar opens where the visits are. */
function firstDay(rows: Rows<VisitItem>): string | null {
  for (let at = 0; at < rows.total; at++) {
    const start = rows.row(at)?.start
    if (start && start.length === 10) return start
  }
  return null
}

export function VisitList({ query }: { query: Query }) {
  const filter = filterOf(query)
  const rows = usePages('visits.list', filter)
  const { data: campaigns } = useRead('campaigns.list', {})
  const narrow = useMedia(isNarrow)
  const wide = useMedia(isWide)
  const [peeking, setPeeking] = useState(false)
  const [card, setCard] = useState(false)
  useNewKey(query)
  const byDate = sortOf(query) === 'date'
  const view = query.view === 'calendar' ? 'calendar' : 'list'
  const years = !query.campaign && (campaigns?.length ?? 0) > 1
  const columns = useMemo(
    () => visitColumns({ query, narrow, wide, peeking, years: years && !byDate }),
    [query, narrow, wide, peeking, years, byDate],
  )
  const list = useList({
    name: 'visits',
    address: JSON.stringify(filter),
    rows,
    columns,
    exported: { name: 'visits', filter },
  })
  const months = byDate ? countMonths(rows) : null
  if (months && rows.first) months.set('', rows.first.undated)
  const open = (visit: VisitItem, index: number) =>
    go('visits', { id: visit.id, query: { ...listQuery(query), at: String(index) } })
  const { first } = rows
  const { place } = list
  return (
    <div className="page">
      <PageHeader
        printed
        title={words.title}
        sentence={
          first && (
            <>
              {fill(words.sentence, { total: first.total, cities: first.cities })}
              {first.undated > 0 && (
                <>
                  {text.common.semicolon}
                  <button type="button" className="link" onClick={() => setQuery({ dated: 'missing' })}>
                    {fill(words.sentenceUndated, { count: first.undated })}
                  </button>
                </>
              )}
            </>
          )
        }
        actions={
          <>
            <Segmented
              label={text.own.calendar.view}
              choices={[
                { value: 'list', label: text.own.calendar.list },
                { value: 'calendar', label: text.own.calendar.calendar },
              ]}
              value={view}
              onChange={(next) => setQuery({ view: next === 'list' ? undefined : next })}
            />
            <Button icon={Camera} onClick={() => setCard(true)}>
              {text.capture.card.open}
            </Button>
            <Button variant="primary" icon={Plus} title={`${words.create} (Ctrl N)`} onClick={() => openNew(query)}>
              {words.create}
            </Button>
          </>
        }
      />
      {view === 'list' && <ListFilters query={query} total={first?.total} tools={<ListTools list={list} />} />}
      {view === 'calendar' && first && <VisitCalendar query={query} first={firstDay(rows)} undated={first.undated} />}
      {view === 'list' && (
        <ListRows
          list={list}
          label={words.listLabel}
          onOpen={open}
          onPeek={() => setPeeking(!peeking)}
          quietSelect
          group={
            months
              ? (visit) => ({
                  key: monthKey(visit),
                  heading: <MonthHeading visit={visit} count={months.get(monthKey(visit))} years={years} />,
                })
              : undefined
          }
          empty={<NoVisits filtered={isFiltered(query)} />}
          beside={
            peeking &&
            place.row && (
              <Peek
                id={place.row.id}
                onClose={() => setPeeking(false)}
                onOpen={() => place.row && open(place.row, place.index)}
              />
            )
          }
          batch={<VisitBatch list={list} />}
          keys={[
            { keys: ['Shift ↑↓'], label: text.common.keys.select },
            { keys: ['Ctrl N'], label: text.common.keys.create },
          ]}
        />
      )}
      {card && <CameraCard onClose={() => setCard(false)} />}
    </div>
  )
}

function MonthHeading({ visit, count, years }: { visit: VisitItem; count: number | undefined; years: boolean }) {
  return (
    <>
      {monthOf(visit.start?.slice(0, 7) ?? null, { year: years }) ?? words.group.undated}
      {count !== undefined && <span className="faint">{fill(words.group.count, { count })}</span>}
    </>
  )
}

function NoVisits({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <Empty
        title={words.emptyFiltered.title}
        action={
          <Button size="small" onClick={() => setQuery(noFilters)}>
            {text.common.clearFilters}
          </Button>
        }
      >
        {words.emptyFiltered.hint}
      </Empty>
    )
  }
  return (
    <Empty
      title={words.empty.title}
      action={
        <Button size="small" icon={FileInput} onClick={() => go('intake', { query: {} })}>
          {text.intake.tabs.press}
        </Button>
      }
    >
      {words.empty.press} <Kbd>Ctrl N</Kbd> {words.empty.rest}
    </Empty>
  )
}

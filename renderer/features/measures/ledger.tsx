/** 举措台账: who owes what by when, as a table, on a time line, or in a calendar. */
import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MeasureStage } from '../../../shared/domain/ledger-rules.ts'
import type { Reminder } from '../../../shared/domain/reminders.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { fill } from '../../ui/fill.ts'
import { choicesOf } from '../../ui/inline-choice.tsx'
import { isKey } from '../../ui/key-map.ts'
import { listOf } from '../../ui/list-page.tsx'
import { ReminderIcon } from '../../ui/measure-marks.tsx'
import { FilterMenu } from '../../ui/menus.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { type PagedRows, usePages } from '../../ui/pages.ts'
import { type Query, setQuery } from '../../ui/route.ts'
import { SearchBox, Segmented } from '../../ui/switches.tsx'
import { useKey } from '../../ui/use-key.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import { Calendar } from './calendar.tsx'
import { createMeasure } from './create.ts'
import { filterOf, isFiltered, narrowing, noFilters, viewOf, views } from './filters.ts'
import { List } from './list.tsx'

const words = text.ledger
type Rows = PagedRows<'measures.list'>

export function Ledger({ query }: { query: Query }) {
  const filter = filterOf(query)
  const view = viewOf(query)
  const isTimeline = view === 'timeline'
  const asked = isTimeline ? { ...filter, dated: true, sort: 'due' as const } : filter
  const rows = usePages('measures.list', asked)
  const { first } = rows
  const { data: campaigns } = useRead('campaigns.list', {})
  const { data: topics = [] } = useRead('topics.list', {})
  const current = (campaigns?.find(({ status }) => status === 'active') ?? campaigns?.[0])?.id
  const create = () => void createMeasure(filter, filter.campaign ?? current)
  useKey((event) => {
    if (!isKey(event, 'everywhere.create')) return false
    create()
    return true
  })
  const narrow = useMedia(isNarrow)
  const narrowed = narrowing.find((name) => filter[name])
  const filters = (tools: ReactNode) => (
    <div className="filter-row">
      <Chips rows={rows} chosen={filter.reminder} />
      <div className="filter-row-end">
        <SearchBox
          value={query.text ?? ''}
          placeholder={words.search}
          onChange={(value) => setQuery({ text: value })}
        />
        <FilterMenu
          label={words.filters.stage}
          choices={choicesOf(text.domain.measureStage) as { value: MeasureStage; label: string }[]}
          value={filter.stage}
          onChange={(stage) => setQuery({ stage })}
        />
        <FilterMenu
          label={text.domain.fields.measures.topics}
          choices={topics.map((topic) => ({ value: topic, label: topic }))}
          value={filter.topic}
          onChange={(topic) => setQuery({ topic })}
        />
        {(campaigns?.length ?? 0) > 1 && (
          <FilterMenu
            label={words.filters.campaign}
            choices={(campaigns ?? []).map(({ id, name }) => ({ value: id, label: name ?? text.common.unnamed }))}
            value={filter.campaign}
            onChange={(campaign) => setQuery({ campaign })}
          />
        )}
        {narrowed && (
          <span className="ledger-narrowed">{fill(words.narrowed, { what: words.narrowedBy[narrowed] })}</span>
        )}
        {isFiltered(filter) && (
          <Button size="small" variant="text" onClick={() => setQuery(noFilters)}>
            {words.filters.clear}
          </Button>
        )}
        {tools}
      </div>
    </div>
  )
  return (
    <div className="page">
      <PageHeader
        printed={!narrow}
        title={words.title}
        sentence={first && <Sentence first={first} filtered={isFiltered(filter)} />}
        actions={
          <>
            <Segmented
              label={words.views.label}
              choices={views.map((one) => ({ value: one, label: words.views[one] }))}
              value={view}
              onChange={(next) => setQuery({ view: next === 'table' ? undefined : next })}
            />
            <ExportMenu
              papers={['ledger', 'list', 'lists', 'conversion']}
              of={{ campaign: filter.campaign, list: listOf({ exported: { name: 'measures', filter: asked } }) }}
              disabled={!first?.all}
              printed={narrow}
            />
            <Button variant="primary" icon={Plus} title={`${words.create} (Ctrl N)`} onClick={create}>
              {words.create}
            </Button>
          </>
        }
      />
      {view === 'calendar' ? (
        <>
          {filters(null)}
          <Calendar filter={filter} month={query.month} />
        </>
      ) : (
        <List key={view} rows={rows} view={view} query={query} asked={asked} filters={filters} />
      )}
    </div>
  )
}

function Sentence({ first, filtered }: { first: NonNullable<Rows['first']>; filtered: boolean }) {
  const { all, counts, proposed, missing } = first
  if (all === 0) return filtered ? null : words.sentence.none
  if (proposed === all)
    return fill(missing > 0 ? words.sentence.allProposedMissing : words.sentence.allProposed, { count: all })
  const done = counts.done + counts.closed
  return (
    fill(words.sentence.some, { count: all, done }) +
    (missing > 0 ? fill(words.sentence.missing, { count: missing }) : '')
  )
}

const chips = ['overdue', 'behind', 'near', 'undated', 'closed'] as const satisfies readonly Reminder[]

function Chips({ rows, chosen }: { rows: Rows; chosen: Reminder | undefined }) {
  const { first } = rows
  const chip = (value: (typeof chips)[number] | undefined, label: string, count: number | undefined) => (
    <button
      key={label}
      type="button"
      className="chip-filter"
      aria-pressed={chosen === value}
      onClick={() => setQuery({ reminder: value })}
    >
      {value && <ReminderIcon reminder={value} />}
      {label}
      <strong>{count ?? ''}</strong>
    </button>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of switches, not a form
    <div className="chip-filters" role="group" aria-label={words.chips.label}>
      {chip(undefined, words.chips.all, first?.all)}
      {chips.map((one) => chip(one, words.chips[one], first?.counts[one]))}
    </div>
  )
}

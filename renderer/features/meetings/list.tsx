/** 会议 as a list by month, undated ones last. */
import { Plus } from 'lucide-react'
import { meetingKinds } from '../../../shared/domain/meetings.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { BatchBar, BatchChoice, setOnAll } from '../../ui/batch-bar.tsx'
import { formatDate, monthOf } from '../../ui/dates.ts'
import { displayPunctuation, formatNumber, joinNames, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { choicesOf } from '../../ui/inline-choice.tsx'
import { isKey } from '../../ui/key-map.ts'
import { Link } from '../../ui/link.tsx'
import { ListPage, useList } from '../../ui/list-page.tsx'
import { Missing, ReportMark } from '../../ui/marks.tsx'
import { FilterMenu, Menu } from '../../ui/menus.tsx'
import { meetingName } from '../../ui/names.ts'
import { createMeeting } from '../../ui/new-records.ts'
import { usePages } from '../../ui/pages.ts'
import { go, type Query, setQuery } from '../../ui/route.ts'
import { SearchBox } from '../../ui/switches.tsx'
import { useKey } from '../../ui/use-key.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import type { Column } from '../../ui/virtual-rows.tsx'
import { filterOf, type Kind, noFilters } from './filters.ts'

const words = text.meetings

const dateOf = ({ date, precision }: MeetingItem) => formatDate({ start: date, precision })
const unitsOf = (row: MeetingItem) => displayPunctuation(joinNames(row.organizationNames.map(({ name }) => name)))

/** A count that opens its records; none is a dot. */
function Count({ value, page, id, query }: { value: number; page: string; id?: string; query: Query }) {
  if (!value) return <span className="faint">·</span>
  return (
    <Link page={page} id={id} query={query} className="meeting-count">
      {value}
    </Link>
  )
}

const date: Column<MeetingItem> = {
  key: 'date',
  label: words.columns.date,
  width: '106px',
  cell: (row) => dateOf(row) ?? <Missing />,
}
const name: Column<MeetingItem> = {
  key: 'name',
  label: words.columns.name,
  width: 'minmax(150px, 1fr)',
  cell: (row) => (
    <>
      <strong className="meeting-name">{meetingName(row)}</strong>
      {row.conflicts > 0 && (
        <Link page="exchange" query={{ record: row.id }} className="conflict-mark" tabIndex={-1}>
          {text.common.conflict}
        </Link>
      )}
    </>
  ),
  title: meetingName,
}
const kind: Column<MeetingItem> = {
  key: 'kind',
  label: words.columns.kind,
  width: '96px',
  cell: (row) => labelOf(text.domain.meetingKind, row.kind) ?? <Missing />,
}
const units: Column<MeetingItem> = {
  key: 'units',
  label: words.columns.units,
  width: 'minmax(0, 1.7fr)',
  // an office meeting is among ourselves
  cell: (row) => unitsOf(row) || (row.kind === 'symposium' ? <Missing /> : ''),
  title: unitsOf,
}
const chair: Column<MeetingItem> = {
  key: 'chair',
  label: words.columns.chair,
  width: '84px',
  cell: (row) => row.chairName ?? <Missing />,
}
const statements: Column<MeetingItem> = {
  key: 'statements',
  label: words.columns.statements,
  width: '48px',
  align: 'end',
  cell: (row) => <Count value={row.statements} page="meetings" id={row.id} query={{ tab: 'statements' }} />,
}
const directives: Column<MeetingItem> = {
  key: 'directives',
  label: words.columns.directives,
  width: '48px',
  align: 'end',
  cell: (row) => <Count value={row.directives} page="meetings" id={row.id} query={{}} />,
}
const findings: Column<MeetingItem> = {
  key: 'findings',
  label: words.columns.findings,
  width: '48px',
  align: 'end',
  cell: (row) => <Count value={row.findings} page="findings" query={{ meeting: row.id }} />,
}
const reported: Column<MeetingItem> = {
  key: 'reported',
  label: words.columns.reported,
  width: '84px',
  cell: (row) => <ReportMark reported={row.reported} />,
}
const columns = [date, name, kind, units, chair, statements, directives, findings, reported]
const narrowColumns = [date, name, units, statements, directives, findings]

export function MeetingList({ query }: { query: Query }) {
  const narrow = useMedia(isNarrow)
  const filter = filterOf(query)
  const rows = usePages('meetings.list', filter)
  const list = useList({
    name: 'meetings',
    address: JSON.stringify(filter),
    rows,
    columns: narrow ? narrowColumns : columns,
    exported: { name: 'meetings', filter },
  })
  const { data: campaigns = [] } = useRead('campaigns.list', {})
  const current = filter.campaign ?? (campaigns.find(({ status }) => status === 'active') ?? campaigns[0])?.id
  const create = (one: Kind) => void createMeeting(one, current)
  useKey((event) => {
    if (!isKey(event, 'everywhere.create')) return false
    create(filter.kind ?? 'symposium')
    return true
  })
  const years = new Set(Array.from({ length: Math.min(rows.total, 100) }, (_, at) => rows.row(at)?.date?.slice(0, 4)))
  years.delete(undefined)
  const campaignChoices = campaigns.map(({ id, name: label }) => ({ value: id, label: label ?? text.common.unnamed }))
  return (
    <ListPage
      list={list}
      title={text.domain.nouns.meetings}
      sentence={rows.total > 0 && fill(words.sentence, { total: formatNumber(rows.total) })}
      actions={
        <Menu
          label={words.create}
          variant="primary"
          items={meetingKinds.map((one) => ({
            label: text.domain.meetingKind[one],
            keys: one === (filter.kind ?? 'symposium') ? 'Ctrl N' : undefined,
            onSelect: () => create(one),
          }))}
        >
          <Plus className="icon" size={18} aria-hidden />
          {words.create}
        </Menu>
      }
      filters={
        <>
          <SearchBox
            value={query.text ?? ''}
            placeholder={words.search}
            onChange={(value) => setQuery({ text: value })}
          />
          <FilterMenu
            label={words.filters.kind}
            choices={choicesOf(text.domain.meetingKind)}
            value={filter.kind}
            onChange={(value) => setQuery({ kind: value })}
          />
          <FilterMenu
            label={words.filters.campaign}
            choices={campaignChoices}
            value={filter.campaign}
            onChange={(value) => setQuery({ campaign: value })}
          />
        </>
      }
      label={words.listLabel}
      onOpen={(row, at) => go('meetings', { id: row.id, query: { ...query, at: String(at) } })}
      group={(row) => {
        const month = dateOf(row) ? monthOf(row.date, { year: years.size > 1 }) : null
        return { key: month ?? '', heading: month ?? words.undated }
      }}
      empty={{
        filtered: Object.keys(filter).length > 0,
        noMatch: words.emptyFiltered,
        noFilters,
        title: words.empty.title,
        hint: [words.empty.hint, words.empty.hintEnd],
      }}
      keys={[{ keys: ['Ctrl N'], label: text.common.keys.create }]}
      batch={
        <BatchBar entity="meetings" list={list}>
          <BatchChoice
            label={words.columns.kind}
            choices={choicesOf(text.domain.meetingKind)}
            onChoose={(value) => void setOnAll('meetings', list.ids, { kind: value }, words.columns.kind)}
          />
          {campaigns.length > 1 && (
            <BatchChoice
              label={words.filters.campaign}
              choices={campaignChoices}
              onChoose={(value) => void setOnAll('meetings', list.ids, { campaign: value }, words.filters.campaign)}
            />
          )}
        </BatchBar>
      }
    />
  )
}

/** 调研发现 as a list, flat or group by group. */
import { Plus } from 'lucide-react'
import { useCallback, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingGroup } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { formatNumber, formatPosition } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { KindTag, useQuoteFont } from '../../ui/marks.tsx'
import { BottomStrip, Empty, PageHeader } from '../../ui/page.tsx'
import { type Rows, usePages } from '../../ui/pages.ts'
import { go, type Query, setQuery } from '../../ui/route.ts'
import { freshId } from '../../ui/save-now.ts'
import { Segmented } from '../../ui/switches.tsx'
import { isCtrl, useKey } from '../../ui/use-key.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import { VirtualRows } from '../../ui/virtual-rows.tsx'
import { columns, narrowColumns } from './columns.tsx'
import { FilterRow } from './filter-row.tsx'
import {
  type Filter,
  filterOf,
  type Grouping,
  groupFilter,
  groupingOf,
  groupName,
  isFiltered,
  noFilters,
} from './filters.ts'
import { type FindingRow, useGroupedRows } from './grouped-rows.ts'

const words = text.findings
const keys = text.common.keys

/** Where the list stood when a record was opened, for the way back. */
let left: { address: string; index: number } | undefined
const addressOf = (filter: Filter, by: Grouping | null) => JSON.stringify([filter, by])

/** The place of a new finding: what the list is filtered by is what it is about. */
function create(filter: Filter) {
  const { kind, city, topic, team, campaign, visit, meeting } = filter
  const given = { kind, city, topic, team, campaign, visit, meeting }
  const query = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
  go('findings', { id: freshId('findings'), query: { ...query, new: '1' } })
}

function useFlatRows(filter: Filter): Rows<FindingRow> {
  const pages = usePages('findings.list', filter)
  const { row: rowAt } = pages
  const row = useCallback(
    (index: number) => {
      const row = rowAt(index)
      return row && { ...row, finding: row.id, place: index }
    },
    [rowAt],
  )
  return { ...pages, row }
}

function Heading({ by, group }: { by: Grouping; group: FindingGroup }) {
  const name = groupName(by, group)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid owns rows, and a row its cells
    <span role="row" tabIndex={-1}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <span role="gridcell" tabIndex={-1}>
        <button
          type="button"
          className="finding-group"
          title={fill(words.onlyGroup, { name })}
          onClick={() => setQuery({ ...groupFilter(by, group.key), by: undefined })}
        >
          {by === 'kind' && group.key !== null ? <KindTag kind={group.key} /> : <span>{name}</span>}
          <span className="faint">{fill(words.count, { count: formatNumber(group.count) })}</span>
        </button>
      </span>
    </span>
  )
}

/** Zero is written, not dropped. */
function Nothing({ groups }: { groups: readonly FindingGroup[] }) {
  const none = groups.filter(({ key, count }) => key !== null && count === 0)
  if (!none.length) return null
  return (
    <p className="finding-zero second">
      {words.zero}
      {none.map(({ key }) => (
        <KindTag key={key} kind={key} />
      ))}
    </p>
  )
}

export function FindingList({ query }: { query: Query }) {
  useQuoteFont()
  const narrow = useMedia(isNarrow)
  const filter = filterOf(query)
  const by = groupingOf(query)
  const flat = useFlatRows(filter)
  const grouped = useGroupedRows(filter, by)
  const rows = by ? grouped : flat
  // after the rows: it is only a number in the heading
  const count = { ...filter, summarized: 'missing' as const, offset: 0, limit: 1 }
  const { data: missing } = useRead('findings.list', count, { enabled: !rows.loading })
  const [index, setIndex] = useState(0)
  useKey((event) => {
    if (!isCtrl(event, 'n')) return false
    create(filter)
    return true
  })
  const total = flat.total
  const filtered = isFiltered(filter)
  const open = (row: FindingRow, at: number) => {
    left = { address: addressOf(filter, by), index: at }
    const { by: _, ...rest } = query
    const own = by && row.section ? groupFilter(by, row.section.key) : {}
    go('findings', { id: row.finding, query: { ...rest, ...own, at: String(row.place) } })
  }
  const sentence = total > 0 && (
    <>
      {fill(words.sentence, { total: formatNumber(total) })}
      {!query.summarized && Boolean(missing?.total) && (
        <>
          {words.comma}
          <button type="button" className="link" onClick={() => setQuery({ summarized: 'missing' })}>
            {missing?.total === total
              ? words.allMissing
              : fill(words.someMissing, { count: formatNumber(missing?.total ?? 0) })}
          </button>
        </>
      )}
    </>
  )
  return (
    <div className="page">
      <PageHeader
        title={text.domain.nouns.findings}
        sentence={sentence}
        actions={
          <>
            <Segmented
              label={words.group.label}
              choices={[
                { value: '', label: words.group.none },
                { value: 'kind', label: words.group.kind },
                { value: 'city', label: words.group.city },
                { value: 'topic', label: words.group.topic },
              ]}
              value={by ?? ''}
              onChange={(value) => setQuery({ by: value || undefined })}
            />
            <Button variant="primary" icon={Plus} onClick={() => create(filter)}>
              {words.create}
            </Button>
          </>
        }
      />
      <FilterRow query={query} filter={filter} />
      {by === 'kind' && !filter.kind && !filter.without && <Nothing groups={grouped.groups} />}
      <VirtualRows
        // another list starts at its top
        key={addressOf(filter, by)}
        rows={rows}
        columns={narrow ? narrowColumns : columns}
        label={words.listLabel}
        rowHeight={70}
        onOpen={open}
        onCurrent={(_, at) => setIndex(at)}
        currentIndex={left?.address === addressOf(filter, by) ? left.index : undefined}
        group={
          by
            ? (row) => ({
                key: String(row.section?.key),
                heading: row.section && <Heading by={by} group={row.section} />,
              })
            : undefined
        }
        empty={
          <div className="page-body">
            {filtered ? (
              <Empty
                title={words.emptyFiltered}
                action={
                  <Button size="small" onClick={() => setQuery(noFilters)}>
                    {words.filters.clear}
                  </Button>
                }
              />
            ) : (
              <Empty title={words.empty.title}>
                {words.empty.hint}
                <Kbd>Ctrl N</Kbd>
                {words.empty.hintEnd}
              </Empty>
            )}
          </div>
        }
        autoFocus
      />
      <BottomStrip
        keys={[
          { keys: ['↑', '↓'], label: keys.move },
          { keys: ['Enter'], label: keys.open },
          { keys: ['Ctrl N'], label: words.create },
        ]}
        position={rows.total > 0 && formatPosition(index + 1, rows.total)}
      />
    </div>
  )
}

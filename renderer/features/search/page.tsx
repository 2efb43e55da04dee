/** 搜索: everything that was found, a noun at a time. */
import { useState } from 'react'
import type { Entity } from '../../../shared/domain/fields.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { SearchHit } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import type { PageProps } from '../../app.tsx'
import { displayPunctuation, formatNumber, formatPosition } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { BottomStrip, Empty, ErrorPanel, PageHeader } from '../../ui/page.tsx'
import { usePages } from '../../ui/pages.ts'
import { setQuery } from '../../ui/route.ts'
import { SearchBox, TabPanel, Tabs } from '../../ui/switches.tsx'
import { type Column, VirtualRows } from '../../ui/virtual-rows.tsx'
import { type Filter, Filters } from './filters.tsx'
import { HitText, openHit } from './hits.tsx'
import { Indexing } from './indexing.tsx'
import { rememberSearch } from './recent.ts'
import { filterOf } from './route.ts'
import './search.css'

const words = text.search

const columns: Column<SearchHit>[] = [
  {
    key: 'hit',
    label: words.page.what,
    width: 'minmax(0, 1fr)',
    cell: (hit) => <HitText hit={hit} />,
    title: (hit) =>
      [hit.title, hit.excerpt]
        .filter((part) => part !== null)
        .map(displayPunctuation)
        .join('\n'),
  },
]

export function Page({ query }: PageProps) {
  const { entity, ...filter } = filterOf(query)
  const wanted = (query.q ?? '').trim().slice(0, 200)
  const { data, error, refetch } = useRead(
    'search.query',
    { text: wanted, ...filter, limit: 1 },
    { enabled: wanted !== '' },
  )
  const groups = wanted ? (data?.groups ?? []) : []
  const shown = groups.find((group) => group.entity === entity)?.entity ?? groups[0]?.entity
  const total = groups.reduce((sum, group) => sum + group.total, 0)
  const change = ({ city, team, year }: Filter) =>
    setQuery({ city, team, year: year === undefined ? undefined : String(year) })
  const isFiltered = Object.keys(filter).length > 0
  return (
    <div className="page">
      <PageHeader
        printed
        title={words.page.title}
        sentence={wanted && data && fill(words.page.sentence, { text: wanted, count: formatNumber(total) })}
      />
      <div className="filter-row">
        <SearchBox value={query.q ?? ''} placeholder={words.page.placeholder} onChange={(q) => setQuery({ q })} />
        <Filters filter={filter} onChange={change} />
        {data?.indexing && <Indexing job={data.indexing.job} />}
      </div>
      {error ? (
        <div className="page-body">
          <ErrorPanel error={error} onRetry={() => void refetch()} />
        </div>
      ) : shown ? (
        <>
          <div className="search-tabs">
            <Tabs
              id="search"
              label={words.page.nouns}
              value={shown}
              onChange={(noun) => setQuery({ noun })}
              choices={groups.map((group) => ({
                value: group.entity,
                label: text.domain.nouns[group.entity],
                count: group.total,
              }))}
            />
          </div>
          <TabPanel id="search" value={shown}>
            <Hits key={`${shown} ${wanted} ${JSON.stringify(filter)}`} entity={shown} wanted={wanted} filter={filter} />
          </TabPanel>
        </>
      ) : (
        <div className="page-body">
          {wanted && data ? (
            <Empty title={fill(words.none, { text: wanted })}>{isFiltered ? words.noneFiltered : words.noneHint}</Empty>
          ) : (
            !wanted && <Empty title={words.page.emptyTitle}>{words.hint}</Empty>
          )}
        </div>
      )}
    </div>
  )
}

function Hits({ entity, wanted, filter }: { entity: Entity; wanted: string; filter: Filter }) {
  const rows = usePages('search.list', { text: wanted, ...filter, entity })
  const [index, setIndex] = useState(0)
  return (
    <div className="search-hits">
      <VirtualRows
        label={words.results}
        rows={rows}
        columns={columns}
        rowHeight={58}
        hideHead
        autoFocus
        onOpen={(hit) => {
          rememberSearch(wanted)
          openHit(hit)
        }}
        onCurrent={(_, at) => setIndex(at)}
      />
      <BottomStrip
        keys={[
          { keys: ['↑', '↓'], label: text.common.keys.move },
          { keys: ['Enter'], label: words.keys.open },
        ]}
        position={rows.total > 0 && formatPosition(index + 1, rows.total)}
      />
    </div>
  )
}

/** 调研发现 as a table, flat or group by group. */
import { useCallback, useMemo } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingGroup, FindingItem } from '../../../shared/views.ts'
import { formatNumber } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { ListEmpty, ListRows, ListTools, useList } from '../../ui/list-page.tsx'
import { KindTag } from '../../ui/marks.tsx'
import { type Rows, usePages } from '../../ui/pages.ts'
import { go, setQuery } from '../../ui/route.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import type { ListProps } from './board-view.tsx'
import { columnsOf } from './columns.tsx'
import {
  type Filter,
  type Grouping,
  groupFilter,
  groupName,
  isFiltered,
  noFilters,
  type Sorting,
  sortingOf,
} from './filters.ts'
import { type FindingRow, useGroupedRows } from './grouped-rows.ts'

const words = text.findings

function useFlatRows(filter: Filter & Sorting): Rows<FindingRow> {
  const pages = usePages('findings.list', filter)
  const { row: rowAt } = pages
  const row = useCallback(
    (index: number) => {
      const row = rowAt(index)
      return row && { ...row, finding: row.id, place: index }
    },
    [rowAt],
  )
  const read = async (offset: number, limit: number) =>
    (await pages.read(offset, limit)).map((row, at) => ({ ...row, finding: row.id, place: offset + at }))
  return { ...pages, row, read }
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

export function FindingTable(props: ListProps & { by: Grouping | null }) {
  const { query, filter, by, selection, onSelect, onCurrent, onPeek, peek, batch, filters } = props
  const narrow = useMedia(isNarrow)
  const sorting = sortingOf(query)
  const flat = useFlatRows({ ...filter, ...sorting })
  const grouped = useGroupedRows(filter, by)
  const rows = by ? grouped : flat
  const columns = useMemo(() => columnsOf({ narrow, sorting: by ? null : sorting }), [narrow, by, sorting])
  const own = useList({
    name: 'findings',
    address: JSON.stringify([filter, by, sorting]),
    rows,
    columns,
    exported: { name: 'findings', filter: { ...filter, ...sorting } },
  })
  // what is selected is the board's too
  const list = { ...own, selection, select: onSelect }
  const open = (row: FindingRow | (FindingItem & { finding?: undefined }), at: number) => {
    const { by: _, ...rest } = query
    const group = by && 'section' in row && row.section ? groupFilter(by, row.section.key) : {}
    const place = 'place' in row ? row.place : at
    go('findings', { id: row.finding ?? row.id, query: { ...rest, ...group, at: String(place) } })
  }
  return (
    <>
      {filters(<ListTools list={list} />)}
      {by === 'kind' && !filter.kind && !filter.without && <Nothing groups={grouped.groups} />}
      <ListRows
        list={{
          ...list,
          stand: (row, at) => {
            own.stand(row, at)
            onCurrent(row && { ...row, id: row.finding })
          },
        }}
        label={words.listLabel}
        rowHeight={70}
        onOpen={open}
        onPeek={onPeek}
        group={
          by
            ? (row) => ({
                key: String(row.section?.key),
                heading: row.section && <Heading by={by} group={row.section} />,
              })
            : undefined
        }
        empty={
          <ListEmpty
            filtered={isFiltered(filter)}
            noMatch={words.emptyFiltered}
            noFilters={noFilters}
            title={words.empty.title}
            hint={[words.empty.hint, words.empty.hintEnd]}
          />
        }
        beside={peek((item) => open(item, own.place.index))}
        batch={batch}
        keys={[
          { keys: [`Ctrl ${text.common.keys.space}`], label: text.common.keys.select },
          ...(narrow
            ? []
            : [
                { keys: ['M'], label: words.board.keys.merge },
                { keys: ['S'], label: words.board.keys.distil },
                { keys: ['Ctrl N'], label: words.create },
              ]),
        ]}
      />
    </>
  )
}

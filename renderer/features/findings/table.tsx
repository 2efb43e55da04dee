/** 调研发现 as a table, flat or group by group. */
import { useCallback, useMemo, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingGroup, FindingItem } from '../../../shared/views.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { formatNumber, formatPosition } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { KindTag } from '../../ui/marks.tsx'
import { BottomStrip, Empty } from '../../ui/page.tsx'
import { type Rows, usePages } from '../../ui/pages.ts'
import { go, setQuery } from '../../ui/route.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import { VirtualRows } from '../../ui/virtual-rows.tsx'
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
const keys = text.common.keys

/** Where the list stood when a record was opened, for the way back. */
let left: { address: string; index: number } | undefined

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

function NoFindings({ filtered }: { filtered: boolean }) {
  return (
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
  )
}

export function FindingTable(props: ListProps & { by: Grouping | null }) {
  const { query, filter, by, selection, onSelect, onCurrent, onPeek, peek, batch } = props
  const narrow = useMedia(isNarrow)
  const sorting = sortingOf(query)
  const flat = useFlatRows({ ...filter, ...sorting })
  const grouped = useGroupedRows(filter, by)
  const rows = by ? grouped : flat
  const [index, setIndex] = useState(0)
  const columns = useMemo(() => columnsOf({ narrow, sorting: by ? null : sorting }), [narrow, by, sorting])
  const address = JSON.stringify([filter, by, sorting])
  const open = (row: FindingRow | (FindingItem & { finding?: undefined }), at: number) => {
    left = { address, index: at }
    const { by: _, ...rest } = query
    const own = by && 'section' in row && row.section ? groupFilter(by, row.section.key) : {}
    const place = 'place' in row ? row.place : at
    go('findings', { id: row.finding ?? row.id, query: { ...rest, ...own, at: String(place) } })
  }
  return (
    <>
      {by === 'kind' && !filter.kind && !filter.without && <Nothing groups={grouped.groups} />}
      <div className="finding-board">
        <VirtualRows
          // another list starts at its top
          key={address}
          rows={rows}
          columns={columns}
          label={words.listLabel}
          rowHeight={70}
          onOpen={open}
          onPeek={onPeek}
          selection={selection}
          onSelect={onSelect}
          onCurrent={(row, at) => {
            setIndex(at)
            onCurrent(row && { ...row, id: row.finding })
          }}
          currentIndex={left?.address === address ? left.index : undefined}
          group={
            by
              ? (row) => ({
                  key: String(row.section?.key),
                  heading: row.section && <Heading by={by} group={row.section} />,
                })
              : undefined
          }
          empty={<NoFindings filtered={isFiltered(filter)} />}
          autoFocus
        />
        {peek((item) => open(item, index))}
      </div>
      <BottomStrip
        batch={batch}
        keys={[
          { keys: ['↑', '↓'], label: keys.move },
          { keys: ['Enter'], label: keys.open },
          { keys: [keys.space], label: keys.peek },
          { keys: [`Ctrl ${keys.space}`], label: keys.select },
          ...(narrow
            ? []
            : [
                { keys: ['M'], label: words.board.keys.merge },
                { keys: ['S'], label: words.board.keys.distil },
                { keys: ['Ctrl N'], label: words.create },
              ]),
        ]}
        position={rows.total > 0 && formatPosition(index + 1, rows.total)}
      />
    </>
  )
}

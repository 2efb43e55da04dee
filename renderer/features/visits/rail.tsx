/** Wide screens: the list one came from, beside the record. */
import { useMemo, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { VisitItem } from '../../../shared/views.ts'
import { DateText } from '../../ui/date-block.tsx'
import { joinNames, placeName } from '../../ui/display.ts'
import { Missing, ReportMark } from '../../ui/marks.tsx'
import { usePages } from '../../ui/pages.ts'
import { go, type Query } from '../../ui/route.ts'
import { SearchBox } from '../../ui/switches.tsx'
import { type Column, VirtualRows } from '../../ui/virtual-rows.tsx'
import { filterOf, listQuery } from './filter.ts'

const words = text.visits

const columns: Column<VisitItem>[] = [
  {
    key: 'visit',
    label: words.title,
    width: 'minmax(0, 1fr)',
    cell: (visit) => (
      <span className="visit-rail-row">
        <strong>{placeName(visit.regionName) ?? <Missing />}</strong>
        <DateText {...visit} />
        <span className="second">
          {visit.leaderName ?? visit.teamName ?? <Missing />} <span>{joinNames(visit.topics)}</span>
        </span>
        <ReportMark reported={visit.reported} />
      </span>
    ),
    title: (visit) => joinNames([visit.regionName, visit.leaderName, ...visit.topics]),
  },
]

export function Rail({ id, query }: { id: string; query: Query }) {
  const base = useMemo(() => listQuery(query), [query])
  const [typed, setTyped] = useState(base.text ?? '')
  const inRail = { ...base, text: typed }
  const rows = usePages('visits.list', filterOf(listQuery(inRail)))
  return (
    <nav className="visit-rail" aria-label={words.rail.label}>
      <SearchBox value={typed} onChange={setTyped} placeholder={words.rail.search} />
      <VirtualRows
        rows={rows}
        columns={columns}
        label={words.rail.label}
        rowHeight={66}
        hideHead
        currentId={id}
        currentIndex={typed === (base.text ?? '') && query.at !== undefined ? Number(query.at) || 0 : undefined}
        onOpen={(visit, index) => go('visits', { id: visit.id, query: { ...listQuery(inRail), at: String(index) } })}
        empty={<p className="faint visit-rail-none">{text.common.noMatch}</p>}
      />
    </nav>
  )
}

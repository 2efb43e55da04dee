/** How a finding is drawn in its list. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { beginning, displayPunctuation, joinNames, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { KindTag, Missing, ReportMark } from '../../ui/marks.tsx'
import { setQuery } from '../../ui/route.ts'
import { SortHead } from '../../ui/sort-head.tsx'
import type { Column } from '../../ui/virtual-rows.tsx'
import { type Sorting, sortQuery } from './filters.ts'
import type { FindingRow } from './grouped-rows.ts'
import { regionsOf, Spread, topicsOf } from './spread.tsx'

const words = text.findings

export function placesOf(finding: FindingItem): string {
  const regionNames = regionsOf(finding)
  const [first] = regionNames
  return regionNames.length > 2 && first
    ? fill(words.places, { name: first.name ?? '', count: regionNames.length })
    : joinNames(regionNames.map((region) => region.name))
}

/** More characters than two lines of the widest window hold. */
const shownOfText = 300

const Text = ({ value, quote }: { value: string | null; quote?: boolean }) =>
  value ? (
    <span className={quote ? 'finding-text finding-quote' : 'finding-text'}>
      {displayPunctuation(beginning(value, shownOfText))}
    </span>
  ) : (
    <Missing />
  )

const kind: Column<FindingRow> = {
  key: 'kind',
  label: words.columns.kind,
  width: '76px',
  cell: (row) => (
    <span className="finding-kind">
      <KindTag kind={row.kind} short />
      <span className="faint">{labelOf(text.domain.findingStage, row.stage)}</span>
    </span>
  ),
  title: (row) => labelOf(text.domain.findingKind, row.kind),
}
const place: Column<FindingRow> = {
  key: 'place',
  label: words.columns.place,
  width: '112px',
  cell: (row) => (
    <span className="finding-kind">
      {placesOf(row) ? <strong className="finding-place">{placesOf(row)}</strong> : <Missing />}
      {row.merged && <span className="faint">{fill(words.board.merged, { count: row.merged.count + 1 })}</span>}
    </span>
  ),
  title: (row) => joinNames(regionsOf(row).map((region) => region.name)),
}
const spread: Column<FindingRow> = {
  key: 'spread',
  label: words.columns.spread,
  width: '82px',
  cell: (row) => <Spread finding={row} />,
}
const quote: Column<FindingRow> = {
  key: 'quote',
  label: words.columns.quote,
  width: 'minmax(0, 1.6fr)',
  cell: (row) => <Text value={row.quote} quote />,
  title: (row) => row.quote,
}
const summary: Column<FindingRow> = {
  key: 'summary',
  label: words.columns.summary,
  width: 'minmax(0, 1fr)',
  cell: (row) => <Text value={row.summary} />,
  title: (row) => row.summary,
}
const topics: Column<FindingRow> = {
  key: 'topics',
  label: words.columns.topics,
  width: '92px',
  cell: (row) =>
    topicsOf(row).length ? <span className="finding-text second">{joinNames(topicsOf(row))}</span> : <Missing />,
  title: (row) => joinNames([...topicsOf(row), ...row.tags]),
}
const reported: Column<FindingRow> = {
  key: 'reported',
  label: words.columns.reported,
  width: '84px',
  cell: (row) => (
    <span className="finding-kind">
      <ReportMark reported={row.reported} />
      {row.conflicts > 0 && <span className="finding-conflict">{text.common.conflict}</span>}
    </span>
  ),
}

const wide = [kind, place, spread, quote, summary, topics, reported]
const narrowed = [kind, { ...place, width: '84px' }, spread, quote, { ...summary, width: 'minmax(0, 0.7fr)' }]
const sorts: Record<string, NonNullable<Sorting['sort']>> = { kind: 'kind', spread: 'cities' }

const headOf = (props: Parameters<typeof SortHead>[0]) => <SortHead {...props} />

/** `sorting`: `null` where groups order the list. */
export function columnsOf({ narrow, sorting }: { narrow: boolean; sorting: Sorting | null }): Column<FindingRow>[] {
  return (narrow ? narrowed : wide).map((column) => {
    const sort = sorts[column.key]
    if (!sort || !sorting) return column
    const sorted = sorting.sort !== sort ? 'none' : sorting.descending ? 'descending' : 'ascending'
    const onSort = () => setQuery(sortQuery(sorting, sort))
    return {
      ...column,
      name: String(column.label),
      sorted,
      label: headOf({ label: String(column.label), sorted, onSort }),
    }
  })
}

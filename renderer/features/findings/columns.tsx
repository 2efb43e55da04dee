/** How a finding is drawn in its list. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { displayPunctuation, joinNames, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { KindTag, Missing, ReportMark } from '../../ui/marks.tsx'
import type { Column } from '../../ui/virtual-rows.tsx'
import type { FindingRow } from './grouped-rows.ts'

const words = text.findings

export function placesOf({ regionNames }: Pick<FindingItem, 'regionNames'>): string {
  const [first] = regionNames
  return regionNames.length > 2 && first
    ? fill(words.places, { name: first.name ?? '', count: regionNames.length })
    : joinNames(regionNames.map((region) => region.name))
}

const Text = ({ value, quote }: { value: string | null; quote?: boolean }) =>
  value ? (
    <span className={quote ? 'finding-text finding-quote' : 'finding-text'}>{displayPunctuation(value)}</span>
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
  cell: (row) => (placesOf(row) ? <strong className="finding-place">{placesOf(row)}</strong> : <Missing />),
  title: (row) => joinNames(row.regionNames.map((region) => region.name)),
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
    row.topics.length ? <span className="finding-text second">{joinNames(row.topics)}</span> : <Missing />,
  title: (row) => joinNames(row.topics),
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

export const columns = [kind, place, quote, summary, topics, reported]
export const narrowColumns = [kind, { ...place, width: '84px' }, quote, { ...summary, width: 'minmax(0, 0.7fr)' }]

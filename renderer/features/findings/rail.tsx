/** On a wide screen the list stays beside the record. */
import { text } from '../../../shared/text/zh-cn.ts'
import { usePages } from '../../ui/pages.ts'
import { go, type Query } from '../../ui/route.ts'
import { VirtualRows } from '../../ui/virtual-rows.tsx'
import { railColumns } from './columns.tsx'
import { filterOf } from './filters.ts'

export function Rail({ query, id, index }: { query: Query; id: string; index: number | undefined }) {
  const rows = usePages('findings.list', filterOf(query))
  return (
    <aside className="finding-rail" aria-label={text.findings.rail}>
      <VirtualRows
        key={`${id}/${index === undefined}`}
        rows={rows}
        columns={railColumns}
        label={text.findings.rail}
        rowHeight={68}
        hideHead
        currentId={id}
        currentIndex={index}
        onOpen={(row, at) => go('findings', { id: row.id, query: { ...query, at: String(at) } })}
      />
    </aside>
  )
}

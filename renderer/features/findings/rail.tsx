/** The list beside a finding on a wide screen. */
import { text } from '../../../shared/text/zh-cn.ts'
import { displayPunctuation } from '../../ui/display.ts'
import { KindTag } from '../../ui/marks.tsx'
import { usePages } from '../../ui/pages.ts'
import { RecordRail } from '../../ui/record-rail.tsx'
import { go, type Query } from '../../ui/route.ts'
import { placesOf } from './columns.tsx'
import { filterOf } from './filters.ts'

export function Rail({ query, id, index }: { query: Query; id: string; index: number | undefined }) {
  return (
    <RecordRail
      label={text.findings.rail}
      rows={usePages('findings.list', filterOf(query))}
      id={id}
      index={index}
      head={(row) => (
        <>
          <KindTag kind={row.kind} short />
          {placesOf(row)}
        </>
      )}
      line={(row) => displayPunctuation(row.summary ?? row.quote ?? text.common.missing)}
      onOpen={(row, at) => go('findings', { id: row.id, query: { ...query, at: String(at) } })}
    />
  )
}

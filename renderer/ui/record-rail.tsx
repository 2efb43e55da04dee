/** On a wide screen the list a record was opened from stays beside it. */
import type { ReactNode } from 'react'
import type { Rows } from './pages.ts'
import { VirtualRows } from './virtual-rows.tsx'
import './record-bar.css'

type Props<R> = {
  label: string
  rows: Rows<R>
  /** The record that is open, and its index where it is known. */
  id: string
  index: number | undefined
  head: (row: R) => ReactNode
  line: (row: R) => string
  onOpen: (row: R, index: number) => void
}

export function RecordRail<R extends { id: string }>({ label, rows, id, index, head, line, onOpen }: Props<R>) {
  return (
    <aside className="record-rail" aria-label={label}>
      <VirtualRows
        // stands on the record as soon as its place is known
        key={`${id}/${index === undefined}`}
        rows={rows}
        label={label}
        rowHeight={68}
        hideHead
        currentId={id}
        currentIndex={index}
        onOpen={onOpen}
        columns={[
          {
            key: 'record',
            label,
            width: 'minmax(0, 1fr)',
            cell: (row) => (
              <span className="record-rail-row">
                <span className="record-rail-head">{head(row)}</span>
                <span className="record-rail-line">{line(row)}</span>
              </span>
            ),
            title: line,
          },
        ]}
      />
    </aside>
  )
}

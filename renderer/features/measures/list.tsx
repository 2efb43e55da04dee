/** The ledger's rows, as a table or on a time line, and what can be done with them. */
import { useState } from 'react'
import { isDueBinding, type MeasureStage } from '../../../shared/domain/ledger-rules.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../../shared/views/ledger.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { formatPosition } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { BottomStrip, Empty } from '../../ui/page.tsx'
import type { PagedRows } from '../../ui/pages.ts'
import { go, type Query, setQuery } from '../../ui/route.ts'
import { commonStage, StepDialog, stepsFrom } from '../../ui/step-form.tsx'
import { useKey } from '../../ui/use-key.ts'
import { isNarrow, isWide, useMedia } from '../../ui/use-media.ts'
import { VirtualRows } from '../../ui/virtual-rows.tsx'
import { BatchBar } from './batch-bar.tsx'
import type { CellField, Editing } from './cells.tsx'
import { ledgerColumns } from './columns.tsx'
import { filterOf, isFiltered, noFilters, type View } from './filters.ts'
import { Legend } from './legend.tsx'
import { SplitDialog } from './split-dialog.tsx'
import { scaleOf, timelineColumns } from './timeline.tsx'

const words = text.ledger
const keys = text.common.keys
const rowHeight = 40
/** With more rows the legend waits behind its button. */
const legendFits = 8

type Rows = PagedRows<'measures.list'>

/** Where the list stood when a record was opened, for the way back. */
let left: { address: string; index: number } | undefined

function useSelection(rows: Rows) {
  const [selection, setSelection] = useState<Set<string>>(new Set())
  const chosen: MeasureItem[] = []
  for (let at = 0; at < Math.min(rows.total, 1000); at++) {
    const row = rows.row(at)
    if (row && selection.has(row.id)) chosen.push(row)
  }
  return { selection, setSelection, chosen }
}

const inField = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), textarea')
const backToList = () => document.querySelector<HTMLElement>('.ledger-rows .rows-scroll')?.focus()

export function List({ rows, view, query }: { rows: Rows; view: View; query: Query }) {
  const narrow = useMedia(isNarrow)
  const wide = useMedia(isWide)
  const filter = filterOf(query)
  const address = JSON.stringify([filter, view])
  const { selection, setSelection, chosen } = useSelection(rows)
  const [place, setPlace] = useState<{ row?: MeasureItem; index: number }>({ index: 0 })
  const [editing, setEditing] = useState<Editing>(null)
  const [step, setStep] = useState<{ measures: MeasureItem[]; to: MeasureStage } | null>(null)
  const [splitting, setSplitting] = useState<MeasureItem | null>(null)
  const [legend, setLegend] = useState<boolean | null>(null)
  const edit = (next: Editing) => {
    setEditing(next)
    if (next === null) backToList()
  }
  const begin = (measures: MeasureItem[]) => {
    const stage = commonStage(measures)
    const to = stage && stepsFrom(stage)[0]
    if (to) setStep({ measures, to })
  }
  useKey((event) => {
    const { row } = place
    if (!row || inField(event.target) || event.ctrlKey || event.altKey || event.metaKey) return false
    const field = ({ u: 'owner', p: 'person', d: 'due' } as Record<string, CellField>)[event.key.toLowerCase()]
    const isBound = field === 'due' && isDueBinding(row.stage) && row.due !== null
    if (field && !isBound && view === 'table') setEditing({ id: row.id, field })
    else if (event.key.toLowerCase() === 'j') begin(chosen.length > 0 ? chosen : [row])
    else return false
    return true
  })
  const { first } = rows
  const scale = first && view === 'timeline' ? scaleOf(first.span, first.today) : null
  const columns = scale ? timelineColumns(scale, narrow) : ledgerColumns({ narrow, wide, editing, onEdit: edit })
  const showLegend = rows.total > 0 && (legend ?? (rows.total <= legendFits && selection.size === 0 && !narrow))
  const open = (measure: MeasureItem, index: number) => {
    left = { address, index }
    go('measures', { id: measure.id, query: { ...query, at: String(index) } })
  }
  return (
    <>
      <div
        className="ledger-rows"
        style={showLegend ? { flex: `0 1 ${rows.total * (rowHeight + 1) + 37}px` } : { flex: 1 }}
      >
        <VirtualRows
          key={address}
          rows={rows}
          columns={columns}
          label={words.listLabel}
          rowHeight={rowHeight}
          onOpen={open}
          onCurrent={(row, index) => setPlace({ row, index })}
          currentIndex={left?.address === address ? left.index : undefined}
          selection={selection}
          onSelect={setSelection}
          empty={<Nothing view={view} filtered={isFiltered(filter)} />}
          autoFocus
        />
      </div>
      {view === 'timeline' && first && first.counts.undated > 0 && (
        <p className="ledger-note second">
          {fill(words.timeline.undated, { count: first.counts.undated })}
          <Button size="small" variant="text" onClick={() => setQuery({ view: undefined, reminder: 'undated' })}>
            {words.timeline.undatedOpen}
          </Button>
        </p>
      )}
      {showLegend && (
        <div className="ledger-legend">
          <Legend />
        </div>
      )}
      {chosen.length > 0 ? (
        <BottomStrip
          batch={
            <BatchBar
              measures={chosen}
              count={selection.size}
              onClear={() => setSelection(new Set())}
              onStep={() => begin(chosen)}
              onSplit={() => setSplitting(chosen[0] ?? null)}
            />
          }
        />
      ) : (
        <BottomStrip
          keys={[
            { keys: ['↑', '↓'], label: keys.move },
            { keys: ['Enter'], label: keys.open },
            { keys: [keys.space], label: keys.select },
            ...(view === 'table' && !narrow
              ? [
                  { keys: ['U'], label: words.keys.owner },
                  { keys: ['P'], label: words.keys.person },
                  { keys: ['D'], label: words.keys.due },
                ]
              : []),
            { keys: ['J'], label: words.keys.step },
          ]}
          position={
            <>
              {rows.total > 0 && (
                <button type="button" className="link" onClick={() => setLegend(!showLegend)}>
                  {showLegend ? words.legend.hide : words.legend.show}
                </button>
              )}
              {rows.total > 0 && formatPosition(Math.min(place.index, rows.total - 1) + 1, rows.total)}
            </>
          }
        />
      )}
      {step && (
        <StepDialog
          measures={step.measures}
          to={step.to}
          onCancel={() => setStep(null)}
          onDone={() => {
            setStep(null)
            setSelection(new Set())
          }}
        />
      )}
      {splitting && <SplitDialog measure={splitting} onClose={() => setSplitting(null)} />}
    </>
  )
}

function Nothing({ view, filtered }: { view: View; filtered: boolean }) {
  return (
    <div className="page-body">
      {view === 'timeline' ? (
        <Empty title={words.timeline.none}>{words.timeline.noneHint}</Empty>
      ) : filtered ? (
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

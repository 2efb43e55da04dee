/** The ledger's rows, as a table or on a time line, and what can be done with them. */
import { type ReactNode, useState } from 'react'
import { isDueBinding, type MeasureStage } from '../../../shared/domain/ledger-rules.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../../shared/views/ledger.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { isKey, type KeyName } from '../../ui/key-map.ts'
import { ListEmpty, ListRows, ListTools, useList } from '../../ui/list-page.tsx'
import { Empty } from '../../ui/page.tsx'
import type { PagedRows } from '../../ui/pages.ts'
import { go, type Query, setQuery } from '../../ui/route.ts'
import { tellFailure } from '../../ui/save-now.ts'
import { commonStage, StepDialog, stepsFrom } from '../../ui/step-form.tsx'
import { useKey } from '../../ui/use-key.ts'
import { isNarrow, isWide, useMedia } from '../../ui/use-media.ts'
import { MeasureBatch } from './batch-bar.tsx'
import type { CellField, Editing } from './cells.tsx'
import { ledgerColumns } from './columns.tsx'
import { filterOf, isFiltered, noFilters, type View } from './filters.ts'
import { Legend } from './legend.tsx'
import { SplitDialog } from './split-dialog.tsx'
import { scaleOf, timelineColumns } from './timeline.tsx'

const words = text.ledger
const rowHeight = 40
const cellKeys = { owner: 'ledger.owner', person: 'ledger.person', due: 'ledger.due' } as const satisfies Record<
  CellField,
  KeyName
>
const cellFields = Object.keys(cellKeys) as CellField[]
/** With more rows the legend waits behind its button. */
const legendFits = 8

type Rows = PagedRows<'measures.list'>

/** Those of the selection that are loaded: their stages and titles are known. */
function chosenOf(rows: Rows, selection: ReadonlySet<string>): MeasureItem[] {
  const chosen: MeasureItem[] = []
  for (let at = 0; at < Math.min(rows.total, 5000); at++) {
    const row = rows.row(at)
    if (row && selection.has(row.id)) chosen.push(row)
  }
  return chosen
}

const inField = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), textarea')
const backToList = () => document.querySelector<HTMLElement>('.list-rows .rows-scroll')?.focus()

type Props = {
  rows: Rows
  view: View
  query: Query
  /** As the rows were asked for, with their order. */
  asked: object
  /** The row of filters; `tools` end it. */
  filters: (tools: ReactNode) => ReactNode
}

export function List({ rows, view, query, asked, filters }: Props) {
  const narrow = useMedia(isNarrow)
  const wide = useMedia(isWide)
  const filter = filterOf(query)
  const [editing, setEditing] = useState<Editing>(null)
  const [step, setStep] = useState<{ measures: MeasureItem[]; to: MeasureStage } | null>(null)
  const [splitting, setSplitting] = useState<MeasureItem | null>(null)
  const [legend, setLegend] = useState<boolean | null>(null)
  const edit = (next: Editing) => {
    setEditing(next)
    if (next === null) backToList()
  }
  const { first } = rows
  const scale = first && view === 'timeline' ? scaleOf(first.span, first.today) : null
  const list = useList({
    name: view === 'timeline' ? 'measures.timeline' : 'measures',
    address: JSON.stringify([filter, view]),
    rows,
    columns: scale ? timelineColumns(scale, narrow) : ledgerColumns({ narrow, wide, editing, onEdit: edit }),
    exported: { name: 'measures', filter: asked },
  })
  const { selection, place } = list
  const chosen = chosenOf(rows, selection)
  const begin = (measures: MeasureItem[]) => {
    const stage = commonStage(measures)
    const to = stage && stepsFrom(stage)[0]
    if (to) setStep({ measures, to })
  }
  useKey((event) => {
    const { row } = place
    if (!row || inField(event.target)) return false
    const field = cellFields.find((one) => isKey(event, cellKeys[one]))
    const isBound = field === 'due' && isDueBinding(row.stage) && row.due !== null
    if (field && !isBound && view === 'table') setEditing({ id: row.id, field })
    else if (isKey(event, 'ledger.step'))
      if (selection.size > 0) list.chosen().then(begin, tellFailure)
      else begin([row])
    else return false
    return true
  })
  const showLegend = rows.total > 0 && (legend ?? (rows.total <= legendFits && selection.size === 0 && !narrow))
  return (
    <>
      {filters(<ListTools list={list} withoutExport />)}
      <ListRows
        list={list}
        label={words.listLabel}
        rowHeight={rowHeight}
        style={showLegend ? { flex: `0 1 ${rows.total * (rowHeight + 1) + 37}px` } : undefined}
        onOpen={(measure, index) => go('measures', { id: measure.id, query: { ...query, at: String(index) } })}
        empty={<Nothing view={view} filtered={isFiltered(filter)} />}
        below={
          <>
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
          </>
        }
        batch={
          chosen.length > 0 && (
            <MeasureBatch
              measures={chosen}
              chosen={list.chosen}
              list={list}
              onStep={() => void list.chosen().then(begin, tellFailure)}
              onSplit={() => setSplitting(chosen[0] ?? null)}
            />
          )
        }
        keys={[
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
          rows.total > 0 && (
            <button type="button" className="link" onClick={() => setLegend(!showLegend)}>
              {showLegend ? words.legend.hide : words.legend.show}
            </button>
          )
        }
      />
      {step && (
        <StepDialog
          measures={step.measures}
          to={step.to}
          onCancel={() => setStep(null)}
          onDone={() => {
            setStep(null)
            list.clear()
          }}
        />
      )}
      {splitting && <SplitDialog measure={splitting} onClose={() => setSplitting(null)} />}
    </>
  )
}

function Nothing({ view, filtered }: { view: View; filtered: boolean }) {
  if (view === 'timeline') return <Empty title={words.timeline.none}>{words.timeline.noneHint}</Empty>
  return (
    <ListEmpty
      filtered={filtered}
      noMatch={words.emptyFiltered}
      noFilters={noFilters}
      title={words.empty.title}
      hint={[words.empty.hint, words.empty.hintEnd]}
    />
  )
}

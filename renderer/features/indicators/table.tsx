/** All figures as one list: to be selected, changed together, copied and exported. */
import type { ReactNode } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { IndicatorItem } from '../../../shared/views.ts'
import { BatchBar, BatchChoice, BatchPanel, setOnAll } from '../../ui/batch-bar.tsx'
import { displayPunctuation, labelOf } from '../../ui/display.ts'
import { choicesOf } from '../../ui/inline-choice.tsx'
import { ListEmpty, ListRows, ListTools, useList } from '../../ui/list-page.tsx'
import { Missing } from '../../ui/marks.tsx'
import { useRows } from '../../ui/pages.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import type { Column } from '../../ui/virtual-rows.tsx'

const words = text.indicators

type Key = keyof typeof words.columns
const plain = (key: Key, width: string, of: (row: IndicatorItem) => string | null): Column<IndicatorItem> => ({
  key,
  label: words.columns[key],
  width,
  cell: (row) => of(row) ?? '',
  title: of,
})

const columns: Column<IndicatorItem>[] = [
  {
    key: 'name',
    label: words.columns.name,
    width: 'minmax(140px, 1.3fr)',
    cell: (row) => (row.name ? <strong>{displayPunctuation(row.name)}</strong> : <Missing />),
    title: (row) => row.name,
  },
  plain('occasion', 'minmax(120px, 1fr)', (row) => row.occasion && displayPunctuation(row.occasion)),
  {
    key: 'bound',
    label: words.columns.bound,
    width: '44px',
    align: 'end',
    cell: (row) => labelOf(text.domain.bound, row.bound),
  },
  {
    key: 'value',
    label: words.columns.value,
    width: '92px',
    align: 'end',
    cell: (row) => row.value ?? <Missing />,
  },
  plain('unit', '72px', (row) => row.unit),
  {
    key: 'yearOnYear',
    label: words.columns.yearOnYear,
    width: '72px',
    align: 'end',
    cell: (row) => row.yearOnYear && `${row.yearOnYear}%`,
  },
  plain('period', '96px', (row) => row.period),
  plain('region', '112px', (row) => row.regionName),
  {
    key: 'derived',
    label: words.columns.derived,
    width: '56px',
    cell: (row) => (row.derived ? text.common.derived : ''),
  },
  plain('source', 'minmax(100px, 1fr)', (row) => row.source && displayPunctuation(row.source)),
]
const narrowKeys = new Set<string>(['name', 'occasion', 'bound', 'value', 'unit', 'yearOnYear', 'period'])
const narrowColumns = columns.filter(({ key }) => narrowKeys.has(key))

type Props = {
  rows: readonly IndicatorItem[] | undefined
  error: unknown
  retry: () => void
  campaign: string | undefined
  filters: ReactNode
  onOpen: (row: IndicatorItem) => void
}

export function IndicatorTable({ rows: all, error, retry, campaign, filters, onOpen }: Props) {
  const narrow = useMedia(isNarrow)
  const rows = useRows(all, error, retry)
  const filter = campaign ? { campaign } : {}
  const list = useList({
    name: 'indicators',
    address: JSON.stringify(filter),
    rows,
    columns: narrow ? narrowColumns : columns,
    exported: { name: 'indicators', filter },
  })
  const { ids } = list
  return (
    <>
      <div className="filter-row">
        {filters}
        <span className="filter-row-end">
          <ListTools list={list} />
        </span>
      </div>
      <ListRows
        list={list}
        label={words.title}
        onOpen={onOpen}
        empty={
          <ListEmpty filtered={false} noMatch="" noFilters={{}} title={words.emptyTitle} hint={[words.emptyHint, '']} />
        }
        keys={[{ keys: ['Ctrl N'], label: words.keys.create }]}
        batch={
          <BatchBar entity="indicators" list={list}>
            <BatchChoice
              label={words.columns.bound}
              choices={choicesOf({ ...text.domain.bound, equal: words.boundEqual })}
              onChoose={(bound) => void setOnAll('indicators', ids, { bound }, words.columns.bound)}
            />
            {(['period', 'occasion', 'source'] as const).map((field) => (
              <BatchPanel key={field} label={words.columns[field]}>
                {(close) => (
                  <form
                    className="batch-field"
                    onSubmit={(event) => {
                      event.preventDefault()
                      const value = String(new FormData(event.currentTarget).get(field) ?? '').trim()
                      close()
                      if (value) void setOnAll('indicators', ids, { [field]: value }, words.columns[field])
                    }}
                  >
                    <input name={field} className="inline-input inline-boxed" aria-label={words.columns[field]} />
                  </form>
                )}
              </BatchPanel>
            ))}
          </BatchBar>
        }
      />
    </>
  )
}

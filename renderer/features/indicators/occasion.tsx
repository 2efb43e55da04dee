/** One occasion: its comparisons as bars, then every figure in a row that is edited where it stands. */
import { Plus, Trash2 } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { IndicatorItem } from '../../../shared/views.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { displayPunctuation } from '../../ui/display.ts'
import type { Defaults } from '../../ui/edit-session.ts'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineRegion } from '../../ui/inline-region.tsx'
import { InlineFlag, InlineNumber, InlineText } from '../../ui/inline-text.tsx'
import { Section } from '../../ui/page.tsx'
import { showFailure } from '../../ui/toast-store.ts'
import { removeRecords } from '../../ui/undo.ts'
import { ComparisonBars } from './comparison-bars.tsx'
import { comparisonsOf } from './comparisons.ts'

const words = text.indicators
const columns = ['name', 'bound', 'value', 'unit', 'yearOnYear', 'period', 'region', 'derived', 'source'] as const

type Props = {
  occasion: string | null
  rows: readonly IndicatorItem[]
  /** A row not stored yet. */
  added: string | undefined
  /** The row whose name is to be written. */
  focused: string | undefined
  defaults: Defaults
  onAdd: () => void
}

export function Occasion({ occasion, rows, added, focused, defaults, onAdd }: Props) {
  const comparisons = comparisonsOf(rows)
  const name = occasion ? displayPunctuation(occasion) : words.noOccasion
  const ids = added ? [...rows.map((row) => row.id), added] : rows.map((row) => row.id)
  return (
    <Section
      title={name}
      note={rows.length > 0 && fill(words.count, { count: rows.length })}
      action={
        <Button size="small" variant="text" icon={Plus} aria-label={fill(words.addHere, { name })} onClick={onAdd}>
          {words.add}
        </Button>
      }
    >
      {comparisons.length > 0 && (
        <div className="comparisons">
          {comparisons.map((comparison) => (
            <ComparisonBars key={comparison.key} comparison={comparison} />
          ))}
        </div>
      )}
      <ul className={`indicator-rows${occasion ? '' : ' indicator-rows-loose'}`} aria-label={name}>
        <li className="indicator-row indicator-head" aria-hidden>
          {columns.map((column) => (
            <span key={column} className={`indicator-${column}`}>
              {column === 'derived' ? null : words.columns[column]}
            </span>
          ))}
        </li>
        {ids.map((id) => (
          <IndicatorRow
            key={id}
            id={id}
            row={rows.find((one) => one.id === id)}
            defaults={id === added ? defaults : undefined}
            withOccasion={occasion === null}
            autoFocus={id === focused}
          />
        ))}
      </ul>
    </Section>
  )
}

type RowProps = {
  id: string
  row: IndicatorItem | undefined
  defaults: Defaults | undefined
  withOccasion: boolean
  autoFocus: boolean
}

function IndicatorRow({ id, row, defaults, withOccasion, autoFocus }: RowProps) {
  const record = useRecord('indicators', id, defaults)
  const name = String(record.value('name') ?? '') || text.common.unnamed
  const label = (field: keyof typeof words.columns) => fill(words.of, { name, field: words.columns[field] })
  const bind = (field: string) => record.bind(field)
  return (
    <li className="indicator-row" aria-label={name}>
      <span className="indicator-name" data-label={words.columns.name}>
        <InlineText bind={bind('name')} label={label('name')} autoFocus={autoFocus} />
        {withOccasion && row && (
          <InlineText bind={bind('occasion')} label={label('occasion')} placeholder={words.noOccasion} />
        )}
      </span>
      <span className="indicator-bound" data-label={words.columns.bound}>
        <InlineChoice
          bind={bind('bound')}
          label={label('bound')}
          choices={choicesOf({ ...text.domain.bound, equal: words.boundEqual })}
          render={(value) => (value === 'equal' ? <span className="faint">=</span> : boundSign(value))}
        />
      </span>
      <span className="indicator-value" data-label={words.columns.value}>
        <InlineNumber bind={bind('value')} label={label('value')} kind="decimal" />
      </span>
      <span className="indicator-unit" data-label={words.columns.unit}>
        <InlineText bind={bind('unit')} label={label('unit')} />
      </span>
      <span className="indicator-yearOnYear" data-label={words.columns.yearOnYear}>
        <InlineNumber
          bind={bind('yearOnYear')}
          label={label('yearOnYear')}
          kind="decimal"
          suffix={record.value('yearOnYear') === null ? undefined : '%'}
        />
      </span>
      <span className="indicator-period" data-label={words.columns.period}>
        <InlineText bind={bind('period')} label={label('period')} />
      </span>
      <span className="indicator-region" data-label={words.columns.region}>
        <InlineRegion bind={bind('region')} label={label('region')} />
      </span>
      <span className="indicator-derived" data-label={words.columns.derived}>
        <InlineFlag bind={bind('derived')} label={words.columns.derived} />
      </span>
      <span className="indicator-source" data-label={words.columns.source}>
        <InlineText bind={bind('source')} label={label('source')} />
      </span>
      {row && (
        <IconButton
          size="small"
          variant="text"
          icon={Trash2}
          label={fill(words.remove, { name })}
          onClick={() => removeRecords('indicators', [id]).catch(showFailure)}
        />
      )}
    </li>
  )
}

const boundSign = (value: string): string => (text.domain.bound as Record<string, string>)[value] ?? value

/** What can be done with several measures at once. */
import { Split } from 'lucide-react'
import { useRef, useState } from 'react'
import { isDueBinding } from '../../../shared/domain/ledger-rules.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../../shared/views/ledger.ts'
import { newId } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { fill } from '../../ui/fill.ts'
import { DateField } from '../../ui/inline-date.tsx'
import { findRecords } from '../../ui/inline-ref.tsx'
import { Lookup } from '../../ui/lookup.tsx'
import { Popover } from '../../ui/popover.tsx'
import { saveAllNow, tellFailure } from '../../ui/save-now.ts'
import { commonStage, stepName, stepsFrom } from '../../ui/step-form.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { createRecord, type Value } from '../../ui/undo.ts'

const words = text.ledger.batch

type Props = {
  measures: readonly MeasureItem[]
  count: number
  onClear: () => void
  onStep: () => void
  onSplit: () => void
}

export function BatchBar({ measures, count, onClear, onStep, onSplit }: Props) {
  const [asking, setAsking] = useState<'owner' | 'due' | null>(null)
  const owner = useRef<HTMLButtonElement>(null)
  const due = useRef<HTMLButtonElement>(null)
  const [first] = measures
  const from = commonStage(measures)
  const to = from && stepsFrom(from)[0]
  const saveEach = (values: Record<string, Value>, message: string) => {
    setAsking(null)
    return saveAllNow(
      measures.map(({ id }) => ({ entity: 'measures' as const, id, values })),
      fill(message, { count: measures.length }),
    )
  }
  const create = async (name: string) => {
    try {
      const id = newId()
      await createRecord('organizations', id, { name })
      await saveEach({ owner: id }, words.ownerDone)
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <>
      <strong>{fill(words.selected, { count })}</strong>
      <span className="batch-title">{first?.title}</span>
      <div className="page-actions">
        <Button size="small" variant="text" onClick={onClear}>
          {text.common.clearSelection}
        </Button>
        <Button ref={owner} size="small" aria-expanded={asking === 'owner'} onClick={() => setAsking('owner')}>
          {words.owner}
        </Button>
        <Button
          ref={due}
          size="small"
          aria-expanded={asking === 'due'}
          onClick={() => {
            if (measures.some((one) => isDueBinding(one.stage) && one.due !== null))
              showToast({ message: words.dueBound })
            else setAsking('due')
          }}
        >
          {words.due}
        </Button>
        {measures.length === 1 && (
          <Button size="small" icon={Split} onClick={onSplit}>
            {words.split}
          </Button>
        )}
        <ExportMenu papers={['supervision']} of={{ ids: measures.map(({ id }) => id) }} size="small" />
        <Button size="small" variant="primary" disabled={!to} title={to ? undefined : words.mixed} onClick={onStep}>
          {from && to ? stepName(from, to) : words.mixed}
        </Button>
      </div>
      {asking === 'owner' && (
        <Popover anchor={owner} onClose={() => setAsking(null)} role="dialog" label={words.owner}>
          <div className="batch-field">
            <Lookup
              label={words.owner}
              value=""
              placeholder={text.common.typeToSearch}
              className="inline-input inline-boxed"
              autoFocus
              search={(typed) => findRecords('organizations', typed)}
              onChoose={({ value }) => void saveEach({ owner: value }, words.ownerDone)}
              onCreate={(name) => void create(name)}
            />
          </div>
        </Popover>
      )}
      {asking === 'due' && (
        <Popover anchor={due} onClose={() => setAsking(null)} role="dialog" label={words.due}>
          <div className="batch-field">
            <DateField
              label={words.due}
              value={null}
              year={new Date().getFullYear()}
              boxed
              conflict={false}
              check={() => null}
              onChange={(date) => void saveEach({ due: date }, words.dueDone)}
            />
          </div>
        </Popover>
      )}
    </>
  )
}

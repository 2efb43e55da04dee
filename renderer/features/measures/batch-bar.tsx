/** What can be done with several measures at once. */
import { Split } from 'lucide-react'
import { useRef, useState } from 'react'
import { isDueBinding } from '../../../shared/domain/ledger-rules.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../../shared/views/ledger.ts'
import { newId, useRead } from '../../api.ts'
import { BatchBar, BatchChoice, BatchPanel, isWithinBatch } from '../../ui/batch-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { fill } from '../../ui/fill.ts'
import { DateField } from '../../ui/inline-date.tsx'
import { findRecords } from '../../ui/inline-ref.tsx'
import type { Chosen } from '../../ui/list-page.tsx'
import { Lookup } from '../../ui/lookup.tsx'
import { Popover } from '../../ui/popover.tsx'
import { saveAllNow, tellFailure } from '../../ui/save-now.ts'
import { commonStage, stepName, stepsFrom } from '../../ui/step-form.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { createRecord, type Value } from '../../ui/undo.ts'

const words = text.ledger.batch

type Props = {
  /** Those that are loaded; `chosen` reads all. */
  measures: readonly MeasureItem[]
  chosen: () => Promise<MeasureItem[]>
  list: Chosen
  onStep: () => void
  onSplit: () => void
}

export function MeasureBatch({ measures, chosen, list, onStep, onSplit }: Props) {
  const [asking, setAsking] = useState<'due' | null>(null)
  const { data: topics = [] } = useRead('topics.list', {})
  const due = useRef<HTMLButtonElement>(null)
  const from = commonStage(measures)
  const to = from && stepsFrom(from)[0]
  const saveEach = async (values: Record<string, Value>, message: string) => {
    setAsking(null)
    if (!isWithinBatch(list.ids.length)) return false
    return saveAllNow(
      list.ids.map((id) => ({ entity: 'measures' as const, id, values })),
      fill(message, { count: list.ids.length }),
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
  const addTopic = async (topic: string) => {
    if (!isWithinBatch(list.ids.length)) return
    await saveAllNow(
      list.ids.map((id) => ({ entity: 'measures' as const, id, values: {}, added: { topics: [topic] } })),
      fill(text.findings.batch.added, { count: list.ids.length, name: topic }),
    )
  }
  const askDue = async () => {
    const bound = (await chosen()).some((one) => isDueBinding(one.stage) && one.due !== null)
    if (bound) showToast({ message: words.dueBound })
    else setAsking('due')
  }
  return (
    <BatchBar
      entity="measures"
      list={list}
      actions={
        <>
          {measures.length === 1 && (
            <Button size="small" icon={Split} onClick={onSplit}>
              {words.split}
            </Button>
          )}
          <ExportMenu
            papers={['supervision']}
            of={{ ids: [...list.ids] }}
            size="small"
            label={text.papers.names.supervision}
          />
          <Button size="small" variant="primary" disabled={!to} title={to ? undefined : words.mixed} onClick={onStep}>
            {from && to ? stepName(from, to) : words.mixed}
          </Button>
        </>
      }
    >
      <BatchPanel label={words.owner}>
        {(close) => (
          <div className="batch-field">
            <Lookup
              label={words.owner}
              value=""
              placeholder={text.common.typeToSearch}
              className="inline-input inline-boxed"
              autoFocus
              search={(typed) => findRecords('organizations', typed)}
              onChoose={({ value }) => {
                close()
                void saveEach({ owner: value }, words.ownerDone)
              }}
              onCreate={(name) => {
                close()
                void create(name)
              }}
            />
          </div>
        )}
      </BatchPanel>
      <BatchChoice
        label={text.findings.batch.topic}
        choices={topics.map((topic) => ({ value: topic, label: topic }))}
        onChoose={(topic) => void addTopic(topic)}
      />
      <Button ref={due} size="small" aria-expanded={asking === 'due'} onClick={() => void askDue().catch(tellFailure)}>
        {words.due}
      </Button>
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
    </BatchBar>
  )
}

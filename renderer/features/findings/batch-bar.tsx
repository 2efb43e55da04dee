/** What can be done to the findings that are selected. */
import { Merge, SquarePen } from 'lucide-react'
import type { FindingStage } from '../../../shared/domain/findings.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { BatchBar, BatchChoice, BatchPanel, setOnAll } from '../../ui/batch-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { choicesOf } from '../../ui/inline-choice.tsx'
import type { Chosen } from '../../ui/list-page.tsx'
import { Lookup } from '../../ui/lookup.tsx'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import { addToAll, moveAll } from './batch.ts'

const words = text.findings.batch
const labels = text.domain.fields.findings

type Props = { list: Chosen; onMerge: () => void; onDistil: () => void }

export function FindingBatch({ list, onMerge, onDistil }: Props) {
  const { data: topics = [] } = useRead('topics.list', {})
  const { data: tags = [] } = useRead('tags.list', {})
  const narrow = useMedia(isNarrow)
  const { ids } = list
  const priorities = [...choicesOf(text.domain.priority), { value: '', label: words.priorityNone }]
  const set = (field: 'kind' | 'priority') => (value: string) =>
    void setOnAll('findings', ids, { [field]: value || null }, labels[field])
  return (
    <BatchBar
      entity="findings"
      list={list}
      actions={
        <>
          {ids.length > 1 && (
            <Button size="small" icon={Merge} title={`${words.merge} (M)`} onClick={onMerge}>
              {words.merge}
            </Button>
          )}
          <Button size="small" icon={SquarePen} title={`${words.distil} (S)`} onClick={onDistil}>
            {words.distil}
          </Button>
        </>
      }
      items={
        narrow
          ? priorities.map(({ value, label }) => ({
              label: `${words.priority}${text.common.colon}${label}`,
              onSelect: () => set('priority')(value),
            }))
          : []
      }
    >
      <BatchChoice
        label={words.stage}
        choices={choicesOf(text.domain.findingStage)}
        onChoose={(stage) => void moveAll(ids, stage as FindingStage)}
      />
      <BatchChoice label={words.kind} choices={choicesOf(text.domain.findingKind)} onChoose={set('kind')} />
      <BatchChoice
        label={words.topic}
        choices={topics.map((topic) => ({ value: topic, label: topic }))}
        onChoose={(topic) => void addToAll(ids, 'topics', topic)}
      />
      <BatchPanel label={words.tag}>
        {(close) => (
          <Lookup
            label={words.tagLabel}
            className="inline-input inline-boxed batch-tag"
            value=""
            placeholder={words.tagHint}
            search={async (typed) =>
              tags.filter((tag) => tag.includes(typed)).map((tag) => ({ value: tag, label: tag }))
            }
            onChoose={(found) => {
              close()
              void addToAll(ids, 'tags', found.value)
            }}
            onCreate={(name) => {
              close()
              void addToAll(ids, 'tags', name)
            }}
          />
        )}
      </BatchPanel>
      {!narrow && <BatchChoice label={words.priority} choices={priorities} onChoose={set('priority')} />}
    </BatchBar>
  )
}

/** What can be done to the findings that are selected. */
import { ChevronDown, Merge, SquarePen, X } from 'lucide-react'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import type { FindingStage } from '../../../shared/domain/findings.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { type Choice, ChoicePanel } from '../../ui/choices.tsx'
import { formatNumber } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { choicesOf } from '../../ui/inline-choice.tsx'
import { Lookup } from '../../ui/lookup.tsx'
import { Menu } from '../../ui/menus.tsx'
import { Popover } from '../../ui/popover.tsx'
import { tellFailure } from '../../ui/save-now.ts'
import { removeRecords } from '../../ui/undo.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import { addToAll, moveAll, setAll } from './batch.ts'

const words = text.findings.batch

type Props = { ids: readonly string[]; onClear: () => void; onMerge: () => void; onDistil: () => void }

export function BatchBar({ ids, onClear, onMerge, onDistil }: Props) {
  const { data: topics = [] } = useRead('topics.list', {})
  const { data: tags = [] } = useRead('tags.list', {})
  const narrow = useMedia(isNarrow)
  const priorities = [...choicesOf(text.domain.priority), { value: '', label: words.priorityNone }]
  return (
    <>
      <strong>{fill(text.common.selected, { count: formatNumber(ids.length) })}</strong>
      <div className="batch-fields">
        <BatchChoice
          label={words.stage}
          choices={choicesOf(text.domain.findingStage)}
          onChoose={(stage) => void moveAll(ids, stage as FindingStage)}
        />
        <BatchChoice
          label={words.kind}
          choices={choicesOf(text.domain.findingKind)}
          onChoose={(kind) => void setAll(ids, 'kind', kind)}
        />
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
        {!narrow && (
          <BatchChoice
            label={words.priority}
            choices={priorities}
            onChoose={(priority) => void setAll(ids, 'priority', priority || null)}
          />
        )}
      </div>
      <div className="page-actions">
        {ids.length > 1 && (
          <Button size="small" icon={Merge} title={`${words.merge} (M)`} onClick={onMerge}>
            {words.merge}
          </Button>
        )}
        <Button size="small" icon={SquarePen} title={`${words.distil} (S)`} onClick={onDistil}>
          {words.distil}
        </Button>
        <Menu
          label={text.common.more}
          size="small"
          items={[
            ...(narrow
              ? priorities.map(({ value, label }) => ({
                  label: `${words.priority}${text.common.colon}${label}`,
                  onSelect: () => void setAll(ids, 'priority', value || null),
                }))
              : []),
            {
              label: words.remove,
              danger: true,
              onSelect: () => void removeRecords('findings', [...ids]).then((gone) => gone && onClear(), tellFailure),
            },
          ]}
        />
        <IconButton
          size="small"
          variant="text"
          icon={X}
          label={words.clear}
          title={`${words.clear} (Esc)`}
          onClick={onClear}
        />
      </div>
    </>
  )
}

function BatchPanel({ label, children }: { label: string; children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  return (
    <>
      <Button ref={anchor} size="small" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        {label}
        <ChevronDown className="icon" size={16} aria-hidden />
      </Button>
      {open && (
        <Popover anchor={anchor} onClose={close} role="dialog" label={label}>
          {children(close)}
        </Popover>
      )}
    </>
  )
}

type ChoiceProps = { label: string; choices: readonly Choice[]; onChoose: (value: string) => void }

function BatchChoice({ label, choices, onChoose }: ChoiceProps) {
  return (
    <BatchPanel label={label}>
      {(close) => (
        <ChoicePanel
          choices={choices}
          chosen={[]}
          label={label}
          onChoose={(choice) => {
            close()
            onChoose(choice.value)
          }}
        />
      )}
    </BatchPanel>
  )
}

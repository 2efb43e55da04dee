/** Beside the sentences: the outline with how often each question was talked about, and what became a finding. */
import { Circle, CircleCheck } from 'lucide-react'
import { type DragEvent, useCallback, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem, StatementItem } from '../../../shared/views.ts'
import { Kbd } from '../../ui/button.tsx'
import { ChoicePanel } from '../../ui/choices.tsx'
import { displayPunctuation } from '../../ui/display.ts'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { choicesOf } from '../../ui/inline-choice.tsx'
import { InlineProse } from '../../ui/inline-text.tsx'
import { KindTag, Missing, Quote } from '../../ui/marks.tsx'
import { Popover } from '../../ui/popover.tsx'
import { saveNow } from '../../ui/save-now.ts'
import { focusEntry } from './entry.tsx'
import { dragType } from './sentence-row.tsx'
import './outline.css'

const words = text.notes

type OutlineProps = {
  outline: readonly string[]
  items: readonly StatementItem[]
  question: string | null
  onQuestion: (question: string) => void
  /** A sentence was dropped on a question. */
  onAnswer: (statement: string, question: string) => void
}

export function Outline({ outline, items, question, onQuestion, onAnswer }: OutlineProps) {
  const [over, setOver] = useState<string | null>(null)
  if (outline.length === 0) return <p className="second">{words.noOutline}</p>
  const drops = (event: DragEvent) => event.dataTransfer.types.includes(dragType)
  return (
    <ol className="notes-outline">
      {outline.map((one, index) => {
        const count = items.filter(({ questions }) => questions.includes(one)).length
        const now = one === question
        const Mark = count > 0 ? CircleCheck : Circle
        return (
          <li
            key={one}
            className={now ? 'notes-question-now' : over === one ? 'notes-question-over' : undefined}
            onDragOver={(event) => {
              if (!drops(event)) return
              event.preventDefault()
              setOver(one)
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => {
              setOver(null)
              const statement = event.dataTransfer.getData(dragType)
              if (!statement) return
              event.preventDefault()
              onAnswer(statement, one)
            }}
          >
            <button
              type="button"
              aria-pressed={now}
              title={words.question}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => {
                onQuestion(one)
                focusEntry()
              }}
            >
              <Mark className="icon" size={18} aria-hidden />
              <span className="notes-question">
                {one}
                <span className="notes-talked">
                  {count > 0 ? fill(words.talked, { count }) : words.untalked}
                  {now && ` · ${words.questionNow}`}
                </span>
              </span>
              {index < 9 && <Kbd>{`Ctrl ${index + 1}`}</Kbd>}
            </button>
          </li>
        )
      })}
    </ol>
  )
}

export function Findings({ findings, items }: { findings: readonly FindingItem[]; items: readonly StatementItem[] }) {
  const places = new Map(items.map(({ id }, index) => [id, index + 1]))
  if (findings.length === 0) return <p className="second">{words.noFindings}</p>
  return (
    <ul className="notes-findings">
      {findings.map((finding) => (
        <li key={finding.id} className="notes-finding">
          <p className="notes-finding-head">
            <Kind finding={finding} />
            {finding.statements
              .flatMap((id) => places.get(id) ?? [])
              .map((index) => (
                <span key={index} className="second">
                  {fill(words.ofSentence, { index })}
                </span>
              ))}
          </p>
          <Quote>{finding.quote}</Quote>
          <Summary finding={finding} />
        </li>
      ))}
    </ul>
  )
}

function Kind({ finding }: { finding: FindingItem }) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="notes-kind"
        aria-haspopup="dialog"
        title={words.kindPick}
        onClick={() => setOpen(true)}
      >
        {finding.kind ? <KindTag kind={finding.kind} /> : <Missing>{words.kindMissing}</Missing>}
      </button>
      {open && (
        <Popover anchor={anchor} onClose={close} role="dialog" label={words.kindPick}>
          <ChoicePanel
            choices={choicesOf(text.domain.findingKind)}
            chosen={[finding.kind ?? '']}
            label={words.kindPick}
            onChoose={({ value }) => {
              setOpen(false)
              void saveNow('findings', finding.id, { kind: value })
            }}
          />
        </Popover>
      )}
    </>
  )
}

function Summary({ finding: { id, summary } }: { finding: FindingItem }) {
  const [editing, setEditing] = useState(false)
  return (
    <div className="notes-summary">
      <span>{words.summary}</span>
      {editing ? (
        <SummaryEditor id={id} onDone={() => setEditing(false)} />
      ) : summary ? (
        <button type="button" className="notes-summary-text" onClick={() => setEditing(true)}>
          {displayPunctuation(summary)}
        </button>
      ) : (
        <Missing name={words.summary} onEdit={() => setEditing(true)} />
      )}
    </div>
  )
}

function SummaryEditor({ id, onDone }: { id: string; onDone: () => void }) {
  const bind = useRecord('findings', id).bind('summary')
  return (
    <InlineProse
      bind={{
        ...bind,
        onBlur: () => {
          bind.onBlur()
          onDone()
        },
      }}
      label={words.summary}
      autoFocus
      onEnter={focusEntry}
    />
  )
}

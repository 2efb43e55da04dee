/** One sentence of 速记: its words large, and below them all that is known of it. */
import { Ellipsis } from 'lucide-react'
import { type KeyboardEvent, memo, useCallback, useRef, useState } from 'react'
import { figuresOf } from '../../../shared/domain/figures.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { StatementItem } from '../../../shared/views.ts'
import { displayPunctuation, labelOf } from '../../ui/display.ts'
import { useSessionState } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { isKey } from '../../ui/key-map.ts'
import { Link } from '../../ui/link.tsx'
import { KindTag } from '../../ui/marks.tsx'
import { Menu } from '../../ui/menus.tsx'
import { Popover } from '../../ui/popover.tsx'
import { offsetAt } from '../../ui/reading-prose.tsx'
import { formatClock } from '../../ui/sound.ts'
import { PlayButton } from '../../ui/sound-bar.tsx'
import { type Speaker, SpeakerPanel, speakerKey, speakerOf } from '../../ui/speakers.tsx'
import { StatementEditor } from '../../ui/statement-editor.tsx'
import { focusEntry } from './entry.tsx'

const words = text.notes.row

/** What is done with sentences; the same object all along, so that a sentence is drawn only when it changes. */
export type SentenceActs = {
  current: (id: string) => void
  speak: (item: StatementItem, speaker: Speaker) => void
  find: (item: StatementItem) => void
  remove: (item: StatementItem) => void
  answer: (item: StatementItem, question: string) => void
  count: (item: StatementItem) => void
  speakerAt: (digit: number) => Speaker | undefined
}

type Props = {
  item: StatementItem
  index: number
  acts: SentenceActs
  speakers: readonly Speaker[]
  outline: readonly string[]
  current: boolean
  heard: boolean
  /** Its recording is here. */
  playable: boolean
  /** Stored a moment ago. */
  waiting: boolean
}

function Words({ said }: { said: string }) {
  const shown = displayPunctuation(said)
  const parts = []
  let at = 0
  for (const { from, to } of figuresOf(said)) {
    parts.push(shown.slice(at, from), <mark key={from}>{shown.slice(from, to)}</mark>)
    at = to
  }
  return (
    <>
      {parts}
      {shown.slice(at)}
    </>
  )
}

/** Says that a sentence is not on the disk; nothing while all is well. */
function Waiting({ id }: { id: string }) {
  const state = useSessionState('statements', id)
  return state === 'failed' ? <span className="notes-unsaved">{words.waiting}</span> : null
}

export const SentenceRow = memo(function SentenceRow(props: Props) {
  const { item, index, acts, speakers, outline, current, heard, playable, waiting } = props
  const [editing, setEditing] = useState<{ caret: number | null } | null>(null)
  const [edited, setEdited] = useState<{ before: string | null; said: string } | null>(null)
  const [picking, setPicking] = useState(false)
  const row = useRef<HTMLLIElement>(null)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setPicking(false), [])
  const place = index + 1
  // until the page has been read again
  const said = (edited && edited.before === item.text ? edited.said : item.text) ?? ''
  const speaker = speakerOf(item)
  const name = speaker.person || speaker.organization ? speaker.name : words.unknown
  const figures = figuresOf(said)
  const questions = item.questions.map((question) => ({ question, number: outline.indexOf(question) + 1 }))
  const isMarkKept = item.mark && !item.findings.some(({ kind }) => kind === item.mark)
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.target !== row.current || event.defaultPrevented) return
    const digit = /^Digit(\d)$/.exec(event.code)?.[1]
    if (event.nativeEvent.isComposing || event.keyCode === 229) return focusEntry()
    if (isKey(event, 'notes.finding')) acts.find(item)
    else if (event.ctrlKey && digit && outline[Number(digit) - 1]) acts.answer(item, outline[Number(digit) - 1] ?? '')
    else if (event.ctrlKey || event.altKey || event.metaKey) return
    else if (event.key === 'Enter' || isKey(event, 'record.edit')) setEditing({ caret: null })
    else if (isKey(event, 'list.remove')) acts.remove(item)
    else if (digit && !event.shiftKey) {
      const chosen = acts.speakerAt(Number(digit))
      if (chosen) acts.speak(item, chosen)
    } else {
      // a letter belongs to the next sentence
      if (event.key.length === 1) focusEntry()
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <li
      ref={row}
      data-id={item.id}
      className={`notes-sentence${heard ? ' notes-sentence-heard' : ''}`}
      tabIndex={current ? 0 : -1}
      aria-label={`${fill(words.item, { index: place, speaker: name })}${text.common.colon}${said}`}
      aria-current={heard || undefined}
      onFocus={() => acts.current(item.id)}
      onKeyDown={onKeyDown}
    >
      <span
        className="notes-number"
        aria-hidden
        draggable={outline.length > 0}
        title={outline.length > 0 ? words.drag : undefined}
        onDragStart={(event) => {
          event.dataTransfer.setData(dragType, item.id)
          event.dataTransfer.effectAllowed = 'link'
        }}
      >
        {place}
      </span>
      <div className="notes-sentence-body">
        {editing ? (
          <div className="notes-sentence-edit">
            <StatementEditor
              id={item.id}
              label={fill(words.text, { index: place })}
              caret={editing.caret}
              onDone={(next, back) => {
                setEdited({ before: item.text, said: next })
                setEditing(null)
                if (back) focusEntry()
              }}
            />
          </div>
        ) : (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: Enter on the row does the same
          <div
            className="notes-words"
            onClick={(event) => {
              if (getSelection()?.isCollapsed)
                setEditing({ caret: offsetAt(event.currentTarget, event.clientX, event.clientY) })
            }}
          >
            <Words said={said} />
          </div>
        )}
        <div className="notes-known">
          {figures.length > 0 && (
            <button
              type="button"
              className="notes-figures"
              title={words.figuresHint}
              tabIndex={current ? 0 : -1}
              onClick={() => acts.count(item)}
            >
              {fill(words.figures, {
                figures: figures.map(({ from, to }) => said.slice(from, to)).join(text.common.listComma),
              })}
            </button>
          )}
          {isMarkKept && <KindTag kind={item.mark} />}
          {item.findings.map(({ id, kind }) => (
            <Link
              key={id}
              page="findings"
              id={id}
              query={{}}
              tabIndex={current ? 0 : -1}
              aria-label={fill(words.openFinding, {
                kind: labelOf(text.domain.findingKind, kind) ?? text.common.missing,
              })}
            >
              <KindTag kind={kind} />
            </Link>
          ))}
          {item.topics.map((topic) => (
            <span key={topic}>#{topic}</span>
          ))}
          {item.mentioned.map((one) => (
            <span key={one.id}>@{one.name ?? text.common.unnamed}</span>
          ))}
          {questions.map(({ question, number }) => (
            <span key={question} className="notes-tag" title={fill(words.questionOf, { question })}>
              {number > 0 ? fill(words.question, { number }) : question}
            </span>
          ))}
          <button
            ref={anchor}
            type="button"
            className="notes-who"
            tabIndex={current ? 0 : -1}
            aria-label={fill(words.speaker, { index: place, speaker: name })}
            aria-haspopup="dialog"
            onClick={() => setPicking(true)}
          >
            {name}
          </button>
          {item.findings.length > 0 && <span>{words.found}</span>}
          {waiting && <Waiting id={item.id} />}
          {item.at && <span className="faint">{item.at.slice(11, 16)}</span>}
          {playable && item.recording && item.audioOffset !== null && (
            <PlayButton
              recording={item.recording}
              at={item.audioOffset}
              tabIndex={current ? 0 : -1}
              label={fill(words.play, { time: formatClock(item.audioOffset) })}
            />
          )}
          <Menu
            label={fill(words.more, { index: place })}
            icon={Ellipsis}
            size="small"
            variant="text"
            items={[
              { label: words.edit, keys: 'Enter', onSelect: () => setEditing({ caret: null }) },
              { label: words.finding, keys: 'Ctrl Enter', onSelect: () => acts.find(item) },
              ...outline.slice(0, 9).map((question, at) => ({
                label: fill(item.questions.includes(question) ? words.answersNot : words.answers, { number: at + 1 }),
                keys: `Ctrl ${at + 1}`,
                onSelect: () => acts.answer(item, question),
              })),
              { label: words.remove, keys: 'Delete', danger: true, onSelect: () => acts.remove(item) },
            ]}
          />
          {picking && (
            <Popover anchor={anchor} onClose={close} role="dialog" label={text.notes.speakers}>
              <SpeakerPanel
                speakers={speakers}
                chosen={speakerKey(speaker)}
                onChoose={(next) => {
                  setPicking(false)
                  acts.speak(item, next)
                }}
              />
            </Popover>
          )}
        </div>
      </div>
    </li>
  )
})

/** Of the drag that leads a sentence to a question. */
export const dragType = 'application/x-shanyan-statement'

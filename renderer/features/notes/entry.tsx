/**
 * The box of 速记. What is typed is a draft of a statement that does not exist yet; Enter stores it behind the next one, which is typed
 * meanwhile. Signs are read from the text, not from keys: so every input method can give them, and none that is composing does.
 */
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Statement } from '../../../shared/domain/meetings.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Named, StatementItem } from '../../../shared/views.ts'
import { newId } from '../../api.ts'
import { Kbd } from '../../ui/button.tsx'
import { ChoiceBox, useChoiceKeys } from '../../ui/choices.tsx'
import { isComposingKey } from '../../ui/composing.ts'
import { localTime } from '../../ui/dates.ts'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineProse } from '../../ui/inline-text.tsx'
import { Chips } from '../../ui/lookup.tsx'
import { KindTag } from '../../ui/marks.tsx'
import { Popover } from '../../ui/popover.tsx'
import { freshId, tellFailure } from '../../ui/save-now.ts'
import { useSentenceStart } from '../../ui/sentence-start.ts'
import { nobody, type Speaker, speakerKey } from '../../ui/speakers.tsx'
import { storedStatement } from '../../ui/statement-list.ts'
import { createRecord } from '../../ui/undo.ts'
import { type Completion, isOffered, type Spelling, type Trigger, triggerAt, useCompletions } from './completions.ts'
import { bookmark } from './recorder.ts'

const words = text.notes

type Mention = Named & { kind: 'person' | 'unit' }
/** What a sentence has beside its words and its speaker. */
type Extras = { mark: Statement['mark']; topics: string[]; mentions: Mention[] }
const noExtras: Extras = { mark: null, topics: [], mentions: [] }
type Stamp = Pick<Statement, 'at' | 'recording' | 'audioOffset'>
const noStamp: Stamp = { at: null, recording: null, audioOffset: null }

const marks: Record<string, Statement['mark']> = { '!': 'problem', '?': 'suggestion' }

export type EntryProps = {
  meeting: string
  speakers: readonly Speaker[]
  speaker: Speaker
  spelling: Spelling
  onSpeaker: (speaker: Speaker) => void
  /** The question of the outline that is being talked about, and its number. */
  question: { text: string; number: number } | null
  /** Key of the next statement. */
  order: string
  number: number
  /** Said below the words for a while. */
  hint: string | null
  onId: (id: string) => void
  onStored: (item: StatementItem) => void
  /** The sentence just stored, or `null` for the last one of the list. */
  onFinding: (item: StatementItem | null) => void
  onAdd: () => void
  onUp: () => void
  onLeave: () => void
}

export const focusEntry = () => document.querySelector<HTMLTextAreaElement>('#notes-entry textarea')?.focus()

export function Entry(props: EntryProps) {
  const { meeting, speakers, speaker, spelling, onSpeaker, question, order, number, hint, onId, onStored, onFinding } =
    props
  const [id, setId] = useState(() => freshId('statements'))
  const [extras, setExtras] = useState(noExtras)
  const [trigger, setTrigger] = useState<Trigger | null>(null)
  const [composing, setComposing] = useState(false)
  const stamp = useRef<Stamp>(noStamp)
  const box = useRef<HTMLDivElement>(null)
  const caret = useRef<number | null>(null)
  useEffect(() => onId(id), [id, onId])

  const { mark, topics, mentions } = extras
  const idsOf = (kind: Mention['kind']) => mentions.flatMap((one) => (one.kind === kind ? one.id : []))
  const fields = {
    meeting,
    speaker: speaker.person,
    organization: speaker.organization,
    order,
    ...stamp.current,
    mark,
    topics,
    people: idsOf('person'),
    organizations: idsOf('unit'),
    questions: question ? [question.text] : [],
  }
  const record = useRecord('statements', id, fields)
  const said = String(record.value('text') ?? '')
  const bind = record.bind('text')
  const born = Object.values(record.view?.heads ?? {}).some((heads) => heads.length > 0)

  const completions = useCompletions(trigger, { speakers, spelling })
  const start = useSentenceStart(speakers, speaker, onSpeaker)

  const write = (next: string) => {
    if (next === '') stamp.current = noStamp
    else if (!stamp.current.at) stamp.current = { at: localTime(new Date()), ...bookmark(meeting) }
    bind.onChange(next)
  }
  /** The field went from `before` to `next`, and no word is under way. */
  const take = (before: string, next: string, at: number) => {
    const sign = before === '' ? next.normalize('NFKC') : ''
    const marked = Object.hasOwn(marks, sign) ? marks[sign] : undefined
    let taken: string | null = null
    if (marked) setExtras((old) => ({ ...old, mark: old.mark === marked ? null : marked! }))
    else if (sign === '+') props.onAdd()
    else taken = start.accept(before, next)
    if (taken !== null) write(taken)
    else if (said !== '') write('')
    setTrigger(taken === null ? null : triggerAt(taken, at))
  }
  const word = useRef<{ before: string } | null>(null)
  const onChange = (value: unknown) => {
    const next = String(value ?? '')
    if (word.current) write(next)
    else take(said, next, box.current?.querySelector('textarea')?.selectionStart ?? next.length)
  }
  const onCompositionStart = () => {
    word.current = { before: said }
    setComposing(true)
    setTrigger(null)
    bind.onCompositionStart()
  }
  const onCompositionEnd = () => {
    const before = word.current?.before ?? ''
    word.current = null
    setComposing(false)
    bind.onCompositionEnd()
    const area = box.current?.querySelector('textarea')
    if (!area) return
    // an input method may give a digit or a ！ as a word of one letter
    if (before === '' && area.value.length === 1) take('', area.value, 1)
    else setTrigger(triggerAt(area.value, area.selectionStart))
  }

  const complete = ({ what }: Completion) => {
    if (!trigger) return
    const { from, to } = trigger
    const replace = (inserted: string) => {
      write(said.slice(0, from) + inserted + said.slice(to))
      caret.current = from + inserted.length
    }
    setTrigger(null)
    if (what.kind === 'speaker') {
      replace('')
      onSpeaker(what.speaker)
    } else if (what.kind === 'topic') {
      replace('')
      setExtras((old) => ({ ...old, topics: [...new Set([...old.topics, what.name])] }))
    } else {
      replace(what.name)
      const { kind, name, id: known } = what
      const one: Mention = { id: known ?? newId(), name, kind }
      if (!known) createRecord(kind === 'person' ? 'people' : 'organizations', one.id, { name }).catch(tellFailure)
      setExtras((old) => ({
        ...old,
        mentions: old.mentions.some((other) => other.id === one.id) ? old.mentions : [...old.mentions, one],
      }))
    }
  }
  const keys = useChoiceKeys(completions, complete)
  const offered = completions[0]
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    // nobody new without a key of one's own: Enter ends the sentence
    keys.setActive(offered && isOffered(offered) ? 0 : -1)
  }, [trigger?.kind, trigger?.query, offered?.value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the words are drawn
  useLayoutEffect(() => {
    if (caret.current === null) return
    box.current?.querySelector('textarea')?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  }, [said])

  /** Stores the sentence and begins the next; nothing waits for the disk. */
  const store = (): StatementItem | null => {
    const plain = said.trim()
    if (!plain) return null
    if (plain !== said) bind.onChange(plain)
    // stored by a long pause: what was chosen since is an edit of its own
    if (born) for (const [name, value] of Object.entries(fields)) record.bind(name).onChange(value)
    void record.flush()
    const item = storedStatement(speaker, { id, ...fields, text: plain, mentioned: mentions })
    onStored(item)
    start.settle()
    stamp.current = noStamp
    setExtras(noExtras)
    setTrigger(null)
    setId(freshId('statements'))
    return item
  }
  const open = trigger !== null && completions.length > 0
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposingKey(event.nativeEvent)) return
    if (open && keys.onKey(event)) return
    const chosen = completions[keys.index] ?? offered
    if (event.key === 'Escape') {
      if (trigger) setTrigger(null)
      else props.onLeave()
    } else if (event.key === 'Tab' && open && chosen && !event.shiftKey) complete(chosen)
    else if (event.key === 'Enter' && event.ctrlKey) onFinding(store())
    else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) store()
    else if (event.key === 'ArrowUp' && said === '' && !event.altKey) props.onUp()
    else if (event.key === 'Backspace' && said === '' && mark && !start.asking)
      setExtras((old) => ({ ...old, mark: null }))
    else if (event.key !== 'Backspace' || !start.takeBack(said)) return
    event.preventDefault()
  }
  const onSelect = () => {
    // the caret was moved away from the sign, by an arrow or the mouse
    const area = box.current?.querySelector('textarea')
    if (area && trigger && !word.current && area.selectionStart !== trigger.to)
      setTrigger(triggerAt(area.value, area.selectionStart))
  }
  const close = useCallback(() => setTrigger(null), [])
  const digit = speakers.findIndex((one) => speakerKey(one) === speakerKey(speaker)) + 1
  const untag = (name: string) => setExtras((old) => ({ ...old, topics: old.topics.filter((one) => one !== name) }))
  const unmention = (one: string) =>
    setExtras((old) => ({ ...old, mentions: old.mentions.filter(({ id }) => id !== one) }))
  const isUnknown = speakerKey(speaker) === speakerKey(nobody)
  const below = composing
    ? words.composing
    : start.asking
      ? fill(words.asking, { speaker: isUnknown ? words.unknown : speaker.name })
      : hint
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the field inside takes the keys
    <div
      className="notes-entry"
      id="notes-entry"
      ref={box}
      onClick={(event) => event.target === event.currentTarget && focusEntry()}
    >
      <div className="notes-entry-head">
        {(isUnknown || (digit > 0 && digit < 10)) && <Kbd>{isUnknown ? 0 : digit}</Kbd>}
        <span className="notes-entry-speaker">{isUnknown ? words.unknown : speaker.name}</span>
        {question && <span className="notes-tag">{fill(words.row.question, { number: question.number })}</span>}
        {mark && <KindTag kind={mark} />}
        <Chips items={topics.map((name) => ({ id: name, name: `#${name}` }))} onRemove={untag} />
        <Chips items={mentions.map((one) => ({ id: one.id, name: `@${one.name ?? ''}` }))} onRemove={unmention} />
      </div>
      <div className="notes-entry-text" role="presentation" onSelect={onSelect}>
        <InlineProse
          key={id}
          bind={{ ...bind, onChange, onBlur: () => {}, loading: false, onCompositionStart, onCompositionEnd }}
          label={words.entry}
          placeholder={words.placeholder}
          autoFocus
          suggestions={open ? { list: keys.id, active: keys.activeId } : undefined}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="notes-entry-foot">
        <span role="status">{below}</span>
        <span>{fill(words.next, { index: number })}</span>
      </div>
      {open && (
        <Popover
          anchor={box}
          onClose={close}
          takeFocus={false}
          role="dialog"
          label={words.complete[trigger.kind]}
          className="notes-completions"
        >
          <ChoiceBox keys={keys} choices={completions} onChoose={complete} label={words.complete[trigger.kind]} />
        </Popover>
      )}
    </div>
  )
}

/**
 * The box for the next sentence. What is typed is a draft of a statement that does not exist yet; Enter stores it and begins another.
 * At a sentence's start a digit chooses who speaks. Two digits in a row are a number (33 个) and the choice is taken back, unless a
 * space came between them or what follows the first is a year (1 2023 年).
 */
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineProse } from '../../ui/inline-text.tsx'
import { Popover } from '../../ui/popover.tsx'
import { freshId } from '../../ui/save-now.ts'
import { nobody, type Speaker, SpeakerPanel, speakerKey } from './speakers.tsx'

const words = text.meetings.statements

export type Stored = { id: string; said: string; speaker: Speaker; order: string }

type Props = {
  meeting: string
  speakers: readonly Speaker[]
  /** Key of the next statement. */
  order: string
  number: number
  autoFocus: boolean
  /** The id that is being typed; it is not in the list although it may be stored already. */
  onId: (id: string) => void
  onNewPerson: (person: string) => void
  onStored: (stored: Stored) => void
  onFinding: (quote: string, id: string, at: HTMLElement | null) => void
  onUp: () => void
}

const digitOf = (typed: string): number | null => {
  const plain = typed.normalize('NFKC')
  return /^\d$/.test(plain) ? Number(plain) : null
}

export function StatementEntry(props: Props) {
  const { meeting, speakers, order, number, autoFocus, onId, onNewPerson, onStored, onFinding, onUp } = props
  const [id, setId] = useState(() => freshId('statements'))
  const [speaker, setSpeaker] = useState<Speaker>(nobody)
  const [picking, setPicking] = useState(false)
  const [used, setUsed] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setPicking(false), [])
  /** A digit that chose a speaker just now: perhaps the first of a number. */
  const chosen = useRef<{ digit: number; before: Speaker } | null>(null)
  const [asking, setAsking] = useState(false)
  const settle = (choice: { digit: number; before: Speaker } | null) => {
    chosen.current = choice
    setAsking(choice !== null)
  }
  useEffect(() => onId(id), [id, onId])

  const { person, organization } = speaker
  const record = useRecord('statements', id, { meeting, speaker: person, organization, order })
  const said = String(record.value('text') ?? '')
  const bind = record.bind('text')
  const born = Object.values(record.view?.heads ?? {}).some((heads) => heads.length > 0)

  const choose = (next: Speaker) => {
    setSpeaker(next)
    // stored by a long pause: the choice is an edit of its own
    if (born) {
      void record.set('speaker', next.person)
      void record.set('organization', next.organization)
    }
  }
  /** Answers whether the digit meant a speaker. */
  const onDigit = (digit: number): boolean => {
    const first = chosen.current
    if (first) {
      settle(null)
      choose(first.before)
      bind.onChange(`${first.digit}${digit}`)
      return true
    }
    const next = digit === 0 ? nobody : speakers[digit - 1]
    if (!next) return false
    settle({ digit, before: speaker })
    choose(next)
    return true
  }
  const store = (): string | null => {
    const plain = said.trim()
    if (!plain) return null
    if (plain !== said) bind.onChange(plain)
    void record.flush()
    onStored({ id, said: plain, speaker, order })
    if (person) onNewPerson(person)
    settle(null)
    setUsed(true)
    setId(freshId('statements'))
    return plain
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const digit = said === '' && !event.ctrlKey && !event.altKey && !event.metaKey ? digitOf(event.key) : null
    if (digit !== null) {
      if (!onDigit(digit)) return
    } else if (event.key === 'Enter' && event.ctrlKey) {
      const stored = store()
      if (stored) onFinding(stored, id, box.current)
    } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      store()
    } else if (event.key === 'Backspace' && said === '' && chosen.current) {
      choose(chosen.current.before)
      settle(null)
    } else if (event.key === ' ' && said === '' && chosen.current) {
      settle(null)
    } else if (event.key === 'ArrowUp' && said === '' && !event.altKey) {
      onUp()
    } else return
    event.preventDefault()
  }
  const composing = useRef(false)
  const onChange = (value: unknown) => {
    const next = String(value ?? '')
    if (composing.current) return bind.onChange(next)
    // a full-width digit of an input method comes without a key of its own
    const digit = said === '' ? digitOf(next) : null
    if (digit !== null && onDigit(digit)) return
    if (chosen.current) settle(null)
    const dated = /^(\d)((?:19|20)\d\d)$/.exec(next)
    const first = dated && said === next.slice(0, -1) ? Number(dated[1]) : null
    const named = first === null ? undefined : first === 0 ? nobody : speakers[first - 1]
    if (named) choose(named)
    bind.onChange(named ? dated![2]! : next)
  }
  const composition = {
    onCompositionStart: () => {
      composing.current = true
      bind.onCompositionStart()
    },
    onCompositionEnd: () => {
      composing.current = false
      bind.onCompositionEnd()
    },
  }
  const shown = speakers.slice(0, 9)
  const isShown = [...shown, nobody].some((one) => speakerKey(one) === speakerKey(speaker))
  return (
    <div className="entry" id="statement-entry" ref={box}>
      <div className="entry-speakers" role="radiogroup" aria-label={words.speakers}>
        {[...shown, nobody].map((one, index) => {
          const active = speakerKey(one) === speakerKey(speaker)
          return (
            // biome-ignore lint/a11y/useSemanticElements: one row of buttons, drawn as one control
            <button
              key={speakerKey(one) || 'nobody'}
              type="button"
              role="radio"
              aria-checked={active}
              className="entry-speaker"
              title={[one.name, one.note].filter(Boolean).join(' ')}
              onClick={() => {
                choose(one)
                box.current?.querySelector('textarea')?.focus()
              }}
            >
              <Kbd>{one === nobody ? 0 : index + 1}</Kbd>
              <span>{one.name}</span>
            </button>
          )
        })}
        <Button ref={anchor} size="small" variant="text" aria-haspopup="dialog" onClick={() => setPicking(true)}>
          {isShown ? words.other : speaker.name}
        </Button>
        {picking && (
          <Popover anchor={anchor} onClose={close} role="dialog" label={words.pick}>
            <SpeakerPanel
              speakers={speakers}
              chosen={speakerKey(speaker)}
              onChoose={(next) => {
                setPicking(false)
                choose(next)
                if (next.person) onNewPerson(next.person)
                box.current?.querySelector('textarea')?.focus()
              }}
            />
          </Popover>
        )}
      </div>
      <div className="entry-text">
        <InlineProse
          key={id}
          bind={{ ...bind, onChange, onBlur: () => {}, loading: false, ...composition }}
          label={words.entry}
          placeholder={words.placeholder}
          autoFocus={autoFocus || used}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="entry-foot">
        <span className="faint" role="status">
          {asking ? fill(words.asking, { speaker: speaker.name }) : fill(words.next, { index: number })}
        </span>
        <Button
          size="small"
          disabled={!said.trim()}
          onClick={() => {
            store()
          }}
        >
          {words.store}
          <Kbd>Enter</Kbd>
        </Button>
      </div>
    </div>
  )
}

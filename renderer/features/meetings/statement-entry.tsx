/** The box for the next sentence. What is typed is a draft of a statement that does not exist yet; Enter stores it and begins another. */
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineProse } from '../../ui/inline-text.tsx'
import { Popover } from '../../ui/popover.tsx'
import { freshId } from '../../ui/save-now.ts'
import { useSentenceStart } from '../../ui/sentence-start.ts'
import { nobody, type Speaker, SpeakerPanel, speakerKey } from '../../ui/speakers.tsx'

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
  onSpeaker: (speaker: Speaker) => void
  onStored: (stored: Stored) => void
  onFinding: (quote: string, id: string, at: HTMLElement | null) => void
  onUp: () => void
}

export function StatementEntry(props: Props) {
  const { meeting, speakers, order, number, autoFocus, onId, onSpeaker, onStored, onFinding, onUp } = props
  const [id, setId] = useState(() => freshId('statements'))
  const [speaker, setSpeaker] = useState<Speaker>(nobody)
  const [picking, setPicking] = useState(false)
  const [used, setUsed] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setPicking(false), [])
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
  const start = useSentenceStart(speakers, speaker, choose)
  const store = (): string | null => {
    const plain = said.trim()
    if (!plain) return null
    if (plain !== said) bind.onChange(plain)
    void record.flush()
    onStored({ id, said: plain, speaker, order })
    onSpeaker(speaker)
    start.settle()
    setUsed(true)
    setId(freshId('statements'))
    return plain
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && event.ctrlKey) {
      const stored = store()
      if (stored) onFinding(stored, id, box.current)
    } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      store()
    } else if (event.key === 'ArrowUp' && said === '' && !event.altKey) {
      onUp()
    } else if (event.key !== 'Backspace' || !start.takeBack(said)) return
    event.preventDefault()
  }
  const composing = useRef(false)
  const onChange = (value: unknown) => {
    const next = String(value ?? '')
    const accepted = composing.current ? next : start.accept(said, next)
    if (accepted !== null) bind.onChange(accepted)
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
                onSpeaker(next)
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
          {start.asking ? fill(words.asking, { speaker: speaker.name }) : fill(words.next, { index: number })}
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

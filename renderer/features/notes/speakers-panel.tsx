/** Who may speak, each with its number; one press chooses, and the caret stays in the box. */
import { Plus } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { StatementItem } from '../../../shared/views.ts'
import { Kbd } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { Popover } from '../../ui/popover.tsx'
import { nobody, type Speaker, SpeakerPanel, speakerKey } from '../../ui/speakers.tsx'
import { focusEntry } from './entry.tsx'
import './speakers.css'

const words = text.notes
const missing = text.meetings.statements.nameMissing

/**
 * Numbers that were learned stay: whoever is new goes to the end, also the person of a unit that stands here already. What has left the
 * meeting goes.
 */
export function steadySpeakers(
  before: readonly Speaker[],
  now: readonly Speaker[],
  units: readonly string[],
): Speaker[] {
  const fresh = new Map(now.map((one) => [speakerKey(one), one]))
  const kept = before.flatMap((one) => {
    const key = speakerKey(one)
    const current = fresh.get(key) ?? (one.organization && units.includes(key) ? { ...one, note: null } : undefined)
    fresh.delete(key)
    return current ?? []
  })
  return [...kept, ...fresh.values()]
}

type Props = {
  speakers: readonly Speaker[]
  speaker: Speaker
  items: readonly StatementItem[]
  onSpeaker: (speaker: Speaker) => void
  /** Somebody who was not here. */
  onNew: (speaker: Speaker) => void
  /** Letters that choose one of them. */
  example: string
  adding: boolean
  onAdding: (adding: boolean) => void
}

const saidBy = ({ speaker, organization }: StatementItem) => speaker ?? organization ?? ''

export function SpeakersPanel({ speakers, speaker, items, onSpeaker, onNew, example, adding, onAdding }: Props) {
  const [unit, setUnit] = useState<Speaker | null>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const unitButton = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => {
    setUnit(null)
    onAdding(false)
  }, [onAdding])
  const counts = new Map<string, number>()
  for (const item of items) counts.set(saidBy(item), (counts.get(saidBy(item)) ?? 0) + 1)
  return (
    <aside className="notes-speakers" aria-label={words.speakers}>
      <h2>{words.speakers}</h2>
      <div className="notes-speaker-list" role="radiogroup" aria-label={words.speakers}>
        {[...speakers, nobody].map((one, index) => {
          const key = speakerKey(one)
          const active = key === speakerKey(speaker)
          const count = counts.get(key) ?? 0
          const isUnit = one.organization !== null
          const number = one === nobody ? 0 : index < 9 ? index + 1 : null
          return (
            <div key={key || 'nobody'} className={`notes-speaker${active ? ' notes-speaker-now' : ''}`}>
              {/* biome-ignore lint/a11y/useSemanticElements: one column of buttons, drawn as one control */}
              <button
                type="button"
                role="radio"
                aria-checked={active}
                className="notes-speaker-choose"
                // the caret stays where it is
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => {
                  onSpeaker(one)
                  focusEntry()
                }}
              >
                {number === null ? <span className="notes-speaker-blank" /> : <Kbd>{number}</Kbd>}
                <strong>{one.name}</strong>
              </button>
              <p>
                {isUnit && one.note === missing ? (
                  <button
                    type="button"
                    className="missing"
                    aria-label={fill(words.nameSpeaker, { name: one.name })}
                    onClick={(event) => {
                      unitButton.current = event.currentTarget
                      setUnit(one)
                      onAdding(true)
                    }}
                  >
                    {missing}
                  </button>
                ) : (
                  one.note && <span>{one.note}</span>
                )}
                {count > 0 && <span>{fill(words.count, { count })}</span>}
                {one === nobody && count === 0 && <span>{words.unknown}</span>}
              </p>
            </div>
          )
        })}
      </div>
      <button ref={addButton} type="button" className="notes-add" aria-haspopup="dialog" onClick={() => onAdding(true)}>
        <Plus className="icon" size={16} aria-hidden />
        {words.add}
        <Kbd>+</Kbd>
      </button>
      <p className="notes-spell">
        {words.spell} <Kbd>{example}</Kbd>
      </p>
      {adding && (
        <Popover anchor={unit ? unitButton : addButton} onClose={close} role="dialog" label={words.add}>
          <SpeakerPanel
            speakers={speakers}
            chosen={speakerKey(speaker)}
            unit={unit?.organization ? { id: unit.organization, name: unit.name } : undefined}
            onChoose={(one) => {
              close()
              onNew(one)
              requestAnimationFrame(focusEntry)
            }}
          />
        </Popover>
      )}
    </aside>
  )
}

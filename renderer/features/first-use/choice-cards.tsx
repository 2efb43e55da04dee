/** Two large cards, one of them chosen: by press, by the keys 1 and 2 (the page hears them), by the arrows. */
import { Check, type LucideIcon } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Kbd } from '../../ui/button.tsx'

export type Card<V extends string> = {
  value: V
  icon: LucideIcon
  title: string
  hint: string
  points: readonly string[]
}

type Props<V extends string> = {
  label: string
  cards: readonly Card<V>[]
  value: V
  onChange: (value: V) => void
}

export function ChoiceCards<V extends string>({ label, cards, value, onChange }: Props<V>) {
  const group = useRef<HTMLDivElement>(null)
  const chosen = cards.findIndex((card) => card.value === value)
  useEffect(() => {
    const card = group.current?.children[chosen]
    if (card instanceof HTMLElement) card.focus({ preventScroll: true })
  }, [chosen])
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    const next = by && cards[(chosen + by + cards.length) % cards.length]
    if (!next || event.altKey) return
    event.preventDefault()
    onChange(next.value)
  }
  return (
    <div ref={group} className="choice-cards" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {cards.map(({ value: own, icon: Icon, title, hint, points }, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a card with a list inside is no native radio button
        <button
          key={own}
          type="button"
          role="radio"
          className="choice-card"
          aria-checked={own === value}
          aria-keyshortcuts={String(index + 1)}
          tabIndex={own === value ? 0 : -1}
          onClick={() => onChange(own)}
        >
          <Icon className="icon choice-card-icon" size={30} aria-hidden />
          <span className="choice-card-mark" aria-hidden>
            {own === value && <Check size={16} strokeWidth={2.4} />}
          </span>
          <strong>{title}</strong>
          <span className="choice-card-key" aria-hidden>
            <Kbd>{index + 1}</Kbd>
          </span>
          <span className="choice-card-hint">{hint}</span>
          <span className="choice-card-points">
            {points.map((point) => (
              <span key={point}>{point}</span>
            ))}
          </span>
        </button>
      ))}
    </div>
  )
}

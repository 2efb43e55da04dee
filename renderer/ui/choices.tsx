/** A list to choose from: keys, filtering and drawing, shared by filters, choices and references. */
import { Check } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import './popover.css'

export type Choice<V extends string = string> = { value: V; label: string; hint?: string; icon?: ReactNode }

/** Keys of a list whose focus stays elsewhere (a text field or the list box itself). */
export function useChoiceKeys<C extends Choice>(choices: readonly C[], onChoose: (choice: C) => void, start = 0) {
  const id = useId()
  const [active, setActive] = useState(start)
  const index = Math.min(active, choices.length - 1)
  /** Answers whether the key was used. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.nativeEvent.isComposing || !choices.length) return false
    const move: Record<string, number> = {
      ArrowDown: index + 1 >= choices.length ? 0 : index + 1,
      ArrowUp: index <= 0 ? choices.length - 1 : index - 1,
      PageDown: Math.min(choices.length - 1, index + 8),
      PageUp: Math.max(0, index - 8),
    }
    const next = move[event.key]
    if (next !== undefined) setActive(next)
    else if (event.key === 'Enter' && choices[index]) onChoose(choices[index])
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  return { id, index, setActive, onKey, activeId: index >= 0 ? `${id}-${index}` : undefined }
}

type ListProps<C extends Choice> = {
  keys: ReturnType<typeof useChoiceKeys<C>>
  choices: readonly C[]
  chosen?: readonly string[]
  onChoose: (choice: C) => void
  label: string
  multiple?: boolean
  none?: string
  /** The list takes focus and keys itself; otherwise a text field beside it does. */
  onKeyDown?: (event: KeyboardEvent) => void
}

export function ChoiceBox<C extends Choice>({
  keys,
  choices,
  chosen = [],
  onChoose,
  label,
  multiple,
  none,
  onKeyDown,
}: ListProps<C>) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.children[keys.index]?.scrollIntoView?.({ block: 'nearest' })
  }, [keys.index])
  return (
    <>
      <div
        ref={box}
        className="choices"
        role="listbox"
        id={keys.id}
        aria-label={label}
        aria-multiselectable={multiple || undefined}
        tabIndex={onKeyDown ? 0 : -1}
        aria-activedescendant={onKeyDown ? keys.activeId : undefined}
        onKeyDown={onKeyDown}
      >
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the controlling element
          <div
            key={choice.value}
            id={`${keys.id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={chosen.includes(choice.value)}
            className={`choice${index === keys.index ? ' choice-active' : ''}${chosen.includes(choice.value) ? ' choice-chosen' : ''}`}
            onPointerMove={() => keys.setActive(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
          >
            {choice.icon}
            <span>{choice.label}</span>
            {choice.hint && <span className="choice-hint">{choice.hint}</span>}
            {chosen.includes(choice.value) && <Check size={16} aria-hidden />}
          </div>
        ))}
      </div>
      {!choices.length && <p className="choice-none">{none ?? text.common.noMatch}</p>}
    </>
  )
}

type PanelProps<C extends Choice> = {
  choices: readonly C[]
  chosen: readonly string[]
  onChoose: (choice: C) => void
  label: string
  multiple?: boolean
}

/** The inside of a popover: the list, and above eight entries a field that narrows it. */
export function ChoicePanel<C extends Choice>({ choices, chosen, onChoose, label, multiple }: PanelProps<C>) {
  const [search, setSearch] = useState('')
  const needle = search.trim().toLowerCase()
  const shown = needle
    ? choices.filter((choice) => `${choice.label} ${choice.hint ?? ''}`.toLowerCase().includes(needle))
    : choices
  const keys = useChoiceKeys(
    shown,
    onChoose,
    Math.max(
      0,
      choices.findIndex((choice) => chosen.includes(choice.value)),
    ),
  )
  const list = { keys, choices: shown, chosen, onChoose, label, multiple }
  if (choices.length > 8) {
    return (
      <>
        <input
          className="popover-search"
          role="combobox"
          aria-expanded
          aria-controls={keys.id}
          aria-activedescendant={keys.activeId}
          aria-label={`${text.common.search}${label}`}
          placeholder={text.common.search}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value)
            keys.setActive(0)
          }}
          onKeyDown={keys.onKey}
        />
        <ChoiceBox {...list} />
      </>
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const chosenNow = shown[keys.index]
    if (keys.onKey(event)) return
    if (event.key === 'Home') keys.setActive(0)
    else if (event.key === 'End') keys.setActive(shown.length - 1)
    else if (event.key === ' ' && chosenNow) onChoose(chosenNow)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return <ChoiceBox {...list} onKeyDown={onKeyDown} />
}

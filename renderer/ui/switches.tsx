/** Search field, segmented switch and tabs. */
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import './popover.css'

type SearchProps = {
  value: string
  onChange: (value: string) => void
  placeholder: string /** Default 200 ms. */
  delay?: number
}

/** Reports what is typed after a short pause, and never the letters of a word being composed. */
export function SearchBox({ value, onChange, placeholder, delay = 200 }: SearchProps) {
  const [typed, setTyped] = useState(value)
  const reported = useRef(value)
  const composing = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // changed from outside, e.g. by clearing all filters
    if (value !== reported.current) {
      reported.current = value
      setTyped(value)
    }
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const report = (next: string, wait: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      if (next === reported.current) return
      reported.current = next
      onChange(next)
    }, wait)
  }
  const clear = () => {
    setTyped('')
    report('', 0)
  }
  return (
    <span className="search-box">
      <Search className="icon" size={16} aria-hidden />
      <input
        type="search"
        aria-label={placeholder}
        placeholder={placeholder}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          if (!composing.current) report(event.target.value, delay)
        }}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={(event) => {
          composing.current = false
          report(event.currentTarget.value, delay)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) {
            // the engine's own Escape would empty the box, word and all
            if (event.key === 'Escape') event.preventDefault()
            return
          }
          if (event.key === 'Escape' && typed) {
            event.stopPropagation()
            clear()
          } else if (event.key === 'Enter') report(typed, 0)
        }}
      />
      {typed && (
        <button type="button" aria-label={text.common.searchClear} onClick={clear}>
          <X size={16} aria-hidden />
        </button>
      )}
    </span>
  )
}

/** ← → move between the entries of a switch or a tab row; focus follows. */
function onArrows(event: KeyboardEvent<HTMLElement>, choose: (index: number) => void) {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  const next = {
    ArrowRight: (at + 1) % buttons.length,
    ArrowLeft: (at + buttons.length - 1) % buttons.length,
    Home: 0,
    End: buttons.length - 1,
  }[event.key]
  if (next === undefined || event.altKey) return
  event.preventDefault()
  event.stopPropagation()
  buttons[next]?.focus()
  choose(next)
}

type SwitchProps<V extends string> = {
  label: string
  choices: readonly { value: V; label: string }[]
  value: V
  onChange: (value: V) => void
}

export function Segmented<V extends string>({ label, choices, value, onChange }: SwitchProps<V>) {
  const isChosen = choices.some((choice) => choice.value === value)
  return (
    <div
      className="segmented"
      role="radiogroup"
      aria-label={label}
      onKeyDown={(event) => onArrows(event, (index) => onChange(choices[index]!.value))}
    >
      {choices.map((choice, index) => (
        // biome-ignore lint/a11y/useSemanticElements: one button row, drawn as one control
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={choice.value === value || (!isChosen && index === 0) ? 0 : -1}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  )
}

type TabsProps<V extends string> = Omit<SwitchProps<V>, 'choices'> & {
  choices: readonly { value: V; label: string; count?: number }[]
  id: string
}

/** Give the panel `id={`${id}-panel`}`, or use `TabPanel`. */
export function Tabs<V extends string>({ label, choices, value, onChange, id }: TabsProps<V>) {
  return (
    <div
      className="tabs"
      role="tablist"
      aria-label={label}
      onKeyDown={(event) => onArrows(event, (index) => onChange(choices[index]!.value))}
    >
      {choices.map((choice) => (
        <button
          key={choice.value}
          id={`${id}-${choice.value}`}
          type="button"
          role="tab"
          aria-selected={choice.value === value}
          aria-controls={choice.value === value ? `${id}-panel` : undefined}
          tabIndex={choice.value === value ? 0 : -1}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
          {choice.count !== undefined && ` ${choice.count}`}
        </button>
      ))}
    </div>
  )
}

export function TabPanel({ id, value, children }: { id: string; value: string; children: ReactNode }) {
  return (
    <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${value}`}>
      {children}
    </div>
  )
}

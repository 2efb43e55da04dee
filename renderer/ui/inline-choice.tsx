/** One of a few values, chosen from our own menu and saved at once. */
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useCallback, useId, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { type Choice, ChoicePanel } from './choices.tsx'
import { fieldClass, InlineFrame, type InlineProps } from './inline-parts.tsx'
import { Missing } from './marks.tsx'
import { Popover } from './popover.tsx'

export type InlineChoiceProps = InlineProps & {
  choices: readonly Choice[]
  /** True: may be made unknown again. */
  clearable?: boolean
  /** How the value is drawn, e.g. as a kind tag. */
  render?: (value: string) => ReactNode
}

/** Choices of an enumeration from its labels: `choicesOf(text.domain.visitStatus)`. */
export const choicesOf = (labels: Record<string, string>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

export function InlineChoice({
  bind,
  label,
  showLabel,
  placeholder,
  boxed,
  choices,
  clearable = false,
  render,
}: InlineChoiceProps) {
  const id = useId()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  const value = bind.value == null ? null : String(bind.value)
  const shown = value === null ? null : (choices.find((choice) => choice.value === value)?.label ?? value)
  const entries = clearable && value !== null ? [...choices, { value: '', label: text.common.clear }] : choices
  return (
    <InlineFrame id={id} label={label} showLabel={showLabel} bind={bind}>
      <button
        ref={anchor}
        id={id}
        type="button"
        className={fieldClass({ boxed })}
        aria-label={`${label}${text.common.colon}${shown ?? text.common.missing}`}
        aria-haspopup="listbox"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || open) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {shown === null ? <Missing>{placeholder}</Missing> : render ? render(value!) : shown}
        {boxed && <ChevronDown className="icon" size={16} aria-hidden style={{ float: 'right', marginTop: 4 }} />}
      </button>
      {open && (
        <Popover anchor={anchor} onClose={close} matchWidth>
          <ChoicePanel
            choices={entries}
            chosen={value === null ? [] : [value]}
            label={label}
            onChoose={(choice) => {
              setOpen(false)
              bind.commit(choice.value || null)
            }}
          />
        </Popover>
      )}
    </InlineFrame>
  )
}

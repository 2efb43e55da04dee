/** A text field that finds records as one types; the last entry makes a new one. The base of references, regions and tags. */
import { useEffect, useId, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { type Choice, ChoiceBox, useChoiceKeys } from './choices.tsx'
import { fill } from './fill.ts'
import { Popover } from './popover.tsx'
import './inline.css'

export type Found = Choice & { create?: boolean }

export type LookupProps = {
  id?: string
  label: string
  /** Shown while nothing is being typed. */
  value: string
  placeholder?: string
  className?: string
  /** Answers what fits; asked 120 ms after the last key, never while composing. */
  search: (typed: string) => Promise<Found[]>
  onChoose: (found: Found) => void
  /** `新建“…”` is offered where nothing found bears exactly this name. */
  onCreate?: (name: string) => void
  /** Emptied and left: unknown again. */
  onClear?: () => void
  /** Backspace in the empty field: chips remove their last one. */
  onBackspace?: () => void
  autoFocus?: boolean
}

const createValue = '\u0000create'

export function Lookup(props: LookupProps) {
  const {
    label,
    value,
    placeholder,
    className = 'inline-input',
    search,
    onChoose,
    onCreate,
    onClear,
    onBackspace,
    autoFocus,
  } = props
  const ownId = useId()
  const id = props.id ?? ownId
  const input = useRef<HTMLInputElement>(null)
  const composing = useRef(false)
  const asked = useRef(0)
  const [typed, setTyped] = useState<string | null>(null)
  const [found, setFound] = useState<Found[]>([])
  const [open, setOpen] = useState(false)

  const name = (typed ?? '').trim()
  const canCreate = onCreate && name && !found.some((one) => one.label === name)
  const choices: Found[] = canCreate
    ? [...found, { value: createValue, label: fill(text.common.create, { name }), create: true }]
    : found
  const leave = () => {
    asked.current++
    setOpen(false)
    setTyped(null)
    setFound([])
  }
  const choose = (one: Found) => {
    leave()
    if (one.create && one.value === createValue) onCreate?.(name)
    else onChoose(one)
  }
  const keys = useChoiceKeys(choices, choose)

  const find = async (wanted: string) => {
    const turn = ++asked.current
    const answer = await search(wanted.trim()).catch(() => [])
    if (turn !== asked.current) return
    setFound(answer)
    keys.setActive(0)
    setOpen(true)
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const ask = (wanted: string, wait = 120) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void find(wanted), wait)
  }

  return (
    <>
      <input
        ref={input}
        id={id}
        className={className}
        role="combobox"
        aria-label={props.id ? undefined : label}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? keys.id : undefined}
        aria-activedescendant={open ? keys.activeId : undefined}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: asked for by the screen
        autoFocus={autoFocus}
        value={typed ?? value}
        placeholder={placeholder ?? text.common.missing}
        data-dirty={typed !== null}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setTyped(event.target.value)
          if (!composing.current) ask(event.target.value)
        }}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={(event) => {
          composing.current = false
          ask(event.currentTarget.value)
        }}
        onBlur={() => {
          clearTimeout(timer.current)
          if (typed !== null && name === '' && value !== '') onClear?.()
          leave()
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (open && keys.onKey(event)) return
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            event.stopPropagation()
            ask(typed ?? '', 0)
          } else if (event.key === 'Enter') {
            event.preventDefault()
            // an answer still on its way must not lose the key
            if (name) ask(name, 0)
          } else if (event.key === 'Escape' && (open || typed !== null)) {
            event.preventDefault()
            event.stopPropagation()
            leave()
          } else if (event.key === 'Backspace' && !event.currentTarget.value) onBackspace?.()
        }}
      />
      {open && (choices.length > 0 || name) && (
        <Popover anchor={input} onClose={leave} takeFocus={false} matchWidth>
          <ChoiceBox keys={keys} choices={choices} onChoose={choose} label={label} />
        </Popover>
      )}
    </>
  )
}

export function Chips({
  items,
  onRemove,
}: {
  items: readonly { id: string; name: string | null }[]
  onRemove?: (id: string) => void
}) {
  return items.map(({ id, name }) => (
    <span key={id} className="chip" title={name ?? undefined}>
      {name ?? text.common.unnamed}
      {onRemove && (
        <button
          type="button"
          aria-label={fill(text.common.removeOne, { name: name ?? text.common.unnamed })}
          onClick={() => onRemove(id)}
        >
          ×
        </button>
      )}
    </span>
  ))
}

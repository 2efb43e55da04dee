/** Text fields that look like reading text until they are used. An input method's Enter never submits. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { fieldClass, InlineFrame, type InlineProps, shownText } from './inline-parts.tsx'
import { useQuoteFont } from './marks.tsx'

export type InlineTextProps = InlineProps & {
  /** After Enter; the value has been saved then. */
  onEnter?: () => void
  className?: string
}

export function InlineText({
  bind,
  label,
  showLabel,
  placeholder = text.common.missing,
  boxed,
  autoFocus,
  onEnter,
  className,
}: InlineTextProps) {
  const id = useId()
  const [focused, setFocused] = useState(false)
  return (
    <InlineFrame id={id} label={label} showLabel={showLabel} bind={bind}>
      <input
        id={id}
        className={fieldClass({ boxed, extra: className })}
        value={shownText(bind.value, focused)}
        title={!boxed && bind.value ? String(bind.value) : undefined}
        placeholder={bind.loading ? '' : placeholder}
        // biome-ignore lint/a11y/noAutofocus: a record just made is there to be named
        autoFocus={autoFocus}
        autoComplete="off"
        spellCheck={false}
        data-dirty={bind.draft}
        onFocus={() => setFocused(true)}
        onChange={(event) => bind.onChange(event.target.value)}
        onCompositionStart={bind.onCompositionStart}
        onCompositionEnd={bind.onCompositionEnd}
        onBlur={() => {
          setFocused(false)
          bind.onBlur()
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') {
            event.preventDefault()
            bind.onBlur()
            onEnter?.()
          } else if (event.key === 'Escape' && focused) {
            event.stopPropagation()
            event.currentTarget.blur()
          }
        }}
      />
    </InlineFrame>
  )
}

export type InlineProseProps = InlineProps & {
  /** `reading` 17 px, `quote` the reading face, `plain` 15 px (default). */
  face?: 'reading' | 'quote' | 'plain'
  minRows?: number
  /** Enter submits and Shift+Enter breaks the line, where one line follows another (发言). */
  onEnter?: () => void
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  /** The list that is offered for what is being typed, by its ids. */
  suggestions?: { list: string; active: string | undefined } | undefined
}

export function InlineProse(props: InlineProseProps) {
  const {
    bind,
    label,
    showLabel,
    placeholder = text.common.missing,
    boxed,
    autoFocus,
    face = 'plain',
    minRows = 1,
    onEnter,
    onKeyDown,
    suggestions,
  } = props
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [focused, setFocused] = useState(false)
  const shown = shownText(bind.value, focused)
  const before = useRef('')
  useLayoutEffect(() => {
    // the height follows the text; what goes on where it stood needs no less room than before
    grow(area.current, !shown.startsWith(before.current))
    before.current = shown
  }, [shown])
  useEffect(() => {
    const observer = new ResizeObserver(() => grow(area.current, true))
    if (area.current) observer.observe(area.current.parentElement!)
    return () => observer.disconnect()
  }, [])
  return (
    <InlineFrame id={id} label={label} showLabel={showLabel} bind={bind}>
      {face === 'quote' && <QuoteFont />}
      <textarea
        ref={area}
        id={id}
        rows={minRows}
        className={fieldClass({
          boxed,
          extra: face === 'reading' ? 'inline-reading' : face === 'quote' ? 'inline-quote' : '',
        })}
        value={shown}
        placeholder={bind.loading ? '' : placeholder}
        // biome-ignore lint/a11y/noAutofocus: asked for by the screen that just made the record
        autoFocus={autoFocus}
        spellCheck={false}
        aria-autocomplete={suggestions && 'list'}
        aria-controls={suggestions?.list}
        aria-activedescendant={suggestions?.active}
        data-dirty={bind.draft}
        onFocus={() => setFocused(true)}
        onChange={(event) => bind.onChange(event.target.value)}
        onCompositionStart={bind.onCompositionStart}
        onCompositionEnd={bind.onCompositionEnd}
        onBlur={() => {
          setFocused(false)
          bind.onBlur()
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          onKeyDown?.(event)
          if (event.defaultPrevented) return
          if (event.key === 'Enter' && onEnter && !event.shiftKey && !event.ctrlKey) {
            event.preventDefault()
            bind.onBlur()
            onEnter()
          } else if (event.key === 'Escape') {
            event.stopPropagation()
            event.currentTarget.blur()
          }
        }}
      />
    </InlineFrame>
  )
}

function QuoteFont(): ReactNode {
  useQuoteFont()
  return null
}

/** `field-sizing` does this in newer Chromium; Electron 25 needs the measure. Only what may need less is measured from nothing. */
function grow(area: HTMLTextAreaElement | null, mayShrink: boolean) {
  if (!area || CSS.supports?.('field-sizing', 'content')) return
  if (!mayShrink && area.style.height && area.scrollHeight <= area.clientHeight) return
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight + 2}px`
}

export type InlineNumberProps = InlineProps & {
  /** `integer` gives a number, `decimal` exact text such as "4.91". Default integer. */
  kind?: 'integer' | 'decimal'
  suffix?: string
}

export function InlineNumber({
  bind,
  label,
  showLabel,
  placeholder = text.common.missing,
  boxed,
  autoFocus,
  kind = 'integer',
  suffix,
}: InlineNumberProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const finish = () => {
    if (typed === null) return
    const plain = typed.normalize('NFKC').replace(/[\s,]/g, '')
    const fits = plain === '' || (kind === 'integer' ? /^-?\d{1,15}$/ : /^-?\d+(\.\d+)?$/).test(plain)
    setError(fits ? null : text.common.number.unreadable)
    if (!fits) return
    setTyped(null)
    bind.commit(plain === '' ? null : kind === 'integer' ? Number(plain) : plain)
  }
  return (
    <InlineFrame id={id} label={label} showLabel={showLabel} bind={bind} error={error}>
      <span className="inline-row">
        <input
          id={id}
          inputMode="decimal"
          className={fieldClass({ boxed, wrong: error !== null })}
          aria-invalid={error !== null}
          aria-describedby={error ? `${id}-error` : undefined}
          value={typed ?? (bind.value == null ? '' : String(bind.value))}
          placeholder={placeholder}
          // biome-ignore lint/a11y/noAutofocus: asked for by the screen that just made the record
          autoFocus={autoFocus}
          autoComplete="off"
          data-dirty={typed !== null}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter') finish()
            else if (event.key === 'Escape' && typed !== null) {
              event.stopPropagation()
              setTyped(null)
              setError(null)
            }
          }}
        />
        {suffix}
      </span>
    </InlineFrame>
  )
}

export function InlineFlag({ bind, label }: InlineProps) {
  return (
    <label className="inline-flag">
      <input
        type="checkbox"
        checked={bind.value === 1}
        onChange={(event) => bind.commit(event.target.checked ? 1 : 0)}
      />
      {label}
    </label>
  )
}

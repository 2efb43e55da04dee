/**
 * Running text that is read first: a sentence of it can be selected and becomes a finding (F). A click without a selection, or the
 * pencil, turns it into a text field with the caret where one clicked.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { displayPunctuation } from './display.ts'
import { fill } from './fill.ts'
import type { InlineProps } from './inline-parts.tsx'
import { InlineProse } from './inline-text.tsx'
import { Link } from './link.tsx'
import { Missing } from './marks.tsx'
import { quotable } from './quotable.ts'
import './inline.css'

type Props = Omit<InlineProps, 'boxed'> & {
  /** Marks quotes from here as this statement's. */
  statement?: string
}

/** A double click selects a word; it must not find a text field under its second half, where F would overwrite. */
const doubleClickMs = 280

/** The character a point lies on. */
export function offsetAt(element: HTMLElement, x: number, y: number): number | null {
  const range = document.caretRangeFromPoint?.(x, y)
  if (!range || !element.contains(range.startContainer)) return null
  const before = document.createRange()
  before.selectNodeContents(element)
  before.setEnd(range.startContainer, range.startOffset)
  return before.toString().length
}

export function ReadingProse({ bind, label, placeholder, autoFocus, statement }: Props) {
  const [editing, setEditing] = useState(Boolean(autoFocus))
  const holder = useRef<HTMLDivElement>(null)
  const caret = useRef<number | null>(null)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(waiting.current), [])
  const value = typeof bind.value === 'string' ? bind.value : ''
  useLayoutEffect(() => {
    if (!editing) return
    const area = holder.current?.querySelector('textarea')
    area?.focus()
    const at = caret.current ?? area?.value.length ?? 0
    area?.setSelectionRange(at, at)
  }, [editing])
  // what is still being typed is never hidden
  useEffect(() => {
    if (bind.draft) setEditing(true)
  }, [bind.draft])

  if (editing || bind.loading) {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: notices that the field inside was left
      <div
        ref={holder}
        role="presentation"
        onBlur={() => {
          bind.onBlur()
          setEditing(false)
        }}
      >
        <InlineProse bind={bind} label={label} face="reading" placeholder={placeholder} minRows={3} />
      </div>
    )
  }
  const edit = (at: number | null) => {
    caret.current = at
    setEditing(true)
  }
  if (!value)
    return (
      <Missing name={label} onEdit={() => edit(0)}>
        {placeholder}
      </Missing>
    )
  return (
    <div ref={holder} className="reading-prose">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the button after it does the same by key */}
      <div
        className="reading reading-text"
        {...quotable(value, statement)}
        onClick={(event) => {
          clearTimeout(waiting.current)
          if (event.detail > 1) return
          const at = offsetAt(event.currentTarget, event.clientX, event.clientY)
          // asked later: a press into an old selection clears it only after the click
          waiting.current = setTimeout(() => {
            if (getSelection()?.isCollapsed !== false) edit(at)
          }, doubleClickMs)
        }}
      >
        {displayPunctuation(value)}
      </div>
      {bind.conflict && (
        <Link page="exchange" id="conflicts" className="conflict-mark">
          {text.common.conflict}
        </Link>
      )}
      <button type="button" className="reading-edit" onClick={() => edit(null)}>
        {fill(text.capture.prose.edit, { name: label })}
      </button>
    </div>
  )
}

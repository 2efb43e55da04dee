/** A field that reads as one line of text until it is used, for those whose editor is more than a line: sets, dates. */
import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { fieldClass } from './inline-parts.tsx'
import { Missing } from './marks.tsx'
import { antdPanels } from './popover.tsx'
import './inline.css'

/** Panels that belong to an editor but hang elsewhere in the document. */
const floating = `.popover, ${antdPanels}`

export type InlineFoldProps = {
  label: string
  /** What is read; `null`: missing. */
  shown: ReactNode
  /** Spoken with the label where `shown` is no plain text. */
  spoken?: string
  conflict?: ReactNode
  children: ReactNode
}

export function InlineFold({ label, shown, spoken, conflict, children }: InlineFoldProps) {
  const [open, setOpen] = useState(false)
  const editor = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const returning = useRef(false)
  useEffect(() => {
    const inside = editor.current
    // chips come first in the document, the field that adds one is what is wanted
    if (open) (inside?.querySelector<HTMLElement>('input, textarea') ?? inside?.querySelector('button'))?.focus()
    else if (returning.current) button.current?.focus()
    returning.current = false
  }, [open])
  if (!open) {
    const said = spoken ?? (typeof shown === 'string' ? shown : null)
    return (
      <span className="inline">
        <button
          ref={button}
          type="button"
          className={fieldClass({})}
          aria-label={`${label}${text.common.colon}${said ?? text.common.missing}`}
          onClick={() => setOpen(true)}
        >
          {shown ?? <Missing />}
        </button>
        {conflict}
      </span>
    )
  }
  const onBlur = (event: FocusEvent<HTMLSpanElement>) => {
    const next = event.relatedTarget as HTMLElement | null
    if (event.currentTarget.contains(next) || next?.closest(floating)) return
    // a removed chip takes the focus with it
    if (next === null && document.querySelector(floating)) return
    setOpen(false)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset breaks the line
    <span
      ref={editor}
      role="group"
      aria-label={label}
      className="inline inline-unfolded"
      onBlur={onBlur}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.key !== 'Escape') return
        event.stopPropagation()
        returning.current = true
        setOpen(false)
      }}
    >
      {children}
    </span>
  )
}

/** A modal question. Editing never happens in one; it asks, previews or chooses. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import './dialog.css'

type Props = {
  title: string
  onClose: () => void
  /** Buttons, the primary one last. */
  actions?: ReactNode
  wide?: boolean
  children: ReactNode
}

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select, [tabindex="0"]'

export function Dialog({ title, onClose, actions, wide = false, children }: Props) {
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    const inside = panel.current
    if (inside && !inside.contains(before)) {
      // the wish to act is there already: the primary button, else the first field
      const target =
        inside.querySelector<HTMLElement>('[autofocus], .dialog-body input, .dialog-actions .button-primary') ??
        inside.querySelector<HTMLElement>(focusable) ??
        inside
      target.focus()
    }
    return () => before?.focus?.({ preventScroll: true })
  }, [])
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    // a button that could be pressed no longer has lost the focus: Escape still leads out
    const onKey = (event: globalThis.KeyboardEvent) => {
      const isTop = [...document.querySelectorAll('[aria-modal="true"]')].at(-1) === panel.current
      if (event.key !== 'Escape' || event.isComposing || !isTop || document.activeElement !== document.body) return
      event.preventDefault()
      close.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing) return
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    } else if (event.key === 'Tab') {
      const all = [...event.currentTarget.querySelectorAll<HTMLElement>(focusable)]
      const edge = event.shiftKey ? all[0] : all.at(-1)
      if (!all.length || document.activeElement === edge || document.activeElement === event.currentTarget) {
        event.preventDefault()
        ;(event.shiftKey ? all.at(-1) : all[0])?.focus()
      }
    }
  }
  return createPortal(
    <div className="dialog-veil">
      <div
        ref={panel}
        className={wide ? 'dialog dialog-wide' : 'dialog'}
        role="dialog"
        aria-modal="true"
        aria-labelledby={id}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <h2 id={id}>{title}</h2>
        <div className="dialog-body">{children}</div>
        {actions && <div className="dialog-actions">{actions}</div>}
      </div>
    </div>,
    document.body,
  )
}

/** A floating panel at its anchor: closes on Esc, on a press elsewhere and when the window resizes; focus goes back where it was. */
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import './popover.css'

type Props = {
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
  /** True for a panel that takes focus; false where a text field keeps it. Default true. */
  takeFocus?: boolean
  role?: 'dialog' | 'menu'
  label?: string
  /** At least as wide as the anchor. */
  matchWidth?: boolean
  className?: string
  children: ReactNode
}

/** Panels of the few antd controls. */
export const antdPanels = '.ant-picker-dropdown, .ant-cascader-dropdown'

function place(panel: HTMLElement, anchor: HTMLElement, matchWidth: boolean) {
  const at = anchor.getBoundingClientRect()
  if (matchWidth) panel.style.minWidth = `${at.width}px`
  const { offsetWidth: width, offsetHeight: height } = panel
  const below = at.bottom + 4
  const above = at.top - 4 - height
  const top =
    below + height > innerHeight - 8 && above >= 8 ? above : Math.min(below, Math.max(8, innerHeight - height - 8))
  panel.style.top = `${top}px`
  panel.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`
}

export function Popover({
  anchor,
  onClose,
  takeFocus = true,
  role,
  label,
  matchWidth = false,
  className = '',
  children,
}: Props) {
  const panel = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose

  useLayoutEffect(() => {
    // every render: the content's size may have changed
    if (panel.current && anchor.current) place(panel.current, anchor.current, matchWidth)
  })

  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    const inside = panel.current
    if (takeFocus && inside && !inside.contains(before)) {
      const first = inside.querySelector<HTMLElement>('input, [tabindex="0"], button:not(:disabled)')
      ;(first ?? inside).focus({ preventScroll: true })
    }
    const onPress = (event: PointerEvent) => {
      const target = event.target as Node
      if (inside?.contains(target) || anchor.current?.contains(target)) return
      // a calendar opened from inside hangs elsewhere in the document
      if (target instanceof Element && target.closest(antdPanels)) return
      // so does a panel opened from inside, later in the document than this one
      const other = target instanceof Element ? target.closest('.popover') : null
      if (other && inside && inside.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) return
      close.current()
    }
    const onResize = () => close.current()
    const onScroll = (event: Event) => {
      if (!inside?.contains(event.target as Node) && inside && anchor.current) place(inside, anchor.current, matchWidth)
    }
    document.addEventListener('pointerdown', onPress, true)
    window.addEventListener('resize', onResize)
    window.addEventListener('scroll', onScroll, true)
    return () => {
      document.removeEventListener('pointerdown', onPress, true)
      window.removeEventListener('resize', onResize)
      window.removeEventListener('scroll', onScroll, true)
      const active = document.activeElement
      if (takeFocus && (!active || active === document.body || inside?.contains(active)))
        before?.focus({ preventScroll: true })
    }
  }, [anchor, matchWidth, takeFocus])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    // React hands keys on to the parents in the tree, lists among them; a panel's keys are its own
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    } else if (event.key === 'Tab' && takeFocus && role !== 'dialog') onClose()
  }

  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useAriaPropsSupportedByRole: a label comes only with a role
    <div
      ref={panel}
      className={`popover ${className}`}
      role={role}
      aria-label={role && label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>,
    document.body,
  )
}

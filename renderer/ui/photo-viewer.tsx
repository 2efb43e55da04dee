/** One photo, large: Esc closes, ← → turn. */
import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import type { Attachment } from '../../shared/domain/attachments.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { displayPunctuation } from './display.ts'
import { fill } from './fill.ts'
import { photoUrl } from './photo-url.ts'
import './photos.css'

const words = text.capture.photos

type Props = {
  photos: readonly Attachment[]
  id: string
  onChange: (id: string) => void
  onClose: () => void
}

export function PhotoViewer({ photos, id, onChange, onClose }: Props) {
  const panel = useRef<HTMLDivElement>(null)
  const index = photos.findIndex((photo) => photo.id === id)
  const photo = photos[index]
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    panel.current?.focus()
    return () => before?.focus?.({ preventScroll: true })
  }, [])
  useEffect(() => {
    // removed meanwhile, here or by an import
    if (!photo) onClose()
  }, [photo, onClose])
  if (!photo) return null
  const turn = (by: number) => {
    const next = photos[(index + by + photos.length) % photos.length]
    if (next) onChange(next.id)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing) return
    event.stopPropagation()
    if (event.key === 'Escape') onClose()
    else if (event.key === 'ArrowLeft') turn(-1)
    else if (event.key === 'ArrowRight') turn(1)
    else if (event.key === 'Tab') {
      const buttons = [...event.currentTarget.querySelectorAll('button')]
      const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
      const next = event.shiftKey ? (at <= 0 ? buttons.length - 1 : at - 1) : (at + 1) % buttons.length
      buttons[next]?.focus()
    } else return
    event.preventDefault()
  }
  return createPortal(
    <div
      ref={panel}
      className="photo-viewer on-deep"
      role="dialog"
      aria-modal="true"
      aria-label={words.viewer}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <img src={photoUrl(photo)} alt={photo.caption ?? ''} />
      <div className="photo-viewer-foot">
        <p aria-live="polite">{displayPunctuation(photo.caption || photo.name || words.captionMissing)}</p>
        {photos.length > 1 && (
          <>
            <button type="button" aria-label={words.previous} title={words.previous} onClick={() => turn(-1)}>
              <ChevronLeft size={20} aria-hidden />
            </button>
            <span>{fill(words.position, { index: index + 1, total: photos.length })}</span>
            <button type="button" aria-label={words.next} title={words.next} onClick={() => turn(1)}>
              <ChevronRight size={20} aria-hidden />
            </button>
          </>
        )}
        <button type="button" onClick={onClose}>
          <X size={18} aria-hidden />
          {text.common.close}
          <kbd className="kbd">Esc</kbd>
        </button>
      </div>
    </div>,
    document.body,
  )
}

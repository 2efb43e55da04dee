/** One photo, large: Esc closes, ← → change, + − 0 zoom, R turns, F fills the screen; the wheel zooms and dragging moves. */
import { ChevronLeft, ChevronRight, Maximize, RotateCw, X, ZoomIn, ZoomOut } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Attachment } from '../../shared/domain/attachments.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { displayPunctuation } from './display.ts'
import { fill } from './fill.ts'
import { useWhyAway } from './photo-away.ts'
import { PhotoTaken } from './photo-taken.tsx'
import { photoUrl, smallUrl } from './photo-url.ts'
import { PhotoWritten } from './photo-written.tsx'
import { saveNow } from './save-now.ts'
import './photos.css'
import { isKey } from './key-map.ts'

const words = text.capture.photos

type Props = {
  photos: readonly Attachment[]
  id: string
  onChange: (id: string) => void
  onClose: () => void
}

type View = { scale: number; x: number; y: number }
const whole: View = { scale: 1, x: 0, y: 0 }
const mostScale = 8

const zoomed = ({ scale, x, y }: View, factor: number): View => {
  const next = Math.min(mostScale, Math.max(1, scale * factor))
  // at its whole size it stands in the middle again
  return next === 1 ? whole : { scale: next, x: (x * next) / scale, y: (y * next) / scale }
}

function toggleFullscreen() {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  // a screen that cannot be filled leaves the photo as large as it was
  change.catch(() => {})
}

export function PhotoViewer({ photos, id, onChange, onClose }: Props) {
  const panel = useRef<HTMLDivElement>(null)
  const [view, setView] = useState(whole)
  /** Not to be drawn: its small copy stands for it. */
  const [lost, setLost] = useState<string | null>(null)
  const drag = useRef<{ x: number; y: number } | null>(null)
  const index = photos.findIndex((photo) => photo.id === id)
  const photo = photos[index]
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    panel.current?.focus()
    return () => {
      if (document.fullscreenElement) void document.exitFullscreen()
      before?.focus?.({ preventScroll: true })
    }
  }, [])
  useEffect(() => {
    // removed meanwhile, here or by an import
    if (!photo) onClose()
  }, [photo, onClose])
  if (!photo) return null

  const show = (by: number) => {
    const next = photos[(index + by + photos.length) % photos.length]
    setView(whole)
    if (next) onChange(next.id)
  }
  const zoom = (factor: number) => setView((old) => zoomed(old, factor))
  const turn = () => void saveNow('attachments', photo.id, { rotation: ((photo.rotation ?? 0) + 90) % 360 })
  const moves: Record<string, () => void> = {
    Escape: onClose,
    ArrowLeft: () => show(-1),
    ArrowRight: () => show(1),
  }
  const actOf = (event: KeyboardEvent): (() => void) | undefined => {
    if (isKey(event, 'photo.larger')) return () => zoom(1.5)
    if (isKey(event, 'photo.smaller')) return () => zoom(1 / 1.5)
    if (isKey(event, 'photo.whole')) return () => setView(whole)
    if (isKey(event, 'photo.turn')) return turn
    if (isKey(event, 'photo.fullscreen')) return toggleFullscreen
    return event.ctrlKey || event.altKey ? undefined : moves[event.key]
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing) return
    // undo is the window's own
    if (isKey(event, 'everywhere.undo') || isKey(event, 'everywhere.redo')) return
    event.stopPropagation()
    const act = actOf(event)
    if (act) act()
    else if (event.key === 'Tab') {
      const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button, a, input')]
      const at = buttons.indexOf(document.activeElement as HTMLElement)
      const next = event.shiftKey ? (at <= 0 ? buttons.length - 1 : at - 1) : (at + 1) % buttons.length
      buttons[next]?.focus()
    } else return
    event.preventDefault()
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (view.scale === 1) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX - view.x, y: event.clientY - view.y }
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const from = drag.current
    if (from) setView((old) => ({ ...old, x: event.clientX - from.x, y: event.clientY - from.y }))
  }
  const onPointerEnd = () => {
    drag.current = null
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
      <div
        role="presentation"
        className={view.scale > 1 ? 'photo-stage photo-stage-large' : 'photo-stage'}
        onWheel={(event) => zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2)}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerEnd}
        onPointerCancel={onPointerEnd}
      >
        {lost === photo.id && <Away photo={photo} />}
        <img
          src={lost === photo.id ? smallUrl(photo, 'small') : photoUrl(photo)}
          onError={() => setLost(photo.id)}
          alt={photo.caption ?? ''}
          draggable={false}
          className={photo.rotation ? `turned-${photo.rotation}` : undefined}
          style={{ translate: `${view.x}px ${view.y}px`, scale: String(view.scale) }}
        />
      </div>
      <div className="photo-viewer-foot">
        <p aria-live="polite">{displayPunctuation(photo.caption || photo.name || words.captionMissing)}</p>
        <PhotoTaken key={photo.id} photo={photo} />
        <PhotoWritten id={photo.id} onOpen={onClose} />
        {photos.length > 1 && (
          <>
            <button type="button" aria-label={words.previous} title={words.previous} onClick={() => show(-1)}>
              <ChevronLeft size={20} aria-hidden />
            </button>
            <span>{fill(words.position, { index: index + 1, total: photos.length })}</span>
            <button type="button" aria-label={words.next} title={words.next} onClick={() => show(1)}>
              <ChevronRight size={20} aria-hidden />
            </button>
          </>
        )}
        <button type="button" aria-label={words.zoomOut} title={`${words.zoomOut} −`} onClick={() => zoom(1 / 1.5)}>
          <ZoomOut size={18} aria-hidden />
        </button>
        <button type="button" aria-label={words.zoomIn} title={`${words.zoomIn} +`} onClick={() => zoom(1.5)}>
          <ZoomIn size={18} aria-hidden />
        </button>
        <button type="button" onClick={turn}>
          <RotateCw size={18} aria-hidden />
          {words.turn}
          <kbd className="kbd">R</kbd>
        </button>
        <button type="button" onClick={toggleFullscreen}>
          <Maximize size={18} aria-hidden />
          {words.full}
          <kbd className="kbd">F</kbd>
        </button>
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

function Away({ photo }: { photo: Attachment }) {
  return (
    <p className="photo-viewer-away" role="status">
      {useWhyAway(photo)}
    </p>
  )
}

/** Cards dragged by the pointer. The lifted card follows the pointer outside React; only what lies under it is state. */
import { type PointerEvent as ReactPointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { FindingItem } from '../../../shared/views.ts'

export type Drag = {
  item: FindingItem
  ids: readonly string[]
  from: string
  /** The stage under the pointer, if cards can be dropped there. */
  over: string | null
  /** Where it was taken, px: of the window, and inside the card. */
  at: { x: number; y: number; inX: number; inY: number; width: number }
}

/** Px a press may wander before it is a drag. */
const slack = 6
/** Px from the board's edges where it begins to scroll, and how far a frame. */
const edge = 48
const pace = 14

type Taken = { item: FindingItem; ids: readonly string[]; from: string }

export function useCardDrag(onDrop: (taken: Taken, stage: string) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const lifted = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const stop = useRef<() => void>(() => {})
  const drop = useRef(onDrop)
  drop.current = onDrop
  useEffect(() => () => stop.current(), [])

  const take = useCallback((event: ReactPointerEvent<HTMLElement>, what: Taken) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    stop.current()
    const { currentTarget: taken, pointerId } = event
    const card = taken.getBoundingClientRect()
    const start = { x: event.clientX, y: event.clientY }
    const at = { ...start, inX: start.x - card.left, inY: start.y - card.top, width: card.width }
    let over: string | null = null
    let dragging = false
    let pointer = start
    let frame = 0
    const look = () => {
      const under = document.elementFromPoint(pointer.x, pointer.y)
      const stage = under?.closest<HTMLElement>('[data-stage]')?.dataset.stage ?? null
      const next = stage === what.from ? null : stage
      if (next === over && dragging) return
      over = next
      setDrag({ ...what, over, at })
    }
    const scroll = () => {
      const board = scroller.current
      if (board) {
        const { left, right } = board.getBoundingClientRect()
        const by = pointer.x < left + edge ? -pace : pointer.x > right - edge ? pace : 0
        if (by !== 0) {
          board.scrollLeft += by
          look()
        }
      }
      frame = requestAnimationFrame(scroll)
    }
    const onMove = (move: PointerEvent) => {
      pointer = { x: move.clientX, y: move.clientY }
      // let go where the window did not hear of it
      if (move.buttons === 0) return end(false)
      if (!dragging) {
        if (Math.hypot(pointer.x - start.x, pointer.y - start.y) < slack) return
        // the release is heard wherever it happens
        taken.setPointerCapture(pointerId)
        look()
        dragging = true
        frame = requestAnimationFrame(scroll)
      }
      const { style } = lifted.current ?? {}
      if (style) style.transform = `translate(${pointer.x - at.inX}px, ${pointer.y - at.inY}px)`
      look()
    }
    const end = (isDropped: boolean) => {
      stop.current()
      if (!dragging) return
      setDrag(null)
      // the release is no press on what lies under it
      window.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
      if (isDropped && over !== null) drop.current(what, over)
    }
    const onUp = () => end(true)
    const onCancel = () => end(false)
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== 'Escape' || !dragging) return
      key.preventDefault()
      key.stopPropagation()
      end(false)
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', onCancel)
    window.addEventListener('blur', onCancel)
    window.addEventListener('keydown', onKey, true)
    stop.current = () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onCancel)
      window.removeEventListener('blur', onCancel)
      window.removeEventListener('keydown', onKey, true)
      stop.current = () => {}
    }
  }, [])
  return { drag, take, lifted, scroller }
}

const swallow = (event: MouseEvent) => {
  event.preventDefault()
  event.stopPropagation()
}

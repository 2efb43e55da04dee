/** Which rows of a long list are in the document, and where. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useLayoutEffect, useState } from 'react'
import { useIdle } from './use-idle.ts'

/** Rows beyond the view on each side, drawn once what shows is. */
const overscan = 6
/** Before the list is laid out. */
const firstHeight = 600

export type RowWindow = {
  /** `start`: px from the top of the first row. */
  items: readonly { index: number; start: number }[]
  /** Px of all rows. */
  height: number
  /** Brings a row into view: in the middle, or no further than needed. */
  scrollTo: (index: number, align?: 'center') => void
  /** Goes on each row's element, where heights differ. */
  measure?: (element: HTMLElement | null) => void
}

type Wanted = { scroll: RefObject<HTMLElement | null>; count: number; rowHeight: number }

/** Rows of one height: an update costs the same for a hundred rows and a million. The list's head covers `headHeight` px of the view. */
export function useEvenRows({ scroll, count, rowHeight, headHeight }: Wanted & { headHeight: number }): RowWindow {
  const [view, setView] = useState({ first: 0, last: Math.ceil(firstHeight / rowHeight) })
  const beyond = useIdle() ? overscan : 0
  useLayoutEffect(() => {
    const element = scroll.current
    if (!element) return
    const look = () => {
      const first = Math.floor(element.scrollTop / rowHeight)
      const last = Math.ceil((element.scrollTop + (element.clientHeight || firstHeight)) / rowHeight)
      setView((old) => (old.first === first && old.last === last ? old : { first, last }))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      sizes.disconnect()
    }
  }, [scroll, rowHeight])

  const scrollTo = useCallback(
    (index: number, align?: 'center') => {
      const element = scroll.current
      if (!element) return
      const room = (element.clientHeight || firstHeight) - headHeight
      const start = index * rowHeight
      const least = start + rowHeight - room
      if (align) element.scrollTo({ top: start - (room - rowHeight) / 2 })
      else if (element.scrollTop > start) element.scrollTo({ top: start })
      else if (element.scrollTop < least) element.scrollTo({ top: least })
    },
    [scroll, rowHeight, headHeight],
  )

  // rows may have gone since the list was last scrolled
  const last = Math.min(count - 1, view.last + beyond)
  const first = Math.max(0, Math.min(view.first, last) - beyond)
  const items = Array.from({ length: last - first + 1 }, (_, at) => ({
    index: first + at,
    start: (first + at) * rowHeight,
  }))
  return { items, height: count * rowHeight, scrollTo }
}

/** Rows of which some carry a heading: all are measured again when one comes or goes. */
export function useHeadedRows({
  scroll,
  count,
  rowHeight,
  keyOf,
}: Wanted & { keyOf: (index: number) => string | undefined }): RowWindow {
  // a heading belongs to a row, not to a place: a row that comes or goes takes its height along
  const getItemKey = useCallback((at: number) => keyOf(at) ?? at, [keyOf])
  const virtual = useVirtualizer({
    count,
    getItemKey,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan,
    useFlushSync: false,
    initialRect: { width: 1000, height: firstHeight },
    measureElement: (element: HTMLElement) => element.offsetHeight,
  })
  const scrollTo = useCallback((index: number, align?: 'center') => virtual.scrollToIndex(index, { align }), [virtual])
  return {
    items: virtual.getVirtualItems(),
    height: virtual.getTotalSize(),
    scrollTo,
    measure: virtual.measureElement,
  }
}

/** Which list is open, for printing the whole of it: a list paints only the rows in view, so the page itself does not hold it. */
import { useEffect, useRef } from 'react'
import type { VirtualRowsProps } from './virtual-rows.tsx'

/** Of whatever rows the list has. */
export type PrintedList = VirtualRowsProps<{ id: string }>

const open: { current: unknown }[] = []

/** A list without heads (a rail) is beside the page, not the page. */
export function usePrintedList<R extends { id: string }>(list: VirtualRowsProps<R>) {
  const latest = useRef(list)
  latest.current = list
  const isPage = !list.hideHead
  useEffect(() => {
    if (!isPage) return
    open.push(latest)
    return () => {
      open.splice(open.indexOf(latest), 1)
    }
  }, [isPage])
}

/** The list of this page, if it is one. */
export const printedList = (): PrintedList | null => (open.at(-1)?.current as PrintedList | undefined) ?? null

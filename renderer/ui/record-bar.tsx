/** The strip above a record: the way back, where it stands in the list it was opened from, and its neighbours (Alt+↑ ↓). */
import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { IconButton } from './button.tsx'
import { formatPosition } from './display.ts'
import { Link } from './link.tsx'
import type { Rows } from './pages.ts'
import { PrintButton } from './printing.tsx'
import { go, type Query } from './route.ts'
import './record-bar.css'
import { isKey } from './key-map.ts'

export type Place = { index: number; total: number; previous: string | null; next: string | null }

/**
 * Where `id` stands in `rows`. `at` is its index as the list knew it (`?at=` of the record's address); without it only the first page
 * is searched. `null`: not in this list. Neighbours stay those found first: an edit may move the record within its list.
 */
export function usePlace<R extends { id: string }>(rows: Rows<R>, id: string, at: string | undefined): Place | null {
  const hint = at === undefined ? 0 : Number(at) || 0
  const { want } = rows
  useEffect(() => want(Math.max(0, hint - 1), hint + 1), [want, hint])
  const found = useRef<{ id: string; place: Place } | null>(null)
  if (found.current?.id !== id) found.current = null
  if (!found.current) {
    const near = [hint, hint - 1, hint + 1]
    const first = Array.from({ length: Math.min(100, rows.total) }, (_, index) => index)
    const index = [...near, ...first].find((one) => rows.row(one)?.id === id)
    const isThere = (one: number) => one < 0 || one >= rows.total || rows.row(one) !== undefined
    if (index === undefined || !isThere(index - 1) || !isThere(index + 1)) return null
    const place = {
      index,
      total: rows.total,
      previous: rows.row(index - 1)?.id ?? null,
      next: rows.row(index + 1)?.id ?? null,
    }
    found.current = { id, place }
  }
  return found.current.place
}

type Props = {
  /** Page of the list. */
  page: string
  name: string
  /** After the list's name, e.g. the campaign. */
  children?: ReactNode
  place: Place | null
  query: Query
  /** No record below brings the page's heading. */
  alone?: boolean
}

export function RecordBar({ page, name, children, place, query, alone = false }: Props) {
  const { index = 0, previous = null, next = null } = place ?? {}
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return
      const [target, at] = isKey(event, 'record.previous')
        ? [previous, index - 1]
        : isKey(event, 'record.next')
          ? [next, index + 1]
          : [null, 0]
      if (!target) return
      event.preventDefault()
      go(page, { id: target, query: { ...query, at: String(at) } })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [page, query, index, previous, next])
  const open = (target: string | null, at: number) => () =>
    target && go(page, { id: target, query: { ...query, at: String(at) } })
  return (
    <div className="record-bar">
      {alone && <h1 className="sr-only">{name}</h1>}
      <nav className="record-bar-way" aria-label={text.common.back}>
        <Link page={page}>{name}</Link>
        {children && (
          <>
            <span aria-hidden>/</span>
            <span className="record-bar-name">{children}</span>
          </>
        )}
      </nav>
      {!alone && <PrintButton size="small" />}
      {place && (
        <>
          <span className="second">{formatPosition(place.index + 1, place.total)}</span>
          <IconButton
            size="small"
            icon={ChevronUp}
            label={text.common.previous}
            title={`${text.common.previous} (Alt ↑)`}
            disabled={!previous}
            onClick={open(previous, index - 1)}
          />
          <IconButton
            size="small"
            icon={ChevronDown}
            label={text.common.next}
            title={`${text.common.next} (Alt ↓)`}
            disabled={!next}
            onClick={open(next, index + 1)}
          />
        </>
      )}
    </div>
  )
}

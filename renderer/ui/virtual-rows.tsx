// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which table elements do not allow
/**
 * A list of any length as a grid: ↑ ↓ Home End PageUp PageDown move, Enter opens, Space previews (or selects where there is no
 * preview), Shift extends the selection, Ctrl+A selects all, Ctrl+C copies the selection as a table, whether its rows are loaded or not.
 * Focus stays on the grid; the current row is its active descendant.
 */
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { fill } from './fill.ts'
import { ErrorPanel, Skeleton } from './page.tsx'
import { type Rows, readRows } from './pages.ts'
import { usePrintedList } from './printed-list.ts'
import { type RowWindow, useEvenRows, useHeadedRows } from './row-window.ts'
import { showFailure, showToast } from './toast-store.ts'
import './rows.css'
import { isKey } from './key-map.ts'

const defaultHeight = 33
/** What can be changed in one go, and what can be copied. */
export const mostSelected = 5000
const mostCopied = 2000
/** Of `.rows-head`. */
const headHeight = 35

export type Column<R> = {
  key: string
  label: ReactNode
  /** The label in words where it is drawn as something else: for the choice of columns and for copies. */
  name?: string
  /** A grid track: `120px`, `minmax(0, 1fr)`. */
  width: string
  align?: 'end'
  /** How the list is sorted by it; `none`: not now. The label is a button then, see `sort-head.tsx`. */
  sorted?: 'ascending' | 'descending' | 'none'
  cell: (row: R) => ReactNode
  /** False where nothing of it can be read, only seen. */
  printed?: false
  /** Whole text where the cell may be cut. */
  title?: (row: R) => string | null | undefined
}

export type VirtualRowsProps<R extends { id: string }> = {
  rows: Rows<R>
  columns: readonly Column<R>[]
  label: string
  /** Px. Default 33; 40 for the wide rows. */
  rowHeight?: number
  onOpen?: (row: R, index: number) => void
  onPeek?: (row: R, index: number) => void
  /** The row the list stands on, for the bottom strip. */
  onCurrent?: (row: R | undefined, index: number) => void
  /** Row to stand on at first, e.g. the record one came back from. */
  currentId?: string
  /** Its place, where that is known: rows that are not loaded cannot be searched. */
  currentIndex?: number
  selection?: ReadonlySet<string>
  onSelect?: (selection: Set<string>) => void
  /** Boxes to tick show only while something is selected. */
  quietSelect?: boolean
  /** Heading above the first row of a group; answer the same key for rows of one group. */
  group?: (row: R) => { key: string; heading: ReactNode }
  empty?: ReactNode
  /** Fewer columns and no head, for narrow places. */
  hideHead?: boolean
  autoFocus?: boolean
}

export function VirtualRows<R extends { id: string }>(props: VirtualRowsProps<R>) {
  const { rows, group } = props
  usePrintedList(props)
  if (rows.error && !rows.total) return <ErrorPanel error={rows.error} onRetry={rows.retry} />
  if (rows.loading) return <Skeleton rows={6} />
  if (!rows.total) return <>{props.empty}</>
  return group ? <HeadedRows {...props} /> : <EvenRows {...props} />
}

const loadedOf = <R,>(rows: Rows<R>): R[] =>
  Array.from({ length: rows.total }, (_, at) => rows.row(at)).filter((row) => row !== undefined)

function EvenRows<R extends { id: string }>(props: VirtualRowsProps<R>) {
  const { rows, rowHeight = defaultHeight, hideHead } = props
  const scroll = useRef<HTMLDivElement>(null)
  const shown = useEvenRows({ scroll, count: rows.total, rowHeight, headHeight: hideHead ? 0 : headHeight })
  return <Grid {...props} scroll={scroll} shown={shown} />
}

function HeadedRows<R extends { id: string }>(props: VirtualRowsProps<R>) {
  const { rows, rowHeight = defaultHeight } = props
  const scroll = useRef<HTMLDivElement>(null)
  const { row } = rows
  const keyOf = useCallback((index: number) => row(index)?.id, [row])
  const shown = useHeadedRows({ scroll, count: rows.total, rowHeight, keyOf })
  return <Grid {...props} scroll={scroll} shown={shown} />
}

type GridProps<R extends { id: string }> = VirtualRowsProps<R> & {
  scroll: RefObject<HTMLDivElement | null>
  shown: RowWindow
}

function Grid<R extends { id: string }>(props: GridProps<R>) {
  const { rows, columns, label, rowHeight = defaultHeight, onOpen, onPeek, onCurrent } = props
  const { currentId, currentIndex, selection, onSelect, group, hideHead, scroll, shown } = props
  const { items, scrollTo } = shown
  const id = useId()
  const [current, setCurrent] = useState(0)
  const index = Math.min(current, Math.max(0, rows.total - 1))
  const [anchor, setAnchor] = useState(0)
  const firstShown = items[0]?.index ?? 0
  const lastShown = items.at(-1)?.index ?? 0

  const { want } = rows
  useEffect(() => want(firstShown, lastShown), [want, firstShown, lastShown])

  const currentRow = rows.row(index)
  const tell = useRef(onCurrent)
  tell.current = onCurrent
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once a row, not at every refresh
  useEffect(() => tell.current?.(currentRow, index), [currentRow?.id, index])

  const settled = useRef(false)
  useEffect(() => {
    if (settled.current || !rows.total) return
    settled.current = true
    if (currentIndex !== undefined && currentIndex < rows.total) {
      setCurrent(currentIndex)
      scrollTo(currentIndex, 'center')
      return
    }
    if (!currentId) return
    for (let at = 0; at < Math.min(rows.total, 500); at++) {
      if (rows.row(at)?.id !== currentId) continue
      setCurrent(at)
      scrollTo(at, 'center')
      break
    }
  }, [rows, currentId, currentIndex, scrollTo])

  const { autoFocus } = props
  useEffect(() => {
    const active = document.activeElement
    // a heading has the focus only because nothing else wanted it; a link of the navigation has done its work
    const isFree = !active || active === document.body || active.matches('h1, nav a')
    if (autoFocus && isFree) scroll.current?.focus()
  }, [autoFocus, scroll])

  const toggle = (at: number) => {
    const row = rows.row(at)
    if (!row || !onSelect) return
    const next = new Set(selection)
    if (!next.delete(row.id)) next.add(row.id)
    setAnchor(at)
    onSelect(next)
  }
  const selectTo = (at: number) => {
    if (!onSelect) return
    const next = new Set(selection)
    for (let one = Math.min(anchor, at); one <= Math.max(anchor, at); one++) {
      const row = rows.row(one)
      if (row) next.add(row.id)
    }
    onSelect(next)
  }
  const move = (at: number, extend: boolean) => {
    const next = Math.max(0, Math.min(rows.total - 1, at))
    setCurrent(next)
    scrollTo(next)
    if (extend && onSelect) selectTo(next)
    else setAnchor(next)
  }

  /** What is selected, else the row one stands on; rows that went off the screen are read again. */
  const copy = async () => {
    const row = rows.row(index)
    const count = selection?.size ?? 0
    if (count > mostCopied) return showToast({ message: fill(text.common.copyTooMany, { count: mostCopied }) })
    const chosen = count > 0 ? loadedOf(rows).filter(({ id: one }) => selection?.has(one)) : row ? [row] : []
    const copied =
      chosen.length < count ? (await readRows(rows, rows.total)).filter(({ id: one }) => selection?.has(one)) : chosen
    const { copyRows } = await import('./copy-rows.tsx')
    await copyRows(copied, columns)
  }
  const selectAll = async () => {
    if (!onSelect) return
    const loaded = loadedOf(rows)
    const all = loaded.length < rows.total ? await readRows(rows, mostSelected) : loaded
    onSelect(new Set(all.slice(0, mostSelected).map(({ id: one }) => one)))
    if (rows.total > mostSelected) showToast({ message: fill(text.common.selectedFirst, { count: mostSelected }) })
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing || event.altKey || !rows.total) return
    const inside = event.target !== event.currentTarget
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 400) / rowHeight) - 1)
    const to = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: rows.total - 1,
      PageDown: index + page,
      PageUp: index - page,
    }[event.key]
    const row = rows.row(index)
    if (inside && (event.target as HTMLElement).matches('input:not([type="checkbox"]), textarea')) return
    if (to !== undefined) move(to, event.shiftKey)
    else if (inside) return
    else if (event.key === 'Enter' && row && onOpen) onOpen(row, index)
    else if (event.key === ' ' && row && (onPeek || onSelect)) {
      if (onPeek && !isKey(event, 'list.selectMore')) onPeek(row, index)
      else toggle(index)
    } else if (isKey(event, 'list.selectAll') && onSelect) {
      void selectAll().catch(showFailure)
    } else if (event.key === 'Escape' && selection?.size && onSelect) onSelect(new Set())
    else if (isKey(event, 'list.copy') && !getSelection()?.toString()) void copy().catch(showFailure)
    else return
    event.preventDefault()
  }

  const boxes = onSelect && (!props.quietSelect || (selection?.size ?? 0) > 0)
  const isWhole = (selection?.size ?? 0) > 0 && (selection?.size ?? 0) >= Math.min(rows.total, mostSelected)
  const template = {
    gridTemplateColumns: `${boxes ? '24px ' : ''}${columns.map((column) => column.width).join(' ')}`,
  }
  return (
    <div className="rows">
      <div
        ref={scroll}
        className="rows-scroll"
        role="grid"
        aria-label={label}
        aria-rowcount={rows.total + 1}
        aria-multiselectable={onSelect ? true : undefined}
        aria-activedescendant={items.some((item) => item.index === index) ? `${id}-${index}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className={hideHead ? 'sr-only' : undefined}>
          <div className="rows-head" role="row" aria-rowindex={1} style={template} tabIndex={-1}>
            {boxes && (
              <span role="columnheader" tabIndex={-1}>
                <input
                  type="checkbox"
                  className="row-check"
                  tabIndex={-1}
                  aria-label={text.common.selectAll}
                  checked={isWhole}
                  ref={(box) => {
                    if (box) box.indeterminate = !isWhole && (selection?.size ?? 0) > 0
                  }}
                  onChange={() => {
                    if (isWhole) onSelect(new Set())
                    else selectAll().catch(showFailure)
                  }}
                />
              </span>
            )}
            {columns.map((column) => (
              <span
                key={column.key}
                role="columnheader"
                tabIndex={-1}
                aria-sort={column.sorted}
                className={column.align === 'end' ? 'list-cell-end' : undefined}
              >
                {column.label}
              </span>
            ))}
          </div>
        </div>
        <div className="rows-body" role="rowgroup" style={{ height: shown.height }}>
          {items.map((item) => {
            const row = rows.row(item.index)
            const own = row && group?.(row)
            const before = item.index > 0 ? rows.row(item.index - 1) : undefined
            const heading = own && (!before || group?.(before).key !== own.key) ? own.heading : null
            const selected = row ? selection?.has(row.id) : false
            return (
              <div
                key={row?.id ?? `empty-${item.index}`}
                ref={shown.measure}
                data-index={item.index}
                className="rows-item"
                role="presentation"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {heading && (
                  <div className="rows-group" role="presentation">
                    {heading}
                  </div>
                )}
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys */}
                <div
                  id={`${id}-${item.index}`}
                  role="row"
                  tabIndex={-1}
                  aria-rowindex={item.index + 2}
                  aria-selected={onSelect ? selected : item.index === index}
                  className={`list-row${item.index === index ? ' list-row-current' : ''}`}
                  style={{ ...template, height: rowHeight }}
                  onPointerDown={(event) => {
                    if (!event.currentTarget.contains(event.target as Node)) return
                    // a control in the row takes the list along, but its selection is its own
                    const control = (event.target as HTMLElement).closest('button, a, input')
                    if (control) return setCurrent(item.index)
                    if (event.shiftKey) event.preventDefault()
                    move(item.index, event.shiftKey)
                  }}
                  onClick={(event) => {
                    // a panel opened in the row is its child in React, but not on screen
                    if (!event.currentTarget.contains(event.target as Node)) return
                    if ((event.target as HTMLElement).closest('button, a, input')) return
                    scroll.current?.focus({ preventScroll: true })
                    if (event.ctrlKey) toggle(item.index)
                    else if (!event.shiftKey && row) onOpen?.(row, item.index)
                  }}
                >
                  {boxes && (
                    <span role="gridcell" tabIndex={-1}>
                      <input
                        type="checkbox"
                        className="row-check"
                        tabIndex={-1}
                        aria-label={fill(text.common.selectRow, { index: item.index + 1 })}
                        checked={selected ?? false}
                        onChange={() => toggle(item.index)}
                      />
                    </span>
                  )}
                  {columns.map((column) => (
                    <span
                      key={column.key}
                      role="gridcell"
                      tabIndex={-1}
                      className={`list-cell${column.align === 'end' ? ' list-cell-end' : ''}`}
                      title={row ? (column.title?.(row) ?? undefined) : undefined}
                    >
                      {row ? column.cell(row) : null}
                    </span>
                  ))}
                </div>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** 看板: findings by stage, moved by hand or by key. */
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Finding } from '../../../shared/domain/findings.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { call, useRead } from '../../api.ts'
import { labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { usePages } from '../../ui/pages.ts'
import { usePrintedList } from '../../ui/printed-list.ts'
import { moveAll } from './batch.ts'
import { BoardColumn, type BoardStage } from './board-column.tsx'
import { useCardDrag } from './board-drag.ts'
import { boardWidths, columnGap } from './board-widths.ts'
import { CardBody, type CardLook } from './card.tsx'
import { columnsOf } from './columns.tsx'
import type { Filter } from './filters.ts'
import type { FindingRow } from './grouped-rows.ts'
import './board.css'
import { isKey } from '../../ui/key-map.ts'

const words = text.findings.board
export const stages = Object.keys(words.notes) as BoardStage[]
type Stage = NonNullable<Finding['stage']>

type Place = { stage: BoardStage; index: number }

const printedColumns = columnsOf({ narrow: false, sorting: null })

/** On paper a board is a table, stage by stage: its columns show only the cards in view. */
function usePrintedBoard(filter: Filter, columns: readonly { stage: BoardStage; count: number }[]) {
  usePrintedList<FindingRow>({
    label: words.label,
    columns: printedColumns,
    group: ({ stage }) => ({ key: stage ?? '', heading: labelOf(text.domain.findingStage, stage) }),
    rows: {
      total: columns.reduce((sum, { count }) => sum + count, 0),
      row: () => undefined,
      want: () => {},
      loading: false,
      error: null,
      retry: () => {},
      read: async (offset, limit) => {
        const rows: FindingRow[] = []
        let start = 0
        for (const { stage, count } of columns) {
          const from = Math.max(0, offset - start)
          const wanted = Math.min(count, offset + limit - start) - from
          if (wanted > 0) {
            const page = await call('findings.list', { ...filter, stage, offset: from, limit: wanted })
            rows.push(...page.rows.map((row, at) => ({ ...row, finding: row.id, place: from + at })))
          }
          start += count
        }
        return rows
      },
    },
  })
}

type Props = {
  filter: Filter
  look: CardLook
  selection: ReadonlySet<string>
  onSelect: (selection: Set<string>) => void
  onOpen: (item: FindingItem, index: number) => void
  onPeek: () => void
  onCurrent: (item: FindingItem | undefined) => void
  /** The card to stand on at first. */
  start?: Place
}

export function Board({ filter, look, selection, onSelect, onOpen, onPeek, onCurrent, start }: Props) {
  const { data: groups } = useRead('findings.groups', { ...filter, by: 'stage' })
  const columns = {
    raw: usePages('findings.list', { ...filter, stage: 'raw' }),
    sorted: usePages('findings.list', { ...filter, stage: 'sorted' }),
    analysed: usePages('findings.list', { ...filter, stage: 'analysed' }),
    distilled: usePages('findings.list', { ...filter, stage: 'distilled' }),
    adopted: usePages('findings.list', { ...filter, stage: 'adopted' }),
  }
  const counts = stages.map(
    (stage) => columns[stage].first?.total ?? groups?.find(({ key }) => key === stage)?.count ?? 0,
  )
  usePrintedBoard(
    filter,
    stages.flatMap((stage, at) => ({ stage, count: counts[at] ?? 0 })),
  )
  const [place, setPlace] = useState<Place | null>(start ?? null)
  const board = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState(0)
  useLayoutEffect(() => {
    const element = board.current
    if (!element) return
    // without the padding that leaves room for rings
    const measure = () => setRoom(element.clientWidth - 6)
    measure()
    const sizes = new ResizeObserver(measure)
    sizes.observe(element)
    return () => sizes.disconnect()
  }, [])
  const widths = boardWidths(counts, room)
  const wide = widths.reduce((sum, { width }) => sum + width, columnGap * (stages.length - 1))

  const current = place && columns[place.stage].row(Math.min(place.index, columns[place.stage].total - 1))
  const tell = useRef(onCurrent)
  tell.current = onCurrent
  useLayoutEffect(() => tell.current(current || undefined), [current])

  const focusColumn = (stage: BoardStage) =>
    board.current
      ?.querySelector<HTMLElement>(`[data-stage="${stage}"] [role="listbox"]`)
      ?.focus({ preventScroll: true })
  const stand = (stage: BoardStage, index: number) => setPlace({ stage, index })

  // the board takes the focus as a list does, once there is a card to stand on
  const settled = useRef(false)
  const firstFilled = stages.find((stage) => columns[stage].total > 0)
  useLayoutEffect(() => {
    if (settled.current || !firstFilled || room === 0) return
    const stage = start && columns[start.stage].total > 0 ? start.stage : firstFilled
    settled.current = true
    if (!start) setPlace({ stage, index: 0 })
    const active = document.activeElement
    if (!active || active === document.body || active.matches('h1, nav a')) focusColumn(stage)
  })

  // a moved card is among the newest of its column: the board stands on it there as soon as it is drawn
  const follow = useRef<{ stage: BoardStage; id: string } | null>(null)
  useLayoutEffect(() => {
    if (!follow.current) return
    const { stage, id } = follow.current
    const index = Array.from({ length: 50 }, (_, at) => at).find((at) => columns[stage].row(at)?.id === id)
    if (index === undefined) return
    follow.current = null
    setPlace({ stage, index })
    focusColumn(stage)
    board.current?.querySelector(`[data-stage="${stage}"]`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  })

  const move = async (item: FindingItem, ids: readonly string[], stage: string) => {
    if (stages.includes(stage as BoardStage)) follow.current = { stage: stage as BoardStage, id: item.id }
    if (!(await moveAll(ids, stage as Stage))) follow.current = null
    else if (ids.length > 1) onSelect(new Set())
  }
  const chosen = (item: FindingItem) => (selection.has(item.id) ? [...selection] : [item.id])
  const { drag, take, lifted, scroller } = useCardDrag(({ item, ids }, stage) => void move(item, ids, stage))

  const toggle = (item: FindingItem) => {
    const next = new Set(selection)
    if (!next.delete(item.id)) next.add(item.id)
    onSelect(next)
  }

  /** The card beside, in the same row or the next column that has any. */
  const beside = ({ stage, index }: Place, by: 1 | -1) => {
    const lanes = widths[stages.indexOf(stage)]?.lanes ?? 1
    const lane = index % lanes
    const within = lane + by >= 0 && lane + by < lanes && index + by < columns[stage].total
    if (within) return stand(stage, index + by)
    for (let at = stages.indexOf(stage) + by; stages[at]; at += by) {
      const next = stages[at] as BoardStage
      const { total } = columns[next]
      if (total === 0) continue
      const nextLanes = widths[at]?.lanes ?? 1
      const row = Math.floor(index / lanes)
      stand(next, Math.min(total - 1, row * nextLanes + (by < 0 ? nextLanes - 1 : 0)))
      return focusColumn(next)
    }
  }

  const onKey = (stage: BoardStage) => (event: KeyboardEvent, item: FindingItem | undefined) => {
    const by = event.key === 'ArrowRight' ? 1 : -1
    if (isKey(event, 'board.left') || isKey(event, 'board.right')) beside(place ?? { stage, index: 0 }, by)
    else if (isKey(event, 'board.stageBack') || isKey(event, 'board.stageOn')) {
      const next = stages[stages.indexOf(stage) + by]
      if (item && next) void move(item, chosen(item), next)
    } else if (event.key === 'Enter' && item) onOpen(item, place?.index ?? 0)
    else if (event.key === ' ' && item) {
      if (event.ctrlKey) toggle(item)
      else onPeek()
    } else if (event.key === 'Escape' && selection.size > 0) onSelect(new Set())
    else return false
    return true
  }

  const isScrolled = room > 0 && wide > room
  return (
    <div className="board-frame">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset lays its parts out by itself */}
      <div
        ref={(element) => {
          board.current = element
          scroller.current = element
        }}
        className={`board${drag ? ' board-dragging' : ''}`}
        role="group"
        aria-label={words.label}
        // scrolls sideways by key, too
        tabIndex={isScrolled ? 0 : undefined}
      >
        {room > 0 &&
          stages.map((stage, at) => (
            <BoardColumn
              key={stage}
              stage={stage}
              count={counts[at] ?? 0}
              rows={columns[stage]}
              size={widths[at] ?? { width: 0, lanes: 1 }}
              look={look}
              current={place?.stage === stage ? place.index : null}
              selection={selection}
              drag={drag}
              onCurrent={(index) => stand(stage, index)}
              onToggle={toggle}
              onOpen={onOpen}
              onTake={(event, item) => take(event, { item, ids: chosen(item), from: stage })}
              onKey={onKey(stage)}
            />
          ))}
      </div>
      {drag &&
        createPortal(
          <div
            ref={lifted}
            className="card card-lifted"
            style={{
              width: drag.at.width,
              transform: `translate(${drag.at.x - drag.at.inX}px, ${drag.at.y - drag.at.inY}px)`,
            }}
            aria-hidden
          >
            <CardBody finding={drag.item} look={look} />
            {drag.ids.length > 1 && (
              <span className="card-many">{fill(words.dragged, { count: drag.ids.length })}</span>
            )}
          </div>,
          document.body,
        )}
    </div>
  )
}

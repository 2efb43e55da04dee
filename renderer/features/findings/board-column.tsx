/** One stage of the board: a list box of cards, as long as it may be. */
import { Check } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingItem } from '../../../shared/views.ts'
import { formatNumber, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel, Skeleton } from '../../ui/page.tsx'
import type { Rows } from '../../ui/pages.ts'
import { useEvenRows } from '../../ui/row-window.ts'
import type { Drag } from './board-drag.ts'
import { type ColumnWidth, cardGap } from './board-widths.ts'
import { CardBody, type CardLook } from './card.tsx'

const words = text.findings.board
/** Px of a card and the gap below it. */
const cardHeight = 117
const pitch = cardHeight + cardGap

export type BoardStage = keyof typeof words.notes

type Props = {
  stage: BoardStage
  count: number
  rows: Rows<FindingItem>
  size: ColumnWidth
  look: CardLook
  /** The card the column stands on; `null`: the board stands in another column. */
  current: number | null
  selection: ReadonlySet<string>
  drag: Drag | null
  onCurrent: (index: number) => void
  onToggle: (item: FindingItem) => void
  onOpen: (item: FindingItem, index: number) => void
  onTake: (event: PointerEvent<HTMLElement>, item: FindingItem) => void
  /** Answers whether it used the key. */
  onKey: (event: KeyboardEvent, item: FindingItem | undefined) => boolean
}

export function BoardColumn(props: Props) {
  const { stage, count, size, drag } = props
  const name = labelOf(text.domain.findingStage, stage) ?? stage
  const isOver = drag?.over === stage
  return (
    <section
      className={`board-column${count === 0 ? ' board-column-empty' : ''}`}
      data-stage={stage}
      style={{ width: size.width }}
      aria-label={fill(words.column, { stage: name, count: formatNumber(count) })}
    >
      <header className={`board-head${count > 0 ? ' board-head-filled' : ''}${isOver ? ' board-head-over' : ''}`}>
        <h2>
          {name}
          <span className="board-count">{formatNumber(count)}</span>
        </h2>
        <p className="faint">{words.notes[stage]}</p>
      </header>
      <div className="board-place">
        <Cards {...props} name={name} />
        {isOver && (
          <div className="board-drop" aria-hidden>
            {fill(words.dropTo, { stage: name })}
          </div>
        )}
      </div>
    </section>
  )
}

function Cards(props: Props & { name: string }) {
  const { rows, count, stage } = props
  if (rows.error && !rows.total) return <ErrorPanel error={rows.error} onRetry={rows.retry} />
  if (rows.loading) return <Skeleton rows={3} />
  if (rows.total === 0) return <p className="board-empty">{count === 0 ? words.empty[stage] : null}</p>
  return <CardList {...props} />
}

function CardList(props: Props & { name: string }) {
  const { rows, name, size, look, current, selection, drag, onCurrent, onToggle, onOpen, onTake, onKey } = props
  const id = useId()
  const scroll = useRef<HTMLDivElement>(null)
  const { lanes } = size
  const shown = useEvenRows({ scroll, count: Math.ceil(rows.total / lanes), rowHeight: pitch, headHeight: 0 })
  const first = (shown.items[0]?.index ?? 0) * lanes
  const last = ((shown.items.at(-1)?.index ?? 0) + 1) * lanes - 1
  const { want } = rows
  useEffect(() => want(first, Math.min(last, rows.total - 1)), [want, first, last, rows.total])
  const index = current === null ? null : Math.min(current, rows.total - 1)
  const { scrollTo } = shown
  useEffect(() => {
    if (index !== null) scrollTo(Math.floor(index / lanes))
  }, [index, lanes, scrollTo])

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing || event.altKey) return
    const at = index ?? 0
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 400) / pitch)) * lanes
    const plain = !event.ctrlKey && !event.metaKey
    const to = plain
      ? {
          ArrowDown: at + lanes,
          ArrowUp: at - lanes,
          Home: 0,
          End: rows.total - 1,
          PageDown: at + page,
          PageUp: at - page,
        }[event.key]
      : undefined
    if (to !== undefined) {
      // below the last full row lies the last card
      const isBelow = to >= rows.total && Math.floor(at / lanes) < Math.floor((rows.total - 1) / lanes)
      const next = isBelow ? rows.total - 1 : to >= rows.total && event.key === 'ArrowDown' ? at : to
      onCurrent(Math.max(0, Math.min(rows.total - 1, next < 0 && event.key === 'ArrowUp' ? at : next)))
    } else if (!onKey(event, rows.row(at))) return
    event.preventDefault()
  }

  return (
    <div
      ref={scroll}
      className="board-cards"
      role="listbox"
      aria-label={name}
      aria-multiselectable
      aria-activedescendant={index === null ? undefined : `${id}-${index}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (current === null && event.currentTarget.matches(':focus-visible')) onCurrent(first)
      }}
    >
      <div className="board-cards-inside" role="presentation" style={{ height: shown.height - cardGap }}>
        {shown.items.flatMap((line) =>
          Array.from({ length: lanes }, (_, lane) => {
            const at = line.index * lanes + lane
            const item = rows.row(at)
            if (at >= rows.total) return null
            const style = {
              top: line.start,
              left: `calc((100% + ${cardGap}px) / ${lanes} * ${lane})`,
              width: `calc((100% - ${cardGap * (lanes - 1)}px) / ${lanes})`,
              height: cardHeight,
            }
            if (!item)
              return <div key={`empty-${at}`} className="card card-loading" role="presentation" style={style} />
            const isTaken = drag?.ids.includes(item.id) ?? false
            const isSelected = selection.has(item.id)
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys
              <div
                key={item.id}
                id={`${id}-${at}`}
                className={`card${at === index ? ' card-current' : ''}${isSelected ? ' card-selected' : ''}${isTaken ? ' card-taken' : ''}`}
                role="option"
                tabIndex={-1}
                aria-selected={isSelected}
                style={style}
                onPointerDown={(event) => onTake(event, item)}
                // the list box keeps the focus
                onMouseDown={(event) => event.preventDefault()}
                onClick={(event) => {
                  onCurrent(at)
                  scroll.current?.focus({ preventScroll: true })
                  if (event.ctrlKey || event.metaKey || (event.target as HTMLElement).closest('.card-check'))
                    onToggle(item)
                  else onOpen(item, at)
                }}
              >
                {isTaken ? (
                  <span className="card-gone">{words.takenFrom}</span>
                ) : (
                  <>
                    <span className="card-check" aria-hidden title={words.select}>
                      {isSelected && <Check size={14} strokeWidth={2.4} />}
                    </span>
                    <CardBody finding={item} look={look} />
                  </>
                )}
              </div>
            )
          }),
        )}
      </div>
    </div>
  )
}

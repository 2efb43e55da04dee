/** The text as it was pasted, with what was read out of it underlined; a number leads to its card, a click to the nearest one. */
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import type { Proposal } from '../../../shared/domain/intake.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { fill } from '../../ui/fill.ts'
import { isAccepted, linkOf, numbersOf, type Review } from './press-model.ts'
import { select } from './press-store.ts'
import './marks.css'

const words = text.intake.press

type Mark = { from: number; to: number; id: string; tone: string }
type Piece = { from: number; to: number; marks: Mark[] }

/** What the underline looks like; findings have the colour of their kind. */
const toneOf = ({ entity, fields }: Proposal): string => (entity === 'findings' ? `finding-${fields.kind}` : entity)

function marksOf({ reading, ...review }: Review): Mark[] {
  return reading.proposals.flatMap((proposal) =>
    isAccepted({ reading, ...review }, proposal.id) || linkOf({ reading, ...review }, proposal.id) !== null
      ? proposal.passages.map(([from, to]) => ({ from, to, id: proposal.id, tone: toneOf(proposal) }))
      : [],
  )
}

/** Stretches that are covered by the same passages. The smallest passage is what a click on one means. */
export function piecesOf(length: number, marks: readonly Mark[]): Piece[] {
  const cuts = [...new Set([0, length, ...marks.flatMap(({ from, to }) => [from, to])])]
    .filter((at) => at >= 0 && at <= length)
    .sort((a, b) => a - b)
  const starting = [...marks].sort((a, b) => a.from - b.from)
  let next = 0
  let open: Mark[] = []
  return cuts.slice(0, -1).map((from, index) => {
    open = open.filter(({ to }) => to > from)
    while (next < starting.length && starting[next]!.from <= from) open.push(starting[next++]!)
    const own = open.filter(({ to }) => to > from).sort((a, b) => a.to - a.from - (b.to - b.from))
    return { from, to: cuts[index + 1]!, marks: own }
  })
}

/** 12, 13, 14 → 12–14 */
function numberText(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b)
  const [first] = sorted
  const last = sorted.at(-1)
  return first === last
    ? String(first)
    : last! - first! === sorted.length - 1
      ? `${first}–${last}`
      : sorted.slice(0, 3).join('·')
}

export function SourceText({
  review,
  current,
  onOpen,
}: {
  review: Review
  current: string | null
  onOpen: (id: string) => void
}) {
  const { reading } = review
  const box = useRef<HTMLDivElement>(null)
  const marks = useMemo(() => marksOf(review), [review])
  const pieces = useMemo(() => piecesOf(reading.text.length, marks), [reading.text.length, marks])
  const numbers = useMemo(() => numbersOf(reading), [reading])
  const firsts = useMemo(() => {
    const at = new Map<number, string[]>()
    for (const { id, passages } of reading.proposals) {
      const [from] = passages[0] ?? []
      if (from !== undefined && numbers.has(id)) at.set(from, [...(at.get(from) ?? []), id])
    }
    return at
  }, [reading, numbers])

  // the passage of the card one stands on
  useEffect(() => {
    const proposal = reading.proposals.find(({ id }) => id === current)
    const [from] = proposal?.passages[0] ?? []
    if (from === undefined) return
    box.current?.querySelector(`[data-at="${from}"]`)?.scrollIntoView({ block: 'center' })
  }, [current, reading])

  const shown = (piece: Piece): ReactNode => {
    const said = reading.text.slice(piece.from, piece.to)
    const [top] = piece.marks
    const isCurrent = piece.marks.some(({ id }) => id === current)
    const starting = (firsts.get(piece.from) ?? []).filter((id) => marks.some((mark) => mark.id === id))
    return (
      <span key={piece.from}>
        {starting.length > 0 && (
          <button
            type="button"
            className={`intake-number${starting.includes(current ?? '') ? ' intake-number-current' : ''}`}
            aria-label={fill(words.passage, { number: numberText(starting.map((id) => numbers.get(id)!)) })}
            onClick={() => onOpen(starting[0]!)}
          >
            {numberText(starting.map((id) => numbers.get(id)!))}
          </button>
        )}
        <span
          data-at={piece.from}
          data-id={top?.id}
          className={
            `${top ? `intake-mark intake-mark-${top.tone}` : ''}${isCurrent ? ' intake-mark-current' : ''}` || undefined
          }
        >
          {said}
        </span>
      </span>
    )
  }
  return (
    <section ref={box} className="intake-source" aria-label={words.source}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the numbers in it, and the cards, do the same by key */}
      <div
        className="intake-source-text"
        onClick={(event) => {
          if (getSelection()?.isCollapsed === false) return
          const id = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset.id
          if (id) onOpen(id)
          else select(null)
        }}
      >
        {pieces.map(shown)}
      </div>
    </section>
  )
}

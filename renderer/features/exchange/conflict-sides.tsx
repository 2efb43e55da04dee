/** The writings of a conflict beside each other. */

import type { Mark } from '../../../shared/sync/prose.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { ConflictDetail } from '../../../shared/views.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { displayPunctuation, formatStamp } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Segmented } from '../../ui/switches.tsx'
import { valueLabel } from './conflict-labels.ts'
import { MarkedText } from './conflict-text.tsx'

const words = text.exchange.conflict
type Side = ConflictDetail['sides'][number]

const deviceName = (side: Side) => side.deviceName ?? (side.own ? words.own : words.unknownDevice)

/** This computer, when, and which came first. */
function sideNote(side: Side, other: Side | undefined, withOwn = true): string {
  const order = !other || other.at === side.at ? null : side.at > other.at ? words.later : words.earlier
  const note = withOwn && side.own && side.deviceName ? words.ownNote : words.note
  return fill(note, { time: formatStamp(side.at), order: order ?? '' }).trim()
}

type SidesProps = {
  detail: ConflictDetail
  /** Places in `detail.sides` that lie left and right. */
  chosen: [number, number]
  onSides: (chosen: [number, number]) => void
  onUse?: (place: number) => void
  marks?: (base: string, side: string) => Mark[]
}

export function Sides({ detail, chosen, onSides, onUse, marks }: SidesProps) {
  const { sides, base } = detail
  const many = sides.length > 2
  return (
    <>
      {many && <p className="second">{fill(words.sides, { count: sides.length })}</p>}
      <div className="conflict-sides">
        {chosen.map((place, at) => {
          const side = sides[place]
          if (!side) return null
          const other = sides[chosen[1 - at]!]
          return (
            <article key={at === 0 ? 'left' : 'right'} className="conflict-card" aria-label={deviceName(side)}>
              {many && (
                <Segmented
                  label={at === 0 ? words.left : words.right}
                  value={String(place)}
                  choices={sides.map((one, index) => ({ value: String(index), label: deviceName(one) }))}
                  onChange={(value) => {
                    const next = Number(value)
                    const rest = chosen[1 - at]!
                    const apart = rest === next ? place : rest
                    onSides(at === 0 ? [next, apart] : [apart, next])
                  }}
                />
              )}
              <header>
                <h3>{deviceName(side)}</h3>
                <span className="faint">{sideNote(side, other)}</span>
                {onUse && <Kbd>{at + 1}</Kbd>}
              </header>
              <div className="conflict-text">
                <SideValue detail={detail} side={side} base={base} marks={marks} />
              </div>
              {onUse && <Button onClick={() => onUse(place)}>{at === 0 ? words.useLeft : words.useRight}</Button>}
            </article>
          )
        })}
      </div>
      {!marks && base !== null && (
        <p className="second">
          {fill(words.oldValue, { value: valueLabel(detail.entity, detail.field, base, null) ?? words.nothing })}
        </p>
      )}
    </>
  )
}

function SideValue({
  detail,
  side,
  base,
  marks,
}: { detail: ConflictDetail; side: Side } & Pick<SidesProps, 'marks'> & { base: ConflictDetail['base'] }) {
  const { value } = side
  if (marks && typeof base === 'string')
    return <MarkedText marks={marks(base, typeof value === 'string' ? value : '')} />
  const label = valueLabel(detail.entity, detail.field, value, side.shown)
  return label === null ? <span className="faint">{words.nothing}</span> : displayPunctuation(label)
}

type DeletionProps = { detail: ConflictDetail; onKeep: () => void; onRemove: () => void }

export function DeletionSides({ detail, onKeep, onRemove }: DeletionProps) {
  const byKeep = detail.sides.find((side) => side.value === null || side.value === 0)
  const byRemove = detail.sides.find((side) => side !== byKeep)
  return (
    <div className="conflict-sides">
      <article className="conflict-card" aria-label={words.keep}>
        <header>
          <h3>{words.keep}</h3>
          {byKeep && <span className="faint">{`${deviceName(byKeep)} ${sideNote(byKeep, byRemove, false)}`}</span>}
          <Kbd>1</Kbd>
        </header>
        <p className="conflict-text">{words.keepText}</p>
        <Button onClick={onKeep}>{words.keep}</Button>
      </article>
      <article className="conflict-card" aria-label={words.remove}>
        <header>
          <h3>{words.remove}</h3>
          {byRemove && <span className="faint">{`${deviceName(byRemove)} ${sideNote(byRemove, byKeep, false)}`}</span>}
          <Kbd>2</Kbd>
        </header>
        <p className="conflict-text">{words.removeText}</p>
        <Button variant="danger" onClick={onRemove}>
          {words.remove}
        </Button>
      </article>
    </div>
  )
}

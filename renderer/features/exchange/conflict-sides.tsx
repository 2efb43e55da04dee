/** The writings of a conflict beside each other. */
import type { ReactNode } from 'react'
import type { Mark } from '../../../shared/sync/prose.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Move } from '../../../shared/views/ledger.ts'
import type { ConflictDetail } from '../../../shared/views.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { displayPunctuation, formatStamp, isAhead } from '../../ui/display.ts'
import { fieldLabel, valueLabel } from '../../ui/field-values.ts'
import { fill } from '../../ui/fill.ts'
import { Segmented } from '../../ui/switches.tsx'
import { MarkedText } from './conflict-text.tsx'

const words = text.exchange.conflict
type Side = ConflictDetail['sides'][number]

export const deviceName = (side: Side) => side.deviceName ?? (side.own ? words.own : words.unknownDevice)

/** Who, on this computer, when, and which came first. A clock far ahead says nothing about the order. */
function sideNote(side: Side, other: Side | undefined): string {
  const unsure = [side, other].some((one) => one && isAhead(one.at))
  const order = !other || other.at === side.at || unsure ? null : side.at > other.at ? words.later : words.earlier
  const own = side.own && side.deviceName ? words.own : null
  const person = side.person === deviceName(side) ? null : side.person
  const who = [own, person].filter(Boolean).join(text.common.listComma)
  return fill(words.note, {
    who: who && fill(words.whoNote, { who }),
    time: formatStamp(side.at),
    order: order ?? '',
  }).trim()
}

const fullName = (side: Side) =>
  side.person && side.person !== deviceName(side)
    ? fill(words.namePerson, { name: deviceName(side), person: side.person })
    : deviceName(side)

function Ahead({ side }: { side: Side | undefined }) {
  if (!side || !isAhead(side.at)) return null
  return <p className="conflict-ahead">{fill(words.ahead, { time: formatStamp(side.at) })}</p>
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
              <Ahead side={side} />
              <div className="conflict-text">
                <SideValue detail={detail} side={side} other={other} marks={marks} />
              </div>
              {side.move && <Step detail={detail} move={side.move} />}
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
  other,
  marks,
}: { detail: ConflictDetail; side: Side; other: Side | undefined } & Pick<SidesProps, 'marks'>) {
  const { value } = side
  const { base } = detail
  if (marks && typeof base === 'string')
    return <MarkedText marks={marks(base, typeof value === 'string' ? value : '')} />
  // both wrote the first text: what the other side does not say is marked
  if (marks && typeof value === 'string' && typeof other?.value === 'string')
    return <MarkedText marks={marks(other.value, value).filter(({ mark }) => mark !== 'deleted')} />
  const label = valueLabel(detail.entity, detail.field, value, side.shown)
  return label === null ? <span className="faint">{words.nothing}</span> : displayPunctuation(label)
}

/** The step that led to a stage: who took it, when, and why. */
function Step({ detail, move }: { detail: ConflictDetail; move: Move }) {
  const name = (stage: string | null) => valueLabel(detail.entity, 'stage', stage, null) ?? words.nothing
  const who = [move.actor, move.at?.slice(0, 16).replace('T', ' ')].filter(Boolean).join(text.common.comma)
  return (
    <p className="conflict-step">
      <span className="second">{fill(words.step, { from: name(move.from), to: name(move.to), who })}</span>
      {move.text && <span>{displayPunctuation(move.text)}</span>}
    </p>
  )
}

type DeletionProps = { detail: ConflictDetail; onKeep: () => void; onRemove: () => void }

export function DeletionSides({ detail, onKeep, onRemove }: DeletionProps) {
  const byKeep = detail.sides.find((side) => side.value === null || side.value === 0)
  const byRemove = detail.sides.find((side) => side !== byKeep)
  const wrote = (byKeep?.shown ?? '').split(' ').filter(Boolean)
  const fields = wrote.map((field) => fieldLabel(detail.entity, field)).join(text.common.listComma)
  return (
    <div className="conflict-sides">
      <DeletionCard title={words.keep} keys="1" button={<Button onClick={onKeep}>{words.keep}</Button>}>
        <Ahead side={byKeep} />
        <p className="second">
          {byKeep ? fill(words.whoKept, { name: fullName(byKeep), time: formatStamp(byKeep.at) }) : words.addedBelow}
        </p>
        {fields && <p className="second">{fill(words.edited, { fields })}</p>}
        <p className="conflict-text">{words.keepText}</p>
      </DeletionCard>
      <DeletionCard
        title={words.remove}
        keys="2"
        button={
          <Button variant="danger" onClick={onRemove}>
            {words.remove}
          </Button>
        }
      >
        <Ahead side={byRemove} />
        {byRemove && (
          <p className="second">
            {fill(words.whoRemoved, { name: fullName(byRemove), time: formatStamp(byRemove.at) })}
          </p>
        )}
        <p className="conflict-text">{words.removeText}</p>
      </DeletionCard>
    </div>
  )
}

type CardProps = { title: string; keys: string; button: ReactNode; children: ReactNode }

const DeletionCard = ({ title, keys, button, children }: CardProps) => (
  <article className="conflict-card" aria-label={title}>
    <header>
      <h3>{title}</h3>
      <Kbd>{keys}</Kbd>
    </header>
    {children}
    {button}
  </article>
)

/** City, date, Enter: the next planned visit. Cities the team is to see and that nobody has planned are one press away. */
import { CalendarPlus, TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Named, TeamItem } from '../../../shared/views.ts'
import { call, failureOf, newId } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { formatDate } from '../../ui/dates.ts'
import type { Binding } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { DateField } from '../../ui/inline-date.tsx'
import { InlineRegion } from '../../ui/inline-region.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { createRecord, type Value } from '../../ui/undo.ts'

const words = text.campaigns.plan

type When = { date: string; precision: 'day' | 'month' } | null

/** A value that belongs to no record yet. */
const localBinding = (value: Value, commit: (value: Value) => void): Binding => ({
  name: 'region',
  value,
  onChange: commit,
  commit,
  onBlur: () => {},
  onCompositionStart: () => {},
  onCompositionEnd: () => {},
  conflict: false,
  draft: false,
  loading: false,
})

export function PlanLine({ team, year, open }: { team: TeamItem; year: number | undefined; open: readonly Named[] }) {
  const line = useRef<HTMLDivElement>(null)
  const [region, setRegion] = useState<string | null>(null)
  const [when, setWhen] = useState<When>(null)
  const latest = useRef<When>(null)
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const field = (at: number) => line.current?.querySelectorAll<HTMLInputElement>('input')[at]
  const choose = (id: string | null) => {
    setRegion(id)
    setComplaint(null)
    if (id) field(1)?.focus()
  }
  const note = (next: When) => {
    latest.current = next
    setWhen(next)
  }
  const add = async () => {
    if (busy || line.current?.querySelector('[aria-invalid="true"]')) return
    if (!region) {
      setComplaint(words.cityMissing)
      field(0)?.focus()
      return
    }
    setBusy(true)
    const on = latest.current
    try {
      const undo = await createRecord('visits', newId(), {
        team: team.id,
        region,
        start: on?.date ?? null,
        precision: on?.precision ?? null,
        status: 'planned',
      })
      const path = await call('regions.path', { id: region }).catch(() => [])
      const city = path.at(-1)?.name ?? ''
      const date = on && formatDate({ start: on.date, precision: on.precision })
      showToast({ message: date ? fill(words.addedOn, { city, date }) : fill(words.added, { city }), undo })
      setRegion(null)
      note(null)
      field(0)?.focus()
    } catch (error) {
      const failure = failureOf(error)
      setComplaint(failure.message + failure.next)
    } finally {
      setBusy(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter' || event.target !== field(1)) return
    // the field has read its text by now, and complains only when it is drawn
    setTimeout(() => void add())
  }
  return (
    <div className="plan-add">
      {open.length > 0 && (
        <p className="plan-open">
          <span className="second">{words.open}</span>
          {open.map(({ id, name }) => (
            <Button
              key={id}
              size="small"
              aria-label={fill(words.choose, { name: name ?? text.common.unnamed })}
              aria-pressed={id === region}
              onClick={() => choose(id)}
            >
              {name ?? text.common.unnamed}
            </Button>
          ))}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter in the date adds the line */}
      <div ref={line} className="plan-line" role="presentation" onKeyDown={onKeyDown}>
        <div className="plan-line-city">
          <InlineRegion
            bind={localBinding(region, (value) => choose(typeof value === 'string' ? value : null))}
            label={words.city}
            boxed
          />
        </div>
        <DateField
          label={words.date}
          value={when?.date ?? null}
          precision={when?.precision}
          year={year ?? new Date().getFullYear()}
          boxed
          conflict={false}
          check={() => null}
          onChange={(date, precision) => note(date ? { date, precision: precision ?? 'day' } : null)}
        />
        <Button icon={CalendarPlus} disabled={busy} onClick={() => void add()}>
          {words.add}
        </Button>
      </div>
      {complaint && (
        <p className="inline-error" role="alert">
          <TriangleAlert className="icon" size={16} aria-hidden />
          {complaint}
        </p>
      )}
    </div>
  )
}

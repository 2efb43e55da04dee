/** From assignment to deadline, each measure on its own line, under one scale. */
import type { MeasureStage } from '../../../shared/domain/ledger-rules.ts'
import { measureStages } from '../../../shared/domain/measures.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../../shared/views/ledger.ts'
import { formatDate } from '../../ui/dates.ts'
import { fill } from '../../ui/fill.ts'
import { ReminderMark, StageKnots } from '../../ui/measure-marks.tsx'
import type { Column } from '../../ui/virtual-rows.tsx'
import { MeasureTitle } from './columns.tsx'
import './timeline.css'

const words = text.ledger

/** Days since 1970 of `YYYY-MM-DD`; a month or year stands for its last day. */
export function dayNumber(date: string): number {
  const [year = 0, month = 12, day] = date.split('-').map(Number)
  return Math.floor((day === undefined ? Date.UTC(year, month, 0) : Date.UTC(year, month - 1, day)) / 86_400_000)
}

export const dateOfDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

export type Scale = { from: number; to: number; today: number }

/** Wide enough for the first assignment, the last deadline and today, with a little air. */
export function scaleOf(span: { from: string | null; to: string | null }, today: string): Scale {
  const now = dayNumber(today)
  const from = Math.min(now, span.from ? dayNumber(span.from) : now)
  const to = Math.max(now, span.to ? dayNumber(span.to) : now)
  const air = Math.max(3, Math.round((to - from) * 0.04))
  return { from: from - air, to: to + air, today: now }
}

const percent = (day: number, { from, to }: Scale) => ((day - from) / Math.max(1, to - from)) * 100

/** How far along the stages: what is drawn as done. Not a share of the work, which nobody measures. */
export const reached = (stage: MeasureStage | null): number =>
  Math.min(1, Math.max(0, measureStages.indexOf(stage ?? 'proposed')) / measureStages.indexOf('done'))

/** Firsts of months on the scale, thinned out so that their names do not touch. */
export function ticksOf(scale: Scale): { day: number; label: string }[] {
  const first = new Date(scale.from * 86_400_000)
  const months: { day: number; label: string }[] = []
  for (let at = 1; at < 600; at++) {
    const date = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + at, 1))
    const day = date.getTime() / 86_400_000
    if (day > scale.to) break
    const month = date.getUTCMonth() + 1
    const year = fill(text.common.year, { year: date.getUTCFullYear() })
    months.push({ day, label: month === 1 ? year : fill(text.common.month, { month }) })
  }
  const step = [1, 2, 3, 6, 12].find((one) => months.length / one <= 8) ?? 12
  return months.filter(({ day }) => new Date(day * 86_400_000).getUTCMonth() % step === 0)
}

export function Bar({
  measure,
  scale,
}: {
  measure: Pick<MeasureItem, 'assigned' | 'due' | 'stage' | 'reminder'>
  scale: Scale
}) {
  const { assigned, due, stage, reminder } = measure
  if (!due) return null
  const end = percent(dayNumber(due), scale)
  const isAssigned = stage !== 'proposed' && stage !== null && assigned !== null
  const start = Math.min(end, percent(isAssigned ? dayNumber(assigned) : Math.min(scale.today, dayNumber(due)), scale))
  const last = Math.max(end, percent(scale.today, scale))
  const label = fill(isAssigned ? words.timeline.bar : words.timeline.unassigned, {
    from: assigned ?? '',
    to: due,
    stage: text.domain.measureStage[stage ?? 'proposed'],
  })
  return (
    <span className="timeline-bar" role="img" aria-label={label} title={label}>
      <span
        className="timeline-track"
        style={{ left: `${start}%`, width: `${(reminder === 'overdue' ? last : end) - start}%` }}
      />
      <span className="timeline-done" style={{ left: `${start}%`, width: `${(end - start) * reached(stage)}%` }} />
      <span className="timeline-due" style={{ left: `${end}%` }} />
      <span className="timeline-today" style={{ left: `${percent(scale.today, scale)}%` }} />
    </span>
  )
}

function Head({ scale }: { scale: Scale }) {
  return (
    <span className="timeline-head">
      {ticksOf(scale).map(({ day, label }) => (
        <span key={day} style={{ left: `${percent(day, scale)}%` }}>
          {label}
        </span>
      ))}
      <span className="sr-only">{words.columns.bar}</span>
    </span>
  )
}

export function timelineColumns(scale: Scale, narrow: boolean): Column<MeasureItem>[] {
  const columns: (Column<MeasureItem> | false)[] = [
    {
      key: 'title',
      label: words.columns.title,
      width: narrow ? 'minmax(0, 1fr)' : 'minmax(220px, 0.8fr)',
      cell: (measure) => <MeasureTitle measure={measure} />,
      title: ({ title }) => title,
    },
    {
      key: 'bar',
      printed: false,
      label: <Head scale={scale} />,
      width: 'minmax(0, 1fr)',
      cell: (measure) => <Bar measure={measure} scale={scale} />,
    },
    {
      key: 'due',
      label: words.columns.due,
      width: '92px',
      cell: ({ due }) => due && (formatDate({ start: due }, { year: true }) ?? due),
    },
    {
      key: 'reminder',
      label: words.columns.reminder,
      width: '112px',
      cell: (measure) => <ReminderMark measure={measure} />,
    },
    !narrow && {
      key: 'stage',
      label: words.columns.stage,
      width: '144px',
      cell: ({ stage }) => <StageKnots stage={stage} />,
    },
  ]
  return columns.filter((column) => column !== false)
}

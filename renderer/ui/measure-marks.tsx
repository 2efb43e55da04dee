/** How far a measure is and how it stands against its deadline: a shape and words, whatever the colour. */
import { Clock3, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { MeasureStage } from '../../shared/domain/ledger-rules.ts'
import { measureStages } from '../../shared/domain/measures.ts'
import type { Reminder } from '../../shared/domain/reminders.ts'
import { text } from '../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../shared/views/ledger.ts'
import { labelOf } from './display.ts'
import { fill } from './fill.ts'
import './measure-marks.css'

const words = text.ledger

const icons = { overdue: OctagonAlert, behind: TriangleAlert, near: Clock3 } as const
export const isUrgent = (reminder: Reminder): reminder is keyof typeof icons => reminder in icons

export function ReminderIcon({ reminder }: { reminder: Reminder }) {
  if (!isUrgent(reminder)) return null
  const Icon = icons[reminder]
  return <Icon className={`icon reminder-icon reminder-${reminder}`} size={16} aria-hidden />
}

const daysText = (days: number): string =>
  days < 0
    ? fill(words.reminder.overdue, { days: -days })
    : days === 0
      ? words.reminder.today
      : fill(words.reminder.left, { days })

export function reminderText({ reminder, daysLeft }: Pick<MeasureItem, 'reminder' | 'daysLeft'>): string {
  if (reminder === 'undated' || reminder === 'done' || reminder === 'closed') return words.reminder[reminder]
  return reminder === 'behind' ? fill(words.reminder.behind, { days: daysLeft ?? 0 }) : daysText(daysLeft ?? 0)
}

export function ReminderMark({ measure }: { measure: Pick<MeasureItem, 'reminder' | 'daysLeft'> }) {
  return (
    <span className={`reminder reminder-${measure.reminder}`}>
      <ReminderIcon reminder={measure.reminder} />
      {reminderText(measure)}
    </span>
  )
}

/** Seven knots, those passed filled, and the stage in words. An empty stage is the first. */
export function StageKnots({ stage }: { stage: MeasureStage | null }) {
  const at = measureStages.indexOf(stage ?? 'proposed')
  return (
    <span className="stage-knots">
      <svg width="80" height="10" viewBox="0 0 80 10" aria-hidden="true">
        {measureStages.map((one, index) => (
          <circle
            key={one}
            cx={4.5 + index * 11.8}
            cy="5"
            r={index === at ? 4 : 3.5}
            className={index < at ? 'knot-passed' : index === at ? 'knot-here' : 'knot-ahead'}
          />
        ))}
      </svg>
      <span>{labelOf(text.domain.measureStage, stage ?? 'proposed')}</span>
    </span>
  )
}

/** 待核: computers were merged, and the stage lacks what it rests on. */
export function DoubtMark({ doubt }: { doubt: MeasureItem['doubt'] }) {
  if (!doubt) return null
  return (
    <span className="doubt-mark" title={words.doubt[doubt]}>
      <TriangleAlert className="icon" size={14} aria-hidden />
      {words.doubt.mark}
      <span className="sr-only">{words.doubt[doubt]}</span>
    </span>
  )
}

/** 提醒怎么看: one sample of each colour, drawn like the timeline. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../../shared/views/ledger.ts'
import { ReminderIcon, reminderText, StageKnots } from '../../ui/measure-marks.tsx'
import { Section } from '../../ui/page.tsx'
import { Bar, dateOfDay } from './timeline.tsx'
import './timeline.css'

const words = text.ledger.legend

type Sample = Pick<MeasureItem, 'reminder' | 'stage' | 'assigned' | 'due' | 'daysLeft'>
const today = 20_000
/** Days from today: assignment and deadline. */
const samples = (
  [
    ['overdue', 'ongoing', -70, -12],
    ['behind', 'assigned', -70, 30],
    ['near', 'ongoing', -70, 6],
  ] as const
).map(
  ([reminder, stage, assigned, due]): Sample => ({
    ...{ reminder, stage, daysLeft: due },
    ...{ assigned: dateOfDay(today + assigned), due: dateOfDay(today + due) },
  }),
)
const scale = { from: today - 70, to: today + 43, today }

export function Legend() {
  return (
    <Section
      title={words.title}
      note={words.note}
      action={
        <span className="legend-key">
          <span className="legend-done" aria-hidden /> {words.progress}
          <span className="legend-today" aria-hidden /> {words.today}
          <span className="legend-due" aria-hidden /> {words.due}
        </span>
      }
    >
      <ul className="reminder-legend">
        {samples.map((sample) => (
          <li key={sample.reminder}>
            <span className={`reminder-tag reminder-${sample.reminder}`}>
              <ReminderIcon reminder={sample.reminder} />
              {text.ledger.reminder.words[sample.reminder]}
            </span>
            <span>{words[sample.reminder as 'overdue' | 'behind' | 'near']}</span>
            <Bar measure={sample} scale={scale} />
            <span className={`reminder reminder-${sample.reminder}`}>
              {reminderText({ ...sample, reminder: sample.reminder === 'behind' ? 'near' : sample.reminder })}
            </span>
            <StageKnots stage={sample.stage} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

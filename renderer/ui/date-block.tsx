/** A visit's or meeting's day as a calendar leaf, and dates as text. */
import { text } from '../../shared/text/zh-cn.ts'
import { type DateValue, formatDate } from './dates.ts'
import { fill } from './fill.ts'
import { Inferred, Missing } from './marks.tsx'
import './date-block.css'

type Props = DateValue & { inferred?: 0 | 1 | null }

export function DateText({ inferred, year, onEdit, ...date }: Props & { year?: boolean; onEdit?: () => void }) {
  const shown = formatDate(date, { year })
  if (!shown) return <Missing onEdit={onEdit} />
  return (
    <span className="date-text">
      {shown}
      {inferred === 1 && <Inferred />}
    </span>
  )
}

export function DateBlock({ start, end, precision, inferred }: Props) {
  const known = start && precision !== 'unknown' ? start : null
  const [year, month, day] = known?.split('-') ?? []
  const head =
    year && month
      ? fill(text.common.yearMonth, { year, month: Number(month) })
      : year
        ? fill(text.common.year, { year })
        : text.common.missing
  const [, endMonth, endDay] = end?.split('-') ?? []
  const days =
    !day || precision === 'month'
      ? null
      : endDay && end !== start
        ? endMonth === month
          ? `${Number(day)}–${Number(endDay)}`
          : `${Number(day)}–${Number(endMonth)}.${Number(endDay)}`
        : String(Number(day))
  return (
    <div className={known ? 'date-block' : 'date-block date-block-missing'}>
      <span className="date-block-head">{head}</span>
      <span className="date-block-days">
        {days ?? (known && month ? fill(text.common.month, { month: Number(month) }) : '—')}
      </span>
      {inferred === 1 && <Inferred />}
    </div>
  )
}

/** A date with its precision. Typed (`11-21`, `2023年11月`), or taken from the calendar; a wrong one is named and keeps its text. */
import { CalendarDays } from 'lucide-react'
import { Suspense, useId, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { IconButton } from './button.tsx'
import { formatDate, parseDate } from './dates.ts'
import type { EditRecord } from './editing.ts'
import { choicesOf, InlineChoice } from './inline-choice.tsx'
import { fieldClass, InlineFrame } from './inline-parts.tsx'
import { InlineFlag } from './inline-text.tsx'
import { CalendarPanel } from './lazy-antd.tsx'

export type InlineDateProps = {
  record: EditRecord
  label: string
  /** Names of the record's fields; without `end` a single day. */
  fields: { start: string; end?: string; precision?: string; inferred?: string }
  /** The year a date typed without one belongs to. Default: this year. */
  year?: number
  boxed?: boolean
}

export function InlineDate({ record, label, fields, year = new Date().getFullYear(), boxed }: InlineDateProps) {
  const precision = fields.precision ? record.bind(fields.precision) : null
  const inferred = fields.inferred ? record.bind(fields.inferred) : null
  const unknown = precision?.value === 'unknown'
  const startYear =
    typeof record.value(fields.start) === 'string' ? Number(String(record.value(fields.start)).slice(0, 4)) : year
  const write = (name: string, date: string | null, found?: 'day' | 'month') => {
    const precise = fields.precision
    if (precise && name === fields.start && date && found !== record.value(precise))
      void record.set(precise, found ?? 'day')
    void record.set(name, date)
  }
  const check = (name: string, date: string): string | null => {
    const other = name === fields.end ? record.value(fields.start) : fields.end ? record.value(fields.end) : null
    if (typeof other !== 'string') return null
    return (name === fields.end ? date < other : date > other) ? text.common.date.endBeforeStart : null
  }
  const showPrecision = precision && record.value(fields.start) === null
  return (
    <span className="inline-row">
      <DateField
        label={fields.end ? text.common.date.start : label}
        value={unknown ? null : record.value(fields.start)}
        precision={precision?.value}
        year={year}
        boxed={boxed}
        conflict={record.bind(fields.start).conflict}
        check={(date) => check(fields.start, date)}
        onChange={(date, found) => write(fields.start, date, found)}
      />
      {fields.end && record.value(fields.start) !== null && precision?.value !== 'month' && !unknown && (
        <>
          <span className="faint">{text.common.date.to}</span>
          <DateField
            label={text.common.date.end}
            value={record.value(fields.end)}
            year={startYear}
            boxed={boxed}
            conflict={record.bind(fields.end).conflict}
            check={(date) => check(fields.end!, date)}
            onChange={(date) => write(fields.end!, date)}
          />
        </>
      )}
      {showPrecision && (
        <InlineChoice
          bind={precision}
          label={text.common.date.precision}
          placeholder={text.common.date.precision}
          choices={choicesOf(text.domain.datePrecision)}
        />
      )}
      {inferred && record.value(fields.start) !== null && <InlineFlag bind={inferred} label={text.common.inferred} />}
    </span>
  )
}

type FieldProps = {
  label: string
  value: unknown
  precision?: unknown
  year: number
  boxed?: boolean
  conflict: boolean
  /** Why this date cannot be. */
  check: (date: string) => string | null
  onChange: (date: string | null, precision?: 'day' | 'month') => void
}

export function DateField({ label, value, precision, year, boxed, conflict, check, onChange }: FieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [calendar, setCalendar] = useState(false)
  const current = typeof value === 'string' ? value : null
  const shown =
    current === null
      ? ''
      : (formatDate({ start: current, precision: precision as string | undefined }, { year: true }) ?? current)
  const finish = () => {
    if (typed === null) return
    const parsed = parseDate(typed, year)
    const wrong = parsed && ('error' in parsed ? parsed.error : check(parsed.date))
    setError(wrong || null)
    if (wrong) return
    setTyped(null)
    if (parsed === null) {
      if (current !== null) onChange(null)
    } else if ('date' in parsed && parsed.date !== current) onChange(parsed.date, parsed.precision)
  }
  return (
    <span className="inline-date-text">
      <InlineFrame id={id} label={label} bind={{ conflict }} error={error}>
        <span className="inline-row" style={{ flexWrap: 'nowrap' }}>
          <input
            id={id}
            className={fieldClass({ boxed, wrong: error !== null })}
            style={{ width: boxed ? 228 : 132 }}
            value={typed ?? shown}
            placeholder={typed === null && !boxed ? text.common.missing : text.common.date.placeholder}
            title={text.common.date.placeholder}
            aria-invalid={error !== null}
            aria-describedby={error ? `${id}-error` : undefined}
            autoComplete="off"
            data-dirty={typed !== null}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={finish}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return
              if (event.key === 'Enter') finish()
              else if (event.key === 'ArrowDown') {
                event.preventDefault()
                setCalendar(true)
              } else if (event.key === 'Escape' && typed !== null) {
                event.stopPropagation()
                setTyped(null)
                setError(null)
              }
            }}
          />
          <IconButton
            size="small"
            variant="text"
            icon={CalendarDays}
            label={`${label} ${text.common.date.calendar}`}
            onClick={() => setCalendar(true)}
          />
        </span>
      </InlineFrame>
      {calendar && (
        <Suspense fallback={null}>
          <CalendarPanel
            label={label}
            value={current}
            month={precision === 'month'}
            onClose={() => setCalendar(false)}
            onChange={(date) => {
              setCalendar(false)
              setTyped(null)
              const wrong = check(date)
              setError(wrong)
              if (!wrong) onChange(date, date.length > 7 ? 'day' : 'month')
            }}
          />
        </Suspense>
      )}
    </span>
  )
}

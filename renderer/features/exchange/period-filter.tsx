/** Packages of the days from … to …. */
import { ChevronDown } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/inline-date.tsx'
import { Popover } from '../../ui/popover.tsx'

const words = text.history.filters

/** `YYYY-MM-DD`, or `YYYY-MM` for a whole month. */
export type Period = { from?: string; to?: string }

/** First and last millisecond of the period, in local time. */
export function millisecondsOf({ from, to }: Period): { from?: number; to?: number } {
  const [year = 0, month = 1, day = 1] = (from ?? '').split('-').map(Number)
  const [lastYear = 0, lastMonth = 1, lastDay] = (to ?? '').split('-').map(Number)
  // day 0 of the next month is the last of this one
  const end = lastDay === undefined ? new Date(lastYear, lastMonth, 1) : new Date(lastYear, lastMonth - 1, lastDay + 1)
  return {
    ...(from ? { from: new Date(year, month - 1, day).getTime() } : {}),
    ...(to ? { to: end.getTime() - 1 } : {}),
  }
}

const shownPeriod = ({ from, to }: Period): string | null =>
  from || to ? [from ?? '', to ?? ''].join(text.common.rangeDash).trim() : null

type Props = { period: Period; onChange: (period: Period) => void }

export function PeriodFilter({ period, onChange }: Props) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const now = shownPeriod(period)
  return (
    <>
      <Button
        ref={anchor}
        size="small"
        className={`filter-button${now ? ' filter-button-set' : ''}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {`${text.exchange.list.at}${text.common.colon}${now ?? text.common.all}`}
        <ChevronDown className="icon" size={16} aria-hidden />
      </Button>
      {open && (
        <Popover anchor={anchor} onClose={close} role="dialog" label={text.exchange.list.at} className="period-filter">
          {(['from', 'to'] as const).map((name) => (
            <div key={name} className="period-filter-field">
              <span aria-hidden>{words[name]}</span>
              <DateField
                label={`${text.exchange.list.at} ${words[name]}`}
                value={period[name] ?? null}
                year={new Date().getFullYear()}
                boxed
                conflict={false}
                check={(date) => {
                  const from = name === 'from' ? date : period.from
                  const to = name === 'to' ? date : period.to
                  return from && to && to < from.slice(0, to.length) ? text.common.date.endBeforeStart : null
                }}
                onChange={(date) => onChange({ ...period, [name]: date ?? undefined })}
              />
            </div>
          ))}
        </Popover>
      )}
    </>
  )
}

/** Days from … to …, or only visits whose day is not known. */
import { ChevronDown } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { DateField } from '../../ui/inline-date.tsx'
import { Popover } from '../../ui/popover.tsx'
import { type Query, setQuery } from '../../ui/route.ts'
import { Segmented } from '../../ui/switches.tsx'

const words = text.visits.filters

function shown({ from, to, dated }: Query): string | null {
  if (from && to) return fill(words.range, { from, to })
  if (from) return fill(words.since, { from })
  if (to) return fill(words.until, { to })
  return dated === 'missing' || dated === 'known' ? words.dated[dated] : null
}

export function DateFilter({ query }: { query: Query }) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const now = shown(query)
  const year = Number((query.from ?? query.to)?.slice(0, 4)) || new Date().getFullYear()
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
        {`${words.date}${text.common.colon}${now ?? text.common.all}`}
        <ChevronDown className="icon" size={16} aria-hidden />
      </Button>
      {open && (
        <Popover anchor={anchor} onClose={close} role="dialog" label={words.date} className="date-filter">
          <Segmented
            label={words.datedLabel}
            choices={[
              { value: '', label: text.common.all },
              { value: 'known', label: words.dated.known },
              { value: 'missing', label: words.dated.missing },
            ]}
            value={query.dated ?? ''}
            onChange={(dated) =>
              setQuery({ dated, ...(dated === 'missing' ? { from: undefined, to: undefined } : {}) })
            }
          />
          {query.dated !== 'missing' && (
            <div className="date-filter-range">
              {(['from', 'to'] as const).map((name) => (
                <div key={name} className="date-filter-field">
                  <span aria-hidden>{words[name]}</span>
                  <DateField
                    label={`${words.date} ${words[name]}`}
                    value={query[name] ?? null}
                    year={year}
                    boxed
                    conflict={false}
                    check={(date) =>
                      (name === 'to' && query.from && date < query.from) ||
                      (name === 'from' && query.to && date > query.to)
                        ? text.common.date.endBeforeStart
                        : null
                    }
                    onChange={(date) => setQuery({ [name]: date ?? undefined })}
                  />
                </div>
              ))}
            </div>
          )}
        </Popover>
      )}
    </>
  )
}

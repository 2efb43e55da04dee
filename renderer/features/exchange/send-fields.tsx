/** What goes into a package, how large its files may be, and what it will hold. */
import { text } from '../../../shared/text/zh-cn.ts'
import { formatBytes } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel } from '../../ui/page.tsx'
import { Segmented } from '../../ui/switches.tsx'
import type { Plan, SendScope } from './send-plan.ts'

const words = text.exchange.sending
const scopes: readonly SendScope[] = ['new', 'all', 'receipt']

export function ScopeField({ scope, onChange }: { scope: SendScope; onChange: (scope: SendScope) => void }) {
  return (
    <fieldset className="exchange-field exchange-scopes">
      <legend className="exchange-field-label">{words.scope}</legend>
      {scopes.map((one) => (
        <label key={one} className="exchange-scope">
          <input type="radio" name="scope" checked={scope === one} onChange={() => onChange(one)} />
          <span>
            {words.scopes[one]}
            <span className="faint">{words.scopeHint[one]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** Bytes; decimal, as media and mailboxes count them. `none`: what any file system takes. */
export const limits = { none: undefined, gb2: 2_000_000_000, mb700: 700_000_000, mb50: 50_000_000 }
export type Limit = keyof typeof limits
const limitNames = Object.keys(limits) as Limit[]

export function LimitField({ limit, onChange }: { limit: Limit; onChange: (limit: Limit) => void }) {
  return (
    <div className="exchange-field">
      <span className="exchange-field-label">{words.limit}</span>
      <div>
        <Segmented
          label={words.limit}
          choices={limitNames.map((value) => ({ value, label: words.limits[value] }))}
          value={limit}
          onChange={onChange}
        />
        <p className="faint">{words.limitHint[limit]}</p>
      </div>
    </div>
  )
}

type PlanProps = { plan: { data: Plan | undefined; error: unknown }; empty: boolean; scope: SendScope; ready: boolean }

export function PlanLine({ plan, empty, scope, ready }: PlanProps) {
  if (!ready) return <span className="faint">{words.need.peer}</span>
  if (scope === 'receipt') return <span role="status">{words.receiptHolds}</span>
  if (plan.error) return <ErrorPanel error={plan.error} />
  if (!plan.data) return <span className="faint">{text.common.loading}</span>
  if (empty) {
    return (
      <span>
        {words.nothing} {scope === 'new' && <span className="faint">{words.nothingAll}</span>}
      </span>
    )
  }
  const { records, attachments, bytes } = plan.data
  return <span role="status">{fill(words.plan, { records, attachments, size: formatBytes(bytes) })}</span>
}

/** The thread with its knots: visit, finding, directive, measure, paper. The only ornament. */
import type { ReactNode } from 'react'
import './knots.css'

export type Knot = { key: string; title: ReactNode; note?: ReactNode; state: 'done' | 'current' | 'open' }

/** `across`: from left to right, as on the dashboard. */
export function Knots({ knots, label, across = false }: { knots: readonly Knot[]; label: string; across?: boolean }) {
  return (
    <ol className={across ? 'knots knots-across' : 'knots'} aria-label={label}>
      {knots.map(({ key, title, note, state }) => (
        <li key={key} className={`knot knot-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
          <div className="knot-title">{title}</div>
          {note && <div className="faint">{note}</div>}
        </li>
      ))}
    </ol>
  )
}

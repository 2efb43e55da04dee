/** What comes next, what changed last, what has not been handed in, and findings by kind. */
import { CalendarPlus, Upload } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Dashboard } from '../../../shared/views.ts'
import { Button } from '../../ui/button.tsx'
import { DateText } from '../../ui/date-block.tsx'
import { displayPunctuation, formatStamp, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { go } from '../../ui/route.ts'

const words = text.dashboard

export function Next({ planned, limit }: { planned: Dashboard['planned']; limit: number }) {
  return (
    <Section
      title={words.next}
      note={planned.length > 0 ? String(planned.length) : undefined}
      action={
        <Button variant="text" size="small" icon={CalendarPlus} onClick={() => go('visits', { id: 'new' })}>
          {words.planVisit}
        </Button>
      }
    >
      {planned.length === 0 ? (
        <p className="faint">{words.nextNone}</p>
      ) : (
        <ul className="link-rows">
          {planned.slice(0, limit).map((visit) => (
            <li key={visit.id}>
              <Link page="visits" id={visit.id} className="link-row">
                <span className="link-row-date">
                  <DateText start={visit.start} end={visit.end} precision={visit.precision} inferred={visit.inferred} />
                </span>
                <strong>{visit.regionName ?? text.common.missing}</strong>
                <span className="faint">{visit.leaderName ?? visit.teamName}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** Only where this computer hands in to another. */
export function Unreported({ count, visits }: { count: number; visits: number }) {
  return (
    <Section
      title={words.unreported}
      note={words.unreportedNote}
      action={
        count > 0 && (
          <Button variant="text" size="small" icon={Upload} onClick={() => go('exchange', { query: { do: 'export' } })}>
            {words.export}
          </Button>
        )
      }
    >
      {count === 0 ? (
        <p className="faint">{words.unreportedNone}</p>
      ) : (
        <ul className="unreported">
          <li>
            <Link page="visits" query={{ unreported: '1' }} className="quiet-link">
              <span className="figure-number">{visits}</span> {words.visits}
            </Link>
          </li>
          <li>
            <Link page="exchange" className="quiet-link">
              <span className="figure-number">{count}</span> {words.unreportedAll}
            </Link>
          </li>
        </ul>
      )}
    </Section>
  )
}

export function Recent({ recent, limit }: { recent: Dashboard['recent']; limit: number }) {
  return (
    <Section title={words.recent}>
      {recent.length === 0 ? (
        <p className="faint">{words.recentNone}</p>
      ) : (
        <ul className="link-rows">
          {recent.slice(0, limit).map((item) => (
            <li key={item.id}>
              <Link page={item.entity} id={item.id} className="link-row">
                <span className="faint link-row-noun">{text.domain.nouns[item.entity]}</span>
                <span className="link-row-title">{displayPunctuation(item.title) || text.common.unnamed}</span>
                <span className="faint">{item.subtitle}</span>
                <span className="faint link-row-time">{formatStamp(item.updated)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** Bars from zero in a fixed order; zero is written, not dropped. */
export function Kinds({ kinds, campaign }: { kinds: Dashboard['kinds']; campaign: string | undefined }) {
  const total = kinds.reduce((sum, { count }) => sum + count, 0)
  const most = Math.max(1, ...kinds.map(({ count }) => count))
  return (
    <Section title={words.kinds} note={fill(words.kindsNote, { count: total })}>
      <ul className="kind-bars">
        {kinds.map(({ kind, count }) => (
          <li key={kind}>
            <Link page="findings" query={campaign ? { kind, campaign } : { kind }} className="kind-bar">
              <span>{labelOf(text.domain.findingKind, kind)}</span>
              {count > 0 ? (
                <>
                  <span
                    className="kind-bar-fill"
                    style={{ width: `${(count / most) * 72}%`, background: `var(--kind-${kind})` }}
                    aria-hidden
                  />
                  <strong>{count}</strong>
                </>
              ) : (
                <span className="faint">0&ensp;{words.zero}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

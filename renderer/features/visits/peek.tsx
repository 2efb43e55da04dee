/** Space in the list: the visit at a glance, without leaving the list. */
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { DateText } from '../../ui/date-block.tsx'
import { displayPunctuation, joinNames, labelOf, placeName } from '../../ui/display.ts'
import { KindTag, Missing, ReportMark } from '../../ui/marks.tsx'
import { ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { hostsOf } from './list-columns.tsx'

const words = text.visits

export function Peek({ id, onClose, onOpen }: { id: string; onClose: () => void; onOpen: () => void }) {
  const { data: visit, error, refetch } = useRead('visits.page', { id }, { keep: false })
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) close.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <aside className="side-panel visit-peek" aria-label={words.peek.label} aria-live="polite">
      <div className="visit-peek-head">
        <h2>{visit ? (placeName(visit.regionName) ?? words.record.cityMissing) : ' '}</h2>
        <IconButton size="small" variant="text" icon={X} label={words.peek.close} onClick={onClose} />
      </div>
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {visit === undefined && !error && <Skeleton rows={5} />}
      {visit && (
        <>
          <dl className="facts">
            <dt>{words.facts.date}</dt>
            <dd>
              <DateText {...visit} year />
            </dd>
            <dt>{words.facts.team}</dt>
            <dd>{joinNames([visit.leaderName, ...visit.topics]) || <Missing />}</dd>
            <dt>{words.facts.status}</dt>
            <dd>{labelOf(text.domain.visitStatus, visit.status) ?? <Missing />}</dd>
            <dt>{words.facts.hosts}</dt>
            <dd>{hostsOf(visit) || <Missing />}</dd>
            {visit.siteItems.length > 0 && (
              <>
                <dt>{words.sites.title}</dt>
                <dd>{joinNames(visit.siteItems.map((site) => site.name))}</dd>
              </>
            )}
            {visit.reported && (
              <>
                <dt>{words.report.title}</dt>
                <dd>
                  <ReportMark reported={visit.reported} />
                </dd>
              </>
            )}
          </dl>
          <p className="visit-peek-summary">
            {visit.summary ? displayPunctuation(visit.summary) : words.peek.noSummary}
          </p>
          {visit.findingItems.length > 0 && (
            <ul className="visit-peek-findings">
              {visit.findingItems.map((finding) => (
                <li key={finding.id}>
                  <KindTag kind={finding.kind} short /> {displayPunctuation(finding.summary ?? finding.quote ?? '')}
                </li>
              ))}
            </ul>
          )}
          <Button size="small" onClick={onOpen}>
            {words.peek.open}
          </Button>
        </>
      )}
    </aside>
  )
}

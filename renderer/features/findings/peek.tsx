/** The finding a list stands on, without leaving the list. */
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { formatDate } from '../../ui/dates.ts'
import { displayPunctuation, joinNames, labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { KindTag, Missing, Quote } from '../../ui/marks.tsx'
import { meetingName } from '../../ui/names.ts'
import { ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { placesOf } from './columns.tsx'
import { Spread, topicsOf } from './spread.tsx'

const words = text.findings
const labels = text.domain.fields.findings

export function Peek({ id, onClose, onOpen }: { id: string; onClose: () => void; onOpen: () => void }) {
  const { data: page, error, refetch } = useRead('findings.page', { id })
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) close.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const sources = page && [
    ...page.visitItems.map((visit) => [visit.regionName, formatDate(visit)].filter(Boolean).join(' ')),
    ...page.meetingItems.map(meetingName),
  ]
  return (
    <aside className="side-panel finding-peek" aria-label={words.peek.label} aria-live="polite">
      <div className="finding-peek-head">
        <h2>{page ? placesOf(page) || words.without.city : ' '}</h2>
        <IconButton size="small" variant="text" icon={X} label={words.peek.close} onClick={onClose} />
      </div>
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {page === undefined && !error && <Skeleton rows={5} />}
      {page && (
        <>
          <p className="finding-peek-kind">
            <KindTag kind={page.kind} />
            <Spread finding={page} />
          </p>
          <h3>{labels.quote}</h3>
          <p className="finding-peek-text">
            <Quote>{page.quote}</Quote>
          </p>
          <h3>{labels.summary}</h3>
          <p className="finding-peek-text">{page.summary ? displayPunctuation(page.summary) : <Missing />}</p>
          <dl className="facts">
            <dt>{labels.stage}</dt>
            <dd>{labelOf(text.domain.findingStage, page.stage) ?? <Missing />}</dd>
            <dt>{labels.topics}</dt>
            <dd>{joinNames(topicsOf(page)) || <Missing />}</dd>
            <dt>{words.thread}</dt>
            <dd>{sources?.length ? joinNames(sources.slice(0, 6)) : <Missing>{words.sources.none}</Missing>}</dd>
          </dl>
          {page.merged && <p className="second">{fill(words.peek.merged, { count: page.merged.count })}</p>}
          <Button size="small" onClick={onOpen}>
            {words.peek.open}
          </Button>
        </>
      )}
    </aside>
  )
}

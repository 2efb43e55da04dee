/** 依据: every citation in the order it stands; the ones at the caret with the way back to visit and photo. */
import { type ReactNode, useEffect, useRef } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { CitationItem, CitedSource } from '../../../shared/views/documents.ts'
import { formatDate } from '../../ui/dates.ts'
import { displayPunctuation, joinNames, placeName } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { KindTag, Missing, useQuoteFont } from '../../ui/marks.tsx'
import { meetingName } from '../../ui/names.ts'
import { PhotoGrid } from '../../ui/photos.tsx'
import { SentenceFigures } from './figures-panel.tsx'
import { Fresh } from './fresh.tsx'
import type { PanelProps } from './panel.tsx'
import './supports.css'

const words = text.documents.support

export function SupportPanel({ page, editor, snapshot, analysis, active }: PanelProps) {
  useQuoteFont()
  const order = analysis?.order ?? []
  const here = snapshot?.sentence?.ids ?? []
  const isOpen = (id: string) => here.includes(id) || (here.length === 0 && id === active)
  const known = new Map(page.citationItems.map((citation) => [citation.id, citation]))
  const sentence = analysis?.sentences.find(({ from }) => from === snapshot?.sentence?.from) ?? null
  const list = useRef<HTMLOListElement>(null)
  const opened = order.filter(isOpen).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another citation was opened
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [opened])
  const show = (id: string) => {
    const first = analysis?.sentences.find(({ ids }) => ids.includes(id))
    if (first) editor?.showSentence(first)
  }
  return (
    <>
      {order.length === 0 && (
        <p className="paper-panel-note">
          {words.none}
          {words.noneHint}
        </p>
      )}
      <ol ref={list} className="supports">
        {order.map((id, at) => {
          const citation = known.get(id)
          const open = isOpen(id)
          return (
            <li key={id} className={open ? 'support support-open' : 'support'} aria-current={open ? 'true' : undefined}>
              <button
                type="button"
                className="support-number"
                aria-label={fill(words.expand, { number: at + 1 })}
                onClick={() => show(id)}
              >
                {at + 1}
              </button>
              <div className="support-body">
                {citation ? <Support citation={citation} open={open} /> : <Gone state="awaited" />}
              </div>
            </li>
          )
        })}
      </ol>
      <SentenceFigures sentence={sentence} analysis={analysis} />
      <Fresh page={page} editor={editor} />
    </>
  )
}

const Gone = ({ state }: { state: 'merged' | 'deleted' | 'awaited' }) => (
  <p className={`support-gone support-${state}`}>{words[state]}</p>
)

function Support({ citation, open }: { citation: CitationItem; open: boolean }) {
  const { source } = citation
  const { finding } = source
  const said = saidOf(citation)
  return (
    <>
      <p className="support-head">
        {finding ? (
          <>
            <KindTag kind={finding.kind} />
            <span className="second">{joinNames(finding.topics)}</span>
          </>
        ) : (
          <strong>{nameOf(citation)}</strong>
        )}
      </p>
      {source.state !== 'here' && <Gone state={source.state} />}
      {said && <p className={open ? 'support-quote' : 'support-line'}>{displayPunctuation(said)}</p>}
      {open && <Trace citation={citation} />}
      {open && source.photos.some(({ sha256 }) => sha256) && (
        <PhotoGrid photos={source.photos.filter(({ sha256 }) => sha256)} editable={false} size="small" />
      )}
    </>
  )
}

/** The words it rests on: what was said, else what was made of it. */
function saidOf({ source, sentence }: CitationItem): string | null {
  const { finding, statement, attachment, indicator } = source
  if (finding) return finding.quote ?? finding.summary
  if (statement) return statement.text
  if (attachment) return attachment.caption ?? attachment.name
  if (indicator) return indicator.source ?? indicator.name
  return source.visits[0]?.purpose ?? (source.state === 'here' ? null : sentence)
}

const visitName = ({ regionName }: CitedSource['visits'][number]) =>
  fill(words.visitOf, { place: placeName(regionName) ?? text.common.unnamed })

function nameOf({ source }: CitationItem): string {
  const { statement, attachment, indicator, visits, meetings } = source
  if (indicator) return words.indicator
  if (attachment) return words.photoMissing
  if (statement) return statement.speaker ?? words.statement
  if (visits[0]) return visitName(visits[0])
  return meetings[0] ? meetingName(asMeeting(meetings[0])) : words.finding
}

const asMeeting = (meeting: CitedSource['meetings'][number]) => meeting as Parameters<typeof meetingName>[0]

/** 发现 › 座谈会 › 走访 › 照片: each leads there; where nothing is known 待补充 stands. */
function Trace({ citation }: { citation: CitationItem }) {
  const { finding, statement, meetings, visits, photos, origin, indicator } = citation.source
  const knots: { key: string; node: ReactNode }[] = []
  if (finding) {
    knots.push({
      key: 'finding',
      node: (
        <Link page="findings" id={finding.id}>
          {words.finding}
        </Link>
      ),
    })
  }
  if (indicator)
    knots.push({ key: 'indicator', node: <Link page="indicators">{indicator.name ?? words.indicator}</Link> })
  if (statement?.meeting) {
    const query = { statement: statement.id }
    knots.push({
      key: 'statement',
      node: (
        <Link page="meetings" id={statement.meeting} query={query}>
          {statement.speaker ?? words.statement}
        </Link>
      ),
    })
  }
  for (const meeting of meetings.slice(0, 2)) {
    const date = formatDate({ start: meeting.date, precision: meeting.precision })
    const name = [meetingName(asMeeting(meeting)), date].filter(Boolean).join(' ')
    knots.push({
      key: meeting.id,
      node: (
        <Link page="meetings" id={meeting.id}>
          {name}
        </Link>
      ),
    })
  }
  if (meetings.length === 0 && finding) {
    knots.push({
      key: 'meeting',
      node: (
        <span>
          {words.meeting} <Missing />
        </span>
      ),
    })
  }
  for (const visit of visits.slice(0, 3)) {
    const name = [visitName(visit), formatDate(visit)].filter(Boolean).join(' ')
    knots.push({
      key: visit.id,
      node: (
        <Link page="visits" id={visit.id}>
          {name}
        </Link>
      ),
    })
  }
  if (visits.length === 0 && finding && !origin)
    knots.push({
      key: 'visit',
      node: (
        <span>
          {words.visit} <Missing />
        </span>
      ),
    })
  if (photos.length > 0) {
    const first = photos[0]
    const count = photos.filter(({ sha256 }) => sha256).length
    const label = count > 0 ? fill(words.photo, { count }) : words.photoMissing
    knots.push({
      key: 'photos',
      node: first?.visit ? (
        <span>
          <Link page="visits" id={first.visit} query={{ tab: 'photos' }}>
            {label}
          </Link>
          {count === 0 && <Missing />}
        </span>
      ) : (
        <span>{label}</span>
      ),
    })
  }
  if (origin) {
    knots.push({
      key: 'origin',
      node: <span>{fill(words.origin, { source: origin.source, date: origin.date ?? '' })}</span>,
    })
  }
  return (
    <ol className="support-trace" aria-label={words.thread}>
      {knots.map(({ key, node }) => (
        <li key={key}>{node}</li>
      ))}
    </ol>
  )
}

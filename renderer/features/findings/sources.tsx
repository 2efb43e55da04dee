/** 来龙去脉: where a finding comes from, as the thread that leads to it, and what came of it. */
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingPage } from '../../../shared/views.ts'
import { call, useRead } from '../../api.ts'
import { formatDate } from '../../ui/dates.ts'
import { displayPunctuation, formatNumber, labelOf } from '../../ui/display.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { type Knot, Knots } from '../../ui/knots.tsx'
import { Link } from '../../ui/link.tsx'
import { type Found, Lookup } from '../../ui/lookup.tsx'
import { meetingName } from '../../ui/names.ts'
import { PhotoGrid } from '../../ui/photos.tsx'
import { outcomeKnots } from './outcomes.tsx'

const words = text.findings.sources
const { trace } = text.findings
type Field = 'visits' | 'meetings' | 'statements' | 'sites'

async function search(typed: string): Promise<Found[]> {
  const paging = { text: typed, offset: 0, limit: 8 }
  const [visits, meetings, sites] = await Promise.all([
    call('visits.list', { ...paging, sort: 'updated' }),
    call('meetings.list', paging),
    typed ? call('sites.search', { text: typed }) : [],
  ])
  const about = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' ')
  return [
    ...visits.rows.map((visit) => ({
      value: `visits:${visit.id}`,
      label: about(visit.regionName ?? text.common.unnamed, formatDate(visit), visit.leaderName),
      hint: words.visit,
    })),
    ...meetings.rows.map((meeting) => ({
      value: `meetings:${meeting.id}`,
      label: about(meetingName(meeting), formatDate({ start: meeting.date, precision: meeting.precision })),
      hint: words.meeting,
    })),
    ...sites.slice(0, 8).map((site) => ({
      value: `sites:${site.id}`,
      label: site.name ?? text.common.unnamed,
      hint: words.site,
    })),
  ]
}

export function Sources({ record, page }: { record: EditRecord; page: FindingPage | null }) {
  const { data: written = [] } = useRead(
    'citations.of',
    { entity: 'findings', id: page?.id ?? record.id },
    { enabled: page !== null },
  )
  const idsOf = (field: Field): string[] => {
    const value = record.value(field)
    return Array.isArray(value) ? value : []
  }
  const without = (field: Field, id: string) =>
    void record.set(
      field,
      idsOf(field).filter((other) => other !== id),
    )
  /** One of its own can be taken out; one of what is merged into it stays with that. */
  const knot = (field: Field, id: string, name: string, title: ReactNode, note: ReactNode): Knot[] => {
    const isOwn = idsOf(field).includes(id)
    // taken out a moment ago, and the page not read again yet
    if (!isOwn && page?.[field].includes(id)) return []
    return [
      {
        key: `${field}/${id}`,
        state: 'done',
        title: (
          <span className="finding-source">
            {title}
            {isOwn && <RemoveSource name={name} onRemove={() => without(field, id)} />}
          </span>
        ),
        note: isOwn ? (
          note
        ) : (
          <>
            {note}
            <span className="finding-source-merged">{trace.fromMerged}</span>
          </>
        ),
      },
    ]
  }
  const knots: Knot[] = page
    ? [
        ...page.visitItems.flatMap((visit) => {
          const name = visit.regionName ?? text.common.unnamed
          const link = (
            <Link page="visits" id={visit.id}>
              {name}
            </Link>
          )
          const note = [words.visit, formatDate(visit), visit.leaderName].filter(Boolean).join(' ')
          return knot('visits', visit.id, name, link, note)
        }),
        ...page.siteItems.flatMap((site) => {
          const name = site.name ?? text.common.unnamed
          return knot('sites', site.id, name, <span>{name}</span>, words.site)
        }),
        ...page.meetingItems.flatMap((meeting) => {
          const name = meetingName(meeting)
          const link = (
            <Link page="meetings" id={meeting.id}>
              {name}
            </Link>
          )
          const date = formatDate({ start: meeting.date, precision: meeting.precision })
          return knot('meetings', meeting.id, name, link, [words.meeting, date].filter(Boolean).join(' '))
        }),
        ...page.statementItems.flatMap((statement) => {
          const speaker = statement.speakerName ?? statement.organizationName ?? text.meetings.statements.unknownShort
          const name = fill(text.findings.members.said, { who: speaker })
          const link = statement.meeting ? (
            <Link page="meetings" id={statement.meeting} query={{ statement: statement.id }}>
              {name}
            </Link>
          ) : (
            <span>{name}</span>
          )
          const said = statement.text ?? ''
          return knot('statements', statement.id, name, link, <Passage said={said} quote={page.quote} />)
        }),
      ]
    : []
  const named = knots.length
  const all = page ? Object.values(page.sources).reduce((sum, ids) => sum + ids.length, 0) : 0
  const here: Knot = {
    key: 'here',
    state: 'current',
    title: words.here,
    note: labelOf(text.domain.findingStage, String(record.value('stage') ?? '')),
  }
  const after = page ? outcomeKnots(page, written) : []
  const choose = ({ value }: Found) => {
    const [field, id] = value.split(':') as [Field, string]
    if (!idsOf(field).includes(id)) void record.set(field, [...idsOf(field), id])
  }
  return (
    <div className="finding-sources">
      {!named && <p className="faint">{words.none}</p>}
      <Knots knots={[...knots, here, ...after]} label={text.findings.thread} />
      {all > named && <p className="faint">{fill(trace.visitsMore, { count: formatNumber(all - named) })}</p>}
      {page && after.length === 0 && <p className="faint">{trace.none}</p>}
      {page && page.photos.length > 0 && (
        <div className="finding-photos">
          <PhotoGrid photos={page.photos} editable={false} size="small" />
          {page.photoCount > page.photos.length && (
            <p className="faint">{fill(trace.photosMore, { count: formatNumber(page.photoCount) })}</p>
          )}
        </div>
      )}
      <Lookup label={words.add} value="" placeholder={words.add} search={search} onChoose={choose} />
    </div>
  )
}

function RemoveSource({ name, onRemove }: { name: string; onRemove: () => void }) {
  const label = fill(words.remove, { name })
  return (
    <button type="button" aria-label={label} title={label} onClick={onRemove}>
      <X size={14} aria-hidden />
    </button>
  )
}

/** Characters of a statement around the words that were taken from it. */
const around = 20

/** What was said, with the very words the finding quotes marked in it. */
function Passage({ said, quote }: { said: string; quote: string | null }) {
  const shown = displayPunctuation(said)
  const wanted = quote?.trim() ?? ''
  const from = wanted ? said.indexOf(wanted) : -1
  if (from < 0) return <span className="finding-passage">{shown}</span>
  const to = from + wanted.length
  return (
    <span className="finding-passage" title={shown}>
      {from > around ? '……' : ''}
      {shown.slice(Math.max(0, from - around), from)}
      <mark className="shared-mark">{shown.slice(from, to)}</mark>
      {shown.slice(to, to + around)}
      {said.length > to + around ? '……' : ''}
    </span>
  )
}

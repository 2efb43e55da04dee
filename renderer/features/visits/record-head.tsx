/** Day, city, who led; whether it was handed in; and what can be done with the whole record. */
import { TriangleAlert } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { DateBlock } from '../../ui/date-block.tsx'
import { formatDate } from '../../ui/dates.ts'
import { joinNames, placeName } from '../../ui/display.ts'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Missing, ReportMark } from '../../ui/marks.tsx'
import { ConflictMark, RecordMenu } from '../../ui/record-actions.tsx'
import { go } from '../../ui/route.ts'
import type { VisitContext } from './visit-context.ts'

const words = text.visits.record

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function Lead({ context }: { context: VisitContext }) {
  const { page } = context
  const leader = page?.teamRow?.leader ?? null
  const { data } = useRead('records.get', { entity: 'people', id: leader ?? '' }, { enabled: leader !== null })
  if (!page?.teamRow && page?.leaderName) return fill(words.lead, { name: page.leaderName })
  if (!page?.teamRow) {
    return <Missing onEdit={() => context.editField('team')}>{words.leadMissing}</Missing>
  }
  const name = `${page.leaderName ?? ''}${leader ? (textOf(data?.fields.title) ?? '') : ''}`
  return (
    <Link page="campaigns" id={page.teamRow.campaign ?? undefined} className="visit-lead">
      {joinNames([name ? fill(words.lead, { name }) : words.leadMissing]) +
        (page.topics.length ? text.common.comma + joinNames(page.topics) : '') +
        (page.teamName ? fill(words.team, { name: page.teamName }) : '')}
    </Link>
  )
}

export function RecordHead({ context }: { context: VisitContext }) {
  const { id, page, record, editField } = context
  const date = {
    start: textOf(record.value('start')),
    end: textOf(record.value('end')),
    precision: textOf(record.value('precision')),
    inferred: record.value('inferred') === 1 ? (1 as const) : null,
  }
  const dateText = formatDate(date, { year: true }) ?? text.common.missing
  return (
    <header className="visit-head">
      <button
        type="button"
        className="visit-date"
        aria-label={`${text.visits.facts.date}${text.common.colon}${dateText}`}
        onClick={() => editField('date')}
      >
        <DateBlock {...date} />
      </button>
      <div className="visit-names">
        <h1 className="title">
          {page
            ? (placeName(page.regionName) ?? <Missing onEdit={() => editField('region')}>{words.cityMissing}</Missing>)
            : words.newTitle}
        </h1>
        <p className="second">{page ? <Lead context={context} /> : words.newHint}</p>
      </div>
      {page && (
        <div className="page-actions">
          <ConflictMark id={id} count={page.conflicts} />
          <ReportMark reported={record.view?.reported ?? page.reported} />
          <ExportMenu papers={['itinerary']} of={{ ids: [id] }} label={text.papers.names.itinerary} />
          <RecordMenu
            entity="visits"
            id={id}
            title={placeName(page?.regionName ?? null) ?? words.newTitle}
            removeLabel={words.remove}
            onRemoved={() => go('visits')}
            copyTo="visits"
          />
        </div>
      )}
      {record.view?.parentDeleted && (
        <p className="visit-orphan">
          <TriangleAlert className="icon" size={16} aria-hidden />
          <strong>{words.parentDeleted}</strong>
          <span>{words.parentDeletedHint}</span>
          <Link page="trash">{words.toTrash}</Link>
        </p>
      )}
    </header>
  )
}

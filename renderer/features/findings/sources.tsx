/** 来龙去脉: the visits, meetings, statements and sites a finding comes from, as the thread that leads to it. */
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingPage } from '../../../shared/views.ts'
import { call } from '../../api.ts'
import { formatDate } from '../../ui/dates.ts'
import { displayPunctuation, labelOf } from '../../ui/display.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { type Knot, Knots } from '../../ui/knots.tsx'
import { Link } from '../../ui/link.tsx'
import { type Found, Lookup } from '../../ui/lookup.tsx'
import { meetingName } from '../../ui/names.ts'

const words = text.findings.sources
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
  const idsOf = (field: Field): string[] => {
    const value = record.value(field)
    return Array.isArray(value) ? value : []
  }
  const knot = (field: Field, id: string, name: string, title: ReactNode, note: ReactNode): Knot => ({
    key: `${field}/${id}`,
    state: 'done',
    title: (
      <span className="finding-source">
        {title}
        <button
          type="button"
          aria-label={fill(words.remove, { name })}
          title={fill(words.remove, { name })}
          onClick={() =>
            void record.set(
              field,
              idsOf(field).filter((other) => other !== id),
            )
          }
        >
          <X size={14} aria-hidden />
        </button>
      </span>
    ),
    note,
  })
  const has = (field: Field) => {
    const ids = idsOf(field)
    return ({ id }: { id: string }) => ids.includes(id)
  }
  const knots: Knot[] = [
    ...(page?.visitItems ?? []).filter(has('visits')).map((visit) => {
      const name = visit.regionName ?? text.common.unnamed
      const link = (
        <Link page="visits" id={visit.id}>
          {name}
        </Link>
      )
      const note = [words.visit, formatDate(visit), visit.leaderName].filter(Boolean).join(' ')
      return knot('visits', visit.id, name, link, note)
    }),
    ...(page?.siteItems ?? []).filter(has('sites')).map((site) => {
      const name = site.name ?? text.common.unnamed
      return knot('sites', site.id, name, <span>{name}</span>, words.site)
    }),
    ...(page?.meetingItems ?? []).filter(has('meetings')).map((meeting) => {
      const name = meetingName(meeting)
      const link = (
        <Link page="meetings" id={meeting.id}>
          {name}
        </Link>
      )
      const date = formatDate({ start: meeting.date, precision: meeting.precision })
      return knot('meetings', meeting.id, name, link, [words.meeting, date].filter(Boolean).join(' '))
    }),
    ...(page?.statementItems ?? []).filter(has('statements')).map((statement) => {
      const said = displayPunctuation(statement.text ?? '')
      const name = said.length > 18 ? `${said.slice(0, 18)}……` : said
      const link = statement.meeting ? (
        <Link page="meetings" id={statement.meeting} query={{ statement: statement.id }} title={said}>
          {name}
        </Link>
      ) : (
        <span title={said}>{name}</span>
      )
      const speaker = statement.speakerName ?? statement.organizationName ?? text.meetings.statements.unknownShort
      return knot('statements', statement.id, name, link, `${words.statement} ${speaker}`)
    }),
  ]
  const here: Knot = {
    key: 'here',
    state: 'current',
    title: words.here,
    note: labelOf(text.domain.findingStage, String(record.value('stage') ?? '')),
  }
  const choose = ({ value }: Found) => {
    const [field, id] = value.split(':') as [Field, string]
    if (!idsOf(field).includes(id)) void record.set(field, [...idsOf(field), id])
  }
  return (
    <div className="finding-sources">
      {!knots.length && <p className="faint">{words.none}</p>}
      <Knots knots={[...knots, here]} label={text.findings.thread} />
      <Lookup label={words.add} value="" placeholder={words.add} search={search} onChoose={choose} />
    </div>
  )
}

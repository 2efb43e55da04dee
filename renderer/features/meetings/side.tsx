/** Beside a meeting: its facts, the team's questions, and its place on the thread. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingPage, VisitPage } from '../../../shared/views.ts'
import { call, useRead } from '../../api.ts'
import { formatDate } from '../../ui/dates.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineDate } from '../../ui/inline-date.tsx'
import { InlineFrame } from '../../ui/inline-parts.tsx'
import { InlineRef } from '../../ui/inline-ref.tsx'
import { InlineNumber, InlineText } from '../../ui/inline-text.tsx'
import { type Knot, Knots } from '../../ui/knots.tsx'
import { Link } from '../../ui/link.tsx'
import { type Found, Lookup } from '../../ui/lookup.tsx'
import { Missing, ReportMark } from '../../ui/marks.tsx'
import { OwnFields } from '../../ui/own-fields.tsx'
import { SidePanel } from '../../ui/page.tsx'

const words = text.meetings
const labels = text.domain.fields.meetings

const visitName = (visit: Pick<VisitPage, 'regionName' | 'leaderName' | 'start' | 'end' | 'precision'>): string =>
  [visit.regionName ?? text.common.unnamed, formatDate(visit) ?? words.undatedVisit, visit.leaderName]
    .filter(Boolean)
    .join(' ')

async function searchVisits(typed: string): Promise<Found[]> {
  const { rows } = await call('visits.list', { text: typed, sort: 'updated', offset: 0, limit: 12 })
  return rows.map((visit) => ({
    value: visit.id,
    label: visitName(visit),
    hint: visit.topics.join(text.common.listComma),
  }))
}

function Outline({ page }: { page: MeetingPage }) {
  if (page.outline.length)
    return (
      <ol className="outline">
        {page.outline.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ol>
    )
  if (!page.visit) return <p className="outline-none faint">{words.noVisit}</p>
  return (
    <p className="outline-none faint">
      {words.noOutline}
      <Link page="campaigns" className="outline-where">
        {words.outlineWhere}
      </Link>
    </p>
  )
}

function thread(page: MeetingPage, visit: VisitPage | null): Knot[] {
  const symposium = page.kind === 'symposium'
  const made = page.findings
  const knots: Knot[] = []
  if (symposium || page.visit)
    knots.push({
      key: 'visit',
      state: page.visit ? 'done' : 'open',
      title:
        page.visit && visit ? (
          <Link page="visits" id={page.visit} query={{}}>
            {`${visit.regionName ?? ''}${words.threadVisit}`}
          </Link>
        ) : (
          words.threadVisit
        ),
      note: page.visit ? visit && (formatDate(visit) ?? words.undatedVisit) : <Missing>{words.threadNoVisit}</Missing>,
    })
  knots.push({
    key: 'here',
    state: 'current',
    title: words.threadHere,
    note: symposium
      ? fill(words.threadStatements, { count: page.statementItems.length })
      : fill(words.directives.count, { count: page.directiveItems.length }) + words.columns.directives,
  })
  knots.push({
    key: 'findings',
    state: made ? 'done' : 'open',
    title: made ? (
      <Link page="findings" query={{ meeting: page.id }}>
        {words.threadFindings}
      </Link>
    ) : (
      words.threadFindings
    ),
    note: made ? fill(words.threadFindingsCount, { count: made }) : words.threadNone,
  })
  return knots
}

export function Side({ page, record, visit }: { page: MeetingPage; record: EditRecord; visit: VisitPage | null }) {
  const { data: campaigns = [] } = useRead('campaigns.list', {})
  const campaign = campaigns.find(({ id }) => id === record.value('campaign'))
  const visitBind = record.bind('visit')
  return (
    <SidePanel label={words.facts}>
      <h2 className="meeting-side">{words.facts}</h2>
      <dl className="facts">
        <dt>{labels.kind}</dt>
        <dd>
          <InlineChoice bind={record.bind('kind')} label={labels.kind} choices={choicesOf(text.domain.meetingKind)} />
        </dd>
        {page.kind !== 'symposium' && (
          <>
            <dt>{labels.number}</dt>
            <dd>
              <InlineNumber bind={record.bind('number')} label={labels.number} />
            </dd>
          </>
        )}
        <dt>{labels.date}</dt>
        <dd>
          <InlineDate
            record={record}
            label={labels.date}
            fields={{ start: 'date', precision: 'precision' }}
            year={campaign?.year ?? undefined}
          />
        </dd>
        <dt>{labels.place}</dt>
        <dd>
          <InlineText bind={record.bind('place')} label={labels.place} />
        </dd>
        <dt>{labels.chair}</dt>
        <dd>
          <InlineRef bind={record.bind('chair')} label={labels.chair} entity="people" name={page.chairName} />
        </dd>
        {(page.kind === 'symposium' || page.visit) && (
          <>
            <dt>{labels.visit}</dt>
            <dd>
              <InlineFrame id="meeting-visit" label={labels.visit} bind={visitBind}>
                <Lookup
                  id="meeting-visit"
                  label={labels.visit}
                  value={visit ? visitName(visit) : ''}
                  search={searchVisits}
                  onChoose={({ value }) => visitBind.commit(value)}
                  onClear={() => visitBind.commit(null)}
                />
              </InlineFrame>
            </dd>
          </>
        )}
        <dt>{labels.campaign}</dt>
        <dd>
          <InlineChoice
            bind={record.bind('campaign')}
            label={labels.campaign}
            choices={campaigns.map(({ id, name }) => ({ value: id, label: name ?? text.common.unnamed }))}
            clearable
          />
        </dd>
      </dl>
      {page.kind === 'symposium' && (
        <>
          <h2 className="meeting-side">{words.outline}</h2>
          <Outline page={page} />
        </>
      )}
      <OwnFields noun="meetings" id={page.id} />
      <h2 className="meeting-side">{words.thread}</h2>
      <Knots knots={thread(page, visit)} label={words.thread} />
      <h2 className="meeting-side meeting-report">{words.report}</h2>
      <p className="second">{page.reported ? <ReportMark reported={page.reported} /> : words.reportNone}</p>
    </SidePanel>
  )
}

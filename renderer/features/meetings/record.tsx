/** One meeting: who sat together, what was said or required, and what came of it. */
import { PenLine } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingPage } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { DateBlock } from '../../ui/date-block.tsx'
import { formatDate } from '../../ui/dates.ts'
import { labelOf } from '../../ui/display.ts'
import { type EditRecord, useRecord } from '../../ui/editing.ts'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { fill } from '../../ui/fill.ts'
import { useFindingQuick } from '../../ui/finding-quick.tsx'
import { focusWhenThere } from '../../ui/focus.ts'
import { InlineText } from '../../ui/inline-text.tsx'
import { isKey } from '../../ui/key-map.ts'
import { Link } from '../../ui/link.tsx'
import { ReportMark } from '../../ui/marks.tsx'
import { meetingName } from '../../ui/names.ts'
import { BottomStrip, Empty, ErrorPanel, type KeyHint, Section, Skeleton } from '../../ui/page.tsx'
import { usePages } from '../../ui/pages.ts'
import { ReadingProse } from '../../ui/reading-prose.tsx'
import { ConflictMark, RecordMenu } from '../../ui/record-actions.tsx'
import { RecordBar, usePlace } from '../../ui/record-bar.tsx'
import { go, goBack, type Query, replaceRoute } from '../../ui/route.ts'
import { TabPanel, Tabs } from '../../ui/switches.tsx'
import { useKey } from '../../ui/use-key.ts'
import { isNarrow, isWide, useMedia } from '../../ui/use-media.ts'
import { Agenda } from './agenda.tsx'
import { Directives } from './directives.tsx'
import { MeetingFiles } from './files.tsx'
import { filterOf } from './filters.ts'
import { MeetingFindings } from './findings.tsx'
import { OpenItems } from './open-items.tsx'
import { People } from './people.tsx'
import { Rail } from './rail.tsx'
import { Side } from './side.tsx'
import { Statements } from './statements.tsx'

const words = text.meetings
const labels = text.domain.fields.meetings
type Tab = 'statements' | 'people' | 'papers' | 'findings' | 'files'
const meetingPapers = ['minutes', 'notice', 'attendance'] as const
const tabs: Tab[] = ['statements', 'people', 'papers', 'findings', 'files']

/** The same number twice is mostly one meeting taken down by two. */
function SameNumber({ page }: { page: MeetingPage }) {
  const { kind, number } = page
  const { data } = useRead(
    'meetings.candidates',
    { kind: kind ?? '', number: number ?? 0 },
    { enabled: kind !== null && number !== null, keep: false },
  )
  const other = kind !== null && number !== null ? data?.find(({ id }) => id !== page.id) : undefined
  if (!other) return null
  const date = formatDate({ start: other.date, precision: other.precision }, { year: true }) ?? words.same.undated
  return (
    <p className="meeting-same" role="status">
      {fill(words.same.text, { name: meetingName(other), date })}
      <Link page="meetings" id={other.id} query={{}}>
        {words.same.open}
      </Link>
    </p>
  )
}

function Papers({ page, record }: { page: MeetingPage; record: EditRecord }) {
  const minutes = page.kind === 'symposium' ? words.minutes.symposium : words.minutes.office
  return (
    <>
      {(page.kind !== 'office' || record.value('agenda') !== null) && (
        <Section title={labels.agenda}>
          <ReadingProse bind={record.bind('agenda')} label={labels.agenda} />
        </Section>
      )}
      <Section title={minutes}>
        <ReadingProse bind={record.bind('minutes')} label={minutes} />
      </Section>
    </>
  )
}

export function MeetingRecord({ id, query }: { id: string; query: Query }) {
  const { data: page, error, refetch } = useRead('meetings.page', { id }, { keep: false })
  const record = useRecord('meetings', id)
  const rows = usePages('meetings.list', filterOf(query))
  const place = usePlace(rows, id, query.at)
  const { data: visit } = useRead(
    'visits.page',
    { id: page?.visit ?? '' },
    { enabled: Boolean(page?.visit), keep: false },
  )
  const wide = useMedia(isWide)
  const narrow = useMedia(isNarrow)
  const head = useRef<HTMLElement>(null)
  const { ask, panel } = useFindingQuick(
    {
      meeting: id,
      visit: page?.visit,
      team: visit?.team,
      campaign: visit?.campaign ?? page?.campaign,
      regions: visit?.region ? [visit.region] : [],
    },
    head,
  )
  const symposium = page?.kind === 'symposium'
  const tab = tabs.find((one) => one === query.tab) ?? 'statements'
  const choose = (next: string) => {
    const { tab: _, statement: __, new: ___, ...rest } = query
    replaceRoute('meetings', { id, query: next === 'statements' ? rest : { ...rest, tab: next } })
  }
  useKey((event) => {
    if (isKey(event, 'record.notes') && symposium) {
      go('notes', { id })
      return true
    }
    if (!isKey(event, 'everywhere.create') || !page) return false
    if (symposium && tab !== 'statements') choose('statements')
    const entry = symposium ? '#statement-entry textarea' : '#directive-entry textarea'
    focusWhenThere(entry)
    return true
  })

  const bar = (
    <RecordBar
      page="meetings"
      name={text.domain.nouns.meetings}
      place={place}
      query={query}
      alone={page === null || Boolean(error)}
    >
      {page && (labelOf(text.domain.meetingKind, page.kind) ?? null)}
    </RecordBar>
  )
  if (!page) {
    return (
      <div className="page">
        {bar}
        <div className="page-body meeting-message">
          {error ? (
            <ErrorPanel error={error} onRetry={() => void refetch()} />
          ) : page === null ? (
            <Empty title={words.gone} action={<Link page="meetings">{words.toList}</Link>}>
              {words.goneHint}
            </Empty>
          ) : (
            <Skeleton rows={6} />
          )}
        </div>
      </div>
    )
  }
  const title = meetingName({ ...page, title: null })
  const statements = (
    <Statements
      page={page}
      start={query.statement}
      autoFocus={query.new === '1'}
      onFinding={(quote, at, statement) => ask(quote, at, { statement })}
    />
  )
  const findings = <MeetingFindings page={page} />
  const keys: KeyHint[] = symposium
    ? tab === 'statements'
      ? [
          { keys: ['Ctrl N'], label: words.keys.add },
          { keys: ['Ctrl J'], label: text.notes.open },
          { keys: ['Enter'], label: words.keys.store },
          { keys: ['1–9', '0'], label: words.keys.speaker },
          { keys: ['F'], label: words.keys.finding },
          { keys: ['Alt Shift ↑↓'], label: words.keys.reorder },
        ]
      : [{ keys: ['Ctrl N'], label: words.keys.add }]
    : [
        { keys: ['Ctrl N'], label: words.keys.addDirective },
        { keys: ['Alt Shift ↑↓'], label: words.keys.reorder },
      ]
  let body: ReactNode
  if (symposium) {
    const counts = {
      statements: page.statementItems.length,
      people: page.attendees.length,
      papers: undefined,
      findings: page.findingItems.length,
      files: page.photos.length,
    }
    body = (
      <>
        <div className="meeting-tabs">
          <Tabs
            id="meeting"
            label={words.tabs.label}
            value={tab}
            onChange={choose}
            choices={tabs.map((one) => ({ value: one, label: words.tabs[one], count: counts[one] }))}
          />
        </div>
        <TabPanel id="meeting" value={tab}>
          {tab === 'statements' && statements}
          {tab === 'people' && <People page={page} record={record} withUnits />}
          {tab === 'papers' && <Papers page={page} record={record} />}
          {tab === 'findings' && findings}
          {tab === 'files' && <MeetingFiles page={page} />}
        </TabPanel>
      </>
    )
  } else {
    body = (
      <>
        <SameNumber page={page} />
        {page.kind === 'office' && <OpenItems meeting={id} />}
        {page.kind === 'office' && <Agenda meeting={id} />}
        <Section
          title={words.directives.title}
          note={page.directives > 0 && fill(words.directives.count, { count: page.directives })}
        >
          <Directives page={page} autoFocus={false} />
        </Section>
        <Papers page={page} record={record} />
        <People page={page} record={record} withUnits={page.kind === 'other' || page.organizations.length > 0} />
        {page.findingItems.length > 0 && findings}
        <MeetingFiles page={page} />
      </>
    )
  }
  return (
    <div className="page">
      {bar}
      <div className="record-columns">
        {wide && <Rail query={query} id={id} index={place?.index} />}
        <div className="record-main">
          <header className="meeting-head" ref={head}>
            <DateBlock start={page.date} precision={page.precision} />
            <div className="meeting-title">
              <h1 className="sr-only">{meetingName(page)}</h1>
              <InlineText
                bind={record.bind('title')}
                label={words.title}
                placeholder={title}
                className="meeting-title-field"
                autoFocus={query.new === '1' && !symposium}
              />
              <p className="second">
                {[page.regionName, visit?.leaderName, visit?.topics.join(text.common.listComma)]
                  .filter(Boolean)
                  .join(text.common.listComma) || labelOf(text.domain.meetingKind, page.kind)}
              </p>
            </div>
            <div className="page-actions">
              {symposium && (
                <Button
                  icon={PenLine}
                  title={fill(text.notes.openHint, { keys: 'Ctrl J' })}
                  onClick={() => go('notes', { id })}
                >
                  {text.notes.open}
                  <Kbd>Ctrl J</Kbd>
                </Button>
              )}
              <ConflictMark id={id} count={page.conflicts} />
              <ReportMark reported={page.reported} />
              <ExportMenu papers={meetingPapers} of={{ ids: [id] }} />
              <RecordMenu
                entity="meetings"
                id={id}
                title={meetingName(page)}
                removeLabel={words.remove}
                onRemoved={goBack}
                copyTo="meetings"
              />
            </div>
          </header>
          {body}
        </div>
        <Side page={page} record={record} visit={visit ?? null} />
      </div>
      <BottomStrip
        keys={place && !narrow ? [...keys, { keys: ['Alt ↑', 'Alt ↓'], label: words.keys.neighbours }] : keys}
      />
      {panel}
    </div>
  )
}

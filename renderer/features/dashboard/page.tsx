/** 工作台: where the year stands. Every number opens its records. */
import { FileInput, FileText, Plus } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { urgent } from '../../../shared/domain/reminders.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Dashboard } from '../../../shared/views.ts'
import { prefetchRead, useRead } from '../../api.ts'
import type { PageProps } from '../../app.tsx'
import { Button } from '../../ui/button.tsx'
import { labelOf } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { ReminderIcon } from '../../ui/measure-marks.tsx'
import { FilterMenu } from '../../ui/menus.tsx'
import { Empty, ErrorPanel, PageHeader, Skeleton } from '../../ui/page.tsx'
import { go, setQuery } from '../../ui/route.ts'
import { Coverage } from './coverage.tsx'
import { Figures } from './figures.tsx'
import { Kinds, Next, Recent, Unreported } from './lists.tsx'
import { HandIn, Matrix } from './teams.tsx'
import './coverage.css'
import './figures.css'
import './teams.css'
import './dashboard.css'
import { isKey } from '../../ui/key-map.ts'

const words = text.dashboard

const inputOf = ({ campaign, topic }: PageProps['query']) => ({ campaign, topic })

/** Asked for while React starts. */
export const prefetch = (query: PageProps['query']) => prefetchRead('dashboard.get', inputOf(query))

export function Page({ query }: PageProps) {
  const { data, error, refetch } = useRead('dashboard.get', inputOf(query))
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || !isKey(event, 'everywhere.create')) return
      event.preventDefault()
      go('visits', { id: 'new' })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  if (error) {
    return (
      <div className="sheet-message">
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  return (
    <div className="page">
      <Header dashboard={data} query={query} />
      <div className="page-body">
        {!data ? <Skeleton rows={6} /> : isEmpty(data) ? <Nothing /> : <Body dashboard={data} query={query} />}
      </div>
    </div>
  )
}

const isEmpty = ({ campaign, counts }: Dashboard) => !campaign && counts.visits === 0 && counts.findings === 0

function Header({ dashboard, query }: { dashboard: Dashboard | undefined; query: PageProps['query'] }) {
  const { data: campaigns } = useRead('campaigns.list', {})
  const { data: topics } = useRead('topics.list', {})
  const campaign = dashboard?.campaign
  const sentence =
    campaign?.source && campaign.sourceDate
      ? fill(words.source, { date: campaign.sourceDate, source: campaign.source })
      : undefined
  return (
    <PageHeader
      printed
      title={campaign?.name ?? words.noCampaign}
      sentence={sentence}
      actions={
        <>
          {campaigns && campaigns.length > 1 && (
            <FilterMenu
              label={words.campaign}
              all={false}
              choices={campaigns.map(({ id, name }) => ({ value: id, label: name ?? text.common.unnamed }))}
              value={campaign?.id}
              onChange={(id) => setQuery({ campaign: id })}
            />
          )}
          {topics && topics.length > 0 && campaign && (
            <FilterMenu
              label={words.topic}
              choices={topics.map((topic) => ({ value: topic, label: topic }))}
              value={query.topic}
              onChange={(topic) => setQuery({ topic })}
            />
          )}
        </>
      }
    />
  )
}

function Nothing() {
  const { data: profile } = useRead('profile.get', {})
  const headquarters = profile?.role === 'headquarters'
  return (
    <Empty
      title={words.emptyTitle}
      action={
        <>
          <Button variant="primary" icon={Plus} onClick={() => go('campaigns')}>
            {words.newCampaign}
          </Button>
          <Button icon={FileText} onClick={() => go('intake', { query: {} })}>
            {text.intake.tabs.press}
          </Button>
          {headquarters && (
            <Button icon={FileInput} onClick={() => go('exchange')}>
              {words.importPackages}
            </Button>
          )}
        </>
      }
    >
      {headquarters ? words.emptyHeadquarters : words.emptyHint}
    </Empty>
  )
}

function Body({ dashboard, query }: { dashboard: Dashboard; query: PageProps['query'] }) {
  const { data: profile } = useRead('profile.get', {})
  const { data: counts } = useRead('counts.get', {})
  const campaign = dashboard.campaign?.id
  const headquarters = profile?.role === 'headquarters'
  const filters = { ...(campaign ? { campaign } : {}), ...(query.topic ? { topic: query.topic } : {}) }
  return (
    <>
      <Reminders reminders={dashboard.reminders} query={filters} />
      <Chain dashboard={dashboard} filters={filters} />
      <div className="dashboard-columns">
        <div className="dashboard-main">
          {dashboard.coverage.length > 0 && <Coverage dashboard={dashboard} campaign={campaign} />}
          {headquarters ? (
            <Figures indicators={dashboard.indicators} />
          ) : (
            <Recent recent={dashboard.recent} limit={6} />
          )}
        </div>
        <div className="dashboard-side">
          {headquarters ? (
            <HandIn teams={dashboard.teams} />
          ) : (
            <>
              {counts && <Unreported count={counts.unreported} visits={counts.unreportedVisits} />}
              <Next planned={dashboard.planned} limit={4} />
            </>
          )}
          <Kinds kinds={dashboard.kinds} campaign={campaign} />
        </div>
      </div>
      {dashboard.teams.length > 0 && dashboard.coverage.length > 0 && <Matrix dashboard={dashboard} />}
      <div className="dashboard-columns dashboard-foot">
        <div className="dashboard-main">
          {headquarters ? (
            <Recent recent={dashboard.recent} limit={8} />
          ) : (
            <Figures indicators={dashboard.indicators} />
          )}
        </div>
        {headquarters && (
          <div className="dashboard-side">
            <Next planned={dashboard.planned} limit={8} />
          </div>
        )}
      </div>
    </>
  )
}

type ChainItem = {
  page: string
  id?: string
  query?: Record<string, string>
  count: number
  word: string
  note: ReactNode
}

function measuresNote({ measures, measuresProposed, measuresMissing, measuresDone }: Dashboard['counts']): string {
  if (measures === 0) return words.none
  if (measuresProposed === measures) return measuresMissing > 0 ? words.measuresProposed : words.measuresAllProposed
  const missing = measuresMissing > 0 ? fill(words.measuresMissing, { count: measuresMissing }) : null
  return [fill(words.measuresDone, { done: measuresDone }), missing].filter(Boolean).join(text.common.comma)
}

function documentsNote(at: Dashboard['documentStage']): ReactNode {
  if (!at) return words.none
  const stage = labelOf(text.domain.documentStage, at.stage) ?? ''
  if (at.count > 1 || !at.title) return fill(words.documentsStage, { count: at.count, stage })
  return <span title={at.title}>{fill(words.documentsNote, { title: at.title, stage })}</span>
}

/** What a person is told of at the start: one quiet line, and none where nothing presses. */
function Reminders({ reminders, query }: { reminders: Dashboard['reminders']; query: Record<string, string> }) {
  const pressing = urgent.filter((one) => reminders[one] > 0)
  if (pressing.length === 0) return null
  return (
    <p className="dashboard-reminders" role="status">
      <span className="second">{words.reminders}</span>
      {pressing.map((one) => (
        <Link key={one} page="measures" query={{ ...query, reminder: one }} className={`reminder reminder-${one}`}>
          <ReminderIcon reminder={one} />
          {fill(words.reminder[one], { count: reminders[one] })}
        </Link>
      ))}
    </p>
  )
}

/** One thread: visit → finding → directive → measure → document. */
function Chain({ dashboard, filters }: { dashboard: Dashboard; filters: Record<string, string> }) {
  const { counts, officeMeeting, documentStage } = dashboard
  const visitsNote =
    counts.citiesTwice > 0
      ? fill(words.visitsNote, { cities: counts.cities, twice: counts.citiesTwice })
      : fill(words.visitsNoteOnce, { cities: counts.cities })
  const office = officeMeeting
    ? fill(words.office, { number: officeMeeting.number ?? '', date: officeMeeting.date?.slice(5) ?? '' })
    : words.none
  const items: ChainItem[] = [
    {
      page: 'visits',
      query: filters,
      count: counts.visits,
      word: words.visits,
      note: counts.visits > 0 ? visitsNote : words.none,
    },
    {
      page: 'findings',
      query: filters,
      count: counts.findings,
      word: words.findings,
      note:
        counts.findings === 0
          ? words.none
          : counts.findingsRaw > 0
            ? fill(words.findingsRaw, { raw: counts.findingsRaw })
            : words.findingsSorted,
    },
    {
      page: 'meetings',
      ...(officeMeeting ? { id: officeMeeting.id } : { query: { kind: 'office' } }),
      count: counts.directives,
      word: words.directives,
      note: office,
    },
    {
      page: 'measures',
      query: filters,
      count: counts.measures,
      word: words.measures,
      note: measuresNote(counts),
    },
    {
      page: 'documents',
      query: filters,
      count: counts.documents,
      word: words.documents,
      note: documentsNote(documentStage),
    },
  ]
  return (
    <ol className="chain" aria-label={words.chain}>
      {items.map((item) => (
        <li key={item.word}>
          <Link page={item.page} id={item.id} query={item.query} className="quiet-link">
            <span className="chain-count">
              <span className="figure-number">{item.count}</span> <strong>{item.word}</strong>
            </span>
            <span className="second">{item.note}</span>
          </Link>
        </li>
      ))}
    </ol>
  )
}

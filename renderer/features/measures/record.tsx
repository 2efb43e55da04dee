/** One measure: what it rests on, how far it is, what shows that it was done, and everything that was done about it. */
import { useMemo } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasurePage } from '../../../shared/views/ledger.ts'
import { useRead } from '../../api.ts'
import { useRecord } from '../../ui/editing.ts'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { InlineProse, InlineText } from '../../ui/inline-text.tsx'
import { Link } from '../../ui/link.tsx'
import { ReportMark } from '../../ui/marks.tsx'
import { DoubtMark, ReminderMark } from '../../ui/measure-marks.tsx'
import { BottomStrip, Empty, ErrorPanel, Section, SidePanel, Skeleton } from '../../ui/page.tsx'
import { usePages } from '../../ui/pages.ts'
import { ConflictMark, RecordMenu } from '../../ui/record-actions.tsx'
import { RecordBar, usePlace } from '../../ui/record-bar.tsx'
import { goBack, type Query } from '../../ui/route.ts'
import { BasisSection } from './basis.tsx'
import { Evidence } from './evidence.tsx'
import { Facts } from './facts.tsx'
import { filterOf } from './filters.ts'
import { Log } from './log.tsx'
import { Steps } from './steps.tsx'
import { Thread } from './thread.tsx'

const words = text.ledger.record
const labels = text.domain.fields.measures
const noQuery: Query = {}

function useDefaults(query: Query) {
  return useMemo(() => {
    const one = (name: string) => (query[name] ? [query[name]] : null)
    return {
      stage: 'proposed',
      campaign: query.campaign ?? null,
      owner: query.owner ?? null,
      directives: one('directive'),
      findings: one('finding'),
      teams: one('team'),
      regions: one('city'),
    }
  }, [query])
}

export function MeasureRecord({ id, query }: { id: string; query: Query }) {
  const isNew = query.new === '1'
  const { data: page, error, refetch } = useRead('measures.page', { id }, { keep: false })
  const record = useRecord('measures', id, useDefaults(query))
  const list = isNew ? noQuery : query
  const rows = usePages('measures.list', filterOf(list))
  const place = usePlace(rows, id, list.at)
  const { view } = record
  const gone = page === null && view !== undefined && (view ? view.deleted : !isNew)
  const bar = (
    <RecordBar
      page="measures"
      name={text.ledger.title}
      place={isNew ? null : place}
      query={list}
      alone={Boolean(error) || gone}
    >
      {page?.campaignName ?? (isNew ? words.unborn : null)}
    </RecordBar>
  )
  if (error || gone || page === undefined) {
    return (
      <div className="page">
        {bar}
        <div className="page-body measure-message">
          {error ? (
            <ErrorPanel error={error} onRetry={() => void refetch()} />
          ) : gone ? (
            <Empty title={words.gone} action={<Link page="measures">{words.toList}</Link>}>
              {words.goneHint}
            </Empty>
          ) : (
            <Skeleton rows={6} />
          )}
        </div>
      </div>
    )
  }
  return (
    <div className="page">
      {bar}
      <div className="record-columns">
        <div className="record-main">
          <header className="measure-head">
            <h1 className="sr-only">{page?.title ?? words.unborn}</h1>
            <div className="measure-title">
              <InlineText
                bind={record.bind('title')}
                label={words.titleLabel}
                className="measure-title-input"
                autoFocus={isNew && !page}
              />
            </div>
            {page && (
              <div className="page-actions">
                <ConflictMark id={id} count={page.conflicts} />
                <DoubtMark doubt={page.doubt} />
                <ReminderMark measure={page} />
                <ExportMenu papers={['supervision']} of={{ ids: [id] }} label={text.papers.names.supervision} />
                <RecordMenu
                  entity="measures"
                  id={id}
                  title={page.title ?? words.unborn}
                  removeLabel={words.remove}
                  onRemoved={goBack}
                  copyTo="measures"
                />
              </div>
            )}
          </header>
          <Section title={labels.content}>
            <InlineProse bind={record.bind('content')} label={labels.content} face="reading" />
          </Section>
          {page && <Written page={page} record={record} />}
        </div>
        <SidePanel label={words.facts}>
          <h2>{words.facts}</h2>
          <Facts page={page} record={record} />
          {page && (
            <>
              <h2>{words.thread}</h2>
              <Thread page={page} />
              <h2 className="measure-report">{words.report}</h2>
              <p className="second">{page.reported ? <ReportMark reported={page.reported} /> : words.reportNone}</p>
            </>
          )}
        </SidePanel>
      </div>
      <BottomStrip keys={place && !isNew ? [{ keys: ['Alt ↑', 'Alt ↓'], label: text.meetings.keys.neighbours }] : []} />
    </div>
  )
}

function Written({ page, record }: { page: MeasurePage; record: ReturnType<typeof useRecord> }) {
  return (
    <>
      <Steps page={page} />
      <BasisSection page={page} />
      <Evidence page={page} record={record} />
      <Log page={page} />
    </>
  )
}

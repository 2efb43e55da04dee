/** One finding: what was said apart from what we make of it, and where it comes from. */
import { Merge, SquarePen } from 'lucide-react'
import { useMemo, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { type EditRecord, useRecord } from '../../ui/editing.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineProse } from '../../ui/inline-text.tsx'
import { isKey } from '../../ui/key-map.ts'
import { Link } from '../../ui/link.tsx'
import { KindTag, Missing, ReportMark } from '../../ui/marks.tsx'
import { BottomStrip, Empty, ErrorPanel, Section, SidePanel, Skeleton } from '../../ui/page.tsx'
import { usePages } from '../../ui/pages.ts'
import { ConflictMark, RecordMenu } from '../../ui/record-actions.tsx'
import { RecordBar, usePlace } from '../../ui/record-bar.tsx'
import { go, goBack, type Query } from '../../ui/route.ts'
import { tellFailure } from '../../ui/save-now.ts'
import { Segmented } from '../../ui/switches.tsx'
import { useKey } from '../../ui/use-key.ts'
import { isWide, useMedia } from '../../ui/use-media.ts'
import { Analysis } from './analysis.tsx'
import { distil } from './batch.ts'
import { placesOf } from './columns.tsx'
import { Facts } from './facts.tsx'
import { filterOf } from './filters.ts'
import { isLetter } from './letter-keys.ts'
import { Members } from './members.tsx'
import { PickDialog } from './merge-dialog.tsx'
import { MergedAway } from './merged-away.tsx'
import { Rail } from './rail.tsx'
import { SimilarPart } from './similar-part.tsx'
import { Sources } from './sources.tsx'
import { Spread } from './spread.tsx'

const words = text.findings
const labels = text.domain.fields.findings
const noQuery: Query = {}

/** A new finding begins with what its list was filtered by. */
function useDefaults(query: Query) {
  const { data: campaigns } = useRead('campaigns.list', {}, { enabled: query.new === '1' })
  const current = campaigns?.find(({ status }) => status === 'active') ?? campaigns?.[0]
  return useMemo(() => {
    const one = (name: string) => (query[name] ? [query[name]] : null)
    return {
      stage: 'raw',
      kind: query.kind ?? null,
      topics: one('topic'),
      regions: one('city'),
      visits: one('visit'),
      meetings: one('meeting'),
      team: query.team ?? null,
      campaign: query.campaign ?? current?.id ?? null,
    }
  }, [query, current?.id])
}

function Stage({ record }: { record: EditRecord }) {
  const bind = record.bind('stage')
  return (
    <Segmented
      label={labels.stage}
      choices={choicesOf(text.domain.findingStage) as { value: string; label: string }[]}
      value={String(bind.value ?? '')}
      onChange={(stage) => bind.commit(stage)}
    />
  )
}

export function FindingRecord({ id, query }: { id: string; query: Query }) {
  const isNew = query.new === '1'
  const { data: page, error, refetch } = useRead('findings.page', { id }, { keep: false })
  const record = useRecord('findings', id, useDefaults(query))
  const wide = useMedia(isWide)
  // a new finding stands in no list yet
  const list = isNew ? noQuery : query
  const rows = usePages('findings.list', filterOf(list))
  const place = usePlace(rows, id, list.at)

  const [merging, setMerging] = useState(false)
  const draft = () => {
    if (page) distil([page]).then((measure) => measure && go('measures', { id: measure }), tellFailure)
  }
  useKey((event) => {
    if (!page || !isLetter(event)) return false
    if (isKey(event, 'board.merge')) setMerging(true)
    else if (isKey(event, 'board.distil')) draft()
    else return false
    return true
  })

  const { view } = record
  const into = page === null && view && !view.deleted ? view.fields.mergedInto : null
  const gone = page === null && view !== undefined && (view ? view.deleted || Boolean(view.fields.mergedInto) : !isNew)
  const bar = (
    <RecordBar
      page="findings"
      name={text.domain.nouns.findings}
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
        <div className="page-body record-message">
          {error ? (
            <ErrorPanel error={error} onRetry={() => void refetch()} />
          ) : into ? (
            <MergedAway id={id} />
          ) : gone ? (
            <Empty title={words.gone} action={<Link page="findings">{words.toList}</Link>}>
              {words.goneHint}
            </Empty>
          ) : (
            <Skeleton rows={6} />
          )}
        </div>
      </div>
    )
  }
  const places = page ? placesOf(page) : ''
  return (
    <div className="page">
      {bar}
      <div className="record-columns">
        {wide && !isNew && <Rail query={list} id={id} index={place?.index} />}
        <div className="record-main">
          <header className="finding-head">
            <div className="finding-name">
              <h1 className="title">
                {places || (isNew && !page ? words.unborn : <Missing>{words.without.city}</Missing>)}
              </h1>
              <div className="finding-kind-field">
                <InlineChoice
                  bind={record.bind('kind')}
                  label={labels.kind}
                  placeholder={words.without.kind}
                  choices={choicesOf(text.domain.findingKind)}
                  render={(kind) => <KindTag kind={kind} />}
                />
                {page && <Spread finding={page} />}
              </div>
            </div>
            <div className="page-actions">
              {page && <ConflictMark id={id} count={page.conflicts} />}
              {page && <ReportMark reported={page.reported} />}
              {page && (
                <Button icon={SquarePen} title={`${words.distil.action} (S)`} onClick={draft}>
                  {words.distil.action}
                </Button>
              )}
              {page && (
                <RecordMenu
                  items={[{ label: words.merge.title, icon: Merge, keys: 'M', onSelect: () => setMerging(true) }]}
                  entity="findings"
                  id={id}
                  title={placesOf(page) || words.without.city}
                  removeLabel={words.remove}
                  onRemoved={goBack}
                  copyTo="findings"
                />
              )}
            </div>
          </header>
          {!page && !record.exists && <p className="second">{words.unbornHint}</p>}
          <Section title={labels.quote} note={words.quoteHint}>
            <div className="finding-said">
              <InlineProse bind={record.bind('quote')} label={labels.quote} face="quote" autoFocus={isNew && !page} />
            </div>
          </Section>
          <Section title={labels.summary} note={words.summaryHint}>
            <InlineProse bind={record.bind('summary')} label={labels.summary} face="reading" />
          </Section>
          <Section title={labels.analysis} note={words.analysisHint}>
            <InlineProse bind={record.bind('analysis')} label={labels.analysis} face="reading" />
          </Section>
          <Analysis record={record} />
          <Section title={labels.stage}>
            <Stage record={record} />
          </Section>
          {page?.merged && <Members id={id} count={page.merged.count} />}
          {page && <SimilarPart id={id} />}
        </div>
        <SidePanel label={words.facts}>
          <h3>{words.facts}</h3>
          <Facts record={record} regions={page?.regionNames ?? []} />
          <h3>{words.thread}</h3>
          <Sources record={record} page={page} />
          {page && (
            <>
              <h3 className="finding-report">{words.report}</h3>
              <p className="second">{page.reported ? <ReportMark reported={page.reported} /> : words.reportNone}</p>
            </>
          )}
        </SidePanel>
      </div>
      <BottomStrip
        keys={[
          ...(place && !isNew ? [{ keys: ['Alt ↑', 'Alt ↓'], label: words.keys.neighbours }] : []),
          ...(page
            ? [
                { keys: ['M'], label: words.board.keys.merge },
                { keys: ['S'], label: words.distil.action },
              ]
            : []),
        ]}
      />
      {merging && page && <PickDialog finding={page} onClose={() => setMerging(false)} />}
    </div>
  )
}

/** One campaign: what it is for, its facts, and its teams with what they plan. Everything is edited where it stands. */
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineText } from '../../ui/inline-text.tsx'
import { Link } from '../../ui/link.tsx'
import { OwnFields } from '../../ui/own-fields.tsx'
import { BottomStrip, Empty, ErrorPanel, SidePanel, Skeleton } from '../../ui/page.tsx'
import { useRows } from '../../ui/pages.ts'
import { ReadingProse } from '../../ui/reading-prose.tsx'
import { ConflictMark, RecordMenu } from '../../ui/record-actions.tsx'
import { RecordBar, usePlace } from '../../ui/record-bar.tsx'
import { go, type Query, replaceRoute } from '../../ui/route.ts'
import { Segmented } from '../../ui/switches.tsx'
import { CampaignFacts } from './facts.tsx'
import { Outlines } from './outlines.tsx'
import { Teams } from './teams.tsx'

const words = text.campaigns
const labels = text.domain.fields.campaigns
const noQuery: Query = {}

export function CampaignRecord({ id, query }: { id: string; query: Query }) {
  const record = useRecord('campaigns', id)
  const { data: campaigns } = useRead('campaigns.list', {})
  const rows = useRows(campaigns)
  const place = usePlace(rows, id, query.at)
  const item = campaigns?.find((one) => one.id === id)
  const { view } = record
  const gone = view === null || view?.deleted
  const bar = (
    <RecordBar
      page="campaigns"
      name={words.title}
      place={campaigns && campaigns.length > 1 ? place : null}
      query={noQuery}
      alone={gone || Boolean(record.error)}
    >
      {item?.name ?? null}
    </RecordBar>
  )
  if (!view || gone) {
    return (
      <div className="page">
        {bar}
        <div className="page-body record-message">
          {record.error ? (
            <ErrorPanel error={record.error} />
          ) : gone ? (
            <Empty
              title={words.gone}
              action={
                <>
                  <Link page="campaigns">{words.toList}</Link>
                  <Link page="trash">{words.toTrash}</Link>
                </>
              }
            >
              {words.goneHint}
            </Empty>
          ) : (
            <Skeleton rows={6} />
          )}
        </div>
      </div>
    )
  }
  const year = record.value('year')
  return (
    <div className="page">
      {bar}
      <div className="record-columns">
        <div className="record-main">
          <header className="campaign-head">
            <h1 className="title">
              <InlineText
                bind={record.bind('name')}
                label={labels.name}
                className="campaign-name"
                autoFocus={query.new === '1'}
              />
            </h1>
            <ConflictMark id={id} count={view.conflicts.length} />
            <RecordMenu
              entity="campaigns"
              id={id}
              title={item?.name ?? words.title}
              removeLabel={words.remove}
              onRemoved={() => go('campaigns')}
              copyTo="campaigns"
            />
          </header>
          {item && (
            <p className="campaign-counts second">
              <span>{fill(words.counts.teams, { count: item.teams })}</span>
              <Link page="visits" query={{ campaign: id }}>
                {fill(words.counts.visits, { count: item.visits })}
              </Link>
              <Link page="findings" query={{ campaign: id }}>
                {fill(words.counts.findings, { count: item.findings })}
              </Link>
            </p>
          )}
          <div className="campaign-purpose">
            <ReadingProse
              bind={record.bind('purpose')}
              label={labels.purpose}
              placeholder={`${labels.purpose}${text.common.missing}${text.common.colon}${words.purposeHint}`}
            />
          </div>
          <div className="campaign-views">
            <Segmented
              label={text.own.calendar.view}
              choices={[
                { value: 'teams', label: text.domain.nouns.teams },
                { value: 'outlines', label: text.own.outlines.tab },
              ]}
              value={query.tab === 'outlines' ? 'outlines' : 'teams'}
              onChange={(tab) => replaceRoute('campaigns', { id, query: tab === 'teams' ? {} : { tab } })}
            />
          </div>
          {query.tab === 'outlines' ? (
            <Outlines campaign={id} team={query.team} />
          ) : (
            <Teams campaign={id} year={typeof year === 'number' ? year : undefined} opened={query.team} />
          )}
        </div>
        <SidePanel label={words.facts}>
          <h3>{words.facts}</h3>
          <CampaignFacts record={record} />
          <OwnFields noun="campaigns" id={id} />
        </SidePanel>
      </div>
      <BottomStrip
        keys={[
          { keys: ['Enter'], label: words.keys.open },
          { keys: ['Ctrl ↑', 'Ctrl ↓'], label: words.keys.reorder },
          { keys: ['Ctrl N'], label: words.keys.createTeam },
          { keys: ['Ctrl Z'], label: words.keys.undo },
        ]}
      />
    </div>
  )
}

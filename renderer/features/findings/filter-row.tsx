/** Search and filters of board and table; what other pages asked for stands as chips beside them. */
import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, queryClient, readKey, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { choicesOf } from '../../ui/inline-choice.tsx'
import { FilterMenu } from '../../ui/menus.tsx'
import { meetingName } from '../../ui/names.ts'
import { type Query, setQuery } from '../../ui/route.ts'
import { SearchBox } from '../../ui/switches.tsx'
import { type StripBy, stripOf, stripSetting } from './card-looks.ts'
import { type Filter, type Grouping, groupName, noFilters, type View } from './filters.ts'

const words = text.findings.filters
const { group, board } = text.findings

function Chip({ name, onRemove }: { name: string; onRemove: () => void }) {
  return (
    <span className="chip">
      {name}
      <button type="button" aria-label={fill(words.remove, { name })} onClick={onRemove}>
        <X size={16} aria-hidden />
      </button>
    </span>
  )
}

function VisitChip({ id }: { id: string }) {
  const { data } = useRead('visits.page', { id })
  const name = `${words.visit} ${data?.regionName ?? ''}`
  return <Chip name={name.trim()} onRemove={() => setQuery({ visit: undefined })} />
}

function MeetingChip({ id }: { id: string }) {
  const { data } = useRead('meetings.page', { id })
  const name = `${words.meeting} ${data ? meetingName(data) : ''}`
  return <Chip name={name.trim()} onRemove={() => setQuery({ meeting: undefined })} />
}

type Props = { query: Query; filter: Filter; view: View; by: Grouping | null; strip: unknown; tools: ReactNode }

export function FilterRow({ query, filter, view, by, strip, tools }: Props) {
  const { data: topics = [] } = useRead('topics.list', {})
  const { city: _, without, ...others } = filter
  // counted over all findings: not with every change of a list nobody filters by city
  const [asked, setAsked] = useState(false)
  const { data: cities = [] } = useRead(
    'findings.groups',
    {
      ...others,
      ...(without && without !== 'city' ? { without } : {}),
      by: 'city',
    },
    { enabled: asked || filter.city !== undefined },
  )
  const [open, setOpen] = useState(false)
  const set = (name: string) => (value: string | undefined) =>
    setQuery({ [name]: value, ...(filter.without === name ? { without: undefined } : {}) })
  const cityChoices = cities.flatMap((group) =>
    group.key === null ? [] : [{ value: group.key, label: groupName('city', group), hint: String(group.count) }],
  )
  const filtered = Object.keys(filter).length > 0
  return (
    <div className="filter-row">
      <SearchBox
        value={query.text ?? ''}
        placeholder={text.findings.search}
        onChange={(value) => setQuery({ text: value })}
      />
      <FilterMenu
        label={words.kind}
        choices={choicesOf(text.domain.findingKind)}
        value={filter.kind}
        onChange={set('kind')}
      />
      <FilterMenu
        label={words.topic}
        choices={topics.map((topic) => ({ value: topic, label: topic }))}
        value={filter.topic}
        onChange={set('topic')}
      />
      <FilterMenu
        label={words.city}
        choices={cityChoices}
        value={filter.city}
        onChange={set('city')}
        onOpen={() => setAsked(true)}
      />
      {(open || moreFilters.some((name) => filter[name])) && (
        <MoreFilters filter={filter} view={view} open={open} set={set} />
      )}
      {filter.visit && <VisitChip id={filter.visit} />}
      {filter.meeting && <MeetingChip id={filter.meeting} />}
      {filter.unreported && <Chip name={words.unreported} onRemove={() => setQuery({ unreported: undefined })} />}
      {filter.without && (
        <Chip name={text.findings.without[filter.without]} onRemove={() => setQuery({ without: undefined })} />
      )}
      <Button size="small" variant="text" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? words.fewer : words.more}
      </Button>
      {filtered && (
        <Button size="small" variant="text" onClick={() => setQuery(noFilters)}>
          {words.clear}
        </Button>
      )}
      <div className="filter-row-end">
        {view === 'board' ? <StripMenu strip={stripOf(strip)} /> : <GroupMenu by={by} />}
        {tools}
      </div>
    </div>
  )
}

/** What their menus offer is asked for with them alone: it is counted over all findings. */
const moreFilters = ['stage', 'team', 'spread', 'tag', 'priority', 'campaign', 'summarized'] as const

type MoreProps = {
  filter: Filter
  view: View
  /** Also those that narrow nothing now. */
  open: boolean
  set: (name: string) => (value: string | undefined) => void
}

function MoreFilters({ filter, view, open, set }: MoreProps) {
  const { data: teams = [] } = useRead('teams.list', filter.campaign ? { campaign: filter.campaign } : {})
  const { data: campaigns = [] } = useRead('campaigns.list', {})
  const { data: tags = [] } = useRead('tags.list', {})
  const menus = [
    {
      name: 'stage' as const,
      choices: choicesOf(text.domain.findingStage),
      // the columns of the board are the stages
      offered: view === 'table',
    },
    {
      name: 'team' as const,
      choices: teams.map(({ id, name, leaderName }) => ({
        value: id,
        label: name ?? leaderName ?? text.common.unnamed,
        hint: name ? (leaderName ?? undefined) : undefined,
      })),
      offered: true,
    },
    {
      name: 'spread' as const,
      choices: [
        { value: 'common', label: text.findings.spread.commonGroup },
        { value: 'single', label: text.findings.spread.singleGroup },
      ],
      offered: true,
    },
    { name: 'tag' as const, choices: tags.map((tag) => ({ value: tag, label: tag })), offered: tags.length > 0 },
    { name: 'priority' as const, choices: choicesOf(text.domain.priority), offered: true },
    {
      name: 'campaign' as const,
      choices: campaigns.map(({ id, name }) => ({ value: id, label: name ?? text.common.unnamed })),
      offered: campaigns.length > 1,
    },
    { name: 'summarized' as const, choices: [{ value: 'missing', label: words.missing }], offered: true },
  ]
  return menus.map(
    ({ name, choices, offered }) =>
      offered &&
      (open || filter[name]) && (
        <FilterMenu key={name} label={words[name]} choices={choices} value={filter[name]} onChange={set(name)} />
      ),
  )
}

function GroupMenu({ by }: { by: Grouping | null }) {
  return (
    <>
      <span className="second filter-row-label" aria-hidden>
        {group.label}
      </span>
      <FilterMenu
        label={group.label}
        all={false}
        plain
        choices={[
          { value: 'none', label: group.none },
          { value: 'kind', label: group.kind },
          { value: 'city', label: group.city },
          { value: 'topic', label: group.topic },
          { value: 'spread', label: group.spread },
        ]}
        value={by ?? 'none'}
        onChange={(value) => setQuery({ view: 'table', by: value === 'none' ? undefined : value })}
      />
    </>
  )
}

function StripMenu({ strip }: { strip: StripBy }) {
  const choose = async (value: string | undefined) => {
    await call('settings.save', { key: stripSetting, value: value ?? 'kind' }).catch(() => {})
    await queryClient.invalidateQueries({ queryKey: readKey('settings.get', {}) })
  }
  return (
    <>
      <span className="second filter-row-label" aria-hidden>
        {board.strip}
      </span>
      <FilterMenu
        label={board.strip}
        all={false}
        plain
        choices={[
          { value: 'kind', label: board.byKind },
          { value: 'topic', label: board.byTopic },
        ]}
        value={strip}
        onChange={(value) => void choose(value)}
      />
    </>
  )
}

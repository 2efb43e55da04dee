/** Search and filters of the list; what other pages asked for stands as chips beside them. */
import { X } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { choicesOf } from '../../ui/inline-choice.tsx'
import { FilterMenu } from '../../ui/menus.tsx'
import { meetingName } from '../../ui/names.ts'
import { type Query, setQuery } from '../../ui/route.ts'
import { SearchBox } from '../../ui/switches.tsx'
import { type Filter, groupName, noFilters } from './filters.ts'

const words = text.findings.filters

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

export function FilterRow({ query, filter }: { query: Query; filter: Filter }) {
  const { data: topics = [] } = useRead('topics.list', {})
  const { data: teams = [] } = useRead('teams.list', filter.campaign ? { campaign: filter.campaign } : {})
  const { data: campaigns = [] } = useRead('campaigns.list', {})
  const { city: _, without, ...others } = filter
  const { data: cities = [] } = useRead('findings.groups', {
    ...others,
    ...(without && without !== 'city' ? { without } : {}),
    by: 'city',
  })
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
      <FilterMenu label={words.city} choices={cityChoices} value={filter.city} onChange={set('city')} />
      <FilterMenu
        label={words.stage}
        choices={choicesOf(text.domain.findingStage)}
        value={filter.stage}
        onChange={set('stage')}
      />
      <FilterMenu
        label={words.team}
        choices={teams.map(({ id, name, leaderName }) => ({
          value: id,
          label: name ?? leaderName ?? text.common.unnamed,
          hint: name ? (leaderName ?? undefined) : undefined,
        }))}
        value={filter.team}
        onChange={set('team')}
      />
      {campaigns.length > 1 && (
        <FilterMenu
          label={words.campaign}
          choices={campaigns.map(({ id, name }) => ({ value: id, label: name ?? text.common.unnamed }))}
          value={filter.campaign}
          onChange={set('campaign')}
        />
      )}
      <FilterMenu
        label={words.summarized}
        choices={[{ value: 'missing', label: words.missing }]}
        value={filter.summarized}
        onChange={set('summarized')}
      />
      {filter.visit && <VisitChip id={filter.visit} />}
      {filter.meeting && <MeetingChip id={filter.meeting} />}
      {filter.unreported && <Chip name={words.unreported} onRemove={() => setQuery({ unreported: undefined })} />}
      {filter.without && (
        <Chip name={text.findings.without[filter.without]} onRemove={() => setQuery({ without: undefined })} />
      )}
      {filtered && (
        <Button size="small" variant="text" onClick={() => setQuery(noFilters)}>
          {words.clear}
        </Button>
      )}
    </div>
  )
}

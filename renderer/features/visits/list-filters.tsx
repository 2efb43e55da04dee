/** The filter row. Everything in it stands in the address and is remembered. */
import { type ReactNode, useMemo } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { TeamItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import type { Choice } from '../../ui/choices.tsx'
import { joinNames } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { choicesOf } from '../../ui/inline-choice.tsx'
import { FilterMenu } from '../../ui/menus.tsx'
import { type Query, setQuery } from '../../ui/route.ts'
import { SearchBox } from '../../ui/switches.tsx'
import { DateFilter } from './date-filter.tsx'
import { isFiltered, noFilters, sortOf, sorts } from './filter.ts'

const words = text.visits

export const teamChoice = (team: TeamItem, withCampaign = false): Choice => ({
  value: team.id,
  label: team.leaderName ?? team.name ?? text.common.unnamed,
  hint: joinNames([...team.topics, ...(withCampaign ? [team.campaignName] : [])]) || undefined,
})

/** Cities of the campaigns' regions, and those a team is to visit elsewhere. */
function useCities(query: Query): Choice[] {
  const { data: campaigns } = useRead('campaigns.list', {})
  const { data: teams } = useRead('teams.list', {})
  const campaign = campaigns?.find((one) => one.id === query.campaign) ?? campaigns?.find((one) => one.region)
  const region = campaign?.region ?? null
  const { data: children } = useRead('regions.children', { parent: region }, { enabled: region !== null })
  const chosen = query.city
  const { data: path } = useRead('regions.path', { id: chosen ?? '' }, { enabled: Boolean(chosen), keep: false })
  return useMemo(() => {
    const names = new Map<string, string>()
    for (const { id, name } of children ?? []) names.set(id, name ?? text.common.unnamed)
    for (const team of teams ?? []) {
      for (const { id, name } of team.regionNames) if (!names.has(id)) names.set(id, name ?? text.common.unnamed)
    }
    const last = path?.at(-1)
    if (last && !names.has(last.id)) names.set(last.id, last.name ?? text.common.unnamed)
    return [...names].map(([value, label]) => ({ value, label }))
  }, [children, teams, path])
}

type Props = { query: Query; total: number | undefined; tools: ReactNode }

export function ListFilters({ query, total, tools }: Props) {
  const { data: campaigns } = useRead('campaigns.list', {})
  const { data: teams } = useRead('teams.list', query.campaign ? { campaign: query.campaign } : {})
  const cities = useCities(query)
  const filtered = isFiltered(query)
  return (
    <div className="filter-row">
      <SearchBox
        value={query.text ?? ''}
        onChange={(typed) => setQuery({ text: typed.trim() })}
        placeholder={filtered || total === undefined ? words.searchAny : fill(words.search, { total })}
      />
      <FilterMenu
        label={words.filters.team}
        choices={(teams ?? []).map((team) => teamChoice(team, (campaigns?.length ?? 0) > 1 && !query.campaign))}
        value={query.team}
        onChange={(team) => setQuery({ team })}
      />
      <FilterMenu
        label={words.filters.city}
        choices={cities}
        value={query.city}
        onChange={(city) => setQuery({ city })}
      />
      <FilterMenu
        label={words.filters.status}
        choices={choicesOf(text.domain.visitStatus)}
        value={query.status}
        onChange={(status) => setQuery({ status })}
      />
      <FilterMenu
        label={words.filters.campaign}
        choices={(campaigns ?? []).map(({ id, name }) => ({ value: id, label: name ?? text.common.unnamed }))}
        value={query.campaign}
        onChange={(campaign) => setQuery({ campaign, team: undefined })}
      />
      <DateFilter query={query} />
      {query.unreported === '1' && (
        <Button
          size="small"
          className="filter-button filter-button-set"
          aria-pressed
          onClick={() => setQuery({ unreported: undefined })}
        >
          {words.filters.unreported} ×
        </Button>
      )}
      {filtered && (
        <Button size="small" variant="text" onClick={() => setQuery(noFilters)}>
          {words.filters.clear}
        </Button>
      )}
      <span className="filter-row-end">
        <FilterMenu
          label={words.sortLabel}
          choices={sorts.map((sort) => ({ value: sort, label: words.sort[sort] }))}
          value={sortOf(query)}
          all={false}
          plain
          onChange={(sort) => setQuery({ sort: sort === 'date' ? undefined : sort, desc: undefined })}
        />
        {tools}
      </span>
    </div>
  )
}

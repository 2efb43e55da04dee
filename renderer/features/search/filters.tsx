/** 类别、城市、调研组、年份. */
import { useMemo } from 'react'
import type { Input } from '../../../shared/contract.ts'
import type { Entity } from '../../../shared/domain/fields.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { FilterMenu } from '../../ui/menus.tsx'

export type Filter = Omit<Input<'search.query'>, 'text' | 'limit'>

const words = text.search.filters

/** Nouns one filters by; the rest belongs to these and is found through them. */
export const filteredNouns: Entity[] = [
  'visits',
  'findings',
  'meetings',
  'statements',
  'measures',
  'documents',
  'organizations',
  'people',
  'sites',
  'projects',
  'regions',
  'indicators',
  'attachments',
]

function useChoices() {
  const { data: campaigns } = useRead('campaigns.list', {})
  const { data: teams } = useRead('teams.list', {})
  const region = campaigns?.find((one) => one.region)?.region ?? null
  const { data: children } = useRead('regions.children', { parent: region }, { enabled: region !== null })
  return useMemo(() => {
    const cities = new Map((children ?? []).map(({ id, name }) => [id, name ?? text.common.unnamed]))
    for (const { regionNames } of teams ?? [])
      for (const { id, name } of regionNames) if (!cities.has(id)) cities.set(id, name ?? text.common.unnamed)
    const years = new Set(campaigns?.map(({ year }) => year).filter((year) => year !== null))
    years.add(new Date().getFullYear())
    return {
      cities: [...cities].map(([value, label]) => ({ value, label })),
      teams: (teams ?? []).map(({ id, name, leaderName, topics }) => ({
        value: id,
        label: leaderName ?? name ?? text.common.unnamed,
        hint: topics.join(text.common.listComma) || undefined,
      })),
      years: [...years]
        .sort((a, b) => b - a)
        .map((year) => ({ value: String(year), label: fill(text.search.year, { year }) })),
    }
  }, [campaigns, teams, children])
}

type Props = { filter: Filter; onChange: (filter: Filter) => void; withNouns?: boolean }

export function Filters({ filter, onChange, withNouns = false }: Props) {
  const { cities, teams, years } = useChoices()
  const set = (patch: Filter) => onChange({ ...filter, ...patch })
  const isSet = filter.city || filter.team || filter.year !== undefined || (withNouns && filter.entity)
  return (
    <>
      {withNouns && (
        <FilterMenu
          label={words.noun}
          choices={filteredNouns.map((value) => ({ value, label: text.domain.nouns[value] }))}
          value={filter.entity}
          onChange={(entity) => set({ entity })}
        />
      )}
      <FilterMenu label={words.city} choices={cities} value={filter.city} onChange={(city) => set({ city })} />
      <FilterMenu label={words.team} choices={teams} value={filter.team} onChange={(team) => set({ team })} />
      <FilterMenu
        label={words.year}
        choices={years}
        value={filter.year === undefined ? undefined : String(filter.year)}
        onChange={(year) => set({ year: year === undefined ? undefined : Number(year) })}
      />
      {isSet && (
        <Button size="small" variant="text" onClick={() => onChange(withNouns ? {} : { entity: filter.entity })}>
          {words.clear}
        </Button>
      )}
    </>
  )
}

/** The filters of board and table as they stand in the page's address. */
import type { Input } from '../../../shared/contract.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingGroup } from '../../../shared/views.ts'
import { labelOf } from '../../ui/display.ts'
import type { Query } from '../../ui/route.ts'

export type Filter = Omit<Input<'findings.list'>, 'offset' | 'limit' | 'sort' | 'descending'>
export type Grouping = 'kind' | 'city' | 'topic' | 'spread'
export type View = 'board' | 'table'

const words = text.findings
const plain = ['campaign', 'team', 'topic', 'tag', 'city', 'visit', 'meeting', 'text'] as const
const known = {
  kind: text.domain.findingKind,
  stage: text.domain.findingStage,
  priority: text.domain.priority,
  spread: { common: '', single: '' },
  without: words.without,
  summarized: { missing: '' },
} as const

/** What an address cannot mean (an older version's words) is left out rather than refused. */
export function filterOf(query: Query): Filter {
  const filter: Record<string, string | boolean> = {}
  for (const name of plain) if (query[name]) filter[name] = query[name]
  for (const [name, values] of Object.entries(known)) {
    const value = query[name]
    if (value && value in values) filter[name] = value
  }
  if (query.unreported) filter.unreported = true
  return filter as Filter
}

export const groupingOf = (query: Query): Grouping | null =>
  query.by === 'kind' || query.by === 'city' || query.by === 'topic' || query.by === 'spread' ? query.by : null

/** `remembered`: how it was seen last. What asks for a stage or groups is a table: the board shows all stages and groups by them. */
export function viewOf(query: Query, remembered: unknown): View {
  if (query.view === 'board' || query.view === 'table') return query.view
  if (query.by || query.stage || query.without === 'stage') return 'table'
  return remembered === 'table' ? 'table' : 'board'
}
export const viewSetting = 'findings.view'

/** What the board is filtered by: its columns are the stages. */
export function boardFilter({ stage: _, without, ...filter }: Filter): Filter {
  return without === undefined || without === 'stage' ? filter : { ...filter, without }
}

export type Sorting = Pick<Input<'findings.list'>, 'sort' | 'descending'>
const sorts = ['kind', 'stage', 'cities', 'updated'] as const

/** `-cities`: descending. */
export function sortingOf({ sort = '' }: Query): Sorting {
  const descending = sort.startsWith('-')
  const known = sorts.find((one) => one === sort.slice(descending ? 1 : 0))
  return known ? { sort: known, descending } : {}
}

/** What a press on a column's head asks for: first the way one looks for it, then the other. */
export function sortQuery(sorting: Sorting, sort: NonNullable<Sorting['sort']>): Query {
  const first = sort === 'cities' || sort === 'updated'
  const descending = sorting.sort === sort ? !sorting.descending : first
  return { sort: `${descending ? '-' : ''}${sort}` }
}

/** Filters that clearing removes; the grouping stays. */
export const noFilters: Record<string, undefined> = Object.fromEntries(
  [...plain, ...Object.keys(known), 'unreported'].map((name) => [name, undefined]),
)

export const isFiltered = (filter: Filter): boolean => Object.keys(filter).length > 0

/** The filter that shows one group alone. */
export const groupFilter = (by: Grouping, key: string | null): Query => (key === null ? { without: by } : { [by]: key })

export function groupName(by: Grouping, { key, name }: Pick<FindingGroup, 'key' | 'name'>): string {
  if (by === 'spread') return key === 'common' ? words.spread.commonGroup : words.spread.singleGroup
  if (key === null) return words.without[by]
  if (by === 'kind') return labelOf(text.domain.findingKind, key) ?? key
  return name ?? text.common.unnamed
}

/** The list's filters as they stand in the page's address. */
import type { Input } from '../../../shared/contract.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { FindingGroup } from '../../../shared/views.ts'
import { labelOf } from '../../ui/display.ts'
import type { Query } from '../../ui/route.ts'

export type Filter = Omit<Input<'findings.list'>, 'offset' | 'limit' | 'sort' | 'descending'>
export type Grouping = 'kind' | 'city' | 'topic'

const words = text.findings
const plain = ['campaign', 'team', 'topic', 'city', 'visit', 'meeting', 'text'] as const
const known = {
  kind: text.domain.findingKind,
  stage: text.domain.findingStage,
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
  query.by === 'kind' || query.by === 'city' || query.by === 'topic' ? query.by : null

/** Filters that clearing removes; the grouping stays. */
export const noFilters: Record<string, undefined> = Object.fromEntries(
  [...plain, ...Object.keys(known), 'unreported'].map((name) => [name, undefined]),
)

export const isFiltered = (filter: Filter): boolean => Object.keys(filter).length > 0

/** The filter that shows one group alone. */
export const groupFilter = (by: Grouping, key: string | null): Query => (key === null ? { without: by } : { [by]: key })

export function groupName(by: Grouping, { key, name }: Pick<FindingGroup, 'key' | 'name'>): string {
  if (key === null) return words.without[by]
  if (by === 'kind') return labelOf(text.domain.findingKind, key) ?? key
  return name ?? text.common.unnamed
}

/** The ledger's filters as they stand in the page's address. */
import type { Input } from '../../../shared/contract.ts'
import { measureStages } from '../../../shared/domain/measures.ts'
import { reminders } from '../../../shared/domain/reminders.ts'
import type { Query } from '../../ui/route.ts'

export type Filter = Omit<Input<'measures.list'>, 'offset' | 'limit' | 'sort' | 'descending'>
export const views = ['table', 'timeline', 'calendar'] as const
export type View = (typeof views)[number]

const plain = ['campaign', 'owner', 'directive', 'finding', 'document', 'team', 'city', 'topic', 'text'] as const
/** Narrowed from elsewhere: said in words, with a way back. */
export const narrowing = ['directive', 'finding', 'team', 'city', 'owner'] as const

/** What an address cannot mean (an older version's words) is left out rather than refused. */
export function filterOf(query: Query): Filter {
  const filter: Filter = {}
  for (const name of plain) if (query[name]) filter[name] = query[name]
  const stage = measureStages.find((one) => one === query.stage)
  const reminder = reminders.find((one) => one === query.reminder)
  if (stage) filter.stage = stage
  if (reminder) filter.reminder = reminder
  if (query.unreported) filter.unreported = true
  return filter
}

export const viewOf = (query: Query): View => views.find((one) => one === query.view) ?? 'table'

/** Filters that clearing removes; the view stays. */
export const noFilters: Record<string, undefined> = Object.fromEntries(
  [...plain, 'stage', 'reminder', 'unreported'].map((name) => [name, undefined]),
)
export const isFiltered = (filter: Filter): boolean => Object.keys(filter).length > 0

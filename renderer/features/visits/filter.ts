/** The list's filters as they stand in the window's address. */
import type { Input } from '../../../shared/contract.ts'
import { visitStatuses } from '../../../shared/domain/visits.ts'
import type { Query } from '../../ui/route.ts'

export type VisitFilter = Omit<Input<'visits.list'>, 'offset' | 'limit'>
export type VisitSort = NonNullable<VisitFilter['sort']>

export const sorts = ['date', 'city', 'team', 'status', 'updated'] as const satisfies VisitSort[]
const narrowing = ['campaign', 'team', 'city', 'status', 'from', 'to', 'dated', 'unreported', 'text'] as const
const carried = [...narrowing, 'sort', 'desc'] as const

const oneOf = <V extends string>(values: readonly V[], value: string | undefined): V | undefined =>
  values.find((one) => one === value)

/** What is asked of the data process. A value this version does not know is left out rather than refused. */
export function filterOf(query: Query): VisitFilter {
  const filter: VisitFilter = {
    campaign: query.campaign,
    team: query.team,
    city: query.city,
    status: oneOf(visitStatuses, query.status),
    from: query.from,
    to: query.to,
    dated: oneOf(['missing', 'known'] as const, query.dated),
    unreported: query.unreported === '1' || undefined,
    text: query.text,
    sort: oneOf(sorts, query.sort),
    descending: query.desc === '1' ? true : query.desc === '0' ? false : undefined,
  }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

/** Only what belongs to the list: a record's address carries it, so that its neighbours are those of the list. */
export const listQuery = (query: Query): Query =>
  Object.fromEntries(carried.flatMap((name) => (query[name] ? [[name, query[name]]] : [])))

export const isFiltered = (query: Query): boolean => narrowing.some((name) => query[name])

export const noFilters: Record<string, undefined> = Object.fromEntries(narrowing.map((name) => [name, undefined]))

export const sortOf = (query: Query): VisitSort => oneOf(sorts, query.sort) ?? 'date'

/** `updated` begins with the newest. */
const startsDescending = (sort: VisitSort) => sort === 'updated'

export const isDescending = (query: Query): boolean =>
  query.desc === undefined ? startsDescending(sortOf(query)) : query.desc === '1'

/** The same column once more turns it round; another starts its own way. */
export function sortBy(query: Query, sort: VisitSort): Record<string, string | undefined> {
  if (sort !== sortOf(query)) return { sort: sort === 'date' ? undefined : sort, desc: undefined }
  const next = !isDescending(query)
  return { desc: next === startsDescending(sort) ? undefined : next ? '1' : '0' }
}

export const sortedState = (query: Query, sort: VisitSort): 'ascending' | 'descending' | 'none' =>
  sort !== sortOf(query) ? 'none' : isDescending(query) ? 'descending' : 'ascending'

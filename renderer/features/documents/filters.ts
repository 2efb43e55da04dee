/** The list's filters as they stand in the page's address. */
import type { Input } from '../../../shared/contract.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Query } from '../../ui/route.ts'

export type Filter = Omit<Input<'documents.list'>, 'offset' | 'limit'>

const plain = ['campaign', 'team', 'topic', 'text'] as const
const known = { kind: text.domain.documentKind, stage: text.domain.documentStage } as const

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

/** Filters that clearing removes. */
export const noFilters: Record<string, undefined> = Object.fromEntries(
  [...plain, ...Object.keys(known), 'unreported'].map((name) => [name, undefined]),
)

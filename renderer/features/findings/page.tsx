/** 调研发现: board, table, or one finding. */

import { queryClient, readKey } from '../../api.ts'
import type { PageProps } from '../../app.tsx'
import { prefetchPage } from '../../ui/pages.ts'
import type { Query } from '../../ui/route.ts'
import { stages } from './board.tsx'
import { boardFilter, filterOf, groupingOf, sortingOf, viewOf, viewSetting } from './filters.ts'
import { Overview } from './overview.tsx'
import { FindingRecord } from './record.tsx'
import './findings.css'

/** Asked for while React starts. */
export function prefetch(query: Query) {
  const settings = queryClient.getQueryData<Record<string, unknown>>(readKey('settings.get', {}))
  const filter = filterOf(query)
  if (viewOf(query, settings?.[viewSetting]) === 'board') {
    const board = boardFilter(filter)
    // all columns, so that they come together and are drawn once
    for (const stage of stages) prefetchPage('findings.list', { ...board, stage })
  } else if (!groupingOf(query)) prefetchPage('findings.list', { ...filter, ...sortingOf(query) })
}

export function Page({ id, query }: PageProps) {
  return id ? <FindingRecord id={id} query={query} /> : <Overview query={query} />
}

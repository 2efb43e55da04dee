/** 调研发现: the list, or one finding. */
import type { PageProps } from '../../app.tsx'
import { prefetchPage } from '../../ui/pages.ts'
import type { Query } from '../../ui/route.ts'
import { filterOf, groupingOf } from './filters.ts'
import { FindingList } from './list.tsx'
import { FindingRecord } from './record.tsx'
import './findings.css'

/** Asked for while React starts. */
export function prefetch(query: Query) {
  if (!groupingOf(query)) prefetchPage('findings.list', filterOf(query))
}

export function Page({ id, query }: PageProps) {
  return id ? <FindingRecord id={id} query={query} /> : <FindingList query={query} />
}

/** 文件与报告: the list, or one document. */
import type { PageProps } from '../../app.tsx'
import { prefetchPage } from '../../ui/pages.ts'
import type { Query } from '../../ui/route.ts'
import { filterOf } from './filters.ts'
import { DocumentList } from './list.tsx'
import { DocumentRecord } from './record.tsx'
import './documents.css'

/** Asked for while React starts. */
export function prefetch(query: Query) {
  prefetchPage('documents.list', filterOf(query))
}

export function Page({ id, query }: PageProps) {
  return id ? <DocumentRecord id={id} query={query} /> : <DocumentList query={query} />
}

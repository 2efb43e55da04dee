/** 调研发现: the list, or one finding. */
import type { PageProps } from '../../app.tsx'
import { FindingList } from './list.tsx'
import { FindingRecord } from './record.tsx'
import './findings.css'

export function Page({ id, query }: PageProps) {
  return id ? <FindingRecord id={id} query={query} /> : <FindingList query={query} />
}

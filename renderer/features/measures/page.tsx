/** 举措台账: the ledger, or one measure. */
import type { PageProps } from '../../app.tsx'
import { Ledger } from './ledger.tsx'
import { MeasureRecord } from './record.tsx'
import './measures.css'

export function Page({ id, query }: PageProps) {
  return id ? <MeasureRecord id={id} query={query} /> : <Ledger query={query} />
}

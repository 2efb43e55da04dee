import type { ListName } from '../../../../shared/contract/papers.ts'
import type { Input } from '../../../../shared/contract.ts'
import type { ListRows } from '../../../../shared/papers/list-fields.ts'
import type { ReadableDb } from '../../db/open.ts'
import { listCampaigns } from '../../features/campaigns.ts'
import { listDocuments } from '../../features/documents.ts'
import { listFindings } from '../../features/findings.ts'
import { listIndicators } from '../../features/indicators.ts'
import { listMeasures } from '../../features/measures.ts'
import { listMeetings } from '../../features/meetings.ts'
import { listOrganizations } from '../../features/organizations.ts'
import { listPeople } from '../../features/people.ts'
import { listVisits } from '../../features/visits.ts'

/** Which list, narrowed and ordered how; checked against its operation's input where it came in. */
export type ListInput = {
  name: ListName
  filter: Record<string, string | boolean>
  columns?: readonly string[] | undefined
}

const pageSize = 1000

type Slice = { offset: number; limit: number }
type Reading<R> = (slice: Slice) => { rows: readonly R[]; total: number }

const whole =
  <R>(rows: readonly R[]): Reading<R> =>
  () => ({ rows, total: rows.length })

/** How each list is read, page by page; `filter` has been parsed. */
function readings(db: ReadableDb, filter: ListInput['filter']): { [N in ListName]: () => Reading<ListRows[N]> } {
  const context = { now: Date.now }
  return {
    campaigns: () => whole(listCampaigns(db)),
    indicators: () => whole(listIndicators(db, filter as Input<'indicators.list'>)),
    visits: () => (slice) => listVisits(db, { ...filter, ...slice } as Input<'visits.list'>),
    meetings: () => (slice) => listMeetings(db, { ...filter, ...slice } as Input<'meetings.list'>),
    findings: () => (slice) => listFindings(db, { ...filter, ...slice } as Input<'findings.list'>),
    measures: () => (slice) => listMeasures(db, { ...filter, ...slice } as Input<'measures.list'>, context),
    documents: () => (slice) => listDocuments(db, { ...filter, ...slice } as Input<'documents.list'>),
    organizations: () => (slice) => listOrganizations(db, { ...filter, ...slice } as Input<'organizations.list'>),
    people: () => (slice) => listPeople(db, { ...filter, ...slice } as Input<'people.list'>),
  }
}

/**
 * Rows of a list in its order, read as they are written, so that a long one is never in memory as a whole.
 * @param ids only these; empty: all
 */
export function rowsOfList<N extends ListName>(
  db: ReadableDb,
  { name, filter }: ListInput & { name: N },
  ids: readonly string[],
): { rows: Iterable<ListRows[N]>; total: number } {
  const read: Reading<ListRows[N]> = readings(db, filter)[name]()
  const only = ids.length > 0 ? new Set(ids) : null
  function* rows() {
    for (let offset = 0; ; offset += pageSize) {
      const page = read({ offset, limit: pageSize })
      for (const row of page.rows) if (!only || only.has(row.id)) yield row
      if (offset + pageSize >= page.total) return
    }
  }
  const { total } = read({ offset: 0, limit: 1 })
  return { rows: { [Symbol.iterator]: rows }, total: only ? only.size : total }
}

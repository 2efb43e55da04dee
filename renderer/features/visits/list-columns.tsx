/** What a row of the list shows. Numbers open what they count. */
import type { ReactNode } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { VisitItem } from '../../../shared/views.ts'
import { DateText } from '../../ui/date-block.tsx'
import { displayPunctuation, formatStamp, joinNames, labelOf, placeName } from '../../ui/display.ts'
import { Link } from '../../ui/link.tsx'
import { Missing, ReportMark } from '../../ui/marks.tsx'
import { type Query, setQuery } from '../../ui/route.ts'
import { SortHead } from '../../ui/sort-head.tsx'
import type { Column } from '../../ui/virtual-rows.tsx'
import { listQuery, sortBy, sortedState, type VisitSort } from './filter.ts'

const words = text.visits

export const hostsOf = (visit: VisitItem): string =>
  displayPunctuation(joinNames([...visit.hostNames.map((host) => host.name), visit.hostsNote]))

type Shape = {
  query: Query
  narrow: boolean
  /** The preview stands beside the list. */
  peeking: boolean
  wide: boolean
  /** Dates of several years are in the list. */
  years: boolean
}

export function visitColumns({ query, narrow, wide, years, peeking }: Shape): Column<VisitItem>[] {
  const head = (sort: VisitSort, label: string) => ({
    key: sort,
    name: label,
    sorted: sortedState(query, sort),
    label: <SortHead label={label} sorted={sortedState(query, sort)} onSort={() => setQuery(sortBy(query, sort))} />,
  })
  const count = (visit: VisitItem, tab: string, value: number, zero: ReactNode = words.zero) =>
    value > 0 ? (
      <Link page="visits" id={visit.id} query={{ ...listQuery(query), tab }} className="visit-count" tabIndex={-1}>
        {value}
      </Link>
    ) : (
      zero
    )
  const beside = peeking && !wide && !narrow
  const columns: (Column<VisitItem> | false)[] = [
    {
      ...head('date', words.columns.date),
      width: years ? '150px' : '122px',
      cell: (visit) => <DateText {...visit} year={years} />,
    },
    {
      ...head('city', words.columns.city),
      width: narrow ? '72px' : '84px',
      cell: (visit) =>
        visit.regionName ? <strong className="visit-city">{placeName(visit.regionName)}</strong> : <Missing />,
      title: (visit) => visit.regionName,
    },
    {
      ...head('team', words.columns.team),
      width: narrow ? '150px' : '190px',
      cell: (visit) => (
        <>
          {visit.leaderName ?? visit.teamName ?? <Missing />}
          <span className="visit-topics">{joinNames(visit.topics)}</span>
        </>
      ),
      title: (visit) => joinNames([visit.leaderName, visit.teamName, ...visit.topics]),
    },
    {
      key: 'hosts',
      label: words.columns.hosts,
      width: 'minmax(0, 1fr)',
      cell: (visit) => (
        <span className="visit-hosts">
          <span className="visit-hosts-names">{hostsOf(visit) || <Missing />}</span>
          {visit.conflicts > 0 && (
            <Link page="exchange" query={{ record: visit.id }} className="conflict-mark" tabIndex={-1}>
              {text.common.conflict}
            </Link>
          )}
        </span>
      ),
      title: hostsOf,
    },
    !beside && {
      ...head('status', words.columns.status),
      width: '70px',
      cell: (visit) => labelOf(text.domain.visitStatus, visit.status) ?? <Missing />,
    },
    !narrow &&
      !beside && {
        key: 'sites',
        label: words.columns.sites,
        width: '44px',
        align: 'end',
        cell: (visit) => count(visit, 'sites', visit.siteCount),
      },
    !narrow &&
      !beside && {
        key: 'photos',
        label: words.columns.photos,
        width: '56px',
        align: 'end',
        cell: (visit) => count(visit, 'photos', visit.photoCount, visit.photoExpected ? <Missing /> : words.zero),
      },
    {
      key: 'findings',
      label: words.columns.findings,
      width: '48px',
      align: 'end',
      cell: (visit) => count(visit, 'findings', visit.findingCount),
    },
    wide && {
      ...head('updated', words.columns.updated),
      width: '150px',
      cell: (visit) => <span className="visit-after-number">{formatStamp(visit.updated)}</span>,
    },
    {
      key: 'reported',
      name: words.columns.reported,
      label: <span className="visit-after-number">{words.columns.reported}</span>,
      width: '92px',
      cell: (visit) => (
        <span className="visit-after-number">
          <ReportMark reported={visit.reported} />
        </span>
      ),
    },
  ]
  return columns.filter((column) => column !== false)
}

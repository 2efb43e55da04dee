/** Findings group by group as one list: counts come first, so any row's place is known before its page is read. */
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { FindingGroup, FindingItem } from '../../../shared/views.ts'
import { call, queryClient, readKey, useRead } from '../../api.ts'
import { pageSize, type Rows, useKept } from '../../ui/pages.ts'
import { type Filter, type Grouping, groupFilter } from './filters.ts'

export type Section = FindingGroup & { by: Grouping; start: number }
/** `id` is the row's own: a finding of two cities is in the list twice. */
export type FindingRow = Omit<FindingItem, 'id'> & { id: string; finding: string; section?: Section; place: number }

const none: FindingGroup[] = []

function sectionsOf(groups: readonly FindingGroup[], by: Grouping | null): { sections: Section[]; total: number } {
  let total = 0
  const sections: Section[] = []
  for (const group of groups) {
    if (by && group.count) sections.push({ ...group, by, start: total })
    total += group.count
  }
  return { sections, total }
}

function sectionAt(sections: readonly Section[], index: number): Section | undefined {
  let low = 0
  let high = sections.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (sections[middle]!.start <= index) low = middle
    else high = middle - 1
  }
  return sections[low]
}

const rowIn = (section: Section, item: FindingItem, place: number): FindingRow => ({
  ...item,
  id: `${section.key}/${item.id}`,
  finding: item.id,
  section,
  place,
})

export function useGroupedRows(filter: Filter, by: Grouping | null): Rows<FindingRow> & { groups: FindingGroup[] } {
  const input = { ...filter, by: by ?? 'kind' }
  const read = useRead('findings.groups', input, { enabled: by !== null })
  const groups = by === null ? none : (read.data ?? none)
  const { sections, total } = useMemo(() => sectionsOf(groups, by), [groups, by])
  const [wanted, setWanted] = useState({ first: 0, last: 0 })
  const want = useCallback(
    (first: number, last: number) =>
      setWanted((old) => (old.first === first && old.last === last ? old : { first, last })),
    [],
  )
  const pages = sections.flatMap((section) => {
    const from = Math.max(0, wanted.first - section.start)
    const to = Math.min(section.count - 1, wanted.last - section.start)
    const list: { section: Section; number: number }[] = []
    for (let number = Math.floor(from / pageSize); number <= Math.floor(to / pageSize) && to >= from; number++)
      list.push({ section, number })
    return list
  })
  const results = useQueries({
    queries: pages.map(({ section, number }) => {
      const full = {
        ...filter,
        ...groupFilter(section.by, section.key),
        offset: number * pageSize,
        limit: pageSize,
      }
      return {
        queryKey: readKey('findings.list', full),
        queryFn: () => call('findings.list', full),
        placeholderData: keepPreviousData,
      }
    }),
  })
  const places = pages.map(({ section, number }) => `${section.start}/${number}`)
  const loaded = results.map(({ data }) => data?.rows)
  const row = useKept([sections, ...places, ...loaded], () => {
    const byPlace = new Map(places.map((place, at) => [place, loaded[at]]))
    return (index: number): FindingRow | undefined => {
      const section = sectionAt(sections, index)
      if (!section || index < 0 || index >= total) return undefined
      const place = index - section.start
      const item = byPlace.get(`${section.start}/${Math.floor(place / pageSize)}`)?.[place % pageSize]
      return item && rowIn(section, item, place)
    }
  })
  const readRows = async (offset: number, limit: number): Promise<FindingRow[]> => {
    const rows: FindingRow[] = []
    for (const section of sections) {
      const from = Math.max(0, offset - section.start)
      const count = Math.min(section.count, offset + limit - section.start) - from
      if (from >= section.count || count <= 0) continue
      const own = { ...filter, ...groupFilter(section.by, section.key), offset: from, limit: count }
      const page = await call('findings.list', own)
      rows.push(...page.rows.map((item, at) => rowIn(section, item, from + at)))
    }
    return rows
  }
  const failed = results.find((result) => result.error)
  return {
    groups,
    total,
    row,
    want,
    loading: by !== null && read.data === undefined && !read.error,
    error: read.error ?? failed?.error ?? null,
    retry: () => void queryClient.invalidateQueries({ queryKey: ['findings.groups'] }),
    read: readRows,
  }
}

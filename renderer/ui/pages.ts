/** A long list in pages of 50: only what is on screen is asked for. */
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Input, OperationName, Output } from '../../shared/contract.ts'
import type { Page } from '../../shared/views.ts'
import { call, prefetchRead, queryClient, readKey } from '../api.ts'

export const pageSize = 50

export type PagedOperation = {
  [K in OperationName]: Output<K> extends Page<unknown>
    ? Input<K> extends { offset: number; limit: number }
      ? K
      : never
    : never
}[OperationName]
export type RowOfPages<K extends PagedOperation> = Output<K> extends Page<infer R> ? R : never

export type Rows<R> = {
  total: number
  /** `undefined`: not loaded. */
  row: (index: number) => R | undefined
  /** The list asks for what it shows. */
  want: (first: number, last: number) => void
  loading: boolean
  error: unknown
  retry: () => void
}

export type PagedRows<K extends PagedOperation> = Rows<RowOfPages<K>> & { first: Output<K> | undefined }

const pageOf = <K extends PagedOperation>(input: Omit<Input<K>, 'offset' | 'limit'>, number: number) =>
  ({ ...input, offset: number * pageSize, limit: pageSize }) as unknown as Input<K>

/** The first page, before the list is there to ask for it. */
export function prefetchPage<K extends PagedOperation>(operation: K, input: Omit<Input<K>, 'offset' | 'limit'>) {
  void prefetchRead(operation, pageOf<K>(input, 0))
}

/** `input` without `offset` and `limit`; a new one keeps the old rows on screen until the first page is there. */
export function usePages<K extends PagedOperation>(
  operation: K,
  input: Omit<Input<K>, 'offset' | 'limit'>,
): PagedRows<K> {
  const [wanted, setWanted] = useState({ first: 0, last: 0 })
  const numbers = wanted.first === 0 ? range(0, wanted.last) : [0, ...range(wanted.first, wanted.last)]
  const results = useQueries({
    queries: numbers.map((number) => {
      const full = pageOf<K>(input, number)
      return {
        queryKey: readKey(operation, full),
        queryFn: () => call(operation, full),
        placeholderData: keepPreviousData,
      }
    }),
  })
  const first = results[0]
  const loaded = numbers.map((number, index) => ({
    number,
    page: results[index]?.data as Page<RowOfPages<K>> | undefined,
  }))
  // the same function while nothing came or changed: a list measures its rows again with each new one
  const known = useRef({ loaded, row: rowIn(loaded) })
  const isSame =
    known.current.loaded.length === loaded.length &&
    known.current.loaded.every(({ number, page }, at) => loaded[at]?.number === number && loaded[at].page === page)
  if (!isSame) known.current = { loaded, row: rowIn(loaded) }
  const failed = results.find((result) => result.error)
  const want = useCallback((from: number, to: number) => {
    const next = { first: Math.floor(from / pageSize), last: Math.floor(Math.max(from, to) / pageSize) }
    setWanted((old) => (old.first === next.first && old.last === next.last ? old : next))
  }, [])
  return {
    first: first?.data as Output<K> | undefined,
    total: (first?.data as Page<unknown> | undefined)?.total ?? 0,
    row: known.current.row,
    want,
    loading: first?.data === undefined && !first?.error,
    error: failed?.error ?? null,
    retry: () => void queryClient.invalidateQueries({ queryKey: [operation] }),
  }
}

function rowIn<R>(loaded: { number: number; page: Page<R> | undefined }[]): Rows<R>['row'] {
  const pages = new Map(loaded.map(({ number, page }) => [number, page]))
  return (index) => pages.get(Math.floor(index / pageSize))?.rows[index % pageSize]
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** The same face for a list that is already here. */
export function useRows<R>(
  rows: readonly R[] | undefined,
  error: unknown = null,
  retry: () => void = () => {},
): Rows<R> {
  return useMemo(
    () => ({
      total: rows?.length ?? 0,
      row: (index) => rows?.[index],
      want: () => {},
      loading: rows === undefined && !error,
      error,
      retry,
    }),
    [rows, error, retry],
  )
}

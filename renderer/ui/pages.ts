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
  /** Rows from one on, in their order, whether they were shown or not; at most 500 at a time. */
  read: (offset: number, limit: number) => Promise<readonly R[]>
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
  const loaded = numbers.map((_, index) => results[index]?.data as Page<RowOfPages<K>> | undefined)
  const row = useKept([...numbers, ...loaded], () => rowIn(numbers, loaded))
  const failed = results.find((result) => result.error)
  const read = async (offset: number, limit: number) => {
    const page = await call(operation, { ...input, offset, limit } as unknown as Input<K>)
    return (page as Page<RowOfPages<K>>).rows
  }
  const want = useCallback((from: number, to: number) => {
    const next = { first: Math.floor(from / pageSize), last: Math.floor(Math.max(from, to) / pageSize) }
    setWanted((old) => (old.first === next.first && old.last === next.last ? old : next))
  }, [])
  return {
    first: first?.data as Output<K> | undefined,
    total: (first?.data as Page<unknown> | undefined)?.total ?? 0,
    row,
    want,
    loading: first?.data === undefined && !first?.error,
    error: failed?.error ?? null,
    retry: () => void queryClient.invalidateQueries({ queryKey: [operation] }),
    read,
  }
}

const blockSize = 500

/** The rows of a list in their order, at most so many, block by block: to be copied or selected where they are not on screen. */
export async function readRows<R>(rows: Pick<Rows<R>, 'total' | 'read'>, most: number): Promise<R[]> {
  const end = Math.min(rows.total, most)
  const all: R[] = []
  while (all.length < end) {
    const block = await rows.read(all.length, Math.min(blockSize, end - all.length))
    if (block.length === 0) break
    all.push(...block)
  }
  return all
}

/** What was made of these parts, the same while they are the same, however many they are: a list measures its rows again with each new function. */
export function useKept<T>(parts: readonly unknown[], make: () => T): T {
  const kept = useRef<{ parts: readonly unknown[]; made: T }>(undefined)
  const isSame =
    kept.current?.parts.length === parts.length && kept.current.parts.every((part, at) => part === parts[at])
  if (!kept.current || !isSame) kept.current = { parts, made: make() }
  return kept.current.made
}

function rowIn<R>(numbers: readonly number[], loaded: readonly (Page<R> | undefined)[]): Rows<R>['row'] {
  const pages = new Map(numbers.map((number, at) => [number, loaded[at]]))
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
      read: async (offset, limit) => rows?.slice(offset, offset + limit) ?? [],
    }),
    [rows, error, retry],
  )
}

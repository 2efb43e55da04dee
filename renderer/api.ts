/** The window's side of the contract: calls, cached reads and events. Imports only types from it, so no schema reaches the window. */
import {
  keepPreviousData,
  QueryClient,
  type QueryKey,
  replaceEqualDeep,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { v7 } from 'uuid'
import type { Events, Input, OperationName, Output } from '../shared/contract.ts'
import type { Failure, Result } from '../shared/result.ts'
import { text } from '../shared/text/zh-cn.ts'

export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message)
    this.name = 'FailureError'
  }
}

/** Whatever was thrown, as something that can be shown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'unexpected', ...text.errors.unexpected, detail }
}

/** Asks for this computer's passphrase; false: not now. One question serves everything that waits for it. */
type Unlocking = () => Promise<boolean>
let unlocking: Unlocking | null = null
let asked: Promise<boolean> | null = null

/** Who asks when an operation finds this computer's keys locked; the operation goes on by itself afterwards. */
export function onLocked(ask: Unlocking | null) {
  unlocking = ask
}

function unlocked(): Promise<boolean> {
  if (!unlocking) return Promise.resolve(false)
  asked ??= unlocking().finally(() => {
    asked = null
  })
  return asked
}

/** For what nobody asked for: never asks for a passphrase, and what fails is said where its state is shown. */
export async function attempt<K extends OperationName>(operation: K, input: Input<K>): Promise<void> {
  await window.shanyan.call(operation, input).catch(() => {})
}

/** The text that data of the cache came as. */
const bodies = new WeakMap<object, string>()
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** `known`: what the cache holds; it is the answer where the same comes again, which is neither parsed nor compared then. */
export async function call<K extends OperationName>(
  operation: K,
  input: Input<K>,
  files?: File[],
  known?: () => Output<K> | undefined,
): Promise<Output<K>> {
  let result: Result<Output<K>>
  try {
    const body = await window.shanyan.call(operation, input, files)
    const held = known?.()
    if (isObject(held) && bodies.get(held) === body) return held
    result = JSON.parse(body) as Result<Output<K>>
    if (known && result.ok && isObject(result.value)) bodies.set(result.value, body)
  } catch (error) {
    throw new FailureError(failureOf(error))
  }
  if (result.ok) return result.value
  if (result.error.code === 'keys-locked' && (await unlocked())) return call(operation, input, files, known)
  throw new FailureError(result.error)
}

/** As `call`, for the cache. */
const read = <K extends OperationName>(operation: K, input: Input<K>): Promise<Output<K>> =>
  call(operation, input, undefined, () => queryClient.getQueryData<Output<K>>(readKey(operation, input)))

/** What did not change stays the same object, and the whole keeps the text it came as. */
function shareStructure(held: unknown, fresh: unknown): unknown {
  const shared = replaceEqualDeep(held, fresh)
  const body = isObject(fresh) ? bodies.get(fresh) : undefined
  if (body !== undefined && isObject(shared)) bodies.set(shared, body)
  return shared
}

/** Data is local and announces its own changes: nothing grows stale by itself, and being offline is no reason to wait. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      structuralSharing: shareStructure,
      // a read that a crash of the data process cut off is asked again: the page and the field being typed in stay
      retry: (count, error) => count < 3 && failureOf(error).code === 'data-restarted',
      retryDelay: 100,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

export const readKey = <K extends OperationName>(operation: K, input: Input<K>): QueryKey => [operation, input]

export type ReadOptions = {
  /** False: do not ask yet. */
  enabled?: boolean
  /** False: show nothing of the previous input while the next loads. Default true. */
  keep?: boolean
}

export function useRead<K extends OperationName>(
  operation: K,
  input: Input<K>,
  { enabled = true, keep = true }: ReadOptions = {},
): UseQueryResult<Output<K>, Error> {
  return useQuery<Output<K>, Error>({
    queryKey: readKey(operation, input),
    queryFn: () => read(operation, input),
    enabled,
    placeholderData: keep ? (keepPreviousData as never) : undefined,
  })
}

/** Begins a read before anything on screen asks for it. */
export function prefetchRead<K extends OperationName>(operation: K, input: Input<K>): Promise<void> {
  return queryClient.prefetchQuery({ queryKey: readKey(operation, input), queryFn: () => read(operation, input) })
}

export function onEvent<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void {
  return window.shanyan.on(event, (payload) => listener(JSON.parse(payload) as Events[E]))
}

export function useEvent<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void) {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => onEvent(event, (payload) => latest.current(payload)), [event])
}

/** Announcements are gathered for so long, ms. */
const gathering = 50
/** A refresh begins so long after the last one at the latest, ms. */
const patience = 1000

/**
 * Keeps open screens fresh. A refresh under way is finished before the next begins, and one that took long is not begun again at once:
 * an import that announces itself all the while leaves the window to whoever types in it.
 */
export function startRefreshing(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let busy = false
  let again = false
  let ended = 0
  let took = 0
  const refresh = async () => {
    const began = performance.now()
    timer = undefined
    busy = true
    again = false
    try {
      await queryClient.invalidateQueries({ refetchType: 'active' })
    } finally {
      busy = false
      ended = performance.now()
      took = ended - began
      if (again) schedule()
    }
  }
  const schedule = () => {
    if (busy) again = true
    else timer ??= setTimeout(refresh, Math.max(gathering, Math.min(patience, 2 * took) - (performance.now() - ended)))
  }
  const stop = [
    onEvent('changed', ({ entities }) => {
      if (entities.every((entity) => entity === 'settings')) {
        void queryClient.invalidateQueries({ queryKey: ['settings.get'] })
      } else schedule()
    }),
    onEvent('restarted', schedule),
  ]
  return () => {
    clearTimeout(timer)
    for (const end of stop) end()
  }
}

/** Identifiers sort by time, which keeps the database's indexes compact. */
export const newId = (): string => v7()

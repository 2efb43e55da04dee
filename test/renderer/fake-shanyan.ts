/** A window bridge answered by a function, for component tests only. */
import type { Failure } from '../../shared/result.ts'

export type Answer = (operation: string, input: never) => unknown

export class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

export function fakeShanyan(answer: Answer) {
  const calls: { operation: string; input: never }[] = []
  const listeners = new Map<string, Set<(payload: string) => void>>()
  window.shanyan = {
    async call(operation, input) {
      calls.push({ operation, input: input as never })
      try {
        return JSON.stringify({ ok: true, value: (await answer(operation, input as never)) ?? null })
      } catch (error) {
        if (error instanceof Refused) return JSON.stringify({ ok: false, error: error.failure })
        throw error
      }
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener))
      return () => set.delete(listener)
    },
  }
  return {
    calls,
    of: <I>(operation: string): I[] => calls.filter((one) => one.operation === operation).map((one) => one.input as I),
    emit: (event: string, payload: unknown) => {
      for (const listener of listeners.get(event) ?? []) listener(JSON.stringify(payload))
    },
  }
}

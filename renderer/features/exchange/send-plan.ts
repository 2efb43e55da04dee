/** What packages for these recipients would hold, together. */
import { useQueries } from '@tanstack/react-query'
import type { Output } from '../../../shared/contract.ts'
import { call, readKey } from '../../api.ts'

type Scope = 'new' | 'all'
/** `receipt`: nothing but word of what is held here. */
export type SendScope = Scope | 'receipt'
export type Plan = Output<'packages.plan'>

export function usePlan(peers: readonly string[], scope: Scope): { data: Plan | undefined; error: unknown } {
  const results = useQueries({
    queries: peers.map((peer) => ({
      queryKey: readKey('packages.plan', { peer, scope }),
      queryFn: () => call('packages.plan', { peer, scope }),
    })),
  })
  const plans = results.flatMap((result) => (result.data ? [result.data] : []))
  const sum = (part: keyof Plan) => plans.reduce((total, plan) => total + plan[part], 0)
  return {
    data:
      peers.length > 0 && plans.length === peers.length
        ? { changes: sum('changes'), records: sum('records'), attachments: sum('attachments'), bytes: sum('bytes') }
        : undefined,
    error: results.find((result) => result.error)?.error ?? null,
  }
}

/** A computer that takes new keys says so with its old ones: who believed those believes the new (sync rule 13). */
import type { Succession } from '../../../shared/sync/manifest.ts'
import { isSignedBy, type PublicKey } from './signing.ts'

const bytesOf = ({ from, to }: Pick<Succession, 'from' | 'to'>) => Buffer.from(`shanyan-succession 1 ${from} ${to}`)

export const createSuccession = (from: PublicKey, to: PublicKey, sign: (bytes: Uint8Array) => string): Succession => ({
  from,
  to,
  signature: sign(bytesOf({ from, to })),
})

/** The keys before this one, nearest first, as far as each handed over to the next. */
export function predecessorsOf(key: PublicKey, successions: readonly Succession[]): PublicKey[] {
  const found: PublicKey[] = []
  for (let last = key; found.length < successions.length; ) {
    const before = successions.find((one) => one.to === last && isSignedBy(one.from, bytesOf(one), one.signature))
    if (!before || before.from === key || found.includes(before.from)) break
    found.push(before.from)
    last = before.from
  }
  return found
}

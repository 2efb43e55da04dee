/** States of exchange: never colour without a word and a shape. */
import { Check, CheckCheck, CircleCheck, CircleDashed, CircleDot, type LucideIcon, OctagonAlert } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { PackageHistoryItem, Peer } from '../../../shared/views.ts'

const words = text.exchange.states
export type ExchangeState = keyof typeof words

const icons: Record<ExchangeState, LucideIcon> = {
  received: CircleCheck,
  never: CircleDashed,
  waiting: CircleDot,
  exported: Check,
  acknowledged: CheckCheck,
  declined: OctagonAlert,
  refused: OctagonAlert,
}

export const peerState = (peer: Peer): ExchangeState =>
  peer.missing.length ? 'waiting' : peer.lastReceived === null ? 'never' : 'received'

/** What we sent and the recipient's receipt says it could not take is no longer merely exported. */
export const packageState = ({ state, failure }: PackageHistoryItem): ExchangeState =>
  state === 'imported' ? 'received' : state === 'exported' && failure ? 'declined' : state

/** Brings nothing but word of what its sender holds. */
export const isReceiptRow = ({ number, changes, attachments, state }: PackageHistoryItem): boolean =>
  number === null && changes === 0 && attachments === 0 && state !== 'refused'

export function StateMark({ state }: { state: ExchangeState }) {
  const Icon = icons[state]
  return (
    <span className={`exchange-state exchange-state-${state}`}>
      <Icon className="icon" size={16} aria-hidden />
      {words[state]}
    </span>
  )
}

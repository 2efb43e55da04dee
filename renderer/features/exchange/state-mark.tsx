/** States of exchange: never colour without a word and a shape. */
import { Check, CircleCheck, CircleDashed, CircleDot, type LucideIcon, OctagonAlert } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { PackageHistoryItem, Peer } from '../../../shared/views.ts'

const words = text.exchange.states
export type ExchangeState = keyof typeof words

const icons: Record<ExchangeState, LucideIcon> = {
  received: CircleCheck,
  never: CircleDashed,
  waiting: CircleDot,
  exported: Check,
  refused: OctagonAlert,
}

export const peerState = (peer: Peer): ExchangeState =>
  peer.missing.length ? 'waiting' : peer.lastReceived === null ? 'never' : 'received'

export const packageState = ({ state }: PackageHistoryItem): ExchangeState =>
  state === 'imported' ? 'received' : state

export function StateMark({ state }: { state: ExchangeState }) {
  const Icon = icons[state]
  return (
    <span className={`exchange-state exchange-state-${state}`}>
      <Icon className="icon" size={16} aria-hidden />
      {words[state]}
    </span>
  )
}

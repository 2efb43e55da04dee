/** 发件箱: packages that deliver themselves, and how far each has come at each target. */
import { Check, CheckCheck, CircleDashed, Package } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { OutboxItem } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { formatBytes, formatStamp } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel, Section, Skeleton } from '../../ui/page.tsx'

const words = text.courier.outbox
/** The newest ones; all are in the history. */
const most = 30

export function OutboxList() {
  const { data: items, error, refetch } = useRead('outbox.list', {})
  return (
    <Section title={words.title}>
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {!items && !error && <Skeleton />}
      {items?.length === 0 && <p className="faint">{words.empty}</p>}
      <ul>
        {items?.slice(0, most).map((item) => (
          <Outgoing key={item.id} item={item} />
        ))}
      </ul>
      {items && items.length > most && <p className="faint">{words.rest}</p>}
    </Section>
  )
}

function Outgoing({ item: { peerName, number, at, bytes, acknowledged, gone, targets } }: { item: OutboxItem }) {
  const title =
    number === null
      ? fill(text.exchange.receiptTo, { name: peerName })
      : fill(text.exchange.sentTo, { name: peerName, number })
  return (
    <li className="courier-row">
      <Package className="icon" size={18} aria-hidden />
      <div className="target-text">
        <p>
          <strong>{title}</strong>
        </p>
        <p className="faint">{fill(words.line, { at: formatStamp(at), size: formatBytes(bytes) })}</p>
      </div>
      {acknowledged ? (
        <span className="exchange-state exchange-state-acknowledged">
          <CheckCheck className="icon" size={16} aria-hidden />
          {text.exchange.states.acknowledged}
        </span>
      ) : (
        <ul className="courier-places">
          {targets.map(({ id, name, delivered }) => (
            <li key={id}>
              <span>{name}</span>
              <Delivery at={delivered} />
            </li>
          ))}
          {targets.length === 0 && <li className="faint">{gone ? words.gone : words.nowhere}</li>}
        </ul>
      )}
    </li>
  )
}

function Delivery({ at }: { at: number | null }) {
  return at === null ? (
    <span className="exchange-state">
      <CircleDashed className="icon" size={16} aria-hidden />
      {words.waiting}
    </span>
  ) : (
    <span className="exchange-state exchange-state-exported">
      <Check className="icon" size={16} aria-hidden />
      {fill(words.delivered, { at: formatStamp(at) })}
    </span>
  )
}

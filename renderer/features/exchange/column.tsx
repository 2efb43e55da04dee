/** The left column: what waits for a decision, who packages come from, what went out. */
import {
  Building2,
  CopyCheck,
  GitCompareArrows,
  Laptop,
  LoaderCircle,
  Package,
  RefreshCw,
  ShieldCheck,
  ShieldQuestion,
} from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { ConflictItem, DoubleItem, Peer } from '../../../shared/views.ts'
import { useRead } from '../../api.ts'
import { formatStamp } from '../../ui/display.ts'
import { fieldLabel } from '../../ui/field-values.ts'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { jobLabel } from '../../ui/running-job.tsx'
import { useRunning } from '../../ui/shared-job.ts'
import { groupConflicts } from './conflict-list.ts'
import { summaryOf } from './courier-state.ts'
import { packageState, peerState, StateMark } from './state-mark.tsx'
import { conflictKey, type Shown, show } from './store.ts'

const words = text.exchange

type EntryProps = {
  icon?: ReactNode
  title: string
  note?: ReactNode
  state?: ReactNode
  current: boolean
  onOpen: () => void
}

function Entry({ icon, title, note, state, current, onOpen }: EntryProps) {
  return (
    <li>
      <button type="button" className="exchange-entry" aria-current={current ? 'true' : undefined} onClick={onOpen}>
        {icon}
        <span className="exchange-entry-text">
          <span className="exchange-entry-line">
            <strong title={title}>{title}</strong>
            {state}
          </span>
          {note && <span className="exchange-entry-note">{note}</span>}
        </span>
      </button>
    </li>
  )
}

/** ↑ ↓ go through all entries of the column. */
function onArrows(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || event.altKey) return
  const entries = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('.exchange-entry')]
  const at = entries.indexOf(document.activeElement as HTMLButtonElement)
  const next = entries[at + step]
  if (at < 0 || !next) return
  event.preventDefault()
  next.focus()
}

function Part({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="exchange-part">
        {title}
        {count !== undefined && <span className="count-pill">{count}</span>}
      </h2>
      {children}
    </section>
  )
}

type ColumnProps = {
  shown: Shown
  conflicts: readonly ConflictItem[]
  /** How many of them are asked for now. */
  open: number
  doubles: readonly DoubleItem[]
}

/** How many computers nobody has decided about. */
export function usePending(): number {
  const { data: devices } = useRead('devices.list', {})
  return devices?.filter((device) => device.state === 'pending').length ?? 0
}

export function Column({ shown, conflicts, open, doubles }: ColumnProps) {
  const pending = usePending()
  return (
    <nav className="exchange-column" aria-label={words.column} onKeyDown={onArrows}>
      <Underway shown={shown} />
      {(conflicts.length > 0 || doubles.length > 0 || pending > 0) && (
        <Part title={words.decide} count={open + pending || undefined}>
          <Decisions shown={shown} conflicts={conflicts} doubles={doubles} pending={pending} />
        </Part>
      )}
      <Inbox shown={shown} />
      <Outbox shown={shown} />
      <ul className="exchange-trust">
        <Courier shown={shown} />
        <Entry
          icon={<ShieldCheck className="icon" size={18} aria-hidden />}
          title={text.trust.title}
          note={text.trust.entryNote}
          // what waits stands above and is the same place
          current={shown.kind === 'trust' && pending === 0}
          onOpen={() => show({ kind: 'trust' })}
        />
      </ul>
    </nav>
  )
}

/** Where packages go and come from by themselves, and how many wait for a person. */
function Courier({ shown }: { shown: Shown }) {
  const { data: targets } = useRead('targets.list', {})
  const { data: inbox } = useRead('inbox.list', {})
  return (
    <Entry
      icon={<RefreshCw className="icon" size={18} aria-hidden />}
      title={text.courier.title}
      note={targets && summaryOf(targets)}
      state={Boolean(inbox?.length) && <span className="count-pill">{inbox?.length}</span>}
      current={shown.kind === 'courier'}
      onOpen={() => show({ kind: 'courier' })}
    />
  )
}

/** Long work whose panel is not on screen: it leads back there. */
function Underway({ shown }: { shown: Shown }) {
  const running = useRunning()
  const kind = running?.name === 'export' ? 'send' : running?.name === 'courier' ? 'courier' : 'receive'
  if (!running || shown.kind === kind) return null
  return (
    <ul className="exchange-underway">
      <Entry
        icon={<LoaderCircle className="icon" size={18} aria-hidden />}
        title={jobLabel(running.name)}
        state={running.percent !== null && <span className="exchange-state">{running.percent}%</span>}
        current={false}
        onOpen={() => show({ kind })}
      />
    </ul>
  )
}

type DecisionsProps = Omit<ColumnProps, 'open'> & {
  /** Computers nobody has decided about. */
  pending: number
}

function Decisions({ shown, conflicts, doubles, pending }: DecisionsProps) {
  const key = shown.kind === 'conflict' ? shown.key : undefined
  return (
    <ul>
      {pending > 0 && (
        <Entry
          icon={<ShieldQuestion className="icon" size={18} aria-hidden />}
          title={text.trust.pendingTitle}
          note={text.trust.pendingNote}
          state={<span className="count-pill">{pending}</span>}
          current={shown.kind === 'trust'}
          onOpen={() => show({ kind: 'trust' })}
        />
      )}
      {groupConflicts(conflicts).map((group) => {
        const first = group.items[0]!
        const waiting = group.items.every((item) => item.incomplete)
        const later = group.items.every((item) => item.postponed || item.incomplete)
        const standing = group.items.findIndex((item) => conflictKey(item) === key)
        const fields = group.items.map((item) => fieldLabel(item.entity, item.field)).join(text.common.listComma)
        return (
          <Entry
            key={group.key}
            icon={<GitCompareArrows className="icon" size={18} aria-hidden />}
            title={group.title}
            note={`${text.domain.nouns[group.entity]}${text.common.colon}${fields}`}
            state={
              waiting ? (
                <span className="exchange-state">{words.conflict.incomplete}</span>
              ) : later ? (
                <span className="exchange-state">{words.conflict.postponed}</span>
              ) : (
                group.items.length > 1 && <span className="count-pill">{group.items.length}</span>
              )
            }
            current={standing >= 0}
            onOpen={() => {
              // once more on the same record: its next field
              const next = group.items[(standing + 1) % group.items.length] ?? first
              show({ kind: 'conflict', key: conflictKey(next) })
            }}
          />
        )
      })}
      {doubles.length > 0 && (
        <Entry
          icon={<CopyCheck className="icon" size={18} aria-hidden />}
          title={words.doubles.section}
          note={doubles[0]!.left.title}
          state={<span className="count-pill">{doubles.length}</span>}
          current={shown.kind === 'doubles'}
          onOpen={() => show({ kind: 'doubles' })}
        />
      )}
    </ul>
  )
}

export const PeerIcon = ({ role }: Pick<Peer, 'role'>) =>
  role === 'laptop' ? (
    <Laptop className="icon" size={18} aria-hidden />
  ) : (
    <Building2 className="icon" size={18} aria-hidden />
  )

function peerNote(peer: Peer): string {
  if (peer.lastReceived === null) return words.neverCame
  const last = fill(words.lastNumber, { number: peer.received })
  if (!peer.missing.length) return `${last}${text.common.listComma}${formatStamp(peer.lastReceived)}`
  return `${last}，${fill(words.missing, { numbers: peer.missing.join(text.common.listComma) })}`
}

function Inbox({ shown }: { shown: Shown }) {
  const { data, error, refetch } = useRead('peers.list', {})
  return (
    <Part title={words.inbox}>
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton />}
      {data?.length === 0 && <p className="exchange-none">{words.inboxEmpty}</p>}
      <ul>
        {data?.map((peer) => (
          <Entry
            key={peer.id}
            icon={<PeerIcon role={peer.role} />}
            title={peer.name}
            note={peerNote(peer)}
            state={<StateMark state={peerState(peer)} />}
            current={shown.kind === 'peer' && shown.id === peer.id}
            onOpen={() => show({ kind: 'peer', id: peer.id })}
          />
        ))}
      </ul>
    </Part>
  )
}

/** The last package to each recipient; all others are in the history. */
const outboxRows = 6

function Outbox({ shown }: { shown: Shown }) {
  const { data } = useRead('packages.history', { offset: 0, limit: 100 })
  const sent = data?.rows.filter((row) => row.direction === 'out') ?? []
  const last = sent
    .filter((row, at) => sent.findIndex((other) => other.peerName === row.peerName) === at)
    .slice(0, outboxRows)
  return (
    <Part title={words.outbox}>
      {data && last.length === 0 && <p className="exchange-none">{words.outboxEmpty}</p>}
      <ul>
        {last.map((row) => (
          <Entry
            key={row.id}
            icon={<Package className="icon" size={18} aria-hidden />}
            title={
              row.number === null
                ? fill(words.receiptTo, { name: row.peerName })
                : fill(words.sentTo, { name: row.peerName, number: row.number })
            }
            note={formatStamp(row.at)}
            state={<StateMark state={packageState(row)} />}
            current={shown.kind === 'package' && shown.item.id === row.id}
            onOpen={() => show({ kind: 'package', item: row })}
          />
        ))}
        {Boolean(data?.total) && (
          <Entry
            title={words.history}
            note={words.list.inFolder}
            state={<span className="faint">{data?.total}</span>}
            current={shown.kind === 'history'}
            onOpen={() => show({ kind: 'history' })}
          />
        )}
      </ul>
    </Part>
  )
}

/** Packages that came and went: all of them, one peer's, or one. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { PackageHistoryItem, Peer } from '../../../shared/views.ts'
import { call, FailureError, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { formatBytes, formatStamp } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Empty, ErrorPanel, Section } from '../../ui/page.tsx'
import { type Rows, usePages, useRows } from '../../ui/pages.ts'
import { showFailure } from '../../ui/toast-store.ts'
import { type Column, VirtualRows } from '../../ui/virtual-rows.tsx'
import { PeerIcon } from './column.tsx'
import { isReceiptRow, packageState, peerState, StateMark } from './state-mark.tsx'
import { show } from './store.ts'

const words = text.exchange
const list = words.list

/** A file that could not be read does not say whose it is. */
const peerOf = (row: PackageHistoryItem): string => row.peerName || fileName(row.file)

const content = (row: PackageHistoryItem): string =>
  row.failure
    ? row.failure.message
    : isReceiptRow(row)
      ? words.receiptWord
      : [
          fill(list.changes, { changes: row.changes }),
          row.attachments ? fill(list.attachments, { count: row.attachments }) : null,
          row.bytes ? formatBytes(row.bytes) : null,
        ]
          .filter(Boolean)
          .join(text.common.listComma)

const columns: Column<PackageHistoryItem>[] = [
  { key: 'at', label: list.at, width: '112px', cell: (row) => formatStamp(row.at) },
  {
    key: 'direction',
    label: list.direction,
    width: '44px',
    cell: (row) => (row.direction === 'in' ? list.in : list.out),
  },
  {
    key: 'peer',
    label: list.peer,
    width: 'minmax(90px, 1fr)',
    cell: peerOf,
    title: peerOf,
  },
  { key: 'number', label: list.number, width: '48px', align: 'end', cell: (row) => row.number },
  { key: 'content', label: list.content, width: 'minmax(120px, 2fr)', cell: content, title: content },
  { key: 'state', label: list.state, width: '104px', cell: (row) => <StateMark state={packageState(row)} /> },
]

function PackageList({ rows, label }: { rows: Rows<PackageHistoryItem>; label: string }) {
  return (
    <VirtualRows
      label={label}
      rows={rows}
      columns={columns}
      onOpen={(item) => show({ kind: 'package', item })}
      empty={<Empty title={list.emptyTitle}>{list.emptyHint}</Empty>}
    />
  )
}

export function HistoryPanel() {
  const rows = usePages('packages.history', {})
  return (
    <div className="exchange-list">
      <h2>{list.label}</h2>
      <PackageList rows={rows} label={list.label} />
    </div>
  )
}

export function PeerPanel({ id }: { id: string }) {
  const { data: peers } = useRead('peers.list', {})
  const { data: history, error, refetch } = useRead('packages.history', { offset: 0, limit: 500 })
  const peer = peers?.find((one) => one.id === id)
  const rows = useRows(peer && history?.rows.filter((row) => row.peerName === peer.name), error, () => void refetch())
  if (!peer) return null
  return (
    <div className="exchange-list">
      <div className="exchange-panel-head">
        <h2>
          <PeerIcon role={peer.role} /> {peer.name}
        </h2>
        <StateMark state={peerState(peer)} />
        <Button onClick={() => show({ kind: 'send', peer: peer.id })}>{words.peer.sendTo}</Button>
      </div>
      {peer.missing.length > 0 && (
        <p className="exchange-notice">
          {fill(words.peer.missingNext, { numbers: peer.missing.join(text.common.listComma) })}
        </p>
      )}
      <PeerFacts peer={peer} />
      <h3>{words.peer.packages}</h3>
      <PackageList rows={rows} label={words.peer.packages} />
    </div>
  )
}

function PeerFacts({ peer }: { peer: Peer }) {
  const last = (number: number, at: number | null) =>
    at === null ? words.peer.none : fill(words.peer.last, { number, at: formatStamp(at) })
  return (
    <dl className="facts">
      <dt>{words.peer.role}</dt>
      <dd>{text.domain.roles[peer.role]}</dd>
      <dt>{words.peer.received}</dt>
      <dd>{last(peer.received, peer.lastReceived)}</dd>
      <dt>{words.peer.sent}</dt>
      <dd>{last(peer.sent, peer.lastSent)}</dd>
    </dl>
  )
}

/** `isTheirs`: the recipient could not take it in, and says why in its own words; what to do is ours. */
function Reason({ failure, isTheirs }: { failure: NonNullable<PackageHistoryItem['failure']>; isTheirs: boolean }) {
  const { code, message, next } = failure
  return (
    <>
      {isTheirs && <p className="exchange-notice">{list.declined}</p>}
      <ErrorPanel
        error={new FailureError({ code: code as never, message, next: isTheirs ? list.declinedNext : next })}
      />
    </>
  )
}

/** What the file is called, without the way to it. */
export const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

export function showInFolder(path: string) {
  call('shell.showItem', { path }).catch(showFailure)
}

export function PackagePanel({ item }: { item: PackageHistoryItem }) {
  const title = isReceiptRow(item)
    ? words.receiptWord
    : item.number === null
      ? fileName(item.file)
      : fill(words.lastNumber, { number: item.number })
  const hasPath = /[\\/]/.test(item.file)
  return (
    <div className="exchange-panel">
      <div className="exchange-panel-head">
        <h2>
          {item.peerName} {item.peerName || item.number !== null ? title : fileName(item.file)}
        </h2>
        <StateMark state={packageState(item)} />
      </div>
      {item.failure && <Reason failure={item.failure} isTheirs={item.direction === 'out'} />}
      <Section title={list.content}>
        <dl className="facts">
          <dt>{list.at}</dt>
          <dd>{formatStamp(item.at)}</dd>
          <dt>{list.direction}</dt>
          <dd>{item.direction === 'in' ? list.in : list.out}</dd>
          {!item.failure && (
            <>
              <dt>{list.content}</dt>
              <dd>{content(item)}</dd>
            </>
          )}
          <dt>{list.file}</dt>
          <dd>{item.file}</dd>
        </dl>
      </Section>
      {hasPath && <Button onClick={() => showInFolder(item.file)}>{list.show}</Button>}
    </div>
  )
}

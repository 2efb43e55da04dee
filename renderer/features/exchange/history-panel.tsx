/** Packages that came and went: all of them, or one peer's. */
import { type ReactNode, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { PackageHistoryItem, PackageKind, Peer } from '../../../shared/views.ts'
import { call, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { formatBytes, formatStamp } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { FilterMenu } from '../../ui/menus.tsx'
import { Empty } from '../../ui/page.tsx'
import { type Rows, usePages } from '../../ui/pages.ts'
import { showFailure } from '../../ui/toast-store.ts'
import { type Column, VirtualRows } from '../../ui/virtual-rows.tsx'
import { PeerIcon } from './column.tsx'
import { millisecondsOf, type Period, PeriodFilter } from './period-filter.tsx'
import { isReceiptRow, packageState, peerState, StateMark } from './state-mark.tsx'
import { show } from './store.ts'

const words = text.exchange
const list = words.list
const filters = text.history.filters

/** A file that could not be read does not say whose it is. */
const peerOf = (row: PackageHistoryItem): string => row.peerName || fileName(row.file)

/** What it held, in one line; of one that was not taken in, why. */
export const contentLine = (row: PackageHistoryItem): string =>
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
  { key: 'content', label: list.content, width: 'minmax(120px, 2fr)', cell: contentLine, title: contentLine },
  { key: 'state', label: list.state, width: '104px', cell: (row) => <StateMark state={packageState(row)} /> },
]

type ListProps = { rows: Rows<PackageHistoryItem>; label: string; empty?: ReactNode }

function PackageList({ rows, label, empty }: ListProps) {
  return (
    <VirtualRows
      label={label}
      rows={rows}
      columns={columns}
      onOpen={(item) => show({ kind: 'package', item })}
      empty={empty ?? <Empty title={list.emptyTitle}>{list.emptyHint}</Empty>}
    />
  )
}

type Filter = { peer?: string; direction?: 'in' | 'out'; kind?: PackageKind; period: Period }

const choicesOf = <K extends string>(labels: Record<K, string>) =>
  (Object.keys(labels) as K[]).map((value) => ({ value, label: labels[value] }))

export function HistoryPanel() {
  const [filter, setFilter] = useState<Filter>({ period: {} })
  const { data: peers } = useRead('peers.list', {})
  const { period, ...rest } = filter
  const rows = usePages('packages.history', { ...rest, ...millisecondsOf(period) })
  const isNarrowed = Object.values({ ...rest, ...period }).some(Boolean)
  return (
    <div className="exchange-list">
      <h2>{list.label}</h2>
      <div className="history-filters">
        <FilterMenu
          label={filters.peer}
          choices={(peers ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={filter.peer}
          onChange={(peer) => setFilter({ ...filter, peer })}
        />
        <FilterMenu
          label={filters.direction}
          choices={choicesOf(text.history.directions)}
          value={filter.direction}
          onChange={(direction) => setFilter({ ...filter, direction })}
        />
        <FilterMenu
          label={filters.kind}
          choices={choicesOf(text.history.kinds)}
          value={filter.kind}
          onChange={(kind) => setFilter({ ...filter, kind })}
        />
        <PeriodFilter period={period} onChange={(next) => setFilter({ ...filter, period: next })} />
        {isNarrowed && (
          <Button size="small" variant="text" onClick={() => setFilter({ period: {} })}>
            {text.history.clear}
          </Button>
        )}
        <span className="faint">{fill(text.history.matches, { count: rows.total })}</span>
      </div>
      <PackageList
        rows={rows}
        label={list.label}
        empty={isNarrowed ? <Empty title={text.history.noMatch}>{text.history.noMatchHint}</Empty> : undefined}
      />
    </div>
  )
}

export function PeerPanel({ id }: { id: string }) {
  const { data: peers } = useRead('peers.list', {})
  const peer = peers?.find((one) => one.id === id)
  const rows = usePages('packages.history', { peer: id })
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

/** What the file is called, without the way to it. */
export const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

export function showInFolder(path: string) {
  call('shell.showItem', { path }).catch(showFailure)
}

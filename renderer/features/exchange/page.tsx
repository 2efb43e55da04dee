/** 数据交换: packages in and out at the left, what is to be decided or looked at on the right. */
import { Download, Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { ConflictItem } from '../../../shared/views.ts'
import { call, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { Empty, ErrorPanel, PageHeader } from '../../ui/page.tsx'
import type { JobState } from '../../ui/progress.tsx'
import { replaceRoute, useRoute } from '../../ui/route.ts'
import { useSharedJob } from '../../ui/shared-job.ts'
import { showFailure } from '../../ui/toast-store.ts'
import { isCardFile, readCardFile, useCard } from './card-reading.ts'
import { Column, usePending } from './column.tsx'
import { useConflicts } from './conflict-list.ts'
import { ConflictPanel } from './conflict-panel.tsx'
import { CourierPanel } from './courier-panel.tsx'
import { DoublesPanel, useDoubles } from './doubles-panel.tsx'
import { HistoryPanel, PeerPanel } from './history-panel.tsx'
import { PackagePanel } from './package-panel.tsx'
import { ReceivePanel } from './receive-panel.tsx'
import { type Receiving, useReceiving } from './receiving.ts'
import { SendPanel } from './send-panel.tsx'
import { conflictKey, type Shown, show, useExchange } from './store.ts'
import { TrustPanel } from './trust-panel.tsx'
import './exchange.css'
import './sending.css'
import './receiving.css'
import './conflict.css'
import './history.css'

const words = text.exchange

/** Nothing chosen: the first question that waits, else the first pair of doubles. */
function resolved(shown: Shown, open: readonly ConflictItem[], items: readonly ConflictItem[], doubles: number): Shown {
  if (shown.kind === 'conflict' && items.some((item) => conflictKey(item) === shown.key)) return shown
  if (shown.kind === 'doubles' && doubles) return shown
  if (shown.kind !== 'auto' && shown.kind !== 'conflict' && shown.kind !== 'doubles') return shown
  if (open[0]) return { kind: 'conflict', key: conflictKey(open[0]) }
  return doubles ? { kind: 'doubles' } : { kind: 'auto' }
}

export function Page() {
  const wanted = useExchange((state) => state.shown)
  const conflicts = useConflicts()
  const { doubles, distinct } = useDoubles()
  const sending = useSharedJob('export')
  const receiving = useReceiving()
  const pending = usePending()
  const { data: inbox } = useRead('inbox.list', {})
  const items = conflicts.items ?? []
  const shown = resolved(wanted, conflicts.open, items, doubles.length)
  const drop = useDrop(receiving)
  useArrival(conflicts.items)
  const sentence = conflicts.open.length
    ? fill(words.sentence.conflicts, { count: conflicts.open.length })
    : pending
      ? fill(words.sentence.pending, { count: pending })
      : inbox?.length
        ? fill(text.courier.inbox.sentence, { count: inbox.length })
        : conflicts.postponed
          ? fill(words.sentence.postponed, { count: conflicts.postponed })
          : conflicts.waiting
            ? fill(words.sentence.waiting, { count: conflicts.waiting })
            : doubles.length
              ? fill(words.sentence.doubles, { count: doubles.length })
              : words.sentence.fresh
  return (
    <div className="page exchange" {...drop.handlers}>
      <PageHeader
        title={words.title}
        sentence={conflicts.items && sentence}
        actions={
          <>
            <Button icon={Download} onClick={receiving.choose}>
              {words.receive}
            </Button>
            <Button variant="primary" icon={Upload} onClick={() => show({ kind: 'send' })}>
              {words.send}
            </Button>
          </>
        }
      />
      <div className="exchange-columns">
        <Column shown={shown} conflicts={items} open={conflicts.open.length} doubles={doubles} />
        <div className="exchange-main">
          {conflicts.error && <ErrorPanel error={conflicts.error} onRetry={() => void conflicts.refetch()} />}
          <Main
            shown={shown}
            items={items}
            open={conflicts.open}
            doubles={
              <DoublesPanel
                doubles={doubles}
                distinct={distinct}
                pairKey={shown.kind === 'doubles' ? shown.key : undefined}
              />
            }
            sending={sending}
            receiving={receiving}
          />
        </div>
      </div>
      {drop.over && <div className="exchange-drop">{words.drop}</div>}
    </div>
  )
}

/** Sent here for one record's questions, or for one package: opened once, then the page is its own again. */
function useArrival(items: readonly ConflictItem[] | undefined) {
  const { page, query } = useRoute()
  const { record, package: id, open } = query
  useEffect(() => {
    if (page !== 'exchange' || !record || !items) return
    const of = items.filter((item) => item.id === record)
    const first = of.find((item) => !item.incomplete && !item.postponed) ?? of[0]
    if (first) show({ kind: 'conflict', key: conflictKey(first) })
    replaceRoute('exchange', { query: {} })
  }, [page, record, items])
  useEffect(() => {
    if (page !== 'exchange' || !id) return
    replaceRoute('exchange', { query: {} })
    call('packages.contents', { id }).then((found) => found && show({ kind: 'package', item: found.item }), showFailure)
  }, [page, id])
  useEffect(() => {
    if (page !== 'exchange' || (open !== 'send' && open !== 'receive')) return
    replaceRoute('exchange', { query: {} })
    show({ kind: open })
  }, [page, open])
}

type MainProps = {
  shown: Shown
  items: readonly ConflictItem[]
  open: readonly ConflictItem[]
  doubles: ReactNode
  sending: JobState
  receiving: Receiving
}

function Main({ shown, items, open, doubles, sending, receiving }: MainProps) {
  if (shown.kind === 'conflict') {
    const item = items.find((one) => conflictKey(one) === shown.key)
    return item ? <ConflictPanel item={item} open={open} /> : null
  }
  if (shown.kind === 'doubles') return doubles
  if (shown.kind === 'send') return <SendPanel key={shown.peer} peer={shown.peer} job={sending} />
  if (shown.kind === 'receive') return <ReceivePanel receiving={receiving} />
  if (shown.kind === 'peer') return <PeerPanel id={shown.id} />
  if (shown.kind === 'package') return <PackagePanel key={shown.item.id} item={shown.item} />
  if (shown.kind === 'history') return <HistoryPanel />
  if (shown.kind === 'trust') return <TrustPanel />
  if (shown.kind === 'courier') return <CourierPanel receiving={receiving} />
  return (
    <div className="exchange-panel">
      <Empty title={words.calmTitle}>{words.calmHint}</Empty>
    </div>
  )
}

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/** A card goes where cards are shown, everything else is looked at as packages. */
function dropped(files: File[], receiving: Receiving) {
  const card = files.find(isCardFile)
  if (card) {
    void readCardFile(card)
    if (!useCard.getState().isOpen) show({ kind: 'trust' })
  } else if (files.length) receiving.drop(files)
}

function useDrop(receiving: Receiving) {
  const [over, setOver] = useState(false)
  // entering a child leaves its parent: only the outermost counts
  const depth = useRef(0)
  return {
    over,
    handlers: {
      onDragEnter: (event: DragEvent) => {
        if (!hasFiles(event)) return
        depth.current++
        setOver(true)
      },
      onDragOver: (event: DragEvent) => {
        if (hasFiles(event)) event.preventDefault()
      },
      onDragLeave: (event: DragEvent) => {
        if (!hasFiles(event)) return
        depth.current = Math.max(0, depth.current - 1)
        if (!depth.current) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        depth.current = 0
        setOver(false)
        dropped([...event.dataTransfer.files], receiving)
      },
    },
  }
}

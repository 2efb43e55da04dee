/** 导出回执: tells those whose packages were taken in what is held here now, on the way their packages came. */
import { FileDown, Send } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { PackagePreview, Peer } from '../../../shared/views.ts'
import { call, failureOf, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { isFetched } from './courier-state.ts'
import { fileName, showInFolder } from './history-panel.tsx'

const words = text.exchange.receiving
const own = text.courier.sending

/** With its separator: `E:` alone would be another place than `E:\\`. */
export const folderOf = (path: string): string =>
  path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

/** A device without its incarnation. */
const keyOf = (device: string) => device.slice(0, device.lastIndexOf('.'))

/** Who sent what was taken in. */
export function sendersOf(previews: readonly PackagePreview[], peers: readonly Peer[]): Peer[] {
  const keys = new Set(previews.flatMap(({ imported, sender }) => (imported && sender ? [keyOf(sender.device)] : [])))
  return peers.filter((peer) => peer.device !== null && keys.has(keyOf(peer.device)))
}

const chooseFolder = async () => (await call('dialog.chooseFolder', { title: words.receiptTitle })).path

async function exportReceipts(peers: readonly Peer[], folder: string) {
  for (const { id } of peers) {
    const { files } = await call('packages.export', { peer: id, scope: 'receipt', folder })
    for (const { path } of files)
      showToast({
        message: fill(words.receiptDone, { file: fileName(path) }),
        action: { label: text.exchange.sending.show, run: () => showInFolder(path) },
      })
  }
}

/** Receipts deliver themselves. */
async function sendReceipts(peers: readonly Peer[]) {
  for (const { id, name } of peers) {
    await call('packages.export', { peer: id, scope: 'receipt' })
    showToast({ message: fill(own.receiptSent, { name }) })
  }
}

const placeGone = new Set(['target-missing', 'disk-read-only', 'disk-full'])

/** To where the packages came from; where that is gone or full, and for files dropped on the page, a person says where. */
async function hand(peers: readonly Peer[], place: string | undefined) {
  try {
    const folder = place ?? (await chooseFolder())
    if (folder) await exportReceipts(peers, folder)
  } catch (error) {
    if (place === undefined || !placeGone.has(failureOf(error).code)) throw error
    await hand(peers, undefined)
  }
}

const placeOf = (sources: readonly (string | File)[]): string | undefined => {
  // the inbox is no place of the sender's
  const path = sources.find((one) => typeof one === 'string' && !isFetched(one)) as string | undefined
  return path === undefined ? undefined : folderOf(path)
}

/** For a message that stays a moment; `null`: there is nobody to tell, or this computer is a laptop, whose next package tells it. */
export async function receiptAction(previews: readonly PackagePreview[], sources: readonly (string | File)[]) {
  const [profile, peers, targets] = await Promise.all([
    call('profile.get', {}),
    call('peers.list', {}),
    call('targets.list', {}),
  ])
  const senders = sendersOf(previews, peers).filter((peer) => peer.sealable)
  if (profile.role !== 'headquarters' || !senders.length) return null
  if (targets.some((target) => target.enabled))
    return { label: own.receipt, run: () => void sendReceipts(senders).catch(showFailure) }
  return { label: words.exportReceipt, run: () => void hand(senders, placeOf(sources)).catch(showFailure) }
}

type Props = { previews: readonly PackagePreview[]; sources: readonly (string | File)[] }

export function ReceiptExport({ previews, sources }: Props) {
  const { data: profile } = useRead('profile.get', {})
  const { data: peers } = useRead('peers.list', {})
  const { data: targets } = useRead('targets.list', {})
  const [busy, setBusy] = useState(false)
  const senders = sendersOf(previews, peers ?? []).filter((peer) => peer.sealable)
  const place = placeOf(sources)
  if (profile?.role !== 'headquarters' || !senders.length) return null
  const during = (work: Promise<void>) => {
    setBusy(true)
    work.catch(showFailure).finally(() => setBusy(false))
  }
  const go = (where: string | undefined) => during(hand(senders, where))
  if (targets?.some((target) => target.enabled)) {
    return (
      <div className="exchange-receipt">
        <p className="second">{own.receiptHint}</p>
        <div className="device-actions">
          <Button icon={Send} disabled={busy} onClick={() => during(sendReceipts(senders))}>
            {own.receipt}
          </Button>
          <Button variant="text" disabled={busy} onClick={() => go(place)}>
            {own.byHand}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <div className="exchange-receipt">
      <p className="second">{words.receiptHint}</p>
      <div className="device-actions">
        <Button icon={FileDown} disabled={busy} title={place} onClick={() => go(place)}>
          {words.exportReceipt}
        </Button>
        {place !== undefined && (
          <Button variant="text" disabled={busy} onClick={() => go(undefined)}>
            {text.exchange.sending.change}
          </Button>
        )}
      </div>
    </div>
  )
}

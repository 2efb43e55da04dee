/** 本机名片: who this computer is, its fingerprint and its QR code; a file or text to hand on. */
import { Copy, FileDown, QrCode } from 'lucide-react'
import { useEffect, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel, Section, Skeleton } from '../../ui/page.tsx'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { Fingerprint, whoOf } from './fingerprint.tsx'
import { fileName, showInFolder } from './history-panel.tsx'

const words = text.trust.own

async function exportCard() {
  const { path: folder } = await call('dialog.chooseFolder', { title: words.exportTitle })
  if (!folder) return
  const { path } = await call('card.export', { folder })
  showToast({
    message: fill(words.exported, { file: fileName(path) }),
    action: { label: words.show, run: () => showInFolder(path) },
  })
}

async function copyCard() {
  const card = await call('card.get', {})
  await navigator.clipboard.writeText(card.text)
  showToast({ message: words.copied })
}

export function OwnCard() {
  const { data: keys, error, refetch } = useRead('keys.get', {})
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!keys) return <Skeleton rows={4} />
  return (
    <Section title={words.title}>
      <div className="own-card">
        <OwnCode isLocked={keys.locked} name={`${keys.name} ${keys.fingerprint}`} />
        <div className="own-card-text">
          <p>
            <strong>{keys.name}</strong>
          </p>
          <p className="second">{whoOf(keys)}</p>
          <Fingerprint of={keys} />
          <p className="faint">{text.trust.wordsHint}</p>
          <div className="device-actions">
            <Button icon={FileDown} onClick={() => void exportCard().catch(showFailure)}>
              {words.export}
            </Button>
            <Button icon={Copy} onClick={() => void copyCard().catch(showFailure)}>
              {words.copy}
            </Button>
          </div>
          <p className="faint">{words.hint}</p>
        </div>
      </div>
    </Section>
  )
}

/** Behind a button while the keys are locked: looking at the page asks for no passphrase. `name`: what the card says may change. */
function OwnCode({ isLocked, name }: { isLocked: boolean; name: string }) {
  const [code, setCode] = useState<{ size: number; path: string } | null>(null)
  const [isWanted, setWanted] = useState(false)
  const isReady = !isLocked || isWanted
  // biome-ignore lint/correctness/useExhaustiveDependencies: another name is another card
  useEffect(() => {
    if (!isReady) return
    let isCurrent = true
    const load = async () => {
      const [card, { qrPath }] = await Promise.all([call('card.get', {}), import('./qr-pixels.ts')])
      if (isCurrent) setCode(qrPath(card.text))
    }
    load().catch((error) => {
      setWanted(false)
      showFailure(error)
    })
    return () => {
      isCurrent = false
    }
  }, [isReady, name])
  if (!isReady)
    return (
      <div className="own-code own-code-locked">
        <Button icon={QrCode} onClick={() => setWanted(true)}>
          {words.showQr}
        </Button>
      </div>
    )
  if (!code) return <div className="own-code" />
  return (
    <svg
      className="own-code"
      role="img"
      aria-label={words.qr}
      viewBox={`0 0 ${code.size} ${code.size}`}
      shapeRendering="crispEdges"
    >
      <rect width={code.size} height={code.size} fill="#fff" />
      <path d={code.path} fill="#000" />
    </svg>
  )
}

/** What was written, for whom, and what has to be told to them. */
import { FolderOpen } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { ExportAnswer, Peer } from '../../../shared/views.ts'
import { Button } from '../../ui/button.tsx'
import { formatBytes } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { CopyButton } from '../../ui/passphrase-field.tsx'
import { fileName, showInFolder } from './history-panel.tsx'
import { show } from './store.ts'

const words = text.exchange.sending
const own = text.courier.sending

/** `isAuto`: it delivers itself. */
export type Packed = ExportAnswer & { peer: string; isReceipt: boolean; isAuto: boolean }

type Props = {
  packed: readonly Packed[]
  peers: readonly Peer[]
  /** Names of the targets. */
  places: string
  passphrase: string | null
  onAgain: () => void
}

export function SendResult({ packed, peers, places, passphrase, onAgain }: Props) {
  const isAuto = packed.every((one) => one.isAuto)
  const total = (part: 'changes' | 'attachments') => packed.reduce((sum, one) => sum + one[part], 0)
  return (
    <div className="exchange-panel" role="status">
      <h2>{isAuto ? own.done : words.done}</h2>
      <ul className="exchange-results">
        {packed.flatMap(({ peer, files, isReceipt, isAuto }) =>
          files.map(({ path, number, bytes }) => (
            <li key={path}>
              <div>
                <strong title={path}>{fileName(path)}</strong>
                <p className="second">
                  {peers.find((one) => one.id === peer)?.name}{' '}
                  {fill(isReceipt ? words.doneReceipt : words.doneOne, { number, size: formatBytes(bytes) })}
                </p>
                {!isAuto && <p className="faint exchange-path">{path}</p>}
              </div>
              {!isAuto && (
                <Button size="small" icon={FolderOpen} onClick={() => showInFolder(path)}>
                  {words.show}
                </Button>
              )}
            </li>
          )),
        )}
      </ul>
      {packed.some((one) => !one.isReceipt) && (
        <p className="second">
          {fill(words.doneTotal, { changes: total('changes'), attachments: total('attachments') })}
        </p>
      )}
      {passphrase !== null && (
        <div className="exchange-told">
          <p>{words.donePassphrase}</p>
          <code>{passphrase}</code>
          <CopyButton value={passphrase} />
        </div>
      )}
      <p className="second">{isAuto ? fill(own.doneNext, { names: places }) : words.doneNext}</p>
      <div className="page-actions exchange-form-actions">
        <Button onClick={onAgain}>{words.again}</Button>
        {isAuto && <Button onClick={() => show({ kind: 'courier' })}>{own.show}</Button>}
        <Button variant="primary" onClick={() => show({ kind: 'auto' })}>
          {words.close}
        </Button>
      </div>
    </div>
  )
}

/** How a package is sealed: with the recipient's key, or, for one without a card, with a passphrase. */
import { useState } from 'react'
import { proposePassphrase } from '../../../shared/keys/passphrase.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Peer } from '../../../shared/views.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { fill } from '../../ui/fill.ts'
import { PassphraseField } from '../../ui/passphrase-field.tsx'
import { TakeCard } from './take-card.tsx'

const words = text.exchange.sending

export const newPassphrase = () => proposePassphrase((bytes) => crypto.getRandomValues(bytes))

type Props = {
  targets: readonly Peer[]
  /** `null`: with the key alone. */
  passphrase: string | null
  onChange: (passphrase: string | null) => void
  /** A card was taken in; its computer is this recipient now. */
  onTaken: (peer: Peer) => void
}

export function SealField({ targets, passphrase, onChange, onTaken }: Props) {
  const [isTaking, setTaking] = useState(false)
  const unknown = targets.filter((peer) => !peer.sealable)
  if (!targets.length) return null
  return (
    <div className="exchange-field">
      <span className="exchange-field-label">{words.seal}</span>
      <div className="exchange-seal">
        {unknown.length > 0 ? (
          <>
            <p className="exchange-notice">
              {fill(words.noCard, { names: unknown.map((peer) => `“${peer.name}”`).join(text.common.listComma) })}
            </p>
            {passphrase === null && (
              <div className="device-actions">
                <Button size="small" onClick={() => setTaking(true)}>
                  {words.takeCard}
                </Button>
                <Button size="small" onClick={() => onChange(newPassphrase())}>
                  {words.usePassphrase}
                </Button>
              </div>
            )}
          </>
        ) : (
          passphrase === null && (
            <>
              <p>{targets.length > 1 ? words.sealedMany : words.sealed}</p>
              <details className="exchange-titles">
                <summary>{words.otherWays}</summary>
                <Button size="small" onClick={() => onChange(newPassphrase())}>
                  {words.usePassphrase}
                </Button>
              </details>
            </>
          )
        )}
        {passphrase !== null && (
          <PassphraseField label={words.passphrase} value={passphrase} onChange={onChange} rate toTell>
            <p className="faint">{words.passphraseHint}</p>
            <div className="device-actions">
              <Button size="small" onClick={() => onChange(newPassphrase())}>
                {words.propose}
              </Button>
              <Button size="small" onClick={() => onChange(null)}>
                {words.noPassphrase}
              </Button>
            </div>
          </PassphraseField>
        )}
      </div>
      {isTaking && (
        <Dialog title={words.takeCard} onClose={() => setTaking(false)}>
          <TakeCard
            onTaken={(peer) => {
              setTaking(false)
              onTaken(peer)
            }}
          />
        </Dialog>
      )}
    </div>
  )
}

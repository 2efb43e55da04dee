/** What a package waits for: its passphrase, or a person's word about the computer it comes from. */
import { useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DeviceItem, PackagePreview } from '../../../shared/views.ts'
import { Button } from '../../ui/button.tsx'
import { formatStamp } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { PassphraseField } from '../../ui/passphrase-field.tsx'
import { Fingerprint, nameOf, whoOf } from './fingerprint.tsx'

const words = text.exchange.receiving

type OpenProps = {
  /** A passphrase was tried and is not the one. */
  isWrong: boolean
  busy: boolean
  onOpen: (passphrase: string) => Promise<void>
}

export function AskPassphrase({ isWrong, busy, onOpen }: OpenProps) {
  const field = useRef<HTMLInputElement>(null)
  const [passphrase, setPassphrase] = useState('')
  const [tried, setTried] = useState<string | null>(null)
  const open = async () => {
    if (!passphrase || busy) return
    await onOpen(passphrase)
    setTried(passphrase)
    field.current?.select()
  }
  return (
    <div className="exchange-asks">
      <PassphraseField
        ref={field}
        label={words.passphrase}
        value={passphrase}
        onChange={setPassphrase}
        onEnter={() => void open()}
        error={isWrong && tried === passphrase ? words.passphraseWrong : null}
      >
        <div className="device-actions">
          <Button variant="primary" size="small" disabled={!passphrase || busy} onClick={() => void open()}>
            {words.passphraseOpen}
          </Button>
        </div>
      </PassphraseField>
    </div>
  )
}

type SenderProps = {
  asks: DeviceItem
  /** It wrote some of what the package hands on; another computer sent it. */
  isAuthor: boolean
  busy: boolean
  onApprove: () => void
  onLeave: () => void
}

export function AskSender({ asks, isAuthor, busy, onApprove, onLeave }: SenderProps) {
  const name = nameOf(asks)
  const isRevoked = asks.state === 'revoked'
  return (
    <div className="exchange-asks">
      <p>
        {isRevoked
          ? fill(words.revokedWho, { name, at: formatStamp(asks.since) })
          : fill(isAuthor ? words.asksAuthor : words.asksWho, { name })}
      </p>
      <p className="second">{whoOf(asks)}</p>
      <Fingerprint of={asks} />
      {!isRevoked && <p className="faint">{text.trust.wordsHint}</p>}
      <div className="device-actions">
        {!isRevoked && (
          <Button variant="primary" size="small" disabled={busy} onClick={onApprove}>
            {words.approve}
          </Button>
        )}
        <Button size="small" disabled={busy} onClick={onLeave}>
          {words.notNow}
        </Button>
      </div>
    </div>
  )
}

type VouchedProps = {
  vouched: PackagePreview['vouched']
  isChecked: boolean
  onCheck: (isChecked: boolean) => void
}

/** Changes somebody else signed, since their author's computer cannot any more. */
export function Vouched({ vouched, isChecked, onCheck }: VouchedProps) {
  return (
    <div className="exchange-notice exchange-vouched">
      {vouched.map(({ name, by, changes }) => (
        <p key={`${name} ${by}`}>{fill(words.vouched, { name: name || text.trust.unnamed, by, changes })}</p>
      ))}
      <label>
        <input type="checkbox" checked={isChecked} onChange={(event) => onCheck(event.target.checked)} />
        {words.vouchedTick}
      </label>
    </div>
  )
}

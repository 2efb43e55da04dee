/** How this computer's keys are kept, and a passphrase of one's own for them. */
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { shortestPassphrase } from '../../../shared/keys/passphrase.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel, Section } from '../../ui/page.tsx'
import { PassphraseField } from '../../ui/passphrase-field.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { RotateDialog } from './rotate-dialog.tsx'

const words = text.trust.keys

export function KeysLine() {
  const { data: keys } = useRead('keys.get', {})
  const [isSetting, setSetting] = useState(false)
  const [isRotating, setRotating] = useState(false)
  if (!keys) return null
  const { sealedBy, locked } = keys
  return (
    <Section title={words.title}>
      <p className={sealedBy === 'none' ? 'exchange-notice' : 'second'}>
        {words.kept[sealedBy]}
        {locked && ` ${words.locked}`}
      </p>
      <div className="device-actions">
        {locked && (
          // any operation that needs the keys asks for the passphrase
          <Button icon={KeyRound} onClick={() => void call('card.get', {}).catch(() => {})}>
            {words.unlock}
          </Button>
        )}
        <Button icon={locked ? undefined : KeyRound} onClick={() => setSetting(true)}>
          {sealedBy === 'passphrase' ? words.change : words.set}
        </Button>
        <Button variant="text" onClick={() => setRotating(true)}>
          {words.rotate}
        </Button>
      </div>
      {isRotating && <RotateDialog needsPassphrase={sealedBy === 'passphrase'} onClose={() => setRotating(false)} />}
      {isSetting && <SetDialog isChange={sealedBy === 'passphrase'} onClose={() => setSetting(false)} />}
    </Section>
  )
}

function SetDialog({ isChange, onClose }: { isChange: boolean; onClose: () => void }) {
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [isChecked, setChecked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const isLong = [...first].length >= shortestPassphrase
  const isDifferent = second !== '' && first !== second && (isChecked || second.length >= first.length)
  const save = async () => {
    setChecked(true)
    if (!isLong || first !== second || busy) return
    setBusy(true)
    try {
      await call('keys.setPassphrase', { passphrase: first })
      showToast({ message: words.saved })
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={isChange ? words.change : words.set}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="primary" disabled={!isLong || !second || busy} onClick={() => void save()}>
            {words.save}
          </Button>
        </>
      }
    >
      <p className="second">{words.setHint}</p>
      {error !== null && <ErrorPanel error={error} />}
      <PassphraseField label={words.first} value={first} onChange={setFirst} rate />
      <PassphraseField
        label={words.second}
        value={second}
        onChange={setSecond}
        onEnter={() => void save()}
        error={isDifferent ? words.different : null}
      />
    </Dialog>
  )
}

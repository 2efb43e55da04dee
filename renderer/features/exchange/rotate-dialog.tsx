/** 换新密钥: new keys under a new fingerprint, to which the old ones hand over. */
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/page.tsx'
import { PassphraseField } from '../../ui/passphrase-field.tsx'
import { showToast } from '../../ui/toast-store.ts'

const words = text.trust.keys

/** `needsPassphrase`: the new keys are sealed with this computer's passphrase, as the old ones are. */
export function RotateDialog({ needsPassphrase, onClose }: { needsPassphrase: boolean; onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const isReady = !busy && (!needsPassphrase || passphrase !== '')
  const rotate = async () => {
    if (!isReady) return
    setBusy(true)
    setError(null)
    try {
      await call('keys.rotate', needsPassphrase ? { passphrase } : {})
      showToast({ message: words.rotated })
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={words.rotateTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="danger" disabled={!isReady} onClick={() => void rotate()}>
            {words.rotate}
          </Button>
        </>
      }
    >
      <p>{words.rotateText}</p>
      {error !== null && <ErrorPanel error={error} />}
      {needsPassphrase && (
        <PassphraseField
          label={words.first}
          value={passphrase}
          onChange={setPassphrase}
          onEnter={() => void rotate()}
        />
      )}
    </Dialog>
  )
}

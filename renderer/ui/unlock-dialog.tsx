/** Asks for this computer's passphrase when something needs its keys; what waits goes on by itself. */
import { useEffect, useRef, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { call, failureOf, onLocked } from '../api.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { PassphraseField } from './passphrase-field.tsx'

const words = text.trust.unlock
type Answer = (unlocked: boolean) => void

export function UnlockDialog() {
  const [answer, setAnswer] = useState<{ give: Answer } | null>(null)
  useEffect(() => {
    onLocked(() => new Promise<boolean>((give) => setAnswer({ give })))
    return () => onLocked(null)
  }, [])
  if (!answer) return null
  return (
    <Question
      onAnswer={(unlocked) => {
        setAnswer(null)
        answer.give(unlocked)
      }}
    />
  )
}

function Question({ onAnswer }: { onAnswer: Answer }) {
  const field = useRef<HTMLInputElement>(null)
  const [passphrase, setPassphrase] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const unlock = async () => {
    if (!passphrase || busy) return
    setBusy(true)
    setError(null)
    try {
      await call('keys.unlock', { passphrase })
      onAnswer(true)
    } catch (failure) {
      const { message, next } = failureOf(failure)
      setError(message + next)
      setBusy(false)
      field.current?.select()
    }
  }
  return (
    <Dialog
      title={words.title}
      onClose={() => onAnswer(false)}
      actions={
        <>
          <Button onClick={() => onAnswer(false)}>{text.common.cancel}</Button>
          <Button variant="primary" disabled={!passphrase || busy} onClick={() => void unlock()}>
            {words.go}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <PassphraseField
        ref={field}
        label={words.label}
        value={passphrase}
        onChange={setPassphrase}
        onEnter={() => void unlock()}
        error={error}
      />
    </Dialog>
  )
}

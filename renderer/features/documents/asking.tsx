/** One question with a note; what goes wrong is said in it. */
import { type ReactNode, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { failureOf } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toast-store.ts'
import './asking.css'

export function Asking({
  title,
  hint,
  label,
  placeholder,
  action,
  start = '',
  isReady = () => true,
  children,
  onDo,
  onClose,
}: {
  title: string
  hint: string
  label: string
  placeholder?: string
  action: string
  /** What the note begins with. */
  start?: string
  isReady?: (note: string) => boolean
  children?: ReactNode
  onDo: (note: string) => Promise<string>
  onClose: () => void
}) {
  const [note, setNote] = useState(start)
  const [failure, setFailure] = useState<string | null>(null)
  const busy = useRef(false)
  const act = async () => {
    if (busy.current || !isReady(note)) return
    busy.current = true
    try {
      const done = await onDo(note)
      onClose()
      showToast({ message: done })
    } catch (error) {
      const { message, next } = failureOf(error)
      setFailure(message + next)
    } finally {
      busy.current = false
    }
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="primary" disabled={!isReady(note)} onClick={() => void act()}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      <label className="asking-note">
        <span>{label}</span>
        <textarea
          className="inline-input inline-boxed"
          rows={2}
          value={note}
          placeholder={placeholder}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <p className="second">{hint}</p>
      {failure && (
        <p className="asking-failure" role="alert">
          {failure}
        </p>
      )}
    </Dialog>
  )
}

/** When a photo was taken, under the large picture: read there, and set right there by hand. */
import { useRef, useState } from 'react'
import type { Attachment } from '../../shared/domain/attachments.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { fill } from './fill.ts'
import { formatTime, parseTime } from './photo-time.ts'
import { saveAllNow } from './save-now.ts'

const words = text.capture.times

export function PhotoTaken({ photo: { id, takenAt } }: { photo: Attachment }) {
  const shown = formatTime(takenAt)
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  /** What is typed has been taken or given up; the field, as it goes, loses the focus. */
  const over = useRef(false)
  const leave = (field: HTMLElement) => {
    over.current = true
    // keys of the viewer go on
    field.closest<HTMLElement>('[role="dialog"]')?.focus()
    setTyped(null)
    setError(null)
  }
  if (typed === null)
    return (
      <button
        type="button"
        className={shown === null ? 'photo-taken photo-taken-missing' : 'photo-taken'}
        aria-label={shown === null ? words.missing : fill(words.takenOf, { time: shown })}
        title={words.taken}
        onClick={() => {
          over.current = false
          setTyped(shown ?? '')
        }}
      >
        {shown ?? words.missing}
      </button>
    )
  const finish = (field: HTMLElement) => {
    if (over.current) return
    const parsed = parseTime(typed, takenAt)
    if (parsed && 'error' in parsed) return setError(parsed.error)
    leave(field)
    const time = parsed?.time ?? null
    if (time !== takenAt)
      void saveAllNow([{ entity: 'attachments', id, values: { takenAt: time } }], fill(words.saved, { count: 1 }))
  }
  return (
    <span className="photo-taken-edit">
      <input
        aria-label={words.taken}
        aria-invalid={error !== null}
        placeholder={words.placeholder}
        value={typed}
        // biome-ignore lint/a11y/noAutofocus: it was just asked for
        autoFocus
        autoComplete="off"
        spellCheck={false}
        data-dirty
        onChange={(event) => {
          setTyped(event.target.value)
          setError(null)
        }}
        onBlur={(event) => finish(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key !== 'Tab') event.stopPropagation()
          if (event.key === 'Enter') finish(event.currentTarget)
          else if (event.key === 'Escape') leave(event.currentTarget)
        }}
      />
      {error && <span role="alert">{error}</span>}
    </span>
  )
}

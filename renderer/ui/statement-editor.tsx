/** The words of a statement, edited where they stand. */
import { useLayoutEffect, useRef } from 'react'
import { useRecord } from './editing.ts'
import { InlineProse } from './inline-text.tsx'

type Props = {
  id: string
  label: string
  /** Where the caret begins; `null`: at the end. */
  caret: number | null
  /** `back`: a key ended it, and the focus goes back where it was. */
  onDone: (said: string, back: boolean) => void
}

export function StatementEditor({ id, label, caret, onDone }: Props) {
  const record = useRecord('statements', id)
  const holder = useRef<HTMLDivElement>(null)
  const bind = record.bind('text')
  const loaded = !record.loading
  useLayoutEffect(() => {
    const area = holder.current?.querySelector('textarea')
    if (!area || !loaded) return
    area.focus()
    const at = caret ?? area.value.length
    area.setSelectionRange(at, at)
  }, [caret, loaded])
  const said = String(bind.value ?? '')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: notices that the field inside was left
    <div
      ref={holder}
      role="presentation"
      onBlur={() => {
        bind.onBlur()
        onDone(said, false)
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.key !== 'Escape') return
        onDone(said, true)
      }}
    >
      <InlineProse
        bind={bind}
        label={label}
        onEnter={() => onDone(said, true)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          bind.onBlur()
          onDone(said, true)
        }}
      />
    </div>
  )
}

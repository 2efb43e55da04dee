/** When the text appeared: years that it leaves out follow from it. */
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { Button } from '../../ui/button.tsx'
import { parseDate } from '../../ui/dates.ts'

const words = text.intake.press

export function Published({ value, onChange }: { value: string | null; onChange: (published: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const parsed = typed === null ? null : parseDate(typed, new Date().getFullYear())
  const date = parsed && 'date' in parsed && parsed.precision === 'day' ? parsed.date : null
  const error = parsed && 'error' in parsed ? parsed.error : null
  return (
    <div className="intake-published">
      <label>
        <span>{words.published}</span>
        <input
          className="inline-input inline-boxed"
          value={typed ?? value ?? ''}
          placeholder={words.publishedMissing}
          title={words.publishedHint}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter' && date && date !== value) onChange(date)
            else if (event.key === 'Escape' && typed !== null) {
              event.stopPropagation()
              setTyped(null)
            }
          }}
        />
      </label>
      {error && typed !== '' && <span className="inline-error">{error}</span>}
      {date && date !== value && (
        <Button size="small" title={words.rereadHint} onClick={() => onChange(date)}>
          {words.reread}
        </Button>
      )}
    </div>
  )
}

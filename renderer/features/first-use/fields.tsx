/** A plain field of first use: nothing is stored before the end, so the browser's own input is all it takes. */
import { TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import '../../ui/inline.css'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  /** Why one cannot go on; drawn where it is to be mended. */
  error?: string | null
  autoFocus?: boolean
}

export function Field({ label, value, onChange, placeholder, error, autoFocus }: Props) {
  const id = useId()
  return (
    <div className="first-use-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={`inline-input inline-boxed${error ? ' inline-wrong' : ''}`}
        value={value}
        maxLength={200}
        placeholder={placeholder}
        aria-invalid={Boolean(error)}
        aria-describedby={error ? `${id}-error` : undefined}
        // biome-ignore lint/a11y/noAutofocus: the step is this field
        autoFocus={autoFocus}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      {error && (
        <span className="inline-error" role="alert" id={`${id}-error`}>
          <TriangleAlert className="icon" size={16} aria-hidden />
          {error}
        </span>
      )}
    </div>
  )
}

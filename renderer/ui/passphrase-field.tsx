/** A passphrase: hidden until one asks to see it, with a plain word on how strong it is. */
import { Copy, Eye, EyeOff, TriangleAlert } from 'lucide-react'
import { type ReactNode, type Ref, useId, useState } from 'react'
import { shortestPassphrase, strengthOf } from '../../shared/keys/passphrase.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { Button, IconButton } from './button.tsx'
import { fill } from './fill.ts'
import { fieldClass } from './inline-parts.tsx'
import { showFailure, showToast } from './toast-store.ts'
import './passphrase-field.css'

const words = text.trust.passphrase

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  /** Enter, but never the one that ends a composition. */
  onEnter?: () => void
  error?: string | null
  /** For a passphrase that is being made: says how strong it is. */
  rate?: boolean
  /** For one that must be told to somebody: shown at first, with a button that copies it. */
  toTell?: boolean
  autoFocus?: boolean
  ref?: Ref<HTMLInputElement>
  children?: ReactNode
}

export function PassphraseField({
  label,
  value,
  onChange,
  onEnter,
  error,
  rate = false,
  toTell = false,
  autoFocus,
  ref,
  children,
}: Props) {
  const id = useId()
  const [isShown, setShown] = useState(toTell)
  const notes = [error && `${id}-error`, rate && value && `${id}-strength`].filter(Boolean).join(' ')
  return (
    <div className="passphrase">
      <label htmlFor={id}>{label}</label>
      <div className="passphrase-line">
        <input
          id={id}
          ref={ref}
          type={isShown ? 'text' : 'password'}
          className={fieldClass({ boxed: true, wrong: Boolean(error) })}
          value={value}
          maxLength={200}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={Boolean(error)}
          aria-describedby={notes || undefined}
          // biome-ignore lint/a11y/noAutofocus: only where the field is the question itself
          autoFocus={autoFocus}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            onEnter?.()
          }}
        />
        <IconButton
          icon={isShown ? EyeOff : Eye}
          label={isShown ? words.hide : words.show}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        />
        {toTell && value && <CopyButton value={value} />}
      </div>
      {error && (
        <span className="inline-error" role="alert" id={`${id}-error`}>
          <TriangleAlert className="icon" size={16} aria-hidden />
          {error}
        </span>
      )}
      {rate && value && <Strength id={`${id}-strength`} passphrase={value} />}
      {children}
    </div>
  )
}

export function CopyButton({ value }: { value: string }) {
  return (
    <Button
      icon={Copy}
      onClick={() => navigator.clipboard.writeText(value).then(() => showToast({ message: words.copied }), showFailure)}
    >
      {words.copy}
    </Button>
  )
}

const steps = { short: 1, weak: 1, fair: 2, strong: 3 }

function Strength({ id, passphrase }: { id: string; passphrase: string }) {
  const strength = strengthOf(passphrase)
  return (
    <p className={`passphrase-strength passphrase-${strength}`} id={id} role="status">
      <span aria-hidden className="passphrase-steps">
        {[1, 2, 3].map((step) => (
          <span key={step} className={step <= steps[strength] ? 'passphrase-step-on' : undefined} />
        ))}
      </span>
      {fill(words.strength[strength], { count: shortestPassphrase })}
    </p>
  )
}

/** Fields of a target: plain ones, a place with a folder chooser, an account whose password is never shown again. */
import { FolderOpen, TriangleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fieldClass } from '../../ui/inline-parts.tsx'
import { showFailure } from '../../ui/toast-store.ts'
import { type Draft, isPlain, type Needs, type TargetKind } from './courier-state.ts'

const form = text.courier.form

type FieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  error?: string | undefined
  hint?: string
  placeholder?: string
  maxLength?: number
  isSecret?: boolean
  children?: ReactNode
}

export function FormField({ label, value, onChange, error, hint, isSecret = false, children, ...rest }: FieldProps) {
  const id = useId()
  const notes = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className="exchange-field">
      <label className="exchange-field-label" htmlFor={id}>
        {label}
      </label>
      <div>
        <div className="target-input">
          <input
            id={id}
            type={isSecret ? 'password' : 'text'}
            className={fieldClass({ boxed: true, wrong: Boolean(error) })}
            value={value}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-invalid={Boolean(error)}
            aria-describedby={notes || undefined}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={(event) => {
              // the Enter that ends a composition sends no form
              if (event.key === 'Enter' && event.nativeEvent.isComposing) event.preventDefault()
            }}
            {...rest}
          />
          {children}
        </div>
        {error && (
          <span className="inline-error" role="alert" id={`${id}-error`}>
            <TriangleAlert className="icon" size={16} aria-hidden />
            {error}
          </span>
        )}
        {hint && (
          <p className="faint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}

type PathProps = {
  kind: Exclude<TargetKind, 'webdav'>
  value: string
  error: string | undefined
  onChange: (path: string) => void
}

export function PathField({ kind, value, error, onChange }: PathProps) {
  const choose = async () => {
    const { path } = await call('dialog.chooseFolder', { title: form.chooseTitles[kind] })
    if (path) onChange(path)
  }
  return (
    <FormField
      label={form.path}
      value={value}
      error={error}
      hint={form.pathHints[kind]}
      maxLength={4096}
      onChange={onChange}
    >
      <Button icon={FolderOpen} onClick={() => void choose().catch(showFailure)}>
        {form.choose}
      </Button>
    </FormField>
  )
}

type AccountProps = {
  draft: Draft
  needs: Needs
  /** A password is stored; it is not shown. */
  isKept: boolean
  onChange: (patch: Partial<Draft>) => void
}

export function AccountFields({ draft, needs, isKept, onChange }: AccountProps) {
  return (
    <>
      <FormField
        label={form.url}
        value={draft.url}
        error={needs.url}
        hint={form.urlHint}
        placeholder="https://"
        maxLength={2000}
        onChange={(url) => onChange({ url })}
      />
      {isPlain(draft.url) && (
        <p className="exchange-notice target-plain" role="status">
          {form.plain}
        </p>
      )}
      <FormField label={form.user} value={draft.user} maxLength={200} onChange={(user) => onChange({ user })} />
      <FormField
        label={form.password}
        value={draft.password}
        hint={form.passwordHint}
        maxLength={500}
        isSecret
        {...(isKept ? { placeholder: form.passwordKept } : {})}
        onChange={(password) => onChange({ password })}
      />
      <details className="exchange-titles target-more" open={Boolean(draft.proxy || needs.proxy)}>
        <summary>{form.more}</summary>
        <FormField
          label={form.proxy}
          value={draft.proxy}
          error={needs.proxy}
          hint={form.proxyHint}
          maxLength={500}
          onChange={(proxy) => onChange({ proxy })}
        />
      </details>
    </>
  )
}

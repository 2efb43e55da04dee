/** Adds or changes a target; saving it tries it at once and says there what came of it. */
import { useState } from 'react'
import type { Input } from '../../../shared/contract.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { TargetItem } from '../../../shared/views.ts'
import { call, FailureError } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel } from '../../ui/page.tsx'
import type { JobState } from '../../ui/progress.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { CourierProgress } from './courier-progress.tsx'
import { type Draft, needsOf, type TargetKind } from './courier-state.ts'
import { AccountFields, FormField, PathField } from './target-fields.tsx'
import { kindIcons } from './target-row.tsx'

const words = text.courier
const form = words.form
const kinds: readonly TargetKind[] = ['drive', 'folder', 'webdav']

const draftOf = (target: TargetItem | null): Draft => ({
  kind: target?.kind ?? 'folder',
  name: target?.name ?? form.names.folder,
  path: target && target.kind !== 'webdav' ? target.place : '',
  url: target?.kind === 'webdav' ? target.place : '',
  user: target?.user ?? '',
  password: '',
  proxy: target?.proxy ?? '',
})

function placeOf(draft: Draft, before: TargetItem | null): Input<'targets.save'>['place'] {
  if (draft.kind !== 'webdav') return { kind: draft.kind, path: draft.path.trim() }
  const proxy = draft.proxy.trim()
  // the one that is shown lacks its password: left alone, it stays as it is
  return {
    ...{ kind: 'webdav', url: draft.url.trim(), user: draft.user.trim() },
    ...(proxy === (before?.proxy ?? '') ? {} : { proxy }),
  }
}

type Props = { target: TargetItem | null; job: JobState; onDone: () => void }

export function TargetForm({ target, job, onDone }: Props) {
  const [draft, setDraft] = useState(() => draftOf(target))
  const [id, setId] = useState(target?.id)
  const [isChecked, setChecked] = useState(false)
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<unknown>(null)
  /** Saved; of the try after it. */
  const [failure, setFailure] = useState<TargetItem['failure']>(null)
  const needs = needsOf(draft)
  const shown = isChecked ? needs : {}
  const name = draft.name.trim()
  const change = (patch: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...patch }))
    setFailure(null)
  }
  const changeKind = (kind: TargetKind) => {
    const isOwnName = !kinds.some((one) => form.names[one] === name)
    change({ kind, ...(isOwnName ? {} : { name: form.names[kind] }) })
    setChecked(false)
  }

  async function save() {
    setChecked(true)
    if (Object.keys(needs).length || saving) return
    setSaving(true)
    setError(null)
    setFailure(null)
    try {
      const account = draft.kind === 'webdav' && draft.password !== '' ? { password: draft.password } : {}
      const saved = await call('targets.save', { id, name, place: placeOf(draft, target), ...account })
      setId(saved.id)
      await job.run((one) => call('courier.run', { job: one }))
      const tried = (await call('targets.list', {})).find((one) => one.id === saved.id)
      if (tried?.failure) return setFailure(tried.failure)
      if (tried?.lastSuccess) showToast({ message: fill(form.works, { name }) })
      onDone()
    } catch (refusal) {
      setError(refusal)
    } finally {
      setSaving(false)
    }
  }

  return (
    <form
      className="exchange-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h2>{target ? fill(form.editTitle, { name: target.name }) : form.addTitle}</h2>
      {!target && <KindField kind={draft.kind} onChange={changeKind} />}
      <FormField
        label={form.name}
        value={draft.name}
        error={shown.name}
        maxLength={40}
        onChange={(value) => change({ name: value })}
      />
      {draft.kind === 'webdav' ? (
        <AccountFields draft={draft} needs={shown} isKept={target?.hasPassword ?? false} onChange={change} />
      ) : (
        <PathField kind={draft.kind} value={draft.path} error={shown.path} onChange={(path) => change({ path })} />
      )}
      {error !== null && <ErrorPanel error={error} />}
      {failure && (
        <div className="target-tried">
          <h3>{form.failedTitle}</h3>
          <ErrorPanel error={new FailureError(failure)} />
        </div>
      )}
      {job.running ? (
        <CourierProgress job={job} label={fill(form.trying, { name })} />
      ) : (
        <div className="page-actions exchange-form-actions">
          <Button onClick={onDone}>{failure ? form.keep : text.common.cancel}</Button>
          <Button type="submit" variant="primary" disabled={saving}>
            {form.save}
          </Button>
        </div>
      )}
    </form>
  )
}

function KindField({ kind, onChange }: { kind: TargetKind; onChange: (kind: TargetKind) => void }) {
  return (
    <fieldset className="exchange-field exchange-scopes">
      <legend className="exchange-field-label">{form.kind}</legend>
      {kinds.map((one) => {
        const Icon = kindIcons[one]
        return (
          <label key={one} className="exchange-scope">
            <input type="radio" name="target-kind" checked={kind === one} onChange={() => onChange(one)} />
            <span className="target-kind">
              <Icon className="icon" size={18} aria-hidden />
              {words.kinds[one]}
              <span className="faint">{words.kindHints[one]}</span>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}

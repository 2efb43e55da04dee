/** Who and by when, edited where they stand in the ledger. */
import { useState } from 'react'
import { isDueBinding } from '../../../shared/domain/ledger-rules.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeasureItem } from '../../../shared/views/ledger.ts'
import { newId } from '../../api.ts'
import { formatDate } from '../../ui/dates.ts'
import { fill } from '../../ui/fill.ts'
import { DateField } from '../../ui/inline-date.tsx'
import { findRecords, type RefEntity } from '../../ui/inline-ref.tsx'
import { Lookup } from '../../ui/lookup.tsx'
import { saveNow } from '../../ui/save-now.ts'
import { createRecord } from '../../ui/undo.ts'

const words = text.ledger.edit
export type CellField = 'owner' | 'person' | 'due'
/** One cell at a time is a field; the others read as text. */
export type Editing = { id: string; field: CellField } | null

type CellProps = { measure: MeasureItem; editing: Editing; onEdit: (editing: Editing) => void }

const labelOf = (measure: MeasureItem, field: CellField) =>
  fill(words.of, { title: measure.title ?? text.common.unnamed, field: words[field] })

function Shown({
  measure,
  field,
  value,
  onEdit,
}: {
  measure: MeasureItem
  field: CellField
  value: string | null
  onEdit: () => void
}) {
  const label = labelOf(measure, field)
  return (
    <button
      type="button"
      tabIndex={-1}
      className={value === null ? 'missing cell-edit' : 'cell-edit'}
      aria-label={`${label}${text.common.colon}${value ?? text.common.missing}`}
      onClick={onEdit}
    >
      {value ?? text.common.missing}
    </button>
  )
}

/** Makes a unit or person in passing and writes it into the measures. */
export async function saveReference(ids: readonly string[], field: 'owner' | 'person', value: string | null) {
  for (const id of ids) await saveNow('measures', id, { [field]: value })
}

async function made(entity: RefEntity, name: string, extra: Record<string, string | null>) {
  const id = newId()
  await createRecord(entity, id, { name, ...extra })
  return id
}

function Reference({
  measure,
  field,
  onDone,
}: {
  measure: MeasureItem
  field: 'owner' | 'person'
  onDone: () => void
}) {
  const entity = field === 'owner' ? 'organizations' : 'people'
  const within = field === 'person' ? (measure.owner ?? undefined) : undefined
  const save = (value: string | null) => void saveReference([measure.id], field, value).then(onDone)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving the field ends the editing
    <span className="cell-field" onBlur={onDone}>
      <Lookup
        label={labelOf(measure, field)}
        value={(field === 'owner' ? measure.ownerName : measure.personName) ?? ''}
        placeholder={text.common.typeToSearch}
        autoFocus
        className="inline-input inline-cell"
        search={(typed) => findRecords(entity, typed, within)}
        onChoose={(found) => save(found.value)}
        onCreate={async (name) => save(await made(entity, name, within ? { organization: within } : {}))}
        onClear={() => save(null)}
      />
    </span>
  )
}

export function OwnerCell({ measure, editing, onEdit }: CellProps) {
  const here = editing?.id === measure.id ? editing.field : null
  const edit = (field: CellField) => () => onEdit({ id: measure.id, field })
  const done = () => onEdit(null)
  if (here === 'owner' || here === 'person')
    return <Reference key={here} measure={measure} field={here} onDone={done} />
  return (
    <span className="cell-pair">
      <Shown
        measure={measure}
        field="owner"
        value={measure.owner && (measure.ownerName ?? text.common.unnamed)}
        onEdit={edit('owner')}
      />
      {(measure.owner ?? measure.person) !== null && (
        <Shown
          measure={measure}
          field="person"
          value={measure.person && (measure.personName ?? text.common.unnamed)}
          onEdit={edit('person')}
        />
      )}
    </span>
  )
}

export function DueCell({ measure, editing, onEdit }: CellProps) {
  const shown = measure.due && (formatDate({ start: measure.due }, { year: true }) ?? measure.due)
  const isBound = isDueBinding(measure.stage) && measure.due !== null
  const [focused, setFocused] = useState(false)
  if (isBound) return <span title={text.ledger.extension.binding}>{shown}</span>
  if (editing?.id !== measure.id || editing.field !== 'due')
    return <Shown measure={measure} field="due" value={shown} onEdit={() => onEdit({ id: measure.id, field: 'due' })} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving the field ends the editing
    <span
      className="cell-field"
      ref={(element) => {
        if (focused || !element) return
        element.querySelector('input')?.focus()
        setFocused(true)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onEdit(null)
      }}
    >
      <DateField
        label={labelOf(measure, 'due')}
        value={measure.due}
        year={new Date().getFullYear()}
        conflict={false}
        check={() => null}
        onChange={(due) => void saveNow('measures', measure.id, { due }).then(() => onEdit(null))}
      />
    </span>
  )
}

/** What was written to a record, by whom, and the packages it travelled in; any earlier writing can be brought back. */
import { useState } from 'react'
import type { Entity } from '../../shared/domain/fields.ts'
import { fieldOf } from '../../shared/domain/nouns.ts'
import { text } from '../../shared/text/zh-cn.ts'
import type { HistoryItem, RecordPackage, RecordView } from '../../shared/views.ts'
import { call, useRead } from '../api.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { displayPunctuation, formatStamp, isAhead } from './display.ts'
import { fieldLabel, valueLabel } from './field-values.ts'
import { fill } from './fill.ts'
import { Link } from './link.tsx'
import { ErrorPanel, Skeleton } from './page.tsx'
import { announceStep, type Step } from './undo.ts'
import './record-history.css'

const words = text.history
/** As many as the data process gives. */
const listed = 500

type Props = { entity: Entity; id: string; title: string; onClose: () => void }

export function RecordHistory({ entity, id, title, onClose }: Props) {
  const { data: items, error, refetch } = useRead('records.history', { entity, id }, { keep: false })
  const { data: view } = useRead('records.get', { entity, id })
  const { data: packages } = useRead('packages.ofRecord', { entity, id }, { keep: false })
  const [failure, setFailure] = useState<unknown>(null)
  return (
    <Dialog
      title={fill(words.title, { title })}
      onClose={onClose}
      wide
      actions={<Button onClick={onClose}>{text.common.close}</Button>}
    >
      <div className="record-history">
        <h3>{words.writings}</h3>
        {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
        {failure !== null && <ErrorPanel error={failure} />}
        {!items && !error && <Skeleton rows={4} />}
        {items?.length === 0 && <p className="second">{words.none}</p>}
        <ol>
          {items?.map((item, at) => (
            <Writing
              // biome-ignore lint/suspicious/noArrayIndexKey: one computer writes several fields at one time
              key={`${item.at} ${item.field} ${at}`}
              entity={entity}
              item={item}
              onBack={view && canBringBack(view, item) ? () => bringBack(view, item).catch(setFailure) : undefined}
            />
          ))}
        </ol>
        {items && items.length >= listed && <p className="faint">{fill(words.more, { count: listed })}</p>}
        <h3>{words.packages}</h3>
        {packages?.length === 0 && <p className="second">{words.packagesNone}</p>}
        <ul className="record-packages">
          {packages?.map((one) => (
            <li key={one.id}>
              <Link page="exchange" query={{ package: one.id }} onClick={onClose}>
                {packageName(one)}
              </Link>
              <span className="faint">{fill(words.changes, { count: one.recordChanges })}</span>
              <span className="faint">{formatStamp(one.at)}</span>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

const packageName = ({ direction, number, peerName }: RecordPackage): string =>
  direction === 'out'
    ? fill(number === null ? words.packageOutPlain : words.packageOut, { name: peerName, number: number ?? '' })
    : fill(number === null ? words.packageInPlain : words.packageIn, { name: peerName, number: number ?? '' })

const isElement = (entity: string, field: string) => fieldOf(entity, field)?.kind === 'set'

function said(entity: string, { field, value, shown }: HistoryItem): string {
  if (field.startsWith('$')) return value === null ? words.restored : words.deleted
  if (isElement(entity, field)) return fill(value ? words.added : words.removed, { value: shown ?? field })
  const label = valueLabel(entity, field, value, shown)
  return label === null ? words.empty : displayPunctuation(label)
}

function Writing({ entity, item, onBack }: { entity: Entity; item: HistoryItem; onBack?: () => void }) {
  const who = [item.deviceName ?? words.unknownDevice, item.person === item.deviceName ? null : item.person]
  const back = isElement(entity, item.field) ? (item.value ? words.backAdd : words.backRemove) : words.back
  return (
    <li>
      <span className="record-history-when">
        {formatStamp(item.at)}
        {isAhead(item.at) && <span className="record-history-ahead">{words.ahead}</span>}
      </span>
      <span className="record-history-what">
        <span className="record-history-who">
          <strong>{fieldLabel(entity, item.field)}</strong>
          <span className="faint">
            {[...who, item.chosen ? words.chosen : null].filter(Boolean).join(text.common.listComma)}
          </span>
        </span>
        <span className="record-history-value">{said(entity, item)}</span>
      </span>
      {!item.superseded && !item.field.startsWith('$') && !onBack && (
        <span className="faint record-history-now">{words.now}</span>
      )}
      {onBack && (
        <Button size="small" onClick={onBack}>
          {back}
        </Button>
      )}
    </li>
  )
}

const elementOf = (field: string) => field.slice(field.indexOf('/') + 1)
const nameOf = (field: string) => field.split('/')[0] ?? field

/** A deletion is taken back in the trash; what shows already needs no way back. */
function canBringBack(view: RecordView, { field, value }: HistoryItem): boolean {
  if (field.startsWith('$') || view.deleted) return false
  const now = view.fields[nameOf(field)]
  if (Array.isArray(now)) return now.includes(elementOf(field)) !== Boolean(value)
  return nameOf(field) in view.fields && now !== value
}

/** An ordinary write on top of everything that is known: it travels, and it can be undone, as any other. */
async function bringBack(view: RecordView, item: HistoryItem) {
  const { entity, id } = view
  const field = nameOf(item.field)
  const now = view.fields[field] ?? null
  const element = elementOf(item.field)
  const after = Array.isArray(now)
    ? item.value
      ? [...now, element]
      : now.filter((one) => one !== element)
    : item.value
  const { before } = await call('records.save', { entity, id, fields: { [field]: { value: after } } })
  const step: Step = {
    kind: 'edit',
    entity,
    id,
    created: false,
    changes: [{ field, before: before[field] ?? null, after }],
  }
  announceStep(fill(words.backDone, { field: fieldLabel(entity, field) }), step)
}

/** Two records that seem to be one: merged into either, or told apart for good. */
import { useState } from 'react'
import type { Entity, Field } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DoubleItem } from '../../../shared/views.ts'
import { call, queryClient, readKey, useRead } from '../../api.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { displayPunctuation } from '../../ui/display.ts'
import { fieldLabel, valueLabel } from '../../ui/field-values.ts'
import { fill } from '../../ui/fill.ts'
import { Missing } from '../../ui/marks.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../ui/page.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { announceStep } from '../../ui/undo.ts'
import { useChoiceKeys } from './choice-keys.ts'
import { doubleKey, show } from './store.ts'

const words = text.exchange.doubles
const distinctSetting = 'exchange.distinct'

/** Pairs nobody has told apart yet. */
export function useDoubles() {
  const { data } = useRead('doubles.list', {})
  const { data: settings } = useRead('settings.get', {})
  const distinct = (settings?.[distinctSetting] ?? []) as string[]
  const doubles = data?.filter((pair) => !distinct.includes(doubleKey(pair))) ?? []
  return { doubles, distinct }
}

async function merge({ entity, left, right }: DoubleItem, keep: 'left' | 'right') {
  const [kept, gone] = keep === 'left' ? [left, right] : [right, left]
  await call('records.save', { entity, id: gone.id, fields: { mergedInto: { value: kept.id } } })
  announceStep(fill(words.merged, { title: kept.title }), {
    kind: 'edit',
    entity,
    id: gone.id,
    created: false,
    changes: [{ field: 'mergedInto', before: null, after: kept.id }],
  })
}

async function remember(distinct: readonly string[]) {
  await call('settings.save', { key: distinctSetting, value: [...distinct] })
  await queryClient.invalidateQueries({ queryKey: readKey('settings.get', {}) })
}

type Props = { doubles: readonly DoubleItem[]; distinct: readonly string[]; pairKey: string | undefined }

export function DoublesPanel({ doubles, distinct, pairKey }: Props) {
  const [error, setError] = useState<unknown>(null)
  const at = Math.max(
    0,
    doubles.findIndex((pair) => doubleKey(pair) === pairKey),
  )
  const pair = doubles[at]
  const after = doubles[at + 1] ?? doubles[at - 1]
  const finish = (work: Promise<void>) =>
    work.then(() => show(after ? { kind: 'doubles', key: doubleKey(after) } : { kind: 'auto' }), setError)
  const take = (keep: 'left' | 'right') => pair && void finish(merge(pair, keep))
  useChoiceKeys({ 1: () => take('left'), 2: () => take('right') })
  if (!pair) return <Empty title={text.exchange.conflict.noMore} />
  const tellApart = () =>
    finish(
      remember([...distinct, doubleKey(pair)]).then(() =>
        showToast({ message: words.distinctDone, undo: () => remember(distinct) }),
      ),
    )
  return (
    <section className="conflict" aria-label={words.section}>
      <div className="conflict-body">
        <div className="conflict-head">
          <h2>{fill(words.heading, { noun: text.domain.nouns[pair.entity] })}</h2>
          <span className="faint">{fill(words.position, { index: at + 1, total: doubles.length })}</span>
        </div>
        <p className="second">{words.text}</p>
        {error !== null && <ErrorPanel error={error} />}
        <div className="conflict-sides" key={doubleKey(pair)}>
          {(['left', 'right'] as const).map((side, index) => (
            <article key={side} className="conflict-card" aria-label={pair[side].title}>
              <header>
                <h3>{pair[side].title}</h3>
                <Kbd>{index + 1}</Kbd>
              </header>
              <RecordFacts
                entity={pair.entity}
                id={pair[side].id}
                other={pair[side === 'left' ? 'right' : 'left'].id}
              />
              <Button onClick={() => take(side)}>{side === 'left' ? words.keepLeft : words.keepRight}</Button>
            </article>
          ))}
        </div>
      </div>
      <div className="exchange-footer">
        <div className="page-actions">
          <Button onClick={() => void tellApart()}>{words.distinct}</Button>
        </div>
      </div>
    </section>
  )
}

const hidden = new Set(['mergedInto', 'order', 'agenda', 'minutes'])

/** The fields either record has; a difference is where a person looks first. */
function RecordFacts({ entity, id, other }: { entity: Entity; id: string; other: string }) {
  const { data, error } = useRead('records.get', { entity, id })
  const { data: beside } = useRead('records.get', { entity, id: other })
  if (error) return <ErrorPanel error={error} />
  if (!data) return <Skeleton rows={4} />
  const isFilled = (value: unknown) => value != null && value !== '' && !(Array.isArray(value) && !value.length)
  const fields = Object.entries(nouns[entity].fields as Record<string, Field>).filter(
    ([name]) => !hidden.has(name) && (isFilled(data.fields[name]) || isFilled(beside?.fields[name])),
  )
  return (
    <dl className="facts conflict-text">
      {fields.map(([name, field]) => {
        const value = data.fields[name] ?? null
        return (
          <div key={name} className="facts-pair">
            <dt>{fieldLabel(entity, name)}</dt>
            <dd>
              <FactValue entity={entity} name={name} field={field} value={value} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

type FactProps = { entity: Entity; name: string; field: Field; value: string | number | string[] | null }

function FactValue({ entity, name, field, value }: FactProps) {
  if (value === null || value === '') return <Missing />
  if (Array.isArray(value)) {
    if (!value.length) return <Missing />
    if (field.kind !== 'set' || field.of === 'text') return value.join(text.common.listComma)
    const to = field.of
    return value.slice(0, 12).map((one, index) => (
      <span key={one}>
        {index > 0 && text.common.listComma}
        <RecordName entity={to} id={one} />
      </span>
    ))
  }
  if (field.kind === 'ref') return <RecordName entity={field.to} id={String(value)} />
  return displayPunctuation(valueLabel(entity, name, value, null) ?? '')
}

function RecordName({ entity, id }: { entity: Entity; id: string }) {
  const { data } = useRead('records.get', { entity, id })
  const name = data?.fields.name ?? data?.fields.title
  return <>{typeof name === 'string' ? name : text.domain.nouns[entity]}</>
}

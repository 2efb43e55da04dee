/** References to other records: typed to find, made in passing, removed by Backspace or the chip's button. */
import { useId, useRef } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { call, newId, useRead } from '../api.ts'
import { labelOf } from './display.ts'
import { fieldClass, InlineFrame, type InlineProps } from './inline-parts.tsx'
import { Chips, type Found, Lookup } from './lookup.tsx'
import { createRecord, type Value } from './undo.ts'

export type RefEntity = 'people' | 'organizations' | 'sites' | 'projects'

type Common = InlineProps & {
  entity: RefEntity
  /** People of this unit, units and sites of this region come first. */
  within?: string
  /** Further fields of a record made in passing, e.g. its region. */
  createWith?: Record<string, Value>
}

/** What fits what was typed, for any list that offers these records. */
export async function findRecords(entity: RefEntity, typed: string, within?: string): Promise<Found[]> {
  if (entity === 'people') {
    const people = await call('people.search', { text: typed, ...(within ? { organization: within } : {}) })
    return people.map(({ id, name, title, organizationName }) => ({
      value: id,
      label: name ?? text.common.unnamed,
      hint: [organizationName, title].filter(Boolean).join(' '),
    }))
  }
  if (entity === 'organizations') {
    const units = await call('organizations.search', { text: typed, ...(within ? { region: within } : {}) })
    return units.map(({ id, name, kind }) => ({
      value: id,
      label: name ?? text.common.unnamed,
      hint: labelOf(text.domain.organizationKind, kind) ?? undefined,
    }))
  }
  if (entity === 'sites') {
    const sites = await call('sites.search', { text: typed, ...(within ? { region: within } : {}) })
    return sites.map(({ id, name, kind }) => ({
      value: id,
      label: name ?? text.common.unnamed,
      hint: labelOf(text.domain.siteKind, kind) ?? undefined,
    }))
  }
  const projects = await call('projects.search', { text: typed })
  return projects.map(({ id, name, category }) => ({
    value: id,
    label: name ?? text.common.unnamed,
    hint: category ?? undefined,
  }))
}

/** Makes the record and answers its id; the one who refers to it saves after it is there. */
async function createNamed(entity: RefEntity, name: string, extra: Record<string, Value> = {}): Promise<string> {
  const id = newId()
  await createRecord(entity, id, { name, ...extra })
  return id
}

export function InlineRef(props: Common & { /** Where the page knows it already. */ name?: string | null }) {
  const { bind, label, showLabel, placeholder, boxed, autoFocus, entity, within, createWith } = props
  const id = useId()
  const target = typeof bind.value === 'string' ? bind.value : null
  const { data } = useRead('records.get', { entity, id: target ?? '' }, { enabled: target !== null, keep: false })
  const shown = target === null ? '' : String(data?.fields.name ?? props.name ?? '')
  return (
    <InlineFrame id={id} label={label} showLabel={showLabel} bind={bind}>
      <Lookup
        id={id}
        label={label}
        value={shown}
        placeholder={placeholder}
        autoFocus={autoFocus}
        className={fieldClass({ boxed })}
        search={(typed) => findRecords(entity, typed, within)}
        onChoose={(found) => bind.commit(found.value)}
        onCreate={async (name) => bind.commit(await createNamed(entity, name, createWith))}
        onClear={() => bind.commit(null)}
      />
    </InlineFrame>
  )
}

/** `items`: the chosen ones with their names, as the page's read gives them. */
export function InlineRefs(props: Common & { items: readonly { id: string; name: string | null }[] }) {
  const {
    bind,
    label,
    showLabel,
    placeholder = text.common.typeToSearch,
    boxed,
    autoFocus,
    entity,
    within,
    createWith,
    items,
  } = props
  const id = useId()
  const ids = Array.isArray(bind.value) ? bind.value : []
  // names of what was just added, until the page has been read again
  const names = useRef(new Map<string, string>())
  const shown = ids.map((one) => ({
    id: one,
    name: items.find((item) => item.id === one)?.name ?? names.current.get(one) ?? null,
  }))
  const add = (one: string, name: string) => {
    names.current.set(one, name)
    if (!ids.includes(one)) bind.commit([...ids, one])
  }
  const remove = (one: string) => bind.commit(ids.filter((other) => other !== one))
  return (
    <InlineFrame id={id} label={label} showLabel={showLabel} bind={bind}>
      <span className="inline-chips">
        <Chips items={shown} onRemove={remove} />
        <span className="inline">
          <Lookup
            id={id}
            label={label}
            value=""
            placeholder={ids.length ? text.common.add : placeholder}
            autoFocus={autoFocus}
            className={fieldClass({ boxed })}
            search={async (typed) =>
              (await findRecords(entity, typed, within)).filter((found) => !ids.includes(found.value))
            }
            onChoose={(found) => add(found.value, found.label)}
            onCreate={async (name) => add(await createNamed(entity, name, createWith), name)}
            onBackspace={() => ids.length && remove(ids.at(-1)!)}
          />
        </span>
      </span>
    </InlineFrame>
  )
}

/** A set of words: topics, departments, methods. `labels` translates stored keys. */
export function InlineTags(
  props: InlineProps & { suggestions: readonly string[]; labels?: Record<string, string>; free?: boolean },
) {
  const {
    bind,
    label,
    showLabel,
    placeholder = text.common.add,
    boxed,
    autoFocus,
    suggestions,
    labels = {},
    free = true,
  } = props
  const id = useId()
  const values = Array.isArray(bind.value) ? bind.value : []
  const remove = (one: string) => bind.commit(values.filter((other) => other !== one))
  const add = (one: string) => {
    if (!values.includes(one)) bind.commit([...values, one])
  }
  const search = async (typed: string): Promise<Found[]> =>
    suggestions
      .filter((one) => !values.includes(one) && (labels[one] ?? one).includes(typed))
      .map((one) => ({ value: one, label: labels[one] ?? one }))
  return (
    <InlineFrame id={id} label={label} showLabel={showLabel} bind={bind}>
      <span className="inline-chips">
        <Chips items={values.map((one) => ({ id: one, name: labels[one] ?? one }))} onRemove={remove} />
        <span className="inline">
          <Lookup
            id={id}
            label={label}
            value=""
            placeholder={placeholder}
            autoFocus={autoFocus}
            className={fieldClass({ boxed })}
            search={search}
            onChoose={(found) => add(found.value)}
            onCreate={free ? add : undefined}
            onBackspace={() => values.length && remove(values.at(-1)!)}
          />
        </span>
      </span>
    </InlineFrame>
  )
}

/** A region: typed by name or code, chosen level by level, and functional zones (经开区) added in passing. */
import { ListTree } from 'lucide-react'
import { Suspense, useId, useRef, useState } from 'react'
import type { Region } from '../../shared/domain/regions.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { call, newId, useRead } from '../api.ts'
import { IconButton } from './button.tsx'
import { fill } from './fill.ts'
import { fieldClass, InlineFrame, type InlineProps } from './inline-parts.tsx'
import { RegionCascader } from './lazy-antd.tsx'
import { Chips, type Found, Lookup } from './lookup.tsx'
import { recordStep } from './undo.ts'

/** A functional zone's name ends in 区 and is not one of the divisions. */
const zoneName = /^(.*?)((?:经开|高新|开发|工业园|新|保税|示范|度假|风景)区)$/

async function search(typed: string, within: string | undefined, withZones: boolean): Promise<Found[]> {
  const rows = await call('regions.search', { text: typed, ...(within ? { within } : {}) })
  const found: Found[] = rows.map(({ id, name, path }) => ({
    value: id,
    label: name ?? text.common.unnamed,
    hint: path
      .filter((part) => part.id !== id)
      .map((part) => part.name)
      .join(' '),
  }))
  const zone = zoneName.exec(typed)
  if (!withZones || !zone || found.some((one) => one.label === typed)) return found
  // `盐城经开区`: the part before names the city; without it the field's own region is the parent
  const parents = zone[1]
    ? (await call('regions.search', { text: zone[1], ...(within ? { within } : {}) })).filter(
        (row) => row.level === 'city' || row.level === 'county',
      )
    : within
      ? (await call('regions.path', { id: within })).slice(-1)
      : []
  for (const parent of parents.slice(0, 3)) {
    found.push({
      value: `zone:${parent.id}`,
      label: fill(text.common.region.addZone, { parent: parent.name ?? '', name: zone[2] ?? typed }),
      create: true,
    })
  }
  return found
}

/** Adds the zone under its parent and answers its id. */
export async function addZone(parent: string, name: string): Promise<string> {
  const id = newId()
  const fields = { name: { value: name }, parent: { value: parent }, level: { value: 'county' }, zone: { value: 1 } }
  await call('records.save', { entity: 'regions', id, fields })
  recordStep({
    kind: 'edit',
    entity: 'regions',
    id,
    created: true,
    changes: Object.entries(fields).map(([field, { value }]) => ({ field, before: null, after: value })),
  })
  return id
}

type Props = InlineProps & {
  /** Only regions below this one. */
  within?: string
}

const pathText = (path: readonly Region[] | undefined) => path?.map((part) => part.name).join(' ') ?? ''

function useChosen(add: (id: string, name: string) => void) {
  const typed = useRef('')
  return {
    remember: (value: string) => {
      typed.current = value
    },
    choose: async (found: Found) => {
      if (!found.value.startsWith('zone:')) return add(found.value, found.label)
      const name = zoneName.exec(typed.current)?.[2] ?? typed.current
      add(await addZone(found.value.slice(5), name), name)
    },
  }
}

function Levels({ label, onChoose }: { label: string; onChoose: (id: string, name: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        size="small"
        variant="text"
        icon={ListTree}
        label={`${label} ${text.common.region.choose}`}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <Suspense fallback={null}>
          <RegionCascader label={label} onChange={onChoose} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

export function InlineRegion({
  bind,
  label,
  showLabel,
  placeholder = text.common.region.placeholder,
  boxed,
  autoFocus,
  within,
}: Props) {
  const id = useId()
  const target = typeof bind.value === 'string' ? bind.value : null
  const { data: path } = useRead('regions.path', { id: target ?? '' }, { enabled: target !== null, keep: false })
  const { remember, choose } = useChosen((region) => bind.commit(region))
  return (
    <InlineFrame id={id} label={label} showLabel={showLabel} bind={bind}>
      <span className="inline-row" style={{ flexWrap: 'nowrap' }}>
        <Lookup
          id={id}
          label={label}
          value={target === null ? '' : pathText(path)}
          placeholder={boxed ? placeholder : text.common.missing}
          autoFocus={autoFocus}
          className={fieldClass({ boxed })}
          search={(typed) => {
            remember(typed)
            return search(typed, within, true)
          }}
          onChoose={choose}
          onClear={() => bind.commit(null)}
        />
        <Levels label={label} onChoose={(region) => bind.commit(region)} />
      </span>
    </InlineFrame>
  )
}

/** A set of regions (计划城市). `items`: the chosen ones with their names. */
export function InlineRegions(props: Props & { items: readonly { id: string; name: string | null }[] }) {
  const {
    bind,
    label,
    showLabel,
    placeholder = text.common.region.placeholder,
    boxed,
    autoFocus,
    within,
    items,
  } = props
  const id = useId()
  const ids = Array.isArray(bind.value) ? bind.value : []
  const names = useRef(new Map<string, string>())
  const add = (region: string, name: string) => {
    names.current.set(region, name)
    if (!ids.includes(region)) bind.commit([...ids, region])
  }
  const remove = (region: string) => bind.commit(ids.filter((other) => other !== region))
  const { remember, choose } = useChosen(add)
  return (
    <InlineFrame id={id} label={label} showLabel={showLabel} bind={bind}>
      <span className="inline-chips">
        <Chips
          items={ids.map((one) => ({
            id: one,
            name: items.find((item) => item.id === one)?.name ?? names.current.get(one) ?? null,
          }))}
          onRemove={remove}
        />
        <span className="inline">
          <Lookup
            id={id}
            label={label}
            value=""
            placeholder={ids.length ? text.common.add : placeholder}
            autoFocus={autoFocus}
            className={fieldClass({ boxed })}
            search={async (typed) => {
              remember(typed)
              return (await search(typed, within, true)).filter((found) => !ids.includes(found.value))
            }}
            onChoose={choose}
            onBackspace={() => ids.length && remove(ids.at(-1)!)}
          />
        </span>
        <Levels label={label} onChoose={add} />
      </span>
    </InlineFrame>
  )
}

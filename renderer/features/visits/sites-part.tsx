/** 点位 of the visit: found or made in passing. */
import { useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { failureOf, newId } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { findRecords } from '../../ui/inline-ref.tsx'
import { Lookup } from '../../ui/lookup.tsx'
import { Empty, Section } from '../../ui/page.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { createRecord } from '../../ui/undo.ts'
import { SiteCard } from './site-card.tsx'
import type { VisitContext } from './visit-context.ts'

const words = text.visits.sites

type Props = {
  context: VisitContext
  /** With organization and region, and every photo. */
  full?: boolean
}

export function SitesPart({ context, full = false }: Props) {
  const { page, record } = context
  const [adding, setAdding] = useState(false)
  if (!page) return null
  const ids = page.sites
  const region = page.region ?? undefined
  const add = (site: string) => {
    const now = record.value('sites')
    const before = Array.isArray(now) ? now : []
    if (!before.includes(site)) void record.set('sites', [...before, site])
  }
  const create = async (name: string) => {
    const id = newId()
    try {
      await createRecord('sites', id, { name, region: region ?? null })
      add(id)
    } catch (error) {
      const failure = failureOf(error)
      showToast({ message: failure.message + failure.next })
    }
  }
  const remove = async (site: string, name: string) => {
    await record.set(
      'sites',
      ids.filter((one) => one !== site),
    )
    showToast({ message: fill(words.removed, { name }), undo: () => add(site) })
  }
  return (
    <Section
      title={words.title}
      note={fill(words.count, { count: ids.length })}
      action={
        <button type="button" className="link" aria-expanded={adding} onClick={() => setAdding(true)}>
          {words.add}
        </button>
      }
    >
      {adding && (
        <div className="visit-add">
          <Lookup
            label={words.add}
            value=""
            placeholder={words.placeholder}
            className="inline-input inline-boxed"
            autoFocus
            search={async (typed) =>
              (await findRecords('sites', typed, region)).filter((found) => !ids.includes(found.value))
            }
            onChoose={(found) => add(found.value)}
            onCreate={(name) => void create(name)}
          />
          <Button size="small" variant="text" onClick={() => setAdding(false)}>
            {text.common.done}
          </Button>
        </div>
      )}
      {!adding && page.siteItems.length === 0 && <Empty title={words.empty}>{words.emptyHint}</Empty>}
      <ul className="visit-sites">
        {page.siteItems.map((site) => (
          <SiteCard
            key={site.id}
            site={site}
            context={context}
            full={full}
            onRemove={() => void remove(site.id, site.name ?? text.common.unnamed)}
          />
        ))}
      </ul>
    </Section>
  )
}

/** What the palette lists, section by section: earlier searches and commands before anything is typed, then hits by noun. */
import { ChevronRight, Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { SearchAnswer } from '../../../shared/views.ts'
import { formatNumber } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { Empty } from '../../ui/page.tsx'
import { go } from '../../ui/route.ts'
import { commandsFor, commandsNow } from './commands.ts'
import type { Filter } from './filters.tsx'
import { HitText, openHit } from './hits.tsx'
import { forgetSearches } from './recent.ts'
import { queryOf } from './route.ts'

const words = text.search

export type Entry = {
  key: string
  kind: 'recent' | 'command' | 'hit' | 'all'
  content: ReactNode
  /** The palette goes away with it. */
  closes: boolean
  run: () => void
}
export type Section = { key: string; heading: string; count?: string; entries: Entry[] }

/** Commands beside hits. */
const most = 3

type What = {
  typed: string
  answer: SearchAnswer | undefined
  filter: Filter
  recent: readonly string[]
  retype: (text: string) => void
}

const commandEntry = ({ key, label, run }: ReturnType<typeof commandsNow>[number]): Entry => ({
  key,
  kind: 'command',
  closes: true,
  run,
  content: (
    <span className="entry-line">
      <ChevronRight className="icon" size={16} aria-hidden />
      {label}
    </span>
  ),
})

export function sectionsOf({ typed, answer, filter, recent, retype }: What): Section[] {
  const commands = (entries: Entry[]): Section[] =>
    entries.length > 0 ? [{ key: 'commands', heading: words.commands, entries }] : []
  if (!typed) {
    const before = recent.map(
      (one): Entry => ({
        key: `recent-${one}`,
        kind: 'recent',
        closes: false,
        run: () => retype(one),
        content: (
          <span className="entry-line">
            <Search className="icon" size={16} aria-hidden />
            {one}
          </span>
        ),
      }),
    )
    if (before.length > 0) {
      before.push({
        key: 'forget',
        kind: 'recent',
        closes: false,
        run: forgetSearches,
        content: <span className="entry-all">{words.forget}</span>,
      })
    }
    return [
      ...(before.length > 0 ? [{ key: 'recent', heading: words.recent, entries: before }] : []),
      ...commands(commandsNow().map(commandEntry)),
    ]
  }
  const groups = (answer?.groups ?? []).map(({ entity, total, hits }): Section => {
    const noun = text.domain.nouns[entity]
    const entries = hits.map(
      (hit): Entry => ({
        key: hit.id,
        kind: 'hit',
        closes: true,
        run: () => openHit(hit),
        content: <HitText hit={hit} />,
      }),
    )
    if (total > hits.length) {
      entries.push({
        key: `all-${entity}`,
        kind: 'all',
        closes: true,
        run: () => go('search', { query: queryOf(typed, { ...filter, entity }) }),
        content: <span className="entry-all">{fill(words.all, { count: formatNumber(total), noun })}</span>,
      })
    }
    return { key: entity, heading: noun, count: formatNumber(total), entries }
  })
  // a command that begins so is likely meant; others would only be in the way
  const { likely, others } = commandsFor(typed)
  const named = likely.length > 0 ? likely : others
  const listed = commands(named.slice(0, most).map(commandEntry))
  return likely.length > 0 ? [...listed, ...groups] : [...groups, ...listed]
}

type Props = {
  id: string
  sections: readonly Section[]
  index: number
  optionId: (at: number) => string
  onActive: (at: number) => void
  onRun: (entry: Entry) => void
  onKeyDown: (event: KeyboardEvent) => void
  none?: { title: string; hint: string }
}

export function Sections({ id, sections, index, optionId, onActive, onRun, onKeyDown, none }: Props) {
  const active = optionId(index)
  useEffect(() => {
    const option = document.getElementById(active)
    // with the heading above the first of a section
    const target = option?.previousElementSibling?.matches('.palette-heading') ? option.previousElementSibling : option
    target?.scrollIntoView?.({ block: 'nearest' })
    option?.scrollIntoView?.({ block: 'nearest' })
  }, [active])
  let at = -1
  return (
    <div className="palette-list">
      <div
        id={id}
        role="listbox"
        aria-label={words.results}
        tabIndex={0}
        aria-activedescendant={index >= 0 ? active : undefined}
        onKeyDown={onKeyDown}
      >
        {sections.map((section) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div key={section.key} role="group" aria-label={section.heading} className="palette-section">
            <div className="palette-heading">
              <span aria-hidden>{section.heading}</span>
              {section.count && <span aria-hidden>{section.count}</span>}
            </div>
            {section.entries.map((entry) => {
              at++
              const own = at
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field
                <div
                  key={entry.key}
                  id={optionId(own)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={own === index}
                  className={`palette-entry${own === index ? ' palette-active' : ''}`}
                  onPointerMove={() => onActive(own)}
                  onPointerDown={(event) => event.preventDefault()}
                  onClick={() => onRun(entry)}
                >
                  {entry.content}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      {none && <Empty title={none.title}>{none.hint}</Empty>}
    </div>
  )
}

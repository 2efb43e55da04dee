/** One team at a time: ← → and Space change it, N goes to the notes, Esc leaves. */
import { ChevronLeft, ChevronRight, LogOut, Maximize } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { HearingTeam } from '../../../shared/views/office.ts'
import { Button, IconButton, Kbd } from '../../ui/button.tsx'
import { isComposingKey } from '../../ui/composing.ts'
import { joinNames } from '../../ui/display.ts'
import { useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineProse } from '../../ui/inline-text.tsx'
import { isKey } from '../../ui/key-map.ts'
import { BottomStrip } from '../../ui/page.tsx'
import { go, replaceRoute } from '../../ui/route.ts'
import { Segmented } from '../../ui/switches.tsx'
import { useKey } from '../../ui/use-key.ts'
import { Body } from './body.tsx'

const words = text.office.hearing
type Props = { meeting: string; items: readonly HearingTeam[]; start: number }

/** The whole screen while it is heard; leaving the full screen by the system's own key ends nothing else. */
const toggleFullscreen = () => {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  change.catch(() => {})
}

const isField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && target.matches('input, textarea')

export function Hearing({ meeting, items, start }: Props) {
  const [at, setAt] = useState(Math.min(Math.max(0, start), items.length - 1))
  const screen = useRef<HTMLDivElement>(null)
  const shown = items[Math.min(at, items.length - 1)] as HearingTeam
  const leave = () => {
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {})
    go('meetings', { id: meeting, query: {} })
  }
  const move = (by: number) => {
    const next = Math.min(items.length - 1, Math.max(0, at + by))
    setAt(next)
    replaceRoute('hearing', { id: meeting, query: next === 0 ? {} : { at: String(next) } })
  }
  useKey((event) => {
    if (isComposingKey(event) || event.ctrlKey || event.metaKey || event.altKey) return false
    if (isField(event.target)) {
      // the first Esc leaves the notes, the next one the hearing
      if (event.key !== 'Escape') return false
      event.target.blur()
      screen.current?.focus()
      return true
    }
    const isOnControl =
      event.target instanceof HTMLElement && event.target.closest('button, a, [role="radio"]') !== null
    if (event.key === 'ArrowRight' || event.key === 'PageDown') move(1)
    else if (event.key === 'ArrowLeft' || event.key === 'PageUp') move(-1)
    else if (event.key === ' ' && !isOnControl) move(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') leave()
    else if (isKey(event, 'hearing.fullscreen')) toggleFullscreen()
    else if (isKey(event, 'hearing.notes')) screen.current?.querySelector('textarea')?.focus()
    else return false
    return true
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another team begins at its top, with the keys on the screen
  useEffect(() => screen.current?.focus(), [at])
  return (
    <div ref={screen} className="hearing" tabIndex={-1}>
      <header className="hearing-head">
        <span className="hearing-place">{fill(words.place, { index: at + 1, total: items.length })}</span>
        <Title shown={shown} />
        <div className="page-actions">
          <IconButton icon={ChevronLeft} label={words.previous} disabled={at === 0} onClick={() => move(-1)} />
          <IconButton
            icon={ChevronRight}
            label={words.next}
            disabled={at === items.length - 1}
            onClick={() => move(1)}
          />
          <IconButton
            icon={Maximize}
            label={words.fullscreen}
            title={`${words.fullscreen} (F)`}
            onClick={toggleFullscreen}
          />
          <Button icon={LogOut} onClick={leave}>
            {words.leave}
            <Kbd>Esc</Kbd>
          </Button>
        </div>
      </header>
      <Body key={shown.item.id} shown={shown} />
      <Notes key={`notes-${shown.item.id}`} id={shown.item.id} />
      <BottomStrip
        keys={[
          { keys: ['←', '→', text.common.keys.space], label: words.keys.move },
          { keys: ['N'], label: words.keys.note },
          { keys: ['F'], label: words.fullscreen },
          { keys: ['Esc'], label: words.keys.leave },
        ]}
      />
    </div>
  )
}

function Title({ shown: { item, departments } }: { shown: HearingTeam }) {
  const leader = item.leaderName && `${item.leaderName}${item.leaderTitle ?? ''}`
  const name = leader ?? item.teamName ?? item.title ?? text.common.unnamed
  const about = [leader && item.teamName, joinNames(item.topics), joinNames(departments)].filter(Boolean)
  return (
    <div className="hearing-title">
      <h1>{name}</h1>
      {about.length > 0 && <p>{about.join(text.common.listComma)}</p>}
    </div>
  )
}

/** What is said to it: stored as it is typed. */
function Notes({ id }: { id: string }) {
  const record = useRecord('agendaItems', id)
  const heard = record.bind('heard')
  return (
    <div className="hearing-notes">
      <InlineProse
        bind={record.bind('note')}
        label={words.note}
        placeholder={words.notePlaceholder}
        minRows={2}
        boxed
      />
      <Segmented
        label={words.heard.label}
        choices={[
          { value: 'heard', label: words.heard.heard },
          { value: 'skipped', label: words.heard.skipped },
        ]}
        value={String(heard.value ?? '')}
        onChange={(value) => heard.commit(value)}
      />
    </div>
  )
}

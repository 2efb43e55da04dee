/**
 * A finding in one keystroke: F with a sentence selected, Ctrl+Enter for an empty one, then 1–6 for its kind. The sentence is
 * carried over as 原话, exactly as it is stored.
 */
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { findingKinds } from '../../shared/domain/findings.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { failureOf, newId } from '../api.ts'
import { Kbd } from './button.tsx'
import { displayPunctuation } from './display.ts'
import { fill } from './fill.ts'
import { KindTag } from './marks.tsx'
import { Popover } from './popover.tsx'
import { selectedQuote } from './quotable.ts'
import { go } from './route.ts'
import { showToast } from './toast-store.ts'
import { createRecord } from './undo.ts'
import './finding-quick.css'
import { digitKey, isKey } from './key-map.ts'

const words = text.capture.finding

/** Where a finding comes from. */
export type FindingSource = {
  visit?: string | null
  meeting?: string | null
  statement?: string | null
  team?: string | null
  campaign?: string | null
  regions?: readonly string[]
}

export type FindingQuickProps = FindingSource & {
  /** 原话; empty: the finding is opened to be written. */
  quote: string
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
}

/** Stores the finding and offers to take it back or to open it. */
async function addFinding(kind: string, quote: string, source: FindingSource) {
  const one = (value: string | null | undefined) => (value ? [value] : null)
  const id = newId()
  const undo = await createRecord('findings', id, {
    kind,
    stage: 'raw',
    quote: quote || null,
    visits: one(source.visit),
    meetings: one(source.meeting),
    statements: one(source.statement),
    team: source.team ?? null,
    campaign: source.campaign ?? null,
    regions: source.regions?.length ? [...source.regions] : null,
  })
  const label = text.domain.findingKind[kind as keyof typeof text.domain.findingKind]
  const open = () => go('findings', { id })
  showToast({
    message: fill(words.added, { kind: label }),
    undo,
    ...(quote ? { action: { label: text.common.open, run: open } } : {}),
  })
  if (!quote) open()
}

export function FindingQuick({ quote, anchor, onClose, ...source }: FindingQuickProps) {
  const done = useRef(false)
  const choose = (kind: string) => {
    // a key that repeats must not add the sentence twice
    if (done.current) return
    done.current = true
    onClose()
    addFinding(kind, quote, source).catch((error) => {
      const failure = failureOf(error)
      showToast({ message: failure.message + failure.next })
    })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing) return
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const next = {
      ArrowDown: (at + 1) % buttons.length,
      ArrowUp: (at + buttons.length - 1) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key]
    const kind = findingKinds[(digitKey(event, 'record.kind') ?? 0) - 1]
    if (kind) choose(kind)
    else if (next !== undefined) buttons[next]?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Popover anchor={anchor} onClose={onClose} role="dialog" label={words.title} className="finding-quick">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the dialog is the popover; this carries its keys */}
      <div role="presentation" onKeyDown={onKeyDown}>
        {quote && <q className="finding-quick-quote">{displayPunctuation(quote)}</q>}
        <p className="finding-quick-title">{words.title}</p>
        {findingKinds.map((kind, index) => (
          <button key={kind} type="button" className="menu-item" onClick={() => choose(kind)}>
            <KindTag kind={kind} />
            <Kbd>{index + 1}</Kbd>
          </button>
        ))}
        <p className="finding-quick-hint">{words.hint}</p>
      </div>
    </Popover>
  )
}

/**
 * The keys of a page that findings come from. Draw `panel` somewhere in it; `ask` opens it from a button. Sentences are taken from
 * elements marked `quotable`; `fallback` is where the panel opens when nothing is focused.
 */
export function useFindingQuick(source: FindingSource, fallback: RefObject<HTMLElement | null>) {
  const [asked, setAsked] = useState<{ quote: string; source: FindingSource } | null>(null)
  const anchor = useRef<HTMLElement | null>(null)
  const latest = useRef(source)
  latest.current = source
  /** `own`: what the sentence itself adds, e.g. its statement. */
  const ask = useCallback((quote: string, at: HTMLElement | null, own: FindingSource = {}) => {
    anchor.current = at
    setAsked({ quote, source: { ...latest.current, ...own } })
  }, [])
  const close = useCallback(() => setAsked(null), [])
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return
      if (document.querySelector('[aria-modal="true"], .popover')) return
      const inField = (event.target as HTMLElement | null)?.matches?.('input, textarea, [contenteditable]') ?? false
      const isLetter = isKey(event, 'record.finding') && !inField
      const isEnter = isKey(event, 'record.findingWritten')
      if (!isLetter && !isEnter) return
      event.preventDefault()
      const found = selectedQuote()
      if (isLetter && !found) showToast({ message: words.selectFirst })
      else
        ask(
          found?.quote ?? '',
          found?.element ?? fallback.current,
          found?.statement ? { statement: found.statement } : {},
        )
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [ask, fallback])
  const panel = asked && <FindingQuick {...asked.source} quote={asked.quote} anchor={anchor} onClose={close} />
  return { ask, panel }
}

/** The box that finds everything, opened: what is typed, what was found, what can be done. ↑ ↓ choose, Enter opens, Esc closes. */
import { Search } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { text } from '../../../shared/text/zh-cn.ts'
import { useRead } from '../../api.ts'
import type { PaletteProps } from '../../search-bar.tsx'
import { Kbd } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel } from '../../ui/page.tsx'
import { antdPanels } from '../../ui/popover.tsx'
import { BottomKeys } from './bottom-keys.tsx'
import { type Filter, Filters } from './filters.tsx'
import { Indexing } from './indexing.tsx'
import { rememberSearch, useRecent } from './recent.ts'
import { type Entry, Sections, sectionsOf } from './sections.tsx'
import './search.css'

const words = text.search
/** After the last key, ms. */
const pause = 60
/** Hits of each noun; of one noun alone. */
const shown = { each: 4, one: 20 }
const width = 720
const margin = 8

export function Palette({ anchor, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState('')
  const [filter, setFilter] = useState<Filter>({})
  const [active, setActive] = useState(0)
  const recent = useRecent()
  const query = { text: wanted, ...filter, limit: filter.entity ? shown.one : shown.each }
  const { data, error, refetch, isPlaceholderData } = useRead('search.query', query, { enabled: wanted !== '' })
  const answer = wanted ? data : undefined
  const sections = sectionsOf({ typed: wanted, answer, filter, recent, retype })
  const entries = sections.flatMap((section) => section.entries)
  const index = Math.min(active, entries.length - 1)
  const id = useId()
  const panel = usePanel(onClose)
  const left = useLeft(anchor)
  const field = useTyping(typed, (next) => {
    setWanted(next.trim().slice(0, 200))
    setActive(0)
  })

  const focusField = () => panel.current?.querySelector('input')?.focus()
  function retype(next: string) {
    setTyped(next)
    field.now(next)
    focusField()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it was narrowed, one goes on typing
  useEffect(() => void focusField(), [filter])
  function run(entry: Entry | undefined) {
    if (!entry) return
    if (entry.closes) {
      if (entry.kind === 'hit' || entry.kind === 'all') rememberSearch(wanted)
      onClose()
    }
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) {
      // the engine's own Escape would empty the box, word and all
      if (event.key === 'Escape') event.preventDefault()
      return
    }
    const count = entries.length
    const next: Record<string, number> = {
      ArrowDown: (index + 1) % count,
      ArrowUp: (index + count - 1) % count,
      PageDown: Math.min(count - 1, index + 8),
      PageUp: Math.max(0, index - 8),
    }
    if (event.key === 'Enter') {
      // what is still on its way would be another list than the one that is seen
      if (field.pending()) field.now(typed)
      else if (!isPlaceholderData) run(entries[index])
    } else if (next[event.key] !== undefined && count > 0) setActive(next[event.key] as number)
    else return
    event.preventDefault()
  }
  const optionId = (at: number) => `${id}-${at}`
  const total = answer?.groups.reduce((sum, group) => sum + group.total, 0) ?? 0

  return createPortal(
    <div
      ref={panel}
      className="palette"
      role="dialog"
      aria-modal="true"
      aria-label={words.label}
      style={{ left }}
      onKeyDown={panel.onKeyDown}
    >
      <div className="palette-field">
        <Search className="icon" size={18} aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label={words.label}
          aria-expanded
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={index >= 0 ? optionId(index) : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder={words.box}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            field.changed(event.target.value)
          }}
          onCompositionStart={field.compositionStart}
          onCompositionEnd={(event) => field.compositionEnd(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Kbd>Esc</Kbd>
      </div>
      <div className="palette-filters">
        <Filters
          withNouns
          filter={filter}
          onChange={(next) => {
            setFilter(next)
            setActive(0)
          }}
        />
      </div>
      {error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : (
        <Sections
          id={id}
          sections={sections}
          index={index}
          optionId={optionId}
          onActive={setActive}
          onRun={run}
          onKeyDown={onKeyDown}
          none={
            wanted && answer && !isPlaceholderData && total === 0
              ? {
                  title: fill(words.none, { text: wanted }),
                  hint: Object.values(filter).some(Boolean) ? words.noneFiltered : words.noneHint,
                }
              : undefined
          }
        />
      )}
      <div className="palette-foot">
        <BottomKeys />
        <span className="palette-foot-end" aria-live="polite">
          {answer?.indexing ? (
            <Indexing job={answer.indexing.job} />
          ) : wanted && answer ? (
            fill(text.common.total, { total })
          ) : (
            words.hint
          )}
        </span>
      </div>
    </div>,
    document.body,
  )
}

/** Reports what is typed after a short pause, and never the letters of a word being composed. */
function useTyping(typed: string, report: (next: string) => void) {
  const latest = useRef(report)
  latest.current = report
  const composing = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const later = (next: string, wait: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      timer.current = undefined
      latest.current(next)
    }, wait)
  }
  return {
    pending: () => timer.current !== undefined && typed.trim() !== '',
    changed: (next: string) => {
      if (!composing.current) later(next, pause)
    },
    now: (next: string) => {
      clearTimeout(timer.current)
      timer.current = undefined
      latest.current(next)
    },
    compositionStart: () => {
      composing.current = true
    },
    compositionEnd: (next: string) => {
      composing.current = false
      later(next, pause)
    },
  }
}

/** Over the box it grew from, as far as there is room. */
function useLeft(anchor: PaletteProps['anchor']): number {
  const place = useCallback(() => {
    const wanted = anchor.current?.getBoundingClientRect().left ?? 0
    return Math.max(margin, Math.min(wanted, innerWidth - width - margin))
  }, [anchor])
  const [left, setLeft] = useState(place)
  useEffect(() => {
    const onResize = () => setLeft(place())
    window.addEventListener('resize', onResize)
    return () => window.removeEventListener('resize', onResize)
  }, [place])
  return left
}

const focusable = 'input, button:not(:disabled), [tabindex="0"]'

/** Focus comes in and stays in; it goes back where it was unless another page was opened. */
function usePanel(onClose: () => void) {
  const panel = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null
    panel.current?.querySelector('input')?.focus()
    const onPress = (event: PointerEvent) => {
      const target = event.target as Element
      if (!panel.current?.contains(target) && !target.closest(`.popover, ${antdPanels}`)) close.current()
    }
    // the field and the lists hand on what they do not use; this is for a focus that got lost
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing && document.activeElement === document.body) close.current()
    }
    document.addEventListener('pointerdown', onPress, true)
    window.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPress, true)
      window.removeEventListener('keydown', onKey)
      if (before?.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing) return
    event.stopPropagation()
    const isFilter = (event.target as HTMLElement).closest('.popover')
    if (isFilter) return
    if (event.key === 'Escape') {
      event.preventDefault()
      close.current()
    } else if (event.key === 'Tab') {
      const all = [...event.currentTarget.querySelectorAll<HTMLElement>(focusable)]
      const edge = event.shiftKey ? all[0] : all.at(-1)
      if (document.activeElement !== edge) return
      event.preventDefault()
      ;(event.shiftKey ? all.at(-1) : all[0])?.focus()
    }
  }
  return Object.assign(panel, { onKeyDown })
}

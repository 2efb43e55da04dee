/** The screen of a running symposium: who speaks, what was said, the outline and the findings; everything from the keyboard. */
import { replaceEqualDeep } from '@tanstack/react-query'
import { AArrowDown, AArrowUp, LogOut, PanelLeft } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Figure, figuresOf } from '../../../shared/domain/figures.ts'
import { findingKinds } from '../../../shared/domain/findings.ts'
import { between } from '../../../shared/domain/order.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingPage, StatementItem, VisitPage } from '../../../shared/views.ts'
import { attempt, newId, queryClient, readKey, useEvent, useRead } from '../../api.ts'
import { Button, IconButton, Kbd } from '../../ui/button.tsx'
import { isComposingKey } from '../../ui/composing.ts'
import { formatDate } from '../../ui/dates.ts'
import { labelOf } from '../../ui/display.ts'
import { sessionOf } from '../../ui/edit-session.ts'
import { fill } from '../../ui/fill.ts'
import { digitKey, isKey } from '../../ui/key-map.ts'
import { meetingName } from '../../ui/names.ts'
import { go } from '../../ui/route.ts'
import { freshId, saveAllNow, saveNow, tellFailure } from '../../ui/save-now.ts'
import { retryAll, useSaveState } from '../../ui/save-state.ts'
import { SoundBar } from '../../ui/sound-bar.tsx'
import { attend, nobody, type Speaker, speakerKey, speakersOf } from '../../ui/speakers.tsx'
import { useStatementItems } from '../../ui/statement-list.ts'
import { removeRecords } from '../../ui/undo.ts'
import { useKey } from '../../ui/use-key.ts'
import { isNarrow, useMedia } from '../../ui/use-media.ts'
import { useSpelling } from './completions.ts'
import { Entry, focusEntry } from './entry.tsx'
import { RecordButton, RecorderTrouble } from './record-button.tsx'
import { stopRecording, useRecorder } from './recorder.ts'
import { focusLastSentence, Sentences } from './sentences.tsx'
import { Findings, Outline } from './side.tsx'
import { SpeakersPanel, steadySpeakers } from './speakers-panel.tsx'

const words = text.notes
const strip = words.keys

/** Of the sentences, px; the box is a tenth larger. The last two are for a projector. */
const sizes = [18, 20, 22, 26, 32]
const usualSize = 20
const sizeKey = 'notes.size'
const hintMs = 6000

function useSpeakers(page: MeetingPage): Speaker[] {
  const kept = useRef<Speaker[]>([])
  return useMemo(() => {
    // the same ones as before are the same list: every sentence is drawn with it
    kept.current = replaceEqualDeep(
      kept.current,
      steadySpeakers(kept.current, speakersOf(page), page.organizations),
    ) as Speaker[]
    return kept.current
  }, [page])
}

/** Said below the words for a while. */
function useHint(): [string | null, (hint: string) => void] {
  const [hint, setHint] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const say = useCallback((next: string) => {
    setHint(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setHint(null), hintMs)
  }, [])
  return [hint, say]
}

function useSize() {
  const { data: settings } = useRead('settings.get', {})
  const stored = Number(settings?.[sizeKey])
  const size = sizes.includes(stored) ? stored : usualSize
  const step = (by: 1 | -1): number => {
    const next = sizes[sizes.indexOf(size) + by] ?? size
    queryClient.setQueryData(readKey('settings.get', {}), { ...settings, [sizeKey]: next })
    void attempt('settings.save', { key: sizeKey, value: next })
    return next
  }
  return { size, step, smallest: size === sizes[0], largest: size === sizes.at(-1) }
}

const kindLabel = (kind: string | null) => labelOf(text.domain.findingKind, kind)

export function LiveNotes({ page, visit }: { page: MeetingPage; visit: VisitPage | null }) {
  const [entryId, setEntryId] = useState('')
  const [speaker, setSpeaker] = useState<Speaker>(nobody)
  const [question, setQuestion] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const [sideOpen, setSideOpen] = useState(false)
  const [hint, say] = useHint()
  const narrow = useMedia(isNarrow)
  const { size, step, smallest, largest } = useSize()
  const speakers = useSpeakers(page)
  const spelling = useSpelling(useMemo(() => speakers.map(({ name }) => name), [speakers]))
  const { items, waiting, last, add } = useStatementItems(page, entryId)
  const { outline } = page
  const title = meetingName(page)
  const number = question === null ? 0 : outline.indexOf(question) + 1
  const asked = useMemo(
    () => (question === null || number === 0 ? null : { text: question, number }),
    [question, number],
  )
  const playable = useMemo(() => page.recordings.flatMap(({ id, sha256 }) => (sha256 ? id : [])), [page.recordings])

  const speakerAt = (digit: number) => (digit === 0 ? nobody : speakers[digit - 1])
  const join = (one: Speaker) => {
    if (!speakers.some((other) => speakerKey(other) === speakerKey(one))) void attend(page.id, one)
  }
  const toggleQuestion = (next: string) => setQuestion((old) => (old === next ? null : next))

  // ── findings ───────────────────────────────────────────────────────────
  /** Made here, perhaps not read back yet. */
  const found = useRef(new Map<string, string>())
  const newestFinding = useRef<string | null>(null)
  const makeFinding = (item: StatementItem) => {
    if (item.findings.length > 0 || found.current.has(item.id)) return say(words.hint.already)
    const id = freshId('findings')
    found.current.set(item.id, id)
    newestFinding.current = id
    const session = sessionOf('findings', id)
    session.defaults = {
      kind: item.mark,
      stage: 'raw',
      visits: page.visit ? [page.visit] : [],
      meetings: [page.id],
      statements: [item.id],
      team: visit?.team ?? null,
      campaign: visit?.campaign ?? page.campaign,
      regions: visit?.region ? [visit.region] : [],
      topics: item.topics,
    }
    // after the sentence: undone in the order it was done
    void sessionOf('statements', item.id)
      .flush()
      .then(() => session.set('quote', item.text))
    say(item.mark ? fill(words.hint.kind, { kind: kindLabel(item.mark) ?? '' }) : words.hint.found)
  }
  const findLast = () => {
    const lastSaid = items.findLast(({ id, findings }) => findings.length === 0 && !found.current.has(id))
    if (lastSaid) makeFinding(lastSaid)
    else say(words.hint.nothing)
  }
  const rekind = (digit: number) => {
    const kind = findingKinds[digit - 1]
    const id = newestFinding.current ?? page.findingItems.at(-1)?.id
    if (!kind || !id) return say(words.hint.nothing)
    void saveNow('findings', id, { kind })
    say(fill(words.hint.kind, { kind: kindLabel(kind) ?? '' }))
  }

  // ── sentences ──────────────────────────────────────────────────────────
  const answer = (item: StatementItem, to: string) => {
    const had = item.questions.includes(to)
    void saveNow('statements', item.id, {
      questions: had ? item.questions.filter((one) => one !== to) : [...item.questions, to],
    })
  }
  const count = (item: StatementItem) => {
    const figures = figuresOf(item.text ?? '')
    const made = figures.map((figure, index) => ({
      entity: 'indicators' as const,
      id: newId(),
      values: indicatorOf(figure, index),
    }))
    void saveAllNow(made, fill(words.row.figuresAdded, { count: made.length }))
    function indicatorOf({ name, value, unit, bound, yearOnYear }: Figure, index: number) {
      const given = {
        name: name || null,
        value,
        unit,
        // 不足 has no sign of its own; the source says it
        bound: bound === 'most' ? null : bound,
        yearOnYear,
        source: item.text,
        campaign: visit?.campaign ?? page.campaign,
        region: visit?.region ?? null,
        visit: page.visit,
        period: page.date?.slice(0, 4) ?? null,
        order: between(`a${index}`, null),
      }
      return Object.fromEntries(Object.entries(given).filter(([, one]) => one !== null))
    }
  }
  const acts = {
    speakerAt,
    answer,
    count,
    find: makeFinding,
    speak: (item: StatementItem, one: Speaker) => {
      void saveNow('statements', item.id, { speaker: one.person, organization: one.organization })
      join(one)
    },
    remove: (item: StatementItem) => {
      removeRecords('statements', [item.id]).then(focusEntry, tellFailure)
    },
  }
  const store = (item: StatementItem) => {
    add(item)
    // what could not be stored before goes along
    retryAll()
  }

  // ── leaving ────────────────────────────────────────────────────────────
  const leaving = useRef(Number.NEGATIVE_INFINITY)
  const leave = (sure: boolean) => {
    const { state } = useRecorder.getState()
    const records = state === 'on' || state === 'paused'
    if (records && !sure && performance.now() - leaving.current > hintMs) {
      leaving.current = performance.now()
      return say(words.hint.leave)
    }
    if (history.state?.depth > 0) history.back()
    else go('meetings', { id: page.id })
  }
  // the recording ends with the page, whichever way that is left
  useEffect(() => () => void stopRecording(), [])
  useEvent('restarted', retryAll)
  useKey((event) => {
    const chosen = outline[(digitKey(event, 'notes.question') ?? 0) - 1]
    const kind = digitKey(event, 'notes.kind')
    if (event.key === 'Escape') leave(false)
    else if (chosen !== undefined) toggleQuestion(chosen)
    else if (kind !== undefined) rekind(kind)
    else if (isKey(event, 'notes.finding')) findLast()
    else return false
    return true
  })
  useStrayKeys()

  const date = formatDate({ start: page.date, precision: page.precision }, { year: true }) ?? words.undated
  const about = [visit?.leaderName && fill(words.team, { name: visit.leaderName }), ...(visit?.topics ?? [])]
  return (
    <div className="notes" style={{ '--notes-size': `${size}px` } as React.CSSProperties}>
      <header className="notes-head">
        <div className="notes-title">
          <h1>{title}</h1>
          <p className="notes-about">
            <span>{date}</span>
            <span>{about.filter(Boolean).join(text.common.comma)}</span>
          </p>
        </div>
        {/* a press of a button leaves the caret in the box */}
        <div className="notes-actions" role="presentation" onPointerDown={(event) => event.preventDefault()}>
          <IconButton
            variant="text"
            icon={AArrowDown}
            label={words.size.smaller}
            disabled={smallest}
            onClick={() => say(fill(words.hint.larger, { size: step(-1) }))}
          />
          <IconButton
            variant="text"
            icon={AArrowUp}
            label={words.size.larger}
            disabled={largest}
            onClick={() => say(fill(words.hint.larger, { size: step(1) }))}
          />
          {narrow && (
            <Button icon={PanelLeft} onClick={() => setSideOpen(!sideOpen)}>
              {sideOpen ? words.speakers : words.side}
            </Button>
          )}
          <RecordButton meeting={page.id} title={title} />
          <Button icon={LogOut} onClick={() => leave(true)}>
            {words.leave}
            <Kbd>Esc</Kbd>
          </Button>
        </div>
      </header>
      <div className="notes-columns">
        {!(narrow && sideOpen) && (
          <SpeakersPanel
            speakers={speakers}
            speaker={speaker}
            items={items}
            onSpeaker={setSpeaker}
            onNew={(one) => {
              setSpeaker(one)
              join(one)
            }}
            example={spelling(speakers[0]?.name ?? '')[0]?.slice(0, 2) || words.spellExample}
            adding={adding}
            onAdding={setAdding}
          />
        )}
        <div className="notes-middle">
          {page.recordings.length > 0 && <SoundBar recordings={page.recordings} />}
          <Sentences
            items={items}
            waiting={waiting}
            speakers={speakers}
            outline={outline}
            playable={playable}
            acts={acts}
          />
          <Unsaved />
          <RecorderTrouble />
          <Entry
            meeting={page.id}
            speakers={speakers}
            speaker={speaker}
            spelling={spelling}
            onSpeaker={setSpeaker}
            question={asked}
            order={between(last, null)}
            number={items.length + 1}
            hint={hint}
            onId={setEntryId}
            onStored={store}
            onFinding={(item) => (item ? makeFinding(item) : findLast())}
            onAdd={() => {
              setSideOpen(false)
              setAdding(true)
            }}
            onUp={focusLastSentence}
            onLeave={() => leave(false)}
          />
        </div>
        {(!narrow || sideOpen) && (
          <aside className="notes-side" aria-label={words.side}>
            <h2>{words.outline}</h2>
            <Outline
              outline={outline}
              items={items}
              question={question}
              onQuestion={toggleQuestion}
              onAnswer={(id, to) => {
                const item = items.find((one) => one.id === id)
                if (item && !item.questions.includes(to)) answer(item, to)
              }}
            />
            <h2>
              {words.findings}
              {page.findingItems.length > 0 && <span className="second">{page.findingItems.length}</span>}
            </h2>
            <Findings findings={page.findingItems} items={items} />
          </aside>
        )}
      </div>
      <Strip />
    </div>
  )
}

/** Nothing typed is lost because the caret was elsewhere: a letter that no part of the page takes begins the next sentence. */
function useStrayKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
      if (
        at.matches('input, textarea, [contenteditable]') ||
        at.closest('.popover, [aria-modal="true"], .notes-sentences')
      )
        return
      const isLetter = isComposingKey(event) || (event.key.length === 1 && event.key !== ' ')
      if (isLetter) focusEntry()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** Something could not be stored: what happened, that it is still here, and a way to try again. */
function Unsaved() {
  const state = useSaveState((store) => store.state)
  const failure = useSaveState((store) => store.failure)
  if (state !== 'failed' || !failure) return null
  return (
    <div className="notes-trouble" role="alert">
      {failure.code === 'disk-full' ? words.failed.disk : failure.message + failure.next}
      <Button
        size="small"
        onClick={() => {
          retryAll()
          // this button goes while it is tried, and the next words must not go with it
          focusEntry()
        }}
      >
        {words.failed.retry}
      </Button>
    </div>
  )
}

function Strip() {
  return (
    <div className="notes-strip on-deep">
      <span className="notes-strip-key">
        <Kbd>Enter</Kbd>
        {strip.store}
      </span>
      <span className="notes-strip-key">
        {strip.start}
        <Kbd>1</Kbd>
        {strip.to}
        <Kbd>9</Kbd>
        {strip.speaker}
      </span>
      <span className="notes-strip-key">
        {strip.start}
        <Kbd>!</Kbd>
        {strip.problem}
        <Kbd>?</Kbd>
        {strip.suggestion}
      </span>
      <span className="notes-strip-key">
        <Kbd>#</Kbd>
        {strip.topic}
      </span>
      <span className="notes-strip-key">
        <Kbd>@</Kbd>
        {strip.mention}
      </span>
      <span className="notes-strip-key">
        <Kbd>Ctrl Enter</Kbd>
        {strip.finding}
      </span>
      <span className="notes-strip-key">
        <Kbd>Ctrl Z</Kbd>
        {strip.undo}
      </span>
    </div>
  )
}

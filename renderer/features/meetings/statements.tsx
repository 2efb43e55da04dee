/** 发言记录: what was said, sentence by sentence, edited where it stands; the entry box below takes the next one. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { between, moveTo } from '../../../shared/domain/order.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingPage, StatementItem } from '../../../shared/views.ts'
import { call } from '../../api.ts'
import { saveNow, tellFailure } from '../../ui/save-now.ts'
import { removeRecords } from '../../ui/undo.ts'
import { type Speaker, speakersOf } from './speakers.tsx'
import { StatementEntry, type Stored } from './statement-entry.tsx'
import { StatementRow } from './statement-row.tsx'

const words = text.meetings.statements

type Props = {
  page: MeetingPage
  /** Makes a finding of a sentence. */
  onFinding: (quote: string, at: HTMLElement | null, statement: string) => void
  /** A statement to stand on, e.g. the source of a finding. */
  start: string | undefined
  autoFocus: boolean
}

/** Stored a moment ago and not read back yet. */
const pendingItem = (meeting: string, { id, said, speaker, order }: Stored): StatementItem => ({
  id,
  meeting,
  speaker: speaker.person,
  organization: speaker.organization,
  text: said,
  order,
  audioOffset: null,
  recording: null,
  at: null,
  topics: [],
  people: [],
  organizations: [],
  questions: [],
  mark: null,
  speakerName: speaker.person ? speaker.name : null,
  organizationName: speaker.person ? null : speaker.organization ? speaker.name : null,
  findings: [],
})

export function Statements({ page, onFinding, start, autoFocus }: Props) {
  const [stored, setStored] = useState<Stored[]>([])
  const [entryId, setEntryId] = useState('')
  const [current, setCurrent] = useState(start ?? '')
  const list = useRef<HTMLOListElement>(null)
  const speakers = useMemo(() => speakersOf(page), [page])

  const read = page.statementItems.filter(({ id }) => id !== entryId)
  const waiting = stored.filter(({ id }) => !page.statementItems.some((item) => item.id === id))
  const items = [...read, ...waiting.map((one) => pendingItem(page.id, one))]
  useEffect(() => {
    // what has been read back once may be removed again
    if (waiting.length < stored.length) setStored(waiting)
  })
  const newest = stored.at(-1)?.id
  useEffect(() => {
    if (newest) list.current?.querySelector(`[data-id="${newest}"]`)?.scrollIntoView?.({ block: 'nearest' })
  }, [newest])
  const last = items.reduce<string | null>((high, { order }) => (order && (!high || order > high) ? order : high), null)
  const standing = items.some(({ id }) => id === current) ? current : items.at(-1)?.id

  const focusRow = (id: string | undefined) => {
    if (!id) return
    setCurrent(id)
    const row = list.current?.querySelector<HTMLElement>(`[data-id="${id}"]`)
    row?.focus()
    row?.scrollIntoView?.({ block: 'nearest' })
  }
  const startAt = useRef(start)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come
  useEffect(() => {
    if (startAt.current) focusRow(startAt.current)
  }, [])

  const move = async (id: string, by: number) => {
    const to = items.findIndex((item) => item.id === id) + by
    if (to < 0 || to >= items.length) return
    for (const write of moveTo(items, id, to)) {
      if (!(await saveNow('statements', write.id, { order: write.order }))) return
    }
    focusRow(id)
  }
  const remove = (id: string) => {
    const at = items.findIndex((item) => item.id === id)
    removeRecords('statements', [id]).then(() => focusRow(items[at + 1]?.id ?? items[at - 1]?.id), tellFailure)
  }
  const speak = async (id: string, speaker: Speaker) => {
    await saveNow('statements', id, { speaker: speaker.person, organization: speaker.organization })
    if (speaker.person && !page.attendees.includes(speaker.person)) await attend(speaker.person)
  }
  /** Who speaks is there. */
  const attend = async (person: string) => {
    const view = await call('records.get', { entity: 'meetings', id: page.id }).catch(() => null)
    const attendees = view?.fields.attendees
    if (Array.isArray(attendees) && !attendees.includes(person))
      await saveNow('meetings', page.id, { attendees: [...attendees, person] })
  }
  const onListKey = (event: KeyboardEvent<HTMLOListElement>) => {
    const row = event.target as HTMLElement
    if (event.nativeEvent.isComposing || !row.dataset.id || event.altKey || event.ctrlKey) return
    const at = items.findIndex(({ id }) => id === row.dataset.id)
    if (event.key === 'ArrowDown' && at === items.length - 1) {
      document.getElementById('statement-entry')?.querySelector('textarea')?.focus()
    } else {
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
      if (to === undefined || !items[to]) return
      focusRow(items[to].id)
    }
    event.preventDefault()
  }
  return (
    <>
      {items.length > 0 ? (
        <ol ref={list} className="statements" aria-label={words.list} onKeyDown={onListKey}>
          {items.map((item, index) => (
            <StatementRow
              key={item.id}
              item={item}
              index={index}
              count={items.length}
              speakers={speakers}
              current={item.id === standing}
              onCurrent={() => setCurrent(item.id)}
              onMove={(by) => void move(item.id, by)}
              onRemove={() => remove(item.id)}
              onSpeaker={(speaker) => void speak(item.id, speaker)}
              onFinding={(quote, at) => onFinding(quote, at, item.id)}
            />
          ))}
        </ol>
      ) : (
        <p className="statements-empty second">{words.empty}</p>
      )}
      <StatementEntry
        meeting={page.id}
        speakers={speakers}
        order={between(last, null)}
        number={items.length + 1}
        autoFocus={autoFocus}
        onId={setEntryId}
        onNewPerson={(person) => void (page.attendees.includes(person) || attend(person))}
        onStored={(one) => setStored((old) => [...old, one])}
        onFinding={(quote, id, at) => onFinding(quote, at, id)}
        onUp={() => focusRow(items.at(-1)?.id)}
      />
    </>
  )
}

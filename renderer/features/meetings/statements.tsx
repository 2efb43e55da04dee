/** 发言记录: what was said, sentence by sentence, edited where it stands; the entry box below takes the next one. */

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { between } from '../../../shared/domain/order.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingPage } from '../../../shared/views.ts'
import { moveRow } from '../../ui/moving-rows.ts'
import { saveNow, tellFailure } from '../../ui/save-now.ts'
import { useHeard } from '../../ui/sound.ts'
import { SoundBar } from '../../ui/sound-bar.tsx'
import { attend, type Speaker, speakerKey, speakersOf } from '../../ui/speakers.tsx'
import { storedStatement, useStatementItems } from '../../ui/statement-list.ts'
import { removeRecords } from '../../ui/undo.ts'
import { StatementEntry } from './statement-entry.tsx'
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

export function Statements({ page, onFinding, start, autoFocus }: Props) {
  const [entryId, setEntryId] = useState('')
  const [current, setCurrent] = useState(start ?? '')
  const list = useRef<HTMLOListElement>(null)
  const speakers = useMemo(() => speakersOf(page), [page])

  const { items, waiting, last, add } = useStatementItems(page, entryId)
  const newest = waiting.at(-1)?.id
  useEffect(() => {
    if (newest) list.current?.querySelector(`[data-id="${newest}"]`)?.scrollIntoView?.({ block: 'nearest' })
  }, [newest])
  const standing = items.some(({ id }) => id === current) ? current : items.at(-1)?.id

  const heard = useHeard(items)
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
    if (await moveRow('statements', items, id, to)) focusRow(id)
  }
  const remove = (id: string) => {
    const at = items.findIndex((item) => item.id === id)
    removeRecords('statements', [id]).then(
      (gone) => gone && focusRow(items[at + 1]?.id ?? items[at - 1]?.id),
      tellFailure,
    )
  }
  const join = async (speaker: Speaker) => {
    if (!speakers.some((one) => speakerKey(one) === speakerKey(speaker))) await attend(page.id, speaker)
  }
  const speak = async (id: string, speaker: Speaker) => {
    await saveNow('statements', id, { speaker: speaker.person, organization: speaker.organization })
    await join(speaker)
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
      <SoundBar recordings={page.recordings} />
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
              heard={item.id === heard}
              playable={page.recordings.some(({ id, sha256 }) => id === item.recording && sha256 !== null)}
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
        onSpeaker={(speaker) => void join(speaker)}
        onStored={({ id, said, speaker, order }) =>
          add(storedStatement(speaker, { id, meeting: page.id, text: said, order }))
        }
        onFinding={(quote, id, at) => onFinding(quote, at, id)}
        onUp={() => focusRow(items.at(-1)?.id)}
      />
    </>
  )
}

/** The sentences so far, the newest at the bottom above the box. */
import { type KeyboardEvent, type UIEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { text } from '../../../shared/text/zh-cn.ts'
import type { StatementItem } from '../../../shared/views.ts'
import { useHeard } from '../../ui/sound.ts'
import type { Speaker } from '../../ui/speakers.tsx'
import { focusEntry } from './entry.tsx'
import { type SentenceActs, SentenceRow } from './sentence-row.tsx'

const words = text.notes

type Props = {
  items: readonly StatementItem[]
  waiting: readonly StatementItem[]
  speakers: readonly Speaker[]
  outline: readonly string[]
  /** Recordings whose sound is here. */
  playable: readonly string[]
  acts: Omit<SentenceActs, 'current'>
}

/** Sentences drawn at first, and more of them by the same number as one scrolls back: every Enter passes over all that are drawn. */
const drawn = 60
/** Px from the oldest drawn one at which more are. */
const nearOldest = 1500

export const focusLastSentence = () => document.querySelector<HTMLElement>('.notes-sentences > li:last-child')?.focus()

export function Sentences({ items, waiting, speakers, outline, playable, acts }: Props) {
  const [current, setCurrent] = useState('')
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const [steady] = useState(() => ({ acts }))
  steady.acts = acts
  const [own] = useState(
    (): SentenceActs => ({
      current: setCurrent,
      speak: (...given) => steady.acts.speak(...given),
      find: (...given) => steady.acts.find(...given),
      remove: (...given) => steady.acts.remove(...given),
      answer: (...given) => steady.acts.answer(...given),
      count: (...given) => steady.acts.count(...given),
      speakerAt: (...given) => steady.acts.speakerAt(...given),
    }),
  )
  const heard = useHeard(items)
  const newest = items.at(-1)?.id
  const [reach, setReach] = useState(drawn)
  // by steps, so that a new sentence does not take the oldest away
  const from = Math.floor(Math.max(0, items.length - reach) / drawn) * drawn
  const draw = (index: number) => {
    if (index < from) flushSync(() => setReach(items.length - index))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest sentence is what one looks at
  useLayoutEffect(() => {
    // counted from the foot
    if (scroller.current) scroller.current.scrollTop = 0
    if (!list.current?.contains(document.activeElement)) setReach(drawn)
  }, [newest])
  const [drawnFor, setDrawnFor] = useState(heard)
  if (heard !== drawnFor) {
    // what is heard is drawn before it is scrolled to
    setDrawnFor(heard)
    const at = items.findIndex(({ id }) => id === heard)
    if (at >= 0 && at < from) setReach(items.length - at)
  }
  useEffect(() => {
    if (heard) list.current?.querySelector(`[data-id="${heard}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [heard])
  const onScroll = ({ currentTarget: { scrollTop, scrollHeight, clientHeight } }: UIEvent) => {
    if (from > 0 && scrollHeight - clientHeight + scrollTop < nearOldest) setReach(items.length - from + drawn)
  }
  const standing = items.some(({ id }) => id === current) ? current : newest
  const onKeyDown = (event: KeyboardEvent<HTMLOListElement>) => {
    const id = (event.target as HTMLElement).dataset.id
    if (!id || event.nativeEvent.isComposing || event.altKey || event.ctrlKey) return
    const at = items.findIndex((item) => item.id === id)
    if (event.key === 'ArrowDown' && at === items.length - 1) focusEntry()
    else {
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
      const next = to === undefined ? undefined : items[to]
      if (!next || to === undefined) return
      draw(to)
      const row = list.current?.querySelector<HTMLElement>(`[data-id="${next.id}"]`)
      row?.focus()
      row?.scrollIntoView({ block: 'nearest' })
    }
    event.preventDefault()
  }
  if (items.length === 0) return <p className="notes-empty second">{words.empty}</p>
  return (
    <div ref={scroller} className="notes-scroll" onScroll={onScroll}>
      <ol ref={list} className="notes-sentences" aria-label={words.list} onKeyDown={onKeyDown}>
        {items.slice(from).map((item, at) => (
          <SentenceRow
            key={item.id}
            item={item}
            index={from + at}
            acts={own}
            speakers={speakers}
            outline={outline}
            current={item.id === standing}
            heard={item.id === heard}
            playable={item.recording !== null && playable.includes(item.recording)}
            waiting={waiting.includes(item)}
          />
        ))}
      </ol>
    </div>
  )
}

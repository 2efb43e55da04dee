/** The statements of a meeting as a screen shows them: those read, and those stored a moment ago that have not been read back yet. */
import { useEffect, useMemo, useState } from 'react'
import type { MeetingPage, StatementItem } from '../../shared/views.ts'
import type { Speaker } from './speakers.tsx'

type Stored = Pick<StatementItem, 'id' | 'meeting' | 'text' | 'order'> & Partial<StatementItem>

/** A statement as it will be read back. */
export const storedStatement = (speaker: Speaker, stored: Stored): StatementItem => ({
  speaker: speaker.person,
  organization: speaker.organization,
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
  mentioned: [],
  ...stored,
})

const byOrder = (left: StatementItem, right: StatementItem): number => {
  if (left.order === right.order) return left.id < right.id ? -1 : 1
  // without a place: at the end, as the page reads them
  if (left.order === null || right.order === null) return left.order === null ? 1 : -1
  return left.order < right.order ? -1 : 1
}

/** `typed`: the id that is being typed; it is not in the list although it may be stored already. */
export function useStatementItems(page: MeetingPage, typed: string) {
  const [stored, setStored] = useState<StatementItem[]>([])
  const read = page.statementItems
  const { items, waiting } = useMemo(() => {
    const known = new Set(read.map(({ id }) => id))
    const waiting = stored.filter(({ id }) => !known.has(id))
    const shown = read.filter(({ id }) => id !== typed)
    return { items: waiting.length ? [...shown, ...waiting].sort(byOrder) : shown, waiting }
  }, [read, stored, typed])
  useEffect(() => {
    // what has been read back once may be removed again
    if (waiting.length < stored.length) setStored(waiting)
  }, [waiting, stored])
  const last = useMemo(
    () => items.reduce<string | null>((high, { order }) => (order && (!high || order > high) ? order : high), null),
    [items],
  )
  return { items, waiting, last, add: (item: StatementItem) => setStored((old) => [...old, item]) }
}

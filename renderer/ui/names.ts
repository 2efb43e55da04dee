/** What a record is called where it has no name of its own. Derived for display, never stored. */
import { text } from '../../shared/text/zh-cn.ts'
import type { MeetingItem } from '../../shared/views.ts'
import { labelOf } from './display.ts'
import { fill } from './fill.ts'

type Meeting = Pick<MeetingItem, 'title' | 'kind' | 'number'> & { regionName?: string | null }

/** `第17次会长办公会`, `盐城市座谈会`, else the kind. */
export function meetingName({ title, kind, number, regionName }: Meeting): string {
  if (title) return title
  const word = kind === 'other' || !kind ? text.domain.nouns.meetings : (labelOf(text.domain.meetingKind, kind) ?? '')
  if (number !== null) return fill(text.meetings.numbered, { number, kind: word })
  return `${regionName ?? ''}${word}`
}

/** 会议: the list, or one meeting. */
import type { PageProps } from '../../app.tsx'
import { MeetingList } from './list.tsx'
import { MeetingRecord } from './record.tsx'
import './meetings.css'

export function Page({ id, query }: PageProps) {
  return id ? <MeetingRecord id={id} query={query} /> : <MeetingList query={query} />
}

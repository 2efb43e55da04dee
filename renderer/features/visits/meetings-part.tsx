/** 座谈会 of the visit; a new one opens on its own page, where people speak. */
import { PenLine } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingItem, VisitPage } from '../../../shared/views.ts'
import { newId } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { DateText } from '../../ui/date-block.tsx'
import { fill } from '../../ui/fill.ts'
import { Link } from '../../ui/link.tsx'
import { Missing, ReportMark } from '../../ui/marks.tsx'
import { meetingName } from '../../ui/names.ts'
import { Empty, Section } from '../../ui/page.tsx'
import { go } from '../../ui/route.ts'
import { saveNow } from '../../ui/save-now.ts'
import type { VisitContext } from './visit-context.ts'

const words = text.visits.meetings

/** A visit of one stated day leaves no doubt about the symposium's; of two days, or an inferred one, it does. */
function dayOf({ start, end, precision, inferred }: VisitPage): Record<string, string> {
  const certain = start && start.length === 10 && precision !== 'month' && inferred !== 1 && (!end || end === start)
  return certain ? { date: start, precision: 'day' } : {}
}

/** `where`: on its own page, or taken down at once. */
async function createMeeting(page: VisitPage, where: 'meetings' | 'notes' = 'meetings') {
  const id = newId()
  const made = await saveNow('meetings', id, {
    kind: 'symposium',
    visit: page.id,
    ...(page.campaign ? { campaign: page.campaign } : {}),
    ...dayOf(page),
  })
  if (made) go(where, { id })
}

/** 速记 of the visit's last symposium; where there is none it begins with the first sentence. */
export function takeDown(page: VisitPage) {
  const symposium = page.meetingItems.findLast(({ kind }) => kind === 'symposium')
  if (symposium) go('notes', { id: symposium.id })
  else void createMeeting(page, 'notes')
}

export function MeetingsPart({ context: { page } }: { context: VisitContext }) {
  if (!page) return null
  const meetings = page.meetingItems
  return (
    <Section
      title={words.title}
      note={fill(words.count, { count: meetings.length })}
      action={
        <span className="visit-meetings-actions">
          <button type="button" className="link" onClick={() => void createMeeting(page)}>
            {words.create}
          </button>
          <button type="button" className="link" onClick={() => void createMeeting(page, 'notes')}>
            {text.notes.createAndOpen}
          </button>
        </span>
      }
    >
      {meetings.length === 0 && <Empty title={words.empty}>{words.emptyHint}</Empty>}
      <ul className="visit-meetings">
        {meetings.map((meeting) => (
          <li key={meeting.id}>
            <MeetingRow meeting={meeting} />
            {meeting.kind === 'symposium' && (
              <Button
                size="small"
                icon={PenLine}
                title={fill(text.notes.openHint, { keys: 'Ctrl J' })}
                onClick={() => go('notes', { id: meeting.id })}
              >
                {text.notes.open}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function MeetingRow({ meeting }: { meeting: MeetingItem }) {
  const people = meeting.attendees.length
  const facts = [
    { label: words.time, value: meeting.date ? <DateText start={meeting.date} precision={meeting.precision} /> : null },
    { label: words.chair, value: meeting.chairName },
    { label: words.attendees, value: people ? fill(words.attendeesCount, { count: people }) : null },
    {
      label: words.statements,
      value: meeting.statements ? fill(words.statementsCount, { count: meeting.statements }) : null,
    },
  ]
  return (
    <Link page="meetings" id={meeting.id} className="visit-meeting" title={words.open}>
      <span className="visit-meeting-name">
        {meetingName(meeting)}
        <ReportMark reported={meeting.reported} />
      </span>
      {meeting.organizationNames.length > 0 && (
        <span className="visit-units">
          {meeting.organizationNames.map((unit) => (
            <span key={unit.id} className="visit-unit">
              {unit.name ?? text.common.unnamed}
            </span>
          ))}
        </span>
      )}
      <span className="visit-meeting-facts">
        {facts.map(({ label, value }) => (
          <span key={label}>
            {label} {value ?? <Missing />}
          </span>
        ))}
      </span>
    </Link>
  )
}

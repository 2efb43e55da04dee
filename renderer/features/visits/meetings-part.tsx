/** 座谈会 of the visit; a new one opens on its own page, where people speak. */
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingItem, VisitPage } from '../../../shared/views.ts'
import { newId } from '../../api.ts'
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

async function createMeeting(page: VisitPage) {
  const id = newId()
  const made = await saveNow('meetings', id, {
    kind: 'symposium',
    visit: page.id,
    ...(page.campaign ? { campaign: page.campaign } : {}),
    ...dayOf(page),
  })
  if (made) go('meetings', { id })
}

export function MeetingsPart({ context: { page } }: { context: VisitContext }) {
  if (!page) return null
  const meetings = page.meetingItems
  return (
    <Section
      title={words.title}
      note={fill(words.count, { count: meetings.length })}
      action={
        <button type="button" className="link" onClick={() => void createMeeting(page)}>
          {words.create}
        </button>
      }
    >
      {meetings.length === 0 && <Empty title={words.empty}>{words.emptyHint}</Empty>}
      <ul className="visit-meetings">
        {meetings.map((meeting) => (
          <li key={meeting.id}>
            <MeetingRow meeting={meeting} />
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

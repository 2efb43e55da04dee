import type { AttendanceData } from '../../../../shared/papers/attendance.ts'
import type { MeetingData } from '../../../../shared/papers/minutes.ts'
import type { ReadableDb } from '../../db/open.ts'
import { photosOfMeeting } from '../../db/views/photos.ts'
import { nameOf, rowOf, rowsOf } from '../../db/views/rows.ts'
import { idsWhere, namesOf, peopleNames, personName, photoOf } from './names.ts'

/** Everything a meeting's papers say; `null` where it is missing or deleted. `unit` issues the paper. */
export function meetingData(db: ReadableDb, id: string, unit: string | null): MeetingData | null {
  const meeting = rowOf(db, 'meetings', id)
  if (!meeting) return null
  const visit = rowOf(db, 'visits', meeting.visit)
  const team = rowOf(db, 'teams', visit?.team ?? null)
  return {
    ...meeting,
    unit,
    region: nameOf(db, 'regions', visit?.region ?? null),
    chair: personName(rowOf(db, 'people', meeting.chair)),
    attendees: peopleNames(db, meeting.attendees),
    absent: peopleNames(db, meeting.absent),
    organizations: namesOf(db, 'organizations', meeting.organizations),
    items: rowsOf(db, 'agendaItems', idsWhere(db, 'agendaItems', 'meeting', id)).map((item) => ({
      title: item.title ?? rowOf(db, 'documents', item.document)?.title ?? null,
      team: nameOf(db, 'teams', item.team) ?? personName(leader(db, item.team)),
      presenter: nameOf(db, 'people', item.presenter),
      minutes: item.minutes,
      note: item.note,
      heard: item.heard,
    })),
    directives: rowsOf(db, 'directives', idsWhere(db, 'directives', 'meeting', id)).map(({ text, issuer }) => ({
      text,
      issuer: nameOf(db, 'people', issuer),
    })),
    statements: rowsOf(db, 'statements', idsWhere(db, 'statements', 'meeting', id)).map((statement) => ({
      speaker:
        personName(rowOf(db, 'people', statement.speaker)) ?? nameOf(db, 'organizations', statement.organization),
      text: statement.text,
    })),
    photos: photosOfMeeting(db, id)
      .filter(({ mediaType }) => !mediaType || mediaType.startsWith('image/'))
      .map(photoOf),
    visit: visit && {
      place: nameOf(db, 'regions', visit.region),
      start: visit.start,
      end: visit.end,
      precision: visit.precision,
      itinerary: visit.itinerary,
      sites: namesOf(db, 'sites', visit.sites),
    },
    outline: (team?.outline ?? '').split('\n').flatMap((line) => line.trim() || []),
  }
}

/** Who is expected at a meeting: the chair, those named, then a row for each invited unit nobody was named of. */
export function attendanceData(db: ReadableDb, id: string): AttendanceData | null {
  const meeting = rowOf(db, 'meetings', id)
  if (!meeting) return null
  const named = [...new Set([...(meeting.chair ? [meeting.chair] : []), ...meeting.attendees])]
  const people = rowsOf(db, 'people', named)
  const present = new Set(people.map(({ organization }) => organization))
  const silent = rowsOf(
    db,
    'organizations',
    meeting.organizations.filter((unit) => !present.has(unit)),
  )
  return {
    ...meeting,
    region: nameOf(db, 'regions', rowOf(db, 'visits', meeting.visit)?.region ?? null),
    people: [
      ...people.map(({ name, title, phone, organization }) => ({
        name,
        title,
        phone,
        unit: nameOf(db, 'organizations', organization),
      })),
      ...silent.map(({ name }) => ({ name: null, title: null, phone: null, unit: name })),
    ],
  }
}

const leader = (db: ReadableDb, team: string | null) => rowOf(db, 'people', rowOf(db, 'teams', team)?.leader ?? null)

import type { ItineraryData, PlannedVisit } from '../../../../shared/papers/itinerary.ts'
import { meetingTitle } from '../../../../shared/papers/minutes.ts'
import type { ReadableDb } from '../../db/open.ts'
import { prepared } from '../../db/prepared.ts'
import { nameOf, rowOf, rowsOf } from '../../db/views/rows.ts'
import { idsWhere, namesOf, peopleNames, personName } from './names.ts'

/** The itinerary of one visit, or of a team: all its visits that are not cancelled, as they follow. `null` where there is none such. */
export function itineraryData(db: ReadableDb, id: string, unit: string | null): ItineraryData | null {
  const visit = rowOf(db, 'visits', id)
  const team = rowOf(db, 'teams', visit ? visit.team : id)
  if (!visit && !team) return null
  return {
    unit,
    leader: personName(rowOf(db, 'people', team?.leader ?? null)),
    team: team?.name ?? null,
    teamId: team?.id ?? null,
    topics: team?.topics ?? [],
    members: peopleNames(db, team?.members ?? []),
    visits: (visit ? [id] : visitsOf(db, id)).flatMap((one) => plannedVisit(db, one) ?? []),
    whole: !visit,
  }
}

const visitsOf = (db: ReadableDb, team: string): string[] =>
  prepared(
    db,
    `SELECT id FROM visits WHERE team = ? AND deleted = 0 AND coalesce(status, '') != 'cancelled'
     ORDER BY start IS NULL, start, "end", id`,
  )
    .pluck()
    .all(team) as string[]

function plannedVisit(db: ReadableDb, id: string): PlannedVisit | null {
  const visit = rowOf(db, 'visits', id)
  if (!visit) return null
  const meetings = rowsOf(db, 'meetings', idsWhere(db, 'meetings', 'visit', id, 'date'))
  return {
    region: nameOf(db, 'regions', visit.region),
    start: visit.start,
    end: visit.end,
    precision: visit.precision,
    inferred: visit.inferred === 1,
    hosts: [...namesOf(db, 'organizations', visit.hosts), ...(visit.hostsNote ? [visit.hostsNote] : [])],
    participants: peopleNames(db, visit.participants),
    purpose: visit.purpose,
    itinerary: visit.itinerary,
    meetings: meetings.map((meeting) => ({
      name: meetingTitle(meeting),
      date: meeting.date,
      precision: meeting.precision,
      place: meeting.place,
      chair: personName(rowOf(db, 'people', meeting.chair)),
    })),
    sites: namesOf(db, 'sites', visit.sites),
  }
}

/** 会长办公会: its agenda, what it hears of each team, and what the meetings before it left open. */
import type { Input, Output } from '../../../shared/contract.ts'
import type { AgendaItem } from '../../../shared/domain/documents.ts'
import { findingKinds } from '../../../shared/domain/findings.ts'
import type { Team } from '../../../shared/domain/teams.ts'
import type { AgendaLine, HearingTeam } from '../../../shared/views/office.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { directivesOf } from '../db/views/directive-items.ts'
import { findingItems, shownFinding } from '../db/views/finding-items.ts'
import { indicatorItems } from '../db/views/indicator-items.ts'
import { measureItems } from '../db/views/measure-items.ts'
import { livingMeeting } from '../db/views/meeting-items.ts'
import { photosOfVisit } from '../db/views/photos.ts'
import { cityFinder } from '../db/views/regions.ts'
import { allRows, columnsOf, nameOf, rowOf } from '../db/views/rows.ts'
import type { ReadHandlers } from '../handlers.ts'
import { localDate } from '../sync/proceedings.ts'

/** More than anybody hears in one meeting. */
const mostOpen = 200

function agendaLine(db: ReadableDb, item: AgendaItem): AgendaLine {
  const team = rowOf(db, 'teams', item.team)
  const leader = rowOf(db, 'people', team?.leader ?? null)
  const document = rowOf(db, 'documents', item.document)
  return {
    ...item,
    teamName: team?.name ?? null,
    leaderName: leader?.name ?? null,
    leaderTitle: leader?.title ?? null,
    topics: team?.topics ?? [],
    presenterName: nameOf(db, 'people', item.presenter),
    documentItem: document && {
      ...{ id: document.id, title: document.title, kind: document.kind, stage: document.stage },
    },
  }
}

function agendaOf(db: ReadableDb, meeting: string): AgendaLine[] {
  const sql = `SELECT ${columnsOf('agendaItems', 'x')} FROM agendaItems x WHERE x.meeting = ? AND x.deleted = 0
    ORDER BY x."order" IS NULL, x."order", x.id`
  return allRows(db, 'agendaItems', sql, meeting).map((item) => agendaLine(db, item))
}

/** The agenda, and the teams of the meeting's campaign that are not on it. */
export function getAgenda(db: ReadableDb, { id }: Input<'meetings.agenda'>): Output<'meetings.agenda'> {
  const items = agendaOf(db, id)
  const campaign = rowOf(db, 'meetings', id)?.campaign ?? null
  const sql = `SELECT ${columnsOf('teams', 't')} FROM teams t WHERE t.campaign = ? AND t.deleted = 0
    ORDER BY t."order" IS NULL, t."order", t.id`
  const teams = campaign === null ? [] : allRows(db, 'teams', sql, campaign)
  const missing = teams.filter((team) => !items.some((item) => item.team === team.id))
  const report = `SELECT d.id FROM documents d WHERE d.team = ? AND d.kind = 'report' AND d.deleted = 0 ORDER BY d.updated DESC, d.id LIMIT 1`
  return {
    items,
    proposals: missing.map((team) => {
      const leader = rowOf(db, 'people', team.leader)
      return {
        ...{ team: team.id, teamName: team.name, leader: team.leader, topics: team.topics },
        leaderName: leader?.name ?? null,
        leaderTitle: leader?.title ?? null,
        document: (prepared(db, report).pluck().get(team.id) as string | undefined) ?? null,
      }
    }),
  }
}

const isThere = ({ sha256 }: { sha256: string | null }) => sha256 !== null

function heard(db: ReadableDb, item: AgendaLine): HearingTeam {
  const team = rowOf(db, 'teams', item.team)
  const nothing = { item, departments: [], cities: [], findings: [], indicators: [], photos: [] }
  if (!team) return nothing
  const visits = `SELECT ${columnsOf('visits', 'v')} FROM visits v WHERE v.team = ? AND v.deleted = 0
    AND coalesce(v.status, 'done') <> 'cancelled' ORDER BY v.start IS NULL, v.start, v.id`
  const rows = allRows(db, 'visits', visits, team.id)
  const cityOf = cityFinder(db)
  const cities = new Map<string, HearingTeam['cities'][number]>()
  for (const { id, region, start, end, precision } of rows) {
    const city = cityOf(region)
    if (!city) continue
    const entry = cities.get(city.id) ?? { id: city.id, name: city.name, visits: [] }
    entry.visits.push({ id, start, end, precision })
    cities.set(city.id, entry)
  }
  return {
    item,
    departments: team.departments,
    cities: [...cities.values()],
    findings: findingsOf(db, team),
    indicators: indicatorsOf(db, team, new Set(rows.map(({ id }) => id))),
    photos: rows.flatMap(({ id }) => photosOfVisit(db, id)).filter(isThere),
  }
}

/** By kind, the important ones of each first. */
function findingsOf(db: ReadableDb, team: Team): HearingTeam['findings'] {
  const sql = `SELECT f.id FROM findings f WHERE f.team = ? AND ${shownFinding(db)} AND coalesce(f.stage, 'raw') <> 'declined'
    ORDER BY CASE f.priority WHEN 'high' THEN 0 WHEN 'low' THEN 2 ELSE 1 END, f.updated, f.id`
  const items = findingItems(db, prepared(db, sql).pluck().all(team.id) as string[])
  const kinds: (string | null)[] = [...findingKinds, null]
  return items
    .map(({ id, kind, summary, quote, regionNames, priority }) => ({
      ...{ id, kind, regionNames, priority },
      text: summary || quote || '',
      isQuote: !summary,
    }))
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
}

/** Figures that rest on the team's visits or findings, or belong to an occasion one of those does. */
function indicatorsOf(db: ReadableDb, team: Team, visits: ReadonlySet<string>): HearingTeam['indicators'] {
  const sql = 'SELECT id FROM findings f WHERE f.team = ? AND f.deleted = 0'
  const findings = new Set(prepared(db, sql).pluck().all(team.id) as string[])
  const all = indicatorItems(db, team.campaign ?? undefined)
  const own = all.filter(({ visit, finding }) => visits.has(visit ?? '') || findings.has(finding ?? ''))
  const occasions = new Set(own.flatMap(({ occasion }) => occasion ?? []))
  return all.filter((one) => own.includes(one) || occasions.has(one.occasion ?? ''))
}

/** Every agenda item as it is heard, in the agenda's order. */
export const getHearing = (db: ReadableDb, { id }: Input<'meetings.hearing'>): Output<'meetings.hearing'> =>
  agendaOf(db, id).map((item) => heard(db, item))

/** Directives of earlier office meetings that nobody closed, and measures that follow from any of theirs and are not done. */
export function getOpenItems(
  db: ReadableDb,
  { id }: Input<'meetings.openItems'>,
  context: Pick<Context, 'now'>,
): Output<'meetings.openItems'> {
  const meeting = rowOf(db, 'meetings', id)
  if (meeting?.kind !== 'office') return { directives: [], measures: [] }
  const earlier = `SELECT m.id FROM meetings m WHERE m.kind = 'office' AND m.id <> ? AND ${livingMeeting}
    AND CASE WHEN m.number IS NOT NULL AND ? IS NOT NULL THEN m.number < ?
      WHEN m.date IS NOT NULL AND ? IS NOT NULL THEN m.date <= ? ELSE 1 END
    ORDER BY m.number DESC, m.date DESC, m.id`
  const { number, date } = meeting
  const ids = prepared(db, earlier).pluck().all(id, number, number, date, date) as string[]
  const directives = ids.flatMap((one) => directivesOf(db, one))
  const measures = `SELECT DISTINCT m.id FROM json_each(?) j JOIN links l ON l.target = j.value AND l.entity = 'measures'
    AND l.field = 'directives' JOIN measures m ON m.id = l.id
    WHERE m.deleted = 0 AND coalesce(m.stage, 'proposed') NOT IN ('done', 'closed', 'reviewed')
    ORDER BY m.due IS NULL, m.due, m."order", m.id LIMIT ${mostOpen}`
  const open = prepared(db, measures)
    .pluck()
    .all(JSON.stringify(directives.map((directive) => directive.id))) as string[]
  return {
    directives: directives.filter(({ stage }) => stage !== 'closed').slice(0, mostOpen),
    measures: measureItems(db, open, localDate(context.now())),
  }
}

export const officeReads = {
  'meetings.agenda': getAgenda,
  'meetings.hearing': getHearing,
  'meetings.openItems': getOpenItems,
} satisfies Partial<ReadHandlers>

import type { Input, Output } from '../../../shared/contract.ts'
import { documentStages } from '../../../shared/domain/documents.ts'
import { findingKinds } from '../../../shared/domain/findings.ts'
import type { Region } from '../../../shared/domain/regions.ts'
import { type Reminder, reminders } from '../../../shared/domain/reminders.ts'
import type { Team } from '../../../shared/domain/teams.ts'
import type { Visit } from '../../../shared/domain/visits.ts'
import type { Dashboard } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { type Conditions, holds, holdsValues, where } from '../db/views/conditions.ts'
import { shownFinding } from '../db/views/finding-items.ts'
import { indicatorItems } from '../db/views/indicator-items.ts'
import { measuresToday, reminderSql } from '../db/views/measure-items.ts'
import { livingMeeting, meetingItems } from '../db/views/meeting-items.ts'
import { cityFinder, regionPath } from '../db/views/regions.ts'
import { allRows, columnsOf, countOf, named, nameOf, plain, rowOf } from '../db/views/rows.ts'
import { documentOnTopic, measureOnTopic, topicValues } from '../db/views/topics.ts'
import { visitItems } from '../db/views/visit-items.ts'
import type { ReadHandlers } from '../handlers.ts'
import { localDate } from '../sync/proceedings.ts'

const plannedShown = 8
const recentShown = 8
/** Characters of a finding that a line of "recent" takes from its text. */
const titleLength = 60

type Scope = { campaign: string | undefined; topic: string | undefined }
type ScopedVisit = Pick<Visit, 'id' | 'team' | 'region' | 'start' | 'end' | 'precision' | 'inferred' | 'status'> & {
  handover: number | null
}

/** The campaign asked for, otherwise the active or else the newest one. */
function campaignOf(db: ReadableDb, id: string | undefined): Dashboard['campaign'] {
  const newest = `SELECT id FROM campaigns WHERE deleted = 0
    ORDER BY status IS 'active' DESC, year IS NULL, year DESC, updated DESC, id LIMIT 1`
  const row = rowOf(db, 'campaigns', id ?? (prepared(db, newest).pluck().get() as string | undefined) ?? null)
  return row && plain<'campaigns'>(row)
}

function teamsOf(db: ReadableDb, { campaign, topic }: Scope): Team[] {
  const conditions: Conditions = { sql: ['t.deleted = 0'], values: [] }
  if (campaign !== undefined) where(conditions, 't.campaign = ?', campaign)
  if (topic !== undefined) where(conditions, holds('t.topics'), ...holdsValues(topic))
  const sql = `SELECT ${columnsOf('teams', 't')} FROM teams t WHERE ${conditions.sql.join(' AND ')}
    ORDER BY t."order" IS NULL, t."order", t.id`
  return allRows(db, 'teams', sql, ...conditions.values)
}

/** Visits in scope: those of its teams; all of them where there is neither campaign nor topic. */
function visitsOf(db: ReadableDb, scope: Scope, teams: readonly Team[]): ScopedVisit[] {
  const columns = 'v.id, v.team, v.region, v.start, v."end", v.precision, v.inferred, v.status, h.state AS handover'
  const from = `FROM visits v LEFT JOIN teams t ON t.id = v.team LEFT JOIN handover h ON h.id = v.id WHERE v.deleted = 0`
  const order = 'ORDER BY v.start IS NULL, v.start, t."order" IS NULL, t."order", v.id'
  if (scope.campaign === undefined && scope.topic === undefined) {
    return prepared(db, `SELECT ${columns} ${from} ${order}`).all() as ScopedVisit[]
  }
  const ofTeams = `SELECT ${columns} ${from} AND v.team IN (SELECT value FROM json_each(?)) ${order}`
  return prepared(db, ofTeams).all(JSON.stringify(teams.map((team) => team.id))) as ScopedVisit[]
}

/** Findings in scope by kind, every kind present, and how many of them nobody has sorted yet. */
function findingCounts(db: ReadableDb, { campaign, topic }: Scope) {
  const conditions: Conditions = { sql: [shownFinding(db)], values: [] }
  if (campaign !== undefined) where(conditions, 'f.campaign = ?', campaign)
  if (topic !== undefined) where(conditions, holds('f.topics'), ...holdsValues(topic))
  const sql = `SELECT f.kind, count(*) AS count, sum(coalesce(f.stage, 'raw') = 'raw') AS raw FROM findings f
    WHERE ${conditions.sql.join(' AND ')} GROUP BY f.kind`
  const rows = prepared(db, sql).all(...conditions.values) as { kind: string | null; count: number; raw: number }[]
  return {
    findings: rows.reduce((sum, { count }) => sum + count, 0),
    findingsRaw: rows.reduce((sum, { raw }) => sum + raw, 0),
    kinds: findingKinds.map((kind) => ({ kind, count: rows.find((row) => row.kind === kind)?.count ?? 0 })),
  }
}

/** Condition on `m` and its values: meetings of the campaign or of its teams' visits. */
function meetingsIn({ campaign }: Scope): Conditions {
  const conditions: Conditions = { sql: [livingMeeting], values: [] }
  if (campaign !== undefined) {
    const ofTeams = 'm.visit IN (SELECT v.id FROM teams t JOIN visits v ON v.team = t.id WHERE t.campaign = ?)'
    where(conditions, `(m.campaign = ? OR ${ofTeams})`, campaign, campaign)
  }
  return conditions
}

function meetingCounts(db: ReadableDb, scope: Scope) {
  const { sql, values } = meetingsIn(scope)
  const from = `FROM meetings m WHERE ${sql.join(' AND ')}`
  const directives = `SELECT count(*) FROM directives d WHERE d.deleted = 0 AND d.meeting IN (SELECT m.id ${from})`
  const office = `SELECT m.id, m.number, m.date ${from} AND m.kind = 'office' ORDER BY m.date IS NULL, m.date DESC, m.number DESC LIMIT 1`
  return {
    meetings: countOf(db, `SELECT count(*) ${from}`, ...values),
    directives: countOf(db, directives, ...values),
    officeMeeting: (prepared(db, office).get(...values) as Dashboard['officeMeeting'] | undefined) ?? null,
  }
}

/** Measures in scope: how many are where, and how many a person is told of. */
function measureCounts(db: ReadableDb, { campaign, topic }: Scope, today: string) {
  const conditions: Conditions = { sql: ['m.deleted = 0'], values: [] }
  if (campaign !== undefined) where(conditions, 'm.campaign = ?', campaign)
  if (topic !== undefined) where(conditions, measureOnTopic, ...topicValues.measure(topic))
  const sql = `SELECT ${reminderSql} AS reminder, count(*) AS n, sum(coalesce(m.stage, 'proposed') = 'proposed') AS proposed,
    sum(m.owner IS NULL OR m.due IS NULL) AS missing FROM ${measuresToday} WHERE ${conditions.sql.join(' AND ')} GROUP BY 1`
  const rows = prepared(db, sql).all(today, ...conditions.values) as {
    reminder: Reminder
    n: number
    proposed: number
    missing: number
  }[]
  const of = (...wanted: Reminder[]) =>
    rows.reduce((sum, { reminder, n }) => (wanted.includes(reminder) ? sum + n : sum), 0)
  return {
    counts: {
      measures: of(...reminders),
      measuresProposed: rows.reduce((sum, { proposed }) => sum + proposed, 0),
      measuresMissing: rows.reduce((sum, { missing }) => sum + missing, 0),
      measuresDone: of('done', 'closed'),
    },
    reminders: { overdue: of('overdue'), behind: of('behind'), near: of('near') },
  }
}

function documentCounts(db: ReadableDb, { campaign, topic }: Scope) {
  const conditions: Conditions = { sql: ['d.deleted = 0'], values: [] }
  if (campaign !== undefined) where(conditions, 'd.campaign = ?', campaign)
  if (topic !== undefined) where(conditions, documentOnTopic, ...topicValues.document(topic))
  const sql = `SELECT coalesce(d.stage, 'draft') AS stage, count(*) AS count, min(d.title) AS title FROM documents d
    WHERE ${conditions.sql.join(' AND ')} GROUP BY 1`
  const rows = prepared(db, sql).all(...conditions.values) as NonNullable<Dashboard['documentStage']>[]
  const first = documentStages.flatMap((stage) => rows.find((row) => row.stage === stage) ?? [])[0]
  return { documents: rows.reduce((sum, { count }) => sum + count, 0), documentStage: first ?? null }
}

/** Subdivisions of the campaign's region, or, where it has none, the cities that were visited. */
function coverageRegions(db: ReadableDb, region: string | null, visits: readonly ScopedVisit[]): Region[] {
  const children = `SELECT ${columnsOf('regions', 'r')} FROM regions r WHERE r.parent = ? AND r.deleted = 0
    ORDER BY r.code IS NULL, r.code, r.name, r.id`
  const below = region === null ? [] : allRows(db, 'regions', children, region)
  if (below.length > 0) return below
  const cityOf = cityFinder(db)
  const cities = new Map(visits.flatMap((visit) => cityOf(visit.region) ?? []).map((city) => [city.id, city]))
  return [...cities.values()].sort((a, b) => ((a.code ?? '~') < (b.code ?? '~') ? -1 : 1))
}

function coverageOf(db: ReadableDb, region: string | null, teams: readonly Team[], visits: readonly ScopedVisit[]) {
  const coverage: Dashboard['coverage'] = coverageRegions(db, region, visits).map((r) => ({ region: r, visits: [] }))
  const byRegion = new Map(coverage.map((entry) => [entry.region.id, entry]))
  const byTeam = new Map(teams.map((team) => [team.id, team]))
  for (const { id, team, region: at, start, end, precision, inferred, status } of visits) {
    const place = regionPath(db, at).find((ancestor) => byRegion.has(ancestor.id))
    if (!place) continue
    const of = team === null ? undefined : byTeam.get(team)
    byRegion.get(place.id)?.visits.push({
      ...{ id, team, start, end, precision, inferred, status },
      teamName: of?.name ?? null,
      topics: of?.topics ?? [],
    })
  }
  return coverage
}

/** Distinct cities, and those two teams went to. A cancelled visit covers nothing. */
function cityCounts(db: ReadableDb, visits: readonly ScopedVisit[]) {
  const cityOf = cityFinder(db)
  const teamsByCity = new Map<string, Set<string | null>>()
  for (const { region, team, status } of visits) {
    const city = status === 'cancelled' ? null : cityOf(region)
    if (!city) continue
    const teams = teamsByCity.get(city.id) ?? new Set()
    teamsByCity.set(city.id, teams.add(team))
  }
  const sets = [...teamsByCity.values()]
  return { cities: sets.length, citiesTwice: sets.filter((teams) => teams.size > 1).length }
}

function teamLines(db: ReadableDb, teams: readonly Team[], visits: readonly ScopedVisit[]): Dashboard['teams'] {
  const imported =
    countOf(db, "SELECT EXISTS (SELECT 1 FROM packages WHERE direction = 'in' AND state = 'imported')") === 1
  return teams.map((team) => {
    const own = visits.filter((visit) => visit.team === team.id)
    const dated = own.filter(({ start }) => start !== null).length
    return {
      id: team.id,
      name: team.name,
      leaderName: nameOf(db, 'people', team.leader),
      topics: team.topics,
      visits: own.length,
      dated,
      undated: own.length - dated,
      unreported: own.filter(({ handover }) => handover === 0).length,
      // what was not written here came in a package
      received: imported && own.some(({ handover }) => handover === null),
    }
  })
}

/** What changed last among visits, meetings and findings in scope, newest first. */
function recentOf(db: ReadableDb, scope: Scope, visits: readonly ScopedVisit[]): Dashboard['recent'] {
  const last = (sql: string, ...values: (string | number)[]) =>
    prepared(db, `${sql} LIMIT ${recentShown}`)
      .pluck()
      .all(...values) as string[]
  const list = JSON.stringify(visits.map((visit) => visit.id))
  const ofVisits = visitItems(
    db,
    last('SELECT id FROM visits WHERE id IN (SELECT value FROM json_each(?)) ORDER BY updated DESC, id', list),
  ).map(({ id, regionName, leaderName, teamName, updated }) => ({
    ...{ entity: 'visits' as const, id, updated },
    title: regionName ?? '',
    subtitle: leaderName ?? teamName ?? '',
  }))
  const { sql, values } = meetingsIn(scope)
  const meetingIds = last(
    `SELECT m.id FROM meetings m WHERE ${sql.join(' AND ')} ORDER BY m.updated DESC, m.id`,
    ...values,
  )
  const ofMeetings = meetingItems(db, meetingIds).map(({ id, title, visitName, date }) => ({
    ...{ entity: 'meetings' as const, id },
    updated: rowOf(db, 'meetings', id)?.updated ?? 0,
    title: title ?? visitName ?? '',
    subtitle: date ?? '',
  }))
  const conditions: Conditions = { sql: [shownFinding(db)], values: [] }
  // unary plus: walk the index on `updated` and stop, rather than sort a campaign's findings
  if (scope.campaign !== undefined) where(conditions, '+f.campaign = ?', scope.campaign)
  if (scope.topic !== undefined) where(conditions, holds('f.topics'), ...holdsValues(scope.topic))
  const findings = `SELECT f.id FROM findings f WHERE ${conditions.sql.join(' AND ')} ORDER BY f.updated DESC`
  const ofFindings = last(findings, ...conditions.values).flatMap((id) => {
    const row = rowOf(db, 'findings', id)
    if (!row) return []
    const regions = named(db, 'regions', row.regions).flatMap(({ name }) => name ?? [])
    const title = (row.summary || row.quote || '').slice(0, titleLength)
    return [{ entity: 'findings' as const, id, title, subtitle: regions.join('、'), updated: row.updated }]
  })
  return [...ofVisits, ...ofMeetings, ...ofFindings].sort((a, b) => b.updated - a.updated).slice(0, recentShown)
}

/** The front page: one campaign (the active or newest one unless given), narrowed to a topic where given. */
export function getDashboard(
  db: ReadableDb,
  input: Input<'dashboard.get'>,
  context: Pick<Context, 'now'> = Date,
): Output<'dashboard.get'> {
  const campaign = campaignOf(db, input.campaign)
  const scope: Scope = { campaign: input.campaign ?? campaign?.id, topic: input.topic }
  const teams = teamsOf(db, scope)
  const visits = visitsOf(db, scope, teams)
  const { kinds, ...ofFindings } = findingCounts(db, scope)
  const { officeMeeting, ...ofMeetings } = meetingCounts(db, scope)
  const { documents, documentStage } = documentCounts(db, scope)
  const ofMeasures = measureCounts(db, scope, localDate(context.now()))
  const indicators = indicatorItems(db, scope.campaign)
  const planned = visits.filter(({ status }) => status === 'planned').slice(0, plannedShown)
  return {
    campaign,
    counts: {
      visits: visits.length,
      ...cityCounts(db, visits),
      ...ofFindings,
      ...ofMeetings,
      ...ofMeasures.counts,
      documents,
      indicators: indicators.length,
    },
    reminders: ofMeasures.reminders,
    documentStage,
    officeMeeting,
    coverage: coverageOf(db, campaign?.region ?? null, teams, visits),
    teams: teamLines(db, teams, visits),
    planned: visitItems(
      db,
      planned.map(({ id }) => id),
    ),
    recent: recentOf(db, scope, visits),
    kinds,
    indicators,
  }
}

export const dashboardReads = { 'dashboard.get': getDashboard } satisfies Partial<ReadHandlers>

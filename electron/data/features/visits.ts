import type { Input, Output } from '../../../shared/contract.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { anyLike, type Conditions, containing, subtree, wanted, where } from '../db/views/conditions.ts'
import { findingItems, findingsOfVisit, shownFinding } from '../db/views/finding-items.ts'
import { livingMeeting, meetingItems } from '../db/views/meeting-items.ts'
import { photosOfVisit } from '../db/views/photos.ts'
import { cityFinder, regionPath } from '../db/views/regions.ts'
import { countOf, nameOf, plain, rowOf, rowsOf } from '../db/views/rows.ts'
import { visitItems } from '../db/views/visit-items.ts'
import type { ReadHandlers } from '../handlers.ts'

type Filter = Input<'visits.list'>

/** `YYYY` or `YYYY-MM` stretched to its last day, so that months compare with days. */
const lastDay = (date: string) => `substr(${date} || substr('9999-12-31', length(${date}) + 1), 1, 10)`

const ownText = ['v.purpose', 'v.summary', 'v.itinerary', 'v.hostsNote']
/** Each subquery runs once a search, not once a row. */
const textElsewhere = [
  `v.region IN (SELECT id FROM regions WHERE name LIKE ? ESCAPE '\\')`,
  `v.team IN (SELECT t.id FROM teams t LEFT JOIN people p ON p.id = t.leader WHERE ${anyLike(['t.name', 'p.name'])}
     OR EXISTS (SELECT 1 FROM json_each(t.topics) WHERE value LIKE ? ESCAPE '\\'))`,
  `v.id IN (SELECT l.id FROM organizations o JOIN links l ON l.target = o.id AND l.entity = 'visits' AND l.field = 'hosts'
     WHERE o.name LIKE ? ESCAPE '\\')`,
  `v.id IN (SELECT l.id FROM sites s JOIN links l ON l.target = s.id AND l.entity = 'visits' AND l.field = 'sites'
     WHERE s.name LIKE ? ESCAPE '\\')`,
]
const textSql = `(${[anyLike(ownText), ...textElsewhere].join(' OR ')})`
const textPlaces = textSql.split('?').length - 1

/** As a range, not as IS NOT NULL: so the planner takes the index on `start` for the order. */
const dated = "v.start > ''"
const undated = "coalesce(v.start, '') = ''"

function conditionsOf(filter: Filter): Conditions {
  const conditions: Conditions = { sql: ['v.deleted = 0'], values: [] }
  const add = (sql: string, ...values: (string | number)[]) => where(conditions, sql, ...values)
  if (filter.campaign !== undefined) add('v.team IN (SELECT id FROM teams WHERE campaign = ?)', filter.campaign)
  if (filter.team !== undefined) add('v.team = ?', filter.team)
  if (filter.city !== undefined) add(`v.region IN (${subtree})`, filter.city)
  if (filter.status !== undefined) add('v.status = ?', filter.status)
  if (filter.from) add(`${lastDay('coalesce(v."end", v.start)')} >= ?`, filter.from)
  if (filter.to) add(`v.start <= ${lastDay('?')}`, filter.to, filter.to)
  if (filter.dated !== undefined) add(filter.dated === 'missing' ? undated : dated)
  if (filter.unreported) add("v.id IN (SELECT id FROM handover WHERE state = 0 AND entity = 'visits')")
  const text = wanted(filter.text)
  if (text) add(textSql, ...Array<string>(textPlaces).fill(containing(text)))
  return conditions
}

const rest = 't."order" IS NULL, t."order", t.id, r.code IS NULL, r.code, v.id'
const statusOrder =
  "CASE v.status WHEN 'planned' THEN 0 WHEN 'ongoing' THEN 1 WHEN 'done' THEN 2 WHEN 'cancelled' THEN 3 ELSE 4 END"
const orders: Record<Exclude<NonNullable<Filter['sort']>, 'date'>, (direction: string) => string> = {
  city: (d) => `r.id IS NULL, r.code IS NULL, r.code ${d}, r.name ${d}, v.start IS NULL, v.start, ${rest}`,
  team: (d) => `t.id IS NULL, t."order" ${d}, t.id ${d}, v.start IS NULL, v.start, r.code, v.id`,
  status: (d) => `${statusOrder} ${d}, v.start IS NULL, v.start, ${rest}`,
  updated: (d) => `v.updated ${d}, v.id ${d}`,
}

type Slice = { limit: number; offset: number }

function sortedIds(db: ReadableDb, { sql, values }: Conditions, order: string, { limit, offset }: Slice): string[] {
  const page = `SELECT v.id FROM visits v LEFT JOIN teams t ON t.id = v.team LEFT JOIN regions r ON r.id = v.region
    WHERE ${sql.join(' AND ')} ORDER BY ${order} LIMIT ? OFFSET ?`
  return limit <= 0 ? [] : (prepared(db, page).all(...values, limit, offset) as { id: string }[]).map(({ id }) => id)
}

/** Dated visits (`total` of them), then undated ones, asked apart: the first walk the index on `start` and stop at the page's end. */
function idsByDate(
  db: ReadableDb,
  { sql, values }: Conditions,
  direction: string,
  total: number,
  page: Slice,
): string[] {
  const first = { limit: Math.min(page.limit, total - page.offset), offset: page.offset }
  const then = { limit: page.limit - Math.max(first.limit, 0), offset: Math.max(page.offset - total, 0) }
  const known = { sql: [...sql, dated], values }
  const missing = { sql: [...sql, undated], values }
  return [...sortedIds(db, known, `v.start ${direction}, ${rest}`, first), ...sortedIds(db, missing, rest, then)]
}

/**
 * A page of visits with what a list shows of each; `cities` and `undated` (no start date) count the whole filtered list.
 * By date unless told otherwise: earliest first, undated last in either direction. `updated` starts with the newest.
 */
export function listVisits(db: ReadableDb, input: Filter): Output<'visits.list'> {
  const conditions = conditionsOf(input)
  const groups = prepared(
    db,
    `SELECT v.region, count(*) AS n, sum(${undated}) AS undated FROM visits v
     WHERE ${conditions.sql.join(' AND ')} GROUP BY v.region`,
  ).all(...conditions.values) as { region: string | null; n: number; undated: number }[]
  const total = groups.reduce((sum, { n }) => sum + n, 0)
  const missing = groups.reduce((sum, group) => sum + group.undated, 0)
  const sort = input.sort ?? 'date'
  const direction = (input.descending ?? sort === 'updated') ? 'DESC' : 'ASC'
  const ids =
    sort === 'date'
      ? idsByDate(db, conditions, direction, total - missing, input)
      : sortedIds(db, conditions, orders[sort](direction), input)
  const cityOf = cityFinder(db)
  const cities = new Set(groups.flatMap(({ region }) => cityOf(region)?.id ?? []))
  return { rows: visitItems(db, ids), total, cities: cities.size, undated: missing }
}

/** Everything of one visit, or `null` where it is missing or deleted. `directives` counts those of its campaign. */
export function getVisitPage(db: ReadableDb, { id }: Input<'visits.page'>): Output<'visits.page'> {
  const [item] = visitItems(db, [id])
  if (!item) return null
  const team = rowOf(db, 'teams', item.team)
  const campaign = rowOf(db, 'campaigns', item.campaign)
  const photos = photosOfVisit(db, id)
  const ids = (sql: string, ...values: string[]) =>
    prepared(db, sql)
      .pluck()
      .all(...values) as string[]
  const meetings = `SELECT m.id FROM meetings m WHERE m.visit = ? AND ${livingMeeting} ORDER BY m.date IS NULL, m.date, m.id`
  const findings = `SELECT f.id FROM findings f WHERE f.id IN (${findingsOfVisit}) AND ${shownFinding(db)} ORDER BY f.updated, f.id`
  return {
    ...item,
    campaignRow: campaign && plain<'campaigns'>(campaign),
    teamRow: team && plain<'teams'>(team),
    regionPath: regionPath(db, item.region),
    hostItems: rowsOf(db, 'organizations', item.hosts),
    participantItems: rowsOf(db, 'people', item.participants),
    siteItems: rowsOf(db, 'sites', item.sites).map((site) => ({
      ...site,
      regionName: nameOf(db, 'regions', site.region),
      projectName: nameOf(db, 'projects', site.project),
      photos: photos.filter((photo) => photo.site === site.id),
    })),
    meetingItems: meetingItems(db, ids(meetings, id)),
    findingItems: findingItems(db, ids(findings, id, id)),
    photos,
    directives: item.campaign === null ? 0 : countOf(db, directivesSql, item.campaign),
  }
}
const directivesSql =
  'SELECT count(*) FROM meetings m JOIN directives d ON d.meeting = m.id WHERE m.campaign = ? AND m.deleted = 0 AND d.deleted = 0'

export const visitReads = { 'visits.list': listVisits, 'visits.page': getVisitPage } satisfies Partial<ReadHandlers>

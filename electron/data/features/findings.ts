import type { Input, Output } from '../../../shared/contract.ts'
import { findingKinds, findingStages } from '../../../shared/domain/findings.ts'
import type { FindingPage, MergedFinding } from '../../../shared/views.ts'
import { groupOf, membersOf, survivorOf } from '../db/merges.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import type { Conditions } from '../db/views/conditions.ts'
import { findingConditions } from '../db/views/finding-filter.ts'
import { findingItems } from '../db/views/finding-items.ts'
import { meetingItems } from '../db/views/meeting-items.ts'
import { allRows, columnsOf, countOf, elements, nameOf, rowsOf } from '../db/views/rows.ts'
import { statementItem } from '../db/views/statement-items.ts'
import { visitItems } from '../db/views/visit-items.ts'
import type { ReadHandlers } from '../handlers.ts'

type ListInput = Input<'findings.list'>
type Sort = NonNullable<ListInput['sort']>
type Slice = { limit: number; offset: number }

const rank = (column: string, values: readonly string[]) =>
  `CASE ${column} ${values.map((value, at) => `WHEN '${value}' THEN ${at}`).join(' ')} ELSE ${values.length} END`
const orders: Record<Exclude<Sort, 'cities'>, (direction: string) => string> = {
  updated: (d) => `f.updated ${d}, f.id ${d}`,
  kind: (d) => `${rank('f.kind', findingKinds)} ${d}, f.updated DESC, f.id DESC`,
  stage: (d) => `${rank('f.stage', findingStages)} ${d}, f.updated DESC, f.id DESC`,
}

/** With fewer hits than this, sorting them costs less than walking `updated` until a page is full. */
const walkFrom = 2000

const countIn = (db: ReadableDb, { sql, values }: Conditions): number =>
  countOf(db, `SELECT count(*) FROM findings f WHERE ${sql.join(' AND ')}`, ...values)

/** 个性 is counted as all but 共性: few findings are looked up then instead of most. */
function countAll(db: ReadableDb, { spread, ...input }: ListInput): number {
  if (spread !== 'single') return countIn(db, findingConditions(db, { ...input, ...(spread ? { spread } : {}) }))
  return countIn(db, findingConditions(db, input)) - countIn(db, findingConditions(db, { ...input, spread: 'common' }))
}

// ids only: a sorter that carried the long texts of every hit would cost more than reading the page's rows afterwards
function idsIn(db: ReadableDb, { sql, values }: Conditions, order: string, { limit, offset }: Slice): string[] {
  if (limit <= 0) return []
  const page = `SELECT f.id FROM findings f LEFT JOIN spread s ON s.id = f.id WHERE ${sql.join(' AND ')} ORDER BY ${order} LIMIT ? OFFSET ?`
  return prepared(db, page)
    .pluck()
    .all(...values, limit, offset) as string[]
}

/** What several cities say, the most first, and all others, asked apart: those walk `updated` and stop at the page's end. */
function idsByCities(db: ReadableDb, input: ListInput, total: number, descending: boolean): string[] {
  if (input.spread === 'single') return idsIn(db, findingConditions(db, input, '+'), orders.updated('DESC'), input)
  const common = findingConditions(db, { ...input, spread: 'common' })
  const single = input.spread ? null : findingConditions(db, { ...input, spread: 'single' }, '+')
  const commonCount = countIn(db, common)
  const parts = [
    {
      count: commonCount,
      conditions: common,
      order: `s.cities ${descending ? 'DESC' : 'ASC'}, ${orders.updated('DESC')}`,
    },
    { count: total - commonCount, conditions: single, order: orders.updated('DESC') },
  ]
  const ids: string[] = []
  let before = 0
  for (const { count, conditions, order } of descending ? parts : parts.reverse()) {
    const offset = Math.max(0, input.offset - before)
    const limit = Math.min(count - offset, input.limit - ids.length)
    if (conditions) ids.push(...idsIn(db, conditions, order, { limit, offset }))
    before += count
  }
  return ids
}

/**
 * A page of findings: newest first, or by kind, stage or how many cities say it. What is merged into another is shown under that one
 * alone.
 */
export function listFindings(db: ReadableDb, input: ListInput): Output<'findings.list'> {
  const filtered = findingConditions(db, input)
  const total = countAll(db, input)
  if (total <= input.offset) return { rows: [], total }
  const sort = input.sort ?? 'updated'
  const descending = input.descending ?? (sort === 'updated' || sort === 'cities')
  if (sort === 'cities') return { rows: findingItems(db, idsByCities(db, input, total, descending)), total }
  const walk = sort === 'updated' && total >= walkFrom
  const conditions = walk ? findingConditions(db, input, '+') : filtered
  const ids = idsIn(db, conditions, orders[sort](descending ? 'DESC' : 'ASC'), input)
  return { rows: findingItems(db, ids), total }
}

/** Sources of one kind that a page names; a group of a thousand may have more. */
const sourcesNamed = 200
const photosShown = 12

/** A finding with the records it comes from and what came of it, or `null` where it is missing, deleted or shown under another. */
export function getFindingPage(db: ReadableDb, { id }: Input<'findings.page'>): Output<'findings.page'> {
  const [item] = findingItems(db, [id])
  if (!item || survivorOf(db, id) !== id) return null
  const group = groupOf(db, id)
  const sources = (field: 'visits' | 'meetings' | 'statements' | 'sites') => unionOf(db, group, field)
  const visits = sources('visits')
  const meetings = sources('meetings')
  const statements = sources('statements')
  const sites = sources('sites')
  const named = (ids: string[]) => ids.slice(0, sourcesNamed)
  return {
    ...item,
    campaignName: nameOf(db, 'campaigns', item.campaign),
    visitItems: visitItems(db, named(visits)),
    meetingItems: meetingItems(db, named(meetings)),
    statementItems: rowsOf(db, 'statements', named(statements)).map((statement) => statementItem(db, statement)),
    siteItems: rowsOf(db, 'sites', named(sites)),
    sources: { visits, meetings, statements, sites },
    ...photosOf(db, visits, meetings, sites),
    ...outcomesOf(db, group),
  }
}

function unionOf(db: ReadableDb, ids: readonly string[], field: string): string[] {
  const column = prepared(db, `SELECT "${field}" FROM findings WHERE id = ?`).pluck()
  return [...new Set(ids.flatMap((id) => elements(column.get(id) as string | null)))]
}

/** Photos of the visits it comes from, of their meetings and of its sites, the first of them. */
function photosOf(db: ReadableDb, visits: string[], meetings: string[], sites: string[]) {
  const [ofVisits, ofMeetings, ofSites] = [visits, meetings, sites].map((ids) => JSON.stringify(ids)) as [
    string,
    string,
    string,
  ]
  const where = `a.deleted = 0 AND a.sha256 IS NOT NULL AND a.mediaType LIKE 'image/%' AND (a.visit IN (SELECT value FROM json_each(?))
    OR a.meeting IN (SELECT value FROM json_each(?))
    OR a.meeting IN (SELECT m.id FROM meetings m WHERE m.visit IN (SELECT value FROM json_each(?)) AND m.deleted = 0)
    OR a.site IN (SELECT value FROM json_each(?)))`
  const values = [ofVisits, ofMeetings, ofVisits, ofSites]
  const rows = `SELECT ${columnsOf('attachments', 'a')} FROM attachments a WHERE ${where} ORDER BY a.takenAt, a.id LIMIT ${photosShown}`
  return {
    photos: allRows(db, 'attachments', rows, ...values),
    photoCount: countOf(db, `SELECT count(*) FROM attachments a WHERE ${where}`, ...values),
  }
}

/** What came of a group of findings: measures, and the directives these carry out. */
function outcomesOf(db: ReadableDb, group: readonly string[]): Pick<FindingPage, 'measureItems' | 'directiveItems'> {
  const list = JSON.stringify(group)
  const measures = prepared(
    db,
    `SELECT DISTINCT x.id, x.title, x.stage, x.year FROM links l JOIN measures x ON x.id = l.id
     WHERE l.target IN (SELECT value FROM json_each(?)) AND l.entity = 'measures' AND l.field = 'findings' AND x.deleted = 0
     ORDER BY x.id`,
  ).all(list) as FindingPage['measureItems']
  const directives = prepared(
    db,
    `SELECT DISTINCT d.id, d.text, d.meeting FROM measures x, json_each(x.directives) e JOIN directives d ON d.id = e.value
     WHERE x.id IN (SELECT value FROM json_each(?)) AND d.deleted = 0 ORDER BY d.id`,
  ).all(JSON.stringify(measures.map((measure) => measure.id))) as FindingPage['directiveItems']
  return { measureItems: measures, directiveItems: directives }
}

/** What is merged into a finding, the oldest first, each with its own sources. */
export function listMembers(db: ReadableDb, input: Input<'findings.members'>): Output<'findings.members'> {
  const members = membersOf(db, [input.id]).get(input.id) ?? []
  const items = findingItems(db, members.slice(input.offset, input.offset + input.limit))
  const rows = items.map((item): MergedFinding => {
    const statements = rowsOf(db, 'statements', item.statements)
    const speakers = statements.map(
      ({ speaker, organization }) => nameOf(db, 'people', speaker) ?? nameOf(db, 'organizations', organization),
    )
    return { ...item, speakers: [...new Set(speakers)].flatMap((name) => name ?? []) }
  })
  return { rows, total: members.length }
}

/** Where a finding is to be found: `null` where it is not here or in the trash. */
export function findSurvivor(db: ReadableDb, { id }: Input<'findings.survivor'>): Output<'findings.survivor'> {
  const survivor = survivorOf(db, id)
  const [item] = findingItems(db, [survivor])
  if (!item) return null
  const group = groupOf(db, survivor)
  const into = prepared(db, 'SELECT mergedInto FROM findings WHERE id = ?').pluck()
  return {
    item,
    group: group.map((one) => ({ id: one, mergedInto: (into.get(one) as string | null | undefined) ?? null })),
  }
}

export const findingReads = {
  'findings.page': getFindingPage,
  'findings.list': listFindings,
  'findings.members': listMembers,
  'findings.survivor': findSurvivor,
} satisfies Partial<ReadHandlers>

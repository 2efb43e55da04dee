import type { Input, Output } from '../../../shared/contract.ts'
import type { Proceeding } from '../../../shared/domain/measures.ts'
import { type Reminder, reminders } from '../../../shared/domain/reminders.ts'
import type { MeasureList, MeasurePage, ProceedingItem, ReminderCounts } from '../../../shared/views/ledger.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { anyLike, type Conditions, containing, subtree, wanted, where } from '../db/views/conditions.ts'
import { directiveItems } from '../db/views/directive-items.ts'
import { findingItems } from '../db/views/finding-items.ts'
import { measureItems, measuresToday, reminderSql } from '../db/views/measure-items.ts'
import { allRows, columnsOf, countOf, plain, rowOf, rowsOf } from '../db/views/rows.ts'
import { measureOnTopic, topicValues } from '../db/views/topics.ts'
import type { ReadHandlers } from '../handlers.ts'
import { localDate } from '../sync/proceedings.ts'

type Filter = Omit<Input<'measures.list'>, 'reminder' | 'dated' | 'sort' | 'descending' | 'offset' | 'limit'>

const ownText = ['m.title', 'm.content', 'm.department', 'm.evidence']
const textElsewhere = [
  `m.owner IN (SELECT id FROM organizations WHERE name LIKE ? ESCAPE '\\')`,
  `m.person IN (SELECT id FROM people WHERE name LIKE ? ESCAPE '\\')`,
]
const textSql = `(${[anyLike(ownText), ...textElsewhere].join(' OR ')})`
const textPlaces = textSql.split('?').length - 1

function conditionsOf(filter: Filter): Conditions {
  const conditions: Conditions = { sql: ['m.deleted = 0'], values: [] }
  const add = (sql: string, ...values: (string | number)[]) => where(conditions, sql, ...values)
  const linked = (field: string, target: string) =>
    add(`m.id IN (SELECT id FROM links WHERE target = ? AND entity = 'measures' AND field = '${field}')`, target)
  if (filter.campaign !== undefined) add('m.campaign = ?', filter.campaign)
  if (filter.stage !== undefined) add("coalesce(m.stage, 'proposed') = ?", filter.stage)
  if (filter.owner !== undefined) add('m.owner = ?', filter.owner)
  if (filter.directive !== undefined) linked('directives', filter.directive)
  if (filter.finding !== undefined) linked('findings', filter.finding)
  if (filter.document !== undefined) linked('documents', filter.document)
  if (filter.team !== undefined) linked('teams', filter.team)
  if (filter.topic !== undefined) add(measureOnTopic, ...topicValues.measure(filter.topic))
  if (filter.city !== undefined)
    add(
      `m.id IN (SELECT id FROM links WHERE target IN (${subtree}) AND entity = 'measures' AND field = 'regions')`,
      filter.city,
    )
  if (filter.from) add('m.due >= ?', filter.from)
  if (filter.to) add('m.due <= ?', filter.to)
  if (filter.unreported) add("m.id IN (SELECT id FROM handover WHERE state = 0 AND entity = 'measures')")
  const text = wanted(filter.text)
  if (text) add(textSql, ...Array<string>(textPlaces).fill(containing(text)))
  return conditions
}

const rest = 'm."order" IS NULL, m."order", m.id'
const stageOrder = `CASE coalesce(m.stage, 'proposed') WHEN 'proposed' THEN 0 WHEN 'assigned' THEN 1 WHEN 'accepted' THEN 2
  WHEN 'ongoing' THEN 3 WHEN 'done' THEN 4 WHEN 'closed' THEN 5 WHEN 'reviewed' THEN 6 ELSE 7 END`
const ownerOrder = '(SELECT name FROM organizations WHERE id = m.owner)'
const orders: Record<NonNullable<Input<'measures.list'>['sort']>, (direction: string) => string> = {
  order: (d) => `(SELECT year FROM campaigns WHERE id = m.campaign) DESC, m."order" IS NULL, m."order" ${d}, m.id ${d}`,
  due: (d) => `m.due IS NULL, m.due ${d}, ${rest}`,
  stage: (d) => `${stageOrder} ${d}, m.due IS NULL, m.due, ${rest}`,
  owner: (d) => `m.owner IS NULL, ${ownerOrder} ${d}, m.due IS NULL, m.due, ${rest}`,
  updated: (d) => `m.updated ${d}, m.id ${d}`,
}

type Counted = {
  reminder: Reminder
  n: number
  proposed: number
  missing: number
  first: string | null
  last: string | null
}

/** What is filtered, counted by how it stands on that day; every reminder present. */
function overview(db: ReadableDb, { sql, values }: Conditions, today: string): Omit<MeasureList, 'rows' | 'total'> {
  const query = `SELECT ${reminderSql} AS reminder, count(*) AS n, sum(coalesce(m.stage, 'proposed') = 'proposed') AS proposed,
    sum(m.owner IS NULL OR m.due IS NULL) AS missing, min(coalesce(m.assigned, m.due)) AS first, max(m.due) AS last
    FROM ${measuresToday} WHERE ${sql.join(' AND ')} GROUP BY 1`
  const rows = prepared(db, query).all(today, ...values) as Counted[]
  const sum = (of: 'n' | 'proposed' | 'missing') => rows.reduce((total, row) => total + row[of], 0)
  const ends = rows.flatMap(({ first, last }) => [first, last].filter((one) => one !== null)).sort()
  return {
    all: sum('n'),
    counts: Object.fromEntries(
      reminders.map((one) => [one, rows.find(({ reminder }) => reminder === one)?.n ?? 0]),
    ) as ReminderCounts,
    proposed: sum('proposed'),
    missing: sum('missing'),
    span: { from: ends[0] ?? null, to: ends.at(-1) ?? null },
    today,
  }
}

/** A page of the ledger, in its own order unless told otherwise; the numbers are of all that is filtered. */
export function listMeasures(
  db: ReadableDb,
  {
    reminder,
    dated,
    sort = 'order',
    descending = sort === 'updated',
    offset,
    limit,
    ...filter
  }: Input<'measures.list'>,
  context: Pick<Context, 'now'>,
): Output<'measures.list'> {
  const today = localDate(context.now())
  const conditions = conditionsOf(filter)
  const whole = overview(db, conditions, today)
  if (reminder !== undefined) where(conditions, `${reminderSql} = ?`, reminder)
  if (dated) where(conditions, 'm.due IS NOT NULL')
  const from = `FROM ${measuresToday} WHERE ${conditions.sql.join(' AND ')}`
  const sql = `SELECT m.id ${from}
    ORDER BY ${orders[sort](descending ? 'DESC' : 'ASC')} LIMIT ? OFFSET ?`
  const ids = prepared(db, sql)
    .pluck()
    .all(today, ...conditions.values, limit, offset) as string[]
  const total =
    reminder === undefined && !dated ? whole.all : countOf(db, `SELECT count(*) ${from}`, today, ...conditions.values)
  return { rows: measureItems(db, ids, today), total, ...whole }
}

/** Entries of a record, newest first, with what became of each. */
export function proceedingItems(
  db: ReadableDb,
  column: 'measure' | 'directive' | 'document',
  id: string,
): ProceedingItem[] {
  const sql = `SELECT ${columnsOf('proceedings', 'p')} FROM proceedings p WHERE p.${column} = ? AND p.deleted = 0
    ORDER BY p.at DESC, p.id DESC`
  const all = allRows(db, 'proceedings', sql, id)
  const taken = new Set(all.flatMap(({ kind, answers }) => (kind === 'note' && answers !== null ? [answers] : [])))
  const answerTo = (entry: Proceeding) =>
    all.find(
      ({ id: own, kind, answers }) =>
        answers === entry.id && (kind === 'approval' || kind === 'refusal') && !taken.has(own),
    )
  return all.map((entry) => {
    const kind = entry.kind === 'extension' ? answerTo(entry)?.kind : undefined
    return { ...entry, answer: kind === 'approval' || kind === 'refusal' ? kind : null, undone: taken.has(entry.id) }
  })
}

/** The findings that stand for some that may have been merged. */
const standingFor =
  'SELECT DISTINCT coalesce(m.survivor, j.value) FROM json_each(?) j LEFT JOIN merged m ON m.id = j.value'

/** Everything of one measure, or `null` where it is missing or deleted. */
export function getMeasurePage(
  db: ReadableDb,
  { id }: Input<'measures.page'>,
  context: Pick<Context, 'now'>,
): Output<'measures.page'> {
  const [item] = measureItems(db, [id], localDate(context.now()))
  if (!item) return null
  const campaign = rowOf(db, 'campaigns', item.campaign)
  const parent = rowOf(db, 'measures', item.parent)
  const files = `SELECT ${columnsOf('attachments', 'a')} FROM attachments a WHERE a.measure = ? AND a.deleted = 0 ORDER BY a.id`
  const parts = `SELECT m.id, m.title, m.stage FROM measures m WHERE m.parent = ? AND m.deleted = 0 ORDER BY ${rest}`
  return {
    ...item,
    campaignRow: campaign && plain<'campaigns'>(campaign),
    directiveItems: directiveItems(db, item.directives),
    findingItems: findingItems(db, prepared(db, standingFor).pluck().all(JSON.stringify(item.findings)) as string[]),
    documentItems: rowsOf(db, 'documents', item.documents),
    files: allRows(db, 'attachments', files, id),
    proceedings: proceedingItems(db, 'measure', id),
    parentItem: parent && { id: parent.id, title: parent.title },
    parts: prepared(db, parts).all(id) as MeasurePage['parts'],
  }
}

export const measureReads = {
  'measures.list': listMeasures,
  'measures.page': getMeasurePage,
} satisfies Partial<ReadHandlers>

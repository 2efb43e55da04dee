import type { Input } from '../../../../shared/contract.ts'
import { someMerged } from '../merges.ts'
import type { ReadableDb } from '../open.ts'
import { anyLike, type Conditions, containing, holds, holdsValues, wanted, where } from './conditions.ts'
import { findingsOfMeeting, findingsOfVisit, shownFinding } from './finding-items.ts'

export type FindingFilter = Omit<Input<'findings.list'>, 'sort' | 'descending' | 'offset' | 'limit'>

/** A region and what lies below it, as groups by city count: a county's finding belongs to its city, not to the province. One `?`. */
const ofCity = `WITH RECURSIVE sub(id) AS (SELECT ? UNION SELECT r.id FROM sub JOIN regions p ON p.id = sub.id
  AND p.level IS NOT 'province' JOIN regions r ON r.parent = p.id) SELECT id FROM sub`
const inCity = `SELECT id FROM links WHERE target IN (${ofCity}) AND entity = 'findings' AND field = 'regions'`
const textColumns = ['quote', 'summary', 'analysis']

/**
 * The conditions of a list of findings, on `findings f`. Whatever one asks of what a finding says and where it comes from holds where it
 * holds of something merged into it. `free` keeps the planner off the columns' own indexes, so that it walks `updated` and stops at the
 * page's end.
 */
export function findingConditions(db: ReadableDb, filter: FindingFilter, free = ''): Conditions {
  const conditions: Conditions = { sql: [shownFinding(db)], values: [] }
  const hasMerged = someMerged(db)
  const add = (sql: string, ...values: (string | number)[]) => where(conditions, sql, ...values)
  /** Of it, or of one merged into it; `sql` of the alias that stands for either. */
  const addAny = (sql: (alias: string) => string, ...values: (string | number)[]) => {
    if (!hasMerged) return add(sql(`${free}f`), ...values)
    const members = `SELECT m.survivor FROM merged m JOIN findings g ON g.id = m.id WHERE ${sql('g')}`
    add(`(${sql('f')} OR f.id IN (${members}))`, ...values, ...values)
  }
  const addNone = (column: string) => {
    const some = `SELECT m.survivor FROM merged m JOIN findings g ON g.id = m.id WHERE g.${column} IS NOT NULL`
    add(hasMerged ? `f.${column} IS NULL AND f.id NOT IN (${some})` : `f.${column} IS NULL`)
  }
  if (filter.campaign !== undefined) add(`${free}f.campaign = ?`, filter.campaign)
  if (filter.team !== undefined) addAny((f) => `${f}.team = ?`, filter.team)
  if (filter.kind !== undefined) add(`${free}f.kind = ?`, filter.kind)
  if (filter.stage !== undefined) add('f.stage = ?', filter.stage)
  if (filter.priority !== undefined) add('f.priority = ?', filter.priority)
  if (filter.spread !== undefined)
    add(`${free}f.id ${filter.spread === 'common' ? 'IN' : 'NOT IN'} (SELECT id FROM spread)`)
  if (filter.without === 'city') addNone('regions')
  else if (filter.without === 'topic') addNone('topics')
  else if (filter.without !== undefined) add(`f.${filter.without} IS NULL`)
  if (filter.summarized === 'missing') add("(f.summary IS NULL OR f.summary = '')")
  if (filter.topic !== undefined) addAny((f) => holds(`${f}.topics`), ...holdsValues(filter.topic))
  if (filter.tag !== undefined) addAny((f) => holds(`${f}.tags`), ...holdsValues(filter.tag))
  if (filter.city !== undefined) addAny((f) => `${f}.id IN (${inCity})`, filter.city)
  if (filter.visit !== undefined) add(`${free}f.id IN (${findingsOfVisit})`, filter.visit, filter.visit)
  if (filter.meeting !== undefined) add(`${free}f.id IN (${findingsOfMeeting})`, filter.meeting, filter.meeting)
  if (filter.unreported) add(`${free}f.id IN (SELECT id FROM handover WHERE state = 0 AND entity = 'findings')`)
  const text = wanted(filter.text)
  if (text) {
    const values = textColumns.map(() => containing(text))
    addAny((f) => `(${anyLike(textColumns.map((column) => `${f}.${column}`))})`, ...values)
  }
  return conditions
}

import type { Output } from '../../../shared/contract.ts'
import type { DoubleItem } from '../../../shared/views.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import type { ReadHandlers } from '../handlers.ts'

/** One computer cannot judge thousands at once. */
const most = 200

type Candidate = { id: string; title: string; key: string; tells: string | null }

/** Full-width and half-width forms, spaces and letter case do not tell two names apart. */
const normalised = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase()

/** Pairs with one key; `tells` keeps two apart where both have it and it differs (region, organization, year). */
function pairs(entity: DoubleItem['entity'], candidates: Candidate[]): DoubleItem[] {
  const groups = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    if (candidate.key === '') continue
    const group = groups.get(candidate.key)
    if (group) group.push(candidate)
    else groups.set(candidate.key, [candidate])
  }
  const found: DoubleItem[] = []
  for (const group of groups.values()) {
    for (const [at, left] of group.entries()) {
      const right = group.slice(at + 1).find((r) => left.tells === null || r.tells === null || left.tells === r.tells)
      if (!right) continue
      found.push({ entity, left: { id: left.id, title: left.title }, right: { id: right.id, title: right.title } })
    }
  }
  return found
}

type NamedRow = { id: string; name: string; tells: string | null }
type NumberedRow = { id: string; title: string | null; kind: string; number: number; date: string | null }

/**
 * Records that two people may have created for the same thing: organizations of one name, people of one name and organization,
 * meetings of one kind, number and year. At most 200 pairs, each record beside the next one like it.
 */
export function listDoubles(db: ReadableDb): Output<'doubles.list'> {
  const living = 'deleted = 0 AND mergedInto IS NULL'
  const byName = (table: 'organizations' | 'people', tells: string) =>
    (
      prepared(
        db,
        `SELECT id, name, ${tells} AS tells FROM ${table} WHERE ${living} AND name IS NOT NULL ORDER BY id`,
      ).all() as NamedRow[]
    ).map(({ id, name, tells }) => ({ id, title: name, key: normalised(name), tells }))
  const meetings = prepared(
    db,
    `SELECT id, title, kind, number, date FROM meetings WHERE ${living} AND kind IS NOT NULL AND number IS NOT NULL ORDER BY id`,
  ).all() as NumberedRow[]
  return [
    ...pairs('organizations', byName('organizations', 'region')),
    ...pairs('people', byName('people', 'organization')),
    ...pairs(
      'meetings',
      meetings.map(({ id, title, kind, number, date }) => ({
        id,
        title: [title ?? String(number), date].filter(Boolean).join(' '),
        key: `${kind}/${number}`,
        tells: date?.slice(0, 4) ?? null,
      })),
    ),
  ].slice(0, most)
}

export const doubleReads = { 'doubles.list': listDoubles } satisfies Partial<ReadHandlers>

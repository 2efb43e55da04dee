import type { Input, Output } from '../../../shared/contract.ts'
import { likeness, pairsOf, sharedStretches } from '../../../shared/domain/similar.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { findingItems, livingFinding } from '../db/views/finding-items.ts'
import type { WorkHandlers } from '../handlers.ts'

type Candidate = { id: string; quote: string | null; summary: string | null }

const columns = 'f.id, f.quote, f.summary'
/** How many of the newest are looked through. */
const lookedThrough = 2000
/** Less in common than this is chance. */
const least = 0.12
const stretches = 6

const textOf = ({ summary, quote }: Omit<Candidate, 'id'>): string => [summary, quote].filter(Boolean).join('\n')

/**
 * Findings that say much the same as a finding, or as a text, best first. What was declined, deleted or merged is left out.
 */
export function similarFindings(db: ReadableDb, input: Input<'findings.similar'>): Output<'findings.similar'> {
  const own = input.id === undefined ? undefined : candidate(db, input.id)
  const text = input.text ?? (own ? textOf(own) : '')
  const pairs = pairsOf(text)
  if (pairs.size === 0) return []
  const sql = `SELECT ${columns} FROM findings f WHERE ${livingFinding} AND f.stage IS NOT 'declined' AND f.id <> ?
    ORDER BY f.updated DESC LIMIT ${lookedThrough}`
  const candidates = (prepared(db, sql).all(input.id ?? '') as Candidate[]).map((one) => {
    const whole = textOf(one)
    return { id: one.id, whole, pairs: pairsOf(whole) }
  })
  const holders = new Map<string, number>()
  for (const { pairs: theirs } of candidates)
    for (const pair of theirs) if (pairs.has(pair)) holders.set(pair, (holders.get(pair) ?? 0) + 1)
  const weightOf = (pair: string) => Math.log(1 + (candidates.length + 1) / ((holders.get(pair) ?? 0) + 1))
  const best = candidates
    .map((one) => ({ ...one, score: likeness(pairs, one.pairs, weightOf) }))
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
    .slice(0, input.limit ?? 10)
  const items = findingItems(
    db,
    best.map(({ id }) => id),
  )
  return best.flatMap(({ id, score, whole }) => {
    const finding = items.find((item) => item.id === id)
    return finding ? [{ finding, score, shared: sharedStretches(whole, text, stretches) }] : []
  })
}

const candidate = (db: ReadableDb, id: string): Candidate | undefined =>
  prepared(db, `SELECT ${columns} FROM findings f WHERE f.id = ?`).get(id) as Candidate | undefined

export const similarWork = {
  'findings.similar': async (input, context) => similarFindings(context.reader, input),
} satisfies Partial<WorkHandlers>

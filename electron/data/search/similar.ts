/** Findings that say much the same: candidates by the rare pairs they share, then judged by their whole texts. */
import type { Input, Output } from '../../../shared/contract.ts'
import { likeness, pairsOf, sharedStretches } from '../../../shared/domain/similar.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { findingItems, shownFinding } from '../db/views/finding-items.ts'
import { wordsOf } from './index-file.ts'
import { quoted } from './tokens.ts'

type Said = { id: string; quote: string | null; summary: string | null }

const columns = 'f.id, f.quote, f.summary'
/** Longer texts are compared by their beginnings. */
const comparedLength = 2_000
/** Pairs looked up, the rarest; findings followed for each, and for all together. */
const lookedUp = { pairs: 32, each: 600, all: 8_000 }
/** Candidates judged. */
const judged = 80
/** Of the newest, where there is no index yet. */
const newest = 2_000
/** Less in common is chance. */
const least = 0.2
const stretches = 6
const usual = 10

const textOf = ({ summary, quote }: Pick<Said, 'summary' | 'quote'>): string =>
  [summary, quote].filter(Boolean).join('\n').slice(0, comparedLength)

/** What a pair tells: the fewer say it, the more. */
type Weigh = (pair: string) => number
/** Where nothing has been counted yet, every pair tells the same. */
const few = 10

/**
 * Findings that resemble a finding, or a text, best first. What was declined, deleted or merged is left out, and so is the finding itself.
 * `index`: connected to the database too; without one only the newest findings are looked through.
 */
export function similarFindings(
  db: ReadableDb,
  index: ReadableDb | null,
  input: Input<'findings.similar'>,
): Output<'findings.similar'> {
  const own = input.id === undefined ? undefined : saidBy(db, input.id)
  const text = (input.text ?? (own ? textOf(own) : '')).slice(0, comparedLength)
  const pairs = pairsOf(text)
  if (pairs.size === 0) return []
  const { weigh, said } = index ? fromIndex(index, pairs) : fromNewest(db, pairs)
  const best = said
    .filter(({ id }) => id !== input.id)
    .map((one) => ({ ...one, score: likeness(pairs, pairsOf(textOf(one)), weigh) }))
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
    .slice(0, input.limit ?? usual)
  const items = findingItems(
    db,
    best.map(({ id }) => id),
  )
  return best.flatMap((one) => {
    const finding = items.find((item) => item.id === one.id)
    return finding ? [{ finding, score: one.score, shared: sharedStretches(textOf(one), text, stretches) }] : []
  })
}

const saidBy = (db: ReadableDb, id: string): Said | undefined =>
  prepared(db, `SELECT ${columns} FROM findings f WHERE f.id = ?`).get(id) as Said | undefined

const weighBy =
  (documents: number, frequencyOf: (pair: string) => number): Weigh =>
  (pair) =>
    Math.log(1 + (documents + few) / (1 + frequencyOf(pair)))

function fromIndex(index: ReadableDb, pairs: ReadonlySet<string>): { weigh: Weigh; said: Said[] } {
  const documents = Number(prepared(index, "SELECT value FROM meta WHERE key = 'counted'").pluck().get() ?? 0)
  const select = prepared(
    index,
    'SELECT token, documents FROM frequencies WHERE token IN (SELECT value FROM json_each(?))',
  )
  const known = new Map<string, number>()
  const counted = (wanted: Iterable<string>) => {
    const due = [...wanted].filter((pair) => !known.has(pair))
    for (const pair of due) known.set(pair, 0)
    for (const { token, documents } of select.all(JSON.stringify(due)) as { token: string; documents: number }[])
      known.set(token, documents)
  }
  counted(pairs)
  const frequencyOf = (pair: string) => known.get(pair) ?? 0
  const weigh = weighBy(documents, frequencyOf)
  const words = wordsOf('findings')
  const holders = prepared(
    index,
    `SELECT rowid FROM ${words} WHERE ${words} MATCH ? ORDER BY rowid DESC LIMIT ?`,
  ).pluck()
  const weights = new Map<number, number>()
  let followed = 0
  for (const pair of [...pairs].sort((a, b) => frequencyOf(a) - frequencyOf(b)).slice(0, lookedUp.pairs)) {
    const limit = Math.min(lookedUp.each, lookedUp.all - followed)
    if (limit <= 0) break
    const weight = weigh(pair) ** 2
    const rows = holders.all(quoted(pair), limit) as number[]
    for (const row of rows) weights.set(row, (weights.get(row) ?? 0) + weight)
    followed += rows.length
  }
  const likely = [...weights].sort((a, b) => b[1] - a[1] || b[0] - a[0]).slice(0, judged)
  const sql = `SELECT ${columns} FROM json_each(?) j JOIN docs d ON d.rowid = j.value JOIN findings f ON f.id = d.id
    WHERE ${shownFinding(index)} AND f.stage IS NOT 'declined'`
  const said = prepared(index, sql).all(JSON.stringify(likely.map(([row]) => row))) as Said[]
  for (const one of said) counted(pairsOf(textOf(one)))
  return { weigh, said }
}

function fromNewest(db: ReadableDb, pairs: ReadonlySet<string>): { weigh: Weigh; said: Said[] } {
  const sql = `SELECT ${columns} FROM findings f WHERE ${shownFinding(db)} AND f.stage IS NOT 'declined'
    ORDER BY f.updated DESC LIMIT ${newest}`
  const said = prepared(db, sql).all() as Said[]
  const frequencies = new Map<string, number>()
  for (const one of said) {
    for (const pair of pairsOf(textOf(one)))
      if (pairs.has(pair)) frequencies.set(pair, (frequencies.get(pair) ?? 0) + 1)
  }
  return { weigh: weighBy(said.length, (pair) => frequencies.get(pair) ?? 0), said }
}

/** What a computer tells its neighbour it holds, and what follows from hearing it (sync rule 11). */
import { type FailureCode, Refusal } from '../../../shared/result.ts'
import type { Holds, Manifest } from '../../../shared/sync/manifest.ts'
import { errorText, sendAgain } from '../../../shared/text/zh-cn/errors.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import { failureOf } from '../failure.ts'
import { heldRanges, type Range, withoutCovered } from './held.ts'
import { believedRanges } from './holds.ts'
import type { Interned } from './interned.ts'

const listed = 1000
/** Attachments a manifest asks for at most. */
const wantsListed = 20_000

/** Brings nothing but word of what is held: it has no number of its own. */
export const isReceipt = ({ members }: Manifest): boolean => members.length === 0

/** What became of a peer's packages here, newest first. */
export function receiptsFor(db: ReadableDb, peer: string): Manifest['receipts'] {
  const rows = db
    .prepare(
      `SELECT package, sha256, state, failure, at FROM packages
       WHERE peer = ? AND direction = 'in' AND package IS NOT NULL AND sha256 IS NOT NULL ORDER BY at DESC LIMIT ${listed}`,
    )
    .all(peer) as {
    package: string
    sha256: string
    state: 'imported' | 'refused'
    failure: string | null
    at: number
  }[]
  return rows.map(({ failure, ...row }) => ({
    ...row,
    code: failure ? (JSON.parse(failure) as { code: string }).code : null,
  }))
}

/** Marks our packages as the peer's receipts say; belongs to the caller's transaction. */
export function takeReceipts(db: WritableDb, peer: string, receipts: Manifest['receipts']): void {
  const acknowledge = db.prepare(
    `UPDATE packages SET state = 'acknowledged', failure = NULL
     WHERE direction = 'out' AND peer = ? AND package = ? AND sha256 = ? AND state = 'exported'`,
  )
  const complain = db.prepare(
    `UPDATE packages SET failure = ?
     WHERE direction = 'out' AND peer = ? AND package = ? AND sha256 = ? AND state = 'exported'`,
  )
  // oldest first: what was refused and came in later is acknowledged
  for (const { package: id, sha256, state, code } of [...receipts].reverse()) {
    if (state === 'imported') acknowledge.run(peer, id, sha256)
    else complain.run(JSON.stringify(refusalAt(code, db, id, peer)), peer, id, sha256)
  }
}

/** What is our own to make again, rather than the other side's. */
const sentAgain: FailureCode[] = [
  'package-damaged',
  'package-truncated',
  'package-foreign',
  'package-hostile',
  'package-forged',
  'package-too-large',
  'package-unreadable',
]

function refusalAt(code: string | null, db: WritableDb, id: string, peer: string) {
  const file = db.prepare("SELECT file FROM packages WHERE package = ? AND direction = 'out'").pluck().get(id)
  const known = code !== null && Object.hasOwn(errorText, code) ? (code as FailureCode) : 'package-damaged'
  const { message, next } = failureOf(
    new Refusal(known, {
      file:
        String(file ?? '')
          .split(/[\\/]/)
          .at(-1) ?? '',
      name: '',
    }),
  )
  if (!sentAgain.includes(known)) return { code: known, message, next }
  const name = db.prepare('SELECT name FROM peers WHERE id = ?').pluck().get(peer) as string | undefined
  return { code: known, message, next: sendAgain.replace('{name}', name ?? '') }
}

/**
 * 已回执 for every record of which headquarters holds all that is here; back to 已导出 for one it does not hold any more. Belongs to
 * the caller's transaction.
 */
export function settleHandover(db: WritableDb, ids: Interned, said: Holds & Pick<Manifest, 'wants'>): void {
  const changed = recordsIn(db, withoutCovered(heldRanges(db), believedRanges(db, ids, said)))
  // a photo without its bytes is not held, whatever is known about it; a full list may lack any
  const isWhole = said.wants.length < wantsListed
  const wanted = db
    .prepare(`SELECT id FROM attachments ${isWhole ? 'WHERE sha256 IN (SELECT value FROM json_each(?))' : ''}`)
    .pluck()
    .all(...(isWhole ? [JSON.stringify(said.wants)] : [])) as string[]
  const missing = JSON.stringify([...changed, ...wanted])
  db.prepare('UPDATE handover SET state = 2 WHERE state < 2 AND id NOT IN (SELECT value FROM json_each(?))').run(
    missing,
  )
  db.prepare('UPDATE handover SET state = 1 WHERE state = 2 AND id IN (SELECT value FROM json_each(?))').run(missing)
}

function recordsIn(db: ReadableDb, ranges: Range[]): string[] {
  const select = db
    .prepare(
      "SELECT DISTINCT json_extract(line, '$.id') FROM changes WHERE device = ? AND stream = ? AND seq BETWEEN ? AND ?",
    )
    .pluck()
  const found = new Set<string>()
  for (const { device, stream, first, last } of ranges)
    for (const id of select.all(device, stream, first, last) as string[]) found.add(id)
  return [...found]
}

/**
 * Keeps what the sender says it holds, if this is its newest word: a higher number, or a later time with a lower number, which a
 * restored computer sends. An old package found late says nothing new.
 * @param forUs its number counts the packages to this computer
 * @returns whether it is
 */
export function saveHolds(db: WritableDb, peer: string, manifest: Manifest, forUs: boolean): boolean {
  const text = db.prepare('SELECT holds FROM peers WHERE id = ?').pluck().get(peer) as string | null
  const before = text ? (JSON.parse(text) as Said) : { number: 0, created: -1, holds: [], forks: [] }
  const { number, created, holds, forks } = manifest
  if (created <= before.created && !(forUs && number > before.number)) return false
  // set back to an older copy: it needs the photos again, too
  if (hasFallen(before.holds, holds)) db.prepare('DELETE FROM sent WHERE peer = ?').run(peer)
  const newest = JSON.stringify({ number: forUs ? number : before.number, created, holds, forks })
  db.prepare('UPDATE peers SET holds = ? WHERE id = ?').run(newest, peer)
  return true
}
type Said = Holds & { number: number; created: number }

/** True where a peer holds less of something than it said before: it was set back to an older copy. */
function hasFallen(before: Holds['holds'], now: Holds['holds']): boolean {
  const highest = new Map(now.map(({ device, stream, ranges }) => [`${device} ${stream}`, ranges.at(-1)?.[1] ?? 0]))
  return before.some(
    ({ device, stream, ranges }) => (ranges.at(-1)?.[1] ?? 0) > (highest.get(`${device} ${stream}`) ?? 0),
  )
}

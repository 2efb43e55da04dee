/** Places packages are brought to and fetched from, as the database knows them. */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { Failure } from '../../../shared/result.ts'
import type { OutboxItem, TargetItem } from '../../../shared/views.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import type { OpenKeys } from '../keys/keyring.ts'
import { openLocal } from '../keys/local-secret.ts'
import type { PlaceConfig } from '../transport/place.ts'
import { withPassword } from './proxies.ts'
import type { Errand, ErrandResult } from './round.ts'

export type TargetRow = {
  id: string
  name: string
  kind: PlaceConfig['kind']
  config: string
  secret: string | null
  proxySecret: string | null
  enabled: number
  tries: number
  lastTry: number | null
  lastSuccess: number | null
  nextTry: number | null
  failure: string | null
}

/** Minutes until the next try after so many that failed. */
const pauses = [1, 2, 5, 15, 60] as const
/** A place that answers is looked at this often, minutes. */
const regular = 5
const minute = 60_000

const rowsOf = (db: ReadableDb) => db.prepare('SELECT * FROM targets ORDER BY created, id').all() as TargetRow[]

export function listTargets(db: ReadableDb, busy: ReadonlySet<string>): TargetItem[] {
  const waiting = db
    .prepare(
      `SELECT count(*) FROM deliveries d JOIN packages k ON k.id = d.package
       WHERE d.target = ? AND d.delivered IS NULL AND k.state = 'exported'`,
    )
    .pluck()
  return rowsOf(db).map(({ id, name, kind, config, enabled, lastSuccess, nextTry, failure, secret }) => {
    const { path, url, user, proxy } = JSON.parse(config) as {
      path?: string
      url?: string
      user?: string
      proxy?: string
    }
    return {
      ...{ id, name, kind, enabled: enabled === 1, lastSuccess, nextTry },
      place: path ?? url ?? '',
      user: user ?? '',
      proxy: withoutAccount(proxy ?? ''),
      busy: busy.has(id),
      hasPassword: secret !== null,
      failure: failure ? (JSON.parse(failure) as Failure) : null,
      waiting: waiting.get(id) as number,
    }
  })
}

const withoutAccount = (proxy: string) => proxy.replace(/^(\w+:\/\/)[^@/]*@/, '$1')

export const hasDrives = (db: ReadableDb): boolean =>
  db.prepare("SELECT 1 FROM targets WHERE kind = 'drive' AND enabled = 1").get() !== undefined

/** Belongs to the caller's transaction. */
export function hastenDrives(db: WritableDb): void {
  db.prepare("UPDATE targets SET nextTry = 0 WHERE kind = 'drive' AND enabled = 1").run()
}

/** Of every enabled target that is due, or of all of them: what waits for it. */
export function errandsOf(db: ReadableDb, keys: OpenKeys, now: number, all: boolean): Errand[] {
  const due = db.prepare(
    `SELECT d.package, k.file AS path FROM deliveries d JOIN packages k ON k.id = d.package
     WHERE d.target = ? AND d.delivered IS NULL AND k.state = 'exported' ORDER BY k.at`,
  )
  const seen = db.prepare("SELECT name || ' ' || size FROM arrivals WHERE target = ?").pluck()
  return rowsOf(db)
    .filter(({ enabled, nextTry }) => enabled === 1 && (all || (nextTry ?? 0) <= now))
    .map((row) => ({
      target: row.id,
      config: configOf(row, keys),
      due: due.all(row.id) as Errand['due'],
      seen: seen.all(row.id) as string[],
    }))
}

function configOf({ config, secret, proxySecret }: TargetRow, keys: OpenKeys): PlaceConfig | null {
  const place = JSON.parse(config) as PlaceConfig
  if (place.kind !== 'webdav') return place
  try {
    const password = secret === null ? '' : openLocal(keys, secret)
    if (!place.proxy || proxySecret === null) return { ...place, password }
    return { ...place, password, proxy: withPassword(place.proxy, openLocal(keys, proxySecret)) }
  } catch {
    return null
  }
}

/** Belongs to the caller's transaction. */
export function noteErrand(db: WritableDb, result: ErrandResult, now: number): void {
  const { target, delivered, fetched, failure, retryAfter } = result
  const deliver = db.prepare('UPDATE deliveries SET delivered = ? WHERE package = ? AND target = ?')
  for (const id of delivered) deliver.run(now, id, target)
  const arrive = db.prepare(
    'INSERT OR REPLACE INTO arrivals (target, name, size, state, file, at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  for (const { name, size, state, file } of fetched) arrive.run(target, name, size, state, file, now)
  const tries = db.prepare('SELECT tries FROM targets WHERE id = ?').pluck().get(target) as number | undefined
  if (tries === undefined) return
  if (!failure) {
    db.prepare(
      'UPDATE targets SET tries = 0, lastTry = ?, lastSuccess = ?, nextTry = ?, failure = NULL WHERE id = ?',
    ).run(now, now, now + regular * minute, target)
    return
  }
  const pause =
    retryAfter === null ? (pauses[Math.min(tries, pauses.length - 1)] as number) * minute : retryAfter * 1000
  const { code, message, next } = failure
  db.prepare('UPDATE targets SET tries = ?, lastTry = ?, nextTry = ?, failure = ? WHERE id = ?').run(
    ...[tries + 1, now, now + pause, JSON.stringify({ code, message, next }), target],
  )
}

export const ownNames = (db: ReadableDb): string[] =>
  (db.prepare("SELECT file FROM packages WHERE direction = 'out'").pluck().all() as string[]).map((file) =>
    basename(file),
  )

export const undelivered = (db: ReadableDb) =>
  db
    .prepare(
      `SELECT DISTINCT d.package, k.file FROM deliveries d JOIN packages k ON k.id = d.package
       WHERE d.delivered IS NULL AND k.state = 'exported'`,
    )
    .all() as { package: string; file: string }[]

/** What was in it is in the next package, for no receipt names it. Belongs to the caller's transaction. */
export function giveUp(db: WritableDb, id: string): void {
  db.prepare('DELETE FROM deliveries WHERE package = ? AND delivered IS NULL').run(id)
}

/** Every enabled target gets the packages; belongs to the caller's transaction. */
export function enqueue(db: WritableDb, packages: string[]): void {
  const insert = db.prepare(
    'INSERT OR IGNORE INTO deliveries (package, target) SELECT ?, id FROM targets WHERE enabled = 1',
  )
  for (const id of packages) insert.run(id)
}

/** A target added later gets what still waits for its receipt; belongs to the caller's transaction. */
export function enqueueOpen(db: WritableDb, target: string, outbox: string): void {
  db.prepare(
    `INSERT OR IGNORE INTO deliveries (package, target)
     SELECT id, ? FROM packages WHERE direction = 'out' AND state = 'exported' AND substr(file, 1, ?) = ?`,
  ).run(target, outbox.length, outbox)
}

/** What lay or lies in the outbox folder, newest first. */
export function listOutbox(db: ReadableDb, outbox: string): OutboxItem[] {
  const rows = db
    .prepare(
      `SELECT k.id, coalesce(p.name, '') AS peerName, k.number, k.at, k.file, k.bytes, k.state
       FROM packages k LEFT JOIN peers p ON p.id = k.peer
       WHERE k.direction = 'out' AND substr(k.file, 1, ?) = ? ORDER BY k.at DESC LIMIT 200`,
    )
    .all(outbox.length, outbox) as (Omit<OutboxItem, 'targets' | 'acknowledged'> & { state: string })[]
  const targets = db.prepare(
    `SELECT t.id, t.name, d.delivered FROM deliveries d JOIN targets t ON t.id = d.target WHERE d.package = ? ORDER BY t.created`,
  )
  return rows.map(({ state, ...row }) => ({
    ...row,
    acknowledged: state === 'acknowledged',
    gone: state !== 'acknowledged' && !existsSync(row.file),
    targets: targets.all(row.id) as OutboxItem['targets'],
  }))
}

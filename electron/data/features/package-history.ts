import type { Input } from '../../../shared/contract.ts'
import type { Entity } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import { partsOf } from '../../../shared/sync/change.ts'
import type { PackageContents, PackageHistoryItem, PackageKind, Page, RecordPackage } from '../../../shared/views.ts'
import type { Context } from '../context.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { titleOf } from '../db/views/titles.ts'
import type { ReadHandlers } from '../handlers.ts'
import type { Range } from '../sync/held.ts'
import { writesOfRecord } from '../sync/record-history.ts'

type Row = Omit<PackageHistoryItem, 'peerName' | 'failure'> & { peerName: string | null; failure: string | null }

const columns = `k.id, k.direction, coalesce(p.name, k.sender) AS peerName, k.number, k.at, k.file, k.changes, k.attachments,
  k.bytes, k.state, k.failure FROM packages k LEFT JOIN peers p ON p.id = k.peer`

const kinds: Record<PackageKind, string> = {
  content: "k.state <> 'refused' AND k.changes + k.attachments > 0",
  receipt: "k.state <> 'refused' AND k.changes + k.attachments = 0",
  // also what went out and did not arrive
  refused: 'k.failure IS NOT NULL',
}

const itemOf = (row: Row): PackageHistoryItem => ({
  ...row,
  peerName: row.peerName ?? '',
  failure: row.failure ? (JSON.parse(row.failure) as PackageHistoryItem['failure']) : null,
})

/** Packages and receipts, newest first. */
export function packageHistory(db: ReadableDb, input: Input<'packages.history'>): Page<PackageHistoryItem> {
  const { peer, direction, kind, from, to, offset, limit } = input
  const conditions: [string, (string | number)[]][] = []
  if (peer !== undefined) conditions.push(['k.peer = ?', [peer]])
  if (direction) conditions.push(['k.direction = ?', [direction]])
  if (kind) conditions.push([kinds[kind], []])
  if (from !== undefined) conditions.push(['k.at >= ?', [from]])
  if (to !== undefined) conditions.push(['k.at <= ?', [to]])
  const where = conditions.length > 0 ? `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}` : ''
  const values = conditions.flatMap(([, value]) => value)
  const rows = prepared(db, `SELECT ${columns} ${where} ORDER BY k.at DESC, k.id DESC LIMIT ? OFFSET ?`).all(
    ...values,
    limit,
    offset,
  ) as Row[]
  const total = prepared(db, `SELECT count(*) FROM packages k ${where}`)
    .pluck()
    .get(...values) as number
  return { rows: rows.map(itemOf), total }
}

const packageOf = (db: ReadableDb, id: string): PackageHistoryItem | undefined => {
  const row = prepared(db, `SELECT ${columns} WHERE k.id = ?`).get(id) as Row | undefined
  return row && itemOf(row)
}

/** Lines read to tell the records of a package: about a tenth of a second. */
const linesRead = 30_000
const titlesListed = 200
const photosListed = 24

/** What a package held: authors are exact, records are counted as far as `linesRead` goes. */
export function packageContents(db: ReadableDb, { id }: { id: string }): PackageContents | null {
  const item = packageOf(db, id)
  if (!item) return null
  const ranges = prepared(
    db,
    'SELECT device, stream, first, last FROM packageRanges WHERE package = ? ORDER BY device, stream, first',
  ).all(id) as Range[]
  const photos = prepared(db, 'SELECT count(*) FROM packagePhotos WHERE package = ?').pluck().get(id) as number
  const { seen, cut } = recordsIn(db, ranges)
  const counts: Record<string, number> = {}
  for (const { entity } of seen.values()) counts[entity] = (counts[entity] ?? 0) + 1
  return {
    item,
    known: item.state !== 'refused' && (ranges.length > 0 || photos > 0 || item.changes + item.attachments === 0),
    authors: authorsOf(db, ranges),
    counts,
    titles: [...seen.values()]
      .slice(0, titlesListed)
      .map((one) => ({ ...one, title: isEntity(one.entity) ? titleOf(db, one.entity, one.id) : one.entity })),
    records: seen.size,
    cut,
    photos,
    photosHere: prepared(
      db,
      `SELECT p.sha256 FROM packagePhotos p JOIN blobs b ON b.sha256 = p.sha256 WHERE p.package = ? LIMIT ${photosListed}`,
    )
      .pluck()
      .all(id) as string[],
  }
}

const isEntity = (name: string): name is Entity => Object.hasOwn(nouns, name)

function recordsIn(db: ReadableDb, ranges: readonly Range[]) {
  const select = prepared(
    db,
    `SELECT json_extract(line, '$.entity') AS entity, json_extract(line, '$.id') AS id FROM changes
     WHERE device = ? AND stream = ? AND seq BETWEEN ? AND ? LIMIT ?`,
  )
  const seen = new Map<string, { entity: string; id: string }>()
  let left = linesRead
  let changes = 0
  for (const { device, stream, first, last } of ranges) {
    changes += last - first + 1
    const rows = left > 0 ? (select.all(device, stream, first, last, left) as { entity: string; id: string }[]) : []
    left -= rows.length
    for (const row of rows) seen.set(row.entity + row.id, row)
  }
  return { seen, cut: changes > linesRead }
}

function authorsOf(db: ReadableDb, ranges: readonly Range[]): PackageContents['authors'] {
  const changes = new Map<number, number>()
  for (const { device, first, last } of ranges) changes.set(device, (changes.get(device) ?? 0) + last - first + 1)
  const select = prepared(db, 'SELECT id, name, person FROM devices WHERE n = ?')
  return [...changes]
    .map(([n, count]) => {
      const row = select.get(n) as { id: string; name: string | null; person: string | null } | undefined
      return { device: row?.id ?? '', name: row?.name || null, person: row?.person || null, changes: count }
    })
    .sort((a, b) => b.changes - a.changes)
}

/** Every package a change of the record travelled in, newest first. */
export function packagesOfRecord(
  db: ReadableDb,
  where: { entity: Entity; id: string },
  context: Context,
): RecordPackage[] {
  const { store, ids } = context.log
  const find = prepared(
    db,
    'SELECT package FROM packageRanges WHERE device = ? AND stream = ? AND last >= ? AND first <= ?',
  ).pluck()
  const stream = store.load(where.entity, where.id)?.stream ?? 'base'
  const changes = new Map<string, number>()
  for (const ref of new Set(writesOfRecord(where, context).map((write) => write.ref))) {
    const { device, seq } = partsOf(ref)
    const streams = store.streamsOf?.(ref) ?? [stream]
    const found = streams.flatMap(
      (name) => find.all(ids.knownDevice(device) ?? 0, ids.knownStream(name) ?? 0, seq, seq) as string[],
    )
    for (const one of new Set(found)) changes.set(one, (changes.get(one) ?? 0) + 1)
  }
  return [...changes]
    .flatMap(([id, recordChanges]) => {
      const item = packageOf(db, id)
      return item ? [{ ...item, recordChanges }] : []
    })
    .sort((a, b) => b.at - a.at)
}

export const packageHistoryReads = {
  'packages.history': packageHistory,
  'packages.contents': packageContents,
  'packages.ofRecord': packagesOfRecord,
} satisfies Partial<ReadHandlers>

import { v5, v7 } from 'uuid'
import type { Author, Manifest } from '../../../shared/sync/manifest.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { Peer } from '../../../shared/views.ts'
import type { ReadableDb, WritableDb } from '../db/open.ts'
import { fingerprintOfDevice } from '../keys/signing.ts'
import { recipientOf, roleOf, trustOf } from './trust.ts'

export type PeerRow = Pick<Peer, 'id' | 'name' | 'role' | 'device'>

/** A laptop hands in to headquarters: this peer is offered before anything was exchanged, and stored with its first use. */
const headquartersId = v5('peers/headquarters', '78c2a43f-9ebe-4116-8703-3225964fcb73')
const headquarters: PeerRow = {
  id: headquartersId,
  name: text.domain.roles.headquarters,
  role: 'headquarters',
  device: null,
}

const missingListed = 100

/** Everybody packages go to or come from; `laptop`: this computer's role, which adds headquarters where it is not there yet. */
export function listPeers(db: ReadableDb, laptop: boolean): Peer[] {
  const rows = db.prepare('SELECT id, name, role, device FROM peers ORDER BY created, id').all() as PeerRow[]
  if (laptop && !rows.some((row) => row.role === 'headquarters')) rows.unshift(headquarters)
  return rows.map((row) => withNumbers(db, row))
}

/** The peer's row, also where it is only offered yet. */
export function findPeer(db: ReadableDb, id: string): PeerRow | undefined {
  const row = db.prepare('SELECT id, name, role, device FROM peers WHERE id = ?').get(id) as PeerRow | undefined
  return row ?? (id === headquartersId ? headquarters : undefined)
}

export function withNumbers(db: ReadableDb, row: PeerRow): Peer {
  const newest = db.prepare(
    'SELECT max(number) AS number, max(at) AS at FROM packages WHERE peer = ? AND direction = ? AND state <> ?',
  )
  type Newest = { number: number | null; at: number | null }
  const sent = newest.get(row.id, 'out', 'refused') as Newest
  const received = newest.get(row.id, 'in', 'refused') as Newest
  const streams = db.prepare('SELECT streams FROM peers WHERE id = ?').pluck().get(row.id) as string | null | undefined
  return {
    ...row,
    streams: streams ? (JSON.parse(streams) as string[]) : null,
    sealable: recipientOf(db, row.device) !== null,
    sent: sent.number ?? 0,
    received: received.number ?? 0,
    lastSent: sent.at,
    lastReceived: received.at,
    missing: missingNumbers(db, row.id, (received.number ?? 0) + 1),
  }
}

/** Numbers of packages from `peer` below `before` that were never imported, at most a hundred. */
export function missingNumbers(db: ReadableDb, peer: string, before: number): number[] {
  const here = new Set(
    db
      .prepare("SELECT DISTINCT number FROM packages WHERE peer = ? AND direction = 'in' AND state = 'imported'")
      .pluck()
      .all(peer) as number[],
  )
  const missing: number[] = []
  for (let number = 1; number < before && missing.length < missingListed; number++)
    if (!here.has(number)) missing.push(number)
  return missing
}

/** Stores a peer, new or renamed; belongs to the caller's transaction. */
export function savePeer(db: WritableDb, { id, name, role, device }: PeerRow, now: number): void {
  db.prepare(
    `INSERT INTO peers (id, name, role, device, created) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, device = excluded.device`,
  ).run(id, name, role, device, now)
}

/** The peer a package comes from, or `undefined` where none is linked yet. A new incarnation is the same peer. */
export function peerOfDevice(db: ReadableDb, device: string): PeerRow | undefined {
  return db
    .prepare("SELECT id, name, role, device FROM peers WHERE device = ? OR device LIKE ? || '.%' ORDER BY created")
    .get(device, fingerprintOfDevice(device)) as PeerRow | undefined
}

/**
 * The peer of a package's sender, linked for good: the one of this device, else one of its role without a device (of the same name
 * where there are several), else a new one. Belongs to the caller's transaction.
 */
export function linkPeer(
  db: WritableDb,
  sender: Pick<Author, 'device' | 'name' | 'person' | 'unit'>,
  now: number,
): PeerRow {
  const role = roleOf(db, sender.device) ?? 'laptop'
  const known = peerOfDevice(db, sender.device)
  const free = db
    .prepare('SELECT id, name, role, device FROM peers WHERE device IS NULL AND role = ? ORDER BY created')
    .all(role) as PeerRow[]
  const noHeadquarters = () => !db.prepare("SELECT 1 FROM peers WHERE role = 'headquarters'").get()
  const named = free.find((peer) => peer.name === sender.name || peer.name === sender.person)
  const found =
    known ??
    named ??
    (free.length === 1 ? free[0] : undefined) ??
    (role === 'headquarters' && noHeadquarters() ? headquarters : undefined)
  const fallback = sender.name || sender.person || sender.unit || text.domain.roles[role]
  const peer = { ...(found ?? { id: v7(), name: fallback, role }), device: sender.device }
  savePeer(db, peer, now)
  return peer
}

/**
 * Names as manifests tell them; what is known is not emptied. A computer whose key is known here is believed about itself only: nobody
 * else renames it or says with which key to seal for it.
 */
export function saveAuthors(db: WritableDb, { sender, authors }: Pick<Manifest, 'sender' | 'authors'>, own: string) {
  const insert = 'INSERT INTO devices (id, name, person, unit) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET'
  const adopt = db.prepare(
    `${insert} name = coalesce(nullif(excluded.name, ''), name), person = coalesce(nullif(excluded.person, ''), person),
       unit = coalesce(nullif(excluded.unit, ''), unit)`,
  )
  const fill = db.prepare(
    `${insert} name = coalesce(nullif(name, ''), excluded.name), person = coalesce(nullif(person, ''), excluded.person),
       unit = coalesce(nullif(unit, ''), excluded.unit)`,
  )
  for (const { device, name, person, unit } of [...authors, sender]) {
    if (device === own) continue
    const isItself = device === sender.device
    const isKnown = trustOf(db, fingerprintOfDevice(device)) !== undefined
    const save = isKnown && !isItself ? fill : adopt
    save.run(device, name, person, unit)
  }
  db.prepare('UPDATE trust SET age = ? WHERE fingerprint = ?').run(sender.age, fingerprintOfDevice(sender.device))
}

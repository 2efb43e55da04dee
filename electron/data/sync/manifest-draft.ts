/** What a manifest says before its members are known. */
import { v4 } from 'uuid'
import {
  type Author,
  type Manifest,
  packageFormat,
  packageVersion,
  readerVersion,
} from '../../../shared/sync/manifest.ts'
import type { ReadableDb } from '../db/open.ts'
import type { OpenKeys } from '../keys/keyring.ts'
import { fingerprintOfDevice } from '../keys/signing.ts'
import { ownHolds } from './holds.ts'
import type { Interned } from './interned.ts'
import type { PeerRow } from './peers.ts'
import { missingAttachments } from './plan.ts'
import { receiptsFor } from './receipts.ts'
import { trustOf } from './trust.ts'

type Source = { reader: ReadableDb; ids: Interned; keys: OpenKeys }
type Previous = NonNullable<Manifest['previous']> | undefined

/** The newest package to a peer that has a number. */
export const previousTo = (reader: ReadableDb, peer: string): Previous =>
  reader
    .prepare(
      `SELECT package AS id, number, sha256 FROM packages WHERE peer = ? AND direction = 'out' AND number IS NOT NULL
       ORDER BY number DESC, at DESC LIMIT 1`,
    )
    .get(peer) as Previous

type Draft = {
  peer: PeerRow
  sender: Manifest['sender']
  created: number
  number: number
  previous: Previous
  damaged: Set<string>
}

/** The manifest but for its members. */
export function draftManifest({ reader, ids, keys }: Source, draft: Draft): Manifest {
  const { peer, sender, created, number, previous, damaged } = draft
  const { id, name, role, device } = peer
  return {
    format: packageFormat,
    version: packageVersion,
    schema: reader.pragma('user_version', { simple: true }) as number,
    minimumReader: readerVersion,
    id: v4(),
    number,
    created,
    sender,
    ...(keys.successions.length > 0 ? { successions: keys.successions } : {}),
    recipient: { id, name, role, device },
    previous: previous ?? null,
    receipts: receiptsFor(reader, id),
    conflicts: reader.prepare('SELECT count(*) FROM conflicts').pluck().get() as number,
    ...ownHolds(reader, ids),
    wants: [...missingAttachments(reader), ...damaged].slice(0, 20_000),
    authors: [],
    members: [],
  }
}

/** Who a device is, as far as it is known here. */
export function authorOf(db: ReadableDb, device: string): Author {
  const row = db.prepare('SELECT name, person, unit, role FROM devices WHERE id = ?').get(device) as
    | { name: string | null; person: string | null; unit: string | null; role: Author['role'] }
    | undefined
  const known = trustOf(db, fingerprintOfDevice(device))
  return {
    device,
    name: row?.name ?? '',
    person: row?.person ?? '',
    unit: row?.unit ?? '',
    role: row?.role ?? null,
    key: known?.key ?? null,
    age: known?.age ?? null,
  }
}

import { existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { v4, v7 } from 'uuid'
import { Refusal } from '../../../shared/result.ts'
import {
  type Author,
  attachmentName,
  bundleName,
  type Manifest,
  manifestName,
  manifestText,
  packageFormat,
  packageLimits,
  packageVersion,
  readerVersion,
} from '../../../shared/sync/manifest.ts'
import { attachmentPath, dataFiles } from '../db/folder.ts'
import { openReadable, openWritable, type ReadableDb, transaction, type WritableDb } from '../db/open.ts'
import type { TaskContext } from '../tasks.ts'
import { bundlesOf, type CutBundle, saveBundle, sha256Of } from './bundles.ts'
import { hashOfFile } from './content-store.ts'
import { ownHolds } from './holds.ts'
import { createInterned, type Interned } from './interned.ts'
import { packageFileName } from './package-name.ts'
import { type PackageSink, writePackage } from './package-write.ts'
import { findPeer, type PeerRow, savePeer } from './peers.ts'
import { missingAttachments, type Plan, planPackage, type Scope } from './plan.ts'

export type ExportInput = { peer: string; scope: Scope; folder: string }
export type Exported = { path: string; number: number; changes: number; attachments: number; bytes: number }

type Cut = Omit<CutBundle, 'content'>
/** What a package turned out to hold. */
type Packed = { manifest: Manifest; sha256: string; bundles: Cut[]; changes: number; attachments: string[] }

/** Room for the manifest and the directory of a full package. */
const reserve = packageLimits.manifest

/**
 * Writes a package for a peer into a folder. Everything is read in one snapshot of the database; the log is written only after the
 * file lies complete under its final name.
 * @throws Refusal `not-found`, `package-too-large`, and those of `writePackage`
 */
export async function exportPackage(context: TaskContext, { peer: id, scope, folder }: ExportInput): Promise<Exported> {
  const reader = openReadable(dataFiles(context.dataDir).database)
  try {
    reader.exec('BEGIN')
    const ids = createInterned(reader)
    const peer = findPeer(reader, id)
    if (!peer) throw new Refusal('not-found')
    const heads = headsOf(reader, ids, context.device)
    const plan = planPackage(reader, ids, peer.id, scope)
    const sender = authorOf(reader, context.device)
    const created = Date.now()
    const damaged = new Set<string>()
    for (;;) {
      let packed: Packed | undefined
      const sound = withoutDamaged(context.dataDir, plan, damaged)
      const draft = draftManifest(reader, ids, peer, sender, created, damaged)
      const { path, bytes, bad } = await writePackage(
        {
          folder,
          device: context.device,
          nameOf: (again) => packageFileName(sender.name, peer.name, draft.number, new Date(created), again),
          throwIfCancelled: context.throwIfCancelled,
        },
        async (sink) => {
          packed = await pack(context, reader, ids, draft, sound, sink)
        },
      )
      if (!packed) throw new Error('nothing was packed')
      if (bad.length > 0) {
        sourcesToBlame(context.dataDir, packed, bad)
        for (const sha256 of bad) damaged.add(sha256)
        continue
      }
      const done = packed
      await context.withDatabase(() => {
        record(context, done, { peer, path, bytes, heads, damaged, laptop: sender.role !== 'headquarters' })
        return { value: null, changed: { entities: ['packages'] } }
      })
      const { changes, attachments } = done
      return { path, number: done.manifest.number, changes, attachments: attachments.length, bytes }
    }
  } finally {
    reader.close()
  }
}

/** Writes bundles, then attachments, then the manifest that names them all. */
async function pack(
  context: TaskContext,
  reader: ReadableDb,
  ids: Interned,
  draft: Manifest,
  plan: Plan,
  sink: PackageSink,
): Promise<Packed> {
  const members: Manifest['members'] = []
  const names = new Set<string>()
  const bundles: Cut[] = []
  const authors = new Set<string>()
  let changes = 0
  for (const piece of plan.pieces) {
    for (const { content, ...bundle } of bundlesOf(reader, ids, piece)) {
      const name = bundleName(bundle.sha256)
      if (names.has(name)) continue
      names.add(name)
      await sink.add(name, content, bundle.sha256)
      if (sink.length() > packageLimits.file - reserve || members.length >= packageLimits.members)
        throw new Refusal('package-too-large', { file: '' })
      members.push({ name, size: content.length, sha256: bundle.sha256 })
      bundles.push(bundle)
      authors.add(ids.device(bundle.device))
      changes += bundle.last - bundle.first + 1
      context.progress('bundles', changes, plan.changes)
    }
  }
  const attachments: string[] = []
  const total = plan.attachments.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  for (const { sha256, size } of plan.attachments) {
    const full = sink.length() + size > packageLimits.file - reserve || members.length >= packageLimits.members
    // What does not fit has not been sent, and comes with the next package.
    if (full) break
    const name = attachmentName(sha256)
    await sink.addFile(name, attachmentPath(context.dataDir, sha256), sha256, (bytes) => {
      done += bytes
      context.progress('attachments', done, total)
      context.throwIfCancelled()
    })
    members.push({ name, size, sha256 })
    attachments.push(sha256)
  }
  const manifest: Manifest = { ...draft, authors: [...authors].map((device) => authorOf(reader, device)), members }
  const bytes = Buffer.from(manifestText(manifest))
  const sha256 = sha256Of(bytes)
  await sink.add(manifestName, bytes, sha256)
  return { manifest, sha256, bundles, changes, attachments }
}

/** The manifest but for its members. */
function draftManifest(
  reader: ReadableDb,
  ids: Interned,
  { id, name, role, device }: PeerRow,
  sender: Author,
  created: number,
  damaged: Set<string>,
): Manifest {
  const previous = reader
    .prepare(
      `SELECT package AS id, number, sha256 FROM packages WHERE peer = ? AND direction = 'out' AND state = 'exported'
       ORDER BY number DESC, at DESC LIMIT 1`,
    )
    .get(id) as { id: string; number: number; sha256: string } | undefined
  return {
    format: packageFormat,
    version: packageVersion,
    schema: reader.pragma('user_version', { simple: true }) as number,
    minimumReader: readerVersion,
    id: v4(),
    number: (previous?.number ?? 0) + 1,
    created,
    sender,
    recipient: { id, name, role, device },
    previous: previous ?? null,
    ...ownHolds(reader, ids),
    wants: [...missingAttachments(reader), ...damaged].slice(0, 20_000),
    authors: [],
    members: [],
  }
}

function authorOf(db: ReadableDb, device: string): Author {
  const row = db.prepare('SELECT name, person, unit, role FROM devices WHERE id = ?').get(device) as
    | { name: string | null; person: string | null; unit: string | null; role: Author['role'] }
    | undefined
  return {
    device,
    name: row?.name ?? '',
    person: row?.person ?? '',
    unit: row?.unit ?? '',
    role: row?.role ?? null,
  }
}

/** The newest own sequence number of each stream in the snapshot. */
function headsOf(db: ReadableDb, ids: Interned, device: string): Map<number, number> {
  const rows = db
    .prepare('SELECT stream, max(last) AS last FROM held WHERE device = ? GROUP BY stream')
    .all(ids.knownDevice(device) ?? 0) as { stream: number; last: number }[]
  return new Map(rows.map(({ stream, last }) => [stream, last]))
}

/** One photo that cannot be read must not hold up everything else: it is left out, and asked for in the manifest. */
function withoutDamaged(dataDir: string, plan: Plan, damaged: Set<string>): Plan {
  for (const { sha256, size } of plan.attachments) {
    const file = statSync(attachmentPath(dataDir, sha256), { throwIfNoEntry: false })
    if (file?.size !== size) damaged.add(sha256)
  }
  return { ...plan, attachments: plan.attachments.filter(({ sha256 }) => !damaged.has(sha256)) }
}

/**
 * Of members that did not read back, tells a bad photo of ours from a bad target.
 * @throws Refusal `disk-error` where ours are good
 */
function sourcesToBlame(dataDir: string, packed: Packed, bad: string[]): void {
  for (const sha256 of bad) {
    const ours = packed.attachments.includes(sha256) && hashOfFile(attachmentPath(dataDir, sha256)) !== sha256
    if (!ours) throw new Refusal('disk-error', {}, `reads back differently: ${sha256}`)
  }
}

type Outcome = {
  peer: PeerRow
  path: string
  bytes: number
  heads: Map<number, number>
  damaged: Set<string>
  laptop: boolean
}

/** Notes the package: its bundles' bounds, what was sent to whom, and which records are handed in. */
function record(context: TaskContext, packed: Packed, outcome: Outcome): void {
  const db = openWritable(dataFiles(context.dataDir).database)
  try {
    transaction(db, () => {
      const { peer, path, bytes, heads, damaged, laptop } = outcome
      const { manifest, sha256, changes, attachments } = packed
      const now = Date.now()
      savePeer(db, findPeer(db, peer.id) ?? peer, now)
      for (const bundle of packed.bundles) saveBundle(db, bundle)
      const sent = db.prepare('INSERT OR IGNORE INTO sent (peer, sha256) VALUES (?, ?)')
      for (const attachment of attachments) sent.run(peer.id, attachment)
      db.prepare(
        `INSERT INTO packages (id, package, sha256, direction, peer, number, at, file, changes, attachments, bytes, state)
         VALUES (?, ?, ?, 'out', ?, ?, ?, ?, ?, ?, ?, 'exported')`,
      ).run(v7(), manifest.id, sha256, peer.id, manifest.number, now, path, changes, attachments.length, bytes)
      // From one laptop to another is not handing in.
      if (!laptop || peer.role === 'headquarters') markExported(db, context.device, heads)
      for (const lost of damaged) setAside(db, context.dataDir, lost)
    })
  } finally {
    db.close()
  }
}

/** 未上报 → 已导出, but for records that were edited while the package was being written. */
function markExported(db: WritableDb, device: string, heads: Map<number, number>): void {
  const n = createInterned(db).knownDevice(device) ?? 0
  const since = db.prepare(
    "SELECT DISTINCT json_extract(line, '$.id') FROM changes WHERE device = ? AND stream = ? AND seq > ?",
  )
  const streams = db.prepare('SELECT DISTINCT stream FROM held WHERE device = ?').pluck().all(n) as number[]
  const edited = streams.flatMap((stream) => since.pluck().all(n, stream, heads.get(stream) ?? 0) as string[])
  db.prepare('UPDATE handover SET state = 1 WHERE state = 0 AND id NOT IN (SELECT value FROM json_each(?))').run(
    JSON.stringify(edited),
  )
}

/** A photo whose bytes are no longer what they were is pending again, so that a peer that has it sends it. */
function setAside(db: WritableDb, dataDir: string, sha256: string): void {
  db.prepare('DELETE FROM blobs WHERE sha256 = ?').run(sha256)
  const path = attachmentPath(dataDir, sha256)
  if (existsSync(path)) renameSync(path, join(dataFiles(dataDir).quarantine, `att-${sha256}`))
}

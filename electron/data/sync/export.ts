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
  signatureName,
} from '../../../shared/sync/manifest.ts'
import type { ExportAnswer } from '../../../shared/views.ts'
import { demoDevice, demoKey } from '../builtin/demo-author.ts'
import { attachmentPath, dataFiles } from '../db/folder.ts'
import { openReadable, openWritable, type ReadableDb, transaction, type WritableDb } from '../db/open.ts'
import { type OpenKeys, signerFor, signWith } from '../keys/keyring.ts'
import { fingerprintOfDevice } from '../keys/signing.ts'
import type { TaskContext } from '../tasks.ts'
import { createSealKey, type Lock } from './age.ts'
import { bundlesOf, type CutBundle, type Piece, type Signer, saveBundle, sha256Of } from './bundles.ts'
import { hashOfFile } from './content-store.ts'
import { ownHolds } from './holds.ts'
import { createInterned, type Interned } from './interned.ts'
import { saveContents } from './package-contents.ts'
import { packageFileName, tagOf } from './package-name.ts'
import { type PackageSink, writePackage } from './package-write.ts'
import { findPeer, type PeerRow, savePeer } from './peers.ts'
import { missingAttachments, type Plan, planPackage, type Scope, streamsFor } from './plan.ts'
import { isReceipt, receiptsFor } from './receipts.ts'
import { recipientOf, trustOf } from './trust.ts'

export type ExportInput = {
  peer: string
  scope: Scope
  folder: string
  keys: OpenKeys
  /** Instead of the recipient's key; `none`: the bare zip, for tests and measurements. */
  lock?: Lock | 'none' | undefined
  /** The recipient's mark goes into the file's name: many share the place it is brought to. */
  tagged?: boolean | undefined
  /** Bytes of a file; what does not fit goes into further ones. */
  limit?: number | undefined
}

type Cut = Omit<CutBundle, 'content'>
/** What a package turned out to hold, and what is left for the next one. */
type Packed = {
  manifest: Manifest
  sha256: string
  bundles: Cut[]
  changes: number
  attachments: string[]
  rest: Plan | null
}
type Work = {
  context: TaskContext
  reader: ReadableDb
  ids: Interned
  keys: OpenKeys
  signerOf: (device: string) => Signer
  /** Bytes of a file at most. */
  limit: number
}

/** Of a manifest and the directory: what each member adds, and the rest but for what the draft already holds. */
const memberBytes = 400
const fixedBytes = 2000
/** The signature is one more entry. */
const mostMembers = packageLimits.members - 1

/**
 * Writes a package for a peer into a folder. Everything is read in one snapshot of the database; the log is written only after the
 * file lies complete under its final name.
 * @throws Refusal `not-found`, `package-too-large`, and those of `writePackage`
 */
export async function exportPackage(context: TaskContext, input: ExportInput): Promise<ExportAnswer> {
  const { peer: id, scope, folder, keys, limit = packageLimits.file } = input
  const reader = openReadable(dataFiles(context.dataDir).database)
  try {
    reader.exec('BEGIN')
    const ids = createInterned(reader)
    const peer = findPeer(reader, id)
    if (!peer) throw new Refusal('not-found')
    const heads = headsOf(reader, ids, context.device)
    const sender = { ...authorOf(reader, context.device), key: keys.key, age: keys.recipient }
    const signerOf = (device: string) => (device === demoDevice ? demoKey : signerFor(keys, device))
    const work: Work = { context, reader, ids, keys, signerOf, limit: Math.min(limit, packageLimits.file) }
    const lock = input.lock ?? lockFor(reader, peer)
    const damaged = new Set<string>()
    const answer: ExportAnswer = { files: [], changes: 0, attachments: 0 }
    let plan: Plan | null = planPackage(reader, ids, peer.id, scope)
    let previous = previousTo(reader, peer.id)
    while (plan) {
      const wanted: Plan = withoutDamaged(context.dataDir, plan, damaged)
      const created = Date.now()
      const number = (previous?.number ?? 0) + (scope === 'receipt' ? 0 : 1)
      const draft = draftManifest(work, { peer, sender, created, number, previous, damaged })
      let packed: Packed | undefined
      const { path, bytes, bad } = await writePackage(
        {
          folder,
          device: context.device,
          nameOf: freshNames(reader, folder, (again) => {
            const receipt = scope === 'receipt'
            const tag = input.tagged ? tagOf(peer.device) : ''
            return packageFileName(sender.name, peer.name, receipt ? null : number, new Date(created), again, tag)
          }),
          seal: lock === 'none' ? null : await createSealKey(lock),
          throwIfCancelled: context.throwIfCancelled,
        },
        async (sink) => {
          packed = await pack(work, draft, wanted, sink)
        },
      )
      if (!packed) throw new Error('nothing was packed')
      if (bad.length > 0) {
        sourcesToBlame(context.dataDir, packed, bad)
        for (const sha256 of bad) damaged.add(sha256)
        continue
      }
      const done: Packed = packed
      const laptop = sender.role !== 'headquarters'
      await context.withDatabase(() => {
        record(context, done, { peer, path, bytes, heads: done.rest ? null : heads, damaged, laptop })
        return { value: null, changed: { entities: ['packages'] } }
      })
      answer.files.push({ path, number, bytes })
      answer.changes += done.changes
      answer.attachments += done.attachments.length
      previous = { id: done.manifest.id, number, sha256: done.sha256 }
      plan = done.rest
    }
    return answer
  } finally {
    reader.close()
  }
}

/** A name that was written here once is not used again, even where its file is gone: elsewhere it stands for the first content. */
function freshNames(reader: ReadableDb, folder: string, nameOf: (again: number) => string): (again: number) => string {
  const written = reader.prepare("SELECT 1 FROM packages WHERE direction = 'out' AND file = ?")
  let first = 0
  while (written.get(join(folder, nameOf(first)))) first++
  return (again) => nameOf(first + again)
}

/** Writes bundles, then attachments, then the manifest that names them all. */
async function pack(work: Work, draft: Manifest, plan: Plan, sink: PackageSink): Promise<Packed> {
  const { context, reader, ids, keys, signerOf, limit } = work
  const base = Buffer.byteLength(manifestText(draft)) + fixedBytes
  const isFull = (more: number) =>
    members.length > 0 &&
    (sink.length() + more + base + (members.length + 1) * memberBytes > limit || members.length >= mostMembers)
  const members: Manifest['members'] = []
  const names = new Set<string>()
  const bundles: Cut[] = []
  const authors = new Set<string>()
  let changes = 0
  let rest: Plan | null = null
  for (const [at, piece] of plan.pieces.entries()) {
    for (const { content, ...bundle } of bundlesOf(reader, ids, piece, signerOf)) {
      const name = bundleName(bundle.sha256)
      if (names.has(name)) continue
      if (isFull(content.length)) {
        const pieces = [{ ...piece, ...restOf(piece, bundle.first) }, ...plan.pieces.slice(at + 1)]
        rest = { pieces, attachments: plan.attachments, changes: plan.changes - changes }
        break
      }
      names.add(name)
      await sink.add(name, content, bundle.sha256)
      members.push({ name, size: content.length, sha256: bundle.sha256 })
      bundles.push(bundle)
      authors.add(ids.device(bundle.device))
      changes += bundle.last - bundle.first + 1
      context.progress('bundles', changes, plan.changes)
    }
    if (rest) break
  }
  const attachments: string[] = []
  const total = plan.attachments.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  for (const [at, { sha256, size }] of rest ? [] : plan.attachments.entries()) {
    if (isFull(size)) {
      rest = { pieces: [], attachments: plan.attachments.slice(at), changes: 0 }
      break
    }
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
  const signature = Buffer.from(signWith(keys, bytes), 'latin1')
  await sink.add(signatureName, signature, sha256Of(signature))
  return { manifest, sha256, bundles, changes, attachments, rest }
}

/** Of a stretch that was not cut before, what lies from `first` on; one that was is a file of its own and goes whole. */
const restOf = (piece: Piece, first: number): Partial<Piece> => (piece.sha256 === null ? { first } : {})

/** @throws Refusal `recipient-unknown` */
function lockFor(reader: ReadableDb, peer: PeerRow): Lock {
  const recipient = recipientOf(reader, peer.device)
  if (recipient === null) throw new Refusal('recipient-unknown', { name: peer.name })
  return { recipients: [recipient] }
}

type Previous = NonNullable<Manifest['previous']> | undefined

const previousTo = (reader: ReadableDb, peer: string): Previous =>
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
function draftManifest({ reader, ids, keys }: Work, draft: Draft): Manifest {
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

function authorOf(db: ReadableDb, device: string): Author {
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
  /** `null`: more files follow, and only the last one makes records handed in. */
  heads: Map<number, number> | null
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
      const id = v7()
      db.prepare(
        `INSERT INTO packages (id, package, sha256, direction, peer, number, at, file, changes, attachments, bytes, state)
         VALUES (?, ?, ?, 'out', ?, ?, ?, ?, ?, ?, ?, 'exported')`,
      ).run(
        id,
        manifest.id,
        sha256,
        peer.id,
        isReceipt(manifest) ? null : manifest.number,
        now,
        path,
        changes,
        attachments.length,
        bytes,
      )
      saveContents(db, id, packed.bundles, attachments)
      // From one laptop to another is not handing in.
      if (heads && (!laptop || peer.role === 'headquarters'))
        markExported(db, context.device, heads, streamsFor(db, peer.id))
      for (const lost of damaged) setAside(db, context.dataDir, lost)
    })
  } finally {
    db.close()
  }
}

/** 未上报 → 已导出 in the streams that went, but for records that were edited while the package was being written. */
function markExported(db: WritableDb, device: string, heads: Map<number, number>, chosen: number[] | null): void {
  const n = createInterned(db).knownDevice(device) ?? 0
  const since = db.prepare(
    "SELECT DISTINCT json_extract(line, '$.id') FROM changes WHERE device = ? AND stream = ? AND seq > ?",
  )
  const streams = db.prepare('SELECT DISTINCT stream FROM held WHERE device = ?').pluck().all(n) as number[]
  const edited = streams.flatMap((stream) => since.pluck().all(n, stream, heads.get(stream) ?? 0) as string[])
  const inStreams = chosen ? 'AND stream IN (SELECT value FROM json_each(?))' : ''
  db.prepare(
    `UPDATE handover SET state = 1 WHERE state = 0 AND id NOT IN (SELECT value FROM json_each(?)) ${inStreams}`,
  ).run(JSON.stringify(edited), ...(chosen ? [JSON.stringify(chosen)] : []))
}

/** A photo whose bytes are no longer what they were is pending again, so that a peer that has it sends it. */
function setAside(db: WritableDb, dataDir: string, sha256: string): void {
  db.prepare('DELETE FROM blobs WHERE sha256 = ?').run(sha256)
  const path = attachmentPath(dataDir, sha256)
  if (existsSync(path)) renameSync(path, join(dataFiles(dataDir).quarantine, `att-${sha256}`))
}

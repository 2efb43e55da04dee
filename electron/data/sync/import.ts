import { v7 } from 'uuid'
import type { Events } from '../../../shared/contract.ts'
import type { Entity } from '../../../shared/domain/fields.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import { Refusal } from '../../../shared/result.ts'
import type { Manifest } from '../../../shared/sync/manifest.ts'
import type { PackagePreview } from '../../../shared/views.ts'
import { dataFiles } from '../db/folder.ts'
import { openWritable, type ReadableDb, transaction, type WritableDb } from '../db/open.ts'
import { failureOf } from '../failure.ts'
import { fingerprintOfDevice } from '../keys/signing.ts'
import type { TaskContext } from '../tasks.ts'
import { type Picks, saveBundle } from './bundles.ts'
import { type ChangeLog, createChangeLog, hashOf } from './changes.ts'
import { isStored, storeContent } from './content-store.ts'
import { byNumber } from './inspect.ts'
import { createInterned } from './interned.ts'
import { rangesOfBundles, saveContents } from './package-contents.ts'
import {
  freshHeaders,
  type Member,
  type OpenPackage,
  openPackage,
  type ReadBundle,
  readBundle,
} from './package-read.ts'
import { linkPeer, saveAuthors } from './peers.ts'
import { isReceipt, saveHolds, settleHandover, takeReceipts } from './receipts.ts'
import { dropStaged, readStaged, type Staged, stagedPath } from './staging.ts'
import { judgeTrust, takeSuccession } from './trust.ts'
import { readPieces } from './zip-read.ts'

type Job = Staged & { id: string; pack: OpenPackage }
type Progress = { done: number; total: number }

/** The write-ahead log may grow to 64 MiB before it is copied. */
const checkpointPages = 16_384
/** More touched records than this are announced as "many". */
const announcedIds = 200

/**
 * Imports staged packages in the order of their numbers: attachments into the content store, then a transaction a bundle, the last
 * of which holds the package's own entry (sync rule 10). Cancelled between bundles, whole bundles stay in and the answer says so.
 * @throws Refusal `not-found`, `package-deletes` unless `allowDeletes`, `cancelled` where nothing was taken in, `disk-*`
 */
export async function importPackages(
  context: TaskContext,
  { staged, allowDeletes }: { staged: string[]; allowDeletes?: boolean | undefined },
): Promise<PackagePreview[]> {
  const { dataDir } = context
  const notes = [...new Set(staged)].map((id) => ({ id, ...readStaged(dataDir, id) }))
  if (!allowDeletes) {
    const asking = notes.find(({ preview }) => preview.deletesMany)
    if (asking) throw new Refusal('package-deletes', { file: asking.preview.file, count: asking.preview.deleted })
  }
  const jobs: Job[] = []
  const db = openWritable(dataFiles(dataDir).database)
  try {
    for (const note of notes) jobs.push({ ...note, pack: openPackage(stagedPath(dataDir, note.id)) })
    const isHeld = db.prepare('SELECT 1 FROM bundles WHERE sha256 = ?').pluck()
    for (const { pack, preview } of jobs) {
      // a person may have decided otherwise since it was looked at
      const fresh = freshHeaders(pack, (sha256) => isHeld.get(sha256) !== undefined)
      const { asked } = judgeTrust(db, context.device, pack.manifest, fresh)
      if (asked) throw new Refusal(asked.code, { file: preview.file, name: asked.author.name })
    }
    jobs.sort((a, b) => byNumber(a.pack.manifest, b.pack.manifest))
    // one copy of the log into the file at the end instead of one a bundle
    db.pragma(`wal_autocheckpoint = ${checkpointPages}`)
    const log = createChangeLog(db, context.device, Date.now)
    const progress = { done: 0, total: jobs.reduce((sum, { preview }) => sum + preview.changes, 0) }
    for (const job of jobs) {
      const before = progress.done
      const partly = await importOne(context, db, log, job, progress)
      if (partly) {
        const answers = stopped(jobs, job, progress.done - before)
        for (const { id, preview } of jobs) if (preview.imported) dropStaged(dataDir, id)
        return answers
      }
      job.preview = { ...job.preview, imported: true }
    }
    const answers = notes.map(({ id }) => (jobs.find((job) => job.id === id) as Job).preview)
    for (const { id } of jobs) dropStaged(dataDir, id)
    try {
      // here, not with the next save of the person at the window
      db.pragma('wal_checkpoint(PASSIVE)')
    } catch {
      // everything is in, and stays in the log until the disk has room
    }
    return answers.map((preview) => ({ ...preview, staged: null }))
  } finally {
    for (const { pack } of jobs) pack.close()
    db.close()
  }
}

/** What is in stays in, whole; the rest can be taken in from staging as before. */
function stopped(jobs: Job[], at: Job, done: number): PackagePreview[] {
  if (done === 0 && jobs[0] === at) throw new Refusal('cancelled')
  const { file, changes } = at.preview
  const failure = failureOf(
    done === 0 ? new Refusal('cancelled') : new Refusal('package-partly', { file, done, total: changes }),
  )
  return jobs.map((job) => (job === at ? { ...job.preview, failure } : job.preview))
}

/** @returns true where it was cancelled before its end */
async function importOne(
  context: TaskContext,
  db: WritableDb,
  log: ChangeLog,
  job: Job,
  progress: Progress,
): Promise<boolean> {
  const { pack } = job
  try {
    await importAttachments(context, db, pack)
    const isKnown = db.prepare('SELECT last - first + 1 FROM bundles WHERE sha256 = ?').pluck()
    const due: Member[] = []
    for (const member of pack.bundles) {
      const known = isKnown.get(member.sha256) as number | undefined
      if (known === undefined) due.push(member)
      else progress.done += known
    }
    for (const [index, member] of due.entries()) {
      context.throwIfCancelled()
      const bundle = readBundle(pack.fd, member)
      const isLast = index === due.length - 1
      await context.withDatabase(() => {
        // others have written since this connection last held the database
        log.reset()
        const touched = receiveBundle(db, log, member.sha256, bundle, () => {
          if (isLast) finishPackage(context, db, job)
        })
        return { value: null, changed: changedBy(touched, isLast) }
      })
      progress.done += bundle.lines.length
      context.progress('changes', progress.done, progress.total)
    }
    if (due.length === 0) {
      await context.withDatabase(() => {
        transaction(db, () => finishPackage(context, db, job))
        return { value: null, changed: { entities: ['packages'] } }
      })
    }
    return false
  } catch (error) {
    if (error instanceof Refusal && error.code === 'cancelled') return true
    throw error
  }
}

/** Bytes first, so that no record ever points to an attachment that was promised and is not here (I6). */
async function importAttachments(context: TaskContext, db: WritableDb, pack: OpenPackage): Promise<void> {
  const { dataDir } = context
  const isHere = db.prepare('SELECT 1 FROM blobs WHERE sha256 = ?').pluck()
  const due = pack.attachments.filter(
    ({ entry, sha256 }) => isHere.get(sha256) === undefined || !isStored(dataDir, sha256, entry.size),
  )
  if (due.length === 0) return
  const buffer = Buffer.allocUnsafeSlow(1024 * 1024)
  for (const [index, { entry, sha256 }] of due.entries()) {
    context.throwIfCancelled()
    if (!isStored(dataDir, sha256, entry.size)) {
      const stored = storeContent(dataDir, readPieces(pack.fd, entry, buffer), sha256)
      if (stored.sha256 !== sha256) throw new Refusal('disk-error', {}, `staged ${entry.name} has changed`)
    }
    context.progress('attachments', index + 1, due.length)
  }
  await context.withDatabase(() => {
    transaction(db, () => {
      const insert = db.prepare('INSERT OR IGNORE INTO blobs (sha256, size, added) VALUES (?, ?, ?)')
      const back = db.prepare('DELETE FROM cleaned WHERE sha256 = ?')
      for (const { entry, sha256 } of due) {
        insert.run(sha256, entry.size, Date.now())
        back.run(sha256)
      }
    })
    return { value: null, changed: { entities: ['attachments'] } }
  })
}

/** Takes in one bundle with its bounds. A second content of a held sequence number is kept beside the first (sync rule 11). */
export function receiveBundle(
  db: WritableDb,
  log: ChangeLog,
  sha256: string,
  { header, lines, signature }: ReadBundle,
  also: () => void,
): { entity: string; id: string }[] {
  const { device, stream, first, last } = header
  const before = contentsHere(db, log, header)
  return log.receive({ device, stream, first, last, sha256, lines }, () => {
    const d = log.ids.deviceNumber(device)
    const s = log.ids.streamNumber(stream)
    const picks = before.size > 0 ? notePicks(db, d, s, header, lines, before) : {}
    saveBundle(db, { sha256, device: d, stream: s, first, last, picks, signer: header.key, signature })
    also()
  }).touched
}

/** Hashes held of the bundle's sequence numbers; mostly none, and then there is nothing to compare. */
function contentsHere(db: ReadableDb, log: ChangeLog, { device, stream, first, last }: ReadBundle['header']) {
  const rows = db
    .prepare('SELECT seq, hash FROM changes WHERE device = ? AND stream = ? AND seq BETWEEN ? AND ?')
    .all(log.ids.knownDevice(device) ?? 0, log.ids.knownStream(stream) ?? 0, first, last) as {
    seq: number
    hash: string
  }[]
  const contents = new Map<number, string[]>()
  for (const { seq, hash } of rows) contents.set(seq, [...(contents.get(seq) ?? []), hash])
  return contents
}

/** Where the bundle holds another content than the first: which one, so that it can be handed on unchanged. */
function notePicks(
  db: WritableDb,
  device: number,
  stream: number,
  { first, last }: ReadBundle['header'],
  lines: string[],
  before: Map<number, string[]>,
): Picks {
  const fork = db.prepare('INSERT OR IGNORE INTO forks (device, stream, seq, hash) VALUES (?, ?, ?, ?)')
  const later = new Set(
    (
      db
        .prepare('SELECT seq, hash FROM forks WHERE device = ? AND stream = ? AND seq BETWEEN ? AND ?')
        .all(device, stream, first, last) as { seq: number; hash: string }[]
    ).map(({ seq, hash }) => `${seq} ${hash}`),
  )
  const picks: Picks = {}
  lines.forEach((line, index) => {
    const seq = first + index
    const here = before.get(seq)
    if (!here) return
    const hash = hashOf(line)
    if (!here.includes(hash)) fork.run(device, stream, seq, hash)
    else if (!later.has(`${seq} ${hash}`)) return
    picks[seq] = hash
  })
  return picks
}

/** The package's own entry: who sent it, what that peer holds now and misses, and the history. */
function finishPackage(context: TaskContext, db: WritableDb, { pack, preview, bytes }: Job): void {
  const { manifest } = pack
  const now = Date.now()
  takeSuccession(db, context.device, manifest, now)
  saveAuthors(db, manifest, context.device)
  const own = manifest.sender.device === context.device
  const peer = own ? null : linkPeer(db, manifest.sender, now)
  if (peer) {
    takeReceipts(db, peer.id, manifest.receipts)
    if (saveHolds(db, peer.id, manifest, isForUs(context, manifest)) && peer.role === 'headquarters')
      settleHandover(db, createInterned(db), manifest)
    const forget = db.prepare('DELETE FROM sent WHERE peer = ? AND sha256 = ?')
    for (const sha256 of manifest.wants) forget.run(peer.id, sha256)
    const sent = db.prepare('INSERT OR IGNORE INTO sent (peer, sha256) VALUES (?, ?)')
    for (const { sha256 } of pack.attachments) sent.run(peer.id, sha256)
  }
  const id = v7()
  db.prepare(
    `INSERT INTO packages (id, package, sha256, direction, peer, sender, number, at, file, changes, attachments, bytes, state)
     VALUES (?, ?, ?, 'in', ?, ?, ?, ?, ?, ?, ?, ?, 'imported')`,
  ).run(
    id,
    manifest.id,
    pack.sha256,
    peer?.id ?? null,
    manifest.sender.name,
    isForUs(context, manifest) && !isReceipt(manifest) ? manifest.number : null,
    now,
    preview.file,
    preview.changes,
    pack.attachments.length,
    bytes,
  )
  const hashes = pack.bundles.map(({ sha256 }) => sha256)
  saveContents(
    db,
    id,
    rangesOfBundles(db, hashes),
    pack.attachments.map(({ sha256 }) => sha256),
  )
}

const isForUs = (context: TaskContext, { recipient }: Manifest) =>
  recipient.device === null || fingerprintOfDevice(recipient.device) === fingerprintOfDevice(context.device)

/** Named where they are few; open screens read the rest afresh. */
function changedBy(touched: { entity: string; id: string }[], isLast: boolean): Events['changed'] {
  const known = [...new Set(touched.map(({ entity }) => entity))].filter((name): name is Entity =>
    Object.hasOwn(nouns, name),
  )
  const entities: Events['changed']['entities'] = [...known, 'conflicts', ...(isLast ? (['packages'] as const) : [])]
  return touched.length <= announcedIds ? { entities, ids: touched.map(({ id }) => id) } : { entities }
}

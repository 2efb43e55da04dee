import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import { packageLimits } from '../../../shared/sync/manifest.ts'
import type { ExportAnswer } from '../../../shared/views.ts'
import { demoDevice, demoKey } from '../builtin/demo-author.ts'
import { attachmentPath, dataFiles } from '../db/folder.ts'
import { openReadable, type ReadableDb } from '../db/open.ts'
import { type OpenKeys, signerFor } from '../keys/keyring.ts'
import type { TaskContext } from '../tasks.ts'
import { createSealKey, type Lock } from './age.ts'
import { hashOfFile } from './content-store.ts'
import { recordExport } from './export-record.ts'
import { createInterned, type Interned } from './interned.ts'
import { authorOf, draftManifest, previousTo } from './manifest-draft.ts'
import { type Packed, pack, type Work } from './pack.ts'
import { packageFileName, tagOf } from './package-name.ts'
import { writePackage } from './package-write.ts'
import { findPeer, type PeerRow } from './peers.ts'
import { type Plan, planPackage, type Scope } from './plan.ts'
import { recipientOf } from './trust.ts'

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
      // nothing to bring is a receipt, whatever was asked for: it has no number of its own
      const isReceipt = wanted.pieces.length === 0 && wanted.attachments.length === 0
      const number = (previous?.number ?? 0) + (isReceipt ? 0 : 1)
      const draft = draftManifest(work, { peer, sender, created, number, previous, damaged })
      let packed: Packed | undefined
      const { path, bytes, bad } = await writePackage(
        {
          folder,
          device: context.device,
          nameOf: freshNames(reader, folder, (again) => {
            const tag = input.tagged ? tagOf(peer.device) : ''
            return packageFileName(sender.name, peer.name, isReceipt ? null : number, new Date(created), again, tag)
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
      try {
        await context.withDatabase(() => {
          recordExport(context, done, { peer, path, bytes, heads: done.rest ? null : heads, damaged, laptop })
          return { value: null, changed: { entities: ['packages'] } }
        })
      } catch (error) {
        // nobody knows of it: its number comes again
        rmSync(path, { force: true })
        throw error
      }
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

/** @throws Refusal `recipient-unknown` */
function lockFor(reader: ReadableDb, peer: PeerRow): Lock {
  const recipient = recipientOf(reader, peer.device)
  if (recipient === null) throw new Refusal('recipient-unknown', { name: peer.name })
  return { recipients: [recipient] }
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

/** Fills one package: bundles, then attachments, as far as they fit, then the manifest and its signature. */
import {
  attachmentName,
  bundleName,
  type Manifest,
  manifestName,
  manifestText,
  packageLimits,
  signatureName,
} from '../../../shared/sync/manifest.ts'
import { attachmentPath } from '../db/folder.ts'
import type { ReadableDb } from '../db/open.ts'
import { type OpenKeys, signWith } from '../keys/keyring.ts'
import type { TaskContext } from '../tasks.ts'
import { bundlesOf, type CutBundle, type Piece, type Signer, sha256Of } from './bundles.ts'
import type { Interned } from './interned.ts'
import { authorOf } from './manifest-draft.ts'
import type { PackageSink } from './package-write.ts'
import type { Plan } from './plan.ts'

type Cut = Omit<CutBundle, 'content'>
/** What a package turned out to hold, and what is left for the next one. */
export type Packed = {
  manifest: Manifest
  sha256: string
  bundles: Cut[]
  changes: number
  attachments: string[]
  rest: Plan | null
}
export type Work = {
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

/** Writes bundles, then attachments, then the manifest that names them all. */
export async function pack(work: Work, draft: Manifest, plan: Plan, sink: PackageSink): Promise<Packed> {
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

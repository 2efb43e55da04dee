import { randomUUID } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { v7 } from 'uuid'
import { Refusal } from '../../../shared/result.ts'
import type { Manifest } from '../../../shared/sync/manifest.ts'
import { packageNumbered } from '../../../shared/text/zh-cn/errors.ts'
import type { PackagePreview } from '../../../shared/views.ts'
import { dataFiles } from '../db/folder.ts'
import { asRefusal, openReadable, openWritable, type ReadableDb, transaction } from '../db/open.ts'
import { failureOf } from '../failure.ts'
import type { OpenKeys } from '../keys/keyring.ts'
import { fingerprintOf } from '../keys/signing.ts'
import type { TaskContext } from '../tasks.ts'
import { claimOfFileName } from './package-name.ts'
import { type OpenPackage, openPackage, readBundle, verifyMembers } from './package-read.ts'
import { missingNumbers, peerOfDevice } from './peers.ts'
import { createPreview } from './preview.ts'
import { putInQuarantine } from './quarantine.ts'
import { isReceipt } from './receipts.ts'
import { dropStaged, noteStaged, stage, stagedPath } from './staging.ts'
import { type Asked, deviceItem, isTrusted, judgeTrust, notePending, trustOf, type Vouched } from './trust.ts'

type Verified = {
  index: number
  id: string
  file: string
  bytes: number
  changes: number
  vouched: Vouched[]
  pack: OpenPackage
}
type Refused = { file: string; bytes: number; refusal: Refusal; pack: Known | null }
/** What could be read of a refused package: its sender hears of it with the next receipt. */
type Known = Pick<OpenPackage, 'manifest' | 'sha256'>
type Input = { paths: string[]; keys: OpenKeys; passphrase?: string | undefined }

const empty = {
  staged: null,
  sender: null,
  asks: null,
  vouched: [],
  number: null,
  created: null,
  known: false,
  added: {},
  changed: {},
  deleted: 0,
  conflicts: 0,
  attachments: 0,
  changes: 0,
  titles: [],
  authors: [],
  deletesMany: false,
  missing: [],
  imported: false,
  failure: null,
} satisfies Omit<PackagePreview, 'file'>

/**
 * Stages, verifies and previews packages; the database only learns of those that were refused. Answers in the order of `paths`;
 * what a package would change counts the ones of lower number before it.
 * @throws Refusal `cancelled`; nothing stays in staging then
 */
export async function inspectPackages(context: TaskContext, input: Input): Promise<PackagePreview[]> {
  const { paths, keys, passphrase } = input
  const { dataDir } = context
  const opening = { identities: keys.secrets.identities, passphrase }
  const answers = new Array<PackagePreview>(paths.length)
  const verified: Verified[] = []
  const refused: Refused[] = []
  const reader = openReadable(dataFiles(dataDir).database)
  let finished = false
  try {
    const isKnown = reader.prepare('SELECT 1 FROM bundles WHERE sha256 = ?').pluck()
    const total = paths.reduce((sum, path) => sum + sizeOf(path), 0) * 2
    let done = 0
    const step = (bytes: number) => {
      done += bytes
      context.progress('verify', done, total)
      context.throwIfCancelled()
    }
    const asked: Asked[] = []
    for (const [index, path] of paths.entries()) {
      const id = randomUUID()
      const file = basename(path)
      const staged = stagedPath(dataDir, id)
      let bytes = 0
      let pack: OpenPackage | undefined
      try {
        bytes = await stage(path, staged, opening, step)
        pack = openPackage(staged)
        const { changes, fresh } = verifyMembers(pack, (sha256) => isKnown.get(sha256) !== undefined, step)
        const trust = judgeTrust(reader, context.device, pack.manifest, fresh)
        if (trust.asked) {
          asked.push(trust.asked)
          answers[index] = askedAnswer(trust.asked, pack.manifest, file)
          pack.close()
          rmSync(staged, { force: true })
        } else verified.push({ index, id, file, bytes, changes, vouched: trust.vouched, pack })
      } catch (error) {
        pack?.close()
        const known = pack ? { manifest: pack.manifest, sha256: pack.sha256 } : null
        const cause = asRefusal(error)
        if (!cause || cause.code === 'cancelled') {
          rmSync(staged, { force: true })
          throw error
        }
        const refusal = new Refusal(
          cause.code,
          { ...cause.values, file, ...whomToAsk(file, known?.manifest) },
          cause.detail,
        )
        answers[index] = { ...empty, file, failure: failureOf(refusal) }
        // nothing is wrong with what is only not for us, or not opened yet, nor where our own disk fails
        const isSound =
          ['package-passphrase', 'package-elsewhere'].includes(cause.code) || cause.code.startsWith('disk-')
        if (!isSound) refused.push({ file, bytes, refusal, pack: known })
        rmSync(staged, { force: true })
        if (!isSound && cause.code !== 'package-unreadable')
          putInQuarantine(dataDir, path, file, failureOf(refusal), Date.now())
      }
    }
    previewAll(context, reader, verified, answers)
    if (refused.length > 0) await noteRefusals(context, refused)
    if (asked.length > 0) await noteAsked(context, asked, answers)
    finished = true
    return answers
  } finally {
    reader.close()
    for (const { id, pack } of verified) {
      pack.close()
      if (!finished) dropStaged(dataDir, id)
    }
  }
}

function previewAll(context: TaskContext, reader: ReadableDb, verified: Verified[], answers: PackagePreview[]): void {
  const preview = createPreview(reader)
  const inOrder = [...verified].sort((a, b) => byNumber(a.pack.manifest, b.pack.manifest))
  const total = verified.reduce((sum, { changes }) => sum + changes, 0)
  let done = 0
  for (const { index, id, file, bytes, changes, vouched, pack } of inOrder) {
    const { manifest } = pack
    const isKnown = reader.prepare('SELECT 1 FROM bundles WHERE sha256 = ?').pluck()
    const bundles = function* () {
      for (const member of pack.bundles) {
        if (isKnown.get(member.sha256) !== undefined) continue
        context.throwIfCancelled()
        const bundle = readBundle(pack.fd, member)
        yield bundle
        done += bundle.lines.length
        context.progress('preview', done, total)
      }
    }
    const { fresh, devices, fields, ...changed } = preview(bundles())
    const { device, name, person, unit } = manifest.sender
    const answer: PackagePreview = {
      ...empty,
      ...changed,
      staged: id,
      file,
      sender: { device, name, person, unit },
      number: manifest.number,
      created: manifest.created,
      known: fresh === 0 && !bringsAttachments(reader, pack),
      attachments: pack.attachments.length,
      changes,
      vouched,
      authors: authorsOf(devices, manifest),
      missing: missingBefore(context, reader, manifest, verified),
    }
    noteStaged(context.dataDir, id, { preview: answer, bytes, fields })
    answers[index] = answer
  }
}

/** For the refusal's words: what the manifest says, else what the file's name claims. */
function whomToAsk(file: string, manifest: Manifest | undefined): Record<string, string> {
  const { sender, number } = claimOf(file, manifest)
  return {
    ...(sender ? { sender } : {}),
    ...(number === null ? {} : { package: packageNumbered.replace('{number}', String(number)) }),
  }
}
const claimOf = (file: string, manifest: Manifest | undefined) =>
  manifest
    ? { sender: manifest.sender.name || null, number: isReceipt(manifest) ? null : manifest.number }
    : claimOfFileName(file)

/** Everybody who wrote what is new, as the manifest calls them. */
const authorsOf = (devices: Map<string, number>, { authors, sender }: Manifest): PackagePreview['authors'] =>
  [...devices]
    .map(([device, changes]) => {
      const author = [sender, ...authors].find((one) => one.device === device)
      return { device, name: author?.name ?? '', person: author?.person ?? '', changes }
    })
    .sort((a, b) => b.changes - a.changes)

/** Nothing is wrong with the package; a person must first decide about a computer. */
function askedAnswer({ code, author }: Asked, manifest: Manifest, file: string): PackagePreview {
  const { device, name, person, unit } = manifest.sender
  const failure = failureOf(new Refusal(code, { file, name: author.name || author.person }))
  const { number, created } = manifest
  return { ...empty, file, sender: { device, name, person, unit }, number, created, failure }
}

/** The list of computers shows who waits; the previews say who it is. */
function noteAsked(context: TaskContext, asked: Asked[], answers: PackagePreview[]): Promise<null> {
  return context.withDatabase(() => {
    const db = openWritable(dataFiles(context.dataDir).database)
    try {
      transaction(db, () => {
        for (const { author } of asked) notePending(db, author, Date.now())
      })
      const waiting = answers.filter(({ failure }) => failure && isAsking(failure.code))
      waiting.forEach((answer, at) => {
        const row = trustOf(db, fingerprintOf((asked[at] as Asked).author.key))
        if (row) answer.asks = deviceItem(db, row)
      })
    } finally {
      db.close()
    }
    return { value: null, changed: { entities: ['devices'] } }
  })
}
const isAsking = (code: string) => code === 'sender-pending' || code === 'sender-revoked'

/** Packages of one sender in the order it made them. */
export const byNumber = (a: Manifest, b: Manifest): number =>
  a.sender.device === b.sender.device
    ? a.number - b.number || a.created - b.created
    : a.sender.device < b.sender.device
      ? -1
      : 1

function bringsAttachments(reader: ReadableDb, { attachments }: OpenPackage): boolean {
  const isHere = reader.prepare('SELECT 1 FROM blobs WHERE sha256 = ?').pluck()
  return attachments.some(({ sha256 }) => isHere.get(sha256) === undefined)
}

/** Numbers before this one that are neither here nor among the files being looked at. */
function missingBefore(context: TaskContext, reader: ReadableDb, manifest: Manifest, verified: Verified[]): number[] {
  const { sender, recipient, number } = manifest
  if (recipient.device !== null && recipient.device !== context.device) return []
  const peer = peerOfDevice(reader, sender.device)
  const beside = new Set(
    verified
      .map(({ pack }) => pack.manifest)
      .flatMap((other) => (other.sender.device === sender.device ? [other.number] : [])),
  )
  return missingNumbers(reader, peer?.id ?? '', number).filter((missing) => !beside.has(missing))
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** The history shows what was refused and why. */
function noteRefusals(context: TaskContext, refused: Refused[]): Promise<null> {
  return context.withDatabase(() => {
    const db = openWritable(dataFiles(context.dataDir).database)
    try {
      transaction(db, () => {
        const insert = db.prepare(
          `INSERT INTO packages (id, package, sha256, peer, sender, number, direction, at, file, changes, attachments, bytes, state, failure)
           VALUES (?, ?, ?, ?, ?, ?, 'in', ?, ?, 0, 0, ?, 'refused', ?)`,
        )
        for (const { file, bytes, refusal, pack } of refused) {
          const { code, message, next } = failureOf(refusal)
          const sender = pack?.manifest.sender
          const claim = claimOf(file, pack?.manifest)
          const peer = sender && isTrusted(db, context.device, sender.key) ? peerOfDevice(db, sender.device) : undefined
          const known = [pack?.manifest.id ?? null, pack?.sha256 ?? null, peer?.id ?? null]
          insert.run(
            v7(),
            ...known,
            claim.sender,
            claim.number,
            Date.now(),
            file,
            bytes,
            JSON.stringify({ code, message, next }),
          )
        }
      })
    } finally {
      db.close()
    }
    return { value: null, changed: { entities: ['packages'] } }
  })
}

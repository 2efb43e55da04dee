import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../shared/result.ts'
import { packageLimits } from '../../../shared/sync/manifest.ts'
import type { FieldChange, PackagePreview } from '../../../shared/views.ts'
import { dataFiles } from '../db/folder.ts'
import { asRefusal } from '../db/open.ts'
import { asksPassphrase, looksSealed, openPieces, openSeal, type ReadAt } from './age.ts'

/** A verified package in staging. The note beside it survives nothing but this run: staging is emptied at start. */
export type Staged = {
  preview: PackagePreview
  bytes: number
  /** Of the records listed in the preview, by entity and id. */
  fields?: Record<string, FieldChange[]>
}

/** What a person has to open files with: the own keys, and a passphrase for those that ask for one. */
type Keys = { identities: readonly string[]; passphrase?: string | undefined }

const idPattern = /^[0-9a-f-]{36}$/
export const stagedPath = (dataDir: string, id: string): string =>
  join(dataFiles(dataDir).staging, `${checked(id)}.shanyan`)
const notePath = (dataDir: string, id: string) => join(dataFiles(dataDir).staging, `${checked(id)}.json`)
const checked = (id: string): string => {
  if (!idPattern.test(id)) throw new Refusal('bad-input', {}, 'staged')
  return id
}

export function noteStaged(dataDir: string, id: string, staged: Staged): void {
  writeFileSync(notePath(dataDir, id), JSON.stringify(staged))
}

/** @throws Refusal `not-found` where the package was dismissed or imported, or the program has started again */
export function readStaged(dataDir: string, id: string): Staged {
  try {
    return JSON.parse(readFileSync(notePath(dataDir, id), 'utf8')) as Staged
  } catch {
    throw new Refusal('not-found', {}, 'staged')
  }
}

export function dropStaged(dataDir: string, id: string): void {
  rmSync(notePath(dataDir, id), { force: true })
  rmSync(stagedPath(dataDir, id), { force: true })
}

/**
 * Copies a file into staging, opening its seal on the way; from then on only the copy is looked at, and only when all of it is there.
 * @param step called with the bytes of each piece; may throw `cancelled`
 * @returns the file's size in bytes
 * @throws Refusal `package-unreadable`, `package-too-large`, `package-truncated`, `package-damaged`, `package-elsewhere`,
 * `package-passphrase`, `disk-*`
 */
export async function stage(
  source: string,
  target: string,
  opening: Keys,
  step: (bytes: number) => void,
): Promise<number> {
  const from = reading(() => openSync(source, 'r'))
  try {
    const stat = reading(() => fstatSync(from))
    if (!stat.isFile()) throw new Refusal('package-unreadable', {}, 'not a file')
    if (stat.size > packageLimits.file) throw new Refusal('package-too-large')
    const pieces = await openedPieces(from, stat.size, opening)
    const to = openSync(target, 'wx')
    try {
      let at = 0
      for (const piece of pieces) {
        for (let done = 0; done < piece.length; ) done += writeSync(to, piece, done, piece.length - done, at + done)
        at += piece.length
        step(piece.length)
      }
      fsyncSync(to)
      return stat.size
    } finally {
      closeSync(to)
    }
  } catch (error) {
    rmSync(target, { force: true })
    throw asRefusal(error) ?? error
  } finally {
    closeSync(from)
  }
}

/** What is in the file; a bare zip, which nobody sends but for tests, is as it is. */
async function openedPieces(fd: number, size: number, opening: Keys): Promise<Iterable<Buffer>> {
  const read: ReadAt = (buffer, offset, length, position) =>
    reading(() => readSync(fd, buffer, offset, length, position))
  const first = Buffer.alloc(32)
  read(first, 0, first.length, 0)
  if (!looksSealed(first)) return plainPieces(read, size)
  const { identities, passphrase } = opening
  if (!asksPassphrase(first)) {
    const seal = await openSeal(read, { identities })
    if (!seal) throw new Refusal('package-elsewhere')
    return openPieces(read, size, seal)
  }
  const seal = passphrase === undefined ? null : await openSeal(read, { passphrase })
  if (!seal) throw new Refusal('package-passphrase')
  return openPieces(read, size, seal)
}

function* plainPieces(read: ReadAt, size: number): Generator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(4 * 1024 * 1024)
  // a file that grows while it is read ends where it ended at first
  for (let at = 0; at < size; ) {
    const got = read(buffer, 0, Math.min(buffer.length, size - at), at)
    if (got === 0) break
    at += got
    yield buffer.subarray(0, got)
  }
}

/** What goes wrong with the file a person chose is told apart from trouble with our own disk. */
function reading<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Refusal('package-unreadable', {}, String((error as Error).message))
  }
}

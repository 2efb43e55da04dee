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
import type { PackagePreview } from '../../../shared/views.ts'
import { dataFiles } from '../db/folder.ts'
import { asRefusal } from '../db/open.ts'

/** A verified package in staging. The note beside it survives nothing but this run: staging is emptied at start. */
export type Staged = { preview: PackagePreview; bytes: number }

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
 * Copies a file into staging; from then on only the copy is looked at.
 * @param step called with the bytes of each piece; may throw `cancelled`
 * @returns its size in bytes
 * @throws Refusal `package-unreadable`, `package-too-large`, `disk-*`
 */
export function copyToStaging(source: string, target: string, step: (bytes: number) => void): number {
  const from = reading(() => openSync(source, 'r'))
  try {
    const stat = reading(() => fstatSync(from))
    if (!stat.isFile()) throw new Refusal('package-unreadable', {}, 'not a file')
    if (stat.size > packageLimits.file) throw new Refusal('package-too-large')
    const to = openSync(target, 'wx')
    try {
      const buffer = Buffer.allocUnsafeSlow(4 * 1024 * 1024)
      let at = 0
      for (;;) {
        const read = reading(() => readSync(from, buffer, 0, buffer.length, at))
        if (read === 0) break
        // a file that grows while it is read ends at the cap
        if (at + read > packageLimits.file) throw new Refusal('package-too-large')
        for (let done = 0; done < read; ) done += writeSync(to, buffer, done, read - done, at + done)
        at += read
        step(read)
      }
      fsyncSync(to)
      return at
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

/** What goes wrong with the file a person chose is told apart from trouble with our own disk. */
function reading<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Refusal('package-unreadable', {}, String((error as Error).message))
  }
}

import { randomUUID } from 'node:crypto'
import { copyFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Failure } from '../../../shared/result.ts'
import { dataFiles } from '../db/folder.ts'

/** Kept at most, oldest out first: a stick full of broken files must not fill the disk. */
const kept = { files: 20, bytes: 2 * 1024 ** 3 }

/** Keeps a copy of a refused file as it came, sealed as it was, with its name, time and reason beside it. */
export function putInQuarantine(dataDir: string, source: string, file: string, failure: Failure, now: number): void {
  const folder = dataFiles(dataDir).quarantine
  const name = `${new Date(now).toISOString().replace(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`
  const size = statSync(source, { throwIfNoEntry: false })?.size ?? 0
  if (size === 0 || size > kept.bytes) return
  try {
    copyFileSync(source, join(folder, `${name}.shanyan`))
  } catch {
    // it lies where it came from; the history says why it was refused
    rmSync(join(folder, `${name}.shanyan`), { force: true })
    return
  }
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ file, at: now, ...failure }, null, 2))
  let bytes = 0
  const files = readdirSync(folder)
    .filter((entry) => entry.endsWith('.shanyan'))
    .sort()
    .reverse()
  files.forEach((entry, index) => {
    bytes += statSync(join(folder, entry)).size
    if (index < kept.files && bytes <= kept.bytes) return
    rmSync(join(folder, entry), { force: true })
    rmSync(join(folder, entry.replace(/\.shanyan$/, '.json')), { force: true })
  })
}

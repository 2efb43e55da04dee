/** Where the bench works: `.cache/bench` keeps what is costly to make, a folder beside it what one run needs. */
import { createHash } from 'node:crypto'
import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { root } from '../../electron/launch/exec.mjs'

const cache = join(root, '.cache', 'bench')
const run = { folder: '' }
const leaving: (() => unknown)[] = []

/** On the same disk as the cache, so that copies may be clones and syncs cost the same. */
export function workFolder(name: string): string {
  if (!run.folder) {
    mkdirSync(cache, { recursive: true })
    run.folder = mkdtempSync(join(cache, 'run-'))
    process.once('exit', () => rmSync(run.folder, { recursive: true, force: true }))
  }
  const folder = join(run.folder, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

export function onLeave(work: () => unknown): void {
  leaving.push(work)
}

export async function leaveBench(): Promise<void> {
  for (const work of leaving.splice(0).reverse()) await work()
}

/** What decides how rows and merge states look: another version of these makes the cached data stale. */
const sources = [
  'electron/data/db/migrations',
  'shared/sync/change.ts',
  'shared/sync/merge.ts',
  'shared/sync/fold.ts',
  'shared/sync/manifest.ts',
  'electron/data/sync/record-store.ts',
  'test/bench/province.ts',
  'test/bench/photos.ts',
  'test/bench/profile.ts',
  'test/bench/words.ts',
  'test/bench/random.ts',
]

/** A folder made once for its parameters and the schema. `make` fills a folder that takes its name when it is whole. */
export async function cached(name: string, parameters: object, make: (folder: string) => unknown): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(parameters))
  for (const source of sources) addSource(hash, join(root, source))
  const folder = join(cache, `${name}-${hash.digest('hex').slice(0, 12)}`)
  if (existsSync(folder)) return folder
  process.stderr.write(`bench: making ${name} ${JSON.stringify(parameters)} …\n`)
  const began = performance.now()
  const fresh = join(workFolder(`making-${name}`), 'whole')
  mkdirSync(fresh)
  await make(fresh)
  if (!existsSync(folder)) renameSync(fresh, folder)
  process.stderr.write(`bench: made in ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
  return folder
}

function addSource(hash: ReturnType<typeof createHash>, path: string): void {
  const files = path.endsWith('.ts') ? [path] : migrationsIn(path)
  for (const file of files) hash.update(readFileSync(file))
}

function migrationsIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
}

export function copyFolder(from: string, to: string): string {
  cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE })
  return to
}

import { closeSync, existsSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from '../../../electron/launch/exec.mjs'
import { photograph } from '../../support/photo-files.ts'
import { type Case, compareTimes } from '../measure.ts'
import type { Options } from '../options.ts'
import { cached, workFolder } from '../workplace.ts'

const mebibyte = 1024 * 1024
const photoBytes = 5 * mebibyte

/** A folder of photos as a camera leaves it, `total` MiB in files of 5 MiB. */
const cardOf = (total: number): Promise<string> =>
  cached('card', { total }, async (folder) => {
    mkdirSync(folder, { recursive: true })
    for (let seed = 0; seed * photoBytes < total * mebibyte; seed++) {
      const bytes = photograph({ takenAt: '2023-11-10T09:30:05', seed, bytes: photoBytes })
      writeFileSync(join(folder, `IMG_${String(seed).padStart(4, '0')}.JPG`), bytes)
    }
  })

/** Photos into the content store, flushed to the disk, against reading and hashing the same files. */
export const intakeCase = ({ photos, rounds = 5 }: Options): Case => ({
  name: 'intake',
  results: ['intake'],
  async run() {
    const card = await cardOf(photos)
    const ours: number[] = []
    const theirs: number[] = []
    const cold = canDropCache()
    for (let round = 0; round < rounds; round++) {
      forget(cold)
      theirs.push(once('read', card))
      forget(cold)
      ours.push(once('take', card))
    }
    const state = cold ? 'from the disk, as from a card' : 'from the page cache'
    return [
      compareTimes({
        ...{ name: 'intake', unit: 'ms', reference: 'read and hash', by: 'min', gate: 1.3, goal: 1.1 },
        ...{ values: ours, references: theirs },
        note: `${photos} MiB, ${state}`,
      }),
    ]
  },
})

const dropFile = '/proc/sys/vm/drop_caches'

function canDropCache(): boolean {
  if (!existsSync(dropFile)) return false
  try {
    closeSync(openSync(dropFile, 'w'))
    return true
  } catch {
    return false
  }
}

/** A card's pictures are in nobody's cache. */
function forget(cold: boolean): void {
  run('sync', [])
  if (!cold) return
  const fd = openSync(dropFile, 'w')
  writeSync(fd, '1')
  closeSync(fd)
}

function once(what: 'take' | 'read', card: string): number {
  const script = join(root, 'test', 'bench', 'take-once.ts')
  const { code, out, err } = run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    script,
    what,
    card,
    workFolder('intake-store'),
  ])
  if (code !== 0) throw new Error(`${what}: ${err}`)
  return JSON.parse(out).ms
}

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages } from '../../../electron/launch/debian.mjs'
import { findProgram, root, run } from '../../../electron/launch/exec.mjs'
import { type Case, compareTimes, median, type Result, skipped } from '../measure.ts'
import type { Options } from '../options.ts'
import { photoProfile } from '../photos.ts'
import { copyFolder, workFolder } from '../workplace.ts'

const memoryGate = 150
const timeNames = ['pack', 'ms', 'zip -0'] as const

/** 1 GiB of photos into a package, not sealed yet: hashed, flushed and read back; `zip -0` only copies. */
export const packCase = ({ photos, rounds = 5 }: Options): Case => ({
  name: 'pack',
  results: ['pack', 'pack-memory'],
  async run() {
    const dataDir = copyFolder(await photoProfile(photos), join(workFolder('pack'), 'data'))
    const attachments = join(dataDir, 'attachments')
    const hasZip = zipIsHere()
    const ours: { ms: number; peak: number }[] = []
    const zips: number[] = []
    const durable: number[] = []
    const sealed: number[] = []
    for (let round = 0; round < rounds; round++) {
      const target = workFolder('pack-target')
      // nobody pays for pages that another left to be written
      run('sync', [])
      ours.push(packOnce(dataDir, target, ''))
      rmSync(target, { recursive: true })
      run('sync', [])
      sealed.push(packOnce(dataDir, workFolder('pack-target'), 'sealed').ms)
      rmSync(target, { recursive: true })
      if (!hasZip) continue
      const zipped = workFolder('pack-zip')
      run('sync', [])
      const began = performance.now()
      const { code, err } = run('zip', ['-0', '-q', '-r', join(zipped, 'photos.zip'), '.'], { cwd: attachments })
      zips.push(performance.now() - began)
      if (code !== 0) throw new Error(`zip: ${err}`)
      run('sync', [])
      durable.push(performance.now() - began)
      rmSync(zipped, { recursive: true })
    }
    const times = ours.map(({ ms }) => ms)
    const peaks = ours.map(({ peak }) => peak)
    const results: Result[] = []
    if (hasZip) {
      const note = `${photos} MiB, ${rounds} rounds; zip made durable by sync: ${Math.round(Math.min(...durable))} ms, sealed in the same go: ${Math.round(Math.min(...sealed))} ms`
      const [name, unit, reference] = timeNames
      results.push(
        compareTimes({ name, unit, reference, by: 'min', gate: 1, goal: 0.7, values: times, references: zips, note }),
      )
    } else results.push(skipped(...timeNames, 1, 0.7, 'zip is not installed and could not be'))
    const peak = Math.max(...peaks)
    results.push({
      ...compareTimes({
        name: 'pack-memory',
        unit: 'MiB',
        reference: 'allowed',
        by: 'median',
        gate: 1,
        goal: 1,
        values: peaks,
        references: [memoryGate],
      }),
      value: peak,
      ratio: peak / memoryGate,
      ok: peak <= memoryGate,
      note: `whole process, highest of ${rounds}; median ${Math.round(median(peaks))} MiB`,
    })
    return results
  },
})

function packOnce(dataDir: string, folder: string, sealed: '' | 'sealed'): { ms: number; peak: number } {
  const script = join(root, 'test', 'bench', 'pack-once.ts')
  const { code, out, err } = run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    script,
    dataDir,
    folder,
    sealed,
  ])
  if (code !== 0) throw new Error(`export: ${err}`)
  return JSON.parse(out)
}

function zipIsHere(): boolean {
  if (findProgram('zip')) return true
  try {
    installPackages(['zip'], [])
  } catch {
    return false
  }
  return findProgram('zip') !== null
}

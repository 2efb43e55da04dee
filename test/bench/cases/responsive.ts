import { dataFiles } from '../../../electron/data/db/folder.ts'
import { openReadable } from '../../../electron/data/db/open.ts'
import { type Case, compareTimes, median, pause, quantile, type Result } from '../measure.ts'
import type { Options } from '../options.ts'
import { deliver, exportAll, importStaged, inspect, type Watched, watch, watched } from '../page.ts'
import { importPackage, provinceProfile } from '../province.ts'
import { openProduct, windowFolder } from '../window.ts'
import { workFolder } from '../workplace.ts'

const framesWanted = 1200
const mostPackages = 20
const idleTime = 15_000
const longest = 50
/** Targets of the delivery. */
const shares = 5

/** The open list of findings while packages come in, and while one is made and delivered: frames, long tasks, and saves five times a second. */
export const responsiveCase = ({ size, imported }: Options): Case => ({
  name: 'responsive',
  results: ['responsive-frames', 'responsive-tasks', 'responsive-saves', 'responsive-export', 'responsive-deliver'],
  async run() {
    const profile = await provinceProfile(size, 'responsive')
    const reader = openReadable(dataFiles(profile).database)
    const ids = reader.prepare('SELECT id FROM findings ORDER BY id DESC LIMIT 500').pluck().all() as string[]
    reader.close()
    const window = await openProduct({ profile, windowDir: windowFolder('responsive') })
    await pause(3000)
    await window.run(watch, { ids })
    await pause(idleTime)
    const idle = await window.run(watched, {})

    const seen = { frames: [] as number[], tasks: [] as number[], saves: [] as { ms: number; waiting: boolean }[] }
    const inspecting: number[] = []
    let packages = 0
    let took = 0
    for (; packages < mostPackages && seen.frames.length < framesWanted; packages++) {
      const path = await importPackage(packages, imported)
      await window.run(watch, { ids })
      const staged = await window.run(inspect, { path })
      inspecting.push(...(await window.run(watched, {})).frames)
      await window.run(watch, { ids })
      took += await window.run(importStaged, { staged })
      const { frames, tasks, saves } = await window.run(watched, {})
      seen.frames.push(...frames)
      seen.tasks.push(...tasks)
      seen.saves.push(...saves)
    }
    await window.run(watch, { ids })
    const exported = await window.run(exportAll, { passphrase: 'bench' })
    const sealing = await window.run(watched, {})
    const folders = Array.from({ length: shares }, (_, n) => workFolder(`responsive-share-${n}`))
    await window.run(watch, { ids })
    const delivered = await window.run(deliver, { folders })
    const delivering = await window.run(watched, {})
    await window.close()

    const share = (frames: number[]) => (frames.filter((gap) => gap > longest).length / frames.length) * 100
    const late = share(seen.frames)
    const enough = seen.frames.length >= framesWanted
    const task = Math.max(0, ...seen.tasks)
    const times = seen.saves.map(({ ms }) => ms)
    const idleTimes = idle.saves.map(({ ms }) => ms)
    const during = `${packages} packages of ${imported.toLocaleString('en')} changes, ${(took / packages / 1000).toFixed(1)} s each`
    const frames = compareTimes({
      ...{ name: 'responsive-frames', unit: 'ms', reference: '0.5 % of frames', by: 'median', gate: 1, goal: 1 },
      ...{ values: seen.frames, references: [0.5] },
    })
    const tasks = { ...frames, name: 'responsive-tasks', reference: 'longest task' }
    const calm = (name: string, seen: Watched, during: string): Result => ({
      ...frames,
      ...{ name, unit: '%', value: share(seen.frames), ratio: share(seen.frames) / 0.5 },
      ...{ ok: share(seen.frames) <= 0.5 && seen.tasks.every((ms) => ms <= longest), rounds: 1 },
      ...{ p95: share(seen.frames), spread: 0 },
      note: `${seen.frames.length} frame gaps ${during}; longest task ${Math.max(0, ...seen.tasks)} ms, p95 of ${seen.saves.length} saves ${quantile(
        seen.saves.map(({ ms }) => ms),
        0.95,
      ).toFixed(1)} ms`,
    })
    const results: Result[] = [
      {
        ...frames,
        ...{ unit: '%', value: late, ratio: late / 0.5, ok: late <= 0.5 && enough },
        ...{ p95: late, spread: frames.spread, rounds: packages },
        note: `share of ${seen.frames.length} frame gaps above ${longest} ms, longest ${Math.max(...seen.frames).toFixed(0)} ms, p95 ${quantile(seen.frames, 0.95).toFixed(1)} ms; ${during}; idle ${share(idle.frames).toFixed(2)} %, while inspecting ${share(inspecting).toFixed(2)} %`,
      },
      {
        ...tasks,
        ...{ value: task, referenceValue: longest, ratio: task / longest, ok: task <= longest, rounds: packages },
        ...{ p95: task, spread: 0, note: `${seen.tasks.length} tasks above ${longest} ms; idle ${idle.tasks.length}` },
      },
      {
        ...compareTimes({
          ...{ name: 'responsive-saves', unit: 'ms', reference: 'p95 of idle saves', by: 'median', gate: 5, goal: 2 },
          ...{ values: times, references: [quantile(idleTimes, 0.95)] },
        }),
        ...savesAgainst(times, idleTimes),
        rounds: packages,
        note: `p95 of ${times.length} saves, ${seen.saves.filter(({ waiting }) => waiting).length} of them kept in the draft store until the bundle was in; medians ${median(times).toFixed(2)} and idle ${median(idleTimes).toFixed(2)} ms`,
      },
      calm(
        'responsive-export',
        sealing,
        `while the whole province is sealed into one file in ${(exported / 1000).toFixed(1)} s`,
      ),
      calm(
        'responsive-deliver',
        delivering,
        `while it is brought to ${delivered.files} folders in ${(delivered.ms / 1000).toFixed(1)} s`,
      ),
    ]
    return results
  },
})

function savesAgainst(times: number[], idleTimes: number[]) {
  const value = quantile(times, 0.95)
  const referenceValue = quantile(idleTimes, 0.95)
  const ratio = value / referenceValue
  return { value, referenceValue, ratio, p95: value, ok: ratio <= 5 }
}

/** The disk fills up, or reports errors, under SQLite itself: at every write, flush and cut of its files. */
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrations } from '../../../../electron/data/db/migrate.ts'
import {
  cleanUp,
  type Device,
  exportTo,
  importFrom,
  openDevice,
  peerOf,
  temporaryFolder,
} from '../../../support/device.ts'
import { type Step, savedVisit, type Work } from '../../../support/fault-child.ts'
import { faultsTried, times } from '../../../support/faults.ts'
import { copyOfData } from '../../../support/kill.ts'
import { writeOldDatabase } from '../../../support/old-database.ts'
import { cannotInject, type Fault, runFaulty, type WriteCall, writeCalls } from '../../../support/sqlite-faults.ts'

if (cannotInject) console.log(`faults inside SQLite: skipped, ${cannotInject}`)

/** In the whole run a lasting full disk and a passing error at every call, the other two at every fourth. */
const kinds = [
  { error: 'ENOSPC', lasting: true, every: times(1, 24) },
  { error: 'EIO', lasting: false, every: times(1, 24) },
  { error: 'ENOSPC', lasting: false, every: times(4, 72) },
  { error: 'EIO', lasting: true, every: times(4, 72) },
] as const
const timeout = times(7_200_000, 300_000)

const number = ({ data }: Device, sql: string) => data.db.prepare(sql).pluck().get() as number

let template: { office: string; old: string; package: string; before: string; after: string; regions: number }
let opening: Record<WriteCall, number>

beforeAll(async () => {
  if (cannotInject) return
  const laptop = await openDevice('一组笔记本', 'laptop')
  const office = await openDevice('总会办公室', 'headquarters')
  const first = v7()
  for (const id of [first, v7(), v7()])
    await laptop.save('campaigns', id, { name: '活动', purpose: '慈善'.repeat(2000) })
  await laptop.save('findings', v7(), { campaign: first, kind: 'problem', summary: '问题' })
  const { path } = await exportTo(laptop, await peerOf(laptop, office))
  const before = await office.digest()
  const regions = number(office, 'SELECT count(*) FROM regions')
  await office.close()
  const taken = await openDevice('对照', 'headquarters', { dataDir: copyOfData(office.dir) })
  await importFrom(taken, [path])
  template = { office: office.dir, old: oldFolder(), package: path, before, after: await taken.digest(), regions }
  await taken.close()
  opening = (await runFaulty('start', copyOfData(office.dir), '', null)).calls
}, 120_000)
afterAll(cleanUp)

/** A data folder of the first version. */
function oldFolder(): string {
  const dataDir = join(temporaryFolder(), 'data')
  mkdirSync(dataDir)
  writeOldDatabase(join(dataDir, 'shanyan.db'), 40)
  return dataDir
}

function folderFor(work: Work): string {
  if (work === 'start') return join(temporaryFolder(), 'data')
  return copyOfData(work === 'migration' ? template.old : template.office)
}

/** What a computer holds after its faulty run, by what that run said. */
const checks: Record<
  Work,
  (here: Device, said: Partial<Record<Step['step'], string | null>>, path: string) => Promise<void>
> = {
  start: async (here) => {
    expect(number(here, 'SELECT count(*) FROM regions')).toBe(template.regions)
  },
  migration: async (here) => {
    expect(here.data.db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version)
    expect(number(here, 'SELECT count(*) FROM changes')).toBe(40)
    expect(number(here, 'SELECT count(*) FROM campaigns')).toBe(40)
  },
  save: async (here, said) => {
    const { summary } = (await here.get('visits', savedVisit)) ?? {}
    // a draft that became durable comes back, whether its save did or not
    const allowed =
      said.again === null
        ? ['第 2 次']
        : said.work === null
          ? ['第 1 次', '第 2 次']
          : [undefined, '第 1 次', '第 2 次']
    expect(allowed).toContain(summary)
  },
  import: async (here, said) => {
    const bundles = number(here, 'SELECT coalesce(sum(last - first + 1), 0) FROM bundles')
    expect(number(here, 'SELECT count(*) FROM changes')).toBe(bundles)
    if (said.work === null || said.again === null) expect(await here.digest()).toBe(template.after)
    await importFrom(here, [template.package])
    expect(await here.digest()).toBe(template.after)
  },
  export: async (here, _said, path) => {
    allNoted(here, path)
    expect(await here.digest()).toBe(template.before)
  },
  receipt: async (here, _said, path) => allNoted(here, path),
}

/** No half file, and none that nobody knows of; an entry whose flush failed may come back without its file. */
function allNoted(here: Device, folder: string): void {
  const noted = here.data.db.prepare("SELECT file FROM packages WHERE direction = 'out'").pluck().all() as string[]
  expect(noted).toEqual(expect.arrayContaining(readdirSync(folder).map((name) => join(folder, name))))
}

async function runOne(work: Work, fault: Fault): Promise<string | null> {
  const title = `${work}: ${fault.error} at ${fault.call} ${fault.nth}${fault.lasting ? ' and on' : ''}`
  const dataDir = folderFor(work)
  const path = work === 'import' ? template.package : temporaryFolder()
  const { steps, injected } = await runFaulty(work, dataDir, path, fault)
  if (!injected) return null
  const said = Object.fromEntries(steps.map(({ step, code }) => [step, code]))
  const failed = steps.filter(({ code }) => code !== null)
  expect(said.crash, `${title}: ${JSON.stringify(steps)}`).toBeUndefined()
  for (const { step, code } of failed) expect(['disk-full', 'disk-error'], `${title}: ${step}`).toContain(code)
  // a fault that passes harms one step, and the same process goes on
  if (!fault.lasting) expect(failed.length, `${title}: ${JSON.stringify(steps)}`).toBeLessThanOrEqual(1)
  const here = await openDevice('总会办公室', 'headquarters', { dataDir })
  expect(here.data.db.pragma('integrity_check', { simple: true }), title).toBe('ok')
  await checks[work](here, said, path)
  await here.close()
  return failed[0] ? `${failed[0].step}: ${failed[0].code}` : 'nothing noticed'
}

describe.skipIf(cannotInject !== null)('S-10.5, S-9.3, S-2.1: faults inside SQLite', () => {
  test.each(['start', 'migration', 'save', 'import', 'export', 'receipt'] as const)('%s', { timeout }, async (work) => {
    const seen: Record<string, number> = {}
    let tried = 0
    const path = work === 'import' ? template.package : temporaryFolder()
    const { calls } = await runFaulty(work, folderFor(work), path, null)
    // a first start and a migration write hundreds of pages much alike
    const coarse = work === 'start' || work === 'migration' ? 12 : 1
    for (const { error, lasting, every } of kinds)
      for (const call of writeCalls) {
        // opening an existing folder is the same for all: tried with the first of them
        const from = coarse > 1 || work === 'save' ? 1 : opening[call] + 1
        const step = call === 'pwrite64' ? every * coarse : Math.min(every, times(4, 16))
        for (let nth = from; nth <= calls[call]; nth += step) {
          const outcome = await runOne(work, { call, nth, error, lasting })
          if (outcome === null) continue
          tried++
          seen[outcome] = (seen[outcome] ?? 0) + 1
        }
      }
    faultsTried(`disk full and I/O errors inside SQLite during ${work}`, tried, seen)
    expect(tried).toBeGreaterThan(5)
    expect(
      Object.keys(seen).some((outcome) => outcome.includes('disk-')),
      'none was noticed',
    ).toBe(true)
  })
})

import { spawn } from 'node:child_process'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openPackage, readBundle } from '../../../../electron/data/sync/package-read.ts'
import { bundleName } from '../../../../shared/sync/manifest.ts'
import { cleanUp, importFrom, openDevice, temporaryFolder } from '../../../support/device.ts'
import { approve, bundleFile, campaignLine, manifestFor, sha256Of, signatureOf } from '../../../support/packages.ts'
import { rawZip } from '../../../support/zip.ts'

afterEach(cleanUp)

const child = join(import.meta.dirname, '../../../support/import-child.ts')
const bundles = 12
const perBundle = 1500

/** Runs an import and kills it `delay` ms after it began; answers whether it had come to its end. */
function importAndKill(dataDir: string, file: string, delay: number): Promise<boolean> {
  return new Promise((resolve) => {
    const run = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, dataDir, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let done = false
    run.stdout.on('data', (text: Buffer) => {
      if (text.includes('done')) done = true
      if (text.includes('importing')) setTimeout(() => run.kill('SIGKILL'), delay)
    })
    run.on('exit', () => resolve(done))
  })
}

test('S-10.5 kill -9 at 24 points of an import: whole bundles only, and the next import completes (I4)', {
  timeout: 400_000,
}, async () => {
  const authors = Array.from({ length: bundles }, (_, n) => `abcdefghijklmno${'abcdefghijklmnop'[n]}.1`)
  const members = authors.map((device) => {
    const data = bundleFile(
      Array.from({ length: perBundle }, (_, n) => campaignLine(n + 1)),
      1,
      device,
    )
    return { name: bundleName(sha256Of(data)), data }
  })
  const file = join(temporaryFolder(), '大包.shanyan')
  const manifest = Buffer.from(manifestFor(members))
  writeFileSync(file, rawZip([...members, { name: 'manifest.json', data: manifest }, signatureOf(manifest)]))
  const empty = await openDevice('总会办公室', 'headquarters')
  approve(empty)
  await empty.close()
  const whole = await openDevice('对照', 'headquarters')
  approve(whole)
  await importFrom(whole, [file])
  const wanted = await whole.digest()

  const points = { untouched: 0, 'mid-work': 0, finished: 0 }
  for (let run = 0; run < 24; run++) {
    const dataDir = join(temporaryFolder(), 'data')
    cpSync(empty.dir, dataDir, { recursive: true })
    rmSync(join(dataDir, 'owner.lock'), { force: true })
    await importAndKill(dataDir, file, Math.floor((run / 24) * 480))
    const office = await openDevice('总会办公室', 'headquarters', { dataDir })
    const here = office.data.db.prepare(
      'SELECT d.id, count(*) AS n FROM changes c JOIN devices d ON d.n = c.device GROUP BY 1',
    )
    const counts = (here.all() as { id: string; n: number }[]).filter(({ id }) => authors.includes(id))
    for (const { n } of counts) expect(n).toBe(perBundle)
    const noted = office.data.db.prepare('SELECT count(*) FROM bundles').pluck().get()
    expect(noted).toBe(counts.length)
    expect(office.data.db.prepare('SELECT count(*) FROM campaigns').pluck().get()).toBe(counts.length * perBundle)
    expect(office.data.db.pragma('integrity_check', { simple: true })).toBe('ok')
    const packages = office.data.db.prepare("SELECT count(*) FROM packages WHERE state = 'imported'").pluck().get()
    expect(packages).toBe(counts.length === bundles ? 1 : 0)
    points[counts.length === 0 ? 'untouched' : counts.length < bundles ? 'mid-work' : 'finished']++
    const { imported } = await importFrom(office, [file])
    expect(imported[0]).toMatchObject({ imported: true })
    expect(await office.digest()).toBe(wanted)
    await office.close()
  }
  console.log('kill -9 during import: 24,', points)
  expect(points['mid-work']).toBeGreaterThan(5)
  const pack = openPackage(file)
  expect(readBundle(pack.fd, pack.bundles[0] as (typeof pack.bundles)[number]).lines).toHaveLength(perBundle)
  pack.close()
})

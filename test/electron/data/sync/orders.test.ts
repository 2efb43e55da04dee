import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import {
  cleanUp,
  type Device,
  exportTo,
  importFrom,
  openDevice,
  peerOf,
  temporaryFolder,
} from '../../../support/device.ts'
import { faultsTried, seeded, times } from '../../../support/faults.ts'
import { copyOfData } from '../../../support/kill.ts'

afterEach(cleanUp)

const rounds = times(20, 4)
const perRound = 25

/** Two laptops write, hand on each other's bundles, and export again and again: whole, new, acknowledged or not. */
async function writePackages(office: Device): Promise<{ files: string[]; last: string; writer: Device }> {
  const [one, two] = [await openDevice('一组笔记本', 'laptop'), await openDevice('二组笔记本', 'laptop')]
  const next = seeded(7)
  const ids = Array.from({ length: 12 }, () => v7())
  const files: string[] = []
  for (let n = 0; n < 24; n++) {
    const writer = n % 3 === 0 ? two : one
    for (let edits = 0; edits < 3; edits++) {
      const id = ids[Math.floor(next() * ids.length)] as string
      await writer.save('campaigns', id, { name: `活动${n}-${edits}`, purpose: '慈善'.repeat(n) })
    }
    const from = n % 4 === 3 ? two : one
    if (n % 5 === 4) {
      const other = from === one ? two : one
      await importFrom(from, [(await exportTo(other, await peerOf(other, from))).path])
    }
    const { path } = await exportTo(from, await peerOf(from, office), n % 7 === 6 ? 'all' : 'new')
    files.push(path)
    if (n % 3 !== 1) continue
    // acknowledged: from now on it is left out, and whoever lacks this package has a hole
    await importFrom(office, [path])
    const input = { peer: await peerOf(office, from), scope: 'receipt', folder: temporaryFolder() } as const
    await importFrom(from, [(await office.call('packages.export', input)).files[0]?.path as string])
  }
  await importFrom(one, [(await exportTo(two, await peerOf(two, one))).path])
  return { files, last: (await exportTo(one, await peerOf(one, office), 'all')).path, writer: one }
}

test(`S-8.7 ${rounds * perRound} packages twice, overlapping, missing and in any order: one digest (I1, I2)`, {
  timeout: 900_000,
}, async () => {
  const office = await openDevice('总会办公室', 'headquarters')
  await office.close()
  const used = await openDevice('总会办公室', 'headquarters', { dataDir: copyOfData(office.dir) })
  const { files, last, writer } = await writePackages(used)
  await used.close()
  const wanted = await writer.digest()
  const next = seeded(20261123)
  const seen = { known: 0, fresh: 0, 'with numbers missing': 0, 'with a hole before it': 0, 'two or more at once': 0 }
  const tables = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    const dataDir = copyOfData(office.dir)
    const here = await openDevice('总会办公室', 'headquarters', { dataDir })
    for (let n = 0; n < perRound; ) {
      const together = 1 + (next() < 0.3 ? Math.floor(next() * 4) : 0)
      const paths = Array.from(
        { length: Math.min(together, perRound - n) },
        () => files[Math.floor(next() * files.length)] as string,
      )
      n += paths.length
      const before = here.data.db.prepare('SELECT count(*) FROM changes').pluck().get()
      const { previews, imported } = await importFrom(here, paths)
      expect(imported.every((preview) => preview.imported)).toBe(true)
      if (paths.length > 1) seen['two or more at once']++
      for (const preview of previews) seen[preview.known ? 'known' : 'fresh']++
      if (previews.some(({ missing }) => missing.length > 0)) seen['with numbers missing']++
      const holes = here.data.db.prepare('SELECT count(*) FROM held WHERE first > 1').pluck().get() as number
      if (holes > 0) seen['with a hole before it']++
      const after = here.data.db.prepare('SELECT count(*) FROM changes').pluck().get()
      if (previews.every(({ known }) => known)) expect(after).toBe(before)
    }
    await importFrom(here, [last])
    expect(await here.digest()).toBe(wanted)
    tables.add(
      JSON.stringify(here.data.db.prepare('SELECT id, name, purpose, deleted FROM campaigns ORDER BY id').all()),
    )
    tables.add(
      JSON.stringify(writer.data.db.prepare('SELECT id, name, purpose, deleted FROM campaigns ORDER BY id').all()),
    )
    expect(here.data.db.prepare('SELECT count(*) FROM held').pluck().get()).toBe(
      here.data.db.prepare('SELECT count(*) FROM (SELECT DISTINCT device, stream FROM changes)').pluck().get(),
    )
    await here.close()
  }
  expect(tables.size).toBe(1)
  faultsTried('packages twice, overlapping, missing, in any order', rounds * perRound, seen)
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(rounds)
})

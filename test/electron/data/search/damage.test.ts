import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dataFiles } from '../../../../electron/data/db/folder.ts'
import { openIndex, putMeta } from '../../../../electron/data/search/index-file.ts'
import { cleanUp, type Device, openDevice } from '../../../support/device.ts'
import { faultsTried, seeded, times } from '../../../support/faults.ts'
import { idsFound } from '../../../support/search.ts'

afterEach(cleanUp)

const said = ['夕阳红助餐点', '孤寡老人餐费', '雏鹰计划助学', '邻里守望互助'] as const
let here: Device
let ids: string[]

beforeEach(async () => {
  here = await openDevice('总会', 'headquarters')
  ids = said.map(() => v7())
  for (const [at, quote] of said.entries()) await here.save('findings', ids[at] as string, { quote })
  await here.data.search.settled()
})

const reopen = async () => {
  await here.close()
  here = await openDevice('总会', 'headquarters', { dataDir: here.dir })
}
async function expectAll() {
  await here.data.search.settled()
  for (const [at, quote] of said.entries())
    expect(await idsFound(here, 'findings', quote.slice(1, 4))).toEqual([ids[at]])
}
const file = () => dataFiles(here.dir).search

describe('an index that is of no use is made anew', () => {
  test('no file, no database, another version, half made, of another database', async () => {
    const harms: ((path: string) => void)[] = [
      (path) => writeFileSync(path, ''),
      (path) => writeFileSync(path, 'not a database'.repeat(1000)),
      (path) => writeFileSync(path, readFileSync(path).subarray(0, statSync(path).size / 2)),
      () => withIndex((db) => putMeta(db, 'stamp', 'of another version')),
      () => withIndex((db) => db.pragma('user_version = 1')),
      () => withIndex((db) => db.exec("DELETE FROM meta WHERE key = 'stamp'")),
      () => withIndex((db) => db.exec('INSERT INTO covered (device, stream, first, last) VALUES (77, 1, 1, 9)')),
    ]
    for (const harm of harms) {
      const path = file()
      await here.close()
      harm(path)
      here = await openDevice('总会', 'headquarters', { dataDir: here.dir })
      await expectAll()
    }
    function withIndex(act: (db: ReturnType<typeof openIndex>) => void) {
      const db = openIndex(here.dir)
      act(db)
      db.close()
    }
  })

  test(`${times(400, 40)} times with bytes that changed while nobody looked: found out after an end out of order, nothing false ever`, {
    timeout: 600_000,
  }, async () => {
    const next = seeded(20261124)
    const seen: Record<string, number> = {}
    await here.close()
    const whole = readFileSync(file())
    for (let n = 0; n < times(400, 40); n++) {
      const bytes = Buffer.from(whole)
      const from = Math.floor(next() * bytes.length)
      for (let at = from; at < Math.min(bytes.length, from + 1 + next() * 64); at++) bytes[at] = next() * 256
      writeFileSync(file(), bytes)
      const { birthtimeMs } = statSync(file())
      // as after kill -9
      markOpen()
      here = await openDevice('总会', 'headquarters', { dataDir: here.dir })
      await expectAll()
      await here.close()
      const how = statSync(file()).birthtimeMs === birthtimeMs ? 'nothing hurt' : 'made anew'
      seen[how] = (seen[how] ?? 0) + 1
    }
    faultsTried('bytes changed in the search index', times(400, 40), seen)
    expect(seen['made anew']).toBeGreaterThan(times(400, 40) / 4)
    function markOpen() {
      try {
        const db = openIndex(here.dir)
        putMeta(db, 'open', '1')
        db.close()
      } catch {
        // cannot even be opened: seen anyway
      }
    }
  })
})

test('while the index is made, what is typed is looked for in the records themselves', async () => {
  const path = file()
  await here.close()
  writeFileSync(path, '')
  here = await openDevice('总会', 'headquarters', { dataDir: here.dir })
  let finish = () => {}
  const { jobs } = here.data
  const waiting = new Promise<void>((done) => {
    finish = done
  })
  here.data.jobs = { ...jobs, run: async (task, input, job) => waiting.then(() => jobs.run(task, input, job)) }
  const asked = { text: '助餐', limit: 5 }
  const early = await here.call('search.query', asked)
  expect(early.indexing).not.toBeNull()
  expect(early.groups.map(({ entity, total, hits }) => [entity, total, hits[0]?.id])).toEqual([['findings', 1, ids[0]]])
  expect(early.groups[0]?.hits[0]?.excerptMarks).toEqual([[3, 5]])
  const id = v7()
  await here.save('findings', id, { quote: '社区助餐补贴' })
  expect((await here.call('search.query', asked)).groups[0]?.total).toBe(2)
  finish()
  await here.data.search.settled()
  const late = await here.call('search.query', asked)
  expect(late.indexing).toBeNull()
  expect(late.groups[0]?.hits.map((hit) => hit.id).sort()).toEqual([ids[0], id].sort())
  expect(
    here.announced.some(({ event, payload }) => event === 'changed' && JSON.stringify(payload).includes('search')),
  ).toBe(true)
})

test('an end in the middle of making it: the next start makes it whole', { timeout: 120_000 }, async () => {
  const path = file()
  for (const wait of [0, 5, 20, 60]) {
    await here.close()
    writeFileSync(path, '')
    here = await openDevice('总会', 'headquarters', { dataDir: here.dir, worker: true })
    const { indexing } = await here.call('search.query', { text: '助餐', limit: 5 })
    expect(indexing).not.toBeNull()
    await new Promise((done) => setTimeout(done, wait))
    await reopen()
    await expectAll()
  }
})

test('a large import is indexed by a worker, and found', { timeout: 120_000 }, async () => {
  const { log } = here.data
  const many = Array.from({ length: 400 }, () => v7())
  log.atomically(() => {
    for (const id of many) log.write('findings', id, { quote: { value: '批量收入的发现' } })
  })
  const { indexing } = await here.call('search.query', { text: '批量收入', limit: 5 })
  expect(indexing).not.toBeNull()
  await here.data.search.settled()
  expect(await idsFound(here, 'findings', '批量收入')).toEqual([...many].sort())
})

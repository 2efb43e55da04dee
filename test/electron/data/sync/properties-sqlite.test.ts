import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { migrate } from '../../../../electron/data/db/migrate.ts'
import { openWritable, type WritableDb } from '../../../../electron/data/db/open.ts'
import { faultsTried } from '../../../support/faults.ts'
import {
  bundlesOf,
  createMemoryReplica,
  createSqliteReplica,
  dumpOf,
  exchange,
  type Replica,
} from '../../../support/replica.ts'
import { check, scenarios } from '../../../support/replica-check.ts'
import { deviceName, play, random, shuffled, stepKinds, union } from '../../../support/replica-scenario.ts'

const seed = Number(process.env.SYNC_SEED ?? Date.now() % 1_000_000_000)
const opened: WritableDb[] = []
const folders: string[] = []
afterEach(() => {
  for (const db of opened.splice(0)) db.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const create = (device: string, clock: { now: number }) => {
  const replica = createSqliteReplica(device, clock)
  opened.push(replica.db)
  return replica
}

function createOnDisk(device: string, clock: { now: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'shanyan-sync-'))
  folders.push(folder)
  const db = openWritable(join(folder, 'shanyan.db'))
  opened.push(db)
  db.pragma('synchronous = OFF')
  migrate(db)
  return createSqliteReplica(device, clock, db)
}

const derived = (db: WritableDb) =>
  ['links', 'tombstones', 'conflicts'].map((table) => db.prepare(`SELECT * FROM ${table}`).all())

describe(`on SQLite, SYNC_SEED=${seed}`, () => {
  it('300 interleavings of two to five devices [I1] [I2] [I3] [I8] [I9] [I11] [I12]', { timeout: 120_000 }, () => {
    const property = fc.property(scenarios([2, 5], false), (one) => {
      try {
        check(one, create)
      } finally {
        for (const db of opened.splice(0)) db.close()
      }
    })
    fc.assert(property, { seed, numRuns: 300 })
  })

  it('200 change sets forward, in reverse and shuffled: one digest, one set of tables [I1] [I11]', {
    timeout: 120_000,
  }, () => {
    const next = random(seed)
    const clocks = Array.from({ length: 4 }, () => ({
      skew: (next() % 96) * 3_600_000 - 48 * 3_600_000,
      since: 'now' as const,
    }))
    const steps = Array.from({ length: 900 }, () => ({
      who: next() % 4,
      kind: stepKinds[next() % stepKinds.length] as (typeof stepKinds)[number],
      a: next() % 60,
      b: next() % 60,
      c: next() % 60,
    }))
    const replicas = play({ clocks, forked: false, steps, order: 4 }, createMemoryReplica, [])
    const entries = union(replicas)
    let bundles = bundlesOf(entries, Math.max(1, Math.floor(entries.length / 220)))
    while (bundles.length < 200) bundles = bundlesOf(entries, 1)
    expect(bundles.length).toBeGreaterThanOrEqual(200)
    const orders = [bundles, [...bundles].reverse(), shuffled(bundles, next), shuffled(bundles, next)]
    const results = orders.map((order, n) => {
      const replica = createOnDisk(deviceName(n), { now: Date.UTC(2026, 0, 1) })
      for (const bundle of order) replica.receive(bundle)
      const before = { digest: replica.digest(), dump: dumpOf(replica), derived: derived(replica.db) }
      replica.rebuild()
      expect({ digest: replica.digest(), dump: dumpOf(replica), derived: derived(replica.db) }).toEqual(before)
      return before
    })
    for (const result of results) expect(result).toEqual(results[0])
    faultsTried('change sets forward, in reverse, shuffled twice', bundles.length, {
      digests: new Set(results.map(({ digest }) => digest)).size,
    })
    const memory: Replica = createMemoryReplica(deviceName(6), { now: 0 })
    for (const replica of replicas) exchange(memory, replica)
    expect(dumpOf(memory)).toEqual(results[0]?.dump)
    expect(memory.digest()).toBe(results[0]?.digest)
  })
})

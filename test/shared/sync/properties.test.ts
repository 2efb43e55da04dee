import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultsTried } from '../../support/faults.ts'
import { createMemoryReplica } from '../../support/replica.ts'
import { check, scenarios } from '../../support/replica-check.ts'
import { counts } from '../../support/replica-scenario.ts'

const seed = Number(process.env.SYNC_SEED ?? Date.now() % 1_000_000_000)
const shards = [
  { name: 'two devices', devices: [2, 2], forked: false, runs: 3000 },
  { name: 'three devices', devices: [3, 3], forked: false, runs: 3000 },
  { name: 'four or five devices', devices: [4, 5], forked: false, runs: 2500 },
  { name: 'two to four devices, one a copy of another', devices: [2, 4], forked: true, runs: 1500 },
] as const
/** Seeds of runs that once failed. */
const pinned: { shard: number; seed: number; path?: string }[] = []

describe(`any order, any batches, any clock, SYNC_SEED=${seed}`, () => {
  for (const [n, { name, devices, forked, runs }] of shards.entries()) {
    it(`${runs} interleavings of ${name}`, { timeout: 120_000 }, () => {
      fc.assert(
        fc.property(scenarios(devices, forked), (one) => check(one, createMemoryReplica)),
        { seed: seed + n, numRuns: runs },
      )
    })
  }
  for (const { shard, seed: once, path } of pinned) {
    const { devices, forked } = shards[shard] as (typeof shards)[number]
    it(`pinned ${once} ${path ?? ''}`, () => {
      fc.assert(
        fc.property(scenarios(devices, forked), (one) => check(one, createMemoryReplica)),
        { seed: once, numRuns: 50, ...(path ? { path } : {}) },
      )
    })
  }
  it('was not vacuous', () => {
    const runs = shards.reduce((sum, shard) => sum + shard.runs, 0)
    faultsTried('random interleavings of two to five devices', runs, counts)
    for (const [name, count] of Object.entries(counts)) expect(count, name).toBeGreaterThan(25)
  })
})

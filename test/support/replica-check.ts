import fc from 'fast-check'
import { expect } from 'vitest'
import { fieldOf, nouns } from '../../shared/domain/nouns.ts'
import { deletedField, parseChange, type Ref } from '../../shared/sync/change.ts'
import { columnOf } from '../../shared/sync/fold.ts'
import { sameValue } from '../../shared/sync/merge.ts'
import { digestOfEntries, dumpOf, type Entry, type Replica } from './replica.ts'
import {
  counts,
  deliver,
  deviceName,
  modelLeaves,
  modelOf,
  play,
  random,
  rowOf,
  type Scenario,
  stepKinds,
  union,
} from './replica-scenario.ts'

const hour = 3_600_000

export const scenarios = ([least, most]: readonly [number, number], forked: boolean): fc.Arbitrary<Scenario> =>
  fc.record({
    clocks: fc.array(
      fc.record({
        skew: fc.integer({ min: -48 * hour, max: 48 * hour }),
        since: fc.constantFrom('now', 'now', 'now', 'now', '1970', '2099'),
      }),
      { minLength: least, maxLength: most },
    ),
    forked: fc.constant(forked),
    steps: fc.array(
      fc.record({ who: fc.nat(4), kind: fc.constantFrom(...stepKinds), a: fc.nat(60), b: fc.nat(60), c: fc.nat(60) }),
      { minLength: 6, maxLength: 30, size: 'max' },
    ),
    order: fc.nat(),
  })

type Create = (device: string, clock: { now: number }) => Replica

/** Plays, brings everything to everyone in different ways, and compares all that can be seen. */
export function check(one: Scenario, create: Create): void {
  const told: string[] = []
  try {
    const replicas = play(one, create, told)
    for (const replica of replicas) countHoles(replica)
    const next = random(one.order)
    const all = union(replicas)
    for (const replica of replicas) deliver(all, replica, 1 + (next() % 5), next)
    const single = create(deviceName(6), { now: 0 })
    deliver(all, single, 1, next)
    const whole = create(deviceName(7), { now: Date.UTC(2026, 0, 1) })
    deliver(all, whole, 20_000, next)

    const expected = dumpOf(single)
    const digest = digestOfEntries(all)
    for (const replica of [...replicas, single, whole]) {
      expect(dumpOf(replica), `[I1] ${replica.device}`).toEqual(expected)
      expect(replica.digest(), `[I1] ${replica.device}`).toBe(digest)
    }
    for (const bundle of [...all]) {
      const { device, stream, seq, line } = bundle
      const answer = single.receive({ device, stream, first: seq, last: seq, sha256: '', lines: [line] })
      expect(answer.added, '[I2]').toBe(0)
    }
    expect(dumpOf(single), '[I2]').toEqual(expected)
    for (const replica of [whole, replicas[0] as Replica]) {
      replica.rebuild()
      expect(dumpOf(replica), '[I11]').toEqual(expected)
      expect(replica.digest(), '[I11]').toBe(digest)
    }
    compareWithModel(single, all, one.forked)
  } catch (error) {
    if (error instanceof Error) error.message += `\n\n${told.join('\n')}\n`
    throw error
  }
}

function countHoles(replica: Replica): void {
  for (const row of replica.rows()) if (row.meta.includes('"a":')) counts.holes++
}

/** [rule 3] [rule 4] [I3] [I8] [I9] [I12] against a model that reads the whole log at once. */
function compareWithModel(replica: Replica, all: Entry[], forked: boolean): void {
  const model = modelOf(all)
  const conflicts = new Map(replica.conflicts().map((one) => [`${one.entity} ${one.id} ${one.field}`, one]))
  const lines = new Map<string, number>()
  for (const { device, stream, seq } of all)
    lines.set(`${device} ${stream} ${seq}`, (lines.get(`${device} ${stream} ${seq}`) ?? 0) + 1)
  for (const times of lines.values()) if (times > 1) counts.forks++
  for (const { entity, id, fields, deleted, disputed } of model.values()) {
    const row = rowOf(replica, entity, id)
    expect(row, '[I9] no record is ever missing').toBeDefined()
    if (!row) return
    if (new Set([...fields.values()].flat().map((write) => write.stream)).size > 1) counts.twoStreams++
    if (Object.hasOwn(nouns, entity)) {
      expect(row.deleted, `[rule 4] ${entity} ${id}`).toBe(deleted)
      expect(conflicts.has(`${entity} ${id} ${deletedField}`), `[rule 4] ${entity} ${id}`).toBe(disputed)
      if (deleted) counts.deleted++
      if (disputed) counts.deletionConflicts++
    }
    const held = replica.load(entity, id)
    for (const [name, writes] of fields) {
      const leaves = modelLeaves(writes)
      expect([...(held?.state.leaves.get(name) ?? [])].sort(), `[rule 3] ${name}`).toEqual(
        [...new Set(leaves.map((leaf) => leaf.ref))].sort(),
      )
      const byRef = new Map(writes.map((write) => [write.ref, write]))
      const reached = new Set<Ref>()
      const open = leaves.map((leaf) => leaf.ref)
      for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
        if (reached.has(ref)) continue
        reached.add(ref)
        open.push(...(byRef.get(ref)?.parents ?? []))
      }
      for (const write of writes) expect(reached.has(write.ref), '[I3]').toBe(true)
      if (name === deletedField) continue
      if (!forked) {
        const devices = leaves.map((leaf) => leaf.device)
        expect(new Set(devices).size, `[I8] ${entity} ${name}`).toBe(devices.length)
      }
      const equal = leaves.every((leaf) => sameValue(leaf.value, leaves[0]?.value ?? null))
      const conflict = conflicts.get(`${entity} ${id} ${name}`)
      const field = fieldOf(entity, name)
      if (equal) expect(conflict, `[I8] ${name}`).toBeUndefined()
      else if (field?.kind !== 'prose') expect(conflict?.kind, `[I3] ${name}`).toBe('value')
      if (conflict) {
        expect(conflict.incomplete).toBe(false)
        if (conflict.kind === 'prose') counts.proseConflicts++
        else counts.conflicts++
      } else if (!equal) counts.cleanMerges++
      if (!field || (field.kind === 'prose' && !equal && !conflict)) continue
      const value = leaves[0]?.value ?? null
      if (field.kind === 'set') {
        const slash = name.indexOf('/')
        const elements = row.columns[name.slice(0, slash)] as string[]
        expect(elements.includes(name.slice(slash + 1)), `[rule 3] ${name}`).toBe(value === true)
      } else expect(row.columns[name], `[rule 3] ${name}`).toBe(columnOf(field, value))
    }
  }
  for (const { line } of all) expect(parseChange(line).hlc, '[I10]').toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER)
}

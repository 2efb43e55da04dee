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

/** `expect` only where it fails: a run compares millions of values. */
function same(actual: unknown, expected: unknown, label: string): void {
  if (actual !== expected && JSON.stringify(actual) !== JSON.stringify(expected))
    expect(actual, label).toEqual(expected)
}

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
      same(dumpOf(replica), expected, `[I1] ${replica.device}`)
      same(replica.digest(), digest, `[I1] ${replica.device}`)
    }
    for (const bundle of [...all]) {
      const { device, stream, seq, line } = bundle
      const answer = single.receive({ device, stream, first: seq, last: seq, sha256: '', lines: [line] })
      same(answer.added, 0, '[I2]')
    }
    same(dumpOf(single), expected, '[I2]')
    for (const replica of [whole, replicas[0] as Replica]) {
      replica.rebuild()
      same(dumpOf(replica), expected, '[I11]')
      same(replica.digest(), digest, '[I11]')
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
      same(row.deleted, deleted, `[rule 4] ${entity} ${id}`)
      same(conflicts.has(`${entity} ${id} ${deletedField}`), disputed, `[rule 4] ${entity} ${id}`)
      if (deleted) counts.deleted++
      if (disputed) counts.deletionConflicts++
    }
    const held = replica.load(entity, id)
    for (const [name, writes] of fields) {
      const leaves = modelLeaves(writes)
      same(
        [...(held?.state.leaves.get(name) ?? [])].sort(),
        [...new Set(leaves.map((leaf) => leaf.ref))].sort(),
        `[rule 3] ${name}`,
      )
      const byRef = new Map(writes.map((write) => [write.ref, write]))
      const reached = new Set<Ref>()
      const open = leaves.map((leaf) => leaf.ref)
      for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
        if (reached.has(ref)) continue
        reached.add(ref)
        open.push(...(byRef.get(ref)?.parents ?? []))
      }
      for (const write of writes) same(reached.has(write.ref), true, '[I3]')
      if (name === deletedField) continue
      if (!forked) {
        const devices = leaves.map((leaf) => leaf.device)
        same(new Set(devices).size, devices.length, `[I8] ${entity} ${name}`)
      }
      const equal = leaves.every((leaf) => sameValue(leaf.value, leaves[0]?.value ?? null))
      const conflict = conflicts.get(`${entity} ${id} ${name}`)
      const field = fieldOf(entity, name)
      if (equal) expect(conflict, `[I8] ${name}`).toBeUndefined()
      else if (field?.kind !== 'prose') same(conflict?.kind, 'value', `[I3] ${name}`)
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
        same(elements.includes(name.slice(slash + 1)), value === true, `[rule 3] ${name}`)
      } else same(row.columns[name], columnOf(field, value), `[rule 3] ${name}`)
    }
  }
  for (const { line } of all) same(Number.isSafeInteger(parseChange(line).hlc), true, '[I10]')
}

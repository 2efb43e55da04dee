import { hashOf } from '../../electron/data/sync/changes.ts'
import type { Entity, Field } from '../../shared/domain/fields.ts'
import { fieldOf, nouns } from '../../shared/domain/nouns.ts'
import { deletedField, type Json, parseChange, type Ref, refOf } from '../../shared/sync/change.ts'
import type { Edit, Value } from '../../shared/sync/edit.ts'
import { bundlesOf, type Entry, exchange, lacking, type Replica, writeRaw } from './replica.ts'

/** One random step; the numbers choose among what is possible at that moment. */
export type Step = { who: number; kind: StepKind; a: number; b: number; c: number }
export type StepKind = (typeof stepKinds)[number]
/** Repeated by weight. */
export const stepKinds = [
  'edit',
  'edit',
  'edit',
  'prose',
  'prose',
  'set',
  'child',
  'repoint',
  'open',
  'saveStale',
  'saveStale',
  'saveStaleSet',
  'remove',
  'restore',
  'choose',
  'choose',
  'future',
  'exchange',
  'exchange',
  'part',
  'part',
] as const

export type Scenario = {
  /** Milliseconds a clock is wrong by; `since` a clock that started in 1970 or 2099. */
  clocks: { skew: number; since: 'now' | '1970' | '2099' }[]
  /** The second device is a copy of the first and writes under its name. */
  forked: boolean
  steps: Step[]
  order: number
}

const uuid = (n: number) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
export const pool = {
  campaigns: [uuid(1)],
  teams: [uuid(2), uuid(3)],
  visits: [uuid(4), uuid(5)],
  findings: [uuid(6), uuid(7), uuid(8)],
  people: [uuid(9), uuid(10)],
} satisfies Partial<Record<Entity, string[]>>
type PoolEntity = keyof typeof pool
const editable: PoolEntity[] = ['visits', 'findings', 'visits', 'findings', 'visits', 'teams', 'campaigns', 'people']
const scalar: Record<PoolEntity, [string, Value[]][]> = {
  campaigns: [['name', ['甲', '乙', null]]],
  teams: [
    ['campaign', [...pool.campaigns, null]],
    ['name', ['一组', '二组', null]],
  ],
  visits: [
    ['team', [...pool.teams, null]],
    ['status', ['planned', 'done', '新状态']],
    ['inferred', [0, 1, null]],
  ],
  findings: [
    ['team', [...pool.teams, null]],
    ['kind', ['problem', 'plan', null]],
    ['mergedInto', [...pool.findings, null]],
  ],
  people: [['name', ['张三', '李四', null]]],
}
const sets: [PoolEntity, string, string[]][] = [
  ['visits', 'participants', pool.people],
  ['visits', 'methods', ['symposium', 'onsite']],
  ['findings', 'visits', pool.visits],
  ['findings', 'topics', ['养老', '助学']],
]
const prose: [PoolEntity, string][] = [
  ['visits', 'summary'],
  ['findings', 'quote'],
]
const story = ['走访', '社区', '。', '问题', '三个', '。', '建议', '加强', '。']
const words = ['乡镇', '机构', '困难', '𠮷野', 'NGO', '']

export const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T

export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
}
export function shuffled<T>(list: readonly T[], next: () => number): T[] {
  const copy = [...list]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = next() % (i + 1)
    ;[copy[i], copy[j]] = [copy[j] as T, copy[i] as T]
  }
  return copy
}

export const counts = {
  conflicts: 0,
  proseConflicts: 0,
  cleanMerges: 0,
  deleted: 0,
  deletionConflicts: 0,
  restores: 0,
  choices: 0,
  stale: 0,
  holes: 0,
  forks: 0,
  twoStreams: 0,
  future: 0,
  flagged: 0,
}

const start = Date.UTC(2026, 0, 1)
const epochs = { now: start, '1970': 0, '2099': Date.UTC(2099, 0, 1) }

/** Plays a scenario on replicas made by `create`; what was done is added to `told`. */
export function play(scenario: Scenario, create: (device: string, clock: { now: number }) => Replica, told: string[]) {
  const clocks = scenario.clocks.map(({ skew, since }) => ({ now: epochs[since] + skew }))
  const replicas = clocks.map((clock, n) => create(deviceName(scenario.forked && n === 1 ? 0 : n), clock))
  prepare(replicas, scenario.order, told)
  const sessions = replicas.map(() => new Map<string, { heads: string[]; shown: Value }>())
  for (const step of scenario.steps) {
    const n = step.who % replicas.length
    const replica = replicas[n] as Replica
    const other = at(replicas, n + 1 + (step.a % Math.max(1, replicas.length - 1)))
    for (const clock of clocks) clock.now += (step.c % 50) * 60_000
    const done = takeStep(step, replica, other, sessions[n] as Map<string, { heads: string[]; shown: Value }>)
    told.push(`${n} ${step.kind} ${done}`)
  }
  return replicas
}

/** Something to quarrel about: a campaign, its team, a visit and a finding, known to all or only to the first. */
function prepare(replicas: Replica[], order: number, told: string[]): void {
  const [first, ...others] = replicas
  const [campaign, team, visit, finding] = [pool.campaigns[0], pool.teams[0], pool.visits[0], pool.findings[0]] as [
    string,
    string,
    string,
    string,
  ]
  const depth = order % 5
  if (depth > 0) first?.write('campaigns', campaign, { name: { value: '甲' } })
  if (depth > 1) first?.write('teams', team, { campaign: { value: campaign } })
  if (depth > 2) first?.write('visits', visit, { team: { value: team }, summary: { value: story.join('') } })
  if (depth > 3) first?.write('findings', finding, { visits: { value: [visit] }, quote: { value: story.join('') } })
  const shared = order % 3
  if (first && shared > 0) for (const other of others) exchange(first, other)
  told.push(`prepared ${depth}, ${shared > 0 ? 'known to all' : 'known to the first'}`)
}

export const deviceName = (n: number) => `${'abcdefgh'[n]}bcdefgh.1`

function takeStep(
  { kind, a, b, c }: Step,
  replica: Replica,
  other: Replica,
  sessions: Map<string, { heads: string[]; shown: Value }>,
): string {
  const save = (entity: Entity, id: string, name: string, edit: Edit): string => {
    if (rowOf(replica, entity, id)?.deleted) return `${entity} ${id.slice(-2)} is in the trash`
    const { ref, heads } = replica.write(entity, id, { [name]: edit })
    if (c % 3 > 0) sessions.set(`${entity} ${id} ${name}`, { heads: heads[name] ?? [], shown: edit.value })
    return `${entity} ${id.slice(-2)} ${name} = ${JSON.stringify(edit)} → ${ref}`
  }
  switch (kind) {
    case 'edit': {
      const entity = at(editable, a)
      const [name, values] = at(scalar[entity], b)
      return save(entity, at(pool[entity], a >> 3), name, { value: at(values, c) })
    }
    case 'prose': {
      const [entity, name] = at(prose, a)
      const id = at(pool[entity], b)
      const shown = rowOf(replica, entity, id)?.columns[name]
      return save(entity, id, name, { value: typeof shown === 'string' ? reword(shown, b >> 2, c) : story.join('') })
    }
    case 'set': {
      const [entity, name, elements] = at(sets, a)
      const id = at(pool[entity], b)
      return save(entity, id, name, { value: toggled(rowOf(replica, entity, id)?.columns[name], at(elements, c)) })
    }
    case 'child':
      return save('findings', at(pool.findings, a), 'visits', { value: [at(pool.visits, b)] })
    case 'repoint':
      return save('visits', at(pool.visits, a), 'team', { value: at([...pool.teams, null], b) })
    case 'open': {
      const [entity, name] = a % 2 ? at(prose, a >> 1) : (['visits', 'status'] as const)
      const id = at(pool[entity], b)
      sessions.set(`${entity} ${id} ${name}`, openSession(replica, entity, id, name))
      return `${entity} ${id.slice(-2)} ${name}`
    }
    case 'saveStale':
    case 'saveStaleSet': {
      const open = [...sessions].filter(([key]) => isSet(key) === (kind === 'saveStaleSet'))
      const [key, session] = at(open, a) ?? []
      if (!key || !session) return 'nothing'
      counts.stale++
      const [entity, id, name] = key.split(' ') as [PoolEntity, string, string]
      const field = (nouns[entity].fields as Record<string, Field>)[name]
      const value =
        field?.kind === 'set'
          ? toggled(session.heads, at(sets.find((one) => one[1] === name)?.[2] ?? [], b))
          : field?.kind === 'prose'
            ? reword(String(session.shown ?? story.join('')), b, c)
            : at(scalar[entity].find((one) => one[0] === name)?.[1] ?? [null], b)
      return save(entity, id, name, { value, base: session.heads })
    }
    case 'remove': {
      const entity = at(['visits', 'teams', 'visits', 'findings'] as const, a)
      return `${entity} ${replica.mark(entity, [at(pool[entity], b)], 'remove')}`
    }
    case 'restore': {
      const entity = at(['visits', 'teams', 'visits', 'findings'] as const, a)
      const restored = replica.mark(entity, [at(pool[entity], b)], 'restore')
      counts.restores += restored
      return `${entity} ${restored}`
    }
    case 'choose': {
      const conflict = at(replica.conflicts(), a)
      if (!conflict || conflict.field === deletedField || !Object.hasOwn(nouns, conflict.entity)) return 'nothing'
      const { entity, id, field } = conflict as { entity: Entity; id: string; field: string }
      if (rowOf(replica, entity, id)?.deleted) return 'in the trash'
      const leaves = replica.load(entity, id)?.state.leaves.get(field) ?? []
      const values = leaves.map((ref) => replica.read(ref)?.fields[field]?.[0] ?? null)
      counts.choices++
      return `${entity} ${id.slice(-2)} ${field} → ${replica.choose(entity, id, field, at(values, b), leaves)}`
    }
    case 'future': {
      counts.future++
      const [entity, name] = at(
        [
          ['visits', 'weather'],
          ['surveys', 'score'],
          ['surveys', 'visits/x'],
        ] as const,
        a,
      )
      const id = uuid(4 + (b % 2))
      const state = replica.load(entity, id)?.state
      const value: Json = at(['晴', { degrees: 31 }, [1, 2], 7], c)
      const stream = c % 5 ? (replica.load(entity, id)?.stream ?? 'base') : at(['base', uuid(1)], b >> 1)
      return writeRaw(replica, stream, entity, id, { [name]: [value, state?.leaves.get(name) ?? []] })
    }
    case 'exchange':
      exchange(replica, other)
      return `with ${other.device}`
    case 'part': {
      const bundles = bundlesOf(lacking(other, replica), 1 + (b % 4)).filter((_, n) => (n + c) % 3 === 0)
      for (const bundle of c % 2 ? bundles.reverse() : bundles) counts.flagged += replica.receive(bundle).flagged
      return `${bundles.length} bundles from ${other.device}`
    }
  }
}

const isSet = (key: string) => sets.some(([entity, name]) => key.startsWith(entity) && key.endsWith(` ${name}`))
const openSession = (replica: Replica, entity: Entity, id: string, name: string) => ({
  heads: replica.headsOf(entity, id, [name])[name] ?? [],
  shown: (rowOf(replica, entity, id)?.columns[name] ?? null) as Value,
})
export const rowOf = (replica: Replica, entity: string, id: string) =>
  replica.rows().find((row) => row.entity === entity && row.id === id)
const toggled = (value: unknown, element: string): string[] => {
  const list = Array.isArray(value) ? (value as string[]) : []
  return list.includes(element) ? list.filter((one) => one !== element) : [...list, element]
}
function reword(text: string, place: number, word: number): string {
  const tokens = text.match(/[。]|[^。]{1,2}/gu) ?? []
  const index = place % Math.max(1, tokens.length)
  return [...tokens.slice(0, index), at(words, word), ...tokens.slice(index + 1)].join('')
}

/** Every entry any replica holds. */
export function union(replicas: Replica[]): Entry[] {
  const all = new Map<string, Entry>()
  for (const replica of replicas)
    for (const entry of replica.entries()) all.set(`${entry.device} ${entry.stream} ${entry.seq} ${entry.line}`, entry)
  return [...all.values()]
}

/** Hands entries on in any order, in bundles of any size, some of them twice. */
export function deliver(entries: Entry[], to: Replica, longest: number, next: () => number): void {
  const bundles = bundlesOf(entries, longest)
  const twice = bundles.filter(() => next() % 4 === 0)
  for (const bundle of shuffled([...bundles, ...twice], next)) to.receive(bundle)
}

// ── an independent model of sync rules 3 and 4: slow, from the whole log at once ────────────

type Written = { ref: Ref; device: string; stream: string; seq: number; hlc: number; value: Json; parents: Ref[] }
type ModelRecord = { entity: string; id: string; fields: Map<string, Written[]>; deleted: boolean; disputed: boolean }
export type Model = Map<string, ModelRecord>

export function modelOf(entries: Entry[]): Model {
  const model: Model = new Map()
  for (const { device, stream, seq, line } of entries) {
    const change = parseChange(line)
    const key = change.entity + change.id
    const record = model.get(key) ?? {
      entity: change.entity,
      id: change.id,
      fields: new Map(),
      deleted: false,
      disputed: false,
    }
    model.set(key, record)
    const ref = refOf(device, seq, hashOf(line))
    for (const [name, [value, parents]] of Object.entries(change.fields)) {
      const list: Written[] = record.fields.get(name) ?? []
      record.fields.set(name, list)
      if (!list.some((one) => one.ref === ref && one.stream === stream))
        list.push({ ref, device, stream, seq, hlc: change.hlc, value, parents })
    }
  }
  for (const record of model.values()) judge(record, model)
  return model
}

export const modelLeaves = (writes: Written[]): Written[] => {
  const superseded = new Set(writes.flatMap((write) => write.parents))
  return writes
    .filter((write) => !superseded.has(write.ref))
    .sort(
      (a, b) =>
        b.hlc - a.hlc ||
        (a.device < b.device ? 1 : a.device > b.device ? -1 : b.seq - a.seq || (a.ref < b.ref ? 1 : -1)),
    )
}

function judge(record: ModelRecord, model: Model): void {
  const marks = modelLeaves(record.fields.get(deletedField) ?? []).map((write) => write.value)
  const vectors = marks.filter((value) => value !== null) as Record<string, Record<string, number>>[]
  if (vectors.length === 0) return
  const must = [...record.fields].filter(([name]) => name !== deletedField).flatMap(([, writes]) => writes)
  for (const child of model.values()) {
    for (const [name, writes] of child.fields) {
      const field = fieldOf(child.entity, name)
      const leaves = modelLeaves(writes)
      const shown = leaves[0]?.value
      if (field?.kind === 'ref' && field.to === record.entity && shown === record.id) must.push(...leaves)
      if (field?.kind === 'set' && field.of === record.entity && name.endsWith(`/${record.id}`) && shown === true)
        must.push(...leaves)
    }
  }
  record.deleted =
    vectors.length === marks.length &&
    vectors.some((vector) => must.every((write) => (vector[write.device]?.[write.stream] ?? 0) >= write.seq))
  record.disputed = !record.deleted
}

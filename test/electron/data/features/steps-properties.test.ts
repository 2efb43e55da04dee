/**
 * What people do on two computers, in any order, with exchanges between: nothing of it finishes a measure without evidence or a directive
 * without its measures, and every step is told with who, when and why.
 */
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { Context } from '../../../../electron/data/context.ts'
import { openDrafts } from '../../../../electron/data/db/drafts.ts'
import type { WritableDb } from '../../../../electron/data/db/open.ts'
import { putSetting } from '../../../../electron/data/db/settings.ts'
import { dispatch } from '../../../../electron/data/dispatch.ts'
import { commitDrafts } from '../../../../electron/data/sync/commit-drafts.ts'
import type { Input, OperationName, Result } from '../../../../shared/contract.ts'
import { builtInId } from '../../../../shared/domain/ids.ts'
import { measureMoves, stageOf } from '../../../../shared/domain/ledger-rules.ts'
import { measureStages } from '../../../../shared/domain/measures.ts'
import { parseChange } from '../../../../shared/sync/change.ts'
import type { ConflictDetail, ConflictItem } from '../../../../shared/views.ts'
import { createSqliteReplica, exchange } from '../../../support/replica.ts'
import { deviceName } from '../../../support/replica-scenario.ts'

const seed = Number(process.env.SYNC_SEED ?? Date.now() % 1_000_000_000)
const opened: { close(): void }[] = []
afterEach(() => {
  for (const one of opened.splice(0)) one.close()
})

function openDesk(n: number, role: 'laptop' | 'headquarters') {
  const clock = { now: Date.UTC(2024, 0, 1) + n * 3_600_000 }
  const replica = createSqliteReplica(deviceName(n), clock)
  const drafts = openDrafts(':memory:')
  opened.push(drafts, replica.db)
  const person = role === 'laptop' ? '刘成林' : '总会办公室'
  putSetting(replica.db, 'profile', JSON.stringify({ role, unit: '总会', person, deviceName: person, demo: false }))
  const context = {
    ...{ device: replica.device, db: replica.db, reader: replica.db, log: replica.log, drafts },
    now: () => clock.now,
    announce: () => undefined,
    jobs: { holding: () => false },
  } as unknown as Context
  return {
    ...{ replica, db: replica.db, context, clock },
    async call<K extends OperationName>(operation: K, input: Input<K>) {
      clock.now += 60_000
      return JSON.parse(await dispatch(operation, input, context)) as Result<unknown>
    },
  }
}
type Desk = ReturnType<typeof openDesk>

// few of each, so that they meet
const id = (entity: 'measures' | 'directives' | 'teams' | 'organizations' | 'attachments' | 'documents', n: number) =>
  builtInId(entity, `rules/${n}`)
const measures = [0, 1, 2].map((n) => id('measures', n))
const directives = [0, 1].map((n) => id('directives', n))
const teams = [0, 1].map((n) => id('teams', n))
const owner = id('organizations', 0)
const files = [0, 1, 2, 3].map((n) => id('attachments', n))
const documents = [0, 1].map((n) => id('documents', n))
const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T
const some = (list: readonly string[], n: number) => list.filter((_, index) => (n >> index) & 1)

async function begin(desk: Desk): Promise<void> {
  const put = (entity: 'measures' | 'directives' | 'documents' | 'attachments', record: string, fields: object) =>
    save(desk, entity, record, fields)
  for (const [n, measure] of measures.entries())
    await put('measures', measure, {
      title: `举措${n}`,
      stage: 'proposed',
      owner: n ? owner : null,
      evidence: n ? '' : '方案',
      directives: [at(directives, n)],
    })
  for (const directive of directives) await put('directives', directive, { text: '要求', stage: 'open' })
  for (const [n, document] of documents.entries()) await put('documents', document, { title: `文件${n}` })
  for (const [n, file] of files.entries())
    await put('attachments', file, { measure: at(measures, n), sha256: `${n}`.repeat(64) })
  await desk.call('records.remove', { entity: 'attachments', ids: files })
}

const save = (
  desk: Desk,
  entity: 'measures' | 'directives' | 'documents' | 'attachments',
  record: string,
  fields: object,
) =>
  desk.call('records.save', {
    ...{ entity, id: record },
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
  })

type Numbers = { a: number; b: number; c: number }

/** What a person, or a program beside the window, can ask for. */
const actions = {
  advance: (desk: Desk, { a, c }: Numbers) => {
    const measure = at(measures, a)
    const stage = stageOf(column(desk.db, 'measures', measure, 'stage') as (typeof measureStages)[number] | null)
    const reviewed = { outcome: 'kept' as const, ...(c % 5 ? { outcomeNote: '查过' } : {}) }
    const to = measureMoves[stage][0] as (typeof measureStages)[number]
    return desk.call('measures.move', { ids: [measure], to, text: '照办', ...reviewed })
  },
  /** Back, the same way or another on either computer. */
  back: (desk: Desk, { a, b }: Numbers) => {
    const measure = at(measures, a)
    const stage = stageOf(column(desk.db, 'measures', measure, 'stage') as (typeof measureStages)[number] | null)
    return desk.call('measures.move', {
      ids: [measure],
      to: at(measureMoves[stage].slice(1), b) ?? 'proposed',
      text: '退回',
    })
  },
  leap: (desk: Desk, { a, b, c }: Numbers) =>
    desk.call('measures.move', {
      ids: some(measures, a % 7).slice(0, 2),
      to: at(measureStages, b),
      text: c % 4 ? '因故' : ' ',
    }),
  evidence: (desk: Desk, { a, b }: Numbers) =>
    save(desk, 'measures', at(measures, a), { evidence: at(['', '方案', '方案和名单'], b) }),
  note: (desk: Desk, { a, b }: Numbers) =>
    save(desk, 'measures', at(measures, a), { outcomeNote: at(['', '已兑现'], b), content: `内容${b}` }),
  owner: (desk: Desk, { a, b }: Numbers) =>
    save(desk, 'measures', at(measures, a), { owner: b % 4 ? owner : null, due: `2024-0${1 + (b % 9)}-15` }),
  links: (desk: Desk, { a, b, c }: Numbers) =>
    save(desk, 'measures', at(measures, a), { directives: some(directives, b), teams: some(teams, c) }),
  papers: (desk: Desk, { a, b }: Numbers) => save(desk, 'measures', at(measures, a), { documents: some(documents, b) }),
  file: (desk: Desk, { a, b, c }: Numbers) =>
    desk.call(c % 3 ? 'records.restore' : 'records.remove', {
      entity: b % 2 ? 'attachments' : 'documents',
      ids: [at(b % 2 ? files : documents, a)],
    }),
  otherMeasure: (desk: Desk, { a, b }: Numbers) =>
    save(desk, 'attachments', at(files, a), { measure: at(measures, b) }),
  trash: (desk: Desk, { a, b, c }: Numbers) =>
    desk.call(c % 2 ? 'records.restore' : 'records.remove', {
      entity: b % 3 ? 'measures' : 'directives',
      ids: [at(b % 3 ? measures : directives, a)],
    }),
  teams: (desk: Desk, { a, b }: Numbers) => save(desk, 'directives', at(directives, a), { teams: some(teams, b) }),
  directive: (desk: Desk, { a, b }: Numbers) =>
    desk.call('directives.move', { id: at(directives, a), to: b % 3 ? 'closed' : 'open', text: '已分解' }),
  extend: (desk: Desk, { a, b }: Numbers) =>
    desk.call('measures.extend', { id: at(measures, a), due: `2025-0${1 + (b % 9)}-01`, text: '等文件' }),
  answer: (desk: Desk, { a, b }: Numbers) => {
    const open = desk.db
      .prepare("SELECT id FROM proceedings WHERE kind = 'extension' ORDER BY id")
      .pluck()
      .all() as string[]
    if (open.length === 0) return null
    return desk.call('measures.answer', {
      extension: at(open, a),
      verdict: b % 3 ? 'approval' : 'refusal',
      text: '同意',
    })
  },
  undo: (desk: Desk, { a }: Numbers) => {
    const all = desk.db
      .prepare('SELECT id FROM proceedings ORDER BY at DESC, id DESC LIMIT 4')
      .pluck()
      .all() as string[]
    return all.length === 0 ? null : desk.call('proceedings.undo', { ids: [at(all, a)], text: '撤销' })
  },
  around: (desk: Desk, { a, b, c }: Numbers) => {
    const entity = c % 3 ? ('measures' as const) : ('directives' as const)
    const record = at(entity === 'measures' ? measures : directives, a)
    const stage = at(entity === 'measures' ? measureStages : (['open', 'closed'] as const), b)
    const fields = { stage: { value: stage } }
    const edit = { entity, id: record, fields }
    const ways = [
      () => desk.call('records.save', edit),
      () => desk.call('records.saveAll', { records: [edit] }),
      () => desk.call('conflicts.resolve', { entity, id: record, field: 'stage', value: stage, leaves: [] }),
      () => desk.call('conflicts.resolve', { entity, id: record, field: 'evidence', value: null, leaves: [] }),
      async () => {
        const drafts = {
          stage: { value: stage, base: [] },
          ...(entity === 'measures' ? { evidence: { value: '', base: [] } } : {}),
        }
        await desk.call('drafts.put', { entity, id: record, fields: drafts })
        commitDrafts(desk.context, true)
        return desk.call('drafts.discard', { entity, id: record, fields: Object.keys(drafts) })
      },
    ]
    return at(ways, b + c)()
  },
  erase: (desk: Desk, { a }: Numbers) => {
    const all = desk.db.prepare("SELECT id FROM proceedings WHERE kind <> 'note' ORDER BY id").pluck().all() as string[]
    return all.length === 0 ? null : desk.call('records.remove', { entity: 'proceedings', ids: [at(all, a)] })
  },
  settle: async (desk: Desk, { a, b }: Numbers) => {
    const list = (await desk.call('conflicts.list', {})) as { ok: true; value: ConflictItem[] }
    if (list.value.length === 0) return null
    const { entity, id: record, field } = at(list.value, a)
    const got = (await desk.call('conflicts.get', { entity, id: record, field })) as { ok: true; value: ConflictDetail }
    if (field === 'stage') for (const side of got.value.sides) if (side.value !== null) checkSide(side)
    const side = at(got.value.sides, b)
    const leaves = got.value.sides.map(({ ref }) => ref)
    const answer = await desk.call('conflicts.resolve', { entity, id: record, field, value: side.value, leaves })
    if (answer.ok && field === 'stage') reached.set('conflict settled', (reached.get('conflict settled') ?? 0) + 1)
    return answer
  },
} satisfies Record<
  string,
  (desk: Desk, numbers: Numbers) => Promise<Result<unknown>> | null | Promise<Result<unknown> | null>
>

/** A person sees both steps with their reasons, whoever made them; only the stage a record began with was no step. */
function checkSide({ value, move }: ConflictDetail['sides'][number]): void {
  if (value === 'proposed' || value === 'open') return
  expect(move, `no step to ${value}`).toMatchObject({
    to: value,
    text: expect.stringMatching(/\S/),
    actor: expect.stringMatching(/\S/),
  })
}

const column = (db: WritableDb, entity: string, record: string, name: string) =>
  db.prepare(`SELECT "${name}" FROM ${entity} WHERE id = ?`).pluck().get(record)
const list = (value: unknown) => JSON.parse((value as string | null) ?? '[]') as string[]

type Row = Record<string, string | number | null>

/** Told apart from the product's own rules: what is finished without what it needs. */
function broken(db: WritableDb): Set<string> {
  const found = new Set<string>()
  const rows = (entity: string) => db.prepare(`SELECT * FROM ${entity} WHERE deleted = 0`).all() as Row[]
  const [allMeasures, allFiles, allDocuments] = [rows('measures'), rows('attachments'), rows('documents')]
  for (const measure of allMeasures) {
    const isFinished = ['done', 'closed', 'reviewed'].includes(String(measure.stage))
    const papers = list(measure.documents)
    const proof =
      String(measure.evidence ?? '').trim() !== '' ||
      allFiles.some((file) => file.measure === measure.id && file.sha256) ||
      allDocuments.some((document) => papers.includes(String(document.id)))
    if (isFinished && !proof) found.add(`${measure.id} evidence`)
    if (measure.stage === 'reviewed' && !(measure.outcome && String(measure.outcomeNote ?? '').trim()))
      found.add(`${measure.id} outcome`)
    if (measure.stage !== 'proposed' && measure.stage !== null && !measure.owner) found.add(`${measure.id} owner`)
  }
  for (const directive of rows('directives')) {
    const own = allMeasures.filter((measure) => list(measure.directives).includes(String(directive.id)))
    const lacking = list(directive.teams).filter((team) => !own.some((measure) => list(measure.teams).includes(team)))
    if (directive.stage === 'closed' && (own.length === 0 || lacking.length > 0)) found.add(`${directive.id} measures`)
  }
  return found
}

/** Every write of a stage but the first is followed, from the same hand, by the entry that tells it. */
function checkLog(desk: Desk): void {
  const entries = desk.replica
    .entries()
    .map(({ device, stream, line }) => ({ device, stream, change: parseChange(line) }))
  const key = (device: string, stream: string, seq: number) => `${device} ${stream} ${seq}`
  const byPlace = new Map(entries.map((one) => [key(one.device, one.stream, one.change.seq), one.change]))
  for (const { device, stream, change } of entries) {
    const stage = change.fields.stage
    if (!stage || !['measures', 'directives'].includes(change.entity)) continue
    if (stage[1].length === 0 && ['proposed', 'open'].includes(String(stage[0]))) continue
    const next = byPlace.get(key(device, stream, change.seq + 1))
    const told = Object.fromEntries(Object.entries(next?.fields ?? {}).map(([name, [value]]) => [name, value]))
    expect(next?.entity, `${change.entity} → ${stage[0]} by ${device}`).toBe('proceedings')
    expect(told).toMatchObject({
      ...{ kind: 'move', to: stage[0], [change.entity === 'measures' ? 'measure' : 'directive']: change.id },
      ...{
        text: expect.stringMatching(/\S/),
        actor: expect.stringMatching(/\S/),
        at: expect.stringMatching(/^\d{4}-/),
      },
    })
  }
}

const reached = new Map<string, number>()
function count(desk: Desk): void {
  for (const stage of desk.db.prepare('SELECT stage FROM measures WHERE deleted = 0').pluck().all() as string[])
    reached.set(stage, (reached.get(stage) ?? 0) + 1)
  for (const stage of desk.db.prepare('SELECT stage FROM directives WHERE deleted = 0').pluck().all() as string[])
    reached.set(`directive ${stage}`, (reached.get(`directive ${stage}`) ?? 0) + 1)
  const conflicts = desk.db.prepare("SELECT count(*) FROM conflicts WHERE field = 'stage'").pluck().get() as number
  if (conflicts > 0) reached.set('stage in conflict', (reached.get('stage in conflict') ?? 0) + 1)
}

const names = Object.keys(actions) as (keyof typeof actions)[]
const usual = [
  'advance',
  'advance',
  'advance',
  'advance',
  'advance',
  'advance',
  'back',
  'evidence',
  'file',
  'directive',
  'settle',
  'settle',
] as const
const step = fc.record({
  who: fc.nat(1),
  what: fc.oneof(
    fc.constantFrom(...names),
    { weight: 4, arbitrary: fc.constantFrom(...usual) },
    fc.constant('exchange' as const),
  ),
  ...{ a: fc.nat(60), b: fc.nat(60), c: fc.nat(60) },
})

test(`no path finishes anything without what it needs, SYNC_SEED=${seed}`, { timeout: 180_000 }, async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 120, size: 'max' }), async (steps) => {
    const desks = [openDesk(0, 'headquarters'), openDesk(1, 'laptop')] as const
    await begin(desks[0])
    exchange(desks[0].replica, desks[1].replica)
    for (const { who, what, ...numbers } of steps) {
      const desk = at(desks, who)
      if (what === 'exchange') exchange(desks[0].replica, desks[1].replica)
      else {
        const before = broken(desk.db)
        await actions[what](desk, numbers)
        const after = [...broken(desk.db)].filter((one) => !before.has(one))
        expect(after, `${what} ${JSON.stringify(numbers)} on ${who}`).toEqual([])
      }
    }
    exchange(desks[0].replica, desks[1].replica)
    expect(desks[0].replica.digest()).toBe(desks[1].replica.digest())
    for (const desk of desks) {
      checkLog(desk)
      count(desk)
    }
    for (const one of opened.splice(0)) one.close()
  })
  await fc.assert(property, { seed, numRuns: 60 })
  // the runs went where the rules matter
  for (const where of ['done', 'closed', 'reviewed', 'directive closed', 'stage in conflict', 'conflict settled'])
    expect(reached.get(where), where).toBeGreaterThan(0)
})

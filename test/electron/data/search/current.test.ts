import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { ensureBuiltIns } from '../../../../electron/data/builtin/built-ins.ts'
import { rebuild } from '../../../../electron/data/sync/rebuild.ts'
import {
  cleanUp,
  type Device,
  exportTo,
  importFrom,
  openDevice,
  peerOf,
  resourcesDir,
} from '../../../support/device.ts'
import { anyText, idsFound, idsHolding, stretchesOf } from '../../../support/search.ts'
import { seed } from './seed.ts'

afterEach(cleanUp)

/** What each living finding and visit says, straight from the tables. */
function documentsOf({ data }: Device) {
  const rows = (sql: string) =>
    new Map(
      (data.db.prepare(sql).raw().all() as (string | null)[][]).map(([id, ...texts]): [string, string[]] => [
        id as string,
        texts.filter((text) => text !== null),
      ]),
    )
  return {
    findings: rows('SELECT id, quote, summary, analysis FROM findings WHERE deleted = 0 AND mergedInto IS NULL'),
    visits: rows(`SELECT v.id, v.summary, r.name, t.name, p.name FROM visits v LEFT JOIN regions r ON r.id = v.region
      LEFT JOIN teams t ON t.id = v.team LEFT JOIN people p ON p.id = t.leader WHERE v.deleted = 0`),
    people: rows(`SELECT p.id, p.name, p.title, p.phone, o.name FROM people p
      LEFT JOIN organizations o ON o.id = p.organization WHERE p.deleted = 0 AND p.mergedInto IS NULL`),
  }
}

type World = {
  here: Device
  there: Device
  ids: {
    findings: string[]
    visits: string[]
    people: string[]
    organizations: string[]
    teams: string[]
    regions: string[]
  }
}
type Act = { kind: (typeof kinds)[number]; pick: number; other: number; text: string }
const kinds = [
  'find',
  'find',
  'edit',
  'edit',
  'clear',
  'remove',
  'restore',
  'merge',
  'part',
  'visit',
  'move',
  'person',
  'rename',
  'lead',
  'there',
  'receive',
  'send',
  'rebuild',
  'reopen',
] as const

const acts = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(), other: fc.nat(), text: anyText(14) }),
  { minLength: 60, maxLength: 60, size: 'max' },
)

const pickFrom = (list: readonly string[], at: number): string | undefined => list[at % Math.max(1, list.length)]

async function bring(from: Device, to: Device): Promise<void> {
  const { path } = await exportTo(from, await peerOf(from, to))
  await importFrom(to, [path], true)
}

async function act(world: World, { kind, pick, other, text }: Act): Promise<void> {
  const { ids, there } = world
  const { save, call, data } = world.here
  const finding = pickFrom(ids.findings, pick)
  const make = (list: string[]) => {
    const id = v7()
    list.push(id)
    return id
  }
  // what lies in the trash refuses to be edited
  const edit: Device['save'] = (entity, id, fields) => save(entity, id, fields).catch(() => undefined as never)
  if (kind === 'find') await save('findings', make(ids.findings), { quote: text })
  else if (kind === 'visit')
    await save('visits', make(ids.visits), {
      summary: text,
      region: pickFrom(ids.regions, pick) ?? null,
      team: pickFrom(ids.teams, other) ?? null,
    })
  else if (kind === 'person')
    await save('people', make(ids.people), { name: text, organization: pickFrom(ids.organizations, other) ?? null })
  else if (kind === 'rename') {
    const [entity, list] = (
      [
        ['people', ids.people],
        ['organizations', ids.organizations],
        ['regions', ids.regions],
        ['teams', ids.teams],
      ] as const
    )[other % 4]!
    await edit(entity, pickFrom(list, pick) ?? make(list), { name: text })
  } else if (kind === 'lead')
    await edit('teams', pickFrom(ids.teams, pick) ?? make(ids.teams), { leader: pickFrom(ids.people, other) ?? null })
  else if (kind === 'move') {
    const visit = pickFrom(ids.visits, pick)
    if (visit) await edit('visits', visit, { region: pickFrom(ids.regions, other) ?? null })
  } else if (kind === 'there') {
    const known = await there.get('findings', finding ?? v7())
    await there
      .save('findings', known && finding ? finding : v7(), { [['quote', 'summary'][other % 2]!]: text })
      .catch(() => {})
    await there.save('people', v7(), { name: text })
  } else if (kind === 'receive') await bring(there, world.here)
  else if (kind === 'send') await bring(world.here, there)
  else if (kind === 'rebuild') {
    rebuild(data.db, (db) => ensureBuiltIns(db, resourcesDir))
    data.log.reset()
  } else if (kind === 'reopen') {
    const { dir } = world.here
    await world.here.close()
    world.here = await openDevice('总会', 'headquarters', { dataDir: dir })
  } else if (finding) {
    if (kind === 'edit') await edit('findings', finding, { [['quote', 'summary', 'analysis'][other % 3]!]: text })
    else if (kind === 'clear') await edit('findings', finding, { quote: null })
    else if (kind === 'remove') await call('records.remove', { entity: 'findings', ids: [finding] })
    else if (kind === 'restore') await call('records.restore', { entity: 'findings', ids: ids.findings })
    else if (kind === 'merge') await edit('findings', finding, { mergedInto: pickFrom(ids.findings, other) ?? null })
    else if (kind === 'part') await edit('findings', finding, { mergedInto: null })
  }
}

const visitLooks = ['findings', 'visits', 'people'] as const

test(`after every edit, deletion, merge, import and rebuild just what is there is found, SEARCH_SEED=${seed}`, {
  timeout: 300_000,
}, async () => {
  const done: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const here = await openDevice('总会', 'headquarters')
      const there = await openDevice('笔记本', 'laptop')
      const regions = here.data.db
        .prepare("SELECT id FROM regions WHERE code LIKE '321%' LIMIT 6")
        .pluck()
        .all() as string[]
      const world: World = {
        here,
        there,
        ids: { findings: [], visits: [], people: [], organizations: [], teams: [], regions },
      }
      // one that was there before the index, and words of texts that are gone
      await act(world, { kind: 'find', pick: 0, other: 0, text: list[0]?.text ?? '' })
      await here.data.search.settled()
      let past: string[] = []
      for (const [at, one] of list.entries()) {
        await act(world, one)
        done[one.kind] = (done[one.kind] ?? 0) + 1
        const documents = documentsOf(world.here)
        for (const entity of visitLooks) {
          const stretches = [...documents[entity].values()].flatMap((texts) =>
            texts.flatMap((text) => [...stretchesOf(text, 1, 6)]),
          )
          const asked = [pickFrom(stretches, one.pick), pickFrom(stretches, one.other), pickFrom(past, one.pick)]
          for (const query of [...asked, ...stretchesOf(one.text, 4, 4)].slice(0, 6)) {
            if (!query || /^[a-z']+$/.test(query)) continue
            expect(
              await idsFound(world.here, entity, query),
              `${at} ${one.kind} ${entity} ${JSON.stringify(query)}`,
            ).toEqual(idsHolding(documents[entity], query))
          }
          past = [...past, ...stretches.slice(0, 3)].slice(-200)
        }
      }
      await cleanUp()
    }),
    { seed, numRuns: 4, endOnFailure: true },
  )
  expect(Object.keys(done).length).toBeGreaterThan(12)
})

test('a deleted record that a child brings back, and one whose last child goes, are found and not found', async () => {
  const here = await openDevice('总会', 'headquarters')
  const there = await openDevice('笔记本', 'laptop')
  const [visit, meeting] = [v7(), v7()]
  await here.save('visits', visit, { summary: '鼋头渚' })
  await bring(here, there)
  await here.data.search.settled()
  const found = () => idsFound(here, 'visits', '鼋头渚')
  expect(await found()).toEqual([visit])
  await here.call('records.remove', { entity: 'visits', ids: [visit] })
  expect(await found()).toEqual([])
  // nobody there knew of the deletion: the visit stays until somebody decides
  await there.save('meetings', meeting, { visit })
  await bring(there, here)
  expect(here.data.db.prepare('SELECT deleted FROM visits WHERE id = ?').pluck().get(visit)).toBe(0)
  expect(await found()).toEqual([visit])
  await here.save('meetings', meeting, { visit: null })
  // what is left of it in the index is seen with the first question
  const isDeleted = here.data.db.prepare('SELECT deleted FROM visits WHERE id = ?').pluck().get(visit) === 1
  const { groups } = await here.call('search.query', { text: '鼋头渚', entity: 'visits', limit: 5 })
  expect(groups.flatMap(({ hits }) => hits.map(({ id }) => id))).toEqual(isDeleted ? [] : [visit])
  expect(isDeleted).toBe(true)
  expect(await found()).toEqual([])
})

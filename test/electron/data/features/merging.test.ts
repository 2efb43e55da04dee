/** Findings merged and parted on real computers: nothing they come from is ever out of reach. */
import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, describe, expect, test } from 'vitest'
import { remakeMerges } from '../../../../electron/data/db/merges.ts'
import { writesToPart } from '../../../../shared/domain/merging.ts'
import { cleanUp, type Device, exportTo, hand, importFrom, openDevice, peerOf } from '../../../support/device.ts'
import { demoId, region } from './demo-db.ts'

afterAll(cleanUp)

const page = { offset: 0, limit: 500 }
const derived = (device: Device) => ({
  merged: device.data.db.prepare('SELECT * FROM merged ORDER BY id').all(),
  spread: device.data.db.prepare('SELECT * FROM spread ORDER BY id').all(),
})
/** The tables kept up to date one write at a time are those made from everything at once. */
function expectDerived(device: Device): void {
  const kept = derived(device)
  remakeMerges(device.data.db)
  expect(kept).toEqual(derived(device))
}
const shown = async (device: Device, filter: object = {}) =>
  (await device.call('findings.list', { ...page, ...filter })).rows.map(({ id }) => id)

describe('a thousand findings', () => {
  test('merged and parted in any order, every source stays in reach, and parting restores what was', async () => {
    const device = await openDevice('总会', 'headquarters')
    const cities = ['320100', '320200', '320300', '320400', '320500', '320600'].map(region)
    const visits = cities.map((city) => ({ id: v7(), city }))
    for (const { id, city } of visits) await device.save('visits', id, { region: city })
    const ids = Array.from({ length: 1000 }, () => v7())
    const fieldsOf = (at: number) => ({
      quote: { value: `第${at}句` },
      visits: { value: [visits[at % visits.length]!.id] },
      regions: { value: [cities[at % cities.length]!] },
      topics: { value: [`题${at % 7}`] },
    })
    const edit = (records: { id: string; fields: Record<string, { value: string | string[] | null }> }[]) =>
      device.call('records.saveAll', { records: records.map((record) => ({ entity: 'findings' as const, ...record })) })
    await edit(ids.map((id, at) => ({ id, fields: fieldsOf(at) })))
    const before = await device.call('findings.list', page)

    const model = new Map<string, string | null>(ids.map((id) => [id, null]))
    const nodes = () => [...model].map(([id, mergedInto]) => ({ id, mergedInto, living: true }))
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant('merge' as const),
          from: fc.nat(999),
          into: fc.nat(999),
          many: fc.nat(40),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('part' as const),
          from: fc.nat(999),
          into: fc.nat(999),
          many: fc.nat(40),
        }),
      },
    )
    const rounds = fc.sample(fc.array(step, { minLength: 60, maxLength: 60 }), { seed: 20231130, numRuns: 1 })[0]!
    let merges = 0
    for (const { kind, from, into, many } of rounds) {
      const writes = new Map<string, string | null>()
      for (let n = 0; n <= many; n++) {
        const id = ids[(from + n * 13) % ids.length]!
        if (kind === 'merge' && id !== ids[into]) {
          writes.set(id, ids[into]!)
          merges++
        } else if (kind === 'part') for (const one of writesToPart(nodes(), id)) writes.set(one, null)
      }
      if (writes.size === 0) continue
      await edit([...writes].map(([id, value]) => ({ id, fields: { mergedInto: { value } } })))
      for (const [id, value] of writes) model.set(id, value)
    }
    expect(merges).toBeGreaterThan(500)
    expectDerived(device)

    const { rows, total } = await device.call('findings.list', page)
    expect(total).toBeLessThan(1000)
    const seen: string[] = []
    for (const row of rows.concat((await device.call('findings.list', { ...page, offset: 500 })).rows)) {
      const members = await device.call('findings.members', { id: row.id, ...page })
      seen.push(row.id, ...members.rows.map(({ id }) => id))
      for (const member of members.rows)
        expect(member.visits).toEqual([visits[ids.indexOf(member.id) % visits.length]!.id])
      expect(members.total).toBe(row.merged?.count ?? 0)
      const said = [row, ...members.rows].flatMap(({ visits }) => visits)
      const found = await device.call('findings.page', { id: row.id })
      expect(new Set(found?.sources.visits)).toEqual(new Set(said))
      expect(row.cities).toBe(new Set(said).size)
    }
    expect(seen.sort()).toEqual([...ids].sort())
    // from a visit one comes to every finding of it, under whichever it is shown
    for (const [at, visit] of visits.entries()) {
      const ofVisit = new Set(await shown(device, { visit: visit.id }))
      const survivor = (await device.call('findings.survivor', { id: ids[at]! }))?.item.id
      expect(ofVisit.has(survivor!)).toBe(true)
      expect(new Set(await shown(device, { city: visit.city }))).toEqual(ofVisit)
    }

    await edit(ids.map((id) => ({ id, fields: { mergedInto: { value: null } } })))
    const after = await device.call('findings.list', page)
    expect(after.total).toBe(1000)
    const plain = ({ rows }: typeof before) => new Map(rows.map(({ updated: _, ...row }) => [row.id, row]))
    for (let offset = 0; offset < 1000; offset += 500) {
      const restored = plain(await device.call('findings.list', { ...page, offset }))
      for (const [id, row] of plain(before)) if (restored.has(id)) expect(restored.get(id)).toEqual(row)
    }
    expect(derived(device)).toEqual({ merged: [], spread: [] })
  })
})

describe('two computers', () => {
  const open = async () => {
    const one = await openDevice('甲', 'headquarters')
    const other = await openDevice('乙', 'laptop')
    const [a, b, c] = [v7(), v7(), v7()] as [string, string, string]
    for (const [id, city] of [
      [a, '320100'],
      [b, '320200'],
      [c, '320300'],
    ] as const)
      await one.save('findings', id, { quote: city, regions: [region(city)] })
    await hand(one, other, 'laptop')
    return { one, other, a, b, c }
  }
  const exchange = async (one: Device, other: Device) => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const { path } = await exportTo(from, (await peerOf(from, to))!)
      await importFrom(to, [path], true)
    }
  }

  test('each merges the one into the other: both show the older with all of it, and it can be parted', async () => {
    const { one, other, a, b, c } = await open()
    await one.save('findings', a, { mergedInto: b })
    await other.save('findings', b, { mergedInto: a })
    await exchange(one, other)
    for (const device of [one, other]) {
      expect(await shown(device)).toEqual(expect.arrayContaining([a, c]))
      expect(await shown(device)).toHaveLength(2)
      expect((await device.call('findings.members', { id: a, ...page })).rows.map(({ id }) => id)).toEqual([b])
      expect((await device.call('findings.page', { id: a }))?.cities).toBe(2)
      expect(await device.call('conflicts.list', {})).toEqual([])
      expectDerived(device)
    }
    const { group } = (await one.call('findings.survivor', { id: b }))!
    const cleared = writesToPart(
      group.map((node) => ({ ...node, living: true })),
      b,
    )
    for (const id of cleared) await one.save('findings', id, { mergedInto: null })
    await exchange(one, other)
    for (const device of [one, other]) expect(await shown(device)).toHaveLength(3)
  })

  test('into different ones: a conflict that names both, and nothing hidden meanwhile', async () => {
    const { one, other, a, b, c } = await open()
    await one.save('findings', a, { mergedInto: b })
    await other.save('findings', a, { mergedInto: c })
    await exchange(one, other)
    for (const device of [one, other]) {
      const [conflict] = await device.call('conflicts.list', {})
      expect(conflict).toMatchObject({ entity: 'findings', id: a, field: 'mergedInto' })
      const detail = await device.call('conflicts.get', { entity: 'findings', id: a, field: 'mergedInto' })
      expect(new Set(detail?.sides.map(({ shown }) => shown))).toEqual(new Set(['320200', '320300']))
      const survivor = (await device.call('findings.survivor', { id: a }))!.item.id
      expect([b, c]).toContain(survivor)
      expect((await device.call('findings.page', { id: survivor }))?.merged?.count).toBe(1)
      expectDerived(device)
    }
    const detail = (await one.call('conflicts.get', { entity: 'findings', id: a, field: 'mergedInto' }))!
    const leaves = detail.sides.map(({ ref }) => ref)
    await one.call('conflicts.resolve', { entity: 'findings', id: a, field: 'mergedInto', value: c, leaves })
    await exchange(one, other)
    for (const device of [one, other]) expect((await device.call('findings.survivor', { id: a }))?.item.id).toBe(c)
  })

  test('into one that is in the trash there, or has not come: it stays in sight until that one is back', async () => {
    const { one, other, a, b, c } = await open()
    await one.call('records.remove', { entity: 'findings', ids: [c] })
    const fresh = v7()
    await other.save('findings', a, { mergedInto: fresh })
    await one.save('findings', b, { mergedInto: a })
    await exchange(one, other)
    for (const device of [one, other]) {
      expect(await shown(device)).toEqual([a])
      expect((await device.call('counts.get', {})).findings).toBe(1)
      expect((await device.call('findings.page', { id: a }))?.merged?.count).toBe(1)
      expectDerived(device)
    }
    await other.save('findings', fresh, { quote: '后来的' })
    await exchange(one, other)
    for (const device of [one, other]) {
      expect(await shown(device)).toEqual([fresh])
      expect((await device.call('findings.page', { id: fresh }))?.merged?.count).toBe(2)
      expectDerived(device)
    }
    await one.call('records.remove', { entity: 'findings', ids: [fresh] })
    expect(await shown(one)).toEqual([a])
    await one.call('records.restore', { entity: 'findings', ids: [fresh] })
    expect(await shown(one)).toEqual([fresh])
    expectDerived(one)
  })
})

test('共性 and 个性: counted over cities, filtered, grouped and sorted', async () => {
  const device = await openDevice('总会', 'headquarters', { demo: true })
  const members = demoId('findings', 'finding-members')
  const finance = demoId('findings', 'finding-finance')
  const yancheng = demoId('findings', 'finding-yancheng')
  const cities = async () =>
    (await device.call('findings.list', { ...page, sort: 'cities' })).rows.map(({ id, cities }) => [id, cities])
  expect((await cities()).slice(0, 2)).toEqual([
    [members, 7],
    [finance, 2],
  ])
  expect(
    (await device.call('findings.list', { offset: 1, limit: 2, sort: 'cities' })).rows.map(({ id }) => id),
  ).toEqual((await cities()).slice(1, 3).map(([id]) => id))
  const { rows: fewest } = await device.call('findings.list', { ...page, sort: 'cities', descending: false })
  expect(fewest.map(({ cities }) => cities).slice(-2)).toEqual([2, 7])
  expect(new Set(fewest.map(({ id }) => id)).size).toBe(7)
  expect(new Set(await shown(device, { spread: 'common' }))).toEqual(new Set([members, finance]))
  expect(await shown(device, { spread: 'single' })).toHaveLength(5)
  expect(await device.call('findings.groups', { by: 'spread' })).toEqual([
    { key: 'common', name: null, count: 2 },
    { key: 'single', name: null, count: 5 },
  ])
  // the place a visit was in is said where the finding names none
  const visit = v7()
  await device.save('visits', visit, {})
  await device.save('findings', yancheng, { regions: [], visits: [demoId('visits', 'projects-yancheng'), visit] })
  expect(await shown(device, { spread: 'common' })).toHaveLength(2)
  await device.save('visits', visit, { region: region('320500') })
  expect(await shown(device, { spread: 'common' })).toHaveLength(3)
  expectDerived(device)
  // a district moved to another city
  await device.save('findings', yancheng, { regions: [region('320902'), region('320903')] })
  expect(await shown(device, { spread: 'common' })).toHaveLength(2)
  await device.save('regions', region('320903'), { parent: region('320500') })
  expect(await shown(device, { spread: 'common' })).toHaveLength(3)
  expectDerived(device)
})

test('groups and filters hold of what is merged into a finding', async () => {
  const device = await openDevice('总会', 'headquarters', { demo: true })
  const [into, from] = [demoId('findings', 'finding-yancheng'), demoId('findings', 'finding-wuxi')]
  await device.save('findings', from, { mergedInto: into, topics: ['会员工作'], tags: ['平台'] })
  for (const by of ['kind', 'city', 'topic', 'stage', 'spread'] as const) {
    for (const { key, count } of await device.call('findings.groups', { by })) {
      const filter = key === null ? { without: by } : { [by]: key }
      expect(await shown(device, filter), `${by} ${key}`).toHaveLength(count)
    }
  }
  expect(await shown(device, { city: region('320200') })).toContain(into)
  expect(await shown(device, { topic: '会员工作' })).toContain(into)
  expect(await shown(device, { tag: '平台' })).toEqual([into])
  expect(await device.call('tags.list', {})).toEqual(['平台'])
  expect(await shown(device, { text: '输血+造血' })).toEqual([into])
  const visit = await device.call('visits.page', { id: demoId('visits', 'projects-wuxi') })
  expect(visit).toMatchObject({ findingCount: 1, findingItems: [{ id: into }] })
})

test('what rests on a source, and on what rests on it', async () => {
  const device = await openDevice('总会', 'headquarters')
  const [visit, meeting, statement, finding, member, measure, document, citation, photo] = Array.from(
    { length: 9 },
    () => v7(),
  ) as [string, string, string, string, string, string, string, string, string]
  await device.save('visits', visit, { region: region('320100') })
  await device.save('meetings', meeting, { visit, title: '座谈会' })
  await device.save('statements', statement, { meeting, text: '人手不够' })
  await device.save('findings', finding, { statements: [statement], summary: '基层人手不足' })
  await device.save('findings', member, { mergedInto: finding, quote: '缺人' })
  await device.save('measures', measure, { title: '充实力量', findings: [finding] })
  await device.save('documents', document, { title: '调研报告' })
  await device.save('sections', v7(), { document, body: `基层人手不足[^${citation}]。` })
  await device.save('citations', citation, { document, finding, sentence: '基层人手不足。' })
  await device.save('citations', v7(), { document, finding, sentence: '后来删去的句子。' })
  await device.save('attachments', photo, { visit, caption: '座谈' })
  const rests = async (entity: 'visits' | 'statements' | 'findings' | 'documents' | 'measures', id: string) =>
    (await device.call('records.dependents', { entity, ids: [id] })).map(({ entity, relation, count, items }) => [
      entity,
      relation,
      count,
      items[0]?.title,
      items[0]?.within,
    ])
  expect(new Set(await rests('visits', visit))).toEqual(
    new Set([
      ['meetings', 'direct', 1, '座谈会', null],
      ['attachments', 'direct', 1, '座谈', null],
      ['statements', 'through', 1, '人手不够', meeting],
      ['findings', 'through', 1, '基层人手不足', null],
      ['measures', 'through', 1, '充实力量', null],
      ['citations', 'through', 1, '基层人手不足。', document],
    ]),
  )
  expect((await rests('statements', statement))[0]).toEqual(['findings', 'direct', 1, '基层人手不足', null])
  expect(new Set((await rests('findings', finding)).map(([entity, relation]) => `${entity} ${relation}`))).toEqual(
    new Set(['findings merged', 'measures direct', 'citations direct']),
  )
  expect(await rests('documents', document)).toEqual([])
  expect(await rests('measures', measure)).toEqual([])
  await device.call('records.remove', { entity: 'measures', ids: [measure] })
  expect((await rests('findings', finding)).map(([entity]) => entity)).not.toContain('measures')
  expect(await device.call('findings.page', { id: member })).toBeNull()
})

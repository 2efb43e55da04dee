/** What a person decides about conflicts, and what the trash says. */
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { cleanUp, exportTo, hand, importFrom, openDevice, peerOf } from '../../../support/device.ts'

afterEach(cleanUp)

test('S-3.5 a side stands for every leaf of its value: a choice between two sides leaves nothing of three writes', async () => {
  const office = await openDevice('总会办公室', 'headquarters')
  const one = await openDevice('一组笔记本', 'laptop')
  const two = await openDevice('二组笔记本', 'laptop')
  const visit = v7()
  await one.save('visits', visit, { status: 'planned' })
  await hand(one, office, 'headquarters')
  await importFrom(two, [(await exportTo(office, await peerOf(office, two), 'all')).path])

  await one.save('visits', visit, { status: 'done' })
  await two.save('visits', visit, { status: 'done' })
  await office.save('visits', visit, { status: 'cancelled' })
  await hand(one, office, 'headquarters')
  await hand(two, office, 'headquarters')

  const where = { entity: 'visits', id: visit, field: 'status' } as const
  const detail = await office.call('conflicts.get', where)
  expect(detail?.sides.map((side) => side.value).sort()).toEqual(['cancelled', 'done'])
  await office.call('conflicts.resolve', {
    ...where,
    value: 'cancelled',
    leaves: detail?.sides.map((side) => side.ref) ?? [],
  })
  expect(await office.call('conflicts.list', {})).toEqual([])
  expect(await office.get('visits', visit)).toMatchObject({ status: 'cancelled' })
})

test('the trash says who put a record there, and when', async () => {
  let now = Date.UTC(2023, 10, 10)
  const laptop = await openDevice('一组笔记本', 'laptop', { now: () => now })
  const id = v7()
  await laptop.save('organizations', id, { name: '市救助中心' })
  now += 3_600_000
  await laptop.call('records.remove', { entity: 'organizations', ids: [id] })
  expect(await laptop.call('trash.list', {})).toMatchObject([
    { entity: 'organizations', id, title: '市救助中心', deleted: { at: now, deviceName: '一组笔记本' } },
  ])
})

test('S-5.1 a side says who wrote it, and a clock in 2099 as it stood', async () => {
  const wrong = Date.UTC(2099, 0, 1)
  const office = await openDevice('总会办公室', 'headquarters')
  const one = await openDevice('一组笔记本', 'laptop', { now: () => wrong })
  const visit = v7()
  await one.save('visits', visit, { status: 'planned' })
  await office.save('visits', visit, { status: 'done' })
  await hand(one, office, 'headquarters')
  const detail = await office.call('conflicts.get', { entity: 'visits', id: visit, field: 'status' })
  expect(detail?.sides).toMatchObject([
    { value: 'planned', at: wrong, deviceName: '一组笔记本', person: '一组笔记本', own: false },
    { value: 'done', deviceName: '总会办公室', own: true },
  ])
})

test('S-4.2 a deletion that met an edit says what was edited', async () => {
  const office = await openDevice('总会办公室', 'headquarters')
  const one = await openDevice('一组笔记本', 'laptop')
  const visit = v7()
  await one.save('visits', visit, { status: 'planned' })
  await hand(one, office, 'headquarters')
  await one.save('visits', visit, { summary: '改了', status: 'done' })
  await office.call('records.remove', { entity: 'visits', ids: [visit] })
  await hand(one, office, 'headquarters')
  const detail = await office.call('conflicts.get', { entity: 'visits', id: visit, field: '$deleted' })
  const kept = detail?.sides.find((side) => side.value === null)
  expect(kept).toMatchObject({ deviceName: '一组笔记本' })
  expect(kept?.shown?.split(' ').sort()).toEqual(['status', 'summary'])
})

test('S-15.4 the history keeps what a choice set aside, and an ordinary write brings it back everywhere', async () => {
  const office = await openDevice('总会办公室', 'headquarters')
  const one = await openDevice('一组笔记本', 'laptop')
  const [visit, organization] = [v7(), v7()]
  await one.save('organizations', organization, { name: '扬州市慈善总会' })
  await one.save('visits', visit, { status: 'planned', hosts: [organization] })
  await hand(one, office, 'headquarters')
  await one.save('visits', visit, { status: 'done' })
  await office.save('visits', visit, { status: 'ongoing', hosts: [] })
  await hand(one, office, 'headquarters')
  const where = { entity: 'visits', id: visit, field: 'status' } as const
  const detail = await office.call('conflicts.get', where)
  const leaves = detail?.sides.map((side) => side.ref) ?? []
  await office.call('conflicts.resolve', { ...where, value: 'ongoing', leaves })

  const history = await office.call('records.history', { entity: 'visits', id: visit })
  const status = history.filter(({ field }) => field === 'status')
  expect(status.map(({ value, chosen, superseded }) => [value, chosen, superseded])).toEqual([
    ['ongoing', true, false],
    ...status.slice(1).map(({ value }) => [value, false, true]),
  ])
  expect(status.map(({ value }) => value).sort()).toEqual(['done', 'ongoing', 'ongoing', 'planned'])
  const hosts = history.filter(({ field }) => field.startsWith('hosts/'))
  expect(hosts.map(({ value, shown }) => [value, shown])).toEqual([
    [0, '扬州市慈善总会'],
    [1, '扬州市慈善总会'],
  ])

  await office.save('visits', visit, { status: 'done', hosts: [organization] })
  await hand(office, one, 'laptop')
  expect(await one.get('visits', visit)).toMatchObject({ status: 'done', hosts: [organization] })
  expect(await one.call('conflicts.list', {})).toEqual([])
  expect(await one.digest()).toBe(await office.digest())
})

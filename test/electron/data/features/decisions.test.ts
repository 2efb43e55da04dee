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

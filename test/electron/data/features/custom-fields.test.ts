import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { customValueId } from '../../../../shared/domain/custom-fields.ts'
import { cleanUp, exportTo, importFrom, openDevice, peerOf } from '../../../support/device.ts'

afterEach(cleanUp)

test('fields of the office travel with their values, and two computers write one value', async () => {
  const office = await openDevice('总会办公室', 'headquarters')
  const laptop = await openDevice('一组笔记本', 'laptop')
  const [field, visit] = [v7(), v7()]
  await office.save('customFields', field, { noun: 'visits', name: '陪同领导', kind: 'text' })
  await importFrom(laptop, [(await exportTo(office, await peerOf(office, laptop), 'all')).path])
  await laptop.save('visits', visit, { status: 'done' })

  const [before] = await laptop.call('customFields.ofRecord', { noun: 'visits', id: visit })
  expect(before).toMatchObject({ id: field, name: '陪同领导', value: null, valueId: customValueId(visit, field) })
  await laptop.save('customValues', before!.valueId, { field, visit, value: '市长' })
  expect((await laptop.call('customFields.ofRecord', { noun: 'visits', id: visit }))[0]?.value).toBe('市长')
  // another noun has none of it
  expect(await laptop.call('customFields.ofRecord', { noun: 'findings', id: v7() })).toEqual([])

  await importFrom(office, [(await exportTo(laptop, await peerOf(laptop, office))).path])
  expect((await office.call('customFields.ofRecord', { noun: 'visits', id: visit }))[0]?.value).toBe('市长')
  expect((await office.call('customFields.list', {}))[0]).toMatchObject({ uses: 1 })
  await office.save('customValues', before!.valueId, { field, visit, value: '副市长' })
  await laptop.save('customValues', before!.valueId, { field, visit, value: '秘书长' })
  await importFrom(office, [(await exportTo(laptop, await peerOf(laptop, office))).path])
  expect(await office.call('conflicts.list', {})).toMatchObject([{ entity: 'customValues', field: 'value' }])
})

test('the same question, city by city; a question taken out since keeps its answers', async () => {
  const { call, save } = await openDevice('总会办公室', 'headquarters')
  const [campaign, team, visit, meeting, one, two] = [v7(), v7(), v7(), v7(), v7(), v7()]
  const cities = await call('regions.search', { text: '盐城' })
  await save('campaigns', campaign, { name: '2023 年度调研' })
  await save('teams', team, { campaign, outline: '今年慈善项目进展情况\n\n意见和建议 ' })
  await save('visits', visit, { team, region: cities[0]!.id })
  await save('meetings', meeting, { visit, kind: 'symposium' })
  await save('statements', one, { meeting, text: '8大类33个项目', questions: ['今年慈善项目进展情况', '旧问题'] })
  await save('statements', two, { meeting, text: '没有对上问题' })
  const compared = await call('outlines.compare', { campaign })
  expect(compared.questions).toEqual(['今年慈善项目进展情况', '意见和建议', '旧问题'])
  expect(compared.cities).toMatchObject([{ name: '盐城市' }])
  expect(compared.answers.map((row) => row[0]?.map((answer) => answer.statement))).toEqual([[one], [], [one]])
})

test('the calendar holds what touches its days, and a visit is told whom it meets', async () => {
  const { call, save } = await openDevice('总会办公室', 'headquarters')
  const [one, two, undated, cancelled, unit] = [v7(), v7(), v7(), v7(), v7()]
  await save('organizations', unit, { name: '扬州市慈善总会' })
  await save('visits', one, { start: '2023-11-30', end: '2023-12-02', hosts: [unit] })
  await save('visits', two, { start: '2023-12-20', hosts: [unit] })
  await save('visits', undated, { start: '2023-12', precision: 'month' })
  await save('visits', cancelled, { start: '2023-12-05', status: 'cancelled', hosts: [unit] })
  const december = await call('visits.calendar', { from: '2023-12-01', to: '2023-12-31' })
  expect(december.map(({ id }) => id)).toEqual([one, two])
  const [overlap, ...none] = await call('visits.overlaps', { visit: two })
  expect(none).toEqual([])
  expect(overlap).toMatchObject({ kind: 'unit', name: '扬州市慈善总会', visits: [{ id: one }, { id: two }] })
})

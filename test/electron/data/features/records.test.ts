import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { cleanUp, openDevice } from '../../../support/device.ts'

afterEach(cleanUp)

test('records.saveAll writes every record and answers in their order; one that cannot be written leaves none', async () => {
  const { call, data, failure, get, save } = await openDevice('总会办公室', 'headquarters')
  const [one, two, gone] = [v7(), v7(), v7()]
  const edit = (id: string, title: string) => ({ entity: 'measures' as const, id, fields: { title: { value: title } } })
  const answers = await call('records.saveAll', { records: [edit(one, '甲'), edit(two, '乙')] })
  expect(answers.map(({ created }) => created)).toEqual([true, true])

  await save('measures', gone, { title: '丙' })
  await call('records.remove', { entity: 'measures', ids: [gone] })
  const changes = () => data.db.prepare('SELECT count(*) FROM changes').pluck().get()
  const before = changes()
  expect((await failure('records.saveAll', { records: [edit(one, '改'), edit(gone, '改')] }))?.code).toBe('not-found')
  expect(changes()).toBe(before)
  expect(await get('measures', one)).toMatchObject({ title: '甲' })
  // the log goes on where it stood
  expect((await call('records.saveAll', { records: [edit(one, '改')] }))[0]?.before).toEqual({ title: '甲' })
})

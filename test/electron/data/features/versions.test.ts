import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { cleanUp, type Device, openDevice } from '../../../support/device.ts'

afterEach(cleanUp)

async function write(device: Device, entity: 'documents' | 'sections', id: string, fields: Record<string, string>) {
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }]))
  await device.call('records.save', { entity, id, fields: values })
}
const page = async (device: Device, id: string) => (await device.call('documents.page', { id }))!

test('versions are kept, told apart and brought back as an edit', async () => {
  const device = await openDevice('张三', 'headquarters')
  const [document, one, two, three] = [v7(), v7(), v7(), v7()]
  await write(device, 'documents', document, { title: '意见', stage: 'draft' })
  await write(device, 'sections', one, { document, heading: '总体要求', body: '甲。', order: 'a1' })
  await write(device, 'sections', two, { document, heading: '工作任务', body: '乙。', order: 'a2' })
  const first = await device.call('versions.save', { document, note: '第一稿' })
  expect(first).toMatchObject({ number: 1, isNew: true })
  expect(await device.call('versions.save', { document })).toMatchObject({ number: 1, isNew: false })

  await write(device, 'sections', one, { body: '甲改。' })
  await write(device, 'sections', two, { heading: '主要任务' })
  await write(device, 'sections', three, { document, heading: '附则', body: '丙。', order: 'a0' })
  await write(device, 'documents', document, { title: '意见（修改）' })
  const { kept } = await device.call('versions.restore', { version: first.version })

  const now = await page(device, document)
  expect(now.title).toBe('意见')
  expect(now.sectionItems.map(({ heading, body }) => [heading, body])).toEqual([
    ['总体要求', '甲。'],
    ['工作任务', '乙。'],
  ])
  expect(now.sectionItems[0]?.id).toBe(one)
  expect(now.versionItems.map(({ id, number, note, author }) => [id, number, note, author])).toEqual([
    [kept, 2, '恢复到第 1 版之前', '张三'],
    [first.version, 1, '第一稿', '张三'],
  ])
  // what was there is not lost
  const back = await device.call('versions.restore', { version: kept })
  expect(back.kept).not.toBe(kept)
  const again = await page(device, document)
  expect(again.title).toBe('意见（修改）')
  expect(again.sectionItems.map(({ heading }) => heading)).toEqual(['附则', '总体要求', '主要任务'])
  expect(await device.attempt('versions.restore', { version: v7() })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  })
})

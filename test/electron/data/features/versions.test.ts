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

test('stages are moved with a version and an entry each; 审定 must say yes before 印发', async () => {
  const device = await openDevice('张三', 'headquarters')
  const [document, section, opinion] = [v7(), v7(), v7()]
  await write(device, 'documents', document, { title: '意见', stage: 'draft' })
  await write(device, 'sections', section, { document, body: '甲。', order: 'a1' })
  const move = (to: 'discussion' | 'consultation' | 'completion' | 'approval' | 'issued' | 'revision', text = '') =>
    device.attempt('documents.move', { id: document, to, text })
  const code = async (result: ReturnType<typeof move>) => {
    const answer = await result
    return answer.ok ? null : answer.error.code
  }
  expect(await code(move('discussion'))).toBeNull()
  expect(await code(move('consultation'))).toBe('rule-reason')
  expect(await code(move('consultation', '会上已讨论'))).toBeNull()
  const said = { document, organization: v7(), comment: '第一条改一下' }
  const value = (fields: Record<string, string>) =>
    Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, { value: one }]))
  await device.call('records.save', { entity: 'opinions', id: opinion, fields: value(said) })
  expect(await code(move('completion'))).toBe('rule-opinions')
  await device.call('records.save', { entity: 'opinions', id: opinion, fields: value({ verdict: 'declined' }) })
  expect(await code(move('completion'))).toBe('rule-opinions')
  await device.call('records.save', { entity: 'opinions', id: opinion, fields: value({ reason: '已有规定' }) })
  expect(await code(move('completion'))).toBeNull()
  const approve = (verdict: 'approval' | 'refusal', text = '', actor = '李小敏') =>
    device.attempt('documents.approve', { id: document, verdict, text, actor })
  expect(await approve('approval')).toMatchObject({ ok: false, error: { code: 'rule-step' } })
  expect(await code(move('approval'))).toBeNull()
  expect(await code(move('issued'))).toBe('rule-approval')
  expect(await approve('refusal')).toMatchObject({ ok: false, error: { code: 'rule-reason' } })
  expect(await approve('refusal', '再改改')).toMatchObject({ ok: true })
  expect(await code(move('issued'))).toBe('rule-approval')
  expect(await approve('approval', '同意')).toMatchObject({ ok: true })
  expect(await code(move('issued'))).toBeNull()
  const now = await page(device, document)
  expect(now).toMatchObject({ stage: 'issued', issued: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) })
  expect(now.versionItems.map(({ stage }) => stage).reverse()).toEqual([
    'draft',
    'discussion',
    'consultation',
    'completion',
    'approval',
  ])
  const steps = now.proceedingItems.map(({ kind, from, to, actor }) => [kind, from, to, actor]).reverse()
  expect(steps).toEqual([
    ['move', 'draft', 'discussion', '张三'],
    ['move', 'discussion', 'consultation', '张三'],
    ['move', 'consultation', 'completion', '张三'],
    ['move', 'completion', 'approval', '张三'],
    ['refusal', null, null, '李小敏'],
    ['approval', null, null, '李小敏'],
    ['move', 'approval', 'issued', '张三'],
  ])
  // the record of it cannot be gone around
  const around = { entity: 'documents' as const, id: document, fields: { stage: { value: 'draft' } } }
  expect(await device.attempt('records.save', around)).toMatchObject({ ok: false, error: { code: 'rule-guarded' } })
  expect(await code(move('revision', '上级要求修改'))).toBeNull()
})

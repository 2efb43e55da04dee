/** A draft that a rule of the office refuses is named, with its reason, until a person lets it go. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { commitDrafts } from '../../../../electron/data/sync/commit-drafts.ts'
import { cleanUp, type Device, openDevice } from '../../../support/device.ts'

let device: Device
let id: string

beforeAll(async () => {
  device = await openDevice('李四', 'headquarters', { demo: true })
  id = (await device.call('measures.list', { offset: 0, limit: 1 })).rows[0]!.id
})
afterAll(cleanUp)

const stage = async () => (await device.call('records.get', { entity: 'measures', id }))!.fields.stage
const refused = () => device.call('drafts.refused', {})
const put = () => {
  const fields = { stage: { value: 'closed', base: [] }, title: { value: '改过的名称', base: [] } }
  device.data.drafts.put('measures', id, fields, 0, Date.now())
}

it('the other fields become changes; what is refused is named with its record and its reason', async () => {
  put()
  expect(await refused(), 'nothing was tried yet').toEqual([])
  expect(commitDrafts(device.data, true).map(({ field }) => field)).toEqual(['title'])
  const [draft, ...others] = await refused()
  expect(others).toEqual([])
  expect(draft).toMatchObject({ entity: 'measures', id, field: 'stage', value: 'closed', title: '改过的名称' })
  expect(draft!.message).not.toContain('{')
  expect(await stage(), 'the editor shows what was typed').toBe('closed')
})

it('it stays refused however often it is tried, and goes when it is let go', async () => {
  commitDrafts(device.data, true)
  expect(await refused()).toHaveLength(1)
  await device.call('drafts.drop', { entity: 'measures', id, field: 'title' })
  expect(await refused(), 'only that field').toHaveLength(1)
  await device.call('drafts.drop', { entity: 'measures', id, field: 'stage' })
  expect(await refused()).toEqual([])
  expect(device.data.drafts.all()).toEqual([])
  expect(await stage()).toBe('proposed')
})

it('a draft that is being typed anew is nobody’s business yet', async () => {
  put()
  commitDrafts(device.data, true)
  expect(await refused()).toHaveLength(1)
  device.data.drafts.put('measures', id, { stage: { value: 'assigned', base: [] } }, 0, Date.now())
  expect(await refused()).toEqual([])
})

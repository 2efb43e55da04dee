/** From a pasted text to records, without a window: what is written, what is found again, and what a correction changes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Changes, linkOf, recordsOf } from '../../../../renderer/features/intake/press-model.ts'
import type { PressReading } from '../../../../shared/domain/intake.ts'
import { cleanUp, type Device, openDevice } from '../../../support/device.ts'
import { readGolden } from '../../../support/press-facts.ts'

let office: Device
beforeEach(async () => {
  office = await openDevice('总会办公室', 'headquarters')
})
afterEach(cleanUp)

const seed = readGolden('jiangsu').text
const read = (text = seed) => office.call('intake.readText', { text })
const save = async (reading: PressReading, changes: Changes = {}) => {
  const records = recordsOf({ reading, changes, places: reading.places })
  if (records.length > 0) await office.call('intake.save', { records })
  return records
}
const changes = () => office.data.db.prepare('SELECT count(*) FROM changes').pluck().get()

describe('the seed', () => {
  test('reading writes nothing; saving writes what the text says; reading again finds all of it', async () => {
    const before = changes()
    const reading = await read()
    expect(reading.text).toBe(seed)
    expect(changes()).toBe(before)
    expect(Object.keys(reading.matches)).toEqual([])
    const written = await save(reading)
    expect(written).toHaveLength(reading.proposals.length)
    expect(await office.call('visits.list', { offset: 0, limit: 50 })).toMatchObject({ total: 14, cities: 10 })
    expect(await office.call('doubles.list', {})).toEqual([])

    const again = await read()
    const review = { reading: again, changes: {}, places: again.places }
    expect(
      again.proposals.filter(({ id }) => linkOf(review, id) === null).map(({ entity, fields }) => [entity, fields]),
    ).toEqual([])
    expect(await save(again)).toEqual([])
  })

  test('a document comes in at the stage the text names, and the move into it is written down with the passage', async () => {
    const reading = await read()
    await save(reading)
    const document = reading.proposals.find(({ entity }) => entity === 'documents')!
    expect(await office.get('documents', document.id)).toMatchObject({ stage: 'discussion', kind: 'opinion' })
    const move = office.data.db
      .prepare('SELECT kind, "from", "to", text FROM proceedings WHERE document = ?')
      .get(document.id)
    expect(move).toEqual({
      kind: 'move',
      from: 'draft',
      to: 'discussion',
      text: '《江苏省慈善总会关于切实加强会员工作的意见(讨论稿)》',
    })
  })

  test('one record that cannot be written, and none is', async () => {
    const reading = await read()
    const records = recordsOf({ reading, changes: {}, places: {} })
    const before = changes()
    const twice = [...records, records[0]!]
    expect(await office.failure('intake.save', { records: twice })).toMatchObject({ code: 'bad-input' })
    expect(changes()).toBe(before)
  })

  test('all of it goes into the stream of its campaign, so that it can be handed on', async () => {
    const reading = await read()
    await save(reading)
    const campaign = reading.proposals.find(({ entity }) => entity === 'campaigns')!.id
    for (const entity of ['teams', 'visits', 'findings', 'meetings', 'directives', 'indicators']) {
      const streams = office.data.db
        .prepare(`SELECT DISTINCT s.id FROM ${entity} e JOIN streams s ON s.n = e.stream WHERE e.deleted = 0`)
        .pluck()
        .all()
      expect([entity, streams]).toEqual([entity, [campaign]])
    }
  })

  test('what is not wanted is left out, and what referred to it is left open', async () => {
    const reading = await read()
    const team = reading.proposals.find(({ entity, fields }) => entity === 'teams' && fields.name === '项目调研组')!
    const visit = reading.proposals.find(({ entity, fields }) => entity === 'visits' && fields.team === team.id)!
    await save(reading, { [team.id]: { accepted: false }, [visit.id]: { fields: { purpose: '改过', end: null } } })
    expect(await office.get('teams', team.id)).toBeUndefined()
    expect(await office.get('visits', visit.id)).toMatchObject({ team: null, purpose: '改过', end: null })
  })
})

test('a record that is here already is used, not entered twice', async () => {
  const person = '01890000-0000-7000-8000-000000000001'
  await office.save('people', person, { name: '高晓平', title: '副会长' })
  const reading = await read()
  const proposal = reading.proposals.find(({ entity, fields }) => entity === 'people' && fields.name === '高晓平')!
  expect(reading.matches[proposal.id]).toMatchObject([{ id: person, same: true }])
  await save(reading)
  const team = reading.proposals.find(({ entity, fields }) => entity === 'teams' && fields.name === '项目调研组')!
  expect(await office.get('teams', team.id)).toMatchObject({ leader: person })
})

test('drafts are kept as they are, beside what the window reads at its start', async () => {
  await office.call('intake.keepDraft', { draft: 'press', value: '{"a":1}' })
  expect(await office.call('intake.draft', { draft: 'press' })).toEqual({ value: '{"a":1}' })
  expect(Object.keys(await office.call('settings.get', {}))).toEqual([])
  await office.call('intake.keepDraft', { draft: 'press', value: null })
  expect(await office.call('intake.draft', { draft: 'press' })).toEqual({ value: null })
})

test('an empty text and one that is too long are refused', async () => {
  expect(await office.failure('intake.readText', { text: ' \n' })).toMatchObject({ code: 'text-empty' })
  expect(await office.failure('intake.readText', { text: '字'.repeat(200_001) })).toMatchObject({
    code: 'text-too-long',
  })
})

/** The steps of the ledger, as operations on a real database; and every way around them. */
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { cleanUp, type Device, hand, openDevice } from '../../../support/device.ts'

afterEach(cleanUp)

const office = () => openDevice('总会办公室', 'headquarters')

async function measure(device: Device, more: Record<string, string | string[]> = {}): Promise<string> {
  const id = v7()
  await device.save('measures', id, { title: '对调研情况作进一步梳理', stage: 'proposed', ...more })
  return id
}

async function unit(device: Device): Promise<string> {
  const id = v7()
  await device.save('organizations', id, { name: '会员联络部' })
  return id
}

const move = (device: Device, id: string, to: 'proposed' | 'assigned' | 'accepted' | 'ongoing' | 'done' | 'closed') =>
  device.call('measures.move', { ids: [id], to, text: `到${to}` })
const refused = async (device: Device, id: string, to: 'assigned' | 'done' | 'closed' | 'reviewed', more = {}) =>
  (await device.failure('measures.move', { ids: [id], to, text: '办', ...more }))?.code

async function entries(device: Device, id: string) {
  const sql = 'SELECT kind, "from", "to", text, actor, at FROM proceedings WHERE measure = ? ORDER BY id'
  return device.data.reader.prepare(sql).all(id)
}

test('a measure goes from stage to stage, each with what it needs, and each step is told with who, when and why', async () => {
  const desk = await office()
  const id = await measure(desk)
  expect(await refused(desk, id, 'assigned')).toBe('rule-owner')
  await desk.save('measures', id, { owner: await unit(desk), due: '2024-06-30' })
  expect(await refused(desk, id, 'done')).toBe('rule-step')
  await move(desk, id, 'assigned')
  expect(await desk.get('measures', id)).toMatchObject({
    stage: 'assigned',
    assigned: expect.stringMatching(/^\d{4}-/),
  })
  await move(desk, id, 'accepted')
  await move(desk, id, 'ongoing')
  const failure = await desk.failure('measures.move', { ids: [id], to: 'done', text: '办完了' })
  expect(failure).toMatchObject({
    code: 'rule-evidence',
    message: '还不能办结：缺佐证材料。已填的内容都存好了。',
    next: '请添加一份文件或照片，或写一段佐证说明。',
  })
  await desk.save('measures', id, { evidence: '已印发工作方案' })
  await move(desk, id, 'done')
  await move(desk, id, 'closed')
  expect(await refused(desk, id, 'reviewed')).toBe('rule-outcome')
  expect(await refused(desk, id, 'reviewed', { outcome: 'kept', outcomeNote: '  ' })).toBe('rule-outcome')
  await desk.call('measures.move', {
    ids: [id],
    ...{ to: 'reviewed', text: '年底回头看', outcome: 'kept', outcomeNote: '方案已执行' },
  })
  const told = await entries(desk, id)
  expect(told).toHaveLength(6)
  for (const entry of told)
    expect(entry).toMatchObject({
      ...{ kind: 'move', actor: '总会办公室', text: expect.stringMatching(/\S/) },
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
    })
})

test('a file of the measure, or a linked document, is evidence', async () => {
  const desk = await office()
  const owner = await unit(desk)
  for (const kind of ['file', 'document']) {
    const id = await measure(desk, { owner })
    for (const to of ['assigned', 'accepted', 'ongoing'] as const) await move(desk, id, to)
    const evidence = v7()
    if (kind === 'file') await desk.save('attachments', evidence, { measure: id, sha256: 'a'.repeat(64) })
    else {
      await desk.save('documents', evidence, { title: '方案' })
      await desk.save('measures', id, { documents: [evidence] })
    }
    await move(desk, id, 'done')
    // and what the stage rests on stays
    const entity = kind === 'file' ? 'attachments' : 'documents'
    expect((await desk.failure('records.remove', { entity, ids: [evidence] }))?.code).toBe('rule-rests-evidence')
    await desk.call('measures.move', { ids: [id], to: 'ongoing', text: '还要补' })
    await desk.call('records.remove', { entity, ids: [evidence] })
  }
})

test('a stage that lacks something after a merge keeps the rest of what it stands on', async () => {
  const laptop = await openDevice('一组笔记本', 'laptop')
  const desk = await office()
  const id = await measure(desk, { owner: await unit(desk) })
  await hand(desk, laptop, 'laptop')
  await laptop.save('measures', id, { owner: null })
  const evidence = v7()
  await desk.save('attachments', evidence, { measure: id, sha256: 'a'.repeat(64) })
  for (const to of ['assigned', 'accepted', 'ongoing', 'done'] as const) await move(desk, id, to)
  await hand(laptop, desk, 'headquarters')
  expect(await desk.get('measures', id)).toMatchObject({ stage: 'done', owner: null })
  const removed = await desk.failure('records.remove', { entity: 'attachments', ids: [evidence] })
  expect(removed?.code).toBe('rule-rests-evidence')
})

test('a step back needs a reason; only the office strikes off', async () => {
  const laptop = await openDevice('一组笔记本', 'laptop')
  const id = await measure(laptop, { owner: await unit(laptop), evidence: '会议纪要' })
  for (const to of ['assigned', 'accepted', 'ongoing', 'done'] as const) await move(laptop, id, to)
  expect(await refused(laptop, id, 'closed')).toBe('rule-office')
  expect((await laptop.failure('measures.move', { ids: [id], to: 'ongoing', text: ' ' }))?.code).toBe('rule-reason')
  await laptop.call('measures.move', { ids: [id], to: 'ongoing', text: '佐证不全' })
  expect(await laptop.get('measures', id)).toMatchObject({ stage: 'ongoing' })
})

test('several move together or not at all', async () => {
  const desk = await office()
  const owner = await unit(desk)
  const ids = [await measure(desk, { owner }), await measure(desk)]
  expect((await desk.failure('measures.move', { ids, to: 'assigned', text: '交办' }))?.code).toBe('rule-owner')
  expect(await desk.get('measures', ids[0] as string)).toMatchObject({ stage: 'proposed' })
  await desk.save('measures', ids[1] as string, { owner })
  await desk.call('measures.move', { ids, to: 'assigned', text: '交办' })
  for (const id of ids) expect(await desk.get('measures', id)).toMatchObject({ stage: 'assigned' })
})

test('after the assignment the deadline moves by an extension that somebody approves', async () => {
  const desk = await office()
  const id = await measure(desk, { owner: await unit(desk), due: '2024-03-31' })
  await desk.save('measures', id, { due: '2024-04-30' })
  await move(desk, id, 'assigned')
  const save = { entity: 'measures', id, fields: { due: { value: '2024-12-31' } } } as const
  expect((await desk.failure('records.save', save))?.code).toBe('rule-due')
  const ask = (due: string) => desk.call('measures.extend', { id, due, text: '等理事会' })
  expect((await desk.failure('measures.extend', { id, due: '2024-04-30', text: '不变' }))?.code).toBe('extension-same')
  const { proceeding } = await ask('2024-06-30')
  expect((await desk.failure('measures.extend', { id, due: '2024-07-31', text: '再晚' }))?.code).toBe('extension-open')
  const answer = { extension: proceeding, text: '同意', actor: '李小敏' } as const
  const approved = await desk.call('measures.answer', { ...answer, verdict: 'approval' })
  expect(await desk.get('measures', id)).toMatchObject({ due: '2024-06-30' })
  expect((await desk.failure('measures.answer', { ...answer, verdict: 'refusal' }))?.code).toBe('extension-answered')
  expect((await entries(desk, id)).at(-1)).toMatchObject({ kind: 'approval', actor: '李小敏', text: '同意' })
  await desk.call('proceedings.undo', { ids: [approved.proceeding], text: '批错了' })
  expect(await desk.get('measures', id)).toMatchObject({ due: '2024-04-30' })
  await desk.call('measures.answer', { ...answer, verdict: 'refusal', text: '按期办' })
  expect(await desk.get('measures', id)).toMatchObject({ due: '2024-04-30' })
})

test('a directive is closed once every team it concerns has a measure, and keeps them then', async () => {
  const desk = await office()
  const [meeting, directive, one, two] = [v7(), v7(), v7(), v7()]
  await desk.save('meetings', meeting, { kind: 'office', number: 17 })
  await desk.save('teams', one, { name: '项目调研组' })
  await desk.save('teams', two, { name: '网络调研组' })
  await desk.save('directives', directive, { meeting, text: '进一步梳理', stage: 'open' })
  const close = { id: directive, to: 'closed', text: '已分解' } as const
  expect((await desk.failure('directives.move', close))?.code).toBe('rule-measures')
  await desk.save('directives', directive, { teams: [one, two] })
  const first = await measure(desk, { directives: [directive], teams: [one] })
  expect((await desk.failure('directives.move', close))?.message).toContain('网络调研组还没有举措')
  const second = await measure(desk, { directives: [directive], teams: [two] })
  await desk.call('directives.move', close)
  expect(await desk.get('directives', directive)).toMatchObject({ stage: 'closed' })

  const rests = 'rule-rests-measures'
  expect((await desk.failure('records.remove', { entity: 'measures', ids: [second] }))?.code).toBe(rests)
  const edit = (entity: 'measures' | 'directives', id: string, field: string, value: string[]) =>
    desk.failure('records.save', { entity, id, fields: { [field]: { value } } })
  expect((await edit('measures', second, 'directives', []))?.code).toBe(rests)
  expect((await edit('measures', second, 'teams', [one]))?.code).toBe(rests)
  expect((await edit('directives', directive, 'teams', [one, two, v7()]))?.code).toBe(rests)
  await desk.call('directives.move', { id: directive, to: 'open', text: '还要拆' })
  await desk.call('records.remove', { entity: 'measures', ids: [first, second] })
})

describe('no way around the steps', () => {
  test('saving, saving several, drafts, deleting and restoring', async () => {
    const desk = await office()
    const id = await measure(desk)
    const closed = { stage: { value: 'closed' } }
    const save = { entity: 'measures', id, fields: closed } as const
    expect((await desk.failure('records.save', save))?.code).toBe('rule-guarded')
    expect((await desk.failure('records.saveAll', { records: [save] }))?.code).toBe('rule-guarded')
    expect((await desk.failure('records.save', { ...save, id: v7() }))?.code).toBe('rule-guarded')
    const directive = { entity: 'directives', id: v7(), fields: closed } as const
    expect((await desk.failure('records.save', directive))?.code).toBe('rule-guarded')
    const document = { entity: 'documents', id: v7(), fields: { stage: { value: 'issued' } } } as const
    expect((await desk.failure('records.save', document))?.code).toBe('rule-guarded')
    const entry = {
      entity: 'proceedings',
      id: v7(),
      fields: { measure: { value: id }, kind: { value: 'move' } },
    } as const
    expect((await desk.failure('records.save', entry))?.code).toBe('rule-kept')
    const choice = { entity: 'measures', id, field: 'stage', value: 'closed', leaves: [] as string[] } as const
    expect((await desk.failure('conflicts.resolve', choice))?.code).toMatch(/^rule-/)

    // a draft of it does not keep the computer from starting, and what stands beside it is not lost
    await desk.call('drafts.put', {
      ...{ entity: 'measures', id },
      fields: { stage: { value: 'closed', base: [] }, content: { value: '先列清单', base: [] } },
    })
    await desk.close()
    const again = await openDevice('总会办公室', 'headquarters', { dataDir: desk.dir })
    const row = again.data.reader.prepare('SELECT stage, content FROM measures WHERE id = ?').get(id)
    expect(row).toEqual({ stage: 'proposed', content: '先列清单' })
  })

  test('the steps themselves stay written', async () => {
    const desk = await office()
    const id = await measure(desk, { owner: await unit(desk) })
    const { proceedings } = await move(desk, id, 'assigned')
    const [entry] = proceedings as [string]
    const remove = { entity: 'proceedings' as const, ids: [entry] }
    expect((await desk.failure('records.remove', remove))?.code).toBe('rule-kept')
    const edit = { entity: 'proceedings', id: entry, fields: { text: { value: '别的' } } } as const
    expect((await desk.failure('records.save', edit))?.code).toBe('rule-kept')
    const note = await desk.call('proceedings.add', { entity: 'measures', id, kind: 'note', text: '已开会' })
    await desk.call('records.remove', { entity: 'proceedings', ids: [note.proceeding] })
    await desk.call('proceedings.undo', { ids: [entry], text: '点错了' })
    expect(await desk.get('measures', id)).toMatchObject({ stage: 'proposed' })
    expect(await entries(desk, id)).toMatchObject([
      { from: 'proposed', to: 'assigned' },
      { kind: 'note' },
      { from: 'assigned', to: 'proposed', text: '点错了' },
    ])
    expect((await desk.failure('proceedings.undo', { ids: [entry], text: '再来' }))?.code).toBe('rule-undo')
  })
})

test('a stage moved on two computers shows both steps with their reasons; the choice is a step too', async () => {
  const desk = await office()
  const laptop = await openDevice('一组笔记本', 'laptop')
  const id = await measure(desk, { owner: await unit(desk) })
  for (const to of ['assigned', 'accepted', 'ongoing'] as const) await move(desk, id, to)
  await hand(desk, laptop, 'laptop')
  await laptop.save('measures', id, { evidence: '已办' })
  await laptop.call('measures.move', { ids: [id], to: 'done', text: '现场已经办完' })
  // the later one shows
  await desk.call('measures.move', { ids: [id], to: 'accepted', text: '材料退回重签' })
  await hand(laptop, desk, 'headquarters')
  const where = { entity: 'measures', id, field: 'stage' } as const
  const detail = await desk.call('conflicts.get', where)
  const sides = detail?.sides.map(({ value, move }) => ({
    value,
    from: move?.from,
    text: move?.text,
    actor: move?.actor,
  }))
  expect(sides?.sort((a, b) => String(a.value).localeCompare(String(b.value)))).toEqual([
    { value: 'accepted', from: 'ongoing', text: '材料退回重签', actor: '总会办公室' },
    { value: 'done', from: 'ongoing', text: '现场已经办完', actor: '一组笔记本' },
  ])
  const leaves = detail?.sides.map(({ ref }) => ref) ?? []
  expect((await desk.failure('conflicts.resolve', { ...where, value: 'closed', leaves }))?.code).toBe('rule-guarded')
  await desk.save('measures', id, { evidence: '' })
  expect((await desk.failure('conflicts.resolve', { ...where, value: 'done', leaves }))?.code).toBe('rule-evidence')
  await desk.save('measures', id, { evidence: '已办' })
  const { proceeding } = await desk.call('conflicts.resolve', { ...where, value: 'done', leaves })
  expect(await desk.call('conflicts.list', {})).toEqual([])
  expect((await entries(desk, id)).at(-1)).toMatchObject({ to: 'done', text: '两台电脑的阶段不同，选定“已办结”' })
  expect(proceeding).toBeTruthy()
})

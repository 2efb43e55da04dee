/** What the ledger shows, on a day. */
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { listMeasures } from '../../../../electron/data/features/measures.ts'
import { getHearing } from '../../../../electron/data/features/office.ts'
import { cleanUp, type Device, openDevice } from '../../../support/device.ts'
import { insertRow } from '../../../support/rows.ts'
import { demoDb, demoId, region, wholePage } from './demo-db.ts'

afterEach(cleanUp)

describe('reminders', () => {
  const today = { now: () => new Date(2024, 5, 15, 10).getTime() }
  const db = demoDb()
  const put = (id: string, fields: Record<string, string | null>) =>
    insertRow(db, 'measures', id, { title: id, stage: 'assigned', ...fields })
  put('overdue', { due: '2024-06-14', assigned: '2024-01-01' })
  put('last-day', { due: '2024-06-15', assigned: '2024-06-10', stage: 'ongoing' })
  put('overdue-month', { due: '2024-05', stage: 'ongoing' })
  put('this-month', { due: '2024-06', assigned: '2024-06-14' })
  put('half', { due: '2024-07-15', assigned: '2024-05-01' })
  put('half-told', { due: '2024-07-15', assigned: '2024-05-01', stage: 'ongoing' })
  put('half-silent', { due: '2024-07-15', assigned: '2024-05-01', stage: 'ongoing' })
  put('half-told-unaccepted', { due: '2024-07-15', assigned: '2024-05-01' })
  put('seven', { due: '2024-06-22', assigned: '2024-06-14' })
  put('eight', { due: '2024-06-23', assigned: '2024-06-14' })
  put('done-late', { due: '2024-06-01', stage: 'done' })
  put('struck', { due: '2024-06-01', stage: 'closed' })
  put('looked', { stage: 'reviewed' })
  for (const measure of ['half-told', 'half-told-unaccepted', 'last-day'])
    insertRow(db, 'proceedings', `note-${measure}`, { measure, kind: 'note', text: '已开会' })
  insertRow(db, 'proceedings', 'moved', { measure: 'half-silent', kind: 'move', text: '开始' })

  test.each([
    ['overdue', 'overdue', -1],
    ['last-day', 'near', 0],
    ['overdue-month', 'overdue', -15],
    ['this-month', 'onTrack', 16],
    ['half', 'behind', 30],
    ['half-told', 'onTrack', 30],
    ['half-silent', 'behind', 30],
    ['half-told-unaccepted', 'behind', 30],
    ['seven', 'near', 7],
    ['eight', 'onTrack', 8],
    ['done-late', 'done', -14],
    ['struck', 'closed', -14],
    ['looked', 'closed', null],
  ])('%s is %s', (id, reminder, days) => {
    const row = listMeasures(db, wholePage, today).rows.find((one) => one.id === id)
    expect([row?.reminder, row?.daysLeft]).toEqual([reminder, days])
  })

  test('counts are of everything filtered, and each opens exactly its measures', () => {
    const { counts, all, total } = listMeasures(db, wholePage, today)
    expect(counts).toEqual({ overdue: 2, behind: 3, near: 2, undated: 6, onTrack: 3, done: 1, closed: 2 })
    expect([all, total]).toEqual([19, 19])
    for (const reminder of Object.keys(counts) as (keyof typeof counts)[]) {
      const page = listMeasures(db, { ...wholePage, reminder }, today)
      expect([page.total, page.rows.length]).toEqual([counts[reminder], counts[reminder]])
      expect(page.rows.every((row) => row.reminder === reminder)).toBe(true)
      expect(page.counts).toEqual(counts)
    }
  })
})

test('the demonstration: six measures, each with the directive it follows from', () => {
  const { rows } = listMeasures(demoDb(), wholePage, Date)
  expect(rows.map((row) => [row.basis[0]?.number, row.basis[0]?.place, row.ownerName, row.due, row.reminder])).toEqual(
    [1, 2, 3, 4, 5, 6].map((place) => [17, place, null, null, 'undated']),
  )
  for (const { title, basis } of rows) expect(basis).toHaveLength(title ? 1 : 0)
})

test('a team is heard with its cities, findings by kind, and figures', () => {
  const db = demoDb()
  const meeting = demoId('meetings', 'office-17')
  const put = (id: string, team: string, order: string) =>
    insertRow(db, 'agendaItems', id, { meeting, team: demoId('teams', team), order })
  put('b', 'team-online', 'a2')
  put('a', 'team-projects', 'a1')
  insertRow(db, 'agendaItems', 'c', { meeting, title: '其他事项', order: 'a3' })
  const heard = getHearing(db, { id: meeting })
  expect(
    heard.map(({ item, cities, findings, indicators }) => ({
      leader: item.leaderName && `${item.leaderName}${item.leaderTitle}`,
      cities: cities.map(({ name, visits }) => `${name} ${visits.map(({ start }) => start).join()}`),
      kinds: findings.map(({ kind }) => kind),
      figures: indicators.length,
    })),
  ).toEqual([
    {
      leader: '高晓平副会长',
      cities: ['盐城市 2023-11-10', '无锡市 2023-11-17', '扬州市 2023-11-21'],
      kinds: ['highlight', 'practice'],
      figures: 2,
    },
    {
      leader: '章大李副会长',
      cities: ['南京市 ', '泰州市 '],
      kinds: ['achievement', 'achievement', 'practice'],
      figures: 6,
    },
    { leader: null, cities: [], kinds: [], figures: 0 },
  ])
})

async function campaign(device: Device, year: number) {
  const [id, team, meeting, directive] = [v7(), v7(), v7(), v7()]
  await device.save('campaigns', id, { name: `${year} 年度调研`, year })
  await device.save('teams', team, { campaign: id, name: `${year} 组`, regions: [suzhou, wuxi] })
  await device.save('meetings', meeting, { kind: 'office', number: year - 2006, date: `${year}-11-30`, campaign: id })
  await device.save('directives', directive, { meeting, text: '要求', stage: 'open', order: 'a1' })
  return { id, team, meeting, directive }
}
const suzhou = region('320500')
const wuxi = region('320200')

test('the next office meeting opens with what earlier ones left open', async () => {
  const desk = await openDevice('总会办公室', 'headquarters')
  const [first, second] = [await campaign(desk, 2023), await campaign(desk, 2024)]
  const [open, done] = [v7(), v7()]
  const owner = v7()
  await desk.save('organizations', owner, { name: '会员联络部' })
  for (const id of [open, done])
    await desk.save('measures', id, {
      title: '举措',
      stage: 'proposed',
      directives: [first.directive],
      owner,
      evidence: '有',
    })
  for (const to of ['assigned', 'accepted', 'ongoing', 'done'] as const)
    await desk.call('measures.move', { ids: [done], to, text: '办' })
  const items = await desk.call('meetings.openItems', { id: second.meeting })
  expect(items.directives).toMatchObject([{ id: first.directive, meetingNumber: 17, place: 1 }])
  expect(items.measures.map(({ id }) => id)).toEqual([open])
  // the first has none before it
  expect(await desk.call('meetings.openItems', { id: first.meeting })).toEqual({ directives: [], measures: [] })
  await desk.call('directives.move', { id: first.directive, to: 'closed', text: '已拆解' })
  const later = await desk.call('meetings.openItems', { id: second.meeting })
  expect([later.directives.length, later.measures.length]).toEqual([0, 1])
})

test('next year opens with what was promised to its cities, and whether it was kept', async () => {
  const desk = await openDevice('总会办公室', 'headquarters')
  const [first, second] = [await campaign(desk, 2023), await campaign(desk, 2024)]
  const gusu = region('320508')
  const finding = v7()
  await desk.save('findings', finding, { campaign: first.id, quote: '缺车', regions: [gusu] })
  const promised = { own: v7(), byFinding: v7(), byTeam: v7(), elsewhere: v7(), sameYear: v7() }
  const measure = (id: string, campaign: string, more: Record<string, string[]>) =>
    desk.save('measures', id, { title: '送车', stage: 'proposed', campaign, ...more })
  await measure(promised.own, first.id, { regions: [suzhou] })
  await measure(promised.byFinding, first.id, { findings: [finding], teams: [first.team] })
  await measure(promised.byTeam, first.id, { teams: [first.team] })
  await measure(promised.elsewhere, first.id, { regions: [region('320600')] })
  await measure(promised.sameYear, second.id, { regions: [suzhou] })
  const visit = v7()
  await desk.save('visits', visit, { team: second.team, region: gusu })
  const found = async (input: { team?: string; visit?: string }) =>
    (await desk.call('promises.list', input)).map(({ measure: { id }, year, cities }) => [
      id,
      year,
      cities.map(({ name }) => name),
    ])
  expect(await found({ visit })).toEqual([
    [promised.own, 2023, ['苏州市']],
    [promised.byFinding, 2023, ['苏州市']],
    [promised.byTeam, 2023, ['苏州市']],
  ])
  expect(await found({ team: second.team })).toEqual([
    [promised.own, 2023, ['苏州市']],
    [promised.byFinding, 2023, ['苏州市']],
    [promised.byTeam, 2023, ['无锡市', '苏州市']],
  ])
  // a first year was promised nothing
  expect(await found({ team: first.team })).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { getMeetingPage, listMeetings, meetingCandidates } from '../../../../electron/data/features/meetings.ts'
import { insertRow, memoryDb } from '../../../support/rows.ts'
import { demoDb, demoId, wholePage } from './demo-db.ts'

describe('meetings.list', () => {
  const db = demoDb()
  insertRow(db, 'meetings', 'loose', {
    visit: demoId('visits', 'online-taizhou'),
    kind: 'other',
    title: '碰头',
    precision: 'unknown',
  })
  insertRow(db, 'meetings', 'merged', { kind: 'office', number: 17, mergedInto: demoId('meetings', 'office-17') })
  const ids = (filter: Partial<Parameters<typeof listMeetings>[1]>) =>
    listMeetings(db, { ...wholePage, ...filter }).rows.map((meeting) => meeting.id)

  test('filters and order: the latest first, undated last', () => {
    const all = listMeetings(db, wholePage)
    expect(all.total).toBe(5)
    expect(all.rows.map((meeting) => meeting.date)).toEqual(['2023-11-30', '2023-11-17', '2023-11-10', null, null])
    expect(all.rows[0]).toMatchObject({ directives: 6, statements: 0, chairName: '李小敏', visitName: null })
    expect(all.rows[2]).toMatchObject({ visitName: '盐城市 高晓平', regionName: '盐城市', reported: 'unreported' })
    expect(ids({ kind: 'symposium' })).toHaveLength(3)
    // by its visit: nobody wrote the campaign into it
    expect(ids({ campaign: demoId('campaigns', 'campaign'), kind: 'other' })).toEqual(['loose'])
    expect(ids({ limit: 2, offset: 4 })).toHaveLength(1)
  })

  test('text: title, minutes, chair, place of the visit, directives, organizations', () => {
    expect(ids({ text: '碰头' })).toEqual(['loose'])
    expect(ids({ text: '不少收获' })).toHaveLength(1)
    expect(ids({ text: '李小敏' })).toHaveLength(1)
    expect(ids({ text: '泰州' })).toEqual(['loose'])
    expect(ids({ text: '制度化' })).toHaveLength(1)
    expect(ids({ text: '城管局' })).toHaveLength(1)
    for (const text of ['%', '_', "'", '\\']) expect(ids({ text })).toEqual([])
  })

  test('candidates for the same numbered meeting', () => {
    expect(meetingCandidates(db, { kind: 'office', number: 17 }).map((m) => m.id)).toEqual([
      demoId('meetings', 'office-17'),
    ])
    expect(meetingCandidates(db, { kind: "office' --", number: 17 })).toEqual([])
  })
})

test('meetings.page: people, statements in order with their findings, outline; missing targets', () => {
  const db = memoryDb()
  insertRow(db, 'teams', 't', { outline: '进展如何？\n\n  有什么困难？ ' })
  insertRow(db, 'visits', 'v', { team: 't', region: 'r' })
  insertRow(db, 'people', 'p', { name: '甲', organization: 'o' })
  insertRow(db, 'meetings', 'm', {
    visit: 'v',
    chair: 'x',
    attendees: ['p', 'gone'],
    absent: ['y'],
    organizations: ['o'],
  })
  insertRow(db, 'statements', 's2', { meeting: 'm', order: 'a1', text: '二', speaker: 'gone' })
  insertRow(db, 'statements', 's1', { meeting: 'm', order: 'a0', text: '一', speaker: 'p' })
  insertRow(db, 'statements', 's0', { meeting: 'm', order: 'Zz', text: '删' }, { deleted: 1 })
  insertRow(db, 'directives', 'd', { meeting: 'm', issuer: 'gone', text: '要求' })
  insertRow(db, 'findings', 'f', { kind: 'plan', statements: ['s1'] })
  insertRow(db, 'attachments', 'a', { meeting: 'm' })
  const page = getMeetingPage(db, { id: 'm' })
  expect(page).toMatchObject({
    ...{ visitName: null, chairName: null, statements: 2, directives: 1, findings: 1 },
    attendeeItems: [{ id: 'p', name: '甲', organizationName: null, uses: 2 }],
    ...{ absentItems: [], organizationItems: [], photos: [{ id: 'a' }], findingItems: [{ id: 'f' }] },
    statementItems: [
      { id: 's1', speakerName: '甲', findings: [{ id: 'f', kind: 'plan' }] },
      { id: 's2', speakerName: null, findings: [] },
    ],
    directiveItems: [{ issuerName: null, text: '要求' }],
    outline: ['进展如何？', '有什么困难？'],
  })
  expect(getMeetingPage(db, { id: 'missing' })).toBeNull()
})

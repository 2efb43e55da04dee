import { expect, test } from 'vitest'
import { getDashboard } from '../../../../electron/data/features/dashboard.ts'
import { listDocuments } from '../../../../electron/data/features/documents.ts'
import { listMeasures } from '../../../../electron/data/features/measures.ts'
import { insertRow, memoryDb } from '../../../support/rows.ts'
import { demoDb, demoId, region } from './demo-db.ts'

test('an empty database', () => {
  expect(getDashboard(memoryDb(), {})).toEqual({
    campaign: null,
    counts: {
      visits: 0,
      cities: 0,
      citiesTwice: 0,
      meetings: 0,
      findings: 0,
      findingsRaw: 0,
      directives: 0,
      indicators: 0,
      measures: 0,
      measuresProposed: 0,
      measuresMissing: 0,
      measuresDone: 0,
      documents: 0,
    },
    reminders: { overdue: 0, behind: 0, near: 0 },
    documentStage: null,
    officeMeeting: null,
    ...{ coverage: [], teams: [], planned: [], recent: [], indicators: [] },
    kinds: ['achievement', 'highlight', 'practice', 'problem', 'suggestion', 'plan'].map((kind) => ({
      kind,
      count: 0,
    })),
  })
})

test('a topic narrows teams, visits and findings', () => {
  const { counts, teams, coverage } = getDashboard(demoDb(), { topic: '慈善宣传' })
  expect(counts).toMatchObject({ visits: 2, cities: 2, citiesTwice: 0, findings: 1, directives: 6 })
  expect(teams.map((team) => team.leaderName)).toEqual(['章大李'])
  expect(coverage.filter((entry) => entry.visits.length > 0).map((entry) => entry.region.name)).toEqual([
    '南京市',
    '泰州市',
  ])
})

test('a topic narrows measures and documents: their own, and those of teams that have it', () => {
  const db = demoDb()
  const measured = (topic: string) => {
    const { counts, documentStage } = getDashboard(db, { topic })
    return { measures: counts.measures, documents: counts.documents, stage: documentStage?.stage ?? null }
  }
  const campaign = demoId('campaigns', 'campaign')
  expect(measured('慈善宣传')).toEqual({ measures: 0, documents: 0, stage: null })
  // the members' opinion is of the members' team
  expect(measured('会员工作')).toEqual({ measures: 0, documents: 1, stage: 'discussion' })
  insertRow(db, 'measures', 'own', { campaign, title: '宣传', topics: ['慈善宣传'] })
  insertRow(db, 'measures', 'team', { campaign, title: '网络', teams: [demoId('teams', 'team-online')] })
  expect(measured('慈善宣传').measures).toBe(2)
  expect(measured('网络募捐').measures).toBe(1)
  const listed = (topic: string) =>
    listMeasures(db, { topic, offset: 0, limit: 9 }, { now: Date.now }).rows.map(({ id }) => id)
  expect(listed('网络募捐')).toEqual(['team'])
  expect(listDocuments(db, { topic: '会员工作', offset: 0, limit: 9 }).total).toBe(1)
  expect(listDocuments(db, { topic: '财务募捐', offset: 0, limit: 9 }).total).toBe(0)
})

test('the active campaign, else the newest; another on demand', () => {
  const db = demoDb()
  insertRow(db, 'campaigns', 'next', { name: '2024', year: 2024, status: 'planned' })
  expect(getDashboard(db, {}).campaign?.year).toBe(2023)
  db.prepare("UPDATE campaigns SET status = 'done' WHERE year = 2023").run()
  expect(getDashboard(db, {}).campaign?.year).toBe(2024)
  expect(getDashboard(db, {}).counts.visits).toBe(0)
  expect(getDashboard(db, { campaign: demoId('campaigns', 'campaign') }).counts.visits).toBe(14)
  expect(getDashboard(db, { campaign: 'not-here' })).toMatchObject({ campaign: null, counts: { visits: 0 } })
})

test('coverage: a county counts for its city; a cancelled visit covers none; what is planned and recent', () => {
  const db = demoDb()
  const team = demoId('teams', 'team-projects')
  insertRow(db, 'visits', 'c', { team, region: region('320602'), status: 'cancelled' })
  insertRow(
    db,
    'visits',
    'p',
    { team, region: region('320506'), start: '2023-12-20', status: 'planned' },
    { updated: 2048e6 },
  )
  insertRow(db, 'visits', 'far', { team, region: 'not-here', status: 'done' })
  const { counts, coverage, planned, recent } = getDashboard(db, {})
  expect(counts).toMatchObject({ visits: 17, cities: 11, citiesTwice: 4 })
  expect(coverage.find((entry) => entry.region.name === '苏州市')?.visits).toMatchObject([
    { id: 'p', status: 'planned', topics: ['慈善项目'], teamName: '项目调研组' },
  ])
  expect(planned.map((visit) => visit.regionName)).toEqual(['吴中区'])
  expect(recent).toHaveLength(8)
  expect(recent[0]).toEqual({ entity: 'visits', id: 'p', title: '吴中区', subtitle: '高晓平', updated: 1e6 })
  expect(recent[1]).toMatchObject({ entity: 'findings', subtitle: '江苏省' })
})

test('without a region the visited cities are shown; a package and a record from elsewhere mean received', () => {
  const db = demoDb()
  db.prepare('UPDATE campaigns SET region = NULL').run()
  expect(getDashboard(db, {}).coverage.map((entry) => entry.region.code)).toHaveLength(10)
  insertRow(db, 'visits', 'theirs', { team: demoId('teams', 'team-online') })
  const received = () =>
    getDashboard(db, {})
      .teams.filter((team) => team.received)
      .map((team) => team.leaderName)
  expect(received()).toEqual([])
  db.prepare("INSERT INTO peers (id, name, role, created) VALUES ('p', 'p', 'laptop', 0)").run()
  db.prepare(
    `INSERT INTO packages (id, direction, peer, at, file, changes, attachments, bytes, state)
     VALUES ('k', 'in', 'p', 0, 'f', 1, 0, 1, 'imported')`,
  ).run()
  expect(received()).toEqual(['章大李'])
})

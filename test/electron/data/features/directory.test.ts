import { describe, expect, test } from 'vitest'
import { listCampaigns } from '../../../../electron/data/features/campaigns.ts'
import { listDoubles } from '../../../../electron/data/features/doubles.ts'
import { listIndicators } from '../../../../electron/data/features/indicators.ts'
import { listOrganizations, searchOrganizations } from '../../../../electron/data/features/organizations.ts'
import { listPeople, searchPeople } from '../../../../electron/data/features/people.ts'
import { listTeams } from '../../../../electron/data/features/teams.ts'
import { insertRow, memoryDb } from '../../../support/rows.ts'
import { demoDb, demoId, region, wholePage } from './demo-db.ts'

const hostile = ['%', '_', '\\', "'; --", '"']

describe('organizations and people', () => {
  const db = demoDb()
  insertRow(db, 'organizations', 'twin', {
    name: '盐城市慈善总会',
    mergedInto: demoId('organizations', 'yancheng-charity'),
  })

  test('organizations.list: text over name and region, by region, with uses', () => {
    const all = listOrganizations(db, wholePage)
    expect(all.total).toBe(12)
    expect(all.rows[0]).toMatchObject({ name: '江苏省慈善总会', regionName: '江苏省', uses: 5 })
    // visit and symposium
    expect(all.rows.find((o) => o.name === '盐城市慈善总会')?.uses).toBe(2)
    expect(listOrganizations(db, { ...wholePage, text: '经开区' }).total).toBe(1)
    expect(listOrganizations(db, { ...wholePage, text: '无锡市' }).total).toBe(3)
    expect(listOrganizations(db, { text: '慈善', offset: 2, limit: 3 }).rows).toHaveLength(3)
    for (const text of hostile) expect(listOrganizations(db, { ...wholePage, text }).total).toBe(0)
  })

  test('organizations.search puts those of the region first', () => {
    const found = searchOrganizations(db, { text: '慈善总会', region: region('321000') }).map((o) => o.name)
    expect(found).toHaveLength(9)
    expect(found.slice(0, 4).sort()).toEqual(
      ['宝应县慈善总会', '广陵区慈善总会', '扬州市慈善总会', '高邮市慈善总会'].sort(),
    )
    expect(searchOrganizations(db, { text: '盐城' }).map((o) => o.id)).toEqual([
      demoId('organizations', 'yancheng-charity'),
    ])
    for (const text of hostile) expect(searchOrganizations(db, { text })).toEqual([])
  })

  test('people.list and people.search', () => {
    insertRow(db, 'people', 'stranger', { name: '李某', organization: 'not-here' })
    expect(listPeople(db, wholePage).total).toBe(6)
    expect(listPeople(db, { ...wholePage, text: '副会长' }).rows.map((p) => p.organizationName)).toEqual(
      Array(4).fill('江苏省慈善总会'),
    )
    // leads a team
    expect(listPeople(db, { ...wholePage, text: '高晓平' }).rows[0]?.uses).toBe(1)
    // chairs the meeting and issues six directives
    expect(listPeople(db, { ...wholePage, text: '李小敏' }).rows[0]?.uses).toBe(7)
    expect(listPeople(db, { ...wholePage, text: '江苏省慈善总会' }).total).toBe(5)
    expect(searchPeople(db, { text: '李', organization: 'not-here' }).map((p) => [p.name, p.organizationName])).toEqual(
      [
        ['李某', null],
        ['李小敏', '江苏省慈善总会'],
        ['章大李', '江苏省慈善总会'],
      ],
    )
    for (const text of hostile) {
      expect(listPeople(db, { ...wholePage, text }).total).toBe(0)
      expect(searchPeople(db, { text })).toEqual([])
    }
  })
})

test('campaigns, teams and indicators of one campaign', () => {
  const db = demoDb()
  insertRow(db, 'campaigns', 'next', { year: 2024 })
  insertRow(db, 'teams', 't', { campaign: 'next', leader: 'x', members: ['y'], regions: ['z'] })
  insertRow(db, 'visits', 'v', { team: 't', status: 'planned', region: region('320900') })
  insertRow(db, 'indicators', 'i', { campaign: 'next', region: 'z' })
  expect(listCampaigns(db).map((c) => [c.year, c.teams, c.visits, c.findings])).toEqual([
    [2024, 1, 1, 0],
    [2023, 4, 14, 7],
  ])
  expect(listTeams(db, {})).toHaveLength(5)
  expect(listTeams(db, { campaign: 'next' })).toMatchObject([
    {
      ...{
        leaderName: null,
        memberNames: [{ id: 'y', name: null }],
        regionNames: [{ id: 'z', name: null }],
        campaignName: null,
      },
      ...{ visits: 1, plannedVisits: 1, undated: 1, visitedRegions: [] },
    },
  ])
  expect(listIndicators(db, { campaign: 'next' })).toMatchObject([{ id: 'i', regionName: null }])
  expect(listIndicators(db, {})).toHaveLength(9)
})

test('doubles: one name in one place, one number in one year', () => {
  const db = memoryDb()
  expect(listDoubles(demoDb())).toEqual([])
  insertRow(db, 'organizations', 'a', { name: '盐城市慈善总会（总部）', region: 'r' })
  insertRow(db, 'organizations', 'b', { name: ' 盐城市 慈善总会(总部)' })
  insertRow(db, 'organizations', 'c', { name: '盐城市慈善总会(总部)', mergedInto: 'a' })
  insertRow(db, 'organizations', 'd', { name: '救助中心', region: 'r' })
  insertRow(db, 'organizations', 'e', { name: '救助中心', region: 'other' })
  insertRow(db, 'people', 'p', { name: '王', organization: 'a' })
  insertRow(db, 'people', 'q', { name: '王', organization: 'a' })
  insertRow(db, 'people', 'r', { name: '王', organization: 'd' })
  insertRow(db, 'meetings', 'm', { kind: 'office', number: 17, date: '2023-11-30' })
  insertRow(db, 'meetings', 'n', { kind: 'office', number: 17, date: '2023-12', title: '会' })
  insertRow(db, 'meetings', 'o', { kind: 'office', number: 17, date: '2024-11-30' })
  insertRow(db, 'meetings', 'x', { kind: 'symposium' })
  insertRow(db, 'meetings', 'y', { kind: 'symposium' })
  expect(listDoubles(db).map(({ entity, left, right }) => [entity, left.id, right.id])).toEqual([
    ['organizations', 'a', 'b'],
    ['people', 'p', 'q'],
    ['meetings', 'm', 'n'],
  ])
})

import { beforeAll, describe, expect, test } from 'vitest'
import type { WritableDb } from '../../../../electron/data/db/open.ts'
import { getVisitPage, listVisits } from '../../../../electron/data/features/visits.ts'
import { insertConflict, insertHandover, insertRow, memoryDb } from '../../../support/rows.ts'
import { demoDb, demoId, region, wholePage } from './demo-db.ts'

describe('visits.list', () => {
  let db: WritableDb
  const ids = (filter: Partial<Parameters<typeof listVisits>[1]>) =>
    listVisits(db, { ...wholePage, ...filter }).rows.map((visit) => visit.id)

  beforeAll(() => {
    db = demoDb()
    insertRow(db, 'campaigns', 'other', { name: '2024', year: 2024 })
    insertRow(db, 'teams', 'team-b', { campaign: 'other', order: 'b' })
    insertRow(
      db,
      'visits',
      'county',
      { team: 'team-b', region: region('320902'), start: '2024-03', precision: 'month', status: 'planned' },
      { updated: 2048e6 },
    )
    insertRow(db, 'visits', 'deleted', { team: 'team-b', region: region('320900') }, { deleted: 1 })
    insertRow(db, 'visits', 'beijing', {
      team: 'team-b',
      region: region('110105'),
      start: '2024-05-01',
      end: '2024-05-03',
      status: 'cancelled',
    })
    insertHandover(db, 'visits', 'county', 2)
    insertConflict(db, 'visits', 'county', 'summary')
  })

  test('campaign, team and status', () => {
    expect(ids({ campaign: demoId('campaigns', 'campaign') })).toHaveLength(14)
    expect(ids({ campaign: 'other' })).toEqual(['county', 'beijing'])
    expect(ids({ team: demoId('teams', 'team-finance') })).toHaveLength(2)
    expect(ids({ status: 'planned' })).toEqual(['county'])
    expect(ids({ campaign: 'nowhere' })).toEqual([])
  })

  test('a city holds the visits of its counties; a province those of its cities', () => {
    expect(ids({ city: region('320900') })).toEqual([demoId('visits', 'projects-yancheng'), 'county'])
    expect(ids({ city: region('320902') })).toEqual(['county'])
    expect(ids({ city: region('320000') })).toHaveLength(15)
    expect(ids({ city: region('110000') })).toEqual(['beijing'])
    expect(listVisits(db, wholePage).cities).toBe(11)
  })

  test('dates: a month overlaps its days, a stay the days between', () => {
    expect(ids({ from: '2024-01-01' })).toEqual(['county', 'beijing'])
    expect(ids({ from: '2024-03-15', to: '2024-03-16' })).toEqual(['county'])
    expect(ids({ from: '2024-04-01', to: '2024-04-30' })).toEqual([])
    expect(ids({ from: '2024-05-02', to: '2024-05-02' })).toEqual(['beijing'])
    expect(ids({ from: '2023-11', to: '2023-11' })).toHaveLength(5)
    expect(ids({ to: '2023' })).toHaveLength(5)
    expect(ids({ dated: 'missing' })).toHaveLength(9)
    expect(ids({ dated: 'known' })).toHaveLength(7)
  })

  test('not handed in', () => {
    expect(ids({ unreported: true })).toHaveLength(14)
    expect(ids({ unreported: false })).toHaveLength(16)
    const [row] = listVisits(db, { ...wholePage, status: 'planned' }).rows
    expect(row).toMatchObject({ reported: 'acknowledged', conflicts: 1, regionName: '亭湖区', updated: 1e6 })
  })

  test('text: own words, region, leader, topic, host, site', () => {
    expect(ids({ text: '智慧大救助' })).toEqual([demoId('visits', 'projects-yancheng')])
    expect(ids({ text: ' 亭湖 ' })).toEqual(['county'])
    expect(ids({ text: '董启彬' })).toHaveLength(2)
    expect(ids({ text: '网络募捐' })).toHaveLength(2)
    expect(ids({ text: '医保局' })).toEqual([demoId('visits', 'projects-wuxi')])
    expect(ids({ text: '\0香铺\0营' })).toEqual([demoId('visits', 'online-nanjing')])
    expect(ids({ text: '市、县(市、区)慈善总会会长' })).toHaveLength(2)
  })

  test.each(['%', '_', '\\', "' OR 1=1 --", '"]', '[%]'])('hostile text %j finds nothing', (text) => {
    expect(listVisits(db, { ...wholePage, text })).toEqual({ rows: [], total: 0, cities: 0, undated: 0 })
  })

  test('order and paging', () => {
    const dates = (filter: Partial<Parameters<typeof listVisits>[1]>) =>
      listVisits(db, { ...wholePage, ...filter }).rows.map((visit) => visit.start)
    expect(dates({ descending: true }).slice(0, 3)).toEqual(['2024-05-01', '2024-03', '2023-11-21'])
    expect(dates({ descending: true }).at(-1)).toBeNull()
    expect(ids({ sort: 'status' })[0]).toBe('county')
    expect(ids({ sort: 'status', descending: true })[0]).toBe('beijing')
    expect(ids({ sort: 'city' })[0]).toBe('beijing')
    expect(ids({ sort: 'team', descending: true }).slice(0, 2)).toEqual(['county', 'beijing'])
    expect(ids({ sort: 'updated' })[0]).toBe('county')
    expect(ids({ sort: 'updated', descending: false }).at(-1)).toBe('county')
    const all = ids({})
    expect([...ids({ limit: 5 }), ...ids({ offset: 5, limit: 11 })]).toEqual(all)
    for (const limit of [1, 3, 7]) {
      for (const descending of [false, true]) {
        const pages = Array.from({ length: 16 }, (_, n) => ids({ offset: n * limit, limit, descending })).flat()
        expect(pages).toEqual(ids({ descending }))
      }
    }
    expect(listVisits(db, { offset: 5, limit: 2 })).toMatchObject({ total: 16, undated: 9 })
    for (const sort of ['date', 'city', 'team', 'status', 'updated'] as const) expect(ids({ sort })).toHaveLength(16)
  })

  test('columns of the merge do not leak', () => {
    const [row] = listVisits(db, wholePage).rows
    for (const name of ['stream', 'deleted', 'meta']) expect(row).not.toHaveProperty(name)
  })
})

describe('visits.page', () => {
  test('targets that have not arrived have no name and are no error', () => {
    const db = memoryDb()
    insertRow(db, 'visits', 'v', { team: 't', region: 'r', hosts: ['h'], participants: ['p'], sites: ['s'] })
    expect(listVisits(db, wholePage).rows[0]).toMatchObject({
      ...{ teamName: null, leaderName: null, topics: [], regionName: null, campaign: null, reported: null },
      ...{ hostNames: [{ id: 'h', name: null }], siteCount: 1, methods: [] },
    })
    expect(getVisitPage(db, { id: 'v' })).toMatchObject({
      ...{
        teamRow: null,
        campaignRow: null,
        regionPath: [],
        hostItems: [],
        participantItems: [],
        siteItems: [],
        directives: 0,
      },
    })
    insertRow(db, 'teams', 't', { campaign: 'c', leader: 'x' })
    insertRow(db, 'sites', 's', { name: '站', region: 'r', project: 'q' })
    expect(getVisitPage(db, { id: 'v' })).toMatchObject({
      ...{ campaign: 'c', leaderName: null, campaignRow: null },
      siteItems: [{ name: '站', regionName: null, projectName: null, photos: [] }],
    })
    expect(getVisitPage(db, { id: 'missing' })).toBeNull()
  })

  test('a photo with its file counts, one with a caption only is expected; photos and findings of its meetings belong to it', () => {
    const db = memoryDb()
    insertRow(db, 'visits', 'v', { sites: ['s'] })
    insertRow(db, 'sites', 's', { name: '站' })
    insertRow(db, 'meetings', 'm', { visit: 'v' })
    insertRow(db, 'meetings', 'gone', { visit: 'v' }, { deleted: 1 })
    insertRow(db, 'attachments', 'a', { visit: 'v', site: 's', sha256: '00' })
    insertRow(db, 'attachments', 'b', { meeting: 'm', sha256: '01' })
    insertRow(db, 'attachments', 'c', { meeting: 'gone', sha256: '02' })
    insertRow(db, 'attachments', 'd', { visit: 'v', sha256: '03' }, { deleted: 1 })
    insertRow(db, 'findings', 'f', { visits: ['v'], meetings: ['m'] })
    insertRow(db, 'findings', 'g', { meetings: ['m'] })
    insertRow(db, 'findings', 'merged', { visits: ['v'], mergedInto: 'f' })
    expect(listVisits(db, wholePage).rows[0]).toMatchObject({ photoCount: 2, photoExpected: false, findingCount: 2 })
    insertRow(db, 'attachments', 'e', { visit: 'v', caption: '图说' })
    const page = getVisitPage(db, { id: 'v' })
    expect(page).toMatchObject({ photoCount: 2, photoExpected: true })
    expect(page?.photos.map((photo) => photo.id)).toEqual(['a', 'b', 'e'])
    expect(page?.siteItems[0]?.photos.map((photo) => photo.id)).toEqual(['a'])
    expect(page?.findingItems.map((finding) => finding.id)).toEqual(['f', 'g'])
    expect(page?.meetingItems.map((meeting) => meeting.id)).toEqual(['m'])
    db.prepare("UPDATE visits SET deleted = 1 WHERE id = 'v'").run()
    expect(getVisitPage(db, { id: 'v' })).toBeNull()
  })
})

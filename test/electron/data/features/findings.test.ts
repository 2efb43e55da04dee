import { describe, expect, test } from 'vitest'
import { remakeMerges } from '../../../../electron/data/db/merges.ts'
import { findingConditions } from '../../../../electron/data/db/views/finding-filter.ts'
import { groupFindings } from '../../../../electron/data/features/finding-groups.ts'
import { getFindingPage, listFindings } from '../../../../electron/data/features/findings.ts'
import { listTopics } from '../../../../electron/data/features/topics.ts'
import { insertConflict, insertHandover, insertRow, memoryDb } from '../../../support/rows.ts'
import { demoDb, demoId, region, wholePage } from './demo-db.ts'

type Filter = Partial<Parameters<typeof listFindings>[1]>

describe('findings.list', () => {
  const db = demoDb()
  insertRow(db, 'meetings', 'm', { visit: demoId('visits', 'projects-yangzhou') })
  insertRow(db, 'statements', 's', { meeting: 'm' })
  insertRow(
    db,
    'findings',
    'said',
    { statements: ['s'], stage: 'sorted', regions: [region('320902')], summary: '100%_\\"归纳' },
    { updated: 2048e6 },
  )
  insertRow(db, 'findings', 'merged', { kind: 'problem', mergedInto: 'said' })
  insertRow(db, 'findings', 'deleted', { kind: 'problem' }, { deleted: 1 })
  insertConflict(db, 'findings', 'said', 'summary')
  remakeMerges(db)
  const ids = (filter: Filter) => listFindings(db, { ...wholePage, ...filter }).rows.map((finding) => finding.id)

  test('every filter', () => {
    expect(ids({})).toHaveLength(8)
    expect(ids({ campaign: demoId('campaigns', 'campaign') })).toHaveLength(7)
    expect(ids({ team: demoId('teams', 'team-online') })).toHaveLength(3)
    expect(ids({ kind: 'highlight' })).toHaveLength(2)
    expect(ids({ kind: 'problem' })).toEqual([])
    expect(ids({ stage: 'sorted' })).toEqual(['said'])
    expect(ids({ topic: '网络募捐' })).toHaveLength(2)
    expect(ids({ topic: '网络' })).toEqual([])
    expect(ids({ visit: demoId('visits', 'members-xuzhou') })).toEqual([demoId('findings', 'finding-members')])
    expect(ids({ meeting: 'm' })).toEqual(['said'])
    expect(ids({ unreported: true })).toHaveLength(7)
    expect(ids({ summarized: 'missing' })).toHaveLength(7)
    expect(ids({ text: '新突破' })).toEqual([demoId('findings', 'finding-finance')])
    expect(ids({ kind: 'practice', topic: '网络募捐', text: '会长会议' })).toHaveLength(1)
  })

  test('a city holds the findings of its counties', () => {
    expect(ids({ city: region('320900') })).toEqual(['said', demoId('findings', 'finding-yancheng')])
    expect(ids({ city: region('321100') })).toHaveLength(2)
    expect(ids({ city: 'nowhere' })).toEqual([])
  })

  test('the list of every group is as long as its count says', () => {
    for (const by of ['kind', 'city', 'topic', 'stage'] as const) {
      const groups = groupFindings(db, { by })
      for (const { key, count } of groups) {
        const filter = key === null ? { without: by } : { [by]: key }
        expect(listFindings(db, { ...wholePage, ...filter }).total, `${by} ${key}`).toBe(count)
      }
      expect(groups.some(({ key }) => key === null)).toBe(by !== 'city' && by !== 'stage')
    }
    expect(ids({ city: region('320000') })).toHaveLength(3)
  })

  test('a finding with its sources', () => {
    const page = getFindingPage(db, { id: 'said' })
    expect(page?.statementItems.map(({ id, findings }) => [id, findings])).toEqual([
      ['s', [{ id: 'said', kind: null }]],
    ])
    expect(getFindingPage(db, { id: demoId('findings', 'finding-members') })?.visitItems).toHaveLength(7)
    for (const id of ['merged', 'deleted', 'nowhere']) expect(getFindingPage(db, { id })).toBeNull()
  })

  test('text is no pattern', () => {
    expect(ids({ text: '%_\\"' })).toEqual(['said'])
    for (const text of ['100_', '%%', "'", '--']) expect(ids({ text })).toEqual([])
    expect(ids({ topic: '%' })).toEqual([])
    expect(ids({ topic: '"' })).toEqual([])
  })

  test('order and paging', () => {
    expect(ids({})[0]).toBe('said')
    expect(ids({ descending: false }).at(-1)).toBe('said')
    expect(listFindings(db, { ...wholePage, sort: 'kind' }).rows.map((f) => f.kind)).toEqual([
      ...['achievement', 'achievement', 'achievement', 'highlight', 'highlight', 'practice', 'practice', null],
    ])
    expect(ids({ sort: 'stage', descending: true })[0]).toBe('said')
    expect([...ids({ limit: 3 }), ...ids({ offset: 3, limit: 9 })]).toEqual(ids({}))
    expect(listFindings(db, { offset: 50, limit: 5 })).toEqual({ rows: [], total: 8 })
    expect(listFindings(db, { offset: 0, limit: 1 }).rows[0]).toMatchObject({
      conflicts: 1,
      reported: null,
      updated: 1e6,
    })
  })

  test('groups', () => {
    expect(groupFindings(db, { by: 'kind' })).toEqual(
      Object.entries({ achievement: 3, highlight: 2, practice: 2, problem: 0, suggestion: 0, plan: 0 })
        .map(([key, count]): object => ({ key, name: null, count }))
        .concat({ key: null, name: null, count: 1 }),
    )
    expect(
      groupFindings(db, { by: 'stage' })
        .slice(0, 3)
        .map((g) => g.count),
    ).toEqual([7, 1, 0])
    expect(groupFindings(db, { by: 'topic' }).map((g) => [g.name, g.count])).toEqual([
      ...[
        ['慈善项目', 2],
        ['会员工作', 1],
        ['财务募捐', 1],
        ['网络募捐', 2],
        ['慈善宣传', 1],
        [null, 1],
      ],
    ])
    const cities = groupFindings(db, { by: 'city' })
    expect(cities.slice(0, 3).map((g) => [g.name, g.count])).toEqual([
      ['江苏省', 3],
      ['南京市', 1],
      ['无锡市', 2],
    ])
    expect(cities.find((g) => g.name === '盐城市')).toMatchObject({ key: region('320900'), count: 2 })
    expect(groupFindings(db, { by: 'city', kind: 'plan' })).toEqual([])
  })
})

test('a long list walks by time and finds the same', () => {
  const db = memoryDb()
  for (let n = 0; n < 5000; n++) {
    insertRow(
      db,
      'findings',
      `f${n}`,
      { kind: n % 2 ? 'plan' : 'problem', topics: n % 3 ? [] : ['题'] },
      { updated: (n * 7919) % 5000 },
    )
  }
  const expected = db
    .prepare("SELECT id FROM findings WHERE kind = 'plan' ORDER BY updated DESC LIMIT 20 OFFSET 40")
    .pluck()
    .all()
  const { rows, total } = listFindings(db, { kind: 'plan', offset: 40, limit: 20 })
  expect({ total, ids: rows.map((f) => f.id) }).toEqual({ total: 2500, ids: expected })
  expect(listFindings(db, { topic: '题', kind: 'plan', offset: 0, limit: 5 }).total).toBe(833)
})

test('topics: an element is found whole, whatever it holds; targets that have not arrived have no name', () => {
  const db = memoryDb()
  insertRow(db, 'findings', 'f', { topics: ['"a', 'b\\', '慈善项目'], regions: ['r'], team: 't' })
  insertHandover(db, 'findings', 'f', 1)
  const count = (topic: string) => listFindings(db, { ...wholePage, topic }).total
  expect([count('"a'), count('b\\'), count('a'), count('b'), count('a","b')]).toEqual([1, 1, 0, 0, 0])
  expect(listTopics(db)).toEqual(['慈善项目', '会员工作', '财务募捐', '网络募捐', '慈善宣传', '"a', 'b\\'])
  expect(listFindings(db, wholePage).rows[0]).toMatchObject({
    ...{ teamName: null, regionNames: [{ id: 'r', name: null }], reported: 'exported', visits: [] },
  })
  expect(groupFindings(db, { by: 'city' })).toEqual([{ key: 'r', name: null, count: 1 }])
})

test('findings nobody has summed up are counted by their own index, merged ones or not', () => {
  const db = memoryDb()
  const plan = () => {
    const { sql } = findingConditions(db, { summarized: 'missing' })
    const rows = db.prepare(`EXPLAIN QUERY PLAN SELECT count(*) FROM findings f WHERE ${sql.join(' AND ')}`).all()
    return (rows as { detail: string }[]).map(({ detail }) => detail).join('; ')
  }
  expect(plan()).toContain('findings_unsummarized')
  insertRow(db, 'findings', 'f', { mergedInto: 'nowhere' })
  remakeMerges(db)
  expect(plan()).toContain('findings_unsummarized')
})

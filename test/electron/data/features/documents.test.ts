import { describe, expect, test } from 'vitest'
import { remakeMerges } from '../../../../electron/data/db/merges.ts'
import {
  citationsOfRecord,
  getDocumentPage,
  getProposals,
  listDocuments,
} from '../../../../electron/data/features/documents.ts'
import { insertRow } from '../../../support/rows.ts'
import { demoDb, demoId, wholePage } from './demo-db.ts'

const online = demoId('teams', 'team-online')
const achievement = demoId('findings', 'finding-online-achievement')
const publicity = demoId('findings', 'finding-publicity')
const nanjing = demoId('visits', 'online-nanjing')

function db() {
  const data = demoDb()
  data.exec('DELETE FROM documents')
  insertRow(
    data,
    'documents',
    'd',
    { title: '调研报告', kind: 'report', team: online, stage: 'draft' },
    { updated: 2048 },
  )
  insertRow(data, 'sections', 's2', { document: 'd', heading: '存在问题', order: 'a2' })
  insertRow(
    data,
    'sections',
    's1',
    {
      document: 'd',
      heading: '主要做法和成效',
      order: 'a1',
      body: '共募集善款4.91亿元。[^c1]其他的话。\n[^c3]再说一次。[^c1]',
    },
    { updated: 2048e3 },
  )
  insertRow(data, 'citations', 'c1', { document: 'd', section: 's1', finding: achievement, sentence: '旧句' })
  insertRow(data, 'citations', 'c2', { document: 'd', section: 's1', finding: publicity })
  insertRow(data, 'citations', 'c3', { document: 'd', section: 's1', visit: nanjing })
  return data
}

test('the list counts what is missing and is searched in the text', () => {
  const data = db()
  insertRow(data, 'documents', 'gone', { title: '旧' }, { deleted: 1 })
  insertRow(
    data,
    'documents',
    'e',
    { title: '会员工作意见', kind: 'opinion', stage: 'discussion' },
    { updated: 2048e2 },
  )
  const { rows, total } = listDocuments(data, wholePage)
  expect(total).toBe(2)
  expect(rows.map(({ id, sections, missing }) => [id, sections, missing])).toEqual([
    ['d', 2, 1],
    ['e', 0, 0],
  ])
  expect(rows[0]).toMatchObject({ leaderName: '章大李', versions: 0 })
  const ids = (filter: object) => listDocuments(data, { ...wholePage, ...filter }).rows.map(({ id }) => id)
  expect(ids({ text: '再说一次' })).toEqual(['d'])
  expect(ids({ kind: 'opinion' })).toEqual(['e'])
  expect(ids({ stage: 'draft' })).toEqual(['d'])
  expect(ids({ text: '%' })).toEqual([])
})

describe('a page', () => {
  test('shows sections in order and what each citation rests on', () => {
    const page = getDocumentPage(db(), { id: 'd' })!
    expect(page.sectionItems.map(({ id }) => id)).toEqual(['s1', 's2'])
    expect(page).toMatchObject({ topics: ['网络募捐', '慈善宣传'], year: 2023, places: ['南京市', '泰州市'] })
    const [first, , third] = page.citationItems
    expect(first?.source).toMatchObject({
      state: 'here',
      finding: { id: achievement, kind: 'achievement' },
      origin: { source: '江苏慈善总会', date: '2023-12-05' },
    })
    expect(third?.source).toMatchObject({ state: 'here', visits: [{ id: nanjing, regionName: '南京市' }] })
    expect(third?.source.photos.map(({ id }) => id)).toEqual([demoId('attachments', 'photo-nanjing')])
  })

  test('a finding that was merged is spoken for by the other, one that was deleted says so', () => {
    const data = db()
    const state = (change: string, ...values: string[]) => {
      data.prepare(change).run(...values)
      remakeMerges(data)
      return getDocumentPage(data, { id: 'd' })?.citationItems[0]?.source
    }
    const merge = 'UPDATE findings SET mergedInto = ? WHERE id = ?'
    const remove = 'UPDATE findings SET deleted = ? WHERE id = ?'
    expect(state(merge, publicity, achievement)).toMatchObject({ state: 'merged', finding: { id: publicity } })
    // what spoke for it is gone: it speaks for itself
    expect(state(remove, '1', publicity)).toMatchObject({ state: 'here', finding: { id: achievement } })
    expect(state(remove, '1', achievement)).toMatchObject({ state: 'deleted', finding: null })
    expect(state("UPDATE citations SET finding = ? WHERE id = 'c1'", 'elsewhere')).toMatchObject({ state: 'awaited' })
  })
})

test('proposals: the team’s own visits and findings; what is cited by a mark in the text is left out', () => {
  const data = db()
  const all = getProposals(data, { team: online })
  expect(all.title).toBe('网络募捐、慈善宣传调研报告')
  const [background, practice, problems] = all.parts
  expect(background?.paragraphs[0]?.[0]?.text).toBe('章大李副会长带领宣传部、网络部的同志赴南京市、泰州市调研。')
  expect(practice?.paragraphs.map((one) => one.length)).toEqual([2, 1])
  expect(practice?.paragraphs[0]?.[0]?.text).toMatch(/^总会专门召开会长会议，认真研究部署/)
  expect(problems).toMatchObject({ paragraphs: [], lack: 'findings' })
  const left = getProposals(data, { document: 'd' })
  const supports = left.parts.flatMap(({ paragraphs }) => paragraphs.flat(2).flatMap((one) => one.supports))
  expect(supports).not.toContainEqual({ finding: achievement })
  expect(supports).not.toContainEqual({ visit: nanjing })
  // its mark stands nowhere
  expect(supports).toContainEqual({ finding: publicity })
})

test('both ways: a finding, its visit and its photo name the sentences they are written into', () => {
  const data = db()
  const at = (entity: Parameters<typeof citationsOfRecord>[1]['entity'], id: string) =>
    citationsOfRecord(data, { entity, id }).map(({ citation, sentence }) => [citation, sentence])
  expect(at('findings', achievement)).toEqual([
    ['c1', '共募集善款4.91亿元。'],
    ['c1', '再说一次。'],
  ])
  expect(at('findings', publicity)).toEqual([])
  expect(at('visits', nanjing)).toEqual([['c3', '再说一次。']])
  expect(at('attachments', demoId('attachments', 'photo-nanjing'))).toEqual([['c3', '再说一次。']])
  data.prepare('UPDATE findings SET mergedInto = ? WHERE id = ?').run(publicity, achievement)
  remakeMerges(data)
  expect(at('findings', publicity)).toHaveLength(2)
  data.prepare('UPDATE documents SET deleted = 1').run()
  expect(at('findings', achievement)).toEqual([])
})

import { expect, test } from 'vitest'
import { similarFindings } from '../../../../electron/data/search/similar.ts'
import { insertRow } from '../../../support/rows.ts'
import { demoDb } from '../features/demo-db.ts'

test('findings that say much the same, without what was declined, deleted or merged', () => {
  const db = demoDb()
  const said = '基层慈善组织专职人员不足，一人身兼数岗，项目执行靠临时抽调'
  insertRow(db, 'findings', 'mine', { quote: said })
  insertRow(db, 'findings', 'same', { summary: said, stage: 'raw' })
  insertRow(db, 'findings', 'near', { quote: '乡镇慈善组织缺少专职人员，往往一人兼数岗，靠临时抽调' })
  insertRow(db, 'findings', 'other', { quote: '慈善超市与新时代文明实践站合并，月均服务明显上升' })
  insertRow(db, 'findings', 'declined', { quote: said, stage: 'declined' })
  insertRow(db, 'findings', 'deleted', { quote: said }, { deleted: 1 })
  insertRow(db, 'findings', 'merged', { quote: said, mergedInto: 'mine' })

  const found = similarFindings(db, null, { id: 'mine' })
  expect(found.map(({ finding }) => finding.id)).toEqual(['same', 'near'])
  expect(found[0]?.score).toBeCloseTo(1)
  expect(found[1]?.shared).toEqual(['靠临时抽调', '慈善组织', '专职人员', '兼数岗', '一人'])
  expect(similarFindings(db, null, { text: said, limit: 1 }).map(({ finding }) => finding.id)).toEqual(['same'])
  expect(similarFindings(db, null, { text: '，。' })).toEqual([])
  expect(similarFindings(db, null, { id: 'nobody' })).toEqual([])
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clauseName,
  clausesOf,
  formCode,
  readForm,
  stateOfUnit,
  unitOf,
} from '../../../shared/domain/consultation-form.ts'
import { wholeText } from '../../../shared/domain/document-text.ts'

const reading = (lines: string[], ...tables: string[][][]) => readForm({ lines, tables })

describe('clauses', () => {
  const body = wholeText('会员工作意见', [
    { heading: '总体要求', body: '坚持党的领导。[^c1]第二句。\n## 基本原则\n- 自愿\n- **公开**' },
    { heading: '附则', body: '| 甲 | 乙 |\n![p](图说)\n本意见自印发之日起施行。' },
  ])
  it('paragraphs are numbered through, headings are not', () => {
    const { title, clauses } = clausesOf(body)
    expect(title).toBe('会员工作意见')
    expect(clauses.map(({ number, text }) => [number, text])).toEqual([
      [null, '一、总体要求'],
      [1, '坚持党的领导。第二句。'],
      [null, '基本原则'],
      [2, '自愿'],
      [3, '公开'],
      [null, '二、附则'],
      [4, '甲　乙'],
      [5, '本意见自印发之日起施行。'],
    ])
    expect(clauseName(clauses[1]!)).toBe('〔1〕 坚持党的领导。第二句。')
  })
})

const id = '0195f3c2-1111-7222-8333-44443f2a91c0'

describe('a returned form', () => {
  it('as it was sent', () => {
    const [form, ...others] = reading(
      [
        '《意见》征求意见反馈表',
        `表单编号 ${formCode(id)}（请保留）`,
        '反馈单位：盐城市慈善总会',
        '联系人：王某  电话：123',
        '无意见：',
      ],
      [
        ['条款', '修改意见', '理由'],
        ['〔1〕', '把“坚持”改为“始终坚持”', '更准确'],
        ['', '', ''],
        ['〔5〕', '明确施行日期', ''],
      ],
    )
    expect(others).toEqual([])
    expect(form).toEqual({
      code: '3F2A91C0',
      unit: '盐城市慈善总会',
      contact: '王某',
      none: false,
      opinions: [
        { clause: '〔1〕', comment: '把“坚持”改为“始终坚持”（理由：更准确）' },
        { clause: '〔5〕', comment: '明确施行日期' },
      ],
    })
  })
  it('changed: other names of columns, unit in a cell, a line above the heading', () => {
    const [form] = reading(
      [],
      [
        ['反馈单位', '无锡市慈善总会', '', ''],
        ['序号', '章节', '意见建议', '修改依据'],
        ['1', '第三条', '增加网络募捐', '工作需要'],
      ],
    )
    expect(form).toMatchObject({
      code: null,
      unit: '无锡市慈善总会',
      opinions: [{ clause: '第三条', comment: '增加网络募捐（理由：工作需要）' }],
    })
  })
  it.each([
    [['反馈单位：甲', '无意见：√'], []],
    [
      ['反馈单位：甲'],
      [
        [
          ['条款', '修改意见'],
          ['', '无'],
        ],
      ],
    ],
    [
      ['反馈单位：甲'],
      [
        [
          ['条款', '修改意见'],
          ['全文', '没有意见。'],
        ],
      ],
    ],
  ])('no opinion: %j %j', (lines, tables) => {
    expect(reading(lines as string[], ...(tables as string[][][]))).toMatchObject([
      { unit: '甲', none: true, opinions: [] },
    ])
  })
  it('one for all units: each row names its own', () => {
    const forms = reading(
      ['反馈单位：'],
      [
        ['单位', '条款', '修改意见', '理由', '联系人'],
        ['甲市', '〔1〕', '改', '', '王'],
        ['乙市', '', '无意见', '', ''],
        ['甲市', '〔2〕', '再改', '', ''],
      ],
    )
    expect(forms.map(({ unit, none, opinions, contact }) => [unit, none, opinions.length, contact])).toEqual([
      ['甲市', false, 2, '王'],
      ['乙市', true, 0, null],
    ])
  })
  it('without a table: lines that call themselves an opinion', () => {
    const [form] = reading(['反馈单位：甲市', '意见一：第二条改一下', '建议2：增加附则'])
    expect(form?.opinions.map(({ comment }) => comment)).toEqual(['第二条改一下', '增加附则'])
  })
  it('nothing in it', () => {
    expect(reading(['随便什么'])).toEqual([{ code: null, unit: null, contact: null, none: false, opinions: [] }])
  })
  it('anything is read within bounds', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('单位', '修改意见', '条款', '无', '反馈单位：', '表单编号 ABCDEF01', '无意见√'),
    )
    const rows = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 })
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 8 }), fc.array(rows, { maxLength: 3 }), (lines, tables) => {
        const forms = readForm({ lines, tables })
        expect(forms.length).toBeGreaterThan(0)
        for (const { none, opinions } of forms) {
          expect(none && opinions.length > 0).toBe(false)
          for (const { comment } of opinions) expect(comment.trim()).not.toBe('')
        }
      }),
      { numRuns: 500 },
    )
    const many = Array.from({ length: 3_000 }, (_, at) => ['〔1〕', `意见${at}${'长'.repeat(9_000)}`])
    const [form] = reading([], [['条款', '修改意见'], ...many])
    expect(form?.opinions).toHaveLength(500)
    expect(form?.opinions[0]?.comment.length).toBeLessThanOrEqual(5_000)
  })
})

describe('which unit it is from', () => {
  const asked = [
    { id, name: '盐城市慈善总会' },
    { id: '0195f3c2-1111-7222-8333-444400000001', name: '江苏省民政厅' },
    { id: '0195f3c2-1111-7222-8333-444400000002', name: '无锡市慈善总会' },
  ]
  it.each([
    ['3F2A91C0', '写错的名字', 0],
    [null, '盐城市 慈善总会', 0],
    [null, '盐城市慈善总会办公室', 0],
    [null, '民政厅', 1],
    [null, '慈善总会', null],
    ['00000000', '不认识', null],
    [null, null, null],
  ])('%s %s', (code, unit, at) => {
    expect(unitOf({ code, unit }, asked)).toBe(at === null ? null : asked[at]!.id)
  })
})

it('states of a unit', () => {
  const open = { returned: null, none: null, due: '2023-12-20' }
  expect(stateOfUnit(open, 0, '2023-12-20')).toBe('waiting')
  expect(stateOfUnit(open, 0, '2023-12-21')).toBe('overdue')
  expect(stateOfUnit(open, 2, '2023-12-21')).toBe('answered')
  expect(stateOfUnit({ ...open, none: 1 }, 0, '2023-12-21')).toBe('none')
})

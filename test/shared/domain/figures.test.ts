import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFigures, type KnownFigure, mixedHeads } from '../../../shared/domain/figure-check.ts'
import { compareExact, exactOf, figuresOf, splitUnit } from '../../../shared/domain/figures.ts'

const brief = (sentence: string) =>
  figuresOf(sentence).map(({ name, value, unit, bound, yearOnYear }) => [name, value, unit, bound, yearOnYear])

const seed =
  '带动300多家慈善公益组织,策划上线679个慈善项目,经过全省上下共同努力,共募集善款4.91亿元,参与人次688.10万,同比分别增长了20%和60%,实现了募集善款、参与人次稳中有升的工作目标。'

const known = (fields: Partial<KnownFigure>): KnownFigure => ({
  id: fields.name ?? 'x',
  name: null,
  occasion: null,
  period: '2023',
  value: null,
  unit: null,
  bound: 'equal',
  yearOnYear: null,
  derived: null,
  finding: null,
  visit: null,
  regionName: '江苏省',
  ...fields,
})
const indicators = [
  known({ name: '慈善项目类别', value: '8', unit: '大类', regionName: '盐城市', visit: 'yancheng' }),
  known({ name: '慈善项目', value: '33', unit: '个', regionName: '盐城市', visit: 'yancheng' }),
  known({ name: '募集善款', value: '4.91', unit: '亿元', yearOnYear: '20', finding: 'online' }),
  known({ name: '参与人次', value: '688.10', unit: '万人次', yearOnYear: '60', finding: 'online' }),
  known({ name: '慈善公益组织', value: '300', unit: '家', bound: 'least', finding: 'online' }),
  known({ name: '上线项目', value: '679', unit: '个', finding: 'online' }),
  known({
    id: '2022',
    name: '募集善款',
    value: '4.09',
    unit: '亿元',
    bound: 'about',
    period: '2022',
    finding: 'online',
  }),
]
const verdicts = (sentence: string, context = {}) =>
  checkFigures(sentence, indicators, context).map(({ state, indicator, wrong }) => [
    state,
    indicator?.id ?? null,
    wrong,
  ])

describe('figures of a sentence', () => {
  it('the press text', () => {
    expect(brief(seed)).toEqual([
      ['慈善公益组织', '300', '家', 'least', null],
      ['慈善项目', '679', '个', 'equal', null],
      ['募集善款', '4.91', '亿元', 'equal', '20'],
      ['参与人次', '688.10', '万人次', 'equal', '60'],
    ])
    expect(brief('盐城市2023年已实施8大类33个慈善项目')).toEqual([
      ['', '8', '大类', 'equal', null],
      ['慈善项目', '33', '个', 'equal', null],
    ])
  })

  it.each([
    ['11月21至22日,第17次会长办公会,四届三次理事会,99公益日,2023年'],
    ['2023-11-30 17:13'],
    ['第3批'],
    ['A4纸,3.2版'],
  ])('no figures: %s', (text) => expect(brief(text)).toEqual([]))

  it.each([
    ['近300家单位', 'about', '300'],
    ['约4.1亿元', 'about', '4.1'],
    ['募集资金1,200余万元', 'least', '1200'],
    ['超过20个县', 'least', '20'],
    ['30人以上', 'least', '30'],
    ['不足5家', 'most', '5'],
    ['３２０户', 'equal', '320'],
  ])('%s', (text, bound, value) => expect(figuresOf(text)).toMatchObject([{ bound, value }]))

  it('growth before, after, falling, and one that is a figure itself', () => {
    expect(brief('募集善款同比增长20%,达4.91亿元')).toEqual([['募集善款', '4.91', '亿元', 'equal', '20']])
    expect(brief('支出3000万元,同比下降5.5%')).toEqual([['支出', '3000', '万元', 'equal', '-5.5']])
    expect(brief('其中财政资金占30%')).toEqual([['财政资金占', '30', '%', 'equal', null]])
    expect(figuresOf('比上年增加20万元')).toMatchObject([{ change: true, value: '20' }])
  })

  it('never fails, stays inside the text and in order', () => {
    const bit = fc.constantFrom(...'0123456789.,％%多余万亿千百元人次家个同比增长下降分别和、约近。 ３年月第-至')
    fc.assert(
      fc.property(
        fc.array(bit, { maxLength: 60 }).map((bits) => bits.join('')),
        (text) => {
          let end = 0
          for (const { from, to, value, unit } of figuresOf(text)) {
            expect(from).toBeGreaterThanOrEqual(end)
            expect(to).toBeGreaterThan(from)
            expect(to).toBeLessThanOrEqual(text.length)
            expect(exactOf(value, unit)).not.toBeNull()
            end = to
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

describe('held against the indicators', () => {
  it('the press text agrees', () => {
    expect(verdicts(seed)).toEqual([
      ['agrees', '慈善公益组织', []],
      ['agrees', '上线项目', []],
      ['agrees', '募集善款', []],
      ['agrees', '参与人次', []],
    ])
    expect(verdicts('盐城市2023年已实施8大类33个慈善项目')).toEqual([
      ['agrees', '慈善项目类别', []],
      ['agrees', '慈善项目', []],
    ])
  })

  it.each([
    ['共募集善款4.19亿元', ['differs', '募集善款', ['value']]],
    ['共募集善款49100万元', ['agrees', '募集善款', []]],
    ['共募集善款491,000,000元', ['agrees', '募集善款', []]],
    ['共募集善款近5亿元', ['agrees', '募集善款', []]],
    ['共募集善款4.91亿元，同比增长25%', ['differs', '募集善款', ['yearOnYear']]],
    ['共募集善款4.9亿元', ['differs', '募集善款', ['value']]],
    ['2022年募集善款4.91亿元', ['differs', '2022', ['value']]],
    ['2022年募集善款约4.09亿元', ['agrees', '2022', []]],
    ['2022年募集善款4.09亿元', ['differs', '2022', ['bound']]],
    ['带动300家慈善公益组织', ['differs', '慈善公益组织', ['bound']]],
    ['带动超过200家慈善公益组织', ['agrees', '慈善公益组织', []]],
    ['带动200多家慈善公益组织', ['differs', '慈善公益组织', ['value']]],
    ['参与人数688.10万人', ['differs', '参与人次', ['unit']]],
    ['参与人次6881000人次', ['agrees', '参与人次', []]],
    ['扬州市实施12个慈善项目', ['unknown', null, []]],
    ['走访慰问56户', ['unknown', null, []]],
    ['募集善款增加8000万元', ['unknown', null, []]],
  ])('%s', (sentence, verdict) => expect(verdicts(sentence)).toEqual([verdict]))

  it('what a sentence cites says of where it speaks', () => {
    expect(verdicts('已实施33个慈善项目')[0]?.[0]).toBe('unknown')
    expect(verdicts('已实施33个慈善项目', { visits: ['yancheng'] })).toEqual([['agrees', '慈善项目', []]])
    expect(verdicts('已实施34个慈善项目', { places: ['盐城市'] })).toEqual([['differs', '慈善项目', ['value']]])
  })

  const wholeUnits = ['元', '万元', '亿元'] as const
  it('a figure written in any unit of its kind agrees; another value does not', () => {
    const money = fc.record({
      cents: fc.bigInt({ min: 1n, max: 10n ** 14n }),
      unit: fc.constantFrom(...wholeUnits),
      other: fc.constantFrom(...wholeUnits),
      off: fc.bigInt({ min: 1n, max: 10n ** 6n }),
    })
    fc.assert(
      fc.property(money, ({ cents, unit, other, off }) => {
        const indicator = known({ name: '募集善款', value: written(cents, unit), unit })
        const sentence = (value: bigint) => `共募集善款${written(value, other)}${other}。`
        expect(checkFigures(sentence(cents), [indicator])).toMatchObject([{ state: 'agrees' }])
        expect(checkFigures(sentence(cents + off), [indicator])).toMatchObject([{ state: 'differs', wrong: ['value'] }])
      }),
      { numRuns: 500 },
    )
  })

  it('rates are given in order, however many', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 }), (rates) => {
        const names = ['募集善款', '救助支出', '项目资金', '公用经费'].slice(0, rates.length)
        const told = names.map((name, at) => `${name}${at + 1}亿元`).join('，')
        const figures = figuresOf(`${told}，同比分别增长${rates.map((rate) => `${rate}%`).join('、')}。`)
        expect(figures.map(({ yearOnYear }) => yearOnYear)).toEqual(rates.map(String))
      }),
    )
  })
})

it('人数 and 人次 of the same are told apart', () => {
  const lines = ['提出募捐数额、参与人数两个稳中有升的目标。', '参与人次688.10万,会员人数增加。']
  expect(mixedHeads(lines)).toEqual([{ line: 0, from: 7, to: 11, people: '参与人数', times: '参与人次' }])
  expect(mixedHeads(['参与人数两个目标'])).toEqual([])
})

it('units', () => {
  expect(splitUnit('万人次')).toEqual({ magnitude: 4, base: '人次', word: '人次' })
  expect(splitUnit('名')).toEqual({ magnitude: 0, base: '人', word: '名' })
  expect(compareExact(exactOf('4.91', '亿元')!, exactOf('49100', '万元')!)).toBe(0)
})

/** Decimal text of an amount of 分 in a unit. */
function written(cents: bigint, unit: '元' | '万元' | '亿元'): string {
  const places = { 元: 2, 万元: 6, 亿元: 10 }[unit]
  const digits = cents.toString().padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldCode, foldText } from '../../../shared/domain/search-text.ts'
import { likeness, pairsOf, sharedStretches } from '../../../shared/domain/similar.ts'

const alike = (left: string, right: string) => likeness(pairsOf(left), pairsOf(right), () => 1)
const anyText = fc.string({ unit: 'binary', maxLength: 40 })

describe('folding', () => {
  test('keeps every place of a text, and once is enough', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldText(text)
        expect(folded).toHaveLength(text.length)
        expect(foldText(folded)).toBe(folded)
        const codes = [...text].map((character) => foldCode(character.codePointAt(0) as number))
        expect(String.fromCodePoint(...codes)).toBe(folded)
      }),
      { numRuns: 2000 },
    )
  })

  test('letter case and width are not told apart; Simplified and Traditional are', () => {
    expect(foldText('ＡＢ，（１２）İ')).toBe('ab,(12)İ')
    expect(foldText('扬州揚州𠮷')).toBe('扬州揚州𠮷')
    expect(foldText('Σ ΔΟΣ')).toBe('σ δοσ')
  })
})

describe('likeness', () => {
  test('from nothing to all, the same both ways', () => {
    expect(alike('基层力量薄弱', '基层力量薄弱')).toBe(1)
    expect(alike('基层力量薄弱', '网络募捐')).toBe(0)
    expect(alike('', '')).toBe(0)
    fc.assert(
      fc.property(anyText, anyText, (left, right) => {
        const score = alike(left, right)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1 + 1e-9)
        expect(alike(right, left)).toBeCloseTo(score)
      }),
    )
  })

  test('the same thing in other words is nearer than another thing', () => {
    const said = '基层慈善组织专职人员不足，一人身兼数岗'
    expect(alike(said, '乡镇慈善组织缺少专职人员，往往一人兼数岗')).toBeGreaterThan(
      alike(said, '慈善超市与新时代文明实践站合并'),
    )
  })

  test('punctuation and spaces part pairs', () => {
    expect([...pairsOf('扬州，市𠮷田 A1')]).toEqual(['扬州', '市𠮷', '𠮷田', 'a1'])
  })
})

test('shared stretches stand in both texts, the longest first', () => {
  const theirs = '乡镇慈善组织缺少专职人员，往往一人兼数岗'
  expect(sharedStretches(theirs, '基层慈善组织专职人员不足，一人身兼数岗', 3)).toEqual([
    '慈善组织',
    '专职人员',
    '兼数岗',
  ])
  fc.assert(
    fc.property(anyText, anyText, (text, other) => {
      const stretches = sharedStretches(text, other, 5)
      expect(stretches.length).toBeLessThanOrEqual(5)
      for (const stretch of stretches) {
        expect(text).toContain(stretch)
        expect(foldText(other)).toContain(foldText(stretch))
      }
    }),
  )
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marksOf, mergedProse, mergeProse, wordsOf } from '../../../shared/sync/prose.ts'

const sign = fc.constantFrom(
  '走',
  '访',
  '的',
  '。',
  '，',
  '\n',
  '\r\n',
  ' ',
  'NGO',
  '3.5',
  '𠮷',
  '👩‍👧',
  'e\u0301',
  '\ud842',
)
const text = fc.array(sign, { maxLength: 40 }).map((signs) => signs.join(''))

describe('prose merge [rule 3]', () => {
  it.each([
    [
      'edits in different places',
      '甲县走访。乙县座谈。',
      '甲县入户走访。乙县座谈。',
      '甲县走访。乙县集体座谈。',
      '甲县入户走访。乙县集体座谈。',
    ],
    ['one side only', '走访', '走访', '走访三天', '走访三天'],
    ['the same edit twice', '走访两天', '走访三天', '走访三天', '走访三天'],
    [
      'Latin words and figures whole',
      'NGO 共 12.5 万，人',
      'NGO 共 13.5 万，人',
      'NPO 共 12.5 万，人',
      'NPO 共 13.5 万，人',
    ],
    ['rare characters', '𠮷野家，甲乙丙，丁', '𠮷田家，甲乙丙，丁', '𠮷野家，甲乙丙，𡃁', '𠮷田家，甲乙丙，𡃁'],
    ['CRLF lines', '一\r\n二\r\n三', '一一\r\n二\r\n三', '一\r\n二\r\n三三', '一一\r\n二\r\n三三'],
    ['a deletion and an edit apart', '甲。乙。丙。', '乙。丙。', '甲。乙。丙丙。', '乙。丙丙。'],
  ])('%s', (_, base, left, right, merged) => {
    expect(mergedProse(base, left, right)).toBe(merged)
    expect(mergedProse(base, right, left)).toBe(merged)
  })

  it.each([
    ['the same word', '走访三天', '走访四天', '走访五天'],
    ['adjacent words', '甲乙丙丁', '甲一丙丁', '甲乙二丁'],
    ['inserts at one place', '甲丁', '甲乙丁', '甲丙丁'],
    ['a deletion and an edit within', '甲。乙丙。丁', '甲。丁', '甲。乙乙丙。丁'],
  ])('somebody must choose: %s', (_, base, left, right) => {
    expect(mergedProse(base, left, right)).toBeNull()
    const parts = mergeProse(base, left, right)
    expect(parts.some((part) => 'choices' in part)).toBe(true)
  })

  it('splits into words that join to the same text', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(wordsOf(one).join('')).toBe(one)
      }),
    )
    expect(wordsOf('走访NGO 3.5万𠮷')).toEqual(['走', '访', 'NGO', ' ', '3.5', '万', '𠮷'])
  })

  it('loses nothing of either side, whichever is left', () => {
    fc.assert(
      fc.property(text, text, text, (base, left, right) => {
        const parts = mergeProse(base, left, right)
        const mirrored = mergeProse(base, right, left)
        expect(parts.some((part) => 'choices' in part)).toBe(mirrored.some((part) => 'choices' in part))
        expect(mergedProse(base, left, right)).toBe(mergedProse(base, right, left))
        expect(mergedProse(base, left, base)).toBe(left)
        expect(mergedProse(base, left, left)).toBe(left)
        const marks = marksOf(base, left)
        expect(marks.flatMap((one) => (one.mark === 'deleted' ? [] : [one.text])).join('')).toBe(left)
        expect(marks.flatMap((one) => (one.mark === 'added' ? [] : [one.text])).join('')).toBe(base)
      }),
      { numRuns: 2000 },
    )
  })

  it('merges 100 kB by sentences', () => {
    const base = Array.from(
      { length: 2500 },
      (_, n) => `第${n}户走访情况如下：缺护工，缺经费，路远，房屋漏雨待修。`,
    ).join('')
    const left = base.replace('第100户', '第100户（已核）')
    const right = base.replace('第2400户', '第2400户（待核）')
    expect(base.length * 3).toBeGreaterThan(100_000)
    expect(mergedProse(base, left, right)).toBe(left.replace('第2400户', '第2400户（待核）'))
  })

  it.each([
    ['2,000 dashes', '—'.repeat(2000)],
    ['6,000 equal signs', '的'.repeat(5990)],
    ['7,000 empty lines', '\n'.repeat(7000)],
    ['100,000 full stops', '。'.repeat(100_000)],
  ])('ends in time on %s [I13]', (_, base) => {
    const started = performance.now()
    mergeProse(base, `${base}甲`, `乙${base}`)
    marksOf(base, `${base.slice(0, base.length / 2)}甲${base.slice(base.length / 2)}`)
    expect(performance.now() - started).toBeLessThan(8_000)
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { landscapeWidth, titleLines, widthOf } from '../../../shared/papers/layout.ts'

test('a title breaks between words', () => {
  expect(titleLines('慈善项目调研报告')).toEqual(['慈善项目调研报告'])
  for (const title of [
    '江苏省慈善总会关于切实加强会员工作的意见征求意见汇总表',
    '江苏省慈善总会关于进一步做好慈善项目和网络募捐工作并加强基层慈善组织建设的若干意见',
  ]) {
    const lines = titleLines(title)
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.join('|')).not.toMatch(/会\|员|工\|作|意\|见|慈\|善|项\|目|组\|织|加\|强|^.*\|的/)
  }
})

test('on a page on its side a line holds more', () => {
  const title = '江苏省慈善总会关于切实加强会员工作的意见征求意见汇总表'
  expect(titleLines(title, landscapeWidth)).toEqual([title])
})

test('nothing of a title is lost, and no line is too wide', () => {
  const sign = fc.constantFrom(...'慈善总会的和《》（），。12ab 😀𠮷\u0000')
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 80 }), (title) => {
      const lines = titleLines(title)
      expect(lines.join('')).toBe(title.trim())
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(20)
    }),
  )
})

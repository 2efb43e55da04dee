import { expect, test } from 'vitest'
import { beginning, formatNumber } from '../../renderer/ui/display.ts'

test('thousands are parted, fractions and signs stay', () => {
  const given = [0, 999, 1000, 12_345, 1_234_567, -1000, 12_345.6789, 0.12345]
  expect(given.map(formatNumber)).toEqual([
    ...['0', '999', '1,000', '12,345', '1,234,567', '-1,000', '12,345.6789', '0.12345'],
  ])
})

test('the beginning of a text ends between characters, never within one', () => {
  expect(beginning('座谈会上', 3)).toBe('座谈会…')
  expect(beginning('座谈', 3)).toBe('座谈')
  expect(beginning('𠮷𠮷𠮷𠮷', 3)).toBe('𠮷𠮷𠮷…')
})

import { expect, test } from 'vitest'
import { tableOf } from '../../renderer/ui/copy-rows.tsx'

test('a copied table keeps its cells, whatever they hold, and brings no formula', () => {
  const { html, plain } = tableOf([
    ['城市', '摘要'],
    ['盐城', '=HYPERLINK("http://x")'],
    ['<b>无锡</b>', '一行\n又一行\t有格'],
  ])
  expect(plain).toBe(`城市\t摘要\r\n盐城\t'=HYPERLINK("http://x")\r\n<b>无锡</b>\t一行 又一行 有格`)
  const table = new DOMParser().parseFromString(html, 'text/html')
  const cells = [...table.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent))
  expect(cells).toEqual([
    ['城市', '摘要'],
    ['盐城', '=HYPERLINK("http://x")'],
    ['<b>无锡</b>', '一行\n又一行\t有格'],
  ])
  expect(table.querySelector('td:nth-child(2)')?.getAttribute('style')).toContain('mso-number-format')
  expect(table.querySelector('td')?.getAttribute('style')).toBeNull()
})

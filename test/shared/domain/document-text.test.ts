import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chineseNumber, numberedHeadings, partsOf, wholeText } from '../../../shared/domain/document-text.ts'
import { parsePaper, serializePaper } from '../../../shared/domain/paper-text.ts'

it('numbers as they are written', () => {
  expect([1, 9, 10, 11, 20, 21, 99].map(chineseNumber)).toEqual(['一', '九', '十', '十一', '二十', '二十一', '九十九'])
  expect(numberedHeadings(['基本情况', null, '三、存在问题', ' ', '意见建议'])).toEqual([
    '一、基本情况',
    '',
    '三、存在问题',
    '',
    '三、意见建议',
  ])
})

const bits = fc.constantFrom(
  '# ',
  '## ',
  '- ',
  '|',
  '**',
  '[^a]',
  '\\',
  '—',
  '基本情况',
  '甲。',
  '\n',
  '\n\n',
  ' ',
  '![a](b)',
)
const written = fc.array(bits, { maxLength: 20 }).map((all) => all.join(''))
const oneLine = written.map((text) => text.replaceAll('\n', ' ').trim())

it('a version is taken apart into the sections it was made of', () => {
  const section = fc.record({ heading: fc.option(oneLine), body: fc.option(written) })
  fc.assert(
    fc.property(oneLine, fc.array(section, { maxLength: 6 }), (title, sections) => {
      const whole = wholeText(title, sections)
      const { title: back, parts } = partsOf(whole)
      expect(back).toBe(title)
      expect(parts).toHaveLength(sections.length)
      for (const [at, { heading, body }] of sections.entries()) {
        const blocks = parsePaper(body ?? '').map((block) =>
          block.kind === 'heading' && block.level === 1 ? { ...block, level: 2 as const } : block,
        )
        expect(parts[at]?.body).toBe(serializePaper(blocks))
        expect(parts[at]?.heading).toBe(heading === '—' ? '' : (heading ?? ''))
      }
      expect(wholeText(back, parts)).toBe(whole)
    }),
    { numRuns: 1_000 },
  )
})

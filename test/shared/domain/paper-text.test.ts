import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  citationsOf,
  contentsOf,
  type Inline,
  type PaperBlock,
  parseInline,
  parsePaper,
  plainText,
  serializePaper,
} from '../../../shared/domain/paper-text.ts'

const text = (value: string): Inline => ({ kind: 'text', text: value })
const bold = (value: string): Inline => ({ kind: 'text', text: value, bold: true })
const cite = (id: string): Inline => ({ kind: 'cite', id })

describe('paper text', () => {
  it('reads every block', () => {
    const stored = [
      '# 一、基本情况',
      '盐城市已实施**8大类33个**慈善项目。[^f-1][^f-2]',
      '',
      '- 一是输血',
      '- 二是造血',
      '| 项目 | 数量 |',
      '| 光明梦 | 33[^f-3] |',
      '',
      '| 另一张表 |',
      '![0190-ab](高晓平(左二)在盐城)',
    ].join('\n')
    const blocks: PaperBlock[] = [
      { kind: 'heading', level: 1, content: [text('一、基本情况')] },
      {
        kind: 'paragraph',
        content: [text('盐城市已实施'), bold('8大类33个'), text('慈善项目。'), cite('f-1'), cite('f-2')],
      },
      { kind: 'item', content: [text('一是输血')] },
      { kind: 'item', content: [text('二是造血')] },
      {
        kind: 'table',
        rows: [
          [[text('项目')], [text('数量')]],
          [[text('光明梦')], [text('33'), cite('f-3')]],
        ],
      },
      { kind: 'table', rows: [[[text('另一张表')]]] },
      { kind: 'figure', attachment: '0190-ab', caption: '高晓平(左二)在盐城' },
    ]
    expect(parsePaper(stored)).toEqual(blocks)
    expect(parsePaper(serializePaper(blocks))).toEqual(blocks)
    expect(citationsOf(blocks)).toEqual(['f-1', 'f-2', 'f-3'])
  })

  it.each([
    ['#没有空格', '#没有空格'],
    ['# ', '# '],
    ['-8℃', '-8℃'],
    ['|没有收尾', '|没有收尾'],
    ['![不是编号](图)', '![不是编号](图)'],
    ['一个**没有收尾', '一个**没有收尾'],
    ['****', '****'],
    ['[^]空的', '[^]空的'],
    ['\\# 不是标题', '# 不是标题'],
    ['C:\\文件', 'C:\\文件'],
  ])('keeps %j as a paragraph', (line, shown) => {
    const [block, ...others] = parsePaper(line)
    expect(others).toEqual([])
    expect(block?.kind).toBe('paragraph')
    expect(block && contentsOf(block).map(plainText)).toEqual([shown])
  })

  it('never lets a text pose as markup', () => {
    for (const line of ['# x', '- x', '| x |', '![a](b)', '**x**', '[^a]', '\\# x', '\\', '*[^b]**'])
      expect(parsePaper(serializePaper([{ kind: 'paragraph', content: [text(line)] }]))).toEqual([
        { kind: 'paragraph', content: [text(line)] },
      ])
  })

  const sign = fc.constantFrom(
    '#',
    '-',
    '|',
    '!',
    '[',
    ']',
    '^',
    '(',
    ')',
    '*',
    '**',
    '\\',
    ' ',
    '\n',
    '\r',
    '慈',
    '。',
    'a',
    '\ud842',
    '𠮷',
    '　',
  )
  it('settles: what was read and written again reads the same', () => {
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
        const read = parsePaper(signs.join(''))
        expect(parsePaper(serializePaper(read))).toEqual(read)
      }),
      { numRuns: 5_000 },
    )
  })

  const words = fc
    .array(fc.constantFrom('慈善', '#', '- ', '|', '**', '*', '[^a]', '\\', '![a](b)', ' ', '𠮷', '。'), {
      minLength: 1,
      maxLength: 8,
    })
    .map((parts) => parts.join(''))
    .filter((value) => value.trim() === value)
  const inlines = fc
    .array(
      fc.oneof(
        fc.record({ kind: fc.constant('text' as const), text: words }),
        fc.record({ kind: fc.constant('text' as const), text: words, bold: fc.constant(true as const) }),
        fc.record({ kind: fc.constant('cite' as const), id: fc.constantFrom('a', 'b-2', 'C3') }),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .filter((content) =>
      content.every((part, at) => {
        const next = content[at + 1]
        return !(part.kind === 'text' && next?.kind === 'text' && 'bold' in part === 'bold' in next)
      }),
    )
  const block: fc.Arbitrary<PaperBlock> = fc.oneof(
    fc.record({ kind: fc.constant('heading' as const), level: fc.constantFrom(1, 2, 3, 4), content: inlines }),
    fc.record({ kind: fc.constant('paragraph' as const), content: inlines }),
    fc.record({ kind: fc.constant('item' as const), content: inlines }),
    fc.record({
      kind: fc.constant('table' as const),
      rows: fc.array(fc.array(fc.oneof(inlines, fc.constant<Inline[]>([])), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
    fc.record({ kind: fc.constant('figure' as const), attachment: fc.constantFrom('a', '0190-b'), caption: words }),
  )
  it('keeps every document that was written', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), (blocks) => {
        expect(parsePaper(serializePaper(blocks))).toEqual(blocks)
      }),
      { numRuns: 3_000 },
    )
  })

  it('reads a line of a million signs at once', () => {
    const before = performance.now()
    for (const line of ['**'.repeat(500_000), '[^'.repeat(500_000), '|'.repeat(1_000_000), '\\'.repeat(1_000_000)])
      parseInline(line)
    expect(performance.now() - before).toBeLessThan(5_000)
  })
})

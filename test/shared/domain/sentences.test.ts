import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePaper } from '../../../shared/domain/paper-text.ts'
import { paperSentences, sentencesOf } from '../../../shared/domain/sentences.ts'

const split = (text: string) => sentencesOf(text).map((sentence) => sentence.text)

describe('sentences', () => {
  it.each([
    ['工作有新突破。宣传更有活力；基层有进展！', ['工作有新突破。', '宣传更有活力；', '基层有进展！']],
    ['没有句号', ['没有句号']],
    ['他说：“问题不少。办法也有。”大家都同意。', ['他说：“问题不少。办法也有。”', '大家都同意。']],
    ['“崇德向善”的良好社会氛围。', ['“崇德向善”的良好社会氛围。']],
    ['他问“行吗？”的时候，没有人答。', ['他问“行吗？”的时候，没有人答。']],
    ['为什么？！因为没有钱……就这样。', ['为什么？！', '因为没有钱……', '就这样。']],
    ['(一)基本情况(截至11月；含县级)如下。', ['(一)基本情况(截至11月；含县级)如下。']],
    ['引号“没有收尾。第二句。', ['引号“没有收尾。', '第二句。']],
    ['募集4.91亿元,增长20%。 下一句', ['募集4.91亿元,增长20%。 ', '下一句']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(split(text)).toEqual(expected)
  })

  it('gives each sentence the citations in it and behind it', () => {
    const blocks = parsePaper('[^0]盐城有33个项目。[^a][^b]无锡[^c]做了品牌。没有依据。\n# 标题[^d]\n- 一是输血[^e]')
    expect(paperSentences(blocks).map(({ text, citations, block }) => [text, citations, block])).toEqual([
      ['盐城有33个项目。', ['0', 'a', 'b'], 0],
      ['无锡做了品牌。', ['c'], 0],
      ['没有依据。', [], 0],
      ['一是输血', ['e'], 2],
    ])
  })

  it('splits a line of a hundred thousand signs at once', () => {
    const before = performance.now()
    for (const sign of ['“（', '“）', '。', '）', '“。”']) sentencesOf(sign.repeat(50_000))
    expect(performance.now() - before).toBeLessThan(3_000)
  })

  it('loses and doubles no sign, whatever the text', () => {
    const sign = fc.constantFrom('慈', '。', '！', '；', '“', '”', '（', '）', '(', ')', ' ', '…', '?', '的', '‘', '’')
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
        const text = signs.join('')
        const sentences = sentencesOf(text)
        if (text.trim()) expect(sentences.map((sentence) => sentence.text).join('')).toBe(text)
        for (const { text: own, from, to } of sentences) expect(text.slice(from, to)).toBe(own)
      }),
      { numRuns: 5_000 },
    )
  })
})

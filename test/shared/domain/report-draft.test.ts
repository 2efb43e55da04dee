import { describe, expect, it } from 'vitest'
import { parsePaper } from '../../../shared/domain/paper-text.ts'
import { type DraftFinding, type DraftVisit, proposalsOf, writtenPart } from '../../../shared/domain/report-draft.ts'
import { paperSentences } from '../../../shared/domain/sentences.ts'

const visit = (fields: Partial<DraftVisit>): DraftVisit => ({
  id: 'v',
  place: null,
  start: null,
  end: null,
  methods: [],
  purpose: null,
  hosts: [],
  sites: [],
  ...fields,
})
const finding = (fields: Partial<DraftFinding>): DraftFinding => ({
  id: 'f',
  kind: null,
  topics: [],
  quote: null,
  summary: null,
  analysis: null,
  cause: null,
  ...fields,
})
const part = (name: string, ...input: Parameters<typeof proposalsOf>) =>
  proposalsOf(...input).find((one) => one.part === name)!
const texts = (paragraphs: { text: string }[][]) => paragraphs.map((sentences) => sentences.map(({ text }) => text))
const nobody = { leader: null, departments: [] }

describe('background', () => {
  const visits = [
    visit({ id: 'a', place: '南京市', methods: ['座谈会', '实地走访'], purpose: '了解网络募捐工作情况,听取意见' }),
    visit({ id: 'b', place: '泰州市', methods: ['座谈会'], purpose: '了解网络募捐工作情况,听取意见' }),
    visit({
      id: 'c',
      place: '扬州市',
      start: '2023-11-21',
      end: '2023-11-22',
      hosts: ['高邮市慈善总会'],
      sites: ['东关小学'],
    }),
  ]
  it('says who went where, how and what for, and the days that are known', () => {
    const { paragraphs, lack } = part(
      'background',
      { leader: '章大李副会长', departments: ['网络部', '宣传部'] },
      visits,
      [],
    )
    expect(lack).toBeNull()
    expect(texts(paragraphs)).toEqual([
      [
        '章大李副会长带领网络部、宣传部的同志赴南京市、泰州市、扬州市调研。',
        '通过座谈会、实地走访，了解网络募捐工作情况，听取意见。',
        '11月21日至22日，在扬州市与高邮市慈善总会座谈交流，实地走访东关小学。',
      ],
    ])
    expect(paragraphs[0]?.map(({ supports }) => supports.length)).toEqual([3, 2, 1])
  })
  it('nothing is made up', () => {
    expect(texts(part('background', nobody, [visit({ place: '苏州市' })], []).paragraphs)).toEqual([
      ['调研组赴苏州市调研。'],
    ])
    expect(part('background', nobody, [], [])).toEqual({ part: 'background', paragraphs: [], lack: 'visits' })
    expect(proposalsOf(nobody, [], []).map(({ lack }) => lack)).toEqual(['visits', ...Array(5).fill('findings')])
  })
})

describe('findings', () => {
  const findings = [
    finding({ id: '1', kind: 'achievement', topics: ['网络募捐'], quote: '共募集善款4.91亿元,实现目标。再创新高' }),
    finding({
      id: '2',
      kind: 'practice',
      topics: ['网络募捐'],
      quote: '原话',
      summary: '专门召开会长会议，认真研究部署。',
    }),
    finding({ id: '3', kind: 'achievement', topics: ['慈善宣传'], quote: '活动丰富多彩。' }),
    finding({ id: '4', kind: 'problem', topics: ['网络募捐'], quote: '人手不足', cause: '编制少\n经费少' }),
  ]
  it('a paragraph a topic, practice first; what was summed up before what was said; each sentence with its finding', () => {
    const { paragraphs } = part('practice', nobody, [], findings)
    expect(texts(paragraphs)).toEqual([
      ['专门召开会长会议，认真研究部署。', '共募集善款4.91亿元，实现目标。', '再创新高。'],
      ['活动丰富多彩。'],
    ])
    expect(paragraphs.flat().map(({ supports }) => supports)).toEqual([
      [{ finding: '2' }],
      [{ finding: '1' }],
      [{ finding: '1' }],
      [{ finding: '3' }],
    ])
    expect(texts(part('problems', nobody, [], findings).paragraphs)).toEqual([['人手不足。']])
    expect(texts(part('causes', nobody, [], findings).paragraphs)).toEqual([['编制少 经费少。']])
    expect(part('plans', nobody, [], findings).lack).toBe('findings')
  })

  it('is written as paper text in which every sentence is supported, one citation a source', () => {
    let next = 0
    const known = new Map<string, string>()
    const { body, citations } = writtenPart(
      part('practice', nobody, [], findings).paragraphs,
      () => `c${next++}`,
      known,
    )
    expect(citations.map(({ id, finding: of }) => [id, of])).toEqual([
      ['c0', '2'],
      ['c1', '1'],
      ['c2', '3'],
    ])
    const sentences = paperSentences(parsePaper(body))
    expect(sentences.map(({ citations: marks }) => marks)).toEqual([['c0'], ['c1'], ['c1'], ['c2']])
    expect(writtenPart([[{ text: '甲。', supports: [{ finding: '3' }] }]], () => 'new', known)).toEqual({
      body: '甲。[^c2]',
      citations: [],
    })
  })
})

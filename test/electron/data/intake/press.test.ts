import { describe, expect, test } from 'vitest'
import { readPress } from '../../../../electron/data/intake/press/read-press.ts'
import { analysed } from '../../../../electron/data/intake/press/script.ts'
import { builtInPlaces, compare, percent, readGolden, type Score } from '../../../support/press-facts.ts'

const places = builtInPlaces()

function score(name: string, strict = false): Score {
  const { text, golden } = readGolden(name)
  const { published, proposals } = readPress(text, places)
  expect(published).toBe(golden.published)
  const result = compare(golden, proposals, places, strict)
  const recall = percent(result.found, result.expected)
  const precision = percent(result.read - result.invented.length, result.read)
  console.log(`press text ${name}: recall ${recall} of ${result.expected}, precision ${precision} of ${result.read}`)
  return result
}

test('the seed: nine facts in ten of the domain, nothing invented, what is uncertain is marked', () => {
  const { invented, found, expected } = score('jiangsu', true)
  expect(invented).toEqual([])
  expect(found / expected).toBeGreaterThanOrEqual(0.9)
  const { proposals } = readPress(readGolden('jiangsu').text, places)
  const inferred = proposals
    .filter(({ certainty }) => certainty === 'inferred')
    .map(({ entity, reasons }) => [entity, ...reasons])
  expect(inferred.filter(([entity]) => entity === 'visits')).toEqual([
    ['visits', 'year', 'paired'],
    ['visits', 'year', 'paired'],
  ])
  expect(inferred.filter(([entity]) => entity === 'indicators')).toEqual([
    ['indicators', 'derived'],
    ['indicators', 'derived'],
  ])
  expect(proposals.find(({ entity, reasons }) => entity === 'teams' && reasons.includes('open-list'))).toBeDefined()
})

describe('texts the rules were written with', () => {
  test.each([
    'shandong',
    'guangdong-traditional',
    'henan-report',
    'hebei-notice',
    'hubei-minutes',
    'hunan-brief',
    'shanghai',
    'anhui-list',
    'shaanxi',
    'yunnan',
    'beijing',
  ])('%s', (name) => {
    const { found, expected, invented, read } = score(name)
    expect(found / expected).toBeGreaterThanOrEqual(0.9)
    expect(invented.length / read).toBeLessThanOrEqual(0.05)
  })
})

describe('texts that were written before the rules, and not looked at while they were', () => {
  test.each(['held-ningbo', 'held-sichuan', 'held-minutes'])('%s', (name) => {
    const { found, expected, invented, read } = score(name)
    expect(found / expected).toBeGreaterThanOrEqual(0.85)
    expect(invented.length / read).toBeLessThanOrEqual(0.05)
  })
})

test('every passage lies in the text, and quotes stand there word for word', () => {
  for (const name of ['jiangsu', 'guangdong-traditional', 'shanghai']) {
    const { text } = readGolden(name)
    expect(analysed(text)).toHaveLength(text.length)
    for (const { entity, fields, passages } of readPress(text, places).proposals) {
      expect(passages.length).toBeGreaterThan(0)
      for (const [from, to] of passages) expect(from >= 0 && from < to && to <= text.length).toBe(true)
      if (entity === 'findings') expect(text).toContain(fields.quote)
      if (entity === 'directives' || entity === 'statements') expect(text).toContain(fields.text)
    }
  }
})

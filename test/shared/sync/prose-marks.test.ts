import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marksOf } from '../../../shared/sync/prose.ts'

const side = (marks: ReturnType<typeof marksOf>, without: 'deleted' | 'added') =>
  marks
    .filter(({ mark }) => mark !== without)
    .map(({ text }) => text)
    .join('')

describe('marksOf', () => {
  it('marks words taken out and put in', () => {
    expect(marksOf('分别进行了座谈交流，', '分别召开座谈会，')).toEqual([
      { text: '分别', mark: 'same' },
      { text: '进行了', mark: 'deleted' },
      { text: '召开', mark: 'added' },
      { text: '座谈', mark: 'same' },
      { text: '交流', mark: 'deleted' },
      { text: '会', mark: 'added' },
      { text: '，', mark: 'same' },
    ])
  })

  it('holds both texts whole', () => {
    const prose = fc.string({ unit: fc.constantFrom('慈', '善', '会', '，', 'a', '1', ' ', '\n', '。'), maxLength: 60 })
    fc.assert(
      fc.property(prose, prose, (base, changed) => {
        const marks = marksOf(base, changed)
        expect(side(marks, 'added')).toBe(base)
        expect(side(marks, 'deleted')).toBe(changed)
      }),
      { numRuns: 500 },
    )
  })
})

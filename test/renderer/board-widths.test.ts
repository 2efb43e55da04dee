import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boardWidths, cardGap, columnGap } from '../../renderer/features/findings/board-widths.ts'
import { stretchesIn } from '../../renderer/features/findings/shared-marks.tsx'

describe('columns of the board', () => {
  test('the fullest has several cards a row, the next one room for a card, empty ones their sentence', () => {
    const [raw, sorted, ...empty] = boardWidths([7, 0, 0, 0, 0], 1119)
    expect(raw).toMatchObject({ lanes: 2 })
    expect(sorted!.width).toBeGreaterThanOrEqual(208)
    expect(empty.map(({ width }) => width)).toEqual([116, 116, 116])
  })

  test('no more lanes than cards', () => {
    expect(boardWidths([1, 1, 0, 0, 0], 1700).map(({ lanes }) => lanes)).toEqual([1, 1, 1, 1, 1])
  })

  test('they fill the board and never more, unless each is as narrow as it can be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 100_000 }), { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 300, max: 3000 }),
        (counts, room) => {
          const columns = boardWidths(counts, room)
          const wide = columns.reduce((sum, { width }) => sum + width, columnGap * 4)
          const isNarrowest = columns.every(({ width, lanes }) => lanes === 1 && width <= 208)
          expect(wide <= room || isNarrowest).toBe(true)
          for (const [at, { width, lanes }] of columns.entries()) {
            const card = (width - cardGap * (lanes - 1)) / lanes
            expect(card).toBeGreaterThanOrEqual(counts[at]! > 0 ? 208 : 116)
          }
        },
      ),
    )
  })
})

describe('marks of what two texts share', () => {
  const marked = (said: string, shared: string[]) =>
    stretchesIn(said, shared).map(({ from, to }) => said.slice(from, to))
  test('every place once, the longer stretch first', () => {
    expect(marked('基层人员少，基层工作难', ['基层人员', '基层'])).toEqual(['基层人员', '基层'])
    expect(marked('Ａ类a类', ['a类'])).toEqual(['Ａ类', 'a类'])
    expect(marked('没有', ['别的', ''])).toEqual([])
  })
  test('places are apart and in order, whatever is shared', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('基', '层', '人', '，') }),
        fc.array(fc.string({ unit: fc.constantFrom('基', '层', '人') })),
        (said, shared) => {
          let before = 0
          for (const { from, to } of stretchesIn(said, shared)) {
            expect(from).toBeGreaterThanOrEqual(before)
            expect(to).toBeGreaterThan(from)
            before = to
          }
        },
      ),
    )
  })
})

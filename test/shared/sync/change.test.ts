import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../shared/result.ts'
import { type Change, isDevice, limits, lineOf, parseChange, partsOf, refOf } from '../../../shared/sync/change.ts'

const ref = `abcdefgh.1:1:${'x'.repeat(16)}`
const good: Change = {
  seq: 1,
  hlc: 0,
  entity: 'visits',
  id: '01890000-0000-7000-8000-000000000001',
  fields: { status: ['done', [ref]], 'methods/问卷 A/B': [true, []], $deleted: [null, []] },
}
const line = (some: Record<string, unknown>) => JSON.stringify({ ...good, ...some })
const field = (name: string, write: unknown) => line({ fields: { [name]: write } })
const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`
const raw = (value: string) => lineOf(good).replace('"done"', value)

describe('a change line [rule 1]', () => {
  it('comes back as it was written, keys of newer versions kept [rule 12]', () => {
    expect(parseChange(lineOf(good))).toEqual(good)
    expect(parseChange(line({ later: { x: 1 } }))).toMatchObject({ later: { x: 1 } })
  })

  it('takes a reference apart', () => {
    expect(partsOf(refOf('abcdefgh.12', 34, 'h-_'))).toEqual({ device: 'abcdefgh.12', seq: 34, hash: 'h-_' })
    expect(isDevice('shanyandemonstration.1')).toBe(true)
    expect(isDevice('abcdefgh')).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['a torn line', lineOf(good).slice(0, -3)],
    ['null', 'null'],
    ['a list', '[]'],
    ['seq 0', line({ seq: 0 })],
    ['seq 1.5', line({ seq: 1.5 })],
    ['seq "1"', line({ seq: '1' })],
    ['a seq no reference can name', line({ seq: 1_000_000_000_000_000 })],
    ['hlc -1', line({ hlc: -1 })],
    ['hlc 2^53', line({ hlc: 2 ** 53 })],
    ['hlc 1e400', lineOf(good).replace('"hlc":0', '"hlc":1e400')],
    ['no id', line({ id: undefined })],
    ['an id in capitals', line({ id: good.id.replace('8000', 'ABCD') })],
    ['an id with a line break', line({ id: `${good.id}\n` })],
    ['a path as entity', line({ entity: '../x' })],
    ['SQL as entity', line({ entity: 'visits;DROP TABLE visits' })],
    ['fields as a list', line({ fields: [] })],
    ['no fields', line({ fields: {} })],
    [
      'too many fields',
      line({ fields: Object.fromEntries(Array.from({ length: limits.fields + 1 }, (_, n) => [`f${n}`, [1, []]])) }),
    ],
    ['__proto__ as a field', raw('1').replace('"status"', '"__proto__"')],
    ['__proto__ within a value', raw('{"__proto__":{"x":1}}')],
    ['__proto__ deep in a value', raw('[{"a":{"__proto__":1}}]')],
    ['a field with a space', field('a b', [1, []])],
    ['a field with a quote', field('a"b', [1, []])],
    ['an empty element', field('methods/', [1, []])],
    ['an element with a control sign', field('methods/a\u0000', [1, []])],
    ['an element with half a character', field('methods/\ud842', [1, []])],
    ['an element too long', field('methods/'.concat('x'.repeat(501)), [1, []])],
    ['a bare value', field('status', 'done')],
    ['a write without parents', field('status', ['done'])],
    ['parents that are text', field('status', ['done', ref])],
    ['a parent that is no reference', field('status', ['done', ['abc']])],
    ['a parent with seq 0', field('status', ['done', [ref.replace(':1:', ':0:')]])],
    ['too many parents', field('status', ['done', Array(limits.parents + 1).fill(ref)])],
    ['a value too deep', raw(nested(limits.depth + 2))],
    ['a value a million deep', raw(nested(1_000_000))],
    ['a value beyond all numbers', raw('1e400')],
    ['a line beyond the limit', line({ fields: { summary: ['长'.repeat(limits.line), []] } })],
  ])('is refused: %s', (_, text) => {
    expect(() => parseChange(text)).toThrow(Refusal)
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  it('is a change or refused, however it is damaged: 10,000 lines', () => {
    const start = lineOf(good)
    const damage = fc.record({
      at: fc.nat(start.length - 1),
      length: fc.nat(4),
      put: fc.string({ unit: 'binary', maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        let text = start
        for (const { at, length, put } of damages) text = text.slice(0, at) + put + text.slice(at + length)
        try {
          const change = parseChange(text)
          expect(parseChange(lineOf(change))).toMatchObject({ seq: change.seq, entity: change.entity, id: change.id })
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }),
      { numRuns: 10_000 },
    )
  })
})

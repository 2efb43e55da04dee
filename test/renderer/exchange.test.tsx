import { describe, expect, it } from 'vitest'
import { groupConflicts, nextAfter, orderConflicts } from '../../renderer/features/exchange/conflict-list.ts'
import { choiceCount, joinChoices, mergedText } from '../../renderer/features/exchange/conflict-text.tsx'
import { isImportable, isReceipt, isUnchecked, totalsOf } from '../../renderer/features/exchange/receiving.ts'
import { byOccasion, comparisonsOf } from '../../renderer/features/indicators/comparisons.ts'
import { mergeProse } from '../../shared/sync/prose.ts'
import type { ConflictItem, IndicatorItem, PackagePreview } from '../../shared/views.ts'

const conflict = (id: string, field: string, more: Partial<ConflictItem> = {}): ConflictItem => ({
  entity: 'visits',
  id,
  field,
  title: id,
  kind: 'value',
  incomplete: false,
  postponed: false,
  leaves: 2,
  ...more,
})

describe('conflicts in a row', () => {
  const items = orderConflicts([
    conflict('a', 'waits', { incomplete: true }),
    conflict('a', 'status'),
    conflict('b', 'later', { postponed: true }),
    conflict('c', 'status'),
    conflict('a', 'summary'),
  ])

  it("asks one record's together, then what was put off, then what waits for packages", () => {
    expect(items.map(({ id, field }) => id + field)).toEqual(['astatus', 'asummary', 'cstatus', 'blater', 'awaits'])
    expect(groupConflicts(items).map((group) => group.items.length)).toEqual([3, 1, 1])
  })

  it('goes on after the last with the first', () => {
    const open = items.slice(0, 3)
    expect(nextAfter(open, 'visits/a/status')?.field).toBe('summary')
    expect(nextAfter(open, 'visits/c/status')?.field).toBe('status')
    expect(nextAfter(open.slice(0, 1), 'visits/a/status')).toBeUndefined()
  })
})

describe('merged text', () => {
  const base = '与扬州市慈善总会进行了座谈交流，考察市中医院。'
  const left = '与扬州市慈善总会座谈，考察市中医院。'
  const right = '与扬州市慈善总会召开座谈会，考察扬州市中医院。'
  const parts = joinChoices(mergeProse(base, left, right))

  it('makes one question of places a few characters apart', () => {
    expect(choiceCount(parts)).toBe(1)
    expect(parts.find((part) => 'choices' in part)).toMatchObject({ choices: ['座谈', '召开座谈会'] })
  })

  it('takes the picked side and what only one side changed', () => {
    expect(mergedText(parts, [])).toBe('与扬州市慈善总会座谈，考察扬州市中医院。')
    expect(mergedText(parts, [1])).toBe(right)
  })

  it('keeps questions apart across a stop', () => {
    const far = joinChoices(mergeProse('甲，乙', '丙，丁', '戊，己'))
    expect(choiceCount(far)).toBe(2)
    expect(mergedText(far, [0, 1])).toBe('丙，己')
  })
})

describe('previews', () => {
  const preview = (more: Partial<PackagePreview>): PackagePreview => ({
    staged: 'id',
    file: 'a.shanyan',
    sender: null,
    asks: null,
    vouched: [],
    authors: [],
    number: 1,
    created: null,
    known: false,
    added: { visits: 2, meetings: 1 },
    changed: { visits: 1 },
    deleted: 0,
    conflicts: 1,
    attachments: 0,
    changes: 4,
    titles: [],
    deletesMany: false,
    missing: [],
    imported: false,
    failure: null,
    ...more,
  })

  it('takes in only what is new and whole', () => {
    expect(isImportable(preview({}))).toBe(true)
    for (const more of [{ known: true }, { imported: true }, { staged: null }]) {
      expect(isImportable(preview(more))).toBe(false)
    }
  })

  it('takes in a receipt, which is new to nobody', () => {
    const receipt = preview({ known: true, changes: 0, conflicts: 0, added: {}, changed: {} })
    expect(isReceipt(receipt)).toBe(true)
    expect(isImportable(receipt)).toBe(true)
    expect(isReceipt(preview({ known: true }))).toBe(false)
  })

  it('waits until vouched changes have been looked into', () => {
    const vouched = preview({ vouched: [{ name: '甲', by: '乙', changes: 2 }] })
    expect(isUnchecked(vouched, [])).toBe(true)
    expect(isUnchecked(vouched, ['id'])).toBe(false)
    expect(isUnchecked({ ...vouched, imported: true }, [])).toBe(false)
  })

  it('adds up over nouns and files', () => {
    expect(totalsOf([preview({}), preview({ deleted: 3 })])).toEqual({
      added: 6,
      changed: 2,
      deleted: 3,
      attachments: 0,
      conflicts: 2,
    })
  })
})

describe('indicators', () => {
  const row = (id: string, more: Partial<IndicatorItem>) =>
    ({
      id,
      name: '募集善款',
      occasion: '99公益日',
      period: '2023',
      value: '4.91',
      unit: '亿元',
      region: 'js',
      ...more,
    }) as IndicatorItem

  it('compares one figure over its periods, oldest first', () => {
    const rows = [
      row('a', {}),
      row('b', { period: '2022', value: '4.09', derived: 1 }),
      row('c', { name: '上线项目' }),
      row('d', { region: 'nj', period: '2021' }),
      row('e', { value: null, period: '2020' }),
    ]
    expect(comparisonsOf(rows).map(({ rows: found }) => found.map(({ id }) => id))).toEqual([['b', 'a']])
  })

  it('puts what has no occasion last', () => {
    expect(byOccasion([row('a', { occasion: null }), row('b', {})]).map((group) => group.occasion)).toEqual([
      '99公益日',
      null,
    ])
  })
})

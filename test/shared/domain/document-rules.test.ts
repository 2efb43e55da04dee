import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type DocumentFacts, isDecided, refusalOfStage } from '../../../shared/domain/document-rules.ts'
import { documentStages } from '../../../shared/domain/documents.ts'

const at = (stage: DocumentFacts['stage'], more: Partial<DocumentFacts> = {}): DocumentFacts => ({
  stage,
  undecided: 0,
  waiting: 0,
  approved: false,
  ...more,
})

it('the usual way, and what stands against it', () => {
  expect(refusalOfStage(at(null), 'discussion', '')).toBeNull()
  expect(refusalOfStage(at('draft'), 'draft', '')).toBe('rule-step')
  expect(refusalOfStage(at('draft'), 'consultation', '')).toBe('rule-reason')
  expect(refusalOfStage(at('draft'), 'consultation', '会上已讨论')).toBeNull()
  expect(refusalOfStage(at('completion'), 'revision', '')).toBe('rule-reason')
  expect(refusalOfStage(at('consultation', { undecided: 1 }), 'completion', '')).toBe('rule-opinions')
  expect(refusalOfStage(at('consultation', { undecided: 1 }), 'revision', '再改')).toBeNull()
  expect(refusalOfStage(at('consultation', { waiting: 2 }), 'completion', ' ')).toBe('rule-answers')
  expect(refusalOfStage(at('consultation', { waiting: 2 }), 'completion', '还有 2 个单位没有反馈')).toBeNull()
  expect(refusalOfStage(at('consultation', { waiting: 2 }), 'revision', '再改')).toBeNull()
  expect(refusalOfStage(at('completion', { waiting: 2 }), 'approval', '')).toBeNull()
  expect(refusalOfStage(at('approval'), 'issued', '')).toBe('rule-approval')
  expect(refusalOfStage(at('completion', { approved: true }), 'issued', '急')).toBe('rule-approval')
  expect(refusalOfStage(at('approval', { approved: true }), 'issued', '')).toBeNull()
})

it('no way leads to 印发 past 审定, nor out of 征求意见 past an undecided opinion', () => {
  const step = fc.record({ to: fc.constantFrom(...documentStages), text: fc.constantFrom('', '原因') })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.nat(2), (steps, undecided) => {
      let facts = at('draft', { undecided })
      for (const { to, text } of steps) {
        if (refusalOfStage(facts, to, text)) continue
        expect(to).not.toBe('issued')
        if (undecided > 0) expect(['completion', 'approval']).not.toContain(to)
        facts = { ...facts, stage: to }
      }
    }),
  )
})

it('部分采纳 and 不采纳 need a reason', () => {
  expect(isDecided({ verdict: null, reason: '理由' })).toBe(false)
  expect(isDecided({ verdict: 'adopted', reason: null })).toBe(true)
  expect(isDecided({ verdict: 'partly', reason: ' ' })).toBe(false)
  expect(isDecided({ verdict: 'declined', reason: '已有规定' })).toBe(true)
})

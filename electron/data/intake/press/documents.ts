/** Papers with their stage: 《…意见（讨论稿）》. */
import type { documentKinds, documentStages } from '../../../../shared/domain/documents.ts'
import type { Ledger } from './ledger.ts'
import type { Overview } from './overview.ts'
import type { Scene } from './visits.ts'

type Stage = (typeof documentStages)[number]
const stages: [Stage, RegExp][] = [
  ['discussion', /讨论稿/],
  ['consultation', /征求意见稿/],
  ['draft', /初稿|草案|草稿/],
  ['revision', /修改稿|修订稿/],
  ['approval', /送审稿|审议稿|报批稿/],
]
const kinds: [(typeof documentKinds)[number], RegExp][] = [
  ['opinion', /意见/],
  ['rule', /办法|制度|规定|细则|规则|指引|规范|章程/],
  ['report', /报告/],
  ['minutes', /纪要/],
]

/** Laws and books are named too: only what has a stage, or was drawn up or issued. */
export function readDocuments(o: Overview, ledger: Ledger, scenes: readonly Scene[]): void {
  for (const match of o.text.matchAll(/《([^《》]{4,80})》(（[^）]{2,8}）)?/g)) {
    const scene = scenes.find(({ sentence }) => sentence.from <= match.index && match.index < sentence.to)
    const said = match[0]
    const left = o.text.slice(Math.max(0, match.index - 12), match.index)
    const stage =
      stages.find(([, words]) => words.test(said.slice(-10)))?.[0] ?? (/印发(?:了)?$/.test(left) ? 'issued' : null)
    const made = /(?:形成|起草|制定|印发|出台|拟定|修订|审议(?:通过)?|讨论)(?:了|的)?$/.test(left)
    if (!stage && !made) continue
    if (!stage && /法》|条例》/.test(said)) continue
    const tail = match[2] && stages.some(([, words]) => words.test(match[2]!)) ? match[2] : ''
    const inner = { from: match.index + 1, to: match.index + 1 + match[1]!.length }
    const title =
      o.source.slice(inner.from, inner.to) + (tail ? o.source.slice(inner.to + 1, inner.to + 1 + tail.length) : '')
    const kind = kinds.find(([, words]) => words.test(match[1]!.replace(/（.*$/, '')))?.[0] ?? 'other'
    ledger.put(
      'documents',
      title,
      { from: match.index, to: match.index + said.length - (match[2]?.length ?? 0) + tail.length },
      {
        title,
        kind,
        stage,
        team: scene?.team?.proposal.id ?? null,
      },
      stage ? {} : { certainty: 'likely' },
    )
  }
}

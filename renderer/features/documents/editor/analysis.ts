/** What the checks beside the paper say of its text. Blocks that did not change are not read again. */
import type { Node } from 'prosemirror-model'
import {
  checkFigures,
  type FigureCheck,
  type FigureContext,
  type KnownFigure,
  mixedHeads,
} from '../../../../shared/domain/figure-check.ts'
import { isProse, sentencesAt, textblocks } from './block-sentences.ts'
import { children, headingOf } from './convert.ts'
import { citationOrder } from './decorations.ts'
import { schema } from './schema.ts'

const { nodes } = schema

/** A stretch of the document. */
export type Place = { from: number; to: number }
/** `map`: place in the document of a sign of its text. */
export type CheckedSentence = Place & {
  text: string
  ids: string[]
  section: string
  checks: FigureCheck[]
  map: (offset: number) => number
}
export type MixedPlace = Place & { people: string; times: string }
export type PartState = { id: string; heading: string; isEmpty: boolean }
export type Analysis = {
  parts: PartState[]
  /** Citations in their order. */
  order: string[]
  sentences: CheckedSentence[]
  unsupported: CheckedSentence[]
  /** Sentences with a figure that differs from its indicator. */
  differing: CheckedSentence[]
  mixed: MixedPlace[]
}

export type Knowledge = {
  indicators: readonly KnownFigure[]
  /** What a sentence's citations say of which figures it means. */
  contextOf: (ids: readonly string[]) => FigureContext
}

/** Remembers blocks for one state of knowledge. */
export function createAnalyst({ indicators, contextOf }: Knowledge): (doc: Node) => Analysis {
  const known = new WeakMap<Node, FigureCheck[][]>()
  const checksOf = (block: Node) => {
    let checks = known.get(block)
    if (!checks) {
      checks = sentencesAt(block, 0).map(({ text, ids }) =>
        /[\d０-９]/.test(text) ? checkFigures(text, indicators, contextOf(ids)) : [],
      )
      known.set(block, checks)
    }
    return checks
  }
  return (doc) => {
    const sections = children(doc)
    const sentences: CheckedSentence[] = []
    const lines: { text: string; map: (offset: number) => number }[] = []
    for (const { node, start } of textblocks(doc)) {
      if (!isProse(node)) continue
      const section = String(doc.resolve(start).node(1).attrs.id)
      const checks = checksOf(node)
      const map = offsetMap(node, start)
      let plain = 0
      for (const [at, { from, textTo, text, ids }] of sentencesAt(node, start).entries()) {
        const before = plain
        plain += text.length
        const own = (offset: number) => map(before + offset)
        sentences.push({ from, to: textTo, text, ids, section, checks: checks[at] ?? [], map: own })
      }
      lines.push({ text: node.textContent, map })
    }
    const mixed = mixedHeads(lines.map(({ text }) => text)).map(({ line, from, to, people, times }) => {
      const map = lines[line]?.map ?? ((offset: number) => offset)
      return { from: map(from), to: map(to - 1) + 1, people, times }
    })
    return {
      parts: sections.map((section) => ({
        id: String(section.attrs.id),
        heading: headingOf(section),
        isEmpty: isEmptySection(section),
      })),
      order: citationOrder(doc),
      sentences,
      unsupported: sentences.filter(({ ids, text }) => ids.length === 0 && /[\p{L}\p{N}]/u.test(text)),
      differing: sentences.filter(({ checks }) => checks.some(({ state }) => state === 'differs')),
      mixed,
    }
  }
}

const isEmptySection = (section: Node): boolean =>
  children(section)
    .slice(1)
    .every((block) => block.type !== nodes.figure && block.type !== nodes.table && block.textContent.trim() === '')

/** Place of a sign of the plain text, marks counted. */
function offsetMap(block: Node, start: number): (offset: number) => number {
  const places: number[] = []
  let at = start
  block.forEach((child) => {
    for (let index = 0; index < (child.text?.length ?? 0); index++) places.push(at + index)
    at += child.nodeSize
  })
  return (offset) => places[offset] ?? at
}

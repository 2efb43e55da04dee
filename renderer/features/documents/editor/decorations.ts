/** What is drawn over the text: numbers of citations, the sentence at the caret, what a check found, and what is still to be written. */
import type { Node } from 'prosemirror-model'
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import type { HeadingLevel, PaperBlock } from '../../../../shared/domain/paper-text.ts'
import { numberHeadings } from '../../../../shared/papers/numbering.ts'
import { text } from '../../../../shared/text/zh-cn.ts'
import { fill } from '../../../ui/fill.ts'
import { sentenceAround } from './block-sentences.ts'
import { schema } from './schema.ts'

const { nodes } = schema
const words = text.documents.editor

/** Citations in the order they stand, each once. */
export function citationOrder(doc: Node): string[] {
  const ids = new Set<string>()
  doc.descendants((node) => {
    if (node.type === nodes.cite) ids.add(String(node.attrs.id))
  })
  return [...ids]
}

function numbersOf(doc: Node): DecorationSet {
  const order = new Map(citationOrder(doc).map((id, at) => [id, at + 1]))
  const found: Decoration[] = []
  doc.descendants((node, pos) => {
    if (node.type !== nodes.cite) return
    const number = String(order.get(String(node.attrs.id)))
    found.push(Decoration.node(pos, pos + 1, { 'data-number': number, title: fill(words.cited, { number }) }))
  })
  return DecorationSet.create(doc, found)
}

/** Input methods lose their word where the text around it is drawn anew: nothing is, while one is being composed. */
export const drawingKey = new PluginKey<Drawn>('drawing')
export type Finding = { from: number; to: number; kind: 'figure' | 'heads' | 'unsupported' }
type Drawn = {
  composing: boolean
  numbers: DecorationSet
  sentence: DecorationSet
  checks: DecorationSet
  empty: DecorationSet
  hints: Readonly<Record<string, string>>
  all: DecorationSet
}
type Meta = { composing?: boolean; checks?: readonly Finding[]; hints?: Drawn['hints'] }

export const drawWith = (tr: Transaction, meta: Meta): Transaction =>
  tr.setMeta(drawingKey, meta).setMeta('addToHistory', false)

export const drawing = new Plugin<Drawn>({
  key: drawingKey,
  state: {
    init: (_, { doc }) =>
      drawn(doc, {
        composing: false,
        numbers: numbersOf(doc),
        sentence: DecorationSet.empty,
        checks: DecorationSet.empty,
        empty: emptyParts(doc, {}),
        hints: {},
      }),
    apply(tr, before, _old, state) {
      const meta = (tr.getMeta(drawingKey) as Meta | undefined) ?? {}
      const composing = meta.composing ?? before.composing
      const hints = meta.hints ?? before.hints
      if (composing) return { ...before, composing, hints, all: before.all.map(tr.mapping, tr.doc) }
      const isAnew = tr.docChanged || meta.hints !== undefined || meta.composing === false
      if (!isAnew && !tr.selectionSet && !meta.checks) return before
      const checks = tr.docChanged ? before.checks.map(tr.mapping, tr.doc) : before.checks
      return drawn(tr.doc, {
        composing,
        hints,
        checks: meta.checks ? checksOf(tr.doc, meta.checks) : checks,
        numbers: isAnew ? numbersOf(tr.doc) : before.numbers,
        sentence: sentenceAt(state),
        empty: isAnew ? emptyParts(tr.doc, hints) : before.empty,
      })
    },
  },
  props: { decorations: (state) => drawingKey.getState(state)?.all },
})

type Parts = Omit<Drawn, 'all'>
const drawn = (doc: Node, parts: Parts): Drawn => ({
  ...parts,
  all: DecorationSet.create(
    doc,
    [parts.numbers, parts.sentence, parts.checks, parts.empty].flatMap((set) => set.find()),
  ),
})

/** The sentence the caret is in, where something is to be seen of it beside the paper. */
function sentenceAt(state: EditorState): DecorationSet {
  const { selection, doc } = state
  const sentence = selection.empty ? sentenceAround(selection.$head) : null
  if (!sentence || (sentence.ids.length === 0 && !/\d/.test(sentence.text))) return DecorationSet.empty
  const marks = new Set<number>()
  doc.nodesBetween(sentence.from, sentence.to, (node, pos) => {
    if (node.type === nodes.cite) marks.add(pos)
  })
  return DecorationSet.create(doc, [
    Decoration.inline(sentence.from, sentence.textTo, { class: 'paper-sentence' }),
    ...[...marks].map((pos) => Decoration.node(pos, pos + 1, { class: 'paper-cite-active' })),
  ])
}

const checksOf = (doc: Node, checks: readonly Finding[]): DecorationSet =>
  DecorationSet.create(
    doc,
    checks
      .filter(({ from, to }) => from < to && to <= doc.content.size)
      .map(({ from, to, kind }) => Decoration.inline(from, to, { class: `paper-check paper-check-${kind}` })),
  )

/** Numbers of the headings, as they are exported, and 待补充 where a section has no text; `hints`: what to do about it, by section. */
function emptyParts(doc: Node, hints: Drawn['hints']): DecorationSet {
  const found: Decoration[] = [...headingNumbers(doc)]
  doc.forEach((section, offset) => {
    const title = section.firstChild
    if (title && title.content.size === 0) {
      found.push(
        Decoration.node(offset + 1, offset + 1 + title.nodeSize, { class: 'paper-empty', 'data-hint': words.untitled }),
      )
    }
    const first = section.childCount === 2 ? section.child(1) : null
    if (!title || first?.type !== nodes.paragraph || first.content.size > 0) return
    const start = offset + 1 + title.nodeSize
    const hint = hints[String(section.attrs.id)] ?? words.missing
    found.push(Decoration.node(start, start + first.nodeSize, { class: 'paper-empty', 'data-hint': hint }))
  })
  return DecorationSet.create(doc, found)
}

/** 一、（一）1. （1）, where a heading brings no number of its own. */
function headingNumbers(doc: Node): Decoration[] {
  const places: { from: number; to: number }[] = []
  const blocks: PaperBlock[] = []
  doc.descendants((node, pos) => {
    const isTitle = node.type === nodes.sectionTitle
    if (!isTitle && node.type !== nodes.heading) return !node.isTextblock
    const level = isTitle ? 1 : (Math.max(2, Number(node.attrs.level)) as HeadingLevel)
    if (node.textContent.trim()) {
      places.push({ from: pos, to: pos + node.nodeSize })
      blocks.push({ kind: 'heading', level, content: [{ kind: 'text', text: node.textContent }] })
    }
    return false
  })
  return numberHeadings(blocks).flatMap((block, at) => {
    const place = places[at]
    const [first] = block.kind === 'heading' && block.content.length > 1 ? block.content : []
    return place && first?.kind === 'text' ? [Decoration.node(place.from, place.to, { 'data-number': first.text })] : []
  })
}

/** Sentences of the paper with their places in the document. */
import type { Node, ResolvedPos } from 'prosemirror-model'
import { citedSentences } from '../../../../shared/domain/sentences.ts'
import { inlineOf } from './convert.ts'
import { schema } from './schema.ts'

const { nodes } = schema

/** `from` to `textTo` is its text, up to `to` the marks behind it. `ids`: its citations, wherever they stand in it. */
export type BlockSentence = { from: number; textTo: number; to: number; text: string; ids: string[] }

/** Sentences of one block relative to its content; a block and what was found in it stay together. */
const known = new WeakMap<Node, BlockSentence[]>()

function relative(block: Node): BlockSentence[] {
  const found = known.get(block)
  if (found) return found
  const place = placer(block)
  const sentences = citedSentences(inlineOf(block)).map(
    ({ text, from, to, citations }, at): BlockSentence => ({
      from: at === 0 ? 0 : place(from).after,
      textTo: place(to).before,
      to: place(to).after,
      text,
      ids: citations,
    }),
  )
  known.set(block, sentences)
  return sentences
}

/** Where a place in the plain text lies among the nodes: before and after the marks that stand there. */
function placer(block: Node): (offset: number) => { before: number; after: number } {
  const marks: number[] = []
  let plain = 0
  block.forEach((child) => {
    if (child.type === nodes.cite) marks.push(plain)
    else plain += child.text?.length ?? 0
  })
  return (offset) => ({
    before: offset + marks.filter((at) => at < offset).length,
    after: offset + marks.filter((at) => at <= offset).length,
  })
}

/** `start`: where the block's content begins. */
export const sentencesAt = (block: Node, start: number): BlockSentence[] =>
  relative(block).map((sentence) => ({
    ...sentence,
    from: sentence.from + start,
    textTo: sentence.textTo + start,
    to: sentence.to + start,
  }))

/** Blocks whose sentences want support: headings, captions and tables do not. */
export const isProse = (node: Node): boolean => node.type === nodes.paragraph || node.type === nodes.item

/** The sentence a place lies in: right behind its marks still counts. */
export function sentenceAround($pos: ResolvedPos): BlockSentence | null {
  const { parent } = $pos
  if (!parent.isTextblock || parent.type === nodes.sectionTitle || parent.type === nodes.figure) return null
  const sentences = sentencesAt(parent, $pos.start())
  return (
    sentences.find(({ from, to }) => $pos.pos >= from && $pos.pos < to) ??
    sentences.find(({ from, to }) => $pos.pos >= from && $pos.pos === to) ??
    null
  )
}

/** Every textblock in a stretch of the document, with where its content begins. */
export function textblocksBetween(doc: Node, from: number, to: number): { node: Node; start: number }[] {
  const found: { node: Node; start: number }[] = []
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true
    found.push({ node, start: pos + 1 })
    return false
  })
  return found
}
export const textblocks = (doc: Node) => textblocksBetween(doc, 0, doc.content.size)

export const sentenceEnds = /[。！？；!?;…][”’」』）》】)]*\s*$/

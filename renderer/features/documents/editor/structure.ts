/** Sections are records: no key, cut or paste adds, joins or removes one. */
import { Fragment, type Node, Slice } from 'prosemirror-model'
import { type EditorState, Plugin, TextSelection, type Transaction } from 'prosemirror-state'
import { textblocksBetween } from './block-sentences.ts'
import { children, plainContent } from './convert.ts'
import { schema } from './schema.ts'

const { nodes } = schema

const idsOf = (doc: Node) => children(doc).map((section) => String(section.attrs.id))
const hasTitles = (doc: Node) => children(doc).every((section) => section.firstChild?.type === nodes.sectionTitle)

/** Operations on sections say so with this. */
export const asStructure = (tr: Transaction): Transaction =>
  tr.setMeta('structure', true).setMeta('addToHistory', false)

/** A transaction that would break up sections is turned away. */
export const keepSections = new Plugin({
  filterTransaction(tr, state) {
    if (!tr.docChanged || tr.getMeta('structure')) return true
    return idsOf(tr.doc).join() === idsOf(state.doc).join() && hasTitles(tr.doc)
  },
})

export const spansSections = ({ $from, $to }: EditorState['selection']): boolean =>
  $from.depth > 0 && $to.depth > 0 && $from.before(1) !== $to.before(1)

/** Deleting over several sections: the selected text goes from each block, titles and sections stay. */
export function eraseAcross(state: EditorState): Transaction {
  const { from, to } = state.selection
  const tr = state.tr
  const ranges: [number, number][] = []
  for (const { node, start } of textblocksBetween(state.doc, from, to)) {
    const low = Math.max(from, start)
    const high = Math.min(to, start + node.content.size)
    if (high > low) ranges.push([low, high])
  }
  for (const [low, high] of ranges.reverse()) tr.delete(low, high)
  return tr.setSelection(TextSelection.near(tr.doc.resolve(from), -1)).scrollIntoView()
}

/** Titles that were copied along become headings of the text. */
export function withoutSections(slice: Slice): Slice {
  let hasSection = false
  slice.content.forEach((node) => {
    if (node.type === nodes.section || node.type === nodes.sectionTitle) hasSection = true
  })
  if (!hasSection) return slice
  const blocks: Node[] = []
  const add = (node: Node) => {
    if (node.type === nodes.section) node.forEach(add)
    else if (node.type === nodes.sectionTitle) {
      if (node.textContent) blocks.push(nodes.heading.create({ level: 2 }, plainContent(node.textContent)))
    } else blocks.push(node)
  }
  slice.content.forEach(add)
  return new Slice(Fragment.from(blocks), 0, 0)
}

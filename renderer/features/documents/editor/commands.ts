/** What keys and buttons do to the paper. */
import { chainCommands, newlineInCode, setBlockType, splitBlock, toggleMark } from 'prosemirror-commands'
import { Fragment, type Node, type NodeType, type ResolvedPos } from 'prosemirror-model'
import { type Command, type EditorState, TextSelection, type Transaction } from 'prosemirror-state'
import { goToNextCell } from 'prosemirror-tables'
import { type BlockSentence, isProse, sentenceAround, sentencesAt, textblocks } from './block-sentences.ts'
import { plainContent } from './convert.ts'
import { withMarks } from './keep-citations.ts'
import { schema } from './schema.ts'

const { nodes, marks } = schema

export const toggleBold: Command = toggleMark(marks.bold)

const toggleBlock =
  (type: NodeType, attrs: Record<string, unknown> | null = null): Command =>
  (state, dispatch, view) => {
    const { $from } = state.selection
    const isOn = $from.parent.type === type && (!attrs || $from.parent.attrs.level === attrs.level)
    return (isOn ? setBlockType(nodes.paragraph) : setBlockType(type, attrs))(state, dispatch, view)
  }
export const toggleItem: Command = toggleBlock(nodes.item)
export const toggleHeading = (level: number): Command => toggleBlock(nodes.heading, { level })

/** The section a place lies in. */
export function sectionAt($pos: ResolvedPos): { node: Node; pos: number } | null {
  return $pos.depth > 0 ? { node: $pos.node(1), pos: $pos.before(1) } : null
}

/** Depth of the block of a section a place lies in. */
const blockDepth = 2

const isEmptyBlock = (node: Node) => node.type === nodes.paragraph && node.content.size === 0

/** Puts blocks after the one the caret is in; an empty paragraph makes room. The caret goes on behind them. */
function insertBlocks(state: EditorState, blocks: Node[]): Transaction | null {
  const { $from } = state.selection
  if ($from.depth < blockDepth) return null
  const block = $from.node(blockDepth)
  const start = $from.before(blockDepth)
  const isTitle = block.type === nodes.sectionTitle
  const from = isEmptyBlock(block) ? start : start + block.nodeSize
  const tr = state.tr.replaceWith(from, isEmptyBlock(block) ? start + block.nodeSize : from, blocks)
  const end = from + blocks.reduce((size, one) => size + one.nodeSize, 0)
  const section = tr.doc.resolve(from).node(1)
  const isLast = end >= tr.doc.resolve(from).end(1) && !isTitle
  if (isLast || section.childCount < 2) tr.insert(end, nodes.paragraph.create())
  return tr.setSelection(TextSelection.near(tr.doc.resolve(end), 1)).scrollIntoView()
}

export const insertTable =
  (rows: number, columns: number): Command =>
  (state, dispatch) => {
    const cell = () => nodes.table_cell.create(null, nodes.cellText.create())
    const row = () => nodes.table_row.create(null, Array.from({ length: columns }, cell))
    const tr = insertBlocks(state, [nodes.table.create(null, Array.from({ length: rows }, row))])
    if (!tr) return false
    const table = tr.selection.$from.pos
    // into the first cell
    let first: number | null = null
    tr.doc.nodesBetween(0, table, (node, pos) => {
      if (node.type === nodes.table) first = pos
      return node.type !== nodes.table
    })
    if (first !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(first + 1), 1))
    dispatch?.(tr)
    return true
  }

export const insertFigures =
  (figures: readonly { id: string; caption: string }[]): Command =>
  (state, dispatch) => {
    const all = figures.map(({ id, caption }) => nodes.figure.create({ attachment: id }, plainContent(caption)))
    const tr = all.length > 0 ? insertBlocks(state, all) : null
    if (tr) dispatch?.(tr)
    return tr !== null
  }

/** Sets a mark behind the sentence at the caret. False where there is no sentence. */
export const cite =
  (id: string): Command =>
  (state, dispatch) => {
    const sentence = sentenceAround(state.selection.$head)
    if (!sentence) return false
    if (!sentence.ids.includes(id) && dispatch) {
      const tr = state.tr.insert(sentence.to, nodes.cite.create({ id }))
      dispatch(tr.setSelection(TextSelection.create(tr.doc, sentence.to + 1)).scrollIntoView())
    }
    return true
  }

export type NewSentence = { text: string; ids: readonly string[] }

export const sentenceContent = (sentences: readonly NewSentence[]): Fragment =>
  Fragment.from(
    sentences.flatMap(({ text, ids }) => [...plainContent(text), ...ids.map((id) => nodes.cite.create({ id }))]),
  )

/** Writes sentences with their marks at the caret, behind the sentence it is in. */
export const insertSentences =
  (sentences: readonly NewSentence[]): Command =>
  (state, dispatch) => {
    const { $head } = state.selection
    const section = sectionAt($head)
    if (!section || !sentences.length) return false
    const content = sentenceContent(sentences)
    const tr = state.tr
    const isText = isProse($head.parent) || $head.parent.type === nodes.cellText
    const at = isText ? (sentenceAround($head)?.to ?? $head.pos) : null
    if (at !== null) tr.insert(at, content)
    else {
      // at a heading, a caption: a paragraph of its own, in the empty one where a section has no text
      const first = section.node.child(1)
      const start = section.pos + 1 + section.node.child(0).nodeSize
      if ($head.parent.type === nodes.sectionTitle && isEmptyBlock(first)) tr.insert(start + 1, content)
      else tr.insert($head.after(blockDepth), nodes.paragraph.create(null, content))
    }
    const end = (at ?? tr.mapping.map($head.pos)) + content.size
    if (dispatch)
      dispatch(
        tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(end, tr.doc.content.size)), -1)).scrollIntoView(),
      )
    return true
  }

type Place = BlockSentence & { block: number }

/** Every sentence that may be moved, in order, with the number of the block it stands in. */
const movable = (doc: Node): Place[] =>
  textblocks(doc).flatMap(({ node, start }, block) =>
    isProse(node) ? sentencesAt(node, start).map((sentence) => ({ ...sentence, block })) : [],
  )

/** Takes the sentence at the caret, with its marks, past the one before or after it, also into another paragraph. */
export const moveSentence =
  (direction: -1 | 1): Command =>
  (state, dispatch) => {
    const here = sentenceAround(state.selection.$head)
    if (!here || !isProse(state.selection.$head.parent)) return false
    const all = movable(state.doc)
    const at = all.findIndex(({ from }) => from === here.from)
    const own = all[at]
    const other = all[at + direction]
    if (!own || !other) return true
    if (!dispatch) return true
    // into the next paragraph at its beginning, into the one before at its end
    const isSame = own.block === other.block
    const to = direction < 0 ? (isSame ? other.from : other.to) : isSame ? other.to : other.from
    const content = state.doc.slice(own.from, own.to).content
    const offset = state.selection.head - own.from
    const tr = state.tr.delete(own.from, own.to)
    const target = tr.mapping.map(to, direction)
    tr.insert(target, content)
    tr.setSelection(TextSelection.create(tr.doc, target + Math.min(offset, content.size)))
    dispatch(tr.scrollIntoView())
    return true
  }

/** Backspace and Delete over whole sentences take their marks along; a mark alone goes as one sign. */
export const eraseMarks =
  (direction: -1 | 1): Command =>
  (state, dispatch) => {
    const { selection } = state
    if (selection.empty && selection instanceof TextSelection) {
      const { $head } = selection
      const mark = direction < 0 ? $head.nodeBefore : $head.nodeAfter
      if (mark?.type !== nodes.cite) return false
      const from = direction < 0 ? $head.pos - 1 : $head.pos
      dispatch?.(state.tr.delete(from, from + 1).scrollIntoView())
      return true
    }
    const { from, to } = withMarks(state)
    if (to === selection.to) return false
    dispatch?.(state.tr.delete(from, to).scrollIntoView())
    return true
  }

/** At the edge of a section: nothing runs into its title or into the next one. */
export const stayInSection =
  (direction: -1 | 1): Command =>
  (state) => {
    const { $head, empty } = state.selection
    if (!empty || $head.depth < blockDepth) return false
    const isEdge = direction < 0 ? $head.parentOffset === 0 : $head.parentOffset === $head.parent.content.size
    if (!isEdge) return false
    const index = $head.index(1)
    if (direction < 0) return index === 0 || (index === 1 && isPlain($head.parent))
    return index === 0 || (index === $head.node(1).childCount - 1 && $head.depth === blockDepth)
  }
const isPlain = (node: Node) => node.type === nodes.paragraph || node.type === nodes.cellText

/** Backspace at the beginning of a heading or list item makes it a paragraph. */
export const plainAtStart: Command = (state, dispatch, view) => {
  const { $head, empty } = state.selection
  if (!empty || $head.parentOffset !== 0) return false
  if ($head.parent.type !== nodes.item && $head.parent.type !== nodes.heading) return false
  return setBlockType(nodes.paragraph)(state, dispatch, view)
}

/** Backspace in an empty paragraph behind a table or figure, or in an empty caption: the whole thing goes. */
export const eraseFigure: Command = (state, dispatch) => {
  const { $head, empty } = state.selection
  if (!empty || $head.parent.type !== nodes.figure || $head.parent.content.size > 0) return false
  if (dispatch) {
    const at = $head.before()
    const tr = state.tr.replaceWith(at, $head.after(), nodes.paragraph.create())
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))))
  }
  return true
}

/** Enter: out of a title into the text, out of a caption, to the next cell, out of an empty list item. */
export const breakBlock: Command = (state, dispatch, view) => {
  const { $from } = state.selection
  const { parent } = $from
  if (parent.type === nodes.sectionTitle) {
    if (dispatch) {
      const start = $from.after()
      const first = state.doc.nodeAt(start)
      const tr = state.tr
      if (first && first.content.size > 0 && first.type !== nodes.paragraph) tr.insert(start, nodes.paragraph.create())
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(start + 1))).scrollIntoView())
    }
    return true
  }
  if (parent.type === nodes.figure) {
    const tr = insertBlocks(state, [nodes.paragraph.create()])
    if (tr && dispatch) dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve($from.after() + 1))))
    return true
  }
  if (parent.type === nodes.cellText) return goToNextCell(1)(state, dispatch) || true
  if (parent.type === nodes.item && parent.content.size === 0)
    return setBlockType(nodes.paragraph)(state, dispatch, view)
  const isAtEnd = $from.parentOffset === parent.content.size
  if (parent.type === nodes.heading && isAtEnd) {
    if (dispatch) {
      const tr = state.tr.insert($from.after(), nodes.paragraph.create())
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve($from.after() + 1))).scrollIntoView())
    }
    return true
  }
  return chainCommands(newlineInCode, splitBlock)(state, dispatch, view)
}

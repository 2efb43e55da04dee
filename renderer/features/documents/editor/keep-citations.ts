/**
 * Marks stay with their sentence whatever is written: a sentence that is split keeps its support in each part, one that is joined to
 * another brings it, a mark never stands inside a sentence that is finished. Taken out alone, a mark is gone.
 */
import type { Node } from 'prosemirror-model'
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from 'prosemirror-state'
import { Mapping } from 'prosemirror-transform'
import { type BlockSentence, sentenceAround, sentenceEnds, sentencesAt, textblocks } from './block-sentences.ts'
import { schema } from './schema.ts'

const { nodes } = schema

/** Since the text was last put in order: what it was, and what has moved. Composed letters are waited for. */
type Waiting = { base: Node; mapping: Mapping; composing: boolean }

const key = new PluginKey<Waiting>('keep-citations')

export const startComposing = (state: EditorState): Transaction => state.tr.setMeta(key, true)
export const endComposing = (state: EditorState): Transaction => state.tr.setMeta(key, false)

/** A change that is right as it is: what another computer wrote, what an undo brought back. */
const isSettled = (tr: Transaction) =>
  tr.getMeta('settled') === true || tr.getMeta('history$') !== undefined || tr.getMeta('addToHistory') === false

export const keepCitations = new Plugin<Waiting>({
  key,
  state: {
    init: (_, { doc }) => ({ base: doc, mapping: new Mapping(), composing: false }),
    apply(tr, before) {
      const composing = (tr.getMeta(key) as boolean | undefined) ?? before.composing
      if (isSettled(tr)) return { base: tr.doc, mapping: new Mapping(), composing }
      const isNext = !before.composing && tr.getMeta('appendedTransaction') === undefined
      const mapping = new Mapping(isNext ? [] : [...before.mapping.maps])
      mapping.appendMapping(tr.mapping)
      return { base: isNext ? tr.before : before.base, mapping, composing }
    },
  },
  appendTransaction(transactions, old, state) {
    const waiting = key.getState(state)
    if (!waiting || waiting.composing) return null
    const isChanged = waiting.base !== state.doc && !waiting.base.eq(state.doc)
    const tr = isChanged ? settle(state, waiting) : null
    if (tr) return tr.setMeta('settled', true)
    return caretOffMarks(transactions, old, state)
  },
})

function settle(state: EditorState, { base, mapping }: Waiting): Transaction | null {
  const before = new Map(textblocks(base).map((one) => [one.node, one.start]))
  const after = new Map(textblocks(state.doc).map((one) => [one.node, one.start]))
  const changed = [...after].filter(([node]) => !before.has(node)).flatMap(([node, start]) => sentencesAt(node, start))
  const gone = [...before].filter(([node]) => !after.has(node)).flatMap(([node, start]) => sentencesAt(node, start))
  const wanted = new Map(changed.map((sentence) => [sentence, [...new Set(sentence.ids)]]))
  const origins = gone.map((old) => originOf(base, old, mapping, changed))
  for (const origin of origins) orphan(state.doc, origin, origins, wanted)
  for (const origin of origins) share(origin, wanted)
  const tr = state.tr
  for (const sentence of [...changed].reverse()) put(tr, state.doc, sentence, wanted.get(sentence) ?? [])
  return tr.docChanged ? tr : null
}

/**
 * What has become of a sentence: the new ones its words stand in. `isWhole`: not one sign was taken out. `marks`: what became of its marks.
 */
type Origin = {
  old: BlockSentence
  parts: BlockSentence[]
  isWhole: boolean
  marks: OldMark[]
}
/** `pos` where it is now, `null` where it was taken out; `alone`: with nothing that stood behind it. */
type OldMark = { id: string; pos: number | null; alone: boolean }
type Wanted = Map<BlockSentence, string[]>

function originOf(base: Node, old: BlockSentence, mapping: Mapping, changed: readonly BlockSentence[]): Origin {
  const words: number[] = []
  let isWhole = true
  for (let at = old.from; at < old.textTo; at++) {
    const sign = base.textBetween(at, at + 1)
    if (!sign) continue
    const to = mapping.mapResult(at, 1)
    if (to.deletedAfter) isWhole = false
    else if (/[\p{L}\p{N}]/u.test(sign)) words.push(to.pos)
  }
  const parts = changed.filter(({ from, textTo }) => words.some((place) => place >= from && place < textTo))
  const marks = marksIn(base, old.from, old.to).map(({ id, pos }) => {
    const to = mapping.mapResult(pos, 1)
    const alone = to.deletedAfter && !mapping.mapResult(endOfMarks(base, pos), 1).deletedAfter
    return { id, pos: to.deletedAfter ? null : to.pos, alone }
  })
  return { old, parts, isWhole, marks }
}

/** Gives a sentence's marks to all that has become of it. */
function share({ old, parts, isWhole, marks }: Origin, wanted: Wanted): void {
  for (const id of new Set(old.ids)) {
    // the whole sentence stands and its mark does not: somebody took it out
    if (isWhole && marks.every((mark) => mark.id !== id || mark.alone)) continue
    for (const part of parts) {
      const ids = wanted.get(part)
      if (ids && !ids.includes(id)) ids.push(id)
    }
  }
}

/** A mark whose sentence was taken away must not support the one it has come to stand behind. */
function orphan(doc: Node, origin: Origin, origins: readonly Origin[], wanted: Wanted): void {
  if (origin.parts.length > 0) return
  for (const { pos, id } of origin.marks) {
    if (pos === null || doc.nodeAt(pos)?.type !== nodes.cite) continue
    const holder = [...wanted.keys()].find(({ from, to }) => pos >= from && pos < to)
    const others = origins.filter(({ parts }) => holder !== undefined && parts.includes(holder))
    if (!holder || others.length === 0 || others.some(({ old }) => old.ids.includes(id))) continue
    wanted.set(
      holder,
      (wanted.get(holder) ?? []).filter((one) => one !== id),
    )
  }
}

/** Leaves the marks a sentence has where they stand well; else sets them behind its text. */
function put(tr: Transaction, doc: Node, sentence: BlockSentence, ids: readonly string[]): void {
  const { from, textTo, to, text } = sentence
  const standing = marksIn(doc, from, to)
  const at = trimmedEnd(doc, from, textTo)
  const isInPlace = !sentenceEnds.test(text) || standing.every(({ pos }) => pos >= at)
  const isSame = standing.length === ids.length && standing.every(({ id }, at) => id === ids[at])
  if (isInPlace && isSame) return
  const cites = ids.map((id) => nodes.cite.create({ id }))
  if (isInPlace && standing.length <= ids.length && standing.every(({ id }, index) => id === ids[index])) {
    tr.insert(tr.mapping.map(standing.length > 0 ? to : at), cites.slice(standing.length))
    return
  }
  for (const { pos } of [...standing].reverse()) tr.delete(tr.mapping.map(pos), tr.mapping.map(pos + 1))
  tr.insert(tr.mapping.map(at), cites)
}

function marksIn(doc: Node, from: number, to: number): { pos: number; id: string }[] {
  const found: { pos: number; id: string }[] = []
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.type === nodes.cite && pos >= from && pos < to) found.push({ pos, id: String(node.attrs.id) })
  })
  return found
}

/** Marks stand before blanks that follow the sentence. */
function trimmedEnd(doc: Node, from: number, textTo: number): number {
  let at = textTo
  while (at > from && /\s/.test(doc.textBetween(at - 1, at) || 'x')) at--
  return at
}

/**
 * The caret never rests between a sentence's end and its marks: what is written there would come between them. From behind the marks it
 * goes on to the sentence's last sign.
 */
function caretOffMarks(transactions: readonly Transaction[], old: EditorState, state: EditorState): Transaction | null {
  const { selection } = state
  if (!(selection instanceof TextSelection) || !selection.$cursor) return null
  if (!transactions.some((tr) => tr.selectionSet || tr.docChanged)) return null
  const { $cursor } = selection
  if ($cursor.nodeAfter?.type !== nodes.cite) return null
  const sentence = sentenceAround($cursor)
  if (!sentence || !sentenceEnds.test(sentence.text)) return null
  const isBetween =
    $cursor.pos > sentence.from &&
    $cursor.pos <= sentence.to &&
    $cursor.pos >= trimmedEnd(state.doc, sentence.from, sentence.textTo)
  if (!isBetween) return null
  const came = !transactions.some((tr) => tr.docChanged) && old.selection.head === $cursor.pos + 1
  const to = came ? trimmedEnd(state.doc, sentence.from, sentence.textTo) - 1 : endOfMarks(state.doc, $cursor.pos)
  return state.tr.setSelection(TextSelection.create(state.doc, to))
}

function endOfMarks(doc: Node, pos: number): number {
  let at = pos
  while (doc.nodeAt(at)?.type === nodes.cite) at++
  return at
}

/** A selection of whole sentences, with the marks that stand right behind it. */
export function withMarks(state: EditorState): { from: number; to: number } {
  const { from, to, $to } = state.selection
  const sentence = sentenceAround(state.doc.resolve(Math.max(from, to - 1)))
  const isWhole = sentence && from <= sentence.from && to >= trimmedEnd(state.doc, sentence.from, sentence.textTo)
  return { from, to: isWhole && to <= sentence.to && $to.parent.isTextblock ? Math.max(to, sentence.to) : to }
}

/** The paper being written: one document of all sections; each section's text is told apart as it changes. */
import { baseKeymap } from 'prosemirror-commands'
import { history, redo, redoDepth, undo, undoDepth } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import { Fragment, type Node, Slice } from 'prosemirror-model'
import { type Command, EditorState, TextSelection, type Transaction } from 'prosemirror-state'
import { goToNextCell, isInTable, tableEditing } from 'prosemirror-tables'
import { EditorView } from 'prosemirror-view'
import { editorKey } from '../../../ui/key-map.ts'
import { type BlockSentence, sentenceAround } from './block-sentences.ts'
import {
  breakBlock,
  eraseFigure,
  eraseMarks,
  moveSentence,
  type NewSentence,
  plainAtStart,
  sectionAt,
  sentenceContent,
  stayInSection,
  toggleBold,
  toggleHeading,
  toggleItem,
} from './commands.ts'
import { bodyOf, canonical, children, headingOf, nodesOf, sectionNode } from './convert.ts'
import { drawing, drawWith, type Finding } from './decorations.ts'
import { FigureView, type PictureOf } from './figure-view.ts'
import { endComposing, keepCitations, startComposing, withMarks } from './keep-citations.ts'
import { blocksOfHtml, blocksOfText } from './paste.ts'
import { schema } from './schema.ts'
import { asStructure, eraseAcross, keepSections, spansSections, withoutSections } from './structure.ts'

const { nodes, marks } = schema

export type SectionText = { id: string; heading: string; body: string }
export type Listener = {
  /** What a person wrote in a section; not what was received. */
  onEdit: (section: string, field: 'heading' | 'body', value: string) => void
  onCompose: (section: string, composing: boolean) => void
  /** A citation's box was pressed. */
  onCite: (id: string) => void
  /** A mark was pasted; the one that is to stand here. */
  adopt: (id: string) => string
  onPictures: (files: File[]) => void
  pictureOf: PictureOf
}

/** What stands around the caret. */
export type Snapshot = {
  doc: Node
  section: string | null
  sentence: BlockSentence | null
  canUndo: boolean
  canRedo: boolean
  isBold: boolean
  block: 'heading' | 'item' | 'table' | 'text'
}

export class PaperEditor {
  readonly view: EditorView
  private readonly listeners = new Set<() => void>()
  private shown: Snapshot
  private composing: string | null = null
  private ending: ReturnType<typeof setTimeout> | undefined

  constructor(
    host: HTMLElement,
    sections: readonly SectionText[],
    private readonly listener: Listener,
    label: string,
  ) {
    const doc = nodes.doc.create(
      null,
      sections.map(({ id, heading, body }) => sectionNode(id, heading, body)),
    )
    this.view = new EditorView(host, {
      state: EditorState.create({
        doc,
        selection: TextSelection.near(doc.resolve(Math.min(2, doc.content.size))),
        plugins: [keys, keymap(baseKeymap), history(), keepSections, keepCitations, drawing, tableEditing()],
      }),
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        class: 'paper-text',
        spellcheck: 'false',
      },
      dispatchTransaction: (tr) => this.dispatch(tr),
      nodeViews: { figure: (node) => new FigureView(node, this.listener.pictureOf) },
      handleTextInput: (view, _from, _to, text) => {
        if (!spansSections(view.state.selection)) return false
        const tr = eraseAcross(view.state)
        view.dispatch(tr.insertText(text, tr.selection.from))
        return true
      },
      handlePaste: (view, event) => this.paste(view, event),
      transformPasted: (slice) => this.adopted(withoutSections(slice)),
      handleDOMEvents: {
        mousedown: (view, event) => this.pressMark(view, event),
        copy: (view) => this.takeMarks(view),
        cut: (view) => this.takeMarks(view),
        compositionstart: (view) => {
          this.endComposition(view)
          const section = sectionAt(view.state.selection.$from)
          this.composing = section ? String(section.node.attrs.id) : null
          view.dispatch(drawWith(startComposing(view.state), { composing: true }))
          if (this.composing) this.listener.onCompose(this.composing, true)
          return false
        },
        compositionend: (view) => {
          // after the view has read the word
          this.ending = setTimeout(() => this.endComposition(view), 30)
          return false
        },
      },
    })
    this.shown = this.look()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  snapshot = (): Snapshot => this.shown

  destroy() {
    if (this.composing) this.listener.onCompose(this.composing, false)
    this.view.destroy()
  }

  /** A citation's box is pressed: the caret goes into its sentence, for behind the box the next one begins. */
  private pressMark(view: EditorView, event: MouseEvent): boolean {
    const box = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-cite]') : null
    if (!box || event.button !== 0 || view.composing) return false
    event.preventDefault()
    const { doc } = view.state
    const sentence = sentenceAround(doc.resolve(view.posAtDOM(box, 0)))
    if (sentence) this.showSentence({ from: sentence.from, to: sentence.textTo })
    this.listener.onCite(String(box.dataset.cite))
    return true
  }

  run(command: Command): boolean {
    this.view.focus()
    return command(this.view.state, this.view.dispatch, this.view)
  }

  get isComposing(): boolean {
    return this.view.composing
  }

  /** What another computer wrote, or a restore or undo brought back. Only what differs is exchanged: the caret stays. */
  receive({ id, heading, body }: SectionText) {
    const { state } = this.view
    const found = sectionIn(state.doc, id)
    if (!found) return
    const { node, pos } = found
    if (headingOf(node) === heading && bodyOf(node) === canonical(body)) return
    const next = sectionNode(id, heading, body)
    const start = node.content.findDiffStart(next.content)
    if (start === null) return
    let { a: end, b: nextEnd } = node.content.findDiffEnd(next.content) ?? {
      a: node.content.size,
      b: next.content.size,
    }
    const overlap = start - Math.min(end, nextEnd)
    if (overlap > 0) {
      end += overlap
      nextEnd += overlap
    }
    const tr = asStructure(state.tr.replace(pos + 1 + start, pos + 1 + end, next.slice(start, nextEnd)))
    const isRight = sectionIn(tr.doc, id)?.node.eq(next)
    const whole = asStructure(state.tr.replaceWith(pos, pos + node.nodeSize, next))
    this.dispatch((isRight ? tr : whole).setMeta('received', true))
  }

  /** Sections were added, removed or moved. Those that are here keep their text. */
  arrange(sections: readonly SectionText[]) {
    const { state } = this.view
    const here = new Map(children(state.doc).map((section) => [String(section.attrs.id), section]))
    if ([...here.keys()].join() === sections.map(({ id }) => id).join() || sections.length === 0) return
    const next = sections.map(({ id, heading, body }) => here.get(id) ?? sectionNode(id, heading, body))
    const { $head } = state.selection
    const own = sectionAt($head)
    const offset = own ? $head.pos - own.pos : 0
    const tr = asStructure(state.tr.replaceWith(0, state.doc.content.size, next))
    const there = own && sectionIn(tr.doc, String(own.node.attrs.id))
    const at = Math.min(there ? there.pos + offset : 2, tr.doc.content.size)
    tr.setSelection(TextSelection.near(tr.doc.resolve(at)))
    this.dispatch(tr.setMeta('received', true))
  }

  /** Sentences become a paragraph at the end of a section, in the empty one where it has no text. */
  append(id: string, sentences: readonly NewSentence[]) {
    const found = sectionIn(this.view.state.doc, id)
    if (!found) return
    const { node, pos } = found
    const content = sentenceContent(sentences)
    const last = node.lastChild
    const isEmpty = last?.type === nodes.paragraph && last.content.size === 0
    const end = pos + node.nodeSize - 1
    const paragraph = nodes.paragraph.create(null, content)
    const from = isEmpty && last ? end - last.nodeSize : end
    const tr = this.view.state.tr.replaceWith(from, end, paragraph)
    this.view.dispatch(
      tr.setSelection(TextSelection.near(tr.doc.resolve(from + paragraph.nodeSize - 1), -1)).scrollIntoView(),
    )
  }

  /** The caret goes to the beginning of a section's text, or of its title. */
  showSection(id: string, part: 'text' | 'title' = 'text') {
    const found = sectionIn(this.view.state.doc, id)
    if (!found) return
    const title = found.node.child(0)
    const at = part === 'title' ? found.pos + 1 + title.nodeSize - 1 : found.pos + 1 + title.nodeSize + 1
    this.show(at, at)
  }

  /** Selects a place and brings it into view. */
  show(from: number, to: number) {
    const { doc } = this.view.state
    const size = doc.content.size
    const selection = TextSelection.between(doc.resolve(Math.min(from, size)), doc.resolve(Math.min(to, size)))
    this.view.dispatch(this.view.state.tr.setSelection(selection).scrollIntoView())
    this.view.focus()
  }

  /** The caret before a sentence's last sign: marks stand behind that, and then the next sentence begins. */
  showSentence({ from, to }: { from: number; to: number }) {
    const at = Math.max(from, to - 1)
    this.show(at, at)
  }

  draw(meta: { checks?: readonly Finding[]; hints?: Readonly<Record<string, string>> }) {
    if (!this.view.composing) this.view.dispatch(drawWith(this.view.state.tr, meta))
  }

  private dispatch(tr: Transaction) {
    const { state } = this.view
    let { state: next, transactions } = state.applyTransaction(tr)
    if (transactions.length === 0 && tr.docChanged && spansSections(state.selection)) {
      ;({ state: next, transactions } = state.applyTransaction(eraseAcross(state)))
    }
    this.view.updateState(next)
    if (transactions.some((one) => one.docChanged && !one.getMeta('received'))) this.tell(state.doc, next.doc)
    const seen = this.look()
    if (!isSame(seen, this.shown)) {
      this.shown = seen
      for (const listener of this.listeners) listener()
    }
  }

  /** Sections whose text is another one now. */
  private tell(before: Node, after: Node) {
    const old = new Map(children(before).map((section) => [String(section.attrs.id), section]))
    for (const section of children(after)) {
      const id = String(section.attrs.id)
      const was = old.get(id)
      if (!was || was === section) continue
      if (headingOf(was) !== headingOf(section)) this.listener.onEdit(id, 'heading', headingOf(section))
      const body = bodyOf(section)
      if (bodyOf(was) !== body) this.listener.onEdit(id, 'body', body)
    }
  }

  private look(): Snapshot {
    const { state } = this.view
    const { selection, doc } = state
    const section = sectionAt(selection.$head)
    const { parent } = selection.$head
    return {
      doc,
      section: section ? String(section.node.attrs.id) : null,
      sentence: sentenceAround(selection.$head),
      canUndo: undoDepth(state) > 0,
      canRedo: redoDepth(state) > 0,
      isBold: isBoldAt(state),
      block: isInTable(state)
        ? 'table'
        : parent.type === nodes.heading
          ? 'heading'
          : parent.type === nodes.item
            ? 'item'
            : 'text',
    }
  }

  private endComposition(view: EditorView) {
    clearTimeout(this.ending)
    if (this.ending === undefined || view.isDestroyed || view.composing) return
    this.ending = undefined
    view.dispatch(drawWith(endComposing(view.state), { composing: false }))
    if (this.composing) this.listener.onCompose(this.composing, false)
    this.composing = null
  }

  /** A whole sentence is copied or cut with its marks. */
  private takeMarks(view: EditorView): boolean {
    const { from, to } = withMarks(view.state)
    if (to !== view.state.selection.to && view.state.selection instanceof TextSelection) {
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)))
    }
    return false
  }

  private paste(view: EditorView, event: ClipboardEvent): boolean {
    const data = event.clipboardData
    if (!data) return false
    if (spansSections(view.state.selection)) view.dispatch(eraseAcross(view.state))
    const html = data.getData('text/html')
    // our own: marks and figures come along
    if (html.includes('data-pm-slice')) return false
    const text = data.getData('text/plain')
    const blocks = (html && blocksOfHtml(html)) || (text ? blocksOfText(text) : [])
    const pictures = [...data.files].filter((file) => file.type.startsWith('image/'))
    if (blocks.length === 0) {
      if (pictures.length > 0) this.listener.onPictures(pictures)
      return pictures.length > 0
    }
    const { parent } = view.state.selection.$from
    const content = Fragment.from(nodesOf(blocks))
    const isOneLine = blocks.length === 1 && blocks[0]?.kind === 'paragraph'
    const isPlain = parent.type === nodes.sectionTitle || parent.type === nodes.figure || parent.type === nodes.cellText
    if (isPlain) {
      const line = content.textBetween(0, content.size, ' ').slice(0, 2_000)
      view.dispatch(view.state.tr.insertText(line).scrollIntoView())
    } else {
      const open = (node: Node | null) => (node?.type === nodes.paragraph ? 1 : 0)
      const slice = new Slice(content, open(content.firstChild), open(content.lastChild))
      view.dispatch(view.state.tr.replaceSelection(isOneLine ? new Slice(content, 1, 1) : slice).scrollIntoView())
    }
    return true
  }

  /** Marks of another document become this one's. */
  private adopted(slice: Slice): Slice {
    const change = (fragment: Fragment): Fragment => {
      const list: Node[] = []
      fragment.forEach((node) => {
        if (node.type === nodes.cite) list.push(nodes.cite.create({ id: this.listener.adopt(String(node.attrs.id)) }))
        else list.push(node.isText ? node : node.copy(change(node.content)))
      })
      return Fragment.from(list)
    }
    return new Slice(change(slice.content), slice.openStart, slice.openEnd)
  }
}

export function sectionIn(doc: Node, id: string): { node: Node; pos: number } | null {
  let found: { node: Node; pos: number } | null = null
  doc.forEach((node, pos) => {
    if (node.attrs.id === id) found = { node, pos }
  })
  return found
}

function isSame(one: Snapshot, other: Snapshot): boolean {
  const { sentence, ...rest } = one
  const { sentence: before, ...others } = other
  const keys = Object.keys(rest) as (keyof typeof rest)[]
  return (
    keys.every((key) => rest[key] === others[key]) &&
    (sentence === before ||
      (sentence?.from === before?.from &&
        sentence?.text === before?.text &&
        sentence?.ids.join() === before?.ids.join()))
  )
}

function isBoldAt({ selection, storedMarks, doc }: EditorState): boolean {
  if (selection.empty) return marks.bold.isInSet(storedMarks ?? selection.$head.marks()) !== undefined
  return doc.rangeHasMark(selection.from, selection.to, marks.bold)
}

/** Undo stays with the text as long as the caret is in it; the window's own must not take its place. */
const kept =
  (command: Command): Command =>
  (state, dispatch, view) => {
    command(state, dispatch, view)
    return true
  }

const first =
  (...commands: Command[]): Command =>
  (state, dispatch, view) =>
    commands.some((command) => command(state, dispatch, view))

const keys = keymap({
  'Mod-z': kept(undo),
  'Mod-y': kept(redo),
  'Mod-Shift-z': kept(redo),
  [editorKey('paper.bold')]: toggleBold,
  [editorKey('paper.item')]: toggleItem,
  [editorKey('paper.headingLarge')]: toggleHeading(2),
  [editorKey('paper.headingSmall')]: toggleHeading(3),
  Enter: breakBlock,
  'Shift-Enter': breakBlock,
  Backspace: first(eraseMarks(-1), eraseFigure, plainAtStart, stayInSection(-1)),
  Delete: first(eraseMarks(1), stayInSection(1)),
  [editorKey('paper.sentenceUp')]: moveSentence(-1),
  [editorKey('paper.sentenceDown')]: moveSentence(1),
  Tab: (state, dispatch) => isInTable(state) && goToNextCell(1)(state, dispatch),
  'Shift-Tab': (state, dispatch) => isInTable(state) && goToNextCell(-1)(state, dispatch),
})

import fc from 'fast-check'
import { joinBackward, joinForward } from 'prosemirror-commands'
import { type Command, EditorState, TextSelection } from 'prosemirror-state'
import { describe, expect, it } from 'vitest'
import { sentenceAround, sentencesAt, textblocks } from '../../renderer/features/documents/editor/block-sentences.ts'
import {
  breakBlock,
  eraseMarks,
  moveSentence,
  stayInSection,
} from '../../renderer/features/documents/editor/commands.ts'
import {
  blocksOf,
  bodyOf,
  canonical,
  headingOf,
  inlineOf,
  sectionNode,
} from '../../renderer/features/documents/editor/convert.ts'
import { drawing } from '../../renderer/features/documents/editor/decorations.ts'
import {
  endComposing,
  keepCitations,
  startComposing,
  withMarks,
} from '../../renderer/features/documents/editor/keep-citations.ts'
import { schema } from '../../renderer/features/documents/editor/schema.ts'
import { keepSections } from '../../renderer/features/documents/editor/structure.ts'
import { parsePaper } from '../../shared/domain/paper-text.ts'

const bits = fc.constantFrom(
  ...[
    '# ',
    '## ',
    '#### ',
    '- ',
    '|',
    '| a ',
    '**',
    '[^c1]',
    '[^c2]',
    '\\',
    '！',
    '甲乙。',
    'x',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n\n',
  ],
  ...['![p-1](图说)', '![', '](', ')', '[^', ']', '“', '”', '\u00a0', '\u200b'],
)
const written = fc.array(bits, { maxLength: 30 }).map((all) => all.join(''))

describe('paper text and the editor’s document', () => {
  it('say the same, whatever is stored', () => {
    fc.assert(
      fc.property(written, written, (body, heading) => {
        const title = heading.replaceAll('\n', ' ')
        const section = sectionNode('s', title, body)
        section.check()
        expect(blocksOf(section)).toEqual(
          parsePaper(body).length > 0 ? parsePaper(body) : [{ kind: 'paragraph', content: [] }],
        )
        expect(bodyOf(section)).toBe(canonical(body))
        expect(canonical(bodyOf(section))).toBe(bodyOf(section))
        expect(headingOf(section)).toBe(title)
        expect(schema.nodeFromJSON(section.toJSON()).eq(section)).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })
})

/** A paper of one section; `[1]` in the text are marks. */
function paper(...paragraphs: string[]): EditorState {
  const body = paragraphs.map((one) => one.replace(/\[(\w+)\]/g, '[^$1]')).join('\n')
  return EditorState.create({
    doc: schema.nodes.doc.create(null, sectionNode('s', '标题', body)),
    plugins: [keepSections, keepCitations, drawing],
  })
}
const shown = (state: EditorState) =>
  textblocks(state.doc)
    .slice(1)
    .map(({ node }) =>
      inlineOf(node)
        .map((part) => (part.kind === 'cite' ? `[${part.id}]` : part.text))
        .join(''),
    )
/** Place of the n-th sign of a paragraph, marks counted as one. */
const at = (state: EditorState, paragraph: number, offset: number) =>
  textblocks(state.doc)[paragraph + 1]!.start + offset
const select = (state: EditorState, from: number, to = from) =>
  state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)))
function run(state: EditorState, command: Command): EditorState {
  let next = state
  command(state, (tr) => {
    next = state.apply(tr)
  })
  return next
}
const type = (state: EditorState, text: string) => state.apply(state.tr.insertText(text))
const erase = (state: EditorState, direction: -1 | 1 = -1) =>
  run(state, (current, dispatch, view) =>
    [eraseMarks(direction), direction < 0 ? joinBackward : joinForward, eraseOne(direction)].some((one) =>
      one(current, dispatch, view),
    ),
  )
const eraseOne =
  (direction: -1 | 1): Command =>
  ({ selection, tr }, dispatch) => {
    const { from, to, empty, $head } = selection
    const edge = direction < 0 ? $head.parentOffset : $head.parent.content.size - $head.parentOffset
    if (empty && edge === 0) return false
    dispatch?.(
      empty ? tr.delete(Math.min(from, from + direction), Math.max(from, from + direction)) : tr.delete(from, to),
    )
    return true
  }

describe('marks stay with their sentence', () => {
  it('split by a full stop, and by a new paragraph', () => {
    const state = select(paper('甲乙丙丁。[1]戊己。[2]'), at(paper(''), 0, 2))
    expect(shown(type(state, '。'))).toEqual(['甲乙。[1]丙丁。[1]戊己。[2]'])
    expect(shown(run(state, breakBlock))).toEqual(['甲乙[1]', '丙丁。[1]戊己。[2]'])
  })
  it('joined', () => {
    const state = paper('甲乙。[1]丙丁。[2]')
    expect(shown(state.apply(state.tr.delete(at(state, 0, 2), at(state, 0, 3))))).toEqual(['甲乙丙丁。[1][2]'])
    const across = state.apply(state.tr.delete(at(state, 0, 2), at(state, 0, 5)))
    expect(shown(across)).toEqual(['甲乙丁。[2][1]'])
    const two = paper('甲乙[1]', '丙丁。[2]')
    expect(shown(erase(select(two, at(two, 1, 0))))).toEqual(['甲乙丙丁。[1][2]'])
    const same = paper('甲乙。[1]丙丁。[1]')
    expect(shown(same.apply(same.tr.delete(at(same, 0, 2), at(same, 0, 3))))).toEqual(['甲乙丙丁。[1]'])
  })
  it('taken out alone a mark is gone; with its sentence it goes', () => {
    const state = paper('甲乙。[1]丙丁。[2]')
    expect(shown(erase(select(state, at(state, 0, 4))))).toEqual(['甲乙。丙丁。[2]'])
    expect(shown(erase(select(state, at(state, 0, 4), at(state, 0, 7))))).toEqual(['甲乙。[1]'])
    let letters = select(state, at(state, 0, 4))
    for (let count = 0; count < 3; count++) letters = erase(letters, 1)
    expect(shown(letters)).toEqual(['甲乙。[1]'])
  })
  it('a sentence rewritten in its place keeps it', () => {
    const state = paper('甲乙。[1]丙丁。[2]')
    expect(shown(type(select(state, at(state, 0, 4), at(state, 0, 7)), '新的。'))).toEqual(['甲乙。[1]新的。[2]'])
  })
  it('writing goes on behind the marks, and before the full stop', () => {
    const state = select(paper('甲乙。[1]'), at(paper(''), 0, 3))
    expect(state.selection.head).toBe(at(state, 0, 4))
    expect(shown(type(state, '新的一句。'))).toEqual(['甲乙。[1]新的一句。'])
    const left = select(state, at(state, 0, 3))
    expect(left.selection.head).toBe(at(state, 0, 2))
    expect(shown(type(left, '又'))).toEqual(['甲乙又。[1]'])
  })
  it('a mark in a sentence goes to its end once it has one', () => {
    const state = select(paper('甲乙[1]'), at(paper(''), 0, 3))
    const going = type(state, '，丙丁')
    expect(shown(going)).toEqual(['甲乙[1]，丙丁'])
    expect(shown(type(going, '。'))).toEqual(['甲乙，丙丁。[1]'])
  })
  it('a sentence moves past its neighbours, into another paragraph too', () => {
    const state = select(paper('甲。[1]乙。[2]', '丙。[3]'), at(paper(''), 0, 4))
    expect(shown(run(state, moveSentence(-1)))).toEqual(['乙。[2]甲。[1]', '丙。[3]'])
    const down = run(state, moveSentence(1))
    expect(shown(down)).toEqual(['甲。[1]', '乙。[2]丙。[3]'])
    expect(shown(run(down, moveSentence(1)))).toEqual(['甲。[1]', '丙。[3]乙。[2]'])
    expect(shown(run(down, moveSentence(-1)))).toEqual(['甲。[1]乙。[2]', '丙。[3]'])
  })
  it('letters being composed are waited for', () => {
    let state = select(paper('甲乙丙丁。[1]'), at(paper(''), 0, 2))
    state = state.apply(startComposing(state))
    state = type(state, '。')
    expect(shown(state)).toEqual(['甲乙。丙丁。[1]'])
    state = state.apply(endComposing(state))
    expect(shown(state)).toEqual(['甲乙。[1]丙丁。[1]'])
  })
  it('what another computer wrote stays as it wrote it', () => {
    const state = paper('甲乙丙丁。[1]')
    const tr = state.tr.insertText('。', at(state, 0, 2)).setMeta('addToHistory', false)
    expect(shown(state.apply(tr))).toEqual(['甲乙。丙丁。[1]'])
  })

  const owners = ['甲乙丙丁', '戊己庚辛', '壬癸子丑', '寅卯辰巳', '午未申酉']
  const action = fc.record({
    kind: fc.constantFrom('type', 'type', 'stop', 'enter', 'join', 'erase', 'move', 'cut'),
    from: fc.nat(1_000),
    size: fc.integer({ min: 1, max: 6 }),
    text: fc.constantFrom('x', '，', 'yz', '、1'),
    direction: fc.constantFrom(-1 as const, 1 as const),
  })

  it('whatever is written, moved, split and joined, no words lose their support', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
        let state = paper('甲乙丙丁。[0]戊己庚辛。[1]', '壬癸子丑。[2]寅卯辰巳。[3]', '午未申酉。[4]')
        for (const { kind, from, size, text, direction } of actions) {
          const blocks = textblocks(state.doc).slice(1)
          const block = blocks[from % blocks.length]!
          const pos = block.start + (from % (block.node.content.size + 1))
          state = select(state, pos)
          if (kind === 'type') state = type(state, text)
          else if (kind === 'stop') state = type(state, '。')
          else if (kind === 'enter') state = run(state, breakBlock)
          else if (kind === 'join') state = run(select(state, block.start), joinBackwardInSection)
          else if (kind === 'move') state = run(state, moveSentence(direction))
          else if (kind === 'erase') {
            const to = Math.min(pos + size, block.start + block.node.content.size)
            // marks alone are taken out on purpose
            if (state.doc.textBetween(pos, to)) state = state.apply(state.tr.delete(pos, to))
          } else state = cutAndPaste(state, pos, from)
        }
        for (const { node, start } of textblocks(state.doc).slice(1)) {
          for (const sentence of sentencesAt(node, start)) {
            expect(new Set(sentence.ids).size).toBe(sentence.ids.length)
            const wanted = owners.flatMap((letters, id) =>
              [...sentence.text].some((sign) => letters.includes(sign)) ? [String(id)] : [],
            )
            expect(sentence.ids, shown(state).join('\n')).toEqual(expect.arrayContaining(wanted))
          }
        }
      }),
      { numRuns: 600 },
    )
  })

  function joinBackwardInSection(...[state, dispatch, view]: Parameters<Command>): boolean {
    return stayInSection(-1)(state) || joinBackward(state, dispatch, view)
  }

  function cutAndPaste(state: EditorState, pos: number, seed: number): EditorState {
    const sentence = sentenceAround(state.doc.resolve(pos))
    if (!sentence) return state
    const selected = select(state, sentence.from, sentence.textTo)
    const { from, to } = withMarks(selected)
    const slice = selected.doc.slice(from, to)
    const cut = selected.apply(selected.tr.delete(from, to))
    const blocks = textblocks(cut.doc).slice(1)
    const block = blocks[(seed * 7) % blocks.length]!
    const sentences = sentencesAt(block.node, block.start)
    const target = sentences.length ? sentences[(seed * 3) % sentences.length]!.to : block.start
    return cut.apply(cut.tr.replace(target, target, slice))
  }
})

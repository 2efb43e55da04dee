import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { compare } from '../../renderer/features/documents/compare.ts'
import { PaperEditor } from '../../renderer/features/documents/editor/editor.ts'
import { blocksOfHtml, blocksOfText } from '../../renderer/features/documents/editor/paste.ts'
import { wholeText } from '../../shared/domain/document-text.ts'
import { parsePaper, serializePaper } from '../../shared/domain/paper-text.ts'

const pasted = (html: string) => serializePaper(blocksOfHtml(html) ?? [])

describe('what is pasted becomes paper text', () => {
  it('from Word: headings, bullets drawn as text, bold, no styles, no scripts', () => {
    const html = `<html><head><style>p{color:red}</style></head><body><!--StartFragment-->
      <h2>一、<b>总体</b></h2>
      <p class=MsoNormal ><span style='font-size:16pt'>坚持<b style="font-weight:normal">党的</b><b>领导</b>。</span></p>
      <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>自愿</p>
      <p>一行<br>二行</p><o:p>&nbsp;</o:p><script>alert(1)</script><img src="file:///c:/x.png" onerror="alert(1)">
      <!--EndFragment--></body></html>`
    expect(pasted(html).split('\n')).toEqual(['## 一、**总体**', '坚持党的**领导**。', '- 自愿', '一行', '二行'])
  })
  it('from Excel: a table, spanned cells left empty', () => {
    const html =
      '<table><tr><td colspan=2>地区</td><td>数</td></tr><tr><td>南京</td><td>玄武|区</td><td> 12 </td></tr></table>'
    expect(parsePaper(pasted(html))).toMatchObject([
      {
        kind: 'table',
        rows: [
          [[{ text: '地区' }], [], [{ text: '数' }]],
          [[{ text: '南京' }], [{ text: '玄武|区' }], [{ text: '12' }]],
        ],
      },
    ])
    expect(blocksOfText('a\tb\nc\td\n')).toMatchObject([{ kind: 'table' }])
    expect(blocksOfText('一\r\n\r\n二')).toMatchObject([{ kind: 'paragraph' }, { kind: 'paragraph' }])
  })
  it('text that looks like a mark is text', () => {
    expect(parsePaper(serializePaper(blocksOfText('见[^abc]和**此**')))).toEqual([
      { kind: 'paragraph', content: [{ kind: 'text', text: '见[^abc]和**此**' }] },
    ])
  })
  it('anything is taken within bounds, and reads the same once stored', () => {
    const bit = fc.constantFrom(
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<b>',
      '</b>',
      '<li>',
      '甲',
      '[^x]',
      '<br>',
      '&lt;',
      '# ',
      '|',
    )
    fc.assert(
      fc.property(
        fc.array(bit, { maxLength: 40 }).map((all) => all.join('')),
        (html) => {
          const stored = pasted(html)
          expect(serializePaper(parsePaper(stored))).toBe(stored)
        },
      ),
      { numRuns: 300 },
    )
    expect(blocksOfHtml('x'.repeat(8_000_001))).toBeNull()
  })
})

describe('the paper and what arrives', () => {
  const hosts: HTMLElement[] = []
  beforeAll(() => {
    // jsdom lays nothing out; scrolling to the caret asks where it is
    const nowhere = { left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0 } as DOMRect
    Range.prototype.getClientRects = () => [nowhere] as unknown as DOMRectList
    Range.prototype.getBoundingClientRect = () => nowhere
  })
  afterEach(() => {
    for (const host of hosts.splice(0)) host.remove()
  })
  function open(body: string) {
    const host = document.createElement('div')
    document.body.append(host)
    hosts.push(host)
    const edits: [string, string, string][] = []
    const editor = new PaperEditor(
      host,
      [
        { id: 'one', heading: '甲', body },
        { id: 'two', heading: '乙', body: '别的。' },
      ],
      {
        onEdit: (section, field, value) => edits.push([section, field, value]),
        onCompose: () => {},
        onCite: () => {},
        adopt: (id) => id,
        onPictures: () => {},
        pictureOf: async () => null,
      },
      '正文',
    )
    return { editor, edits }
  }
  const text = (editor: PaperEditor) => editor.view.state.doc.textBetween(0, editor.view.state.doc.content.size, '\n')

  it('what another computer wrote is shown where it stands, is no edit, and leaves the caret where it was', () => {
    const { editor, edits } = open('第一句。\n第三句。')
    editor.showSection('two')
    const before = editor.view.state.selection.$head.parent.textContent
    editor.receive({ id: 'one', heading: '甲', body: '第一句改了。\n第二句。\n第三句。' })
    expect(text(editor)).toContain('第一句改了。\n第二句。\n第三句。')
    expect(editor.view.state.selection.$head.parent.textContent).toBe(before)
    expect(edits).toEqual([])
    editor.destroy()
  })
  it('what is written is told section by section; no cut joins two of them', () => {
    const { editor, edits } = open('第一句。')
    editor.showSection('two')
    editor.view.dispatch(editor.view.state.tr.insertText('新'))
    expect(edits).toEqual([['two', 'body', '新别的。']])
    edits.length = 0
    const { doc } = editor.view.state
    editor.show(2, doc.content.size - 2)
    editor.view.dispatch(editor.view.state.tr.deleteSelection())
    expect(editor.view.state.doc.childCount).toBe(2)
    expect(editor.view.state.doc.child(1).firstChild?.type.name).toBe('sectionTitle')
    expect(new Set(edits.map(([section]) => section))).toEqual(new Set(['one', 'two']))
    editor.destroy()
  })
  it('sections that are added, moved and removed keep the text of the others', () => {
    const { editor, edits } = open('第一句。')
    editor.arrange([
      { id: 'two', heading: 'x', body: 'x' },
      { id: 'new', heading: '丙', body: '新的。' },
      { id: 'one', heading: 'x', body: 'x' },
    ])
    expect(text(editor).replaceAll('\n', '')).toBe('乙别的。丙新的。甲第一句。')
    editor.arrange([{ id: 'one', heading: 'x', body: 'x' }])
    expect(text(editor).replaceAll('\n', '')).toBe('甲第一句。')
    expect(edits).toEqual([])
    editor.destroy()
  })
})

it('versions are compared section by section, also where one was moved, added or lost its heading', () => {
  const before = wholeText('意见', [
    { heading: '总则', body: '甲乙丙。[^a]' },
    { heading: '任务', body: '丁。' },
  ])
  const after = wholeText('意见稿', [
    { heading: '总则', body: '甲乙戊。[^b]' },
    { heading: '附则', body: '己。' },
    { heading: '任务', body: '丁。' },
  ])
  const { title, parts, changes } = compare(before, after)
  const said = (marks: typeof title, kind: string) =>
    marks
      .filter(({ mark }) => mark === kind)
      .map(({ text }) => text)
      .join('')
  expect(said(title, 'added')).toBe('稿')
  expect(parts.map(({ body }) => [said(body, 'deleted'), said(body, 'added')])).toEqual([
    ['丙', '戊'],
    ['', '己。'],
    ['', ''],
  ])
  expect(changes).toBeGreaterThanOrEqual(4)
  expect(compare(before, before).changes).toBe(0)
})

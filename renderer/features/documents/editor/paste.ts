/** What comes from Word, Excel and web pages becomes paragraphs, list items, headings and tables of plain and bold text; nothing else comes in. */
import type { Inline, PaperBlock } from '../../../../shared/domain/paper-text.ts'

/** More than a thousand pages is no paste any more; characters of HTML, and nodes looked at. */
const mostHtml = 8_000_000
const mostNodes = 400_000
const mostRows = 2_000
const mostColumns = 64
const mostText = 2_000_000

const skipped = new Set(
  'SCRIPT STYLE META LINK TITLE HEAD TEMPLATE OBJECT EMBED IFRAME SVG MATH NOSCRIPT SELECT BUTTON'.split(' '),
)
const blocky = new Set(
  'P DIV LI UL OL DL DT DD TABLE TR TD TH H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE SECTION ARTICLE HEADER FOOTER HR FIGURE'.split(
    ' ',
  ),
)

/** `null`: too large, or nothing to be read in it. */
export function blocksOfHtml(html: string): PaperBlock[] | null {
  if (html.length > mostHtml) return null
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const reader = createReader()
  reader.block(body)
  return reader.finish()
}

/** A line is a paragraph; lines of cells apart by tabs are a table. */
export function blocksOfText(text: string): PaperBlock[] {
  const lines = text.slice(0, mostText).replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  const blocks: PaperBlock[] = []
  const isTable = lines.length > 1 && lines.every((line) => line.includes('\t'))
  if (isTable) {
    const rows = lines.slice(0, mostRows).map((line) => line.split('\t').slice(0, mostColumns).map(plain))
    return [{ kind: 'table', rows }]
  }
  for (const line of lines)
    if (line.trim()) blocks.push({ kind: 'paragraph', content: plain(line.replaceAll('\t', ' ')) })
  return blocks
}

const plain = (text: string): Inline[] => {
  const said = text.trim()
  return said ? [{ kind: 'text', text: said }] : []
}

function createReader() {
  const blocks: PaperBlock[] = []
  let line: Inline[] = []
  let seen = 0
  let tooMuch = false

  /** Ends a line; `kind` is what it was. */
  function end(kind: 'paragraph' | 'item' | { level: 2 | 3 | 4 } = 'paragraph') {
    const content = trimmed(line)
    line = []
    if (content.length === 0) return
    blocks.push(typeof kind === 'string' ? { kind, content } : { kind: 'heading', level: kind.level, content })
  }

  function block(element: Element, kind: Parameters<typeof end>[0] = 'paragraph', isBold = false): void {
    for (const child of element.childNodes) inline(child, isBold, kind)
    end(kind)
  }

  function inline(node: ChildNode, isBold: boolean, kind: Parameters<typeof end>[0]): void {
    if (++seen > mostNodes) {
      tooMuch = true
      return
    }
    if (node.nodeType === 3) {
      const text = (node.textContent ?? '').replace(/[\s\u00a0]+/g, ' ')
      if (text) line.push(isBold ? { kind: 'text', text, bold: true } : { kind: 'text', text })
      return
    }
    if (!(node instanceof Element) || skipped.has(node.tagName.toUpperCase())) return
    const style = node.getAttribute('style') ?? ''
    // Word draws its bullets and numbers as text
    if (/mso-list\s*:\s*ignore/i.test(style) || /display\s*:\s*none/i.test(style)) return
    const tag = node.tagName.toUpperCase()
    if (tag === 'BR') end(kind)
    else if (tag === 'TABLE') {
      end(kind)
      table(node)
    } else if (blocky.has(tag)) {
      end(kind)
      block(node, kindOf(node, tag, style), isBold)
    } else for (const child of node.childNodes) inline(child, boldOf(tag, style, isBold), kind)
  }

  function table(element: Element): void {
    const rows: Inline[][][] = []
    for (const row of element.querySelectorAll('tr')) {
      if (row.closest('table') !== element || rows.length >= mostRows) continue
      const cells: Inline[][] = []
      for (const cell of row.children) {
        if (!/^T[DH]$/i.test(cell.tagName)) continue
        const span = Math.max(1, Math.min(mostColumns, Number(cell.getAttribute('colspan')) || 1))
        cells.push(plain((cell.textContent ?? '').replace(/[\s\u00a0]+/g, ' ')))
        for (let covered = 1; covered < span && cells.length < mostColumns; covered++) cells.push([])
      }
      if (cells.length > 0) rows.push(cells.slice(0, mostColumns))
    }
    if (rows.some((cells) => cells.some((cell) => cell.length > 0))) blocks.push({ kind: 'table', rows })
  }

  return {
    block,
    finish: () => (tooMuch || blocks.length === 0 ? null : blocks),
  }
}

function kindOf(element: Element, tag: string, style: string): 'paragraph' | 'item' | { level: 2 | 3 | 4 } {
  const [, level] = /^H([1-6])$/.exec(tag) ?? []
  if (level) return { level: Math.max(2, Math.min(4, Number(level))) as 2 | 3 | 4 }
  if (tag === 'LI' || /mso-list\s*:/i.test(style) || element.classList.contains('MsoListParagraph')) return 'item'
  return 'paragraph'
}

function boldOf(tag: string, style: string, isBold: boolean): boolean {
  const [, weight] = /font-weight\s*:\s*([a-z0-9]+)/i.exec(style) ?? []
  if (weight) return /^(bold(er)?|[6-9]\d\d)$/i.test(weight)
  return isBold || tag === 'B' || tag === 'STRONG'
}

/** Blanks at the ends of a line are the page's, not the text's. */
function trimmed(line: readonly Inline[]): Inline[] {
  const content = line.map((part) => ({ ...part }))
  const first = content[0]
  if (first?.kind === 'text') first.text = first.text.trimStart()
  const last = content.at(-1)
  if (last?.kind === 'text') last.text = last.text.trimEnd()
  const kept = content.filter((part) => part.kind === 'cite' || part.text)
  return kept.some((part) => part.kind === 'cite' || part.text.trim()) ? kept : []
}

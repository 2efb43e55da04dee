import {
  photo as box,
  type Face,
  faces,
  grey,
  headingFaces,
  landscapeMargins,
  landscapeWidth,
  likeFaces,
  line as lineHeight,
  margins,
  red,
  signaturePlace,
  sizes,
  spacing,
  tableLine,
  titleLines,
  typeWidth,
  widthOf,
} from '../../../shared/papers/layout.ts'
import {
  absentPhoto,
  type Block,
  type Cell,
  type Line,
  lineText,
  type Note,
  type Paper,
  type Photo,
  type Row,
} from '../../../shared/papers/model.ts'
import { xmlEscape } from '../../../shared/papers/xml-safe.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import type { PaperOptions } from './docx/document.ts'

/** Address of a picture in the page, or `null` where there is none to show. */
export type PictureAddress = (photo: Photo) => string | null

const points = (twips: number) => `${twips / 20}pt`
const half = (size: number) => `${size / 2}pt`
const family = (face: Face) => [faces[face], ...likeFaces[face]].map((name) => `"${name}"`).join(',')
const sides = (m: typeof margins | typeof landscapeMargins) => [m.top, m.right, m.bottom, m.left].map(points).join(' ')

/** The same layout as the .docx. Current engines number pages in the margin, odd ones right, even ones left. */
const style = (paper: Paper, { boldHeadings }: PaperOptions) => `
@page { size: ${paper.landscape ? 'A4 landscape' : 'A4'}; margin: ${sides(paper.landscape ? landscapeMargins : margins)} }
@page :right { @bottom-right { ${pageNumber} padding-right: ${half(sizes.number)} } }
@page :left { @bottom-left { ${pageNumber} padding-left: ${half(sizes.number)} } }
* { margin: 0; padding: 0; box-sizing: border-box }
html { font: ${half(sizes.body)}/${points(lineHeight)} ${family('body')}; letter-spacing: ${points(spacing)}; color: #000; background: #fff;
  orphans: 1; widows: 1; line-break: strict; overflow-wrap: anywhere; text-autospace: no-autospace; text-spacing-trim: space-all;
  font-synthesis: weight; -webkit-print-color-adjust: exact; font-kerning: none }
p { text-align: justify; min-height: ${points(lineHeight)} }
a { color: inherit; text-decoration: none }
sup { line-height: 0; font-size: 62% }
.in { text-indent: 2em }
.center { text-align: center }
.end { text-align: right }
.h { text-indent: 2em; break-after: avoid; font-weight: ${boldHeadings ? 700 : 400} }
${([1, 2, 3, 4] as const).map((level) => `.h${level} { font-family: ${family(headingFaces[level])} }`).join('\n')}
.title { font: ${half(sizes.title)}/32pt ${family('title')}; text-align: center; break-after: avoid }
.sub { font-family: ${family('second')}; text-align: center }
.label, th { font-family: ${family('first')}; font-weight: 400 }
.hang { display: flex }
.hang > :first-child { flex: none }
.mark { margin-top: 35mm; font-family: ${family('title')}; color: #${red}; text-align: center; line-height: 1.2; white-space: nowrap }
.issue { display: flex; justify-content: space-between; border-bottom: 1.5pt solid #${red}; padding-bottom: 4pt }
.missing { color: #${grey}; text-decoration: underline dashed }
.keep { break-after: avoid }
.small { font-size: ${half(sizes.table)}; line-height: ${points(tableLine)}; min-height: 0; margin-bottom: 4pt }
.page { break-before: page }
table { border-collapse: collapse; table-layout: fixed; width: calc(100% - .5pt); margin-left: .25pt; font-size: ${half(paper.landscape ? sizes.list : sizes.table)}; line-height: ${points(tableLine)}; margin-bottom: 6pt }
tr { break-inside: avoid }
td, th { border: .5pt solid #000; padding: 1pt 4.25pt; vertical-align: middle }
td p, th p { min-height: ${points(tableLine)}; text-align: inherit }
td { text-align: left }
.photos td { border: 0; text-align: center; vertical-align: top; padding: 0 0 4pt }
.photos .shown { break-after: avoid }
.photos .shown td { vertical-align: bottom; padding: 4pt 0 2pt }
.photos img { max-width: ${box.width}mm; max-height: ${box.height}mm; display: block; margin: 0 auto }
.photos [colspan] img { max-width: ${box.single}mm; max-height: ${(box.height * box.single) / box.width}mm }
.notes { font-size: ${half(sizes.number)}; line-height: 24pt }
.notes p { padding-left: 2em; text-indent: -2em; min-height: 24pt }
`
/** Its middle 7 mm below the type area. */
const pageNumber = `content: "— " counter(page) " —"; font: ${half(sizes.number)}/5mm ${family('number')}; vertical-align: top; padding-top: 4.5mm;`

/** A page that prints as the paper. It needs no script. */
export function paperHtml(paper: Paper, pictureOf: PictureAddress, options: PaperOptions): string {
  const body: string[] = []
  const cited = new Set<number>()
  const width = paper.landscape ? landscapeWidth : typeWidth
  let before: Block | null = null
  for (const block of paper.blocks) {
    if (before) body.push(draw(before, { pictureOf, cited, width, keep: block.kind === 'signature' ? ' keep' : '' }))
    before = block
  }
  if (before) body.push(draw(before, { pictureOf, cited, width, keep: '' }))
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${xmlEscape(paper.title)}</title><style>${style(paper, options)}</style></head><body>${body.join('\n')}</body></html>`
}

/** `width` of a line, in twips; `keep`: a class for what stays on the page of what follows. */
type Page = { pictureOf: PictureAddress; cited: Set<number>; width: number; keep: string }
const blank = '<p></p>'
const kept = '<p class="keep"></p>'

function draw(block: Block, page: Page): string {
  const set = (line: Line) => inline(line, page.cited)
  switch (block.kind) {
    case 'mark':
      return mark(block, set)
    case 'title':
      return title(block.line, set, page.width) + blank
    case 'subtitle':
      return `<p class="sub">${set(block.line)}</p>${blank}`
    case 'salutation':
      return `<p>${set(block.line)}${text.common.colon}</p>`
    case 'heading':
      return `<p class="h h${block.level}">${set(block.line)}</p>`
    case 'paragraph':
      return `<p class="${block.align ?? (block.flush ? '' : 'in')}${block.small ? ' small' : ''}${page.keep}">${set(block.line)}</p>`
    case 'labelled':
      return `<p class="hang${page.keep}" style="padding-left:2em"><span class="label">${xmlEscape(block.label)}${text.common.colon}</span><span>${set(block.line)}</span></p>`
    case 'table':
      return table(block, set)
    case 'photos':
      return photos(block.photos, page, set)
    case 'attachments':
      return attachments(block.names)
    case 'attachment':
      return `<p class="page label">${xmlEscape(block.label)}</p>${blank}${title(block.title, set, page.width)}${blank}`
    case 'signature':
      return signature(block, set)
    case 'notes':
      return `${blank}<div class="notes"><p class="label">${xmlEscape(block.title)}</p>${block.notes.map((note) => noted(note, page, set)).join('')}</div>`
    case 'blank':
      return blank
    case 'page':
      return '<p class="page" style="min-height:0"></p>'
  }
}

function inline(line: Line, cited: Set<number>): string {
  return line
    .map((run) => {
      if ('note' in run) {
        const id = cited.has(run.note) ? '' : ` id="cite-${run.note}"`
        cited.add(run.note)
        return `<sup${id}><a href="#note-${run.note}">[${run.note}]</a></sup>`
      }
      const plain = xmlEscape(run.text)
      if (run.missing) return `<span class="missing">${plain}</span>`
      return run.bold ? `<b>${plain}</b>` : plain
    })
    .join('')
}

type Set_ = (line: Line) => string

function title(line: Line, set: Set_, width: number): string {
  const isPlain = line.every((run) => 'text' in run && !run.missing)
  const lines = isPlain ? titleLines(lineText(line), width).map(xmlEscape) : [set(line)]
  return `<h1 class="title">${lines.join('<br>')}</h1>`
}

function mark(block: Extract<Block, { kind: 'mark' }>, set: Set_): string {
  const size = Math.min(42, Math.floor((typeWidth / 20 - 20) / Math.max(1, widthOf(block.text))))
  return `<p class="mark" style="font-size:${size}pt">${xmlEscape(block.text)}</p>${blank}<p class="issue"><span>${set(block.left ?? [])}</span><span>${set(block.right ?? [])}</span></p>${blank}`
}

function table(block: Extract<Block, { kind: 'table' }>, set: Set_): string {
  const sum = block.widths.reduce((all, width) => all + width, 0) || 1
  const columns = block.widths.map((width) => `<col style="width:${((width / sum) * 100).toFixed(3)}%">`).join('')
  const rows: string[] = []
  for (const row of block.rows) rows.push(tableRow(row, set))
  const head = block.head.length ? `<thead>${block.head.map((row) => tableRow(row, set)).join('')}</thead>` : ''
  return `<table><colgroup>${columns}</colgroup>${head}<tbody>${rows.join('')}</tbody></table>`
}

const tableRow = (row: Row, set: Set_) =>
  `<tr${row.height ? ` style="height:${row.height}mm"` : ''}>${row.cells.map((cell) => tableCell(cell, set)).join('')}</tr>`

function tableCell(cell: Cell, set: Set_): string {
  const tag = cell.head ? 'th' : 'td'
  const spans = `${cell.span ? ` colspan="${cell.span}"` : ''}${cell.rowSpan ? ` rowspan="${cell.rowSpan}"` : ''}`
  const lines = cell.lines.map((line) => `<p>${set(line)}</p>`).join('')
  return `<${tag}${spans}${cell.align ? ` class="${cell.align}"` : ''}>${lines}</${tag}>`
}

function photos(all: readonly Photo[], { pictureOf }: Page, set: Set_): string {
  const rows: string[] = []
  for (let at = 0; at < all.length; at += 2) {
    const pair = all.slice(at, at + 2)
    const span = pair.length === 1 ? ' colspan="2"' : ''
    const pictures = pair.map((photo) => {
      const address = pictureOf(photo)
      const shown = address ? `<img src="${xmlEscape(address)}" alt="">` : `<p>${set([absentPhoto(photo)])}</p>`
      return `<td${span}>${shown}</td>`
    })
    const captions = pair.map((photo) => `<td${span}><p>${set(photo.caption)}</p></td>`)
    rows.push(`<tr class="shown">${pictures.join('')}</tr><tr>${captions.join('')}</tr>`)
  }
  return `<table class="photos"><tbody>${rows.join('')}</tbody></table>`
}

function attachments(names: readonly string[]): string {
  const label = text.papers.attachments + text.common.colon
  const lines = names.map((name, at) => {
    const start = at === 0 ? '2em' : `${2 + widthOf(label)}em`
    const number = names.length > 1 ? `${at + 1}.` : ''
    return `<p class="hang" style="padding-left:${start}"><span>${at === 0 ? label : ''}${number}</span><span>${xmlEscape(name)}</span></p>`
  })
  return blank + lines.join('')
}

function signature(block: Extract<Block, { kind: 'signature' }>, set: Set_): string {
  const place = signaturePlace(widthOf(lineText(block.name)), widthOf(lineText(block.date)), block.sealed ?? false)
  const at = (line: Line, right: number) => `<p class="end" style="padding-right:${right}em">${set(line)}</p>`
  return `${kept}${kept}<div style="break-inside:avoid">${at(block.name, place.name)}${at(block.date, place.date)}</div>`
}

function noted({ number, line, photo }: Note, page: Page, set: Set_): string {
  const own = `<p id="note-${number}"><a href="#cite-${number}">[${number}]</a> ${set(line)}</p>`
  return photo ? own + photos([photo], page, set) : own
}

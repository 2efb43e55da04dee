import { citationsOf, type Inline, type PaperBlock, parsePaper, plainText } from '../domain/paper-text.ts'
import { fullWidthPunctuation } from '../domain/punctuation.ts'
import { fill } from '../text/fill.ts'
import { text } from '../text/zh-cn.ts'
import { longDate } from './dates.ts'
import { widthOf } from './layout.ts'
import { type Block, type Line, type Note, type Paper, type Photo, type Row, type Run, run, said } from './model.ts'
import { numberHeadings } from './numbering.ts'

const words = text.papers

/** What a citation rests on, as its end note tells it. Two citations with one `key` share a note. */
export type Source = {
  key: string
  quote: string | null
  /** Visit or meeting, place, date, speaker, in words. */
  from: readonly string[]
  photo: Photo | null
}

export type ReportData = {
  title: string | null
  recipient: string | null
  issuer: string | null
  issued: string | null
  sections: readonly { heading: string | null; body: string | null }[]
  /** By the citation's id. */
  sources: ReadonlyMap<string, Source>
  /** By the attachment's id. */
  photos: ReadonlyMap<string, Photo>
}

/**
 * The blocks of a document's sections as one text. A section's heading is of the first level, those inside it of lower ones. A part
 * nobody has written yet is a paragraph without content.
 */
const sectionBlocks = (sections: ReportData['sections']): PaperBlock[] =>
  sections.flatMap(({ heading, body }): PaperBlock[] => {
    const blocks = parsePaper(body ?? '').map((block) =>
      block.kind === 'heading' && block.level === 1 ? { ...block, level: 2 as const } : block,
    )
    if (!heading) return blocks
    const content = [{ kind: 'text' as const, text: heading }]
    return [
      { kind: 'heading', level: 1, content },
      ...(blocks.length ? blocks : [{ kind: 'paragraph' as const, content: [] }]),
    ]
  })

/** 调研报告, and any other document made of sections. */
export function reportPaper(data: ReportData, options: { endNotes: boolean }): Paper {
  const body = numberHeadings(sectionBlocks(data.sections))
  const { numbers, notes } = options.endNotes ? noteNumbers(body, data.sources) : { numbers: null, notes: [] }
  const blocks: Block[] = [{ kind: 'title', line: said(data.title) }]
  if (data.recipient) blocks.push({ kind: 'salutation', line: said(data.recipient.replace(/[：:]\s*$/, '')) })
  blocks.push(...bodyBlocks(body, data.photos, numbers))
  blocks.push({ kind: 'signature', name: said(data.issuer), date: said(longDate(data.issued)) })
  if (notes.length) blocks.push({ kind: 'notes', title: words.notes.title, notes })
  return { title: data.title ?? words.untitled, blocks }
}

/** A number for every source in the order it is first cited, and its note. */
function noteNumbers(body: readonly PaperBlock[], sources: ReadonlyMap<string, Source>) {
  const numbers = new Map<string, number>()
  const byKey = new Map<string, number>()
  const notes: Note[] = []
  // a photo stands with the first note that rests on it
  const shown = new Set<string | null>()
  for (const id of citationsOf(body)) {
    const source = sources.get(id)
    const key = source?.key ?? id
    const known = byKey.get(key)
    numbers.set(id, known ?? notes.length + 1)
    if (known !== undefined) continue
    byKey.set(key, notes.length + 1)
    const photo = source?.photo && !shown.has(source.photo.sha256) ? { photo: source.photo } : {}
    shown.add(source?.photo?.sha256 ?? null)
    notes.push({ number: notes.length + 1, line: noteLine(source), ...photo })
  }
  return { numbers, notes }
}

function noteLine(source: Source | undefined): Line {
  if (!source) return [{ text: words.notes.lost, missing: true }]
  const from = source.from.join(text.common.comma)
  const quote = source.quote ? fill(words.notes.quote, { quote: source.quote }) : ''
  return [run(fullWidthPunctuation(quote + (from ? fill(words.notes.from, { from }) : '')))]
}

/** The blocks of a text as they are printed. `numbers` of citations; left out, the marks are. */
export function bodyBlocks(
  body: readonly PaperBlock[],
  photos: ReadonlyMap<string, Photo>,
  numbers: ReadonlyMap<string, number> | null,
): Block[] {
  const line = (content: readonly Inline[]): Run[] =>
    content.flatMap((part): Run[] => {
      if (part.kind === 'text') return [{ text: fullWidthPunctuation(part.text), ...(part.bold ? { bold: true } : {}) }]
      const number = numbers?.get(part.id)
      return number === undefined ? [] : [{ note: number }]
    })
  const blocks: Block[] = []
  for (const block of body) {
    const last = blocks.at(-1)
    if (block.kind === 'heading') blocks.push({ kind: 'heading', level: block.level, line: line(block.content) })
    else if (block.kind === 'table') blocks.push(tableBlock(block.rows, line))
    else if (block.kind === 'figure') {
      const photo = photos.get(block.attachment) ?? { sha256: null, width: null, height: null, caption: [] }
      const captioned = block.caption ? { ...photo, caption: said(block.caption) } : photo
      if (last?.kind === 'photos') blocks[blocks.length - 1] = { kind: 'photos', photos: [...last.photos, captioned] }
      else blocks.push({ kind: 'photos', photos: [captioned] })
    } else blocks.push({ kind: 'paragraph', line: block.content.length ? line(block.content) : said(null) })
  }
  return blocks
}

/** The first row is the head; columns are as wide as what stands in them, within bounds. */
function tableBlock(rows: readonly Inline[][][], line: (content: readonly Inline[]) => Run[]): Block {
  const count = Math.max(1, ...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, at) =>
    Math.min(24, Math.max(4, ...rows.map((row) => widthOf(plainText(row[at] ?? []))))),
  )
  const rowOf = (row: Inline[][], head: boolean): Row => ({
    cells: Array.from({ length: count }, (_, at) => ({ lines: [line(row[at] ?? [])], ...(head ? { head } : {}) })),
  })
  const [first, ...others] = rows
  return {
    kind: 'table',
    widths,
    head: first ? [rowOf(first, true)] : [],
    rows: others.map((row) => rowOf(row, false)),
  }
}

/**
 * Paper text: the markup in which the sections of a report are stored. A line is a block, so that edits on two computers merge by
 * words, versions compare, and search finds what was written.
 *
 *     # 一、基本情况            heading, levels # to ####
 *     plain text               paragraph
 *     - text                   list item
 *     | a | b |                table row; rows that follow each other are one table, a blank line ends it
 *     ![attachment-id](图说)    figure
 *     **bold**, [^citation-id] inside a line; a citation stands right after the sentence it supports
 *
 * A backslash takes a sign's meaning away. Whatever is no markup is text: every string parses, nothing typed is lost.
 */

export type Inline = { kind: 'text'; text: string; bold?: true } | { kind: 'cite'; id: string }
export type HeadingLevel = 1 | 2 | 3 | 4
export type PaperBlock =
  | { kind: 'heading'; level: HeadingLevel; content: Inline[] }
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'item'; content: Inline[] }
  /** Rows of cells; rows may differ in length. */
  | { kind: 'table'; rows: Inline[][][] }
  | { kind: 'figure'; attachment: string; caption: string }

const headingLine = /^(#{1,4}) (.*\S.*)$/s
const itemLine = /^- (.*\S.*)$/s
const figureLine = /^!\[([A-Za-z0-9-]{1,64})\]\((.*)\)$/s
const citeMark = /\[\^([A-Za-z0-9-]{1,64})\]/y
const escapable = '\\*[|#-!'

/** The blocks of a stored text. Never fails. */
export function parsePaper(text: string): PaperBlock[] {
  const blocks: PaperBlock[] = []
  let table: Inline[][][] | null = null
  for (const line of text.split(/\r\n|\r|\n/)) {
    const cells = cellsOf(line)
    if (cells) {
      if (!table) {
        table = []
        blocks.push({ kind: 'table', rows: table })
      }
      table.push(cells.map(parseInline))
    } else {
      table = null
      if (line.trim()) blocks.push(blockOf(line))
    }
  }
  return blocks
}

function blockOf(line: string): PaperBlock {
  const [, marks, title] = headingLine.exec(line) ?? []
  if (marks && title) return { kind: 'heading', level: marks.length as HeadingLevel, content: parseInline(title) }
  const item = itemLine.exec(line)?.[1]
  if (item) return { kind: 'item', content: parseInline(item) }
  const [, attachment, caption] = figureLine.exec(line) ?? []
  if (attachment !== undefined && caption !== undefined) return { kind: 'figure', attachment, caption }
  return { kind: 'paragraph', content: parseInline(line) }
}

/** The cells of a table row as they are written, or `null` where the line is none. */
function cellsOf(line: string): string[] | null {
  if (!line.startsWith('|')) return null
  const cells: string[] = []
  let start = 1
  for (let at = 1; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === '|') {
      cells.push(line.slice(start, at).trim())
      start = at + 1
    }
  }
  return cells.length && !line.slice(start).trim() ? cells : null
}

/** Text, bold and citations of one line or cell, adjoining text joined. */
export function parseInline(line: string): Inline[] {
  const content: Inline[] = []
  let text = ''
  let isBold = false
  const flush = () => {
    if (text) content.push(isBold ? { kind: 'text', text, bold: true } : { kind: 'text', text })
    text = ''
  }
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]
    if (sign === '\\' && at + 1 < line.length && escapable.includes(line[at + 1] ?? '')) text += line[++at]
    else if (sign === '*' && line[at + 1] === '*' && (isBold || closes(line, at + 2))) {
      flush()
      isBold = !isBold
      at++
    } else if (sign === '[') {
      citeMark.lastIndex = at
      const id = citeMark.exec(line)?.[1]
      if (id === undefined) text += sign
      else {
        flush()
        content.push({ kind: 'cite', id })
        at = citeMark.lastIndex - 1
      }
    } else text += sign
  }
  flush()
  return joined(content)
}

/** Whether something stands between here and a closing `**`. */
function closes(line: string, from: number): boolean {
  for (let at = from; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === '*' && line[at + 1] === '*') return at > from
  }
  return false
}

function joined(content: Inline[]): Inline[] {
  const whole: Inline[] = []
  for (const part of content) {
    const last = whole.at(-1)
    if (part.kind === 'text' && last?.kind === 'text' && last.bold === part.bold) last.text += part.text
    else whole.push(part.kind === 'text' ? { ...part } : part)
  }
  return whole
}

/** The text to store. Line breaks inside a block become blanks; blocks without content are left out. */
export function serializePaper(blocks: readonly PaperBlock[]): string {
  const lines: string[] = []
  let before: PaperBlock['kind'] | null = null
  for (const block of blocks) {
    if (block.kind === 'table') {
      if (!block.rows.length) continue
      if (before === 'table') lines.push('')
      for (const row of block.rows) lines.push(rowLine(row))
    } else if (block.kind === 'figure') {
      lines.push(`![${block.attachment}](${block.caption.replace(/[\r\n]+/g, ' ')})`)
    } else {
      const content = serializeInline(block.content)
      if (!content.trim()) continue
      if (block.kind === 'heading') lines.push(`${'#'.repeat(block.level)} ${content}`)
      else if (block.kind === 'item') lines.push(`- ${content}`)
      else lines.push(isPlain(content) ? content : `\\${content}`)
    }
    before = block.kind
  }
  return lines.join('\n')
}

const isPlain = (line: string): boolean => !cellsOf(line) && blockOf(line).kind === 'paragraph'
const rowLine = (row: Inline[][]): string =>
  `|${(row.length ? row : [[]]).map((cell) => ` ${serializeInline(cell, true)} `).join('|')}|`

/** One line's markup. `isCell`: column signs are text there. */
export function serializeInline(content: readonly Inline[], isCell = false): string {
  let line = ''
  for (const part of joined(content.filter((part) => part.kind === 'cite' || part.text))) {
    if (part.kind === 'cite') line += `[^${part.id}]`
    else {
      const text = part.text
        .replace(/[\r\n]+/g, ' ')
        .replace(isCell ? /[\\*|]|\[(?=\^)/g : /[\\*]|\[(?=\^)/g, (sign) => `\\${sign}`)
      line += part.bold ? `**${text}**` : text
    }
  }
  return line
}

/** What a reader sees of a line: no marks, no citations. */
export const plainText = (content: readonly Inline[]): string =>
  content.map((part) => (part.kind === 'text' ? part.text : '')).join('')

/** Every citation of a text in the order it stands, each once. */
export function citationsOf(blocks: readonly PaperBlock[]): string[] {
  const ids = new Set<string>()
  for (const content of blocks.flatMap(contentsOf))
    for (const part of content) if (part.kind === 'cite') ids.add(part.id)
  return [...ids]
}

/** The lines of a block: one, or one a cell. */
export const contentsOf = (block: PaperBlock): Inline[][] =>
  block.kind === 'table' ? block.rows.flat() : block.kind === 'figure' ? [] : [block.content]

/** Paper text to nodes and back, exactly. */
import type { Node } from 'prosemirror-model'
import {
  type HeadingLevel,
  type Inline,
  type PaperBlock,
  parsePaper,
  serializePaper,
} from '../../../../shared/domain/paper-text.ts'
import { schema } from './schema.ts'

const { nodes, marks } = schema
const bold = [marks.bold.create()]

export const plainContent = (text: string): Node[] => (text ? [schema.text(text)] : [])

const inlineNodes = (content: readonly Inline[]): Node[] =>
  content.map((part) =>
    part.kind === 'cite' ? nodes.cite.create({ id: part.id }) : schema.text(part.text, part.bold ? bold : null),
  )

function nodeOf(block: PaperBlock): Node {
  switch (block.kind) {
    case 'heading':
      return nodes.heading.create({ level: block.level }, inlineNodes(block.content))
    case 'item':
      return nodes.item.create(null, inlineNodes(block.content))
    case 'figure':
      return nodes.figure.create({ attachment: block.attachment }, plainContent(block.caption))
    case 'table':
      return nodes.table.create(
        null,
        block.rows.map((row) => nodes.table_row.create(null, row.map(cellOf))),
      )
    default:
      return nodes.paragraph.create(null, inlineNodes(block.content))
  }
}

const cellOf = (content: readonly Inline[]): Node =>
  nodes.table_cell.create(null, nodes.cellText.create(null, inlineNodes(content)))

export const nodesOf = (blocks: readonly PaperBlock[]): Node[] => blocks.map(nodeOf)

/** The blocks of a stored text; an empty one is an empty paragraph to write in. */
export function blockNodes(body: string): Node[] {
  const blocks = nodesOf(parsePaper(body))
  return blocks.length > 0 ? blocks : [nodes.paragraph.create()]
}

export const sectionNode = (id: string, heading: string, body: string): Node =>
  nodes.section.create({ id }, [nodes.sectionTitle.create(null, plainContent(heading)), ...blockNodes(body)])

export function inlineOf(node: Node): Inline[] {
  const content: Inline[] = []
  node.forEach((child) => {
    if (child.type === nodes.cite) content.push({ kind: 'cite', id: String(child.attrs.id) })
    else if (child.text) {
      const isBold = marks.bold.isInSet(child.marks) !== undefined
      content.push(isBold ? { kind: 'text', text: child.text, bold: true } : { kind: 'text', text: child.text })
    }
  })
  return content
}

function blockOf(node: Node): PaperBlock {
  switch (node.type) {
    case nodes.heading:
      return { kind: 'heading', level: Number(node.attrs.level) as HeadingLevel, content: inlineOf(node) }
    case nodes.item:
      return { kind: 'item', content: inlineOf(node) }
    case nodes.figure:
      return { kind: 'figure', attachment: String(node.attrs.attachment), caption: node.textContent }
    case nodes.table:
      return {
        kind: 'table',
        rows: children(node).map((row) => children(row).map((cell) => inlineOf(cell.firstChild ?? cell))),
      }
    default:
      return { kind: 'paragraph', content: inlineOf(node) }
  }
}

export function children(node: Node): Node[] {
  const all: Node[] = []
  node.forEach((child) => {
    all.push(child)
  })
  return all
}

/** The blocks of a section. */
export const blocksOf = (section: Node): PaperBlock[] => children(section).slice(1).map(blockOf)
/** What is stored of a section's text. */
export const bodyOf = (section: Node): string => serializePaper(blocksOf(section))
export const headingOf = (section: Node): string => section.firstChild?.textContent ?? ''
/** Two bodies that read the same, however they were written. */
export const canonical = (body: string): string => serializePaper(parsePaper(body))

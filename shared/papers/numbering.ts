import { chineseNumber, isNumbered } from '../domain/document-text.ts'
import { type HeadingLevel, type Inline, type PaperBlock, plainText } from '../domain/paper-text.ts'

/** 一、（一）1. （1）: the levels of GB/T 9704. */
export const headingNumber = (level: HeadingLevel, count: number): string =>
  ({ 1: `${chineseNumber(count)}、`, 2: `（${chineseNumber(count)}）`, 3: `${count}.`, 4: `（${count}）` })[level]

/** Numbers the headings that bring no number, level by level; those that do stay as they are, and count. */
export function numberHeadings(blocks: readonly PaperBlock[]): PaperBlock[] {
  const counts = [0, 0, 0, 0, 0]
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block
    const { level } = block
    counts[level] = (counts[level] ?? 0) + 1
    counts.fill(0, level + 1)
    if (isNumbered(plainText(block.content))) return block
    const number: Inline = { kind: 'text', text: headingNumber(level, counts[level] ?? 1) }
    return { ...block, content: [number, ...block.content] }
  })
}

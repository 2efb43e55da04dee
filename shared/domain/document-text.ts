/** A document as one text: how its sections are numbered, and the text a version keeps. */
import type { Section } from './documents.ts'
import { parsePaper, plainText, serializeInline, serializePaper } from './paper-text.ts'

const digits = '〇一二三四五六七八九'

/** 1 → 一, 12 → 十二; up to 99. */
export function chineseNumber(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? digits[ones] : ''}`
}

/** A heading that brings its own number, as texts taken over from elsewhere do. */
const numbered = /^(?:第?[一二三四五六七八九十百]+[、章条节部.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．](?!\d))/
export const isNumbered = (heading: string): boolean => numbered.test(heading.trim())

/** 一、基本情况: sections that have a heading are numbered in their order, unless the heading brings its number. */
export function numberedHeadings(headings: readonly (string | null)[]): string[] {
  let count = 0
  return headings.map((heading) => {
    const plain = heading?.trim() ?? ''
    if (!plain) return ''
    count++
    return isNumbered(plain) ? plain : `${chineseNumber(count)}、${plain}`
  })
}

export type TextPart = { heading: string; body: string }
export type WholeText = { title: string; parts: TextPart[] }

const line = (text: string) => text.replace(/[\r\n]+/g, ' ').trim()

/**
 * Title and sections as paper text: the title as its first line, then each section under a heading of the first level. Headings of the
 * first level inside a body go down one, so that `partsOf` finds the sections again.
 */
export function wholeText(title: string | null, sections: readonly Pick<Section, 'heading' | 'body'>[]): string {
  const lines = [`\\${line(title ?? '')}`]
  for (const { heading, body } of sections) {
    lines.push(`# ${serializeInline([{ kind: 'text', text: line(heading ?? '') || untitled }])}`)
    const blocks = parsePaper(body ?? '').map((block) =>
      block.kind === 'heading' && block.level === 1 ? { ...block, level: 2 as const } : block,
    )
    const written = serializePaper(blocks)
    if (written) lines.push(written)
  }
  return lines.join('\n')
}

/** Stands for a section without a heading. */
const untitled = '\u2014'

/** What a version's text holds. Text before the first section, which no version of ours has, becomes one. */
export function partsOf(text: string): WholeText {
  const [first = '', ...lines] = text.split('\n')
  const parts: TextPart[] = []
  for (const one of lines) {
    const heading = sectionHeading(one)
    if (heading !== null) parts.push({ heading: heading === untitled ? '' : heading, body: '' })
    else {
      if (parts.length === 0) parts.push({ heading: '', body: '' })
      const part = parts.at(-1) as TextPart
      part.body = part.body ? `${part.body}\n${one}` : one
    }
  }
  return { title: first.replace(/^\\/, ''), parts }
}

function sectionHeading(line: string): string | null {
  const [block] = parsePaper(line)
  return block?.kind === 'heading' && block.level === 1 ? plainText(block.content) : null
}

import { contentsOf, type Inline, type PaperBlock, plainText } from './paper-text.ts'

/** A stretch of a line's plain text, `from` and `to` in UTF-16 units, with the citations that support it. */
export type Sentence = { text: string; from: number; to: number; citations: string[] }

const ends = '。！？；!?;…'
const openers = '“‘「『（《【('
const closers = '”’」』）》】)'

/**
 * Splits a line into sentences at 。！？； and their half-width kin, with closing quotes and brackets that follow. What stands inside
 * a closed pair of quotes or brackets is not split: a quotation of several sentences is supported as one.
 */
export function sentencesOf(text: string): { text: string; from: number; to: number }[] {
  const shut = pairs(text)
  const sentences: { text: string; from: number; to: number }[] = []
  let from = 0
  let inside = -1
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (at < inside) continue
    const partner = shut.get(at)
    if (partner !== undefined) {
      inside = partner
      continue
    }
    const isQuoteEnd = at === inside && ends.includes(text[at - 1] ?? ' ') && startsAnew(text, at + 1)
    if (!ends.includes(sign) && !isQuoteEnd) continue
    let to = at + 1
    while (to < text.length && !shut.has(to) && (ends + closers).includes(text[to] ?? ' ')) to++
    while (to < text.length && /\s/.test(text[to] ?? '')) to++
    sentences.push({ text: text.slice(from, to), from, to })
    from = to
    at = to - 1
  }
  if (text.slice(from).trim()) sentences.push({ text: text.slice(from), from, to: text.length })
  else if (from < text.length) extend(sentences.at(-1), text)
  return sentences
}

/** After a quotation that ends in a full stop a new sentence begins, unless the sentence goes on: “……。”的, “……”，. */
const startsAnew = (text: string, at: number): boolean =>
  !/^[的地得等，、：,:。！？；!?;…]/.test(text.slice(at, at + 1))

function extend(last: { text: string; from: number; to: number } | undefined, text: string): void {
  if (!last) return
  last.to = text.length
  last.text = text.slice(last.from)
}

/** Outermost opening signs → where each closes. One that never closes protects nothing. */
function pairs(text: string): Map<number, number> {
  const open: { at: number; kind: number }[] = []
  const waiting = new Map<number, number>()
  const found: [number, number][] = []
  const count = (kind: number, by: number) => waiting.set(kind, (waiting.get(kind) ?? 0) + by)
  for (let at = 0; at < text.length; at++) {
    const kind = openers.indexOf(text[at] ?? '')
    if (kind >= 0) {
      open.push({ at, kind })
      count(kind, 1)
    }
    const closing = closers.indexOf(text[at] ?? '')
    if (closing < 0 || !waiting.get(closing)) continue
    for (let last = open.pop(); last; last = open.pop()) {
      count(last.kind, -1)
      if (last.kind !== closing) continue
      while ((found.at(-1)?.[0] ?? -1) > last.at) found.pop()
      found.push([last.at, at])
      break
    }
  }
  return new Map(found)
}

/** The sentences of a line, each with the citations that stand in it or right behind it. */
export function citedSentences(content: readonly Inline[]): Sentence[] {
  const sentences = sentencesOf(plainText(content)).map((sentence): Sentence => ({ ...sentence, citations: [] }))
  let at = 0
  let current = 0
  for (const part of content) {
    if (part.kind === 'text') at += part.text.length
    else {
      while (current < sentences.length - 1 && (sentences[current]?.to ?? 0) < at) current++
      sentences[current]?.citations.push(part.id)
    }
  }
  return sentences
}

/** Every sentence of paragraphs and lists (headings, tables and figures need no support), with the block it stands in. */
export const paperSentences = (blocks: readonly PaperBlock[]): (Sentence & { block: number })[] =>
  blocks.flatMap((block, index) =>
    block.kind === 'paragraph' || block.kind === 'item'
      ? contentsOf(block).flatMap((content) =>
          citedSentences(content).map((sentence) => ({ ...sentence, block: index })),
        )
      : [],
  )

import { diff3MergeRegions, diffComm } from 'node-diff3'

/** A stretch of merged text, or a place where both sides changed the same words. */
export type ProsePart = { text: string; by: 'both' | 'left' | 'right' } | { choices: [string, string]; base: string }

/** Beyond this, words are too many for a merge while a person waits; sentences are compared instead. */
const wordLimit = 6_000

/** Words of Chinese and Latin text: a Han character, a run of letters or digits, a run of blanks, or one other sign. */
export const wordsOf = (text: string): string[] =>
  text.match(/\p{Script=Han}|[\p{Script=Latin}\p{N}]+(?:[.,][\p{N}]+)*|[^\S\n]+|[\s\S]/gu) ?? []
const sentencesOf = (text: string): string[] => text.match(/[^。！？；\n]*[。！？；\n]?/g)?.filter(Boolean) ?? []

/** What comparing two texts may cost: pairs of equal words × words. A repeated sign makes it cubic; this is about half a second. */
const budget = 4e8

function isAffordable(a: string[], b: string[]): boolean {
  const counts = new Map<string, number>()
  for (const token of b) counts.set(token, (counts.get(token) ?? 0) + 1)
  let pairs = 0
  for (const token of a) pairs += counts.get(token) ?? 0
  return pairs * Math.min(a.length, b.length) <= budget
}

/** Splits texts alike, as finely as comparing them with the first can be afforded; what all begin and end with may be set apart. */
function cut(texts: string[]): { head: string; tokens: string[][]; tail: string } {
  const isLong = texts.some((text) => text.length > wordLimit)
  for (const split of isLong ? [sentencesOf] : [wordsOf, sentencesOf]) {
    const whole = { head: '', tokens: texts.map(split), tail: '' }
    for (const one of [whole, trimmed(whole.tokens)]) {
      const [base = [], ...others] = one.tokens
      if (others.every((other) => isAffordable(other, base))) return one
    }
  }
  return { head: '', tokens: texts.map((text) => (text ? [text] : [])), tail: '' }
}

function trimmed(tokens: string[][]): { head: string; tokens: string[][]; tail: string } {
  const [first = []] = tokens
  const shortest = Math.min(...tokens.map((list) => list.length))
  let head = 0
  while (head < shortest && tokens.every((list) => list[head] === first[head])) head++
  let tail = 0
  while (tail < shortest - head && tokens.every((list) => list.at(-1 - tail) === first.at(-1 - tail))) tail++
  return {
    head: first.slice(0, head).join(''),
    tokens: tokens.map((list) => list.slice(head, list.length - tail)),
    tail: first.slice(first.length - tail).join(''),
  }
}

/** Three-way merge of running text by words; adjacent edits count as the same place. */
export function mergeProse(base: string, left: string, right: string): ProsePart[] {
  const { head, tokens, tail } = cut([base, left, right])
  const [old = [], mine = [], theirs = []] = tokens
  const parts: ProsePart[] = []
  const add = (text: string, by: 'both' | 'left' | 'right') => {
    if (text) parts.push({ text, by })
  }
  add(head, 'both')
  for (const region of diff3MergeRegions(mine, old, theirs)) {
    if (region.stable) {
      add(region.bufferContent.join(''), region.buffer === 'a' ? 'left' : region.buffer === 'b' ? 'right' : 'both')
    } else {
      const [mine, old, theirs] = [region.aContent.join(''), region.oContent.join(''), region.bContent.join('')]
      if (mine === theirs) add(mine, 'both')
      else if (mine === old) add(theirs, 'right')
      else if (theirs === old) add(mine, 'left')
      else parts.push({ choices: [mine, theirs], base: old })
    }
  }
  add(tail, 'both')
  return parts
}

/** The merged text, or `null` where somebody must choose. */
export function mergedProse(base: string, left: string, right: string): string | null {
  const parts = mergeProse(base, left, right)
  return parts.every((part) => 'text' in part) ? parts.map((part) => ('text' in part ? part.text : '')).join('') : null
}

/** A stretch of a text as it became: kept, taken out or put in. */
export type Mark = { text: string; mark: 'same' | 'deleted' | 'added' }

/** `side` against `base` word by word: together the `same` and `added` stretches are `side`, `same` and `deleted` are `base`. */
export function marksOf(base: string, side: string): Mark[] {
  const { head, tokens, tail } = cut([base, side])
  const [old = [], now = []] = tokens
  const marks: Mark[] = []
  const add = (words: string[], mark: Mark['mark']) => {
    if (words.some(Boolean)) marks.push({ text: words.join(''), mark })
  }
  add([head], 'same')
  for (const part of diffComm(old, now)) {
    if (part.common) add(part.common, 'same')
    else {
      add(part.buffer1 ?? [], 'deleted')
      add(part.buffer2 ?? [], 'added')
    }
  }
  add([tail], 'same')
  return marks
}

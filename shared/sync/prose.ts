import { diff3MergeRegions, diffComm } from 'node-diff3'

/** A stretch of merged text, or a place where both sides changed the same words. */
export type ProsePart = { text: string; by: 'both' | 'left' | 'right' } | { choices: [string, string]; base: string }

/** Beyond this, words are too many for a merge while a person waits; sentences are compared instead. */
const wordLimit = 6_000

/** Words of Chinese and Latin text: a Han character, a run of letters or digits, a run of blanks, or one other sign. */
export const wordsOf = (text: string): string[] =>
  text.match(/\p{Script=Han}|[\p{Script=Latin}\p{N}]+(?:[.,][\p{N}]+)*|[^\S\n]+|[\s\S]/gu) ?? []
const sentencesOf = (text: string): string[] => text.match(/[^。！？；\n]*[。！？；\n]?/g)?.filter(Boolean) ?? []

/** Three-way merge of running text by words; adjacent edits count as the same place. */
export function mergeProse(base: string, left: string, right: string): ProsePart[] {
  const split = Math.max(base.length, left.length, right.length) > wordLimit ? sentencesOf : wordsOf
  const parts: ProsePart[] = []
  const add = (text: string, by: 'both' | 'left' | 'right') => {
    if (text) parts.push({ text, by })
  }
  for (const region of diff3MergeRegions(split(left), split(base), split(right))) {
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
  const split = Math.max(base.length, side.length) > wordLimit ? sentencesOf : wordsOf
  const marks: Mark[] = []
  const add = (words: string[], mark: Mark['mark']) => {
    if (words.length) marks.push({ text: words.join(''), mark })
  }
  for (const part of diffComm(split(base), split(side))) {
    if (part.common) add(part.common, 'same')
    else {
      add(part.buffer1 ?? [], 'deleted')
      add(part.buffer2 ?? [], 'added')
    }
  }
  return marks
}

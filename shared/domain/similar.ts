/** How alike two texts are: the pairs of neighbouring characters they share, those that tell more counting more. */
import { foldText } from './search-text.ts'

/** Pairs of neighbouring letters, digits or Han; punctuation and spaces part them. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (const [run] of foldText(text).matchAll(/[\p{L}\p{N}]+/gu)) {
    let before = ''
    for (const character of run) {
      if (before) pairs.add(before + character)
      before = character
    }
  }
  return pairs
}

/**
 * 0: nothing in common, 1: the same pairs. The cosine of the angle between the two sets, each pair as long as `weightOf` says.
 */
export function likeness(
  left: ReadonlySet<string>,
  right: ReadonlySet<string>,
  weightOf: (pair: string) => number,
): number {
  const lengthOf = (pairs: ReadonlySet<string>) => {
    let sum = 0
    for (const pair of pairs) sum += weightOf(pair) ** 2
    return sum
  }
  let shared = 0
  for (const pair of left) if (right.has(pair)) shared += weightOf(pair) ** 2
  return shared === 0 ? 0 : shared / Math.sqrt(lengthOf(left) * lengthOf(right))
}

const longest = 40

/**
 * Stretches of `text` that `other` holds too, as `text` writes them: each as long as it can be, at least two characters, the longest
 * first. No punctuation.
 */
export function sharedStretches(text: string, other: string, most: number): string[] {
  const within = foldText(other)
  const found = new Map<string, string>()
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const characters = [...match[0]]
    const folded = characters.map(foldText)
    for (let from = 0; from < characters.length; ) {
      let to = from
      let stretch = ''
      while (to < characters.length && to - from < longest && within.includes(stretch + folded[to])) {
        stretch += folded[to]
        to++
      }
      if (to - from >= 2) found.set(stretch, characters.slice(from, to).join(''))
      from = Math.max(to, from + 1)
    }
  }
  return [...found.values()].sort((a, b) => b.length - a.length).slice(0, most)
}

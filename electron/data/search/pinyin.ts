/** 拼音: names are found by their syllables and by the first letters of these, from any character on. */
import { pinyinMark } from './tokens.ts'

/** Syllables of a text, one a character, lower case and without tones; `''` for what has none. */
export type Reader = (text: string, isPerson: boolean) => string[]

let reader: Promise<Reader> | undefined

/** The dictionary is large: loaded with the first name that needs it. */
export function loadReader(): Promise<Reader> {
  reader ??= import('pinyin-pro').then(({ pinyin }) => (text, isPerson) => {
    const syllables = pinyin(text, {
      toneType: 'none',
      type: 'array',
      v: true,
      nonZh: 'spaced',
      surname: isPerson ? 'head' : 'off',
    })
    const characters = [...text]
    if (syllables.length !== characters.length) return characters.map(() => '')
    return syllables.map((syllable) => (/^[a-z0-9]+$/i.test(syllable) ? syllable.toLowerCase() : ''))
  })
  return reader
}

/** A longer name is a sentence, and nobody types that in pinyin. */
const longestName = 60
/** Letters kept of what follows a character; a query is cut to as many. */
const longestToken = 32

const han = /\p{Script=Han}/u

export const hasPinyin = (name: string): boolean => name.length <= longestName && han.test(name)

/** What a name can be found by, each as a token of the index. */
export function pinyinTokens(name: string, syllables: readonly string[]): Set<string> {
  const tokens = new Set<string>()
  const characters = [...name]
  for (const [at, character] of characters.entries()) {
    if (!syllables[at] || !han.test(character)) continue
    const rest = syllables.slice(at)
    tokens.add(
      pinyinMark +
        rest
          .map((syllable) => syllable.slice(0, 1))
          .join('')
          .slice(0, longestToken),
    )
    tokens.add(pinyinMark + rest.join('').slice(0, longestToken))
  }
  return tokens
}

/** What a term of a query asks for in pinyin, or `null` where it can be none. */
export function pinyinOf(term: string): string | null {
  const letters = term.replaceAll("'", '')
  return /^[a-z][a-z0-9]*$/.test(letters) ? letters.slice(0, longestToken) : null
}

/** The characters of a name that a pinyin term stands for, from..to, or `null`. */
export function pinyinPlace(name: string, syllables: readonly string[], letters: string): [number, number] | null {
  const characters = [...name]
  for (const [at, character] of characters.entries()) {
    if (!syllables[at] || !han.test(character)) continue
    for (const cut of [1, longestToken]) {
      let typed = ''
      let to = at
      while (to < syllables.length && typed.length < letters.length) typed += syllables[to++]?.slice(0, cut)
      if (typed.startsWith(letters)) return [at, to]
    }
  }
  return null
}

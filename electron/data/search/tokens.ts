/**
 * How a text lies in the index: a token for each of its characters, the pair with the next one; the last of a run stands alone, which also
 * keeps two runs apart. So a pair's phrase is found exactly where the text has those characters side by side, and every character
 * begins a token. Runs end at spaces and controls; everything else, punctuation included, is a character by its code point.
 */
import { foldCode, foldText } from '../../../shared/domain/search-text.ts'

/** Begins what is found by pinyin; a code point that stands for no character. */
export const pinyinMark = '\u{10ffff}'

/** What the tokenizer of the index must take for part of a token: ASCII punctuation; letters, digits and all beyond ASCII are. */
export const tokenCharacters = [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'].join('')

/** Spaces and controls, which no query's term holds. */
function isGap(code: number): boolean {
  if (code <= 0x20) return true
  if (code < 0x7f) return false
  return (
    code <= 0xa0 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0x1680 ||
    code === 0xfeff ||
    code === 0x10ffff
  )
}

/** The terms of a query: what stands between spaces, folded. `most`: that many, the longest first where there are more. */
export function termsOf(query: string, most = 8): string[] {
  const terms = new Set<string>()
  let term = ''
  for (const character of foldText(query.replace(/\p{Cs}/gu, '\ufffd'))) {
    if (!isGap(character.codePointAt(0) as number)) term += character
    else if (term) {
      terms.add(term)
      term = ''
    }
  }
  if (term) terms.add(term)
  return [...terms].sort((a, b) => b.length - a.length).slice(0, most)
}

/** The index's own expression for a term found literally. */
export function expressionOf(term: string): string {
  const characters = [...term]
  if (characters.length === 1) return `${quoted(term)}*`
  return quoted(
    characters
      .slice(1)
      .map((character, at) => `${characters[at]}${character}`)
      .join(' '),
  )
}

export const quoted = (token: string): string => `"${token.replaceAll('"', '""')}"`

/** Bytes of tokens, written in place: the build of a large index is mostly this. A slice is good until the next `begin`. */
export function createTokenWriter() {
  let buffer = Buffer.allocUnsafe(64 * 1024)
  let at = 0
  let from = 0

  function reserve(bytes: number): void {
    if (at + bytes <= buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes))
    buffer.copy(larger, 0, 0, at)
    buffer = larger
  }

  function put(code: number): void {
    if (code < 0x80) buffer[at++] = code
    else if (code < 0x800) {
      buffer[at++] = 0xc0 | (code >> 6)
      buffer[at++] = 0x80 | (code & 63)
    } else if (code < 0x10000) {
      buffer[at++] = 0xe0 | (code >> 12)
      buffer[at++] = 0x80 | ((code >> 6) & 63)
      buffer[at++] = 0x80 | (code & 63)
    } else {
      buffer[at++] = 0xf0 | (code >> 18)
      buffer[at++] = 0x80 | ((code >> 12) & 63)
      buffer[at++] = 0x80 | ((code >> 6) & 63)
      buffer[at++] = 0x80 | (code & 63)
    }
  }

  return {
    /** A new document. */
    begin(): void {
      at = 0
      from = 0
    },
    addText(text: string): void {
      // a unit gives at most three bytes twice and a space
      reserve(text.length * 7 + 8)
      let isInside = false
      for (let index = 0; index < text.length; index++) {
        const written = text.codePointAt(index) as number
        if (written > 0xffff) index++
        const code = foldCode(written)
        if (isGap(code)) {
          if (isInside) buffer[at++] = 0x20
          isInside = false
          continue
        }
        const start = at
        put(code)
        if (isInside) {
          // it ends the pair before it and begins its own
          const length = at - start
          buffer[at++] = 0x20
          for (let n = 0; n < length; n++) buffer[at++] = buffer[start + n] as number
        }
        isInside = true
      }
      if (isInside) buffer[at++] = 0x20
    },
    addToken(token: string): void {
      reserve(token.length * 3 + 1)
      at += buffer.write(token, at)
      buffer[at++] = 0x20
    },
    /** What was added since `begin` or the last `take`; `null` where nothing was. */
    take(): Buffer | null {
      const taken = at === from ? null : buffer.subarray(from, at)
      from = at
      return taken
    },
  }
}
export type TokenWriter = ReturnType<typeof createTokenWriter>

/** The text as the rules read it: Simplified, half-width, one kind of punctuation; every character in its place. */
import { Converter } from 'opencc-js/t2cn'

const marks: Record<string, string> = {
  ';': '；',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
  '「': '“',
  '」': '”',
  '『': '‘',
  '』': '’',
  '﹁': '“',
  '﹂': '”',
  '〜': '~',
  '～': '~',
  '–': '-',
  '－': '-',
  '　': ' ',
  '\u00a0': ' ',
  '\t': ' ',
  '％': '%',
  '﹪': '%',
  '．': '.',
  '●': '·',
  '・': '·',
}

let simplify: ((text: string) => string) | undefined
const known = new Map<string, string>()

/** One character for one, or itself: phrases that change their length have no place here. */
function simplified(character: string): string {
  let found = known.get(character)
  if (found === undefined) {
    simplify ??= Converter({ from: 't', to: 'cn' })
    const answer = simplify(character)
    found = answer.length === character.length ? answer : character
    known.set(character, found)
  }
  return found
}

const isDigit = (character: string | undefined) => character !== undefined && character >= '0' && character <= '9'

/**
 * The analysed form of a text. It has the same length in UTF-16 units, so every offset in it is an offset in the text.
 */
export function analysed(text: string): string {
  let result = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    const code = text.charCodeAt(at)
    if (code >= 0xff10 && code <= 0xff5a && /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/.test(character))
      result += String.fromCharCode(code - 0xfee0)
    // a comma or colon between digits belongs to the number
    else if (character === ',' || character === '，')
      result += isDigit(text[at - 1]) && isDigit(text[at + 1]) && character === ',' ? ',' : '，'
    else if (character === ':' || character === '：')
      result += isDigit(text[at - 1]) && isDigit(text[at + 1]) ? ':' : '：'
    else if (marks[character]) result += marks[character]
    else if (code >= 0x3400 && code < 0xa000) result += simplified(character)
    else result += character
  }
  return result
}

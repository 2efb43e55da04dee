/** Passphrases people agree on: a proposed one, and how much guessing another one would take. */

/** Characters a passphrase has at least. */
export const shortestPassphrase = 8

/** No vowels, so that no word comes of it, and nothing that is mistaken for another sign on the telephone or on paper. */
const signs = 'bcdfghjkmnpqrstvwxy23456789'
const groups = 4
const groupLength = 4

/**
 * Four groups of four, 76 bits.
 * @param random fills an array with random bytes, e.g. `crypto.getRandomValues`
 */
export function proposePassphrase(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  // every sign equally often: what lies beyond the last whole round of signs is thrown away
  const fair = 256 - (256 % signs.length)
  const found: string[] = []
  while (found.length < groups * groupLength)
    for (const byte of random(new Uint8Array(groups * groupLength)))
      if (byte < fair && found.length < groups * groupLength) found.push(signs[byte % signs.length] as string)
  return Array.from({ length: groups }, (_, n) => found.slice(n * groupLength, (n + 1) * groupLength).join('')).join(
    '-',
  )
}

export type Strength = 'short' | 'weak' | 'fair' | 'strong'

/** A guess costs about a second (scrypt): bits from which one machine needs thousands of years, and from which nobody tries. */
const fairBits = 38
const strongBits = 52

export function strengthOf(passphrase: string): Strength {
  if ([...passphrase].length < shortestPassphrase) return 'short'
  const bits = guessBits(passphrase)
  return bits < fairBits ? 'weak' : bits < strongBits ? 'fair' : 'strong'
}

/** Bits a sign adds: of a repeated or counted-on one, a letter within a word or its pinyin, a character of a sentence. */
const bitsOf = { expected: 0.5, wordLetter: 2, letter: 4.7, digit: 3.3, mark: 5, han: 5, space: 1 }
/** Tried first by everybody. */
const commonest =
  /password|passw0rd|admin|qwerty|asdf|zxcv|iloveyou|woaini|jiangsu|cishan|shanyan|123456|abc123|5201314|888888|666666/gi
const commonBits = 3
const years = /(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?/g
const yearBits = 6

/**
 * About how many bits of guessing a passphrase costs whoever knows how people choose them. Errs on the low side: what looks like a
 * word, a date or a row counts little.
 */
export function guessBits(passphrase: string): number {
  let bits = 0
  const count = (each: number) => (found: string) => {
    bits += each
    // a break, so that what stood on both sides is not taken for a row
    return found.length > 0 ? '\0' : ''
  }
  const rest = passphrase.normalize('NFKC').replace(commonest, count(commonBits)).replace(years, count(yearBits))
  for (const run of rest.split('\0')) bits += bitsOfRun(run)
  return bits
}

function bitsOfRun(run: string): number {
  let bits = 0
  let before = -1
  let beforeThat = -1
  for (const { sign, inWord } of signsOf(run)) {
    const code = sign.codePointAt(0) as number
    const step = code - before
    const goesOn = beforeThat >= 0 && step === before - beforeThat && Math.abs(step) <= 1
    bits += goesOn ? bitsOf.expected : bitsOfSign(sign, inWord)
    beforeThat = before
    before = code
  }
  return bits
}

function bitsOfSign(sign: string, inWord: boolean): number {
  if (/[a-z]/i.test(sign)) return inWord ? bitsOf.wordLetter : bitsOf.letter
  if (/\d/.test(sign)) return bitsOf.digit
  if (/[\s-]/.test(sign)) return bitsOf.space
  return /\p{Script=Han}/u.test(sign) ? bitsOf.han : bitsOf.mark
}

/** Letters in a row with a vowel among them may be a word. */
const words = /[a-z]*[aeiou][a-z]*/gi
function signsOf(run: string): { sign: string; inWord: boolean }[] {
  const spans = [...run.matchAll(words)].filter(([word]) => word.length > 2)
  let at = 0
  return [...run].map((sign) => {
    const inWord = spans.some(({ index, 0: word }) => at >= index && at < index + word.length)
    at += sign.length
    return { sign, inWord }
  })
}

/**
 * What two texts have in common when a person looks for one in the other. Nothing stored is altered: both sides are folded for the
 * comparison only. Simplified and Traditional characters stay apart, as they were typed.
 */

/** Letters that may have a lower case, and the full-width forms of ASCII. Han and everything else passes untouched. */
const foldable = /[A-Z\u00c0-\u1fff\u2100-\u2dff\ua640-\uabff\uff01-\uff5e\u{10400}-\u{10fff}]/gu

/** The same as code points. */
const isFoldable = (code: number): boolean =>
  code < 0x2000
    ? (code >= 0x41 && code <= 0x5a) || code >= 0xc0
    : (code >= 0x2100 && code <= 0x2dff) ||
      (code >= 0xa640 && code <= 0xabff) ||
      (code >= 0xff01 && code <= 0xff5e) ||
      (code >= 0x10400 && code <= 0x10fff)

const folded = new Map<string, string>()

function foldCharacter(character: string): string {
  let known = folded.get(character)
  if (known === undefined) {
    const code = character.charCodeAt(0)
    const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character
    // alone, so that no letter depends on its neighbours; one that would take more room stays as it is
    const lower = narrow.toLowerCase()
    known = lower.length === character.length ? lower : narrow
    folded.set(character, known)
  }
  return known
}

/** Letter case and full or half width made equal. As long as the text, in UTF-16 units: places found in it are places of the text. */
export const foldText = (text: string): string => text.replace(foldable, foldCharacter)

/** `foldText` of one code point. */
export const foldCode = (code: number): number =>
  isFoldable(code) ? (foldCharacter(String.fromCodePoint(code)).codePointAt(0) as number) : code

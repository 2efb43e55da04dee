/** What a search must find, told without an index, and texts to look for. */
import fc from 'fast-check'
import type { Entity } from '../../shared/domain/fields.ts'
import type { Device } from './device.ts'

/** Punctuation, Latin, digits, Traditional, and characters beyond the first plane; spaces and line ends between. */
const units = [
  ...'的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要',
  ...'慈善总会募捐扬州盐城基层力量薄弱專職人員與會單位縣區鄉鎮揚州鹽城',
  ...'𠮷𡃁𪚥𠀀𩸽𝒳😀',
  ...'aAbBzZéßİσΣжЖ',
  ...'0123456789４９',
  ...'，。、：；！？“”《》（）【】—…·％',
  ...',.:;!?"\'()[]{}<>*-+=^~|\\/_%&#@$`',
  ' ',
  '\n',
  '\u3000',
]
export const anyText = (maxLength: number) => fc.string({ unit: fc.constantFrom(...units), maxLength, size: 'max' })

const isSpace = /[\s\p{Cc}]/u
const plain = (character: string): string => {
  const code = character.codePointAt(0) as number
  const narrow = code > 0xff00 && code < 0xff5f ? String.fromCodePoint(code - 0xfee0) : character
  const lower = narrow.toLowerCase()
  return lower.length === narrow.length ? lower : narrow
}
/** Characters as a search compares them; `null` is a space, which no word of a query holds. */
export const charactersOf = (text: string): (string | null)[] =>
  [...text].map((character) => (isSpace.test(character) ? null : plain(character)))

/** Every stretch of `from` to `to` characters without a space in it. */
export function stretchesOf(text: string, from: number, to: number): Set<string> {
  const found = new Set<string>()
  const characters = charactersOf(text)
  for (let start = 0; start < characters.length; start++) {
    let stretch = ''
    for (let at = start; at < Math.min(characters.length, start + to); at++) {
      const character = characters[at]
      if (character === null) break
      stretch += character
      if (at - start + 1 >= from) found.add(stretch)
    }
  }
  return found
}

/** Ids of the documents that hold every word of a query. */
export function idsHolding(documents: ReadonlyMap<string, readonly string[]>, query: string): string[] {
  const folded = (text: string) =>
    charactersOf(text)
      .map((character) => character ?? ' ')
      .join('')
  const words = folded(query).split(' ').filter(Boolean)
  return [...documents]
    .filter(([, texts]) => words.every((word) => texts.some((text) => folded(text).includes(word))))
    .map(([id]) => id)
    .sort()
}

/** Ids of all hits of one noun, page by page. */
export async function idsFound({ call }: Pick<Device, 'call'>, entity: Entity, text: string): Promise<string[]> {
  const ids: string[] = []
  let total = 0
  do {
    const page = await call('search.list', { text, entity, offset: ids.length, limit: 100 })
    if (page.indexing) throw new Error('the index is not whole')
    total = page.total
    if (page.rows.length === 0) break
    ids.push(...page.rows.map(({ id }) => id))
  } while (ids.length < total)
  if (ids.length !== total) throw new Error(`${entity} ${JSON.stringify(text)}: ${total} said, ${ids.length} found`)
  return ids.sort()
}

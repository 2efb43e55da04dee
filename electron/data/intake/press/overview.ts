/** A text looked over once: its analysed form, places, people, dates of reference, and who is speaking. */
import { type Clock, publicationOf } from './dates.ts'
import { type Gazetteer, type Mention, mentionsIn, type Place } from './gazetteer.ts'
import { type FoundPerson, peopleIn } from './names.ts'
import { type Paragraph, paragraphsOf, type Span } from './passages.ts'
import { analysed } from './script.ts'

export type Overview = {
  source: string
  text: string
  paragraphs: Paragraph[]
  mentions: Mention[]
  people: FoundPerson[]
  clock: Clock
  gazetteer: Gazetteer
  /** Where the federation that writes is at home. */
  home: Place | null
  /** Its name, as fully as the text has it. */
  federation: { name: string; span: Span } | null
}

const federationName =
  /([\u4e00-\u9fff]{2,12}?)(慈善(?:联合)?(?:总会|协会|联合会|联合总会|基金会|会(?!长))|慈善与社会福利协会|慈善事业联合会)/g

/** The writing federation: named as the source, in the title, at the foot, or most often. */
function federationOf(text: string, gazetteer: Gazetteer): { home: Place | null; federation: Overview['federation'] } {
  const found: { name: string; place: Place; span: Span }[] = []
  const weights = new Map<Place, number>()
  const lines = [...text.matchAll(/[^\r\n]+/g)]
  for (const [index, { 0: line, index: start }] of lines.entries()) {
    // 各市慈善总会： is who is written to
    if (/[：:]\s*$/.test(line)) continue
    for (const match of line.matchAll(federationName)) {
      for (let from = 0; from < match[1]!.length; from++) {
        const said = match[1]!.slice(from)
        const places = gazetteer.full.get(said) ?? gazetteer.short.get(said)
        const place =
          places?.find(({ level }) => level === 'province') ??
          places?.find(({ level }) => level === 'city') ??
          places?.[0]
        if (!place) continue
        const at = start + match.index + from
        found.push({ name: said + match[2], place, span: { from: at, to: start + match.index + match[0].length } })
        const isAlone = line.trim().length <= match[0].length + 4
        const weight = /来源|稿源/.test(line) ? 6 : index === 0 ? 4 : isAlone && index >= lines.length - 4 ? 4 : 1
        const level = place.level === 'province' ? 0.5 : place.level === 'city' ? 0.2 : 0
        weights.set(place, (weights.get(place) ?? level) + weight)
        break
      }
    }
  }
  const home = [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
  const own = found.filter(({ place }) => place === home)
  const full = own.find(({ name }) => home && name.startsWith(home.name)) ?? own[0]
  return { home, federation: full ? { name: full.name, span: full.span } : null }
}

/** The province or city that most places of the text lie in, where no federation names it. */
function commonHome(mentions: readonly Mention[], gazetteer: Gazetteer): Place | null {
  const counts = new Map<Place, number>()
  for (const { place } of mentions) {
    const province = place && gazetteer.atLevel(place, 'province')
    if (province) counts.set(province, (counts.get(province) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** @param published `YYYY-MM-DD` where a person said when the text appeared */
export function overview(source: string, gazetteer: Gazetteer, published?: string | null): Overview {
  const text = analysed(source)
  const { home: named, federation: found } = federationOf(text, gazetteer)
  const federation = found && { ...found, name: source.slice(found.span.from, found.span.to) }
  let mentions = mentionsIn(text, gazetteer, named)
  let home = named
  if (!home) {
    home = commonHome(mentions, gazetteer)
    if (home) mentions = mentionsIn(text, gazetteer, home)
  }
  const years = [...text.matchAll(/(20\d\d)年/g)].map((match) => Number(match[1]))
  const fallback = years.length > 0 && new Set(years).size === 1 ? years[0]! : null
  return {
    source,
    text,
    paragraphs: paragraphsOf(text),
    mentions,
    people: peopleIn(text),
    clock: { published: published ?? publicationOf(text)?.date ?? null, fallback },
    gazetteer,
    home,
    federation,
  }
}

export const inside = <T extends Span>(all: readonly T[], { from, to }: Span): T[] =>
  all.filter((one) => one.from >= from && one.to <= to)

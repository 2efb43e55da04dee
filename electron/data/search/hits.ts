/** A document that was found, as the window shows it. */
import type { Entity } from '../../../shared/domain/fields.ts'
import { foldText } from '../../../shared/domain/search-text.ts'
import type { Marks, SearchHit } from '../../../shared/views.ts'
import type { ReadableDb } from '../db/open.ts'
import { prepared } from '../db/prepared.ts'
import { catalogue } from './catalogue.ts'
import type { Document, Resolver } from './documents.ts'
import { firstField, type Path } from './paths.ts'
import { pinyinOf, pinyinPlace } from './pinyin.ts'

/** Characters of an excerpt, and of those before the first hit in it. */
const excerptLength = 90
const before = 18

/** Places of the terms in a text, in order; those that touch are one. */
export function marksOf(text: string, terms: readonly string[]): Marks {
  const folded = foldText(text)
  const places: Marks = []
  for (const term of terms) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) places.push([at, at + term.length])
  }
  return joined(places)
}

function joined(places: Marks): Marks {
  const marks: Marks = []
  for (const [from, to] of places.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = marks.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else marks.push([from, to])
  }
  return marks
}

/** Syllables of each of a document's names, as the index keeps them. */
export const syllablesOf = (kept: string | null): string[][] => (kept ?? '').split('\n').map((one) => one.split(' '))

/** Whether a document holds every term, literally or, in a name, by pinyin: what the index found is looked at once more. */
export function holds({ names, texts }: Document, terms: readonly string[], syllables: readonly string[][]): boolean {
  const folded = [...names, ...texts].map(foldText)
  return terms.every((term) => {
    if (folded.some((text) => text.includes(term))) return true
    const letters = pinyinOf(term)
    return letters !== null && names.some((name, at) => pinyinPlace(name, syllables[at] ?? [], letters) !== null)
  })
}

/**
 * How well names answer. `rank`: 0 what was asked for, 1 begins with it, 2 holds it, 3 begins so in pinyin, 4 holds it so, 5 none of these;
 * for several terms that of the worst. `share`: how much of the name that is. `kept`: the names' syllables, as the index keeps them.
 */
export function nameAnswer(names: readonly string[], terms: readonly string[], kept: string | null) {
  const folded = names.map(foldText)
  let worst = { rank: 0, share: 1 }
  for (const term of terms) {
    let best = { rank: 5, share: 0 }
    const offer = (rank: number, share: number) => {
      if (rank < best.rank || (rank === best.rank && share > best.share)) best = { rank, share }
    }
    for (const name of folded) {
      const place = name.indexOf(term)
      const share = term.length / name.length
      if (place >= 0) offer(place > 0 ? 2 : share === 1 ? 0 : 1, share)
    }
    const letters = best.rank > 3 && kept !== null ? pinyinOf(term) : null
    if (letters !== null) {
      const syllables = syllablesOf(kept)
      for (const [at, name] of names.entries()) {
        const spoken = pinyinPlace(name, syllables[at] ?? [], letters)
        if (spoken) offer(spoken[0] === 0 ? 3 : 4, (spoken[1] - spoken[0]) / name.length)
      }
    }
    if (best.rank > worst.rank) worst = best
  }
  return worst
}

/** Terms and pinyin in a name. */
function nameMarks(name: string, terms: readonly string[], syllables: readonly string[]): Marks {
  const marks = marksOf(name, terms)
  const characters = [...name]
  const unitsBefore = (at: number) => characters.slice(0, at).join('').length
  for (const term of terms) {
    const letters = pinyinOf(term)
    const place = letters === null ? null : pinyinPlace(name, syllables, letters)
    if (place) marks.push([unitsBefore(place[0]), unitsBefore(place[1])])
  }
  return joined(marks)
}

const between = ' · '

function titleOf(names: readonly string[], terms: readonly string[], syllables: readonly string[][]) {
  let title = ''
  const titleMarks: Marks = []
  for (const [at, name] of names.entries()) {
    if (title) title += between
    for (const [from, to] of nameMarks(name, terms, syllables[at] ?? []))
      titleMarks.push([title.length + from, title.length + to])
    title += name
  }
  return { title, titleMarks }
}

/** The text that says most of what was asked for, or -1. */
function bestText(texts: readonly string[], terms: readonly string[]): number {
  let best = { at: -1, found: 0 }
  for (const [at, text] of texts.entries()) {
    const folded = foldText(text)
    const found = terms.filter((term) => folded.includes(term)).length
    if (found > best.found) best = { at, found }
  }
  return best.at
}

/** A piece of a text around its first hit. */
function pieceOf(text: string, terms: readonly string[]): { piece: string; marks: Marks } {
  const folded = foldText(text)
  const places = terms.map((term) => folded.indexOf(term)).filter((place) => place >= 0)
  const first = places.length > 0 ? Math.min(...places) : 0
  const from = onCharacter(text, first > before * 2 ? first - before : 0)
  const to = onCharacter(text, Math.min(text.length, from + excerptLength))
  const cut = text.slice(from, to).replace(/\s/g, ' ')
  const lead = from > 0 ? '…' : ''
  return {
    piece: lead + cut + (to < text.length ? '…' : ''),
    marks: marksOf(cut, terms).map(([a, b]): [number, number] => [a + lead.length, b + lead.length]),
  }
}

/** Not between the two halves of a character beyond the first plane. */
const onCharacter = (text: string, at: number): number =>
  at > 0 && /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at - 1 : at

const shownDetails = 4

/** `syllables`: of the document's names, as the index keeps them. */
export function hitOf(
  db: ReadableDb,
  entity: Entity,
  document: Document,
  terms: readonly string[],
  syllables: readonly string[][],
  resolver: Resolver,
): SearchHit {
  const { detail, open } = catalogue[entity]
  const { id, names, texts } = document
  const named = titleOf(names, terms, syllables)
  const at = bestText(texts, terms)
  const field = (place: number) => firstField(catalogue[entity].text[place] as Path)
  const excerpt = at < 0 ? null : { ...pieceOf(texts[at] ?? '', terms), field: field(at) }
  // what has no name is called by its words, unless those are the excerpt
  const words = texts.findIndex(Boolean)
  const isOwn = at >= 0 && catalogue[entity].text[at]?.steps.length === 0
  const opening = names.length > 0 || isOwn || words < 0 ? null : pieceOf(texts[words] ?? '', [])
  const shown = detail.flatMap(({ path, labels }) =>
    resolver
      .valuesOf(path, id)
      .slice(0, shownDetails)
      .map((value) => labels?.[value] ?? value),
  )
  const opened = open
    .map(({ page, path }) => ({ page, id: resolver.valuesOf(path, id)[0] }))
    .find((one): one is { page: string; id: string } => one.id !== undefined)
  return {
    entity,
    id,
    title: named.title || opening?.piece || null,
    titleMarks: named.titleMarks,
    detail: [...new Set(shown)].filter((value) => !names.includes(value)),
    excerpt: excerpt?.piece ?? null,
    excerptMarks: excerpt?.marks ?? [],
    field: excerpt?.field ?? null,
    kind: entity === 'findings' ? kindOf(db, id) : null,
    open: opened ?? null,
  }
}

const kindOf = (db: ReadableDb, id: string): string | null =>
  (prepared(db, 'SELECT kind FROM findings WHERE id = ?').pluck().get(id) as string | null | undefined) ?? null

/** Two versions of a document word by word, section by section. */
import { numberedHeadings, partsOf, type TextPart } from '../../../shared/domain/document-text.ts'
import { type Inline, parsePaper, plainText } from '../../../shared/domain/paper-text.ts'
import { type Mark, marksOf } from '../../../shared/sync/prose.ts'
import { text } from '../../../shared/text/zh-cn.ts'

const words = text.documents.versions

/** A section as it became; a heading or a text that is only on one side is wholly added or deleted. */
export type ComparedPart = { heading: Mark[]; body: Mark[] }
export type Compared = { title: Mark[]; parts: ComparedPart[]; changes: number }

const lineOf = (content: readonly Inline[]) => plainText(content)

/** What a reader sees: citations and markup are not the text. */
export function readable(body: string): string {
  return parsePaper(body)
    .map((block) => {
      if (block.kind === 'figure') return `${words.figure}${block.caption}`
      if (block.kind === 'table') return block.rows.map((row) => row.map(lineOf).join(' | ')).join('\n')
      return block.kind === 'item' ? `${words.bullet}${lineOf(block.content)}` : lineOf(block.content)
    })
    .join('\n')
}

const whole = (said: string, mark: Mark['mark']): Mark[] => (said ? [{ text: said, mark }] : [])

/** `before` and `after` are texts of versions (`wholeText`). */
export function compare(before: string, after: string): Compared {
  const [old, now] = [partsOf(before), partsOf(after)]
  const title = marksOf(old.title, now.title)
  const parts = paired(old.parts, now.parts).map(([one, other]): ComparedPart => {
    if (!one || !other) {
      const [part, mark] = one ? [one, 'deleted' as const] : [other as Numbered, 'added' as const]
      return { heading: whole(part.name, mark), body: whole(readable(part.body), mark) }
    }
    return { heading: marksOf(one.name, other.name), body: marksOf(readable(one.body), readable(other.body)) }
  })
  const changes = [title, ...parts.flatMap(({ heading, body }) => [heading, body])].reduce(
    (sum, marks) => sum + placesOf(marks),
    0,
  )
  return { title, parts, changes }
}

/** Stretches that are not the same: what was taken out and what came in its place are one. */
export const placesOf = (marks: readonly Mark[]): number =>
  marks.filter(({ mark }, at) => mark !== 'same' && (at === 0 || marks[at - 1]?.mark === 'same')).length

type Numbered = TextPart & { name: string }
type Pair = [Numbered | null, Numbered | null]

const numbered = (parts: readonly TextPart[]): Numbered[] => {
  const names = numberedHeadings(parts.map(({ heading }) => heading))
  return parts.map((part, at) => ({ ...part, name: names[at] ?? '' }))
}

/** Sections by their headings, in the order of the new text; one that lost its heading goes with the one in its place. */
function paired(before: readonly TextPart[], after: readonly TextPart[]): Pair[] {
  const old = numbered(before)
  const left = new Set(old)
  const pairs: Pair[] = numbered(after).map((part) => {
    const same = [...left].find(({ heading }) => heading === part.heading)
    if (same) left.delete(same)
    return [same ?? null, part]
  })
  for (const [at, pair] of pairs.entries()) {
    const candidate = old[at]
    if (pair[0] === null && candidate && left.delete(candidate)) pair[0] = candidate
  }
  for (const part of left) {
    const behind = pairs.findIndex(([one]) => one !== null && old.indexOf(one) > old.indexOf(part))
    pairs.splice(behind < 0 ? pairs.length : behind, 0, [part, null])
  }
  return pairs
}

/** Where a team went: the places after 赴, 到, 来到, 在…召开. */
import type { Mention, Place } from './gazetteer.ts'
import type { Overview } from './overview.ts'
import type { Span } from './passages.ts'
import { leading } from './units.ts'

export type Group = Span & {
  places: { place: Place; span: Span }[]
  zone: Mention | null /** “等市”：there are others. */
  open: boolean
}

const trigger =
  /(?:分别|先后|陆续)?(?:分赴|奔赴|前往|来到|走进|抵达|深入|走访了?|走了|去了|(?<![得达感看收等直遇听想提受])到了?|赴|在(?!于))/g
const counted: Record<string, number> = { 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 }
const held = /^(?:等[^，。]{0,4})?(?:，|召开|开展|进行|调研|走访|考察|举行|举办|组织|座谈|看望|慰问|期间|实地)/

/** Lists of places that something leads up to. */
export function groupsIn({ text, mentions }: Overview, span: Span): Group[] {
  const groups: Group[] = []
  const piece = text.slice(span.from, span.to)
  for (const match of piece.matchAll(trigger)) {
    const start = span.from + match.index + match[0].length
    const group = groupAt(text, mentions, { from: start, to: span.to })
    if (!group || groups.some((other) => other.from < group.to && group.from < other.to)) continue
    if (/在$/.test(match[0]) && !held.test(text.slice(group.to, group.to + 8))) continue
    // 走访慈溪市慈善总会: a unit, not a place
    if (
      /走访|深入|走进/.test(match[0]) &&
      !/^(?:、|，|等|和|调研|开展|两|三|各|的)/.test(text.slice(group.to, group.to + 2))
    )
      continue
    groups.push(group)
  }
  return groups
}

/** The list of places that begins right here. */
export function groupAt(text: string, mentions: readonly Mention[], { from, to }: Span): Group | null {
  const places: Group['places'] = []
  let zone: Mention | null = null
  let at = from
  for (;;) {
    const head = leading(mentions, { from: at, to })
    if (!head) break
    if (head.last.place) places.push({ place: head.last.place, span: { from: at, to: head.to } })
    else if (head.last.zone) zone = head.last
    else break
    at = head.to
    const separator = /^(?:市|县|区)?(?:、|以及|和|与|及|暨|，)/.exec(text.slice(at, to))
    if (!separator || !leading(mentions, { from: at + separator[0].length, to })) break
    at += separator[0].length
  }
  if (places.length === 0) return null
  const rest = /^(?:市|县|区)?等(?<count>[\d两二三四五六七八九十]+)?/.exec(text.slice(at, at + 8))
  const said = rest?.groups?.count
  const number = said === undefined ? null : /^\d+$/.test(said) ? Number(said) : (counted[said] ?? null)
  return { from, to: at, places, zone, open: rest !== null && (number === null || number > places.length) }
}

/** Research teams: who leads them, with which departments, on what, and how they went about it. */
import type { Proposal } from '../../../../shared/domain/intake.ts'
import type { Place } from './gazetteer.ts'
import { hostLists } from './hosts.ts'
import type { Ledger } from './ledger.ts'
import type { FoundPerson } from './names.ts'
import { inside, type Overview } from './overview.ts'
import { bare, type Sentence, type Span } from './passages.ts'
import { ownTopic, standingTopics } from './topics.ts'
import { unitsIn } from './units.ts'

export type Visit = { proposal: Proposal; place: Place; symposium: Proposal | null }
export type Team = {
  proposal: Proposal
  leader: string | null
  name: string | null
  topics: string[]
  visits: Visit[]
  targets: Place[]
}
const leads =
  /^(?:同志)?(?:等(?:一行|领导|人)?)?(?:一行)?(?:，)?(?:亲自)?(?:带领|率领|率队|率|带队|牵头|任组长|为组长|带)/
const goes = /^(?:同志)?(?:等)?(?:一行)?(?:先后|分别|专程)?(?:分赴|赴|到|来到|前往|深入)/
export const research = /调研|走访|考察|督导|看望|慰问|座谈/

export function leaderOf({ text, people }: Overview, sentence: Span): FoundPerson | null {
  const all = inside(people, sentence)
  for (const [index, found] of all.entries()) {
    // 理事长甲、副理事长乙一行: the first leads
    let first = index
    while (first > 0 && text[all[first]!.from - 1] === '、' && all[first - 1]!.to === all[first]!.from - 1) first--
    const person = found
    const leader = all[first]!
    const right = text.slice(person.to, person.to + 14)
    const left = text.slice(Math.max(0, person.from - 14), person.from)
    if (leads.test(right)) return leader
    if (
      goes.test(right) &&
      /会长|理事长|秘书长|主席|主任/.test(person.title) &&
      /调研|走访|考察/.test(text.slice(person.to, sentence.to))
    )
      return leader
    if (/^(?:一行|等一行)/.test(right) && research.test(text.slice(person.to, sentence.to))) return leader
    if (/(?:由|在)[^，。]{0,12}$/.test(left) && /^(?:同志)?(?:负责|的?带领下|率领下)/.test(right)) return person
    if (/(?:带队|组长|领队)(?:领导|人)?[：为是]?$/.test(left)) return person
  }
  return null
}

/** Who reports on what a team saw, where nobody is said to have led it. */
export const speakerOf = ({ people }: Overview, sentence: Span): FoundPerson | null =>
  inside(people, sentence)[0] ?? null

export function teamNamed(words: string): string | null {
  const found = /第[一二三四五六七八九十\d]+(?:调研)?组|[\u4e00-\u9fff]{2,6}调研组/.exec(words)?.[0]
  if (!found) return null
  const name = found.replace(/^.*(?:带领|率领|率|组成|组织|派出|成立|会)/, '')
  return /^(?:调研组|[该各由和、]|[一二三四五六七八九十两]个|多个|联合|专题|有关|总会)/.test(name) || name.length < 3
    ? null
    : name
}

export function startTeam(
  o: Overview,
  ledger: Ledger,
  sentence: Span,
  leader: FoundPerson | null,
  name: string | null,
): Team {
  const organization = federationId(o, ledger)
  const person = leader && ledger.person(leader, organization)
  const fields = { leader: person?.id ?? null, name, departments: departmentsIn(o, sentence, leader) }
  const proposal = ledger.put('teams', leader?.name ?? name ?? '', sentence, fields)
  if (!leader) proposal.certainty = 'likely'
  return { proposal, leader: leader?.name ?? null, name, topics: [], visits: [], targets: [] }
}

/** The federation whose text this is, as a unit. */
export function federationId({ federation, home }: Overview, ledger: Ledger): string | null {
  if (!federation || !home) return null
  return ledger.put('organizations', `${federation.name} ${home.id}`, federation.span, {
    name: federation.name,
    kind: 'charity',
    region: home.id,
  }).id
}

function departmentsIn({ text, source }: Overview, sentence: Span, leader: FoundPerson | null): string[] {
  const from = leader?.to ?? sentence.from
  const piece = text.slice(from, sentence.to)
  const end = piece.search(/分?赴|前往|来到|到|深入|调研[，。]/)
  const part = end < 0 ? piece : piece.slice(0, end)
  return part
    .split(/[、，和及与]|带领|率领|率队|率|组织|由/)
    .map((one) => one.replace(/等?(?:的)?(?:有关|相关|负责)?(?:同志|人员|负责人|参加)*(?:先后|分别|一行)?$/, ''))
    .filter((one) => /^[\u4e00-\u9fff]{2,7}(?:部|处|科|办公室|委员会)$/.test(one) && !/^(?:各|有关|相关|全)/.test(one))
    .map((one) => source.slice(from + part.indexOf(one), from + part.indexOf(one) + one.length))
}

export function describeTeam(o: Overview, team: Team, sentence: Sentence): void {
  const words = o.text.slice(sentence.from, sentence.to)
  const purpose = purposeIn(o.text, sentence)
  const said = purpose ? o.text.slice(purpose.from, purpose.to) : ''
  const standing = standingTopics(
    `${team.name ?? ''} ${said} ${/开展[^，。]{0,20}调研|募捐财务工作/.exec(words)?.[0] ?? ''}`,
  )
  const topic = team.topics.length === 0 && standing.length === 0 ? ownTopic(o.text, sentence) : null
  const own = topic && o.source.slice(topic.from, topic.to)
  const topics = own ? (standingTopics(`${own}工作`).length > 0 ? standingTopics(`${own}工作`) : [own]) : standing
  for (const topic of topics) if (!team.topics.includes(topic)) team.topics.push(topic)
  if (team.topics.length > 0) team.proposal.fields.topics = [...team.topics]
  const methods = methodsIn(words)
  const [note] = hostLists(o, sentence).flatMap(({ span, note }) =>
    note ? [span] : (unitsIn(o, span, null).note ?? []),
  )
  for (const { proposal } of team.visits) {
    if (purpose && !proposal.fields.purpose) proposal.fields.purpose = o.source.slice(purpose.from, purpose.to)
    if (note && !proposal.fields.hosts && !proposal.fields.hostsNote)
      proposal.fields.hostsNote = o.source.slice(note.from, note.to)
    addTo(proposal, 'methods', methods)
  }
}

function purposeIn(text: string, sentence: Sentence): Span | null {
  const piece = text.slice(sentence.from, sentence.to)
  const start = piece.search(/(?:着重|重点|深入|详细|全面|进一步)*(?:了解|摸清|掌握)(?!情况比较)/)
  if (start < 0) return null
  const end = piece.slice(start).search(/，(?:对[^，。]{2,80}(?:进行|开展)|并(?:对|就|与)|与[^，。]{2,40}座谈)|。/)
  const span = { from: sentence.from + start, to: end < 0 ? sentence.to : sentence.from + start + end }
  return bare(text, span)
}

export function methodsIn(words: string): string[] {
  const methods: string[] = []
  if (/座谈/.test(words)) methods.push('symposium')
  if (/实地|走访(?!组)|考察(?!组)|察看|参观|看望/.test(words)) methods.push('onsite')
  if (/听取(?!了?各组)[^，。]{0,24}(?:汇报|介绍)/.test(words)) methods.push('briefing')
  return methods
}

export function addTo(proposal: Proposal, name: string, values: readonly string[]): void {
  const before = proposal.fields[name]
  const all = [...new Set([...(Array.isArray(before) ? before : []), ...values])]
  if (all.length > 0) proposal.fields[name] = all
}

/**
 * What a report can begin with: sentences made from a team's visits and findings, each with what it rests on. Nothing is invented; a
 * part for which nothing is known stays empty and says why.
 */
import { fill } from '../text/fill.ts'
import { text } from '../text/zh-cn.ts'
import type { sectionParts } from './documents.ts'
import type { Finding } from './findings.ts'
import { type Inline, serializePaper } from './paper-text.ts'
import { fullWidthPunctuation } from './punctuation.ts'
import { sentencesOf } from './sentences.ts'

export type SectionPart = (typeof sectionParts)[number]
/** What supports a sentence: one of the fields of a citation. */
export type Support =
  | { finding: string }
  | { visit: string }
  | { statement: string }
  | { attachment: string }
  | { indicator: string }
export type DraftSentence = { text: string; supports: readonly Support[] }
/** `lack`: why the part is empty. */
export type Proposal = { part: SectionPart; paragraphs: DraftSentence[][]; lack: 'visits' | 'findings' | null }

export type DraftFinding = Pick<Finding, 'id' | 'kind' | 'topics' | 'quote' | 'summary' | 'analysis' | 'cause'>
/** Names in words; `purpose` as it was written. */
export type DraftVisit = {
  id: string
  place: string | null
  start: string | null
  end: string | null
  methods: readonly string[]
  purpose: string | null
  hosts: readonly string[]
  sites: readonly string[]
}
export type DraftTeam = { leader: string | null; departments: readonly string[] }

const words = text.documents.draft
const join = (names: readonly string[]) => names.join(text.common.listComma)

/** Kinds of findings that go into each part, in this order. */
export const kindsOfPart: Partial<Record<SectionPart, readonly NonNullable<Finding['kind']>[]>> = {
  practice: ['practice', 'highlight', 'achievement'],
  problems: ['problem'],
  suggestions: ['suggestion'],
  plans: ['plan'],
}

/** Every part in its order. Findings come as they are to stand; merged and declined ones are not for here. */
export function proposalsOf(
  team: DraftTeam,
  visits: readonly DraftVisit[],
  findings: readonly DraftFinding[],
): Proposal[] {
  const parts: [SectionPart, DraftSentence[][]][] = [
    ['background', backgroundOf(team, visits)],
    ['practice', paragraphsOf(findings, 'practice')],
    ['problems', paragraphsOf(findings, 'problems')],
    ['causes', [causesOf(findings)]],
    ['suggestions', paragraphsOf(findings, 'suggestions')],
    ['plans', paragraphsOf(findings, 'plans')],
  ]
  return parts.map(([part, all]) => {
    const paragraphs = all.filter((sentences) => sentences.length > 0)
    const lack = paragraphs.length > 0 ? null : part === 'background' ? 'visits' : 'findings'
    return { part, paragraphs, lack }
  })
}

function backgroundOf({ leader, departments }: DraftTeam, visits: readonly DraftVisit[]): DraftSentence[][] {
  if (visits.length === 0) return []
  const places = join([...new Set(visits.flatMap(({ place }) => place ?? []))])
  const all = visits.map(({ id }) => ({ visit: id }))
  const sentences: DraftSentence[] = []
  if (places) {
    const template = !leader ? words.wentAlone : departments.length ? words.went : words.wentLed
    sentences.push({
      text: fill(template, { leader: leader ?? '', departments: join(departments), places }),
      supports: all,
    })
  }
  const methods = join([...new Set(visits.flatMap((visit) => visit.methods))])
  for (const purpose of new Set(visits.flatMap((visit) => closed(visit.purpose) || []))) {
    const supports = visits.filter((visit) => closed(visit.purpose) === purpose).map(({ id }) => ({ visit: id }))
    sentences.push({ text: methods ? fill(words.how, { methods, purpose }) : purpose, supports })
  }
  for (const visit of visits) {
    const { hosts, sites } = visit
    const date = dateOf(visit)
    // who and where without a day says no more than the first sentence
    if (!date || (!hosts.length && !sites.length)) continue
    const deeds = [
      hosts.length ? fill(words.met, { hosts: join(hosts) }) : '',
      sites.length ? fill(words.saw, { sites: join(sites) }) : '',
    ].filter(Boolean)
    const told = fill(words.day, { date, place: visit.place ?? '', deeds: deeds.join(text.common.comma) })
    sentences.push({ text: told, supports: [{ visit: visit.id }] })
  }
  return [sentences]
}

/** 11月21日至22日; a month alone stays one; without the year, which the report is of. */
function dateOf({ start, end }: DraftVisit): string {
  const [, month = '', day = ''] = /^\d{4}-(\d{2})(?:-(\d{2}))?/.exec(start ?? '') ?? []
  if (!month) return ''
  const from = fill(day ? words.monthDay : words.month, { month: String(Number(month)), day: String(Number(day)) })
  const [, lastMonth = '', lastDay = ''] = /^\d{4}-(\d{2})-(\d{2})/.exec(end ?? '') ?? []
  if (!day || !lastDay || (lastMonth === month && lastDay === day)) return from
  const until = lastMonth === month ? words.lastDay : words.monthDay
  return `${from}${words.to}${fill(until, { month: String(Number(lastMonth)), day: String(Number(lastDay)) })}`
}

/** A paragraph a topic, in it practice before highlight before achievement. */
function paragraphsOf(findings: readonly DraftFinding[], part: SectionPart): DraftSentence[][] {
  const kinds = kindsOfPart[part] ?? []
  const chosen = findings
    .filter(({ kind }) => kind !== null && kinds.includes(kind))
    .sort((a, b) => kinds.indexOf(a.kind as never) - kinds.indexOf(b.kind as never))
  const topics = [...new Set(findings.map(topicOf))]
  return topics.map((topic) =>
    chosen.filter((finding) => topicOf(finding) === topic).flatMap((finding) => sentencesFrom(finding)),
  )
}

const topicOf = ({ topics }: DraftFinding) => topics[0] ?? ''

/** What a finding comes to, else the words it was found in; each of its sentences rests on it. */
export function sentencesFrom({ id, summary, quote }: Pick<DraftFinding, 'id' | 'summary' | 'quote'>): DraftSentence[] {
  return sentencesIn(summary?.trim() ? summary : quote, { finding: id })
}

const causesOf = (findings: readonly DraftFinding[]): DraftSentence[] =>
  findings
    .filter(({ kind }) => kind === 'problem')
    .flatMap(({ id, cause, analysis }) => sentencesIn(cause?.trim() ? cause : analysis, { finding: id }))

/** What was said, as sentences of a report; each rests on the same. */
export const sentencesIn = (said: string | null, support: Support): DraftSentence[] =>
  sentencesOf(closed(said)).map((sentence) => ({ text: sentence.text.trim(), supports: [support] }))

/** On one line, punctuated as a report is, with a full stop at its end. */
function closed(said: string | null): string {
  const plain = fullWidthPunctuation((said ?? '').replace(/\s*[\r\n]+\s*/g, ' ').trim())
  if (!plain) return ''
  return /[。！？；…”’」』）》】]$/.test(plain) ? plain : `${plain.replace(/[，、,：:]$/, '')}${words.stop}`
}

export type NewCitation = { id: string; sentence: string } & Partial<Record<'finding' | 'visit', string>>

/**
 * A part as paper text with the citations it carries. Sentences that rest on the same share one citation; `known` holds those that were
 * made before, by `finding/<id>` or `visit/<id>`.
 */
export function writtenPart(
  paragraphs: readonly (readonly DraftSentence[])[],
  newId: () => string,
  known: Map<string, string>,
): { body: string; citations: NewCitation[] } {
  const citations: NewCitation[] = []
  const cite = (support: Support, sentence: string): Inline => {
    const [field, target] = Object.entries(support)[0] as ['finding' | 'visit', string]
    const key = `${field}/${target}`
    const id = known.get(key) ?? newId()
    if (!known.has(key)) {
      known.set(key, id)
      citations.push({ id, sentence, [field]: target })
    }
    return { kind: 'cite', id }
  }
  const body = serializePaper(
    paragraphs.map((sentences) => ({
      kind: 'paragraph',
      content: sentences.flatMap(({ text: sentence, supports }): Inline[] => [
        { kind: 'text', text: sentence },
        ...supports.map((support) => cite(support, sentence)),
      ]),
    })),
  )
  return { body, citations }
}

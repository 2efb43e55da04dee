/** Office meetings with their number, chair and directives; who said what at them and at symposia; minutes with 出席 and 议定事项. */

import type { Proposal } from '../../../../shared/domain/intake.ts'
import { between } from '../../../../shared/domain/order.ts'
import { datesIn } from './dates.ts'
import type { Ledger } from './ledger.ts'
import { chineseNumber } from './numerals.ts'
import { inside, type Overview } from './overview.ts'
import { bare, cut, listItems, type Paragraph, type Sentence, type Span, trimmed } from './passages.ts'
import { federationId } from './teams.ts'
import { unitsIn } from './units.ts'
import { officeMeeting, type Scene } from './visits.ts'

const numbered = /第([一二三四五六七八九十百\d]+)次(会长办公会议?|会长会议?|常务理事会议?|理事会议?|会议)/
const kinds: [RegExp, string][] = [
  [/会长办公会|秘书长办公会|主席办公会/, 'office'],
  [/会长会议/, 'presidents'],
  [/理事会/, 'council'],
]
const kindOf = (words: string): string => kinds.find(([pattern]) => pattern.test(words))?.[1] ?? 'other'
const numberOf = (word: string) => (/^\d+$/.test(word) ? Number(word) : chineseNumber(word))

export type Meetings = {
  /** What needs no further reading: assessments, directives, lines of attendance. */
  consumed: Span[]
  /** The meeting minutes are about. */
  minutes: Proposal | null
}

/** Meetings that were held, not those something is to be carried into. */
export function readMeetings(o: Overview, ledger: Ledger, scenes: readonly Scene[]): Meetings {
  const consumed: Span[] = []
  const minutes = readMinutes(o, ledger, consumed)
  let meeting: Proposal | null = minutes
  let until = -1
  for (const [index, { sentence, paragraph }] of scenes.entries()) {
    const words = o.text.slice(sentence.from, sentence.to)
    const opened = minutes ? null : openMeeting(o, ledger, sentence, words)
    if (opened) {
      meeting = opened
      until = index + 6
      consumed.push({ from: sentence.from, to: sentence.to })
    }
    if (!meeting || (!minutes && index > until)) continue
    if (readOrders(o, ledger, meeting, sentence, paragraph)) consumed.push(sentence)
  }
  return { consumed, minutes }
}

function openMeeting(o: Overview, ledger: Ledger, sentence: Sentence, words: string): Proposal | null {
  if (
    !officeMeeting.test(words) ||
    /体现(?:在|到)|提交[^，]{0,10}理事会|拟(?:提交|召开)|筹备/.test(words.replace(/.*(?:召开|举行)/, ''))
  ) {
    if (!numbered.test(words)) return null
  }
  const found = numbered.exec(words)
  const held = /(?:召开|举行)(?:的|了)?[^，。]{0,16}(?:办公会|会议|理事会)|(?:办公会|会长会议|理事会)(?:议)?上/.exec(
    words,
  )
  if (!held) return null
  const at = sentence.from + held.index
  const days = datesIn(o.text, sentence, o.clock).filter((date) => date.to <= at + held[0].length + 2)
  const date = days.at(-1)
  const number = found ? numberOf(found[1]!) : null
  if (number === null && !date?.days[0]) return null
  const kind = kindOf(found?.[2] ?? words)
  const title = found ? found[0] : null
  const key = number === null ? `${kind} ${date?.days[0]?.start}` : `${kind} ${number}`
  const [day] = date?.days ?? []
  const fields: Proposal['fields'] = day ? { date: day.start, precision: date!.precision } : { precision: 'unknown' }
  const proposal = ledger.put(
    'meetings',
    key,
    sentence,
    { kind, number, title, ...fields },
    { reasons: date?.reasons ?? [] },
  )
  const chairman = inside(o.people, sentence).find(({ to }) => /^[^，。]{0,4}主持/.test(o.text.slice(to, to + 8)))
  if (chairman) proposal.fields.chair = ledger.person(chairman, federationId(o, ledger)).id
  return proposal
}

const verbs = /(?:指出|强调|要求|提出要求|讲话|总结时说|最后说)/

/** 指出 … an assessment; 要求, 强调 … what is to be done. */
function readOrders(o: Overview, ledger: Ledger, meeting: Proposal, sentence: Sentence, paragraph: Paragraph): boolean {
  const words = o.text.slice(sentence.from, sentence.to)
  const [speaker] = inside(o.people, sentence).filter(({ title }) => /^(?:常务副)?会长|理事长|主席/.test(title))
  const opening = /^(?:会议|他|她)?(?:最后)?(?:还)?(?:要求|强调|指出|决定|明确)/.exec(words)
  const said = speaker ? verbs.exec(o.text.slice(speaker.to, sentence.to)) : null
  if (!said && !opening) return false
  // somebody who has spoken at the meeting's table, not its chair, is a statement
  if (speaker && /副会长/.test(speaker.title) && meeting.fields.chair) return false
  const issuer = speaker ? ledger.person(speaker, federationId(o, ledger)) : null
  if (issuer && !meeting.fields.chair) {
    meeting.fields.chair = issuer.id
    meeting.reasons.push('context')
  }
  const from = said && speaker ? speaker.to + said.index + said[0].length : sentence.from + (opening?.[0].length ?? 0)
  const rest = bare(o.text, { from, to: sentence.to })
  const asks =
    /要求|强调|决定|明确/.test(said?.[0] ?? opening?.[0] ?? '') ||
    /^(?:要|一要|各[^，]{1,6}要)/.test(o.text.slice(rest.from, rest.to))
  if (!asks) {
    const before = meeting.fields.minutes
    const words = o.source.slice(rest.from, trimmed(o.text, { from: rest.from, to: sentence.to }).to)
    meeting.fields.minutes = typeof before === 'string' ? `${before}\n${words}` : words
    meeting.passages.push([rest.from, rest.to])
    return true
  }
  const chair = meeting.fields.chair
  for (const order of ordersIn(o.text, rest))
    putDirective(o, ledger, meeting, order, issuer?.id ?? (typeof chair === 'string' ? chair : null))
  return paragraph.kind === 'body'
}

/** 对…作进一步梳理，对…作进一步分析，将…体现在…: each is one; what has no verb of its own belongs to the one before. */
function ordersIn(text: string, span: Span): Span[] {
  const listed = listItems(text, span)
  if (listed.length > 1) return listed
  const orders: Span[] = []
  for (const clause of cut(text, span, '，；')) {
    const { from, to } = bare(text, clause)
    const subject =
      /^(?:会议)?(?:各|有关|相关|全体)[^，]{1,8}?(?=(?:要|应|对|将|把))/.exec(text.slice(from, to))?.[0].length ?? 0
    const order = { from: from + subject, to }
    const words = text.slice(order.from, to)
    const last = orders.at(-1)
    const begins =
      text[clause.from - 1] === '；' ||
      /^(?:要|一要|对|将|把|由|转化|运用|加强|做好|进一步|切实|抓紧|认真|推动|落实|尽快|深化|完善|建立|强化|各|坚持)/.test(
        words,
      )
    if (!last || begins) orders.push(order)
    else last.to = to
  }
  return orders.filter(({ from, to }) => to - from >= 5)
}

function putDirective(o: Overview, ledger: Ledger, meeting: Proposal, span: Span, issuer: string | null): void {
  const siblings = ledger.proposals.filter(
    ({ entity, fields }) => entity === 'directives' && fields.meeting === meeting.id,
  )
  const last = siblings.at(-1)?.fields.order
  ledger.put('directives', `${meeting.id} ${span.from}`, span, {
    meeting: meeting.id,
    issuer,
    text: o.source.slice(span.from, span.to),
    order: between(typeof last === 'string' ? last : null, null),
  })
}

// ── minutes ──────────────────────────────────────────────────────────────────

const label =
  /^(?:一、|二、|三、|四、|五、)?(会议)?(时间|地点|主持人?|出席人?员?|参加人?员?|参会人?员?|列席人?员?|请假人?员?|缺席人?员?|记录人?|议题|会议议题|主题|会议主题)\s*[：:]/

/** 会议纪要: a head of labelled lines. `null` where the text is none. */
function readMinutes(o: Overview, ledger: Ledger, consumed: Span[]): Proposal | null {
  const labelled = o.paragraphs.flatMap((paragraph) => {
    const words = o.text.slice(paragraph.from, paragraph.to)
    const found = label.exec(words)
    return found
      ? [{ paragraph, name: found[2]!, span: { from: paragraph.from + found[0].length, to: paragraph.to } }]
      : []
  })
  if (labelled.length < 2) return null
  const head = o.text.slice(0, labelled[0]!.span.from)
  const title = o.paragraphs[0] ? o.source.slice(o.paragraphs[0].from, o.paragraphs[0].to) : null
  const kind = /座谈/.test(head) ? 'symposium' : kindOf(head)
  const number = /第\s?([一二三四五六七八九十百\d]+)\s?[次期号]/.exec(head)?.[1]
  const meeting = ledger.put('meetings', 'minutes', o.paragraphs[0] ?? labelled[0]!.span, {
    kind,
    title,
    number: number ? numberOf(number) : null,
  })
  const organization = federationId(o, ledger)
  const people = (span: Span) => inside(o.people, span).map((person) => ledger.person(person, organization).id)
  for (const { name, span, paragraph } of labelled) {
    consumed.push(paragraph)
    meeting.passages.push([paragraph.from, paragraph.to])
    const words = o.source.slice(span.from, span.to).trim()
    if (name === '时间') {
      const date = datesIn(o.text, span, o.clock)[0]
      if (date?.days[0]) Object.assign(meeting.fields, { date: date.days[0].start, precision: date.precision })
    } else if (name === '地点') meeting.fields.place = words.slice(0, 200)
    else if (name.startsWith('主持')) {
      const [chair] = people(span)
      if (chair) meeting.fields.chair = chair
    } else if (/^(?:出席|参加|参会)/.test(name)) {
      const attendees = people(span)
      if (attendees.length > 0) meeting.fields.attendees = attendees
      const { units } = unitsIn(o, span, null)
      if (units.length > 0 && kind === 'symposium')
        meeting.fields.organizations = units.map((unit) => ledger.unit(unit))
    } else if (/^(?:请假|缺席)/.test(name)) {
      const absent = people(span)
      if (absent.length > 0) meeting.fields.absent = absent
    } else if (/议题|主题/.test(name)) meeting.fields.agenda = words
  }
  readResolved(o, ledger, meeting, consumed)
  return meeting
}

/** 会议议定事项: numbered lines, each a directive. */
function readResolved(o: Overview, ledger: Ledger, meeting: Proposal, consumed: Span[]): void {
  let isOn = false
  for (const paragraph of o.paragraphs) {
    const words = o.text.slice(paragraph.from, paragraph.to)
    if (/(?:议定|决定|明确|要求)(?:了?如下|以下)?(?:事项|工作|意见)?(?:如下)?[：:]$/.test(words)) {
      isOn = true
      consumed.push(paragraph)
      continue
    }
    const mark = /^(?:\d{1,2}[.、．]|（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]+[、是])\s*/.exec(words)
    if (!isOn) continue
    if (!mark) {
      isOn = false
      continue
    }
    consumed.push(paragraph)
    putDirective(o, ledger, meeting, bare(o.text, { from: paragraph.from + mark[0].length, to: paragraph.to }), null)
  }
}

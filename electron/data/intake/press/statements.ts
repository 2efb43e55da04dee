/** Who said what: “张三介绍，…”, “李四建议：…”, lines of minutes. */

import type { Proposal } from '../../../../shared/domain/intake.ts'
import { between } from '../../../../shared/domain/order.ts'
import type { Ledger } from './ledger.ts'
import type { FoundPerson } from './names.ts'
import { inside, type Overview } from './overview.ts'
import { bare, type Sentence, type Span } from './passages.ts'
import { federationId } from './teams.ts'
import { leading, unitsIn } from './units.ts'
import type { Scene } from './visits.ts'

const saying =
  /^(?:在(?:座谈|汇报|发言|讨论)[^，。]{0,6}(?:中|时|上))?(?:汇报|发言)?(?:时)?(?:介绍(?:说|道)?|表示|说|指出|认为|谈到|提出|反映|建议|坦言|告诉[^，：]{2,6}|提到|呼吁|汇报说|发言说|强调)(?:[，：]|(?=“)|：“)/

export type Said = Span & { /** The words themselves. */ text: Span; verb: string }

/** Adds the statements of a scene's sentence; answers what was said, for findings to be read from it. */
export function readStatement(
  o: Overview,
  ledger: Ledger,
  { sentence, paragraph, visit }: Scene,
  minutes: Proposal | null,
): Said | null {
  const meeting = minutes ?? visit?.symposium ?? null
  const speaker = speakerAt(o, ledger, sentence)
  if (!speaker) return null
  // in minutes a line is what somebody said, to its end
  const isLine = minutes !== null && sentence.from === paragraph.from && o.text[speaker.to] === '：'
  const verb = isLine ? '：' : saying.exec(o.text.slice(speaker.to, sentence.to))?.[0]
  if (!verb) return null
  const text = said(o.text, { from: speaker.to + verb.length, to: sentence.to })
  if (text.to - text.from < 6) return null
  const whole = isLine ? { from: text.from, to: paragraph.to } : text
  if (meeting) {
    const siblings = ledger.proposals.filter(
      ({ entity, fields }) => entity === 'statements' && fields.meeting === meeting.id,
    )
    const last = siblings.at(-1)?.fields.order
    ledger.put('statements', `${meeting.id} ${sentence.from}`, sentence, {
      meeting: meeting.id,
      ...speaker.fields,
      text: o.source.slice(whole.from, whole.to),
      order: between(typeof last === 'string' ? last : null, null),
      ...(/建议|呼吁/.test(verb) ? { mark: 'suggestion' } : {}),
    })
  }
  return { ...sentence, text, verb: verb }
}

/** Without the quotation marks around all of it. */
function said(text: string, span: Span): Span {
  const { from, to } = bare(text, span)
  const words = text.slice(from, to)
  if (!words.startsWith('“')) return { from, to: /[。！？]/.test(text[to] ?? '') ? to + 1 : to }
  const end = words.indexOf('”')
  return { from: from + 1, to: end < 0 ? to : from + end }
}

type Speaker = { to: number; fields: { speaker: string } | { organization: string } }

/** The person or unit a sentence begins with. */
function speakerAt(o: Overview, ledger: Ledger, sentence: Sentence): Speaker | null {
  const person = inside(o.people, sentence).find((one) => startsWith(o, sentence, one))
  if (person)
    return { to: person.to, fields: { speaker: ledger.person(person, employerOf(o, ledger, sentence, person)).id } }
  const head = /^[^，。：；]{4,20}?(?=介绍|表示|反映|认为|提出|建议|坦言|说[，：“]|：)/.exec(
    o.text.slice(sentence.from, sentence.to),
  )
  if (!head) return null
  const to = sentence.from + head[0].length
  const { units } = unitsIn(o, { from: sentence.from, to }, null)
  const unit = units.length === 1 && units[0]!.from === sentence.from && units[0]!.to === to ? units[0] : null
  return unit ? { to, fields: { organization: ledger.unit(unit) } } : null
}

const startsWith = ({ text }: Overview, sentence: Span, person: FoundPerson) => {
  const before = text.slice(sentence.from, person.from)
  return before.length <= 24 && !/[，。：；]/.test(before.replace(/^(?:座谈|会议|会上|座谈会|汇报)[^，]{0,4}，/, ''))
}

/** 慈溪市慈善总会会长胡建军: the unit right before the title. */
export function employerOf(o: Overview, ledger: Ledger, around: Span, person: FoundPerson): string | null {
  const from = Math.max(around.from, person.from - 20)
  const piece = o.text.slice(from, person.from)
  const start = from + (/[，。：；、和与（]/.test(piece) ? piece.search(/[^，。：；、和与（]*$/) : 0)
  if (start >= person.from) return federationId(o, ledger)
  const span = { from: start, to: person.from }
  const { units } = unitsIn(o, span, null)
  const [unit] = units
  if (unit && unit.to === person.from && (leading(o.mentions, span) || unit.name.length >= 5)) return ledger.unit(unit)
  return piece.trim() === '' || /(?:由|在|经|，|。)$/.test(piece) ? federationId(o, ledger) : null
}

/** One trip of a team: where, when, with whom, what was seen there. */
import type { IntakeReason, Proposal } from '../../../../shared/domain/intake.ts'
import { datesIn, type FoundDate } from './dates.ts'
import type { Place } from './gazetteer.ts'
import { hostLists, siteLists } from './hosts.ts'
import type { Ledger } from './ledger.ts'
import { inside, type Overview } from './overview.ts'
import { cut, type Sentence, type Span } from './passages.ts'
import { type Group, groupsIn } from './places.ts'
import { addTo, methodsIn, type Team, type Visit } from './teams.ts'
import { sitesIn, unitsIn } from './units.ts'

export type Event = { visit: Visit | null; told: Span }

/** A sentence that says where the team was, with whom and when. */
export function readEvent(
  o: Overview,
  ledger: Ledger,
  team: Team,
  current: Visit | null,
  sentence: Sentence,
  isIntro: boolean,
): Event | null {
  let event: Event | null = null
  const planned = /拟(?:于|定|赴)?|将于|定于|计划于|将(?:先后|分别)?赴/.test(o.text.slice(sentence.from, sentence.to))
  o = { ...o, clock: { ...o.clock, future: planned } }
  for (const part of trips(o, sentence)) {
    const next = readPart(o, ledger, team, event?.visit ?? current, part, { isIntro, planned })
    if (next) event = { visit: next.visit, told: event ? { from: event.told.from, to: next.told.to } : next.told }
  }
  return event
}

/** 12月3日赴石家庄市，12月5日赴唐山市: where a clause has a day and a place of its own, another trip begins. */
function trips(o: Overview, sentence: Sentence): Span[] {
  const parts: Span[] = []
  let hasPlace = false
  for (const clause of cut(o.text, sentence, '；，')) {
    const last = parts.at(-1)
    const places = groupsIn(o, clause).length > 0
    const dated = datesIn(o.text, clause, o.clock).some(({ from }) => from - clause.from < 4)
    if (!last || o.text[clause.from - 1] === '；' || (places && dated && hasPlace)) {
      parts.push({ ...clause })
      hasPlace = places
    } else {
      last.to = clause.to
      hasPlace ||= places
    }
  }
  return parts
}

type Manner = { isIntro: boolean; planned: boolean }

function readPart(
  o: Overview,
  ledger: Ledger,
  team: Team,
  current: Visit | null,
  part: Span,
  { isIntro, planned }: Manner,
): Event | null {
  const words = o.text.slice(part.from, part.to)
  const groups = groupsIn(o, part).filter(({ places }) => places.some(({ place }) => place.level !== 'province'))
  const dates = datesIn(o.text, part, o.clock).filter((date) => !inQuotes(o.text, part, date))
  const isThere = /调研组|一行|座谈|来到|考察|走访|看望|慰问|实地/.test(words) || isIntro
  if (
    !isThere ||
    (groups.length === 0 && dates.length === 0 && !(current && /座谈|考察|走访了|看望|察看|参观/.test(words)))
  )
    return null
  const lists = hostLists(o, part)
  let visits = [...new Set(groups.flatMap((group) => visitsTo(o, ledger, team, group, part)))]
  if (visits.length === 0) {
    const host = lists
      .flatMap(({ span }) => inside(o.mentions, span))
      .find(({ place }) => place !== null && place.level !== 'province')?.place
    if (host && (dates.length > 0 || /调研组|一行/.test(words)))
      visits = [visitAt(ledger, team, targetOf(o, team, host), part)]
    else if (current) visits = [current]
    else return null
  }
  datedBy(visits, dates, words, planned)
  // the sentence of the visit itself is shown before that of the whole trip
  if (visits.length === 1 && dates.length > 0) lead(visits[0]!.proposal, part)
  const single = visits.length === 1 ? visits[0]! : null
  for (const visit of visits) {
    visit.proposal.fields.status = planned ? 'planned' : (visit.proposal.fields.status ?? 'done')
    if (single || isIntro) addTo(visit.proposal, 'methods', methodsIn(words))
    for (const { span, note } of lists) {
      const found = note ? { units: [], note: span } : unitsIn(o, span, visit.place)
      if (found.note && !visit.proposal.fields.hostsNote)
        visit.proposal.fields.hostsNote = o.source.slice(found.note.from, found.note.to)
      if (!single) continue
      addTo(
        visit.proposal,
        'hosts',
        found.units.map((unit) => ledger.unit(unit)),
      )
    }
    if (single) for (const list of siteLists(o, part)) addSeen(o, ledger, single, list)
  }
  if (single && /座谈/.test(words) && single.proposal.fields.status !== 'planned')
    addSymposium(ledger, single, dates, part, words)
  return { visit: single ?? (visits.length > 1 ? null : current), told: toldIn(o, part) }
}

/** 走访了…: sites, and units that are no sites. */
function addSeen(o: Overview, ledger: Ledger, visit: Visit, list: Span): void {
  const sites = sitesIn(o, list, visit.place)
  if (sites.length > 0) addTo(visit.proposal, 'methods', ['onsite'])
  addTo(
    visit.proposal,
    'sites',
    sites.map((site) => ledger.site(site)),
  )
  const { units } = unitsIn(o, list, visit.place)
  const others = units.filter(
    (unit) => /会$/.test(unit.name) && !sites.some((site) => site.from < unit.to && unit.from < site.to),
  )
  addTo(
    visit.proposal,
    'hosts',
    others.map((unit) => ledger.unit(unit)),
  )
}

/** The clauses of a sentence that tell of the visit itself end with the last of these words. */
function toldIn(o: Overview, part: Span): Span {
  let to = part.from
  for (const clause of cut(o.text, part, '，；'))
    if (
      /调研组|座谈|考察|走访|来到|看望|慰问|赴|参加|\d月\d|一行|听取|实地/.test(o.text.slice(clause.from, clause.to)) ||
      to === part.from
    )
      to = clause.to
    else break
  return { from: part.from, to }
}

const inQuotes = (text: string, part: Span, { from }: Span) => {
  const left = text.slice(part.from, from)
  return left.lastIndexOf('《') > left.lastIndexOf('》')
}

/** The place as the team's list has it: a district belongs to the visit of its city. */
function targetOf({ gazetteer, home }: Overview, team: Team, place: Place): Place {
  const target = team.targets.find((one) => one.id === place.id || gazetteer.isBelow(place, one))
  if (target) return target
  const city = home?.level === 'province' && team.targets.length > 0 ? gazetteer.atLevel(place, 'city') : null
  return city ?? place
}

function visitsTo(o: Overview, ledger: Ledger, team: Team, group: Group, part: Span): Visit[] {
  const visits = group.places.map(({ place }) => visitAt(ledger, team, targetOf(o, team, place), part))
  for (const { place } of visits) if (!team.targets.includes(place)) team.targets.push(place)
  if (group.open && !team.proposal.reasons.includes('open-list')) team.proposal.reasons.push('open-list')
  team.proposal.fields.regions = team.targets.map(({ id }) => id)
  return [...new Set(visits)]
}

function visitAt(ledger: Ledger, team: Team, place: Place, span: Span): Visit {
  const known = team.visits.find((visit) => visit.place.id === place.id)
  const key = `${team.proposal.id} ${place.id}`
  const proposal = ledger.put('visits', key, span, { team: team.proposal.id, region: place.id })
  if (known) return known
  const visit: Visit = { proposal, place, symposium: null }
  team.visits.push(visit)
  return visit
}

function datedBy(visits: readonly Visit[], dates: readonly FoundDate[], words: string, planned: boolean): void {
  const all = dates.flatMap((date) =>
    date.days.map((day) => ({ ...day, precision: date.precision, reasons: date.reasons })),
  )
  const listed = dates.length === 1 && dates[0]!.days.length > 1
  const paired = visits.length > 1 && all.length === visits.length && (listed || /分别|先后|依次/.test(words))
  for (const [index, { proposal }] of visits.entries()) {
    const date = paired ? all[index] : all[0]
    const failed = dates.find(({ reasons }) => reasons.includes('wrong-date') || reasons.includes('no-year'))
    if (!date) {
      proposal.fields.precision ??= 'unknown'
      if (failed && !proposal.fields.start) for (const reason of failed.reasons) addReason(proposal, reason)
      continue
    }
    // a day of its own says more than the days of the whole trip
    const isOwn = visits.length === 1 && date.precision === 'day'
    if (isOwn && (proposal.reasons.includes('whole-trip') || proposal.fields.precision === 'month'))
      forgetDate(proposal)
    if (proposal.fields.precision && proposal.fields.precision !== 'unknown') {
      // a second day in the same place
      if (visits.length === 1 && date.precision === 'day') extend(proposal, date.end ?? date.start)
      continue
    }
    proposal.fields.start = date.start
    if (date.end) proposal.fields.end = date.end
    proposal.fields.precision = date.precision
    for (const reason of date.reasons) addReason(proposal, reason)
    const shared = visits.length > 1 && !paired && (date.end !== null || date.precision === 'month')
    if (paired) addReason(proposal, 'paired')
    if (shared) addReason(proposal, 'whole-trip')
    if ((paired || shared || date.reasons.includes('vague-date')) && !planned) {
      proposal.fields.inferred = 1
      proposal.certainty = 'inferred'
    }
  }
}

function lead(proposal: Proposal, { from, to }: Span): void {
  proposal.passages = [[from, to], ...proposal.passages.filter(([start]) => start !== from)]
}

function forgetDate(proposal: Proposal): void {
  for (const field of ['start', 'end', 'precision', 'inferred']) delete proposal.fields[field]
  proposal.reasons = proposal.reasons.filter((reason) => reason !== 'whole-trip' && reason !== 'vague-date')
  proposal.certainty = 'sure'
}

function extend(proposal: Proposal, day: string): void {
  const { start, end } = proposal.fields
  if (
    typeof start === 'string' &&
    day > start &&
    (typeof end !== 'string' || day > end) &&
    day.slice(0, 7) === start.slice(0, 7)
  )
    proposal.fields.end = day
}

function addReason(proposal: Proposal, reason: IntakeReason): void {
  if (!proposal.reasons.includes(reason)) proposal.reasons.push(reason)
}

function addSymposium(ledger: Ledger, visit: Visit, dates: readonly FoundDate[], span: Span, words: string): void {
  const hosts = visit.proposal.fields.hosts
  const [day] = dates.flatMap((date) => (date.precision === 'day' ? date.days : []))
  if (!Array.isArray(hosts) && !day && !/座谈会/.test(words)) return
  const dated: Proposal['fields'] =
    day && day.end === null ? { date: day.start, precision: 'day' } : { precision: 'unknown' }
  visit.symposium ??= ledger.put('meetings', `symposium ${visit.proposal.id}`, span, {
    kind: 'symposium',
    visit: visit.proposal.id,
    ...dated,
    ...(Array.isArray(hosts) ? { organizations: hosts } : {}),
  })
}

/** Proposals as a person has corrected them: groups, names, and the records that come of them. */
import type { Entity, Field } from '../../../shared/domain/fields.ts'
import type { IntakeMatch, PressReading, Proposal, ProposalValue } from '../../../shared/domain/intake.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { formatDate } from '../../ui/dates.ts'
import { displayPunctuation, joinNames, labelOf, placeName } from '../../ui/display.ts'

export type NewRecord = {
  entity: Entity
  id: string
  values: Record<string, ProposalValue> /** What of the text says so. */
  passage?: string
}

/** What a person decided about one proposal; what is left out stays as it was read. */
export type Change = {
  accepted?: boolean
  fields?: Record<string, ProposalValue>
  /** A record that is here already; `null`: a new one all the same. */
  link?: string | null
}
export type Changes = Record<string, Change>
export type Review = { reading: PressReading; changes: Changes; places: Record<string, string> }

/** In the order they are shown. */
export const groupOrder = [
  'visits',
  'findings',
  'meetings',
  'directives',
  'statements',
  'indicators',
  'documents',
  'teams',
  'people',
  'organizations',
  'sites',
  'projects',
  'attachments',
  'regions',
  'campaigns',
] as const satisfies Entity[]
/** What others refer to is written first. */
const saveOrder: Entity[] = [
  'campaigns',
  'regions',
  'organizations',
  'people',
  'projects',
  'sites',
  'teams',
  'visits',
  'meetings',
  'directives',
  'statements',
  'findings',
  'indicators',
  'documents',
  'attachments',
]
/** Names and places are underlined only; what happened has a number. */
const unnumbered = new Set<Entity>(['people', 'organizations', 'sites', 'projects', 'regions', 'teams', 'campaigns'])

export type Group = { entity: (typeof groupOrder)[number]; proposals: Proposal[] }

export const groupsOf = ({ proposals }: PressReading): Group[] =>
  groupOrder.flatMap((entity) => {
    const own = proposals.filter((one) => one.entity === entity)
    return own.length > 0 ? [{ entity, proposals: own }] : []
  })

/** Numbers in the order of the groups. */
export function numbersOf(reading: PressReading): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const { entity, proposals } of groupsOf(reading))
    if (!unnumbered.has(entity)) for (const { id } of proposals) numbers.set(id, numbers.size + 1)
  return numbers
}

const sameOf = (matches: readonly IntakeMatch[] | undefined): string | null =>
  matches?.find(({ same }) => same)?.id ?? null

/** The record that is here already and stands for this proposal. */
export function linkOf({ reading, changes }: Review, id: string): string | null {
  const chosen = changes[id]?.link
  return chosen === undefined ? sameOf(reading.matches[id]) : chosen
}
export const isAccepted = ({ changes }: Review, id: string): boolean => changes[id]?.accepted ?? true
export const shownValue = ({ changes }: Review, { id, fields }: Proposal, name: string): ProposalValue => {
  const changed = changes[id]?.fields
  return changed && name in changed ? (changed[name] ?? null) : (fields[name] ?? null)
}
/** To be looked at: not stated plainly, and nobody has changed it yet. */
export const isUnsure = ({ changes }: Review, { id, certainty }: Proposal): boolean =>
  certainty !== 'sure' && changes[id]?.fields === undefined && changes[id]?.accepted === undefined

/** What of a reference will be there: a record that is here, a proposal that is taken, or something outside the text. */
function targetOf(review: Review, ids: ReadonlySet<string>, value: string): string | null {
  if (!ids.has(value)) return value
  return linkOf(review, value) ?? (isAccepted(review, value) ? value : null)
}

const isRef = (field: Field | undefined) => field?.kind === 'ref' || (field?.kind === 'set' && field.of !== 'text')

/** The records to be written, those others refer to first; nothing of what is here already. */
export function recordsOf(review: Review): NewRecord[] {
  const { proposals } = review.reading
  const ids = new Set(proposals.map(({ id }) => id))
  return saveOrder.flatMap((entity) =>
    proposals
      .filter((one) => one.entity === entity && isAccepted(review, one.id) && linkOf(review, one.id) === null)
      .map((proposal) => {
        const shape = nouns[entity].fields as Record<string, Field>
        const values: NewRecord['values'] = {}
        for (const name of Object.keys({ ...proposal.fields, ...review.changes[proposal.id]?.fields })) {
          let value = shownValue(review, proposal, name)
          if (isRef(shape[name])) {
            if (typeof value === 'string') value = targetOf(review, ids, value)
            else if (Array.isArray(value))
              value = [...new Set(value.flatMap((one) => targetOf(review, ids, one) ?? []))]
          }
          if (value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)) values[name] = value
        }
        const [from = 0, to = 0] = proposal.passages[0] ?? []
        const passage = entity === 'documents' ? { passage: review.reading.text.slice(from, to).slice(0, 2_000) } : {}
        return { entity, id: proposal.id, values, ...passage }
      }),
  )
}

/** Names of proposals this one refers to and that will not be there. */
export function missingOf(review: Review, proposal: Proposal): string[] {
  const byId = new Map(review.reading.proposals.map((one) => [one.id, one]))
  const shape = nouns[proposal.entity].fields as Record<string, Field>
  return Object.keys(shape).flatMap((name) => {
    const value = shownValue(review, proposal, name)
    if (!isRef(shape[name]) || value === null) return []
    return [value].flat().flatMap((one) => {
      const other = typeof one === 'string' ? byId.get(one) : undefined
      return other && linkOf(review, other.id) === null && !isAccepted(review, other.id) ? [titleOf(review, other)] : []
    })
  })
}

/** The name of whatever an id stands for. */
export function nameOf(review: Review, id: ProposalValue): string | null {
  if (typeof id !== 'string') return null
  const proposal = review.reading.proposals.find((one) => one.id === id)
  if (proposal) return titleOf(review, proposal)
  return (
    review.places[id] ??
    Object.values(review.reading.matches)
      .flat()
      .find((match) => match.id === id)?.title ??
    null
  )
}

const short = (value: ProposalValue, length = 60): string => {
  const said = displayPunctuation(String(value ?? ''))
  return said.length > length ? `${said.slice(0, length)}……` : said
}

/** One line that says which record it would be. */
export function titleOf(review: Review, proposal: Proposal): string {
  const value = (name: string) => shownValue(review, proposal, name)
  const name = (field: string) => nameOf(review, value(field))
  const place = (field: string) => placeName(name(field))
  const about = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' ') || text.common.unnamed
  const { domain } = text
  const shown: Partial<Record<Entity, () => string>> = {
    visits: () =>
      about(
        place('region'),
        formatDate(
          { start: asText(value('start')), end: asText(value('end')), precision: asText(value('precision')) },
          { year: true },
        ),
        leaderOf(review, value('team')),
      ),
    teams: () => about(name('leader'), asText(value('name')), joinNames([value('topics')].flat().map(asText))),
    meetings: () =>
      about(
        asText(value('title')) ?? labelOf(domain.meetingKind, asText(value('kind'))),
        place('visit') && leaderless(review, value('visit')),
        asText(value('date')),
      ),
    people: () => about(asText(value('name')), asText(value('title'))),
    directives: () => short(value('text')),
    statements: () => about(name('speaker') ?? name('organization'), short(value('text'), 44)),
    findings: () => short(value('quote'), 72),
    indicators: () =>
      about(
        asText(value('name')),
        `${labelOf(domain.bound, asText(value('bound'))) ?? ''}${asText(value('value')) ?? ''}${asText(value('unit')) ?? ''}`,
      ),
    documents: () => asText(value('title')) ?? text.common.unnamed,
    attachments: () => short(value('caption')),
  }
  return shown[proposal.entity]?.() ?? asText(value('name')) ?? text.common.unnamed
}

export const asText = (value: ProposalValue | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null

function leaderOf(review: Review, team: ProposalValue): string | null {
  const proposal = review.reading.proposals.find(({ id }) => id === team)
  if (!proposal) return nameOf(review, team)
  return (
    asText(personName(review, shownValue(review, proposal, 'leader'))) ?? asText(shownValue(review, proposal, 'name'))
  )
}

function personName(review: Review, person: ProposalValue): ProposalValue {
  const proposal = review.reading.proposals.find(({ id }) => id === person)
  return proposal ? shownValue(review, proposal, 'name') : nameOf(review, person)
}

/** The place of a visit alone. */
function leaderless(review: Review, visit: ProposalValue): string | null {
  const proposal = review.reading.proposals.find(({ id }) => id === visit)
  return proposal ? placeName(nameOf(review, shownValue(review, proposal, 'region'))) : nameOf(review, visit)
}

/** What else is worth a glance before the card is opened. */
export function detailOf(review: Review, proposal: Proposal): string {
  const value = (name: string) => shownValue(review, proposal, name)
  const names = (field: string) => joinNames([value(field)].flat().map((one) => nameOf(review, one)))
  const places = (field: string) => joinNames([value(field)].flat().map((one) => placeName(nameOf(review, one))))
  const labels = (field: string, words: Record<string, string>) =>
    joinNames([value(field)].flat().map((one) => labelOf(words, asText(one))))
  const list = (...parts: (string | null)[]) => parts.filter(Boolean).join(text.common.semicolon)
  const { domain } = text
  const shown: Partial<Record<Entity, () => string>> = {
    visits: () => list(names('hosts') || displayPunctuation(asText(value('hostsNote')) ?? ''), names('sites')),
    teams: () =>
      list([value('departments')].flat().map(asText).filter(Boolean).join(text.common.listComma), places('regions')),
    meetings: () =>
      list(
        personName(review, value('chair'))
          ? `${domain.fields.meetings.chair} ${personName(review, value('chair'))}`
          : null,
        names('organizations'),
        short(value('minutes'), 40),
      ),
    findings: () =>
      list(places('regions'), [value('topics')].flat().map(asText).filter(Boolean).join(text.common.listComma)),
    indicators: () =>
      list(
        places('region'),
        asText(value('period')),
        value('yearOnYear') === null ? null : `${domain.fields.indicators.yearOnYear} ${asText(value('yearOnYear'))}%`,
        asText(value('occasion')),
      ),
    people: () => names('organization'),
    organizations: () => list(labels('kind', domain.organizationKind), names('region')),
    sites: () => list(names('region'), names('project')),
    projects: () => names('region'),
    regions: () => names('parent'),
    documents: () => list(labels('kind', domain.documentKind), labels('stage', domain.documentStage)),
    campaigns: () => short(value('purpose'), 60),
    attachments: () => list(names('site')),
  }
  return shown[proposal.entity]?.() ?? ''
}

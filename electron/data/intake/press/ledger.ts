/** Collects what a text says as proposals; whoever or whatever is named twice is one. */
import { v7 } from 'uuid'
import type { Entity } from '../../../../shared/domain/fields.ts'
import type { Certainty, IntakeReason, Passage, Proposal, ProposalValue } from '../../../../shared/domain/intake.ts'
import type { Place } from './gazetteer.ts'
import type { FoundPerson } from './names.ts'
import type { Span } from './passages.ts'
import { type FoundSite, type FoundUnit, siteKind, unitKind } from './units.ts'

type More = { certainty?: Certainty; reasons?: IntakeReason[] }
const rank = { sure: 0, likely: 1, inferred: 2 }

export type Ledger = ReturnType<typeof createLedger>

/** @param source the text as it was pasted, which names are taken from */
export function createLedger(source: string) {
  const say = ({ from, to }: Span) => source.slice(from, to)
  const proposals: Proposal[] = []
  const byKey = new Map<string, Proposal>()

  /** Adds a record, or what is new about one that is there: empty fields are filled, sets grow. */
  function put(
    entity: Entity,
    key: string,
    span: Span,
    fields: Record<string, ProposalValue>,
    more: More = {},
  ): Proposal {
    const passage: Passage = [span.from, span.to]
    let proposal = byKey.get(`${entity} ${key}`)
    if (!proposal) {
      proposal = { id: v7(), entity, fields: {}, passages: [passage], certainty: more.certainty ?? 'sure', reasons: [] }
      byKey.set(`${entity} ${key}`, proposal)
      proposals.push(proposal)
    } else if (!proposal.passages.some(([from, to]) => from <= passage[0] && passage[1] <= to)) {
      proposal.passages.push(passage)
    }
    for (const [name, value] of Object.entries(fields)) fill(proposal, name, value)
    for (const reason of more.reasons ?? []) if (!proposal.reasons.includes(reason)) proposal.reasons.push(reason)
    if (more.certainty && rank[more.certainty] > rank[proposal.certainty]) proposal.certainty = more.certainty
    return proposal
  }

  function fill(proposal: Proposal, name: string, value: ProposalValue): void {
    const before = proposal.fields[name]
    if (Array.isArray(value)) {
      const set = Array.isArray(before) ? before : []
      const all = [...new Set([...set, ...value])]
      if (all.length > 0) proposal.fields[name] = all
    } else if (value !== null && value !== '' && (before === undefined || before === null))
      proposal.fields[name] = value
  }

  const find = (entity: Entity, key: string) => byKey.get(`${entity} ${key}`)

  /** 经开区 and its like have no code; they become places of their own. */
  function zone(name: string, parent: Place, span: Span): string {
    return put('regions', `${name} ${parent.id}`, span, { name, level: 'county', parent: parent.id, zone: 1 }).id
  }

  function unit(found: FoundUnit): string {
    const region = found.zone && found.region ? zone(found.zone, found.region, found) : (found.region?.id ?? null)
    const more: More = found.completed ? { certainty: 'likely', reasons: ['context'] } : {}
    return put(
      'organizations',
      `${found.name} ${region ?? ''}`,
      found,
      { name: found.name, kind: unitKind(found.name), region },
      more,
    ).id
  }

  function person(found: FoundPerson, organization: string | null, isInferred = true): Proposal {
    const known = find('people', found.name)
    const more: More = !known && organization && isInferred ? { reasons: ['context'] } : {}
    return put(
      'people',
      found.name,
      found,
      { name: say(found.nameSpan), title: say(found.titleSpan), organization },
      more,
    )
  }

  function site(found: FoundSite): string {
    const region = found.region?.id ?? null
    const project = found.project
      ? put('projects', `${found.project.name} ${region ?? ''}`, found.project, { name: found.project.name, region }).id
      : null
    const more: More = found.completed ? { certainty: 'likely', reasons: ['context'] } : {}
    const kind = siteKind(found.name, project !== null)
    return put('sites', `${found.name} ${region ?? ''}`, found, { name: found.name, kind, region, project }, more).id
  }

  return { proposals, put, find, zone, unit, person, site }
}

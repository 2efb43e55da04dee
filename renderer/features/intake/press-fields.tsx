/** A proposal's fields, corrected before anything is saved: the widgets of every record, over what is kept here only. */
import { useId } from 'react'
import type { Entity, Field } from '../../../shared/domain/fields.ts'
import type { Proposal, ProposalValue } from '../../../shared/domain/intake.ts'
import { nouns } from '../../../shared/domain/nouns.ts'
import { standardTopics } from '../../../shared/domain/teams.ts'
import { text } from '../../../shared/text/zh-cn.ts'
import { call } from '../../api.ts'
import type { Binding, EditRecord } from '../../ui/editing.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import { InlineDate } from '../../ui/inline-date.tsx'
import { fieldClass, InlineFrame } from '../../ui/inline-parts.tsx'
import { InlineTags } from '../../ui/inline-ref.tsx'
import { InlineProse, InlineText } from '../../ui/inline-text.tsx'
import { Chips, type Found, Lookup } from '../../ui/lookup.tsx'
import { isAccepted, linkOf, nameOf, type Review, shownValue, titleOf } from './press-model.ts'
import { rememberPlace, setField } from './press-store.ts'

/** What is worth correcting, in this order. */
const shown: Partial<Record<Entity, readonly string[]>> = {
  campaigns: ['name', 'year', 'region', 'purpose', 'source', 'sourceDate'],
  teams: ['leader', 'name', 'departments', 'topics', 'regions', 'campaign'],
  visits: ['start', 'region', 'team', 'status', 'methods', 'hosts', 'hostsNote', 'sites', 'purpose', 'summary'],
  meetings: [
    'kind',
    'title',
    'number',
    'date',
    'place',
    'visit',
    'chair',
    'attendees',
    'absent',
    'organizations',
    'agenda',
    'minutes',
  ],
  directives: ['text', 'issuer', 'meeting'],
  statements: ['speaker', 'organization', 'text', 'meeting'],
  findings: ['kind', 'regions', 'topics', 'quote', 'visits', 'team'],
  indicators: ['name', 'region', 'period', 'bound', 'value', 'unit', 'yearOnYear', 'occasion', 'source'],
  documents: ['title', 'kind', 'stage', 'team'],
  people: ['name', 'title', 'organization'],
  organizations: ['name', 'kind', 'region'],
  sites: ['name', 'kind', 'region', 'project'],
  projects: ['name', 'region'],
  regions: ['name', 'parent'],
  attachments: ['caption', 'visit', 'site'],
}

const { domain } = text
const labels: Record<string, Record<string, string>> = {
  'campaigns.status': domain.campaignStatus,
  'visits.status': domain.visitStatus,
  'visits.methods': domain.visitMethod,
  'meetings.kind': domain.meetingKind,
  'findings.kind': domain.findingKind,
  'indicators.bound': { ...domain.bound, equal: text.intake.template.bound.equal },
  'documents.kind': domain.documentKind,
  'documents.stage': domain.documentStage,
  'organizations.kind': domain.organizationKind,
  'sites.kind': domain.siteKind,
}
const oneLine = new Set(['quote', 'text', 'purpose', 'summary', 'minutes', 'agenda', 'source', 'caption'])

/** A record that lies nowhere yet, as the widgets expect one. */
function localRecord(review: Review, proposal: Proposal): EditRecord {
  const value = (name: string) => shownValue(review, proposal, name)
  const set = (name: string, next: ProposalValue) => setField(proposal.id, name, next)
  const bind = (name: string): Binding => ({
    name,
    value: value(name),
    onChange: (next) => set(name, next),
    commit: (next) => set(name, next),
    onBlur: () => {},
    onCompositionStart: () => {},
    onCompositionEnd: () => {},
    conflict: false,
    draft: false,
    loading: false,
  })
  return {
    entity: proposal.entity,
    id: proposal.id,
    view: null,
    exists: true,
    loading: false,
    error: null,
    state: 'saved',
    failure: undefined,
    value,
    bind,
    set: async (name, next) => set(name, next),
    flush: async () => {},
    retry: () => {},
  }
}

export function ProposalFields({ review, proposal }: { review: Review; proposal: Proposal }) {
  const record = localRecord(review, proposal)
  const names = text.domain.fields[proposal.entity] as Record<string, string>
  return (
    <dl className="facts intake-fields">
      {(shown[proposal.entity] ?? []).map((name) => (
        <FieldRow
          key={name}
          name={name}
          label={names[name] ?? name}
          record={record}
          review={review}
          proposal={proposal}
        />
      ))}
    </dl>
  )
}

type RowProps = { name: string; label: string; record: EditRecord; review: Review; proposal: Proposal }

function FieldRow(props: RowProps) {
  const { label } = props
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Editor {...props} />
      </dd>
    </>
  )
}

function Editor({ name, label, record, review, proposal }: RowProps) {
  const field = (nouns[proposal.entity].fields as Record<string, Field>)[name]
  const bind = record.bind(name)
  const words = labels[`${proposal.entity}.${name}`]
  const year = Number(review.reading.published?.slice(0, 4)) || undefined
  if (name === 'start')
    return (
      <InlineDate
        record={record}
        label={label}
        fields={{ start: 'start', end: 'end', precision: 'precision', inferred: 'inferred' }}
        year={year}
      />
    )
  if (proposal.entity === 'meetings' && name === 'date')
    return <InlineDate record={record} label={label} fields={{ start: 'date', precision: 'precision' }} year={year} />
  if (field?.kind === 'date') return <InlineDate record={record} label={label} fields={{ start: name }} year={year} />
  if (field?.kind === 'choice')
    return <InlineChoice bind={bind} label={label} choices={choicesOf(words ?? {})} clearable />
  if (field?.kind === 'set' && field.of === 'text')
    return (
      <InlineTags
        bind={bind}
        label={label}
        suggestions={words ? Object.keys(words) : name === 'topics' ? standardTopics : []}
        labels={words}
      />
    )
  if (field?.kind === 'set') return <References bind={bind} label={label} to={field.of as Entity} review={review} />
  if (field?.kind === 'ref') return <Reference bind={bind} label={label} to={field.to} review={review} />
  if (field?.kind === 'integer')
    return (
      <InlineText
        bind={{ ...bind, onChange: (value) => bind.onChange(/^\d{1,6}$/.test(String(value)) ? Number(value) : null) }}
        label={label}
      />
    )
  return oneLine.has(name) ? (
    <InlineProse bind={bind} label={label} face={name === 'quote' ? 'quote' : 'plain'} />
  ) : (
    <InlineText bind={bind} label={label} />
  )
}

/** Places of the country, and for the rest what the text speaks of. */
async function search(review: Review, to: Entity, typed: string): Promise<Found[]> {
  const own = review.reading.proposals
    .filter((one) => one.entity === to && (isAccepted(review, one.id) || linkOf(review, one.id) !== null))
    .map((one): Found => ({ value: one.id, label: titleOf(review, one), hint: text.intake.press.source }))
    .filter(({ label }) => label.includes(typed))
  if (to !== 'regions') return own.slice(0, 30)
  const places = typed ? await call('regions.search', { text: typed }) : []
  return [
    ...own,
    ...places.map(({ id, name, path }) => ({
      value: id,
      label: name ?? text.common.unnamed,
      hint: path
        .filter((part) => part.id !== id)
        .map((part) => part.name)
        .join(' '),
    })),
  ]
}

type ReferenceProps = { bind: Binding; label: string; to: Entity; review: Review }

function Reference({ bind, label, to, review }: ReferenceProps) {
  const id = useId()
  return (
    <InlineFrame id={id} label={label} bind={bind}>
      <Lookup
        id={id}
        label={label}
        value={nameOf(review, bind.value) ?? ''}
        className={fieldClass({})}
        search={(typed) => search(review, to, typed)}
        onChoose={({ value, label: name }) => {
          if (to === 'regions') rememberPlace(value, name)
          bind.commit(value)
        }}
        onClear={() => bind.commit(null)}
      />
    </InlineFrame>
  )
}

function References({ bind, label, to, review }: ReferenceProps) {
  const id = useId()
  const ids = Array.isArray(bind.value) ? bind.value : []
  return (
    <InlineFrame id={id} label={label} bind={bind}>
      <span className="inline-chips">
        <Chips
          items={ids.map((one) => ({ id: one, name: nameOf(review, one) }))}
          onRemove={(one) => bind.commit(ids.filter((other) => other !== one))}
        />
        <span className="inline">
          <Lookup
            id={id}
            label={label}
            value=""
            placeholder={text.common.add}
            className={fieldClass({})}
            search={async (typed) => (await search(review, to, typed)).filter(({ value }) => !ids.includes(value))}
            onChoose={({ value, label: name }) => {
              if (to === 'regions') rememberPlace(value, name)
              bind.commit([...ids, value])
            }}
            onBackspace={() => ids.length > 0 && bind.commit(ids.slice(0, -1))}
          />
        </span>
      </span>
    </InlineFrame>
  )
}

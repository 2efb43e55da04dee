/** The fields of both lists: how each is shown in a row and edited where it stands. */
import type { KeyboardEvent, ReactNode } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { OrganizationItem, PersonItem } from '../../../shared/views.ts'
import { displayPunctuation, labelOf } from '../../ui/display.ts'
import type { EditRecord } from '../../ui/editing.ts'
import { choicesOf, InlineChoice } from '../../ui/inline-choice.tsx'
import type { InlineProps } from '../../ui/inline-parts.tsx'
import { InlineRef } from '../../ui/inline-ref.tsx'
import { InlineRegion } from '../../ui/inline-region.tsx'
import { InlineText } from '../../ui/inline-text.tsx'

export type FieldOf<R> = {
  name: string
  label: string
  width: string
  show: (row: R) => string | null
  edit: (record: EditRecord, look: Omit<InlineProps, 'bind' | 'label'> & { onEnter?: () => void }, row?: R) => ReactNode
}

/** Esc in a field that has no list open. */
export const isLeaving = (event: KeyboardEvent<HTMLElement>): boolean =>
  event.key === 'Escape' &&
  !event.nativeEvent.isComposing &&
  event.currentTarget.contains(event.target as Node) &&
  (event.target as HTMLElement).getAttribute('aria-expanded') !== 'true'

const unit = text.domain.fields.organizations
const person = text.domain.fields.people
const plain = (value: string | null) => value && displayPunctuation(value)

const textField = <R,>(name: string, label: string, width: string, show: (row: R) => string | null): FieldOf<R> => ({
  name,
  label,
  width,
  show,
  edit: (record, look) => <InlineText bind={record.bind(name)} label={label} {...look} />,
})

export const organizationFields: FieldOf<OrganizationItem>[] = [
  textField('name', unit.name, 'minmax(160px, 2fr)', (row) => plain(row.name)),
  {
    name: 'kind',
    label: unit.kind,
    width: 'minmax(84px, 110px)',
    show: (row) => labelOf(text.domain.organizationKind, row.kind),
    edit: (record, { onEnter: _, ...look }) => (
      <InlineChoice
        bind={record.bind('kind')}
        label={unit.kind}
        choices={choicesOf(text.domain.organizationKind)}
        clearable
        {...look}
      />
    ),
  },
  {
    name: 'region',
    label: unit.region,
    width: 'minmax(140px, 1.4fr)',
    show: (row) => row.regionName,
    edit: (record, { onEnter: _, ...look }) => (
      <InlineRegion bind={record.bind('region')} label={unit.region} {...look} />
    ),
  },
]

export const peopleFields: FieldOf<PersonItem>[] = [
  textField('name', person.name, 'minmax(90px, 150px)', (row) => plain(row.name)),
  textField('title', person.title, 'minmax(100px, 1fr)', (row) => plain(row.title)),
  {
    name: 'organization',
    label: person.organization,
    width: 'minmax(140px, 1.6fr)',
    show: (row) => plain(row.organizationName),
    edit: (record, { onEnter: _, ...look }, row) => (
      <InlineRef
        bind={record.bind('organization')}
        label={person.organization}
        entity="organizations"
        name={row?.organizationName}
        {...look}
      />
    ),
  },
  textField('phone', person.phone, 'minmax(100px, 140px)', (row) => row.phone),
]

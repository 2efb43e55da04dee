/** 与会: units, those present with title and unit, and who is excused. Anybody new is made in passing. */
import { X } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingPage, PersonItem } from '../../../shared/views.ts'
import { IconButton } from '../../ui/button.tsx'
import { type EditRecord, useRecord } from '../../ui/editing.ts'
import { fill } from '../../ui/fill.ts'
import { InlineRef, InlineRefs } from '../../ui/inline-ref.tsx'
import { InlineText } from '../../ui/inline-text.tsx'
import { Section } from '../../ui/page.tsx'

const words = text.meetings
const labels = text.domain.fields.meetings
const people = text.domain.fields.people

function Attendee({ person, onRemove }: { person: PersonItem; onRemove: () => void }) {
  const record = useRecord('people', person.id)
  const name = person.name ?? text.common.unnamed
  return (
    <li className="attendee">
      <InlineText bind={record.bind('name')} label={words.attendeeName} />
      <InlineText bind={record.bind('title')} label={fill(words.attendeeTitle, { name })} />
      <InlineRef
        bind={record.bind('organization')}
        label={fill(words.attendeeUnit, { name })}
        entity="organizations"
        name={person.organizationName}
      />
      <IconButton
        size="small"
        variant="text"
        icon={X}
        label={fill(text.common.removeOne, { name })}
        onClick={onRemove}
      />
    </li>
  )
}

export function People({ page, record, withUnits }: { page: MeetingPage; record: EditRecord; withUnits: boolean }) {
  const bind = record.bind('attendees')
  const ids = Array.isArray(bind.value) ? bind.value : []
  const present = page.attendeeItems.filter(({ id }) => ids.includes(id))
  return (
    <>
      {withUnits && (
        <Section title={labels.organizations}>
          <InlineRefs
            bind={record.bind('organizations')}
            label={labels.organizations}
            entity="organizations"
            items={page.organizationItems}
          />
        </Section>
      )}
      <Section title={labels.attendees} note={ids.length ? fill(words.attendeeCount, { count: ids.length }) : null}>
        {present.length > 0 && (
          <>
            <div className="attendee attendee-head" aria-hidden>
              <span>{people.name}</span>
              <span>{people.title}</span>
              <span>{people.organization}</span>
              <span />
            </div>
            <ul className="attendees">
              {present.map((person) => (
                <Attendee
                  key={person.id}
                  person={person}
                  onRemove={() => bind.commit(ids.filter((id) => id !== person.id))}
                />
              ))}
            </ul>
          </>
        )}
        <div className="attendee-add">
          {/* the rows above show who is chosen; this only adds */}
          <InlineRefs
            bind={{
              ...bind,
              value: [],
              commit: (added) => bind.commit([...new Set([...ids, ...(Array.isArray(added) ? added : [])])]),
            }}
            label={labels.attendees}
            placeholder={words.addAttendee}
            entity="people"
            items={[]}
          />
        </div>
      </Section>
      <Section title={labels.absent}>
        <InlineRefs bind={record.bind('absent')} label={labels.absent} entity="people" items={page.absentItems} />
      </Section>
    </>
  )
}

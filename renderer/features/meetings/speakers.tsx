/** Who may have spoken: the units of a meeting, each until its people are known, then its people. The first nine have a number key. */
import { type KeyboardEvent, useEffect, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { MeetingPage, StatementItem } from '../../../shared/views.ts'
import { call, newId } from '../../api.ts'
import { type Choice, ChoiceBox, useChoiceKeys } from '../../ui/choices.tsx'
import { fill } from '../../ui/fill.ts'
import { createRecord } from '../../ui/undo.ts'

const words = text.meetings.statements

export type Speaker = { person: string | null; organization: string | null; name: string; note: string | null }

export const nobody: Speaker = { person: null, organization: null, name: words.unknown, note: null }

export const speakerKey = ({ person, organization }: Speaker): string => person ?? organization ?? ''

export function speakersOf(page: Pick<MeetingPage, 'attendeeItems' | 'organizationItems'>): Speaker[] {
  const { attendeeItems: people, organizationItems: units } = page
  const ofPerson = (person: MeetingPage['attendeeItems'][number]): Speaker => ({
    person: person.id,
    organization: null,
    name: person.name ?? text.common.unnamed,
    note: [person.organizationName, person.title].filter(Boolean).join(' ') || null,
  })
  const ids = new Set(units.map(({ id }) => id))
  return [
    ...units.flatMap((unit) => {
      const own = people.filter(({ organization }) => organization === unit.id)
      if (own.length) return own.map(ofPerson)
      const name = unit.name ?? text.common.unnamed
      return [{ person: null, organization: unit.id, name, note: words.nameMissing }]
    }),
    ...people.filter(({ organization }) => !organization || !ids.has(organization)).map(ofPerson),
  ]
}

export function speakerOf(item: Pick<StatementItem, 'speaker' | 'organization' | 'speakerName' | 'organizationName'>) {
  const { speaker, organization, speakerName, organizationName } = item
  if (!speaker && !organization) return { ...nobody, name: words.unknownShort }
  return { person: speaker, organization, name: speakerName ?? organizationName ?? text.common.unnamed, note: null }
}

type PanelProps = {
  speakers: readonly Speaker[]
  chosen: string
  onChoose: (speaker: Speaker) => void
}

/** The inside of a popover: those of the meeting, then anybody else by name; a new name becomes a person. */
export function SpeakerPanel({ speakers, chosen, onChoose }: PanelProps) {
  const [typed, setTyped] = useState('')
  const [composing, setComposing] = useState(false)
  const [others, setOthers] = useState<Speaker[]>([])
  const name = composing ? '' : typed.trim()
  useEffect(() => {
    if (!name) return setOthers([])
    let current = true
    const timer = setTimeout(() => {
      call('people.search', { text: name }).then(
        (people) => {
          if (!current) return
          setOthers(
            people.map(({ id, name: own, title, organizationName }) => ({
              person: id,
              organization: null,
              name: own ?? text.common.unnamed,
              note: [organizationName, title].filter(Boolean).join(' ') || null,
            })),
          )
        },
        () => {},
      )
    }, 120)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [name])
  const here = [...speakers, nobody].filter((one) => !name || `${one.name} ${one.note ?? ''}`.includes(name))
  const known = [...here, ...others.filter((one) => !speakers.some(({ person }) => person === one.person))]
  const choices: (Choice & { speaker: Speaker | null })[] = known.map((speaker) => ({
    value: speakerKey(speaker) || 'nobody',
    label: speaker.name,
    hint: speaker.note ?? undefined,
    speaker,
  }))
  if (name && !known.some((one) => one.name === name))
    choices.push({ value: 'create', label: fill(text.common.create, { name }), speaker: null })
  const choose = async ({ speaker }: { speaker: Speaker | null }) => {
    if (speaker) return onChoose(speaker)
    const person = newId()
    await createRecord('people', person, { name })
    onChoose({ person, organization: null, name, note: null })
  }
  const keys = useChoiceKeys(choices, (choice) => void choose(choice))
  return (
    <>
      <input
        className="popover-search"
        role="combobox"
        aria-expanded
        aria-controls={keys.id}
        aria-activedescendant={keys.activeId}
        aria-label={words.pick}
        placeholder={words.pickHint}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          keys.setActive(0)
        }}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onKeyDown={(event: KeyboardEvent) => void keys.onKey(event)}
      />
      <ChoiceBox
        keys={keys}
        choices={choices}
        chosen={[chosen || 'nobody']}
        onChoose={(choice) => void choose(choice)}
        label={words.speakers}
      />
    </>
  )
}

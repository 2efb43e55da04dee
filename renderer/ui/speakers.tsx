/** Who may have spoken: the units of a meeting, each until its people are known, then its people. The first nine have a number key. */
import { type KeyboardEvent, useEffect, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import type { MeetingPage, StatementItem } from '../../shared/views.ts'
import { call, newId } from '../api.ts'
import { type Choice, ChoiceBox, useChoiceKeys } from './choices.tsx'
import { fill } from './fill.ts'
import { saveNow } from './save-now.ts'
import { createRecord } from './undo.ts'

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
  /** Of a person made here. */
  unit?: { id: string; name: string | null } | undefined
}

async function findOthers(name: string): Promise<Speaker[]> {
  const [people, units] = await Promise.all([
    call('people.search', { text: name }),
    call('organizations.search', { text: name }),
  ])
  return [
    ...people.map(({ id, name: own, title, organizationName }) => ({
      person: id,
      organization: null,
      name: own ?? text.common.unnamed,
      note: [organizationName, title].filter(Boolean).join(' ') || null,
    })),
    ...units.map(({ id, name: own }) => ({
      person: null,
      organization: id,
      name: own ?? text.common.unnamed,
      note: words.unit,
    })),
  ]
}

/** The inside of a popover: those of the meeting, then anybody else by name; a new name becomes a person or a unit. */
export function SpeakerPanel({ speakers, chosen, onChoose, unit }: PanelProps) {
  const [typed, setTyped] = useState('')
  const [composing, setComposing] = useState(false)
  const [others, setOthers] = useState<Speaker[]>([])
  const name = composing ? '' : typed.trim()
  useEffect(() => {
    if (!name) return setOthers([])
    let current = true
    const timer = setTimeout(() => {
      findOthers(name).then(
        (found) => current && setOthers(found),
        () => {},
      )
    }, 120)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [name])
  const here = [...speakers, nobody].filter((one) => !name || `${one.name} ${one.note ?? ''}`.includes(name))
  const isHere = (one: Speaker) => speakers.some((other) => speakerKey(other) === speakerKey(one))
  const known = [...here, ...others.filter((one) => !isHere(one))]
  const choices: (Choice & { speaker: Speaker | null })[] = known.map((speaker) => ({
    value: speakerKey(speaker) || 'nobody',
    label: speaker.name,
    hint: speaker.note ?? undefined,
    speaker,
  }))
  if (name && !known.some((one) => one.name === name)) {
    choices.push({
      value: 'person',
      label: fill(text.common.create, { name }),
      hint: unit?.name ?? undefined,
      speaker: null,
    })
    if (!unit) choices.push({ value: 'unit', label: fill(words.createUnit, { name }), speaker: null })
  }
  const choose = async ({ value, speaker }: { value: string; speaker: Speaker | null }) => {
    if (speaker) return onChoose(speaker)
    const id = newId()
    const made = value === 'unit' ? { person: null, organization: id } : { person: id, organization: null }
    await createRecord(value === 'unit' ? 'organizations' : 'people', id, { name, organization: unit?.id ?? null })
    onChoose({ ...made, name, note: unit?.name ?? null })
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

/** Who speaks is there: a person among those present, a unit among those that sent somebody. */
export async function attend(meeting: string, { person, organization }: Pick<Speaker, 'person' | 'organization'>) {
  const [field, id] = person ? ['attendees', person] : ['organizations', organization]
  if (!field || !id) return
  const view = await call('records.get', { entity: 'meetings', id: meeting }).catch(() => null)
  const present = view?.fields[field]
  if (Array.isArray(present) && !present.includes(id)) await saveNow('meetings', meeting, { [field]: [...present, id] })
}

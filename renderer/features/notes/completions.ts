/** What `#`, `@` and the letters of a name at a sentence's start offer while one types. */
import { useCallback, useEffect, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, useRead } from '../../api.ts'
import type { Choice } from '../../ui/choices.tsx'
import { fill } from '../../ui/fill.ts'
import { findRecords } from '../../ui/inline-ref.tsx'
import { type Speaker, speakerKey } from '../../ui/speakers.tsx'

const words = text.notes.complete

/** `from`, `to`: what the choice takes the place of. */
export type Trigger = { kind: 'topic' | 'mention' | 'speaker'; from: number; to: number; query: string }

/** Longer than any name: what follows the sign is a sentence. */
const longest = 20
const tag = new RegExp(`([#＃@＠])([^\\s#＃@＠，。；、！？：,.;!?:“”"（）()]{0,${longest}})$`)

/** What stands at the caret. The sign inside an address (a@b) is a letter of it. */
export function triggerAt(said: string, caret: number): Trigger | null {
  const before = said.slice(0, caret)
  const match = tag.exec(before)
  if (match) {
    const [, sign = '', query = ''] = match
    if (/[A-Za-z0-9._-]$/.test(before.slice(0, match.index))) return null
    return { kind: sign.normalize('NFKC') === '#' ? 'topic' : 'mention', from: match.index, to: caret, query }
  }
  if (caret === said.length && /^[a-z]{1,8}$/i.test(said))
    return { kind: 'speaker', from: 0, to: caret, query: said.toLowerCase() }
  return null
}

export type Completion = Choice & {
  what:
    | { kind: 'topic'; name: string }
    | { kind: 'person' | 'unit'; id: string | null; name: string }
    | { kind: 'speaker'; speaker: Speaker }
}

export type Spelling = (name: string) => readonly string[]

/** A longer one is a sentence rather than the name of a topic. */
const longestTopic = 6

/** Whether Enter takes it without a key of one's own before: what exists, and a topic's name. */
export const isOffered = ({ what }: Completion): boolean =>
  what.kind === 'topic' ? what.name.length <= longestTopic : what.kind === 'speaker' || what.id !== null

/** How names are typed in letters; each is asked for once, and the answer is another function when more is known. */
export function useSpelling(names: readonly string[]): Spelling {
  const [known, setKnown] = useState<ReadonlyMap<string, readonly string[]>>(() => new Map())
  const asked = names.filter((name) => !known.has(name)).join('\n')
  useEffect(() => {
    if (!asked) return
    const wanted = asked.split('\n')
    const learn = (spelled: readonly string[][]) =>
      setKnown((old) => new Map([...old, ...wanted.map((name, index) => [name, spelled[index] ?? []] as const)]))
    // a name that cannot be spelled is chosen by its number
    call('names.spell', { names: wanted }).then(learn, () => learn([]))
  }, [asked])
  return useCallback((name) => known.get(name) ?? [], [known])
}

type Sources = {
  speakers: readonly Speaker[]
  spelling: Spelling
}

const fits = (name: string, query: string, spelling: Spelling) =>
  name.includes(query) || spelling(name).some((letters) => letters.startsWith(query.toLowerCase()))

const ofSpeaker = ({ person, organization, name, note }: Speaker): Completion => ({
  value: person ?? organization ?? name,
  label: name,
  hint: note ?? undefined,
  what: { kind: person ? 'person' : 'unit', id: person ?? organization, name },
})

/** Those of the meeting first, then anybody known, then a new one. */
async function findMentions(query: string, { speakers, spelling }: Sources): Promise<Completion[]> {
  const here = speakers.filter(({ name }) => fits(name, query, spelling)).map(ofSpeaker)
  if (!query) return here
  const [people, units] = await Promise.all([findRecords('people', query), findRecords('organizations', query)])
  const found = [
    ...people.map((one): Completion => ({ ...one, what: { kind: 'person', id: one.value, name: one.label } })),
    ...units.map((one): Completion => ({ ...one, what: { kind: 'unit', id: one.value, name: one.label } })),
  ]
  const all = [...here, ...found.filter(({ value }) => !here.some((one) => one.value === value))].slice(0, 8)
  if (all.some(({ label }) => label === query)) return all
  const create = (kind: 'person' | 'unit', label: string): Completion => ({
    value: `new ${kind}`,
    label: fill(label, { name: query }),
    what: { kind, id: null, name: query },
  })
  return [...all, create('person', words.newPerson), create('unit', words.newUnit)]
}

function findTopics(query: string, topics: readonly string[], spelling: Spelling): Completion[] {
  const known = topics.filter((name) => fits(name, query, spelling)).slice(0, 8)
  const choices = known.map((name): Completion => ({ value: name, label: name, what: { kind: 'topic', name } }))
  if (query && !known.includes(query))
    choices.push({ value: 'new', label: fill(words.newTopic, { name: query }), what: { kind: 'topic', name: query } })
  return choices
}

/** What to offer for what stands at the caret; empty: nothing. */
export function useCompletions(trigger: Trigger | null, { speakers, spelling }: Sources): Completion[] {
  const { data: topics = [] } = useRead('topics.list', {})
  const topicSpelling = useSpelling(topics)
  const [mentions, setMentions] = useState<{ query: string; found: Completion[] } | null>(null)
  const query = trigger?.kind === 'mention' ? trigger.query : null
  useEffect(() => {
    if (query === null) return setMentions(null)
    let current = true
    findMentions(query, { speakers, spelling }).then(
      (found) => current && setMentions({ query, found }),
      () => {},
    )
    return () => {
      current = false
    }
  }, [query, speakers, spelling])
  if (!trigger) return []
  if (trigger.kind === 'topic') return findTopics(trigger.query, topics, topicSpelling)
  if (trigger.kind === 'mention') return mentions?.found ?? []
  return speakers
    .filter(({ name }) => spelling(name).some((letters) => letters.startsWith(trigger.query)))
    .map((speaker) => ({
      value: speakerKey(speaker),
      label: speaker.name,
      hint: speaker.note ?? undefined,
      what: { kind: 'speaker', speaker },
    }))
}
